"""A search finds, ranks once, pages, explains, and shows nobody what is not theirs."""

import json
import math
from typing import Any

import pytest

from service.flows import search_list
from service.http.app import make_app, make_service
from store import audit
from tests.http.conftest import ISSUER, Town
from tests.http.crowd import TITLES, Crowd, candidate, crowd_in, member


@pytest.fixture(scope="module")
def crowd(shared_town: Town) -> Crowd:
    return crowd_in(shared_town, "crowd")


@pytest.fixture(scope="module")
def other(crowd: Crowd) -> Crowd:
    return crowd_in(crowd.town, "other", members=0, candidates=0)


def ids(page: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in page["hits"]]


def test_one_list_of_candidates_and_members_each_person_once(crowd: Crowd) -> None:
    page = crowd.search(limit=200, facets=["in_ats", "current_title"])
    assert page["total"] == len(ids(page)) == len(set(ids(page))) == 18
    assert page["facets"]["in_ats"] == [{"value": "true", "count": 10}, {"value": "false", "count": 8}]
    assert sum(one["count"] for one in page["facets"]["current_title"]) == 18
    (twin,) = [hit for hit in page["hits"] if "twin" in hit["candidates"]]
    assert twin["id"] == twin["member"]
    assert twin["exportable"]
    assert twin["stages"] == ["Interview"]
    assert (page["next"], page["partial"]) == (None, False)
    assert page["took_ms"] >= 0


def test_the_query_is_shown_as_it_was_understood(crowd: Crowd) -> None:
    page = crowd.search(text="  title:(nurse  OR baker) -oslo ")
    assert page["query"] == "(title:nurse OR title:baker) NOT oslo"
    again = crowd.search(text=page["query"])
    assert ids(again) == ids(page) != []
    assert {hit["title"] for hit in page["hits"]} <= {"Nurse", "Baker"}


def test_contributions_add_up_and_reasons_quote_the_person(crowd: Crowd) -> None:
    for page in crowd.pages(text="baker chess", limit=4, explain=True):
        for hit in page["hits"]:
            assert math.fsum(one["contribution"] for one in hit["why"]["contributions"]) == hit["score"]
            assert hit["why"]["reasons"]
    scores = [hit["score"] for page in crowd.pages(text="baker chess", limit=4) for hit in page["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_explanations_and_highlights_come_on_demand(crowd: Crowd) -> None:
    plain = crowd.search(text="baker")
    assert all(hit["why"] is None and hit["highlights"] == [] for hit in plain["hits"])
    for hit in crowd.search(text="bakers", highlight=True)["hits"]:
        assert hit["highlights"]
        for one in hit["highlights"]:
            assert {one["text"][start:end] for start, end in one["marks"]} == {"Baker"}


@pytest.mark.parametrize("sort", ["relevance", "recency"])
@pytest.mark.parametrize("limit", [1, 5, 17, 18])
def test_pages_put_together_are_one_big_page(crowd: Crowd, sort: str, limit: int) -> None:
    whole = crowd.search(text="baker OR oslo OR june", sort=sort, limit=200)
    pages = list(crowd.pages(text="baker OR oslo OR june", sort=sort, limit=limit))
    assert [one for page in pages for one in ids(page)] == ids(whole)
    scores = [hit["score"] for page in pages for hit in page["hits"]]
    assert scores == pytest.approx([hit["score"] for hit in whole["hits"]], abs=1e-6)  # but for the passing of time
    assert {page["total"] for page in pages} == {whole["total"]}
    assert all(len(ids(page)) == limit for page in pages[:-1])
    assert all(page["facets"] == {} for page in pages)


def test_a_cursor_leads_to_the_same_page_again(crowd: Crowd) -> None:
    first = crowd.search(limit=3)
    second = crowd.search(limit=3, cursor=first["next"])
    assert ids(crowd.search(limit=3, cursor=first["next"])) == ids(second)
    assert ids(crowd.search(limit=6))[3:] == ids(second)


def test_pages_hold_still_while_people_change(shared_town: Town) -> None:
    crowd = crowd_in(shared_town, "still", members=0)
    body: dict[str, Any] = {"text": "", "filters": {"in_ats": ["true"]}, "limit": 3}
    whole = crowd.search(**{**body, "limit": 50})
    first = crowd.search(**body)
    gone, changed = whole["hits"][4], whole["hits"][7]
    crowd.house.delete("candidate", gone["candidates"][0])
    crowd.house.push(candidate(19, id="newcomer"))
    crowd.house.push(candidate(3, id=changed["candidates"][0], current_title="Pilot", modified="2025-02-01"))
    crowd.house.drain()
    assert "newcomer" in str(crowd.search(**{**body, "limit": 50}))
    rest, cursor = [], first["next"]
    while cursor:
        page = crowd.search(**body, cursor=cursor)
        rest += page["hits"]
        cursor = page["next"]
    expected = [one for one in ids(whole)[3:] if one != gone["id"]]
    assert [hit["id"] for hit in rest] == expected
    assert [hit["title"] for hit in rest if hit["id"] == changed["id"]] == ["Pilot"]


def test_who_is_shut_meanwhile_is_left_out_for_those_seats_only(shared_town: Town) -> None:
    crowd = crowd_in(shared_town, "shut", members=0)
    first = {seat: crowd.search(seat, text="cleo", limit=2) for seat in ("s1", "s2")}
    behind = crowd.search("s1", text="cleo", limit=50)["hits"][5]
    crowd.shut("candidate", behind["candidates"][0], "s1")
    rest = {seat: crowd.search(seat, text="cleo", limit=50, cursor=first[seat]["next"]) for seat in first}
    assert behind["id"] in ids(rest["s1"])
    assert set(ids(rest["s1"])) - set(ids(rest["s2"])) == {behind["id"]}
    fresh = crowd.search("s2", text="cleo", facets=["current_title"], limit=50)
    assert behind["id"] not in ids(fresh)
    assert fresh["total"] == len(fresh["hits"]) == sum(one["count"] for one in fresh["facets"]["current_title"]) == 8
    assert crowd.search("s1", text="cleo")["total"] == crowd.search(text="cleo")["total"] == 9


def test_a_cursor_counts_for_its_own_list_only(crowd: Crowd, other: Crowd) -> None:
    cursor = crowd.search("s1", text="oslo", limit=2)["next"]
    assert crowd.search("s1", text="oslo", limit=4, cursor=cursor)["hits"]
    asked: list[tuple[Crowd, str | None, dict[str, Any]]] = [
        (crowd, "s2", {"text": "oslo"}),
        (crowd, None, {"text": "oslo"}),
        (other, "s1", {"text": "oslo"}),
        (crowd, "s1", {"text": "bonn"}),
        (crowd, "s1", {"text": "oslo", "sort": "recency"}),
        (crowd, "s1", {"text": "oslo", "filters": {"skill": ["Chess"]}}),
    ]
    for who, viewer, body in asked:
        found = who.ask("POST", "/v1/search", viewer, 400, json={**body, "cursor": cursor})
        assert found["code"] == "invalid_cursor", body
    for broken in ("", "x", cursor[:-1], cursor + "A", "A" + cursor, cursor.swapcase(), "\u00e9", "=" * 1_000):
        code = crowd.ask("POST", "/v1/search", "s1", 400, json={"text": "oslo", "cursor": broken})["code"]
        assert code == "invalid_cursor"


def test_a_list_that_is_no_longer_kept_says_so(crowd: Crowd, shared_town: Town) -> None:
    cursor = crowd.search(limit=2)["next"]
    restarted = Town.__new__(Town)
    restarted.__dict__.update(shared_town.__dict__)
    restarted.app = make_app(make_service(shared_town.parts, issuer=ISSUER))
    restarted.http = type(shared_town.http)(restarted.app, base_url=ISSUER, raise_server_exceptions=False)
    answer = restarted.call("POST", "/v1/search", crowd.token, json={"limit": 2, "cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (410, "cursor_expired")
    assert crowd.search(limit=2, cursor=cursor)["hits"]


def test_a_list_ends_where_ranking_ends(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_list, "RANKED", 5)
    pages = list(crowd.pages(text="", limit=2))
    assert [len(ids(page)) for page in pages] == [2, 2, 1]
    assert {page["total"] for page in pages} == {18}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"limit": 100_000}, 422, "invalid_input"),
        ({"limit": 0}, 422, "invalid_input"),
        ({"limit": "5"}, 422, "invalid_input"),
        ({"limit": True}, 422, "invalid_input"),
        ({"explain": 1}, 422, "invalid_input"),
        ({"sort": "luck"}, 422, "invalid_input"),
        ({"tenant": "other"}, 422, "invalid_input"),
        ({"access": ["*"]}, 422, "invalid_input"),
        ({"offset": 3}, 422, "invalid_input"),
        ({"text": None}, 422, "invalid_input"),
        ({"text": "x" * 10_001}, 422, "invalid_input"),
        ({"text": "\u00e9" * 9_000}, 413, "too_large"),
        ({"text": "a " * 1_001}, 413, "too_large"),
        ({"text": "(" * 30 + "a" + ")" * 30}, 413, "too_large"),
        ({"text": "nurse AND"}, 422, "invalid_query"),
        ({"text": '"nurse'}, 422, "invalid_query"),
        ({"text": "salary:high"}, 422, "invalid_query"),
        ({"filters": {"skil": ["x"]}}, 422, "invalid_query"),
        ({"filters": {"skill": "x"}}, 422, "invalid_input"),
        ({"filters": {"skill": ["x"] * 101}}, 422, "invalid_input"),
        ({"facets": ["email"]}, 422, "invalid_query"),
        ({"facets": ["skill"] * 10}, 422, "invalid_input"),
        ({"cursor": 7}, 422, "invalid_input"),
        ({"cursor": "x" * 1_001}, 422, "invalid_input"),
    ],
)
def test_hostile_bodies(crowd: Crowd, body: dict[str, Any], status: int, code: str) -> None:
    found = crowd.ask("POST", "/v1/search", None, status, json=body)
    assert found["code"] == code
    assert len(found["detail"]) < 300


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "\u202ebaker", "%", "'; DROP TABLE person; --", "&&", "*", "\\"])
def test_odd_texts_are_searched_for(crowd: Crowd, text: str) -> None:
    raw = f'{{"text": {json.dumps(text)}}}'.encode()
    answer = crowd.town.call(
        "POST", "/v1/search", crowd.token, content=raw, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("name", "nearest"), [("skil", "skill"), ("titel", "current_title"), ("open", "open_to_work"), ("", "")]
)
def test_an_unknown_facet_names_the_nearest(crowd: Crowd, name: str, nearest: str) -> None:
    for body in ({"filters": {name: ["x"]}}, {"facets": [name]}):
        found = crowd.ask("POST", "/v1/search", None, 422, json=body)
        assert nearest in found["hint"]
        assert found["errors"][0]["pointer"].startswith("/f")


def test_what_cannot_be_read_is_pointed_at(crowd: Crowd) -> None:
    found = crowd.ask("POST", "/v1/search", None, 422, json={"text": "nurse AND"})
    assert found["errors"] == [{"code": "invalid_query", "pointer": "/text", "message": found["detail"]}]


def test_who_may_not_search(crowd: Crowd) -> None:
    town = crowd.town

    def code(token: str, viewer: str | None = None) -> tuple[int, str]:
        answer = town.call("POST", "/v1/search", token, viewer=viewer, json={})
        return answer.status_code, answer.json()["code"]

    assert code(crowd.seated) == (403, "viewer_needed")
    assert code(crowd.seated, "nobody") == (404, "not_found")
    assert code(town.token(crowd.house, "people:read", "act_as", contracts=("else",)), "s1") == (404, "not_found")
    assert code(town.token(crowd.house, "records:read", "all_seats")) == (403, "insufficient_scope")


def test_no_address_in_a_persons_own_words_is_shown(town: Town) -> None:
    other = crowd_in(town, "wordy", members=0, candidates=0)
    text = "Xylophone for hire, write to xylo@phones.example or +49 30 5550199 anytime"
    other.house.members(member(1, headline=text))
    other.house.push(candidate(7, id="xylo"), {"kind": "note", "id": "n1", "candidate": "xylo", "text": text})
    other.house.drain()
    for asked in ("xylophone hire", "xylo phones example", "5550199"):
        page = other.search(text=asked, explain=True, highlight=True)
        assert page["total"] == 2
        assert "hire, write to \u2022" in str(page["hits"])
        assert "phones.example" not in str(page["hits"])
        assert "5550199" not in str(page["hits"])


def test_no_address_of_anybody_and_no_shared_id_is_shown(crowd: Crowd) -> None:
    text = str(crowd.search(limit=200, explain=True, highlight=True, text="cleo OR june", facets=["skill"]))
    assert "@" not in text
    assert "+4930" not in text
    assert "shared-" not in text


def test_another_tenant_finds_members_under_its_own_ids_and_no_candidate(crowd: Crowd, other: Crowd) -> None:
    mine, theirs = crowd.search(limit=200), other.search(limit=200, facets=["current_company"])
    assert not set(ids(mine)) & set(ids(theirs))
    assert "Cleo" not in str(theirs)
    assert theirs["total"] == 9
    assert {hit["name"].split()[0] for hit in theirs["hits"]} == {"June"}
    assert other.search(text="mill")["total"] == 1  # its own twin


def test_what_was_seen_is_in_the_trail(other: Crowd) -> None:
    crowd = other
    crowd.search("s1", text="june", limit=3)
    crowd.town.service.reads.flush()
    with crowd.house.parts.store.reading(crowd.house.tenant) as tx:
        entry = [one for one in audit.read(tx) if one.action == "record.read"][-1]
    assert (entry.kind, entry.count, entry.details["for"]) == ("person", 3, "s1")


def test_a_closed_member_is_found_no_more(town: Town) -> None:
    crowd = crowd_in(town, "closing", members=3, candidates=0)
    crowd.house.members(member(11, last_name="Quux"))
    crowd.house.drain()
    first = crowd.search(text="june", limit=1)
    assert crowd.search(text="quux")["total"] == 1
    crowd.house.members(member(11, last_name="Quux", closed=True))
    crowd.house.drain()
    assert crowd.search(text="quux")["total"] == 0
    rest = crowd.search(text="june", limit=200, cursor=first["next"])
    assert "Quux" not in str(rest)


def test_filters_narrow_by_every_facet(crowd: Crowd) -> None:
    for title in TITLES:
        page = crowd.search(filters={"current_title": [title.upper()], "location": ["oslo"]}, limit=200)
        assert {(hit["title"], hit["location"]) for hit in page["hits"]} <= {(title, "Oslo")}
    several = crowd.search(filters={"current_title": list(TITLES[:2])}, facets=["current_title"], limit=200)
    counted = {one["value"]: one["count"] for one in several["facets"]["current_title"]}
    assert set(counted) == set(TITLES)  # counted without the filter on itself
    assert several["total"] == counted["Welder"] + counted["Nurse"]
