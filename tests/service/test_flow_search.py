"""A search finds each person once, counts exactly what a look at every document counts, and shows nobody's secrets."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.document import EVERYONE, PersonDocument
from entities.errors import EngineDown, InvalidQuery
from entities.ids import SourceId
from entities.query import FacetName
from indexing import parse_query, render_query
from indexing.faulty import Fault, FaultyEngine
from service.flows import search as flow
from service.flows.project import stored_member_document
from service.flows.recommend import recommend_for
from service.flows.search import MOST, RANKED
from service.flows.tenants import FIRST_INSTANCE
from service.wiring import Parts
from store import documents, members, pairwise
from tests.service.conftest import House
from tests.service.town import CANARY, PLACES, SEATS, SKILLS, SOURCES, STAGES, TITLES, Town, make_town, surname

FACETS: tuple[FacetName, ...] = get_args(FacetName)[:-1]
SHOWN = 10  # values a facet shows
TOKENS = ((EVERYONE,), (EVERYONE, SEATS[0]), (EVERYONE, SEATS[1]), (EVERYONE, *SEATS))
VALUES: dict[FacetName, tuple[str, ...]] = {
    "location": PLACES,
    "current_title": TITLES,
    "skill": SKILLS,
    "stage": STAGES,
    "source": SOURCES,
    "in_ats": ("true", "false"),
    "open_to_work": ("true", "false"),
}


@pytest.fixture(scope="module")
def town() -> Town:
    return make_town(5)


@pytest.fixture(scope="module")
def house(shared_parts: Parts, town: Town) -> House:
    made = House(shared_parts)
    made.members(*town.members)
    made.push(*town.items)
    made.drain()
    return made


@pytest.fixture(scope="module")
def everybody(house: House) -> "Everybody":
    return Everybody(house)


class Everybody:
    """Every document of a tenant and of the members, looked at one by one."""

    def __init__(self, house: House) -> None:
        self.own = house.people()
        with house.parts.store.members_reading() as tx:
            stored = members.scan(tx, -1, 1_000)  # type: ignore[arg-type]  # any number below the first
        self.members = [document for one in stored if (document := stored_member_document(one))]
        with house.parts.store.reading(house.tenant) as tx:
            self.public = pairwise.public_members(tx, [one.number for one in stored])

    def seen_by(self, access: Sequence[str]) -> dict[str, PersonDocument]:
        """Give who a viewer may see, by the id that a hit has."""
        own = {one.key: one for one in self.own if set(one.access) & set(access)}
        joined = {one.member for one in own.values()}
        others = {self.public[one.member]: one for one in self.members if one.member not in joined}  # type: ignore[index]  # a member has a number
        assert not own.keys() & others.keys()
        return own | others


def values_of(document: PersonDocument, facet: FacetName) -> set[str]:
    many = {"skill": document.skills, "stage": document.stages, "source": document.sources}
    if facet in many:
        return set(many[facet])
    if facet == "years":
        named = ("0-2", "3-5", "6-10", "11-15", "16+")
        return set() if document.years is None else {named[sum(document.years > most for most in (2, 5, 10, 15))]}
    value = getattr(document, facet)
    return {str(value).lower() if isinstance(value, bool) else value} - {""}


def fits(document: PersonDocument, filters: dict[FacetName, tuple[str, ...]]) -> bool:
    return all(values_of(document, facet) & set(wanted) for facet, wanted in filters.items())


def pages(house: House, size: int, **request: Any) -> Iterator[str]:
    offset = 0
    while hits := house.find(offset=offset, limit=size, **request):
        yield from (hit.id for hit in hits)
        offset += size


asked_filters = st.dictionaries(st.sampled_from(sorted(VALUES)), st.none(), max_size=3).flatmap(
    lambda facets: st.fixed_dictionaries(
        {facet: st.lists(st.sampled_from(VALUES[facet]), min_size=1, max_size=3, unique=True) for facet in facets}  # type: ignore[index]  # names of facets
    )
)


@settings(max_examples=40)
@given(asked_filters, st.sampled_from(TOKENS))
def test_totals_facets_and_people_are_those_of_a_look_at_every_document(
    house: House, everybody: Everybody, asked: dict[FacetName, list[str]], access: tuple[str, ...]
) -> None:
    filters = {facet: tuple(wanted) for facet, wanted in asked.items()}
    seen = everybody.seen_by(access)
    answer = house.search(filters=filters, facets=FACETS, access=access, limit=MOST)
    expected = {key for key, one in seen.items() if fits(one, filters)}
    assert {hit.id for hit in answer.hits} == expected
    assert answer.total == len(expected)
    for facet in FACETS:
        others = {name: wanted for name, wanted in filters.items() if name != facet}
        counted = Counter(value for one in seen.values() if fits(one, others) for value in values_of(one, facet))
        first = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN]
        assert [(count.value, count.count) for count in answer.facets[facet]] == first


@pytest.mark.parametrize("sort", ["relevance", "recency"])
@pytest.mark.parametrize("size", [1, 7, 40, MOST])
def test_pages_show_every_person_once(house: House, everybody: Everybody, sort: str, size: int) -> None:
    if size == 1:  # a page of one is a search each: enough of them to cross from one side to the other
        shown = [hit.id for offset in range(12) for hit in house.find(offset=offset, limit=1, sort=sort)]
        assert len(shown) == len(set(shown)) == 12
        return
    shown = list(pages(house, size, sort=sort))
    assert len(shown) == len(set(shown))
    assert set(shown) == everybody.seen_by((EVERYONE,)).keys()


@pytest.mark.parametrize("sort", ["relevance", "recency"])
def test_a_page_is_a_cut_of_the_whole_list(house: House, sort: str) -> None:
    whole = [hit.id for hit in house.find("welder OR chess", sort=sort, limit=MOST)]
    assert len(whole) > 20
    cut = [
        hit.id for at in range(0, len(whole), 6) for hit in house.find("welder OR chess", sort=sort, offset=at, limit=6)
    ]
    if sort == "relevance":
        assert cut == whole
    else:  # of people changed at the same second a page may show any order
        assert set(cut) == set(whole)


def test_recency_is_newest_first_and_relevance_best_first(house: House, everybody: Everybody) -> None:
    seen = everybody.seen_by((EVERYONE,))
    newest = [seen[hit.id].updated for hit in house.find(sort="recency", limit=MOST)]
    assert newest == sorted(newest, reverse=True)
    scores = [hit.score for hit in house.find("chess OR nurse", limit=MOST)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 3


def test_a_shut_candidate_is_neither_found_nor_counted_and_its_member_stays_a_plain_member(
    house: House, everybody: Everybody, town: Town
) -> None:
    shut_twins = [name for name in town.shut if town.truth[name] and house.link(name).decision == "match"]
    assert shut_twins
    for name in shut_twins:
        last = next(item["last_name"] for item in town.items if item["id"] == name)
        (mine,) = house.find(last, access=(EVERYONE, *town.shut[name]))
        assert (mine.id, mine.in_ats) == (house.link(name).person, True)
        for access in ((EVERYONE,), (EVERYONE, *(seat for seat in SEATS if seat not in town.shut[name]))):
            answer = house.search(last, access=access, facets=("in_ats",))
            (other,) = answer.hits
            assert (answer.total, other.in_ats, other.stages) == (1, False, ())
            assert other.id == house.link(name).member
            assert [(count.value, count.count) for count in answer.facets["in_ats"]] == [("false", 1)]


def test_a_shut_candidate_without_a_member_does_not_exist_for_others(house: House, town: Town) -> None:
    alone = [name for name in town.shut if not town.truth[name]]
    assert alone
    for name in alone:
        last = next(item["last_name"] for item in town.items if item["id"] == name)
        assert house.search(last).total == 0
        assert house.search(last, access=(EVERYONE, *town.shut[name])).total == 1


def test_who_carries_no_token_sees_members_only(house: House) -> None:
    answer = house.search(access=("seat:nobody",), facets=("in_ats",), limit=MOST)
    assert not any(hit.in_ats for hit in answer.hits)
    assert answer.total == len(answer.hits) == 40


def test_contributions_sum_to_the_score_and_evidence_is_in_the_document(house: House, everybody: Everybody) -> None:
    seen = everybody.seen_by((EVERYONE,))
    for text in ("title:welder chess", '"ironworks" OR falconry', "origami NOT baker"):
        for hit in house.find(text, limit=MOST):
            assert sum(row.contribution for row in hit.contributions) == pytest.approx(hit.score, abs=1e-9)
            whole = json.dumps(seen[hit.id].model_dump(mode="json"), ensure_ascii=False)
            assert all(reason.evidence in whole for reason in hit.reasons)


def test_every_flow_keeps_e_mails_phones_streets_private_notes_and_shared_ids_to_itself(
    house: House, town: Town
) -> None:
    said = [house.search("", limit=MOST, facets=FACETS, access=(EVERYONE, *SEATS)).model_dump_json()]
    said += [house.link(name).model_dump_json() for name in town.truth]
    for job in ("j0", "j1"):
        found = recommend_for(house.parts, house.tenant, SourceId(job), instance=FIRST_INSTANCE, limit=100)
        said.append(found.model_dump_json())
    everything = "\n".join(said)
    assert everything.count("Z") > 100  # surnames are there
    assert CANARY not in everything
    assert "@example.com" not in everything
    assert "4930555" not in everything
    assert "4940555" not in everything


def test_ids_of_members_are_of_the_tenant_alone_and_lead_back(house: House, everybody: Everybody) -> None:
    shown = [hit.id for hit in house.find(limit=MOST) if not hit.in_ats]
    with house.parts.store.reading(house.tenant) as tx:
        numbers = [pairwise.member_number(tx, one) for one in shown]
    assert None not in numbers
    assert len(set(numbers)) == len(shown)
    other = house.beside("other")
    theirs = {hit.id for hit in other.find(limit=MOST)}
    assert len(theirs) == 40
    assert not theirs & set(everybody.public.values())


@pytest.mark.parametrize(
    "text",
    ["chess", "title:welder chess NOT fair", '"chess friend" OR nurse', "(a OR b) c", "org*", "-baker", "", "x AND y"],
)
def test_the_echoed_query_means_the_same(house: House, text: str) -> None:
    echo = house.search(text, limit=MOST)
    again = house.search(echo.query, limit=MOST)
    assert (again.query, again.total) == (echo.query, echo.total)
    assert render_query(parse_query(echo.query)) == echo.query


@pytest.mark.parametrize(
    ("request_", "pointer"),
    [
        ({"limit": 0}, "/limit"),
        ({"limit": MOST + 1}, "/limit"),
        ({"limit": -1}, "/limit"),
        ({"offset": -1}, "/offset"),
        ({"offset": RANKED, "limit": 1}, "/offset"),
        ({"offset": RANKED - 9, "limit": 10}, "/offset"),
    ],
)
def test_a_page_outside_the_list_is_refused_by_name(house: House, request_: dict[str, int], pointer: str) -> None:
    with pytest.raises(InvalidQuery) as refused:
        house.search("x", **request_)
    assert refused.value.pointer == pointer


def test_the_last_page_of_a_list_is_still_answered(house: House) -> None:
    answer = house.search(offset=RANKED - 10, limit=10)
    assert answer.hits == ()
    assert answer.total > 0


@pytest.mark.parametrize("text", ['"open', "(a", "a)", "AND", "a OR", "NOT", "planet:mars AND (", "( )"])
def test_a_text_that_cannot_be_read_is_never_guessed_at(house: House, text: str) -> None:
    with pytest.raises(InvalidQuery):
        house.search(text)


def test_a_broken_engine_is_a_typed_error_and_no_empty_list(house: House) -> None:
    broken = replace(house.parts, engine=FaultyEngine(house.parts.engine, [Fault(1)]))
    request = flow.SearchRequest(text="chess")
    with pytest.raises(EngineDown):
        flow.search(broken, house.tenant, request)
    assert flow.search(broken, house.tenant, request).total > 0


def test_a_document_that_went_after_the_index_answered_is_left_out(house: House, town: Town) -> None:
    gone = next(name for name, twin in town.truth.items() if twin is None and name not in town.shut)
    last = next(item["last_name"] for item in town.items if item["id"] == gone)
    other = house.beside("gone")
    other.push(
        *(item for item in town.items if item["id"] == gone), {"kind": "candidate", "id": "k", "last_name": last}
    )
    other.drain()
    key = other.link(gone).person
    with other.parts.store.writing(other.tenant, actor="test") as tx:
        documents.remove_many(tx, [(key, False)])
    assert [hit.id for hit in other.find(last)] == [other.link("k").person]
    other.worker.drain()


def test_equal_names_are_told_apart_by_their_surname(house: House, town: Town) -> None:
    for number in (1_001, 1_002):
        (hit,) = house.find(f"name:{surname(number)}")
        assert hit.name.endswith(surname(number))
