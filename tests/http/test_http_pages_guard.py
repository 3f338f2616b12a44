"""Every page says what may run, every form proves that it is ours, and no address spells out anybody."""

import hashlib
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from entities.errors import EngineDown
from service.http.app import make_app
from service.http.pages import searching
from service.http.pages.guard import FORM_BYTES
from service.http.pages.render import HERE, HTMX_SHA256, MEDIA, POLICY, address_of
from tests.http.conftest import Town
from tests.http.pages_rig import Lobby, Visitor, open_lobby

POSTS = ("/", "/matches", "/person", "/person/correct", "/seat", "/sign-out")
FORM = "application/x-www-form-urlencoded"
NOTICE = Path(__file__).parents[2] / "NOTICE"
DRAWN = re.compile("(?<=[?&])(?:at|code)=")


@pytest.fixture(scope="module")
def lobby(shared_town: Town) -> Lobby:
    lobby = open_lobby(shared_town, "guarded")
    lobby.house.push(
        {"kind": "candidate", "id": "c1", "name": "Ann Smith"}, {"kind": "job", "id": "j1", "title": "Welder"}
    )
    lobby.house.drain()
    return lobby


def token_of(visitor: Visitor) -> str:
    return visitor.go("/").one("input[name=token]").attributes["value"] or ""


def every_page(lobby: Lobby) -> dict[str, Visitor]:
    return {
        "sign in": lobby.visitor(signed_in=False).go("/sign-in"),
        "everybody": lobby.visitor().go("/"),
        "nobody": lobby.visitor().go("/").press("#search .main", {"q": "nobodyatall"}),
        "unreadable": lobby.visitor().go("/").press("#search .main", {"q": "(foo"}),
        "person": lobby.visitor().go("/").press(".name"),
        "jobs": lobby.visitor().go("/matches"),
        "matches": lobby.visitor().go("/matches").press(".pick .main"),
        "error": lobby.visitor().go("/person?at=nowhere"),
        "refused": lobby.visitor().send("/", {"q": "x"}),
    }


def test_every_page_lets_nothing_run_but_our_files(lobby: Lobby) -> None:
    for name, visitor in every_page(lobby).items():
        headers = visitor.answer.headers
        assert headers["content-security-policy"] == POLICY, name
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert not visitor.page.css("style, [style], iframe, object, embed, base, [srcdoc]"), name
        assert all(one.attributes.get("src") and not one.text() for one in visitor.page.css("script")), name
        for one in visitor.page.css("*"):
            assert not any(attribute.lower().startswith("on") for attribute in one.attributes), (name, one.html)
        assert len(visitor.page.css("h1")) == 1, name
        assert visitor.one("html").attributes["lang"] == "en"


def test_no_address_spells_out_anybody(lobby: Lobby) -> None:
    record = lobby.house.record("candidate", "c1")
    assert record is not None
    visitor = lobby.visitor().go("/").press("#search .main", {"q": "ann smith"}).press(".name")
    assert "Ann Smith" in visitor.text
    visitor.go("/matches").press(".pick .main")
    words = ("ann", "smith", "welder", record.id, "c1", "j1")
    said = [address.lower() for address in visitor.seen]
    spelt = [DRAWN.split(address, maxsplit=1)[0] for address in said]  # what is drawn or sealed may spell anything
    assert not [address for address in spelt for word in words if word in address]
    assert {address.partition("?")[2].partition("=")[0] for address in said if "/static/" not in address} <= {
        "",
        "at",
        "code",
    }


@pytest.mark.parametrize("address", POSTS)
def test_a_form_without_the_sessions_token_is_refused(lobby: Lobby, address: str) -> None:
    visitor = lobby.visitor()
    foreign = token_of(lobby.visitor())
    for token in ({"q": "x"}, {"token": ""}, {"token": foreign}, {"token": "é"}):
        answer = visitor.http.post(address, data=token)
        assert answer.status_code == 403, (address, token)
        assert "Load the page anew" in answer.text
    assert "Sign out" in visitor.go("/").text


@pytest.mark.parametrize("address", [*POSTS, "/sign-in"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:8081"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_from_elsewhere_is_refused(lobby: Lobby, address: str, headers: dict[str, str]) -> None:
    visitor = lobby.visitor()
    answer = visitor.http.post(address, data={"token": token_of(visitor)}, headers=headers)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},  # what browsers send where no referrer is
        {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_a_form_from_our_page_is_taken(lobby: Lobby, headers: dict[str, str]) -> None:
    visitor = lobby.visitor()
    assert visitor.send("/", {"token": token_of(visitor), "q": "ann"}, headers=headers).status == 200


def test_bodies_that_are_no_form_of_ours_are_refused(lobby: Lobby) -> None:
    visitor = lobby.visitor()
    token = token_of(visitor)
    cases: list[tuple[bytes, str, int]] = [
        (b'{"token": "x"}', "application/json", 415),
        (b"token=x", "", 415),
        (b"token=x", "multipart/form-data; boundary=x", 415),
        (f"token={token}&q=".encode() + b"x" * FORM_BYTES, FORM, 413),
        (f"token={token}&q=%ff".encode(), FORM, 400),
        (f"token={token}&q=".encode() + b"\xff", FORM, 400),
        (f"token={token}".encode() + b"&skill=x" * 2_000, FORM, 400),
        (f"token={token}&q=x".encode(), f"{FORM}; charset=utf-8", 303),
    ]
    for body, media, status in cases:
        answer = visitor.http.post("/", content=body, headers={"Content-Type": media} if media else {})
        assert answer.status_code == status, (media, status, answer.text[:200])


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        (EngineDown("the index is gone"), 503, "The index is gone"),
        (ZeroDivisionError("secret detail"), 500, "Something failed"),
    ],
)
def test_whatever_fails_who_looks_gets_a_page(
    lobby: Lobby, monkeypatch: pytest.MonkeyPatch, fault: Exception, status: int, said: str
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(searching, "search", fail)
    visitor = lobby.visitor(signed_in=False)
    visitor.http.get(f"/sign-in?code={lobby.pages.tickets.issue(lobby.operator)}")
    visitor.go("/")
    assert (visitor.status, visitor.words("h1")) == (status, [said])
    assert visitor.answer.headers["content-security-policy"] == POLICY
    assert "secret detail" not in visitor.answer.text


def test_the_vendored_file_is_the_published_one(lobby: Lobby) -> None:
    content = (HERE / "static" / "htmx.min.js").read_bytes()
    assert hashlib.sha256(content).hexdigest() == HTMX_SHA256
    assert HTMX_SHA256 in NOTICE.read_text(encoding="utf-8")
    assert lobby.visitor(signed_in=False).http.get("/static/htmx.min.js").content == content


def test_our_files_are_kept_by_browsers_under_an_address_of_their_content(lobby: Lobby) -> None:
    stranger = lobby.visitor(signed_in=False)
    assert {one.name for one in (HERE / "static").iterdir()} == set(MEDIA)
    for name, media in MEDIA.items():
        answer = stranger.http.get(address_of(name))
        assert answer.headers["content-type"] == media
        assert "immutable" in answer.headers["cache-control"]
    for name in ("../guard.py", "shell.html", "%2e%2e/guard.py", ".", "page.css%00"):
        assert stranger.http.get(f"/static/{name}").status_code == 404, name


def test_a_page_weighs_less_than_100_kilobytes(lobby: Lobby) -> None:
    people = [
        {"kind": "candidate", "id": f"w{n}", "name": f"Weighty Person{n}", "tags": ["heavy"] * 3} for n in range(30)
    ]
    lobby.house.push(*people)
    lobby.house.drain()
    page = lobby.visitor().go("/").press("#search .main", {"q": "weighty"})
    assert len(page.words(".hit")) == 20
    weight = len(page.answer.text.encode()) + sum(len((HERE / "static" / name).read_bytes()) for name in MEDIA)
    print(f"\npage {len(page.answer.text.encode()):,} bytes, with its files {weight:,}")
    assert weight < 100_000


def test_without_a_desk_there_is_a_front_page_and_nothing_to_enter(lobby: Lobby) -> None:
    plain = Visitor(TestClient(make_app(lobby.town.service), follow_redirects=False))
    assert plain.go("/").status == 200
    assert plain.answer.headers["content-security-policy"] == POLICY
    assert {"/docs", "/docs/problems", "/openapi.json"} <= set(plain.addresses())
    for address in plain.addresses():
        assert plain.http.get(address).status_code == 200, address
    for address in ("/sign-in", "/matches", "/person"):
        assert plain.http.get(address).status_code == 404
        assert plain.http.post(address).status_code == 404


def test_pages_are_no_part_of_the_api(lobby: Lobby) -> None:
    paths = lobby.visitor(signed_in=False).http.get("/openapi.json").json()["paths"]
    assert not {"/", "/sign-in", "/matches", "/person", "/static/{name}"} & set(paths)
