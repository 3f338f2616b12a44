"""The client and plain HTTP do the same: one set of scenarios, told by both."""

import itertools
import json
from typing import Any

import pytest

from tests.client.speakers import Failed, Generated, Raw, Speaker, client_of, same
from tests.http.conftest import Town
from tests.http.told import Told

NUMBERS = itertools.count(1)
MOMENT = "2026-01-05T09:00:00Z"
ANN = {"modified": MOMENT, "name": "Ann Lindqvist", "emails": ["ann@example.com"]}


@pytest.fixture(scope="module")
def story(shared_town: Town) -> Told:
    return Told(shared_town, "contract")


@pytest.fixture(params=["raw", "client"])
def speaker(request: pytest.FixtureRequest, story: Told) -> Speaker:
    client = client_of(story)
    if request.param == "client":
        return Generated(client)
    return Raw(story.town.http, client._tokens.token(), story.document)


@pytest.fixture
def fresh() -> str:
    """Name a record that nobody sent yet."""
    return f"new{next(NUMBERS)}"


def test_a_record_is_read_as_it_was_sent(speaker: Speaker, fresh: str) -> None:
    written = speaker.do("put_candidate", fresh, body=ANN)
    assert (written["result"], written["version"]) == ("created", 1)
    kept = speaker.do("read_candidate", fresh)
    assert kept["source_id"] == fresh
    assert kept["record"]["name"] == "Ann Lindqvist"


def test_the_same_again_changes_nothing(speaker: Speaker, fresh: str) -> None:
    speaker.do("put_job", fresh, body={"modified": MOMENT, "title": "Diver"})
    again = speaker.do("put_job", fresh, body={"modified": MOMENT, "title": "Diver"})
    assert (again["result"], again["changed"], again["version"]) == ("unchanged", False, 1)


def test_an_older_version_is_refused(speaker: Speaker, fresh: str) -> None:
    speaker.do("put_candidate", fresh, body=ANN)
    speaker.do("put_candidate", fresh, body={**ANN, "name": "Ann Berg", "modified": "2026-02-01T00:00:00Z"})
    with pytest.raises(Failed, match="412 version_mismatch"):
        speaker.do("put_candidate", fresh, body={**ANN, "modified": "2026-03-01T00:00:00Z"}, if_match='"1"')
    with pytest.raises(Failed, match="409 stale"):
        speaker.do("put_candidate", fresh, body=ANN)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({**ANN, "shoe_size": 38}, "/shoe_size"),
        ({**ANN, "emails": 5}, "/emails"),
        ({"name": "Ann"}, "/modified"),
        ({**ANN, "postings": []}, "/postings"),
    ],
)
def test_a_wrong_field_is_pointed_at(speaker: Speaker, fresh: str, body: dict[str, Any], pointer: str) -> None:
    with pytest.raises(Failed) as refused:
        speaker.do("put_candidate", fresh, body=body)
    assert (refused.value.status, refused.value.pointer) == (422, pointer)


def test_what_is_not_there_is_not_found(speaker: Speaker) -> None:
    for operation, name in (("read_candidate", "nobody"), ("read_link", "nobody"), ("read_task", 999_999)):
        with pytest.raises(Failed, match="404 not_found"):
            speaker.do(operation, name)


def test_a_deleted_record_is_gone(speaker: Speaker, fresh: str) -> None:
    speaker.do("put_note", fresh, body={"modified": MOMENT, "candidate": "c1", "text": "x"})
    assert speaker.do("delete_note", fresh)["result"] == "deleted"
    with pytest.raises(Failed, match="404 not_found"):
        speaker.do("read_note", fresh)


def test_people_are_read_by_a_seat_only(speaker: Speaker) -> None:
    with pytest.raises(Failed, match="403 viewer_needed"):
        speaker.do("read_candidate", "c1", viewer=None)
    with pytest.raises(Failed, match="404 not_found"):
        speaker.do("read_candidate", "c1", viewer="nobody")


def test_pages_together_are_the_list(speaker: Speaker, fresh: str) -> None:
    for number in range(7):
        speaker.do("put_stage_entry", f"{fresh}-{number}", body=stage(f"Stage {number}"))
    whole = speaker.do("list_stage_entries", limit=200)["items"]
    found: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        page = speaker.do("list_stage_entries", limit=3, **cursor)
        found += page["items"]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert found == whole
    assert len({one["id"] for one in found}) == len(found) >= 7


def stage(name: str) -> dict[str, Any]:
    return {"modified": MOMENT, "application": "a1", "stage": name, "entered_at": MOMENT}


def test_a_cursor_of_another_list_is_refused(speaker: Speaker) -> None:
    with pytest.raises(Failed, match="400 invalid_cursor"):
        speaker.do("list_jobs", cursor="c2VhbGVkLXBsYWNl")


def test_many_records_come_with_an_outcome_each(speaker: Speaker, fresh: str) -> None:
    lines = [{"kind": "candidate", "id": fresh, **ANN}, {"kind": "candidate", "id": fresh + "x"}, {"kind": "shoe"}]
    answer = speaker.do("send_bulk", body=b"".join(json.dumps(line).encode() + b"\n" for line in lines))
    assert [item["result"] for item in answer["items"]] == ["created", "invalid", "invalid"]
    assert answer["counts"]["created"] == 1


def test_what_is_written_is_found(speaker: Speaker, fresh: str, story: Told) -> None:
    name = f"Kelpie {fresh}"
    written = speaker.do("put_candidate", fresh, body={**ANN, "name": name, "emails": []})
    story.house.drain()
    found = speaker.do("search_people", body={"text": f'"{name}"'}, after=written["change_token"])
    assert [hit["name"] for hit in found["hits"]] == [name]


def test_a_file_comes_back_as_it_was_sent(speaker: Speaker, fresh: str) -> None:
    speaker.do("put_attachment", fresh, body={"modified": MOMENT, "candidate": "c1", "file_name": "cv.bin"})
    content = bytes(range(256)) * 3
    speaker.do("put_attachment_content", fresh, body=content)
    assert speaker.do("read_attachment_content", fresh) == content


def test_seats_come_and_go(speaker: Speaker, fresh: str) -> None:
    body = {"contract": "main", "role": "recruiter", "name": "Kim"}
    assert speaker.do("put_seat", fresh, body=body)["closed_at"] is None
    assert fresh in [seat["id"] for seat in speaker.do("list_seats", "main", limit=200)["items"]]
    speaker.do("close_seat", fresh)
    assert speaker.do("read_seat", fresh)["closed_at"] is not None
    with pytest.raises(Failed, match="404 not_found"):
        speaker.do("read_candidate", "c1", viewer=fresh)


def test_a_saved_search_is_kept_run_and_dropped(speaker: Speaker, fresh: str) -> None:
    kept = speaker.do("keep_search", body={"name": fresh, "text": "biologist"})
    assert speaker.do("read_saved_search", kept["number"])["name"] == fresh
    assert "hits" in speaker.do("run_saved_search", kept["number"])
    speaker.do("delete_saved_search", kept["number"])
    with pytest.raises(Failed, match="404 not_found"):
        speaker.do("read_saved_search", kept["number"])


def test_the_feed_tells_what_was_written(speaker: Speaker, fresh: str) -> None:
    cursor: dict[str, str] = {}
    while True:
        page = speaker.do("list_changes", **cursor)
        if page["next"] is None or not page["items"]:
            break
        cursor = {"cursor": page["next"]}
    speaker.do("put_job", fresh, body={"modified": MOMENT, "title": "Diver"})
    news = speaker.do("list_changes", **cursor)["items"]
    assert fresh in json.dumps(news)


def test_a_client_without_the_scope_is_refused(story: Told) -> None:
    for speaker in (poor(story), Raw(story.town.http, poor(story).client._tokens.token(), story.document)):
        with pytest.raises(Failed, match="403 insufficient_scope"):
            speaker.do("put_candidate", "c1", body=ANN)


def poor(story: Told) -> Generated:
    return Generated(client_of(story, "records:read", "act_as"))


READS = (
    "list_jobs list_candidates list_applications list_notes list_feedback list_attachments list_access_entries "
    "list_contracts list_grants list_audit list_tasks list_keys list_saved_searches read_sync_status"
).split()
NAMED = {
    "read_job": "j1",
    "read_application": "a1",
    "read_stage_entry": "s1",
    "read_note": "n1",
    "read_feedback": "f1",
    "read_attachment": "r1",
    "read_access_entry": "x1",
    "read_link": "c1",
    "read_waterfall": "c1",
    "read_candidate_profile": "c1",
    "read_contract": "main",
    "read_seat": "seat-7",
}


@pytest.mark.parametrize(("operation", "names"), [(name, ()) for name in READS] + [(k, (v,)) for k, v in NAMED.items()])
def test_the_client_reads_what_is_there(story: Told, operation: str, names: tuple[str, ...]) -> None:
    client = client_of(story)
    plain = Raw(story.town.http, client._tokens.token(), story.document).do(operation, *names)
    typed = Generated(client).do(operation, *names)
    story.town.service.reads.flush()
    assert same(without_time(typed)) == same(without_time(plain))


def without_time(answer: Any) -> Any:
    """Drop what differs between two requests: the trail notes the first one."""
    return {
        name: value
        for name, value in answer.items()
        if name not in ("took_ms", "items", "next", "outbox_oldest_seconds")
    } | {"kinds": sorted({json.dumps(sorted(one)) for one in answer.get("items", ())})}
