"""An operator signs in by a code that opens once, or by name and secret, and is out again when the time is over."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.ids import SeatId
from service.flows.operators import add_operator, close_operator
from service.http.failures import Failures
from service.http.pages.places import Search
from service.http.pages.sessions import CODE_LIVES, IDLE, LONGEST, MOST_PLACES, MOST_SESSIONS, Sessions, Tickets
from tests.http.conftest import Town
from tests.http.pages_rig import SEATS, Lobby, Visitor, open_lobby

PAGES = ("/", "/matches", "/person")
NOW = datetime(2026, 1, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def lobby(shared_town: Town) -> Lobby:
    return open_lobby(shared_town, "signing")


@pytest.fixture(autouse=True)
def _fresh_failures(lobby: Lobby) -> Iterator[None]:
    """Let no test's wrong secrets count in another."""
    yield
    lobby.town.service.failures.__dict__.update(Failures().__dict__)


def try_secret(lobby: Lobby, name: str, secret: str) -> Visitor:
    return lobby.visitor(signed_in=False).go("/sign-in").press("form button", {"name": name, "secret": secret})


def test_who_is_not_signed_in_is_led_to_sign_in(lobby: Lobby) -> None:
    stranger = lobby.visitor(signed_in=False)
    for address in PAGES:
        assert stranger.go(address).at.endswith("/sign-in"), address
    partly = stranger.http.post("/", data={"q": "x"}, headers={"HX-Request": "true"})
    assert (partly.status_code, partly.headers["hx-redirect"], partly.text) == (204, "/sign-in", "")


def test_a_code_opens_one_session_once(lobby: Lobby) -> None:
    code = lobby.pages.tickets.issue(lobby.operator)
    first = lobby.visitor(signed_in=False).go(f"/sign-in?code={code}")
    assert first.at.endswith("/")
    assert "Sign out" in first.text
    again = lobby.visitor(signed_in=False).go(f"/sign-in?code={code}")
    assert "was used already" in again.text
    assert again.go("/").at.endswith("/sign-in")
    assert "was used already" in lobby.visitor(signed_in=False).go("/sign-in?code=guess").text


def test_a_code_of_a_closed_operator_opens_nothing(lobby: Lobby) -> None:
    add_operator(lobby.town.parts, "leaver", ["tenants:enter"])
    code = lobby.pages.tickets.issue("leaver")
    close_operator(lobby.town.parts, "leaver")
    assert "was used already" in lobby.visitor(signed_in=False).go(f"/sign-in?code={code}").text


def test_name_and_secret_open_a_session(lobby: Lobby) -> None:
    came = try_secret(lobby, lobby.operator, lobby.secret)
    assert came.at.endswith("/")
    assert lobby.operator in came.text


def test_wrong_name_and_wrong_secret_read_alike(lobby: Lobby) -> None:
    answers = [try_secret(lobby, name, "tj_admin_wrong") for name in (lobby.operator, "nobody-at-all", "")]
    assert {answer.status for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1


def test_an_operator_who_may_not_enter_tenants_may_not_enter_pages(lobby: Lobby) -> None:
    _, secret = add_operator(lobby.town.parts, "librarian", ["members:read"])
    assert try_secret(lobby, "librarian", secret).status == 401


def test_guessing_is_slowed_down(lobby: Lobby) -> None:
    answers = [try_secret(lobby, lobby.operator, f"guess-{number}").status for number in range(12)]
    assert answers[:10] == [401] * 10
    assert answers[10:] == [429] * 2
    assert try_secret(lobby, lobby.operator, lobby.secret).status == 429


def test_the_form_is_of_the_browser_that_sends_it(lobby: Lobby) -> None:
    page = lobby.visitor(signed_in=False).go("/sign-in")
    form = {"name": lobby.operator, "secret": lobby.secret}
    assert page.send("/sign-in", {**form, "token": "of another browser"}).status == 403
    assert lobby.visitor(signed_in=False).send("/sign-in", {**form, "token": ""}).status == 403
    assert page.send("/sign-in", {**form, "token": "é"}).status == 403


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(lobby: Lobby) -> None:
    for origin, name in (("http://localhost", "talentjoin"), ("https://localhost", "__Host-talentjoin")):
        visitor = lobby.visitor(signed_in=False, origin=origin)
        code = lobby.pages.tickets.issue(lobby.operator)
        (cookie,) = visitor.http.get(f"/sign-in?code={code}").headers.get_list("set-cookie")
        parts = {part.strip().lower() for part in cookie.split(";")}
        assert cookie.startswith(f"{name}=")
        assert {"httponly", "samesite=strict", "path=/"} <= parts
        assert ("secure" in parts) is (origin.startswith("https"))
        assert not any(part.startswith("domain") for part in parts)
        assert visitor.go("/").status == 200


def test_signing_out_ends_the_session_everywhere(lobby: Lobby) -> None:
    visitor = lobby.visitor()
    cookie = visitor.http.cookies["talentjoin"]
    visitor.press("form[action='/sign-out'] button")
    assert visitor.at.endswith("/sign-in")
    visitor.http.cookies.set("talentjoin", cookie)
    assert visitor.go("/").at.endswith("/sign-in")


def test_closing_an_account_ends_its_sessions(lobby: Lobby) -> None:
    add_operator(lobby.town.parts, "shortly", ["tenants:enter"])
    visitor = lobby.visitor(signed_in=False).go(f"/sign-in?code={lobby.pages.tickets.issue('shortly')}")
    assert visitor.status == 200
    assert "Sign out" in visitor.text
    close_operator(lobby.town.parts, "shortly")
    lobby.town.service.standings.forget()
    assert visitor.go("/").at.endswith("/sign-in")


def test_a_session_ends_when_it_rests_and_when_it_is_old(lobby: Lobby) -> None:
    resting, busy = lobby.visitor(), lobby.visitor()
    for minutes in range(29, 8 * 60, 29):
        lobby.clock.ahead = timedelta(minutes=minutes)
        assert not busy.go("/").at.endswith("/sign-in"), minutes
    assert resting.go("/").at.endswith("/sign-in")
    lobby.clock.ahead = timedelta(hours=8, seconds=1)
    assert busy.go("/").at.endswith("/sign-in")
    lobby.clock.ahead = timedelta()


def test_only_seats_of_the_desk_may_be_looked_as(lobby: Lobby) -> None:
    visitor = lobby.visitor()
    visitor.press("form[action='/seat'] button", {"seat": SEATS[1]})
    assert visitor.one("option[selected]").attributes["value"] == SEATS[1]
    assert visitor.press("form[action='/seat'] button", {"seat": "somebody else's"}).status == 404
    assert visitor.go("/").one("option[selected]").attributes["value"] == SEATS[1]


class Slow:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@given(st.lists(st.integers(min_value=0, max_value=90), min_size=1, max_size=40))
def test_a_session_lives_as_the_table_says(minutes: list[int]) -> None:
    clock = Slow()
    sessions = Sessions(clock)
    name = sessions.open("robin", SeatId("s"))
    opened = used = clock.now
    alive = True
    for gap in minutes:
        clock.now += timedelta(minutes=gap)
        alive = alive and clock.now - used < IDLE and clock.now - opened < LONGEST
        assert (sessions.find(name) is not None) is alive
        used = clock.now


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=20))
def test_a_code_opens_once_within_its_time(waits: list[tuple[int, bool]]) -> None:
    clock = Slow()
    tickets: Tickets[int] = Tickets(clock)
    for number, (seconds, twice) in enumerate(waits):
        code = tickets.issue(number)
        clock.now += timedelta(seconds=seconds)
        found = tickets.take(code)
        assert found == (number if timedelta(seconds=seconds) < CODE_LIVES else None)
        if twice:
            assert tickets.take(code) is None


def test_sessions_and_places_are_bounded_and_the_oldest_go() -> None:
    sessions = Sessions(Slow())
    names = [sessions.open("robin", SeatId("s")) for _ in range(MOST_SESSIONS + 1)]
    assert sessions.find(names[0]) is None
    session = sessions.find(names[-1])
    assert session is not None
    places = [sessions.keep(session, Search(str(number))) for number in range(MOST_PLACES + 5)]
    assert list(session.places) == places[5:]
    assert len(set(places)) == len(places)


def test_nothing_secret_stands_in_a_sessions_text() -> None:
    sessions = Sessions(Slow())
    session = sessions.find(sessions.open("robin", SeatId("s")))
    assert session is not None
    sessions.keep(session, Search("Ann Smith"))
    assert session.form_token not in repr(session)
    assert "Ann" not in repr(session) + repr(Search("Ann Smith"))
