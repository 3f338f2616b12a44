"""Files come in as base64 or as they are, stay with their attachment, and leave as downloads only."""

import base64
import os
import re
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.http.routes.attachments import disposition
from service.wiring import Parts
from tests.http.conftest import Town
from tests.http.written import Desk, code

ABOUT = {"candidate": "c1", "file_name": "resume.txt", "media_type": "text/plain"}
ASCII_NAME = re.compile(r'attachment; filename="([A-Za-z0-9 ._()-]+)"(; filename\*=UTF-8\'\'([A-Za-z0-9%._~!-]+))?')


@pytest.fixture(scope="module")
def desk(shared_town: Town) -> Desk:
    return Desk(shared_town)


def content(raw: bytes, **more: str) -> dict[str, str]:
    return {**ABOUT, "content": base64.b64encode(raw).decode(), **more}


def test_a_file_goes_in_with_its_record_and_comes_out_byte_by_byte(desk: Desk) -> None:
    raw = os.urandom(3_000)
    assert desk.put("/attachments/a1", content(raw)).status_code == 201
    shown = desk.call("GET", "/attachments/a1").json()
    assert (shown["record"]["bytes"], shown["record"]["file_name"]) == (3_000, "resume.txt")
    assert not {"content", "blob"} & (set(shown["record"]) | set(shown["origins"]))
    got = desk.call("GET", "/attachments/a1/content")
    assert (got.status_code, got.content) == (200, raw)
    assert got.headers["Content-Type"] == "text/plain"
    assert got.headers["Content-Disposition"] == 'attachment; filename="resume.txt"'
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got.headers["Content-Security-Policy"]


def test_a_file_goes_in_as_it_is_once_its_record_is_there(desk: Desk) -> None:
    assert code(desk.raw("PUT", "/attachments/a2/content", b"x", "text/html")) == (404, "not_found")
    desk.put("/attachments/a2", {"candidate": "c1"})
    assert code(desk.call("GET", "/attachments/a2/content")) == (404, "not_found")
    put = desk.raw("PUT", "/attachments/a2/content", b"<b>hi</b>", "text/html; charset=utf-8")
    assert (put.status_code, put.json()["result"], put.json()["version"]) == (200, "changed", 2)
    got = desk.call("GET", "/attachments/a2/content")
    assert (got.content, got.headers["Content-Type"]) == (b"<b>hi</b>", "text/html")
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert (
        desk.raw("PUT", "/attachments/a2/content", b"<b>hi</b>", "text/html; charset=utf-8").json()["changed"] is False
    )


def test_a_file_is_replaced_on_the_version_that_is_meant(desk: Desk) -> None:
    desk.put("/attachments/v1", content(b"first"))
    other = desk.raw("PUT", "/attachments/v1/content", b"second", "text/plain", **{"If-Match": '"7"'})
    assert code(other) == (412, "version_mismatch")
    assert desk.call("GET", "/attachments/v1/content").content == b"first"
    meant = desk.raw("PUT", "/attachments/v1/content", b"second", "x" * 300, **{"If-Match": '"1"'})
    assert (meant.status_code, meant.json()["version"]) == (200, 2)
    assert desk.call("GET", "/attachments/v1/content").content == b"second"


@pytest.mark.parametrize("again", ["alone", "bulk"])
def test_a_record_sent_again_without_its_file_keeps_it(desk: Desk, again: str) -> None:
    path = f"/attachments/{again}"
    desk.put(path, {"candidate": "c1"})
    desk.raw("PUT", f"{path}/content", b"hello", "text/plain")
    later = {"candidate": "c1", "file_name": "new.txt", "modified": "2025-02-01"}
    if again == "alone":
        desk.put(path, later)
    else:
        desk.bulk({"kind": "attachment", "id": again, **later})
    got = desk.call("GET", f"{path}/content")
    assert (got.content, got.headers["Content-Type"]) == (b"hello", "text/plain")
    assert "new.txt" in got.headers["Content-Disposition"]


def test_in_one_batch_a_file_stays_until_its_record_is_deleted(desk: Desk) -> None:
    item = {"kind": "attachment", "id": "b1", "candidate": "c1"}
    with_file = {**item, "content": base64.b64encode(b"hello").decode()}
    desk.bulk(with_file, {**item, "file_name": "later.txt", "modified": "2025-01-02"})
    assert desk.call("GET", "/attachments/b1/content").content == b"hello"
    gone = {"kind": "attachment", "id": "b1", "modified": "2025-01-03", "deleted": True}
    desk.bulk(gone, {**item, "modified": "2025-01-05", "created": "2025-01-04"})
    assert desk.call("GET", "/attachments/b1").json()["record"]["bytes"] is None
    assert code(desk.call("GET", "/attachments/b1/content")) == (404, "not_found")


def test_what_was_pulled_is_not_taken_for_pushed(desk: Desk) -> None:
    desk.house.push({"kind": "attachment", "id": "p1", **content(b"pulled")}, origin="pull")
    desk.put("/attachments/p1", {"candidate": "c1", "file_name": "pushed.txt", "modified": "2025-02-01"})
    shown = desk.call("GET", "/attachments/p1").json()
    assert (shown["origins"]["bytes"], shown["origins"]["file_name"]) == ("pull", "push")
    assert desk.call("GET", "/attachments/p1/content").content == b"pulled"


def test_files_over_ten_megabytes_are_refused_and_not_kept(desk: Desk) -> None:
    desk.put("/attachments/big", {"candidate": "c1"})
    assert code(desk.raw("PUT", "/attachments/big/content", b"x" * 10_000_001, "text/plain")) == (413, "too_large")
    assert code(desk.put("/attachments/big2", content(b"x" * 10_000_001))) == (413, "too_large")
    assert code(desk.put("/attachments/big3", content(b"x" * 10_600_000))) == (413, "too_large")
    assert code(desk.call("GET", "/attachments/big2")) == (404, "not_found")
    assert code(desk.put("/attachments/odd", {**ABOUT, "content": "no base64!"})) == (422, "invalid_item")


def test_a_file_just_small_enough_is_taken_either_way(desk: Desk) -> None:
    raw = b"x" * 10_000_000
    assert desk.put("/attachments/fits", content(raw)).status_code == 201
    assert desk.raw("PUT", "/attachments/fits/content", b"y" * 10_000_000, "text/plain").status_code == 200
    assert desk.call("GET", "/attachments/fits").json()["record"]["bytes"] == 10_000_000


def test_nobody_elses_file_can_be_read_or_replaced(shared_town: Town, desk: Desk) -> None:
    other = Desk(shared_town, "other")
    desk.put("/attachments/mine", content(b"mine"))
    assert code(other.call("GET", "/attachments/mine/content")) == (404, "not_found")
    assert code(other.raw("PUT", "/attachments/mine/content", b"theirs", "text/plain")) == (404, "not_found")
    other.put("/attachments/mine", content(b"theirs"))
    assert desk.call("GET", "/attachments/mine/content").content == b"mine"


def test_a_seat_sees_the_file_only_of_what_it_may_see(shared_town: Town) -> None:
    desk = Desk(shared_town, "seats")
    desk.put("/candidates/c1")
    desk.put("/attachments/a1", content(b"secret"))
    entry = {"about_kind": "candidate", "about": "c1", "state": "restricted", "seats": ["s9"]}
    desk.put("/access-entries/x1", entry)
    for seat, status in (("s1", 404), ("s9", 200)):
        shared_town.seat(desk.house, seat)
        assert desk.call("GET", "/attachments/a1/content", viewer=seat).status_code == status
    desk.put("/access-entries/x1", {**entry, "seats": ["s1"], "modified": "2025-02-01"})
    assert code(desk.call("GET", "/attachments/a1/content", viewer="s9")) == (404, "not_found")


def test_what_no_type_is_leaves_as_plain_bytes(desk: Desk) -> None:
    for number, said in enumerate(("", "nonsense", "text/html\r\nSet-Cookie: a=b", "a/b/c")):
        desk.put(f"/attachments/t{number}", content(b"x", media_type=said))
        got = desk.call("GET", f"/attachments/t{number}/content")
        assert got.headers["Content-Type"] == "application/octet-stream"
        assert "Set-Cookie" not in got.headers


@given(name=st.text(max_size=60))
def test_no_name_breaks_out_of_its_header(name: str) -> None:
    said = ASCII_NAME.fullmatch(disposition(name))
    assert said is not None
    plain, whole = said[1], said[3]
    assert plain not in (".", "..")
    if whole is not None:
        assert not set("/\\\n\r\x00") & set(unquote(whole))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a b.pdf", 'attachment; filename="a b.pdf"'),
        ("Résumé.pdf", "attachment; filename=\"Resume.pdf\"; filename*=UTF-8''R%C3%A9sum%C3%A9.pdf"),
        ("履歴書", "attachment; filename=\"attachment\"; filename*=UTF-8''%E5%B1%A5%E6%AD%B4%E6%9B%B8"),
        ("../../etc/passwd", "attachment; filename=\"__._etc_passwd\"; filename*=UTF-8''_.._etc_passwd"),
        ("", 'attachment; filename="attachment"'),
    ],
)
def test_names_are_said_for_old_and_new_browsers(name: str, said: str) -> None:
    assert disposition(name) == said


def test_a_smaller_limit_of_the_installation_counts(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    parts: Parts = desk.town.parts
    small: Any = parts.settings.model_copy(update={"file_mb": 1})
    desk.put("/attachments/small", {"candidate": "c1"})
    object.__setattr__(parts, "settings", small)
    try:
        assert code(desk.raw("PUT", "/attachments/small/content", b"x" * 1_000_001, "text/plain")) == (413, "too_large")
        assert code(desk.put("/attachments/small", content(b"x" * 1_000_001))) == (413, "too_large")
    finally:
        object.__setattr__(parts, "settings", small.model_copy(update={"file_mb": 10}))
