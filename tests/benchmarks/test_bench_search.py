"""The search benchmark measures the product on people whom it knows: what it asks finds what it should."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from benchmarks import answers, search
from benchmarks.answers import GOALS, NAMES, access_rows, batch_row, latencies, questions, upsert_rows
from benchmarks.asked import FACETS, HITS, RERANKED, Asking, Family
from benchmarks.footprint import byte_rows
from benchmarks.misspelt import SHORTEST, misspell, misspelt_rows
from benchmarks.raw import RawTantivy
from benchmarks.report import Row
from benchmarks.search import build_rows, growth_rows
from benchmarks.small_tenants import _bounded, small_tenant_rows
from benchmarks.timing import Beside
from benchmarks.world import Work, World, make_world, now, taken_up
from entities.ats import Job
from entities.document import EVERYONE
from entities.query import Question
from indexing import analyse, parse_query
from ranking import job_question
from service.flows.search import SearchRequest
from service.flows.search import search as search_whole
from service.settings import Settings
from service.wiring import Parts, open_parts
from store import documents, members, outbox

SEED = 3
SIZE = 500


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return make_world(Settings(data=tmp_path_factory.mktemp("world")), SIZE, SEED)


@pytest.fixture(scope="module")
def parts(world: World) -> Iterator[Parts]:
    with open_parts(world.settings, clock=now) as opened:
        yield opened


def named(rows: list[Row]) -> dict[str, Row]:
    found = {row.name: row for row in rows}
    assert len(found) == len(rows)
    return found


def total(parts: Parts, world: World, text: str = "", access: tuple[str, ...] | None = None) -> int:
    return search_whole(parts, world.tenant, SearchRequest(text=text, access=access)).total


def test_a_world_holds_its_crowd_and_nothing_is_due(parts: Parts, world: World) -> None:
    assert total(parts, world) == SIZE
    half = total(parts, world, access=(EVERYONE,))
    assert half == SIZE - world.crowd.candidates // 2 + world.crowd.shadows // 2  # whose person is hidden is a member
    with parts.store.reading(world.tenant) as tx, parts.store.members_reading() as members_tx:
        assert outbox.depth(tx) == outbox.depth(members_tx) == {}
        assert members.head(members_tx) == world.crowd.members
    assert world.built["tenant"].items == world.crowd.candidates + world.crowd.shadows
    assert world.built["members"].items == world.crowd.members
    assert world.written.items == world.documents


def test_a_world_is_taken_up_again_and_no_other_in_its_place(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "kept")
    first = taken_up(settings, 10, SEED)
    assert taken_up(settings, 10, SEED) == first
    with pytest.raises(SystemExit, match="holds 10 people"):
        taken_up(settings, 20, SEED)


@pytest.mark.parametrize("family", list(GOALS))
def test_questions_are_those_of_their_seed_and_turn(family: Family, world: World) -> None:
    first, again = questions(world, family, 5), questions(world, family, 5)
    assert first == again
    assert first != questions(world, family, 5, turn=1)
    assert first == questions(world, family, 9)[:5]
    assert len(first) == 5


def test_every_family_asks_what_its_name_says(world: World) -> None:
    asked = {family: questions(world, family, 10) for family in GOALS}
    searches = {family: [one for one in held if isinstance(one, SearchRequest)] for family, held in asked.items()}
    assert all(len(one.text.split()) == 2 for one in searches["two terms"])
    assert all(one.text.count(" OR ") == 5 for one in searches["six terms"])
    for family in ("selective", "broad"):
        assert all(one.facets == FACETS and one.filters and "years:" in one.text for one in searches[family])
    assert all(one.limit == HITS[family] for family, held in searches.items() for one in held)
    jobs = [job_question(one, analyse=analyse) for one in asked["job"] if isinstance(one, Job)]
    assert all(25 <= len(getattr(one.where, "parts", ())) <= 40 for one in jobs)
    assert set(HITS) == set(RERANKED) == set(GOALS) == set(NAMES)


def test_a_broad_search_finds_about_one_in_twelve(parts: Parts, world: World) -> None:
    found = [total(parts, world, one.text) for one in Asking(SEED).searches("broad", 10, access=None)]
    assert 0.03 * SIZE <= sorted(found)[len(found) // 2] <= 0.2 * SIZE


def test_the_raw_engine_finds_each_person_of_both_indices(parts: Parts, world: World) -> None:
    raw = RawTantivy.opened(parts.settings.data / "index", parts.tenant_index(world.tenant), parts.members_index)
    whole = raw.prebuilt(Question(where=parse_query(""), facets=FACETS, access=None), 10)
    assert whole() == world.crowd.candidates + world.crowd.members
    (job,) = Asking(SEED).jobs(1)
    where = job_question(job, analyse=analyse).where
    assert 0 < raw.prebuilt(Question(where=where, access=None), 10)() <= whole()


def test_rows_are_told_for_every_family(parts: Parts, world: World) -> None:
    rows, timed = latencies(parts, world, 5)
    told = named(rows)
    for family, name in NAMES.items():
        assert len(timed[family].ours) == len(timed[family].raw) == 5
        assert float(told[f"{name}: p50"].measured) > 0
        assert told[f"{name}: p50 over raw"].holds is not None
        assert told[f"{name}: p50"].holds is None  # goals in milliseconds are for a million people
    assert len(named(access_rows(parts, world, 3))) == len(answers.ACCESS_TIMES)
    assert float(batch_row(parts, world, 3).measured) > 0


def test_changed_people_are_found_as_they_are_now(parts: Parts, world: World) -> None:
    told = named(upsert_rows(parts, world, 2))
    assert float(told["upsert of 100 people visible: p50"].measured) > 0
    assert total(parts, world, f"{answers.MARK}*") == answers.UPSERTED
    with parts.store.reading(world.tenant) as tx:
        changed = [one for one in documents.scan(tx, "", SIZE) if answers.MARK in one.headline]
    assert len(changed) == answers.UPSERTED
    assert all(one.headline.count(answers.MARK) == 1 and one.headline.endswith("n1") for one in changed)


@given(st.randoms(use_true_random=False), st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=3))
def test_a_misspelt_text_is_one_edit_away(rng: random.Random, words: list[str]) -> None:
    text = " ".join(words)
    wrong = misspell(rng, text)
    if wrong is None:
        assert all(len(word) < SHORTEST for word in words)
    else:
        assert wrong != text
        assert OSA.distance(text, wrong) == 1


def test_misspelt_names_and_titles_are_searched(parts: Parts, world: World) -> None:
    told = named(misspelt_rows(parts, world, 5))
    assert told["names with one letter wrong, in the first ten"].unit == "% of 5"
    assert float(told["titles with one letter wrong, in the first ten"].measured) >= 60


def test_bytes_of_all_that_lies_in_the_folder_are_told(parts: Parts, world: World) -> None:
    told = named(byte_rows(parts, world))
    for what in ("index", "columns", "store"):
        assert float(told[f"{what}: bytes a document on disk"].measured) > 100


def test_growth_is_judged_for_building_and_told_for_answers(world: World) -> None:
    slow = World(
        world.settings,
        world.tenant,
        world.crowd,
        world.written,
        {s: Work(w.items, w.seconds, 2 * w.cpu) for s, w in world.built.items()},
    )
    rows = named(build_rows(world, slow))
    grown = [row for name, row in rows.items() if "CPU a document" in name]
    assert [(row.measured, row.holds) for row in grown] == [(2.0, False)] * 2
    timed = {family: Beside([0.001], [0.001]) for family in GOALS}
    later = {family: Beside([0.004], [0.002]) for family in GOALS}
    told = growth_rows(world, timed, slow, later)
    assert [row.measured for row in told] == [4.0, 2.0] * len(GOALS)


def test_small_tenants_are_opened_cold(tmp_path: Path) -> None:
    told = named(small_tenant_rows(Settings(data=tmp_path / "small"), 2, SEED, apart=False))
    assert float(told["2 tenants x 200 people: cold search, p50"].measured) > 0
    assert told["2 tenants x 200 people: threads"].holds is True
    assert _bounded("x", (10, 19)).holds is False


def test_a_small_run_writes_no_results(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rows = [Row("x", "", 1, "", holds=None)]
    monkeypatch.setattr(search, "embedded", lambda *_: rows)
    monkeypatch.setattr(search, "clustered", lambda *_: rows)
    monkeypatch.setattr(search, "RESULTS", tmp_path / "kept")
    for asked in (["--quick"], ["--people", "1000"], ["--engine", "embedded"], ["--quick", "--people", "2000000"]):
        search.main(asked)
    assert not (tmp_path / "kept").exists()
    search.main(["--people", "1000", "--out", str(tmp_path / "out")])
    assert (tmp_path / "out" / "search.json").exists()
    search.main([])
    assert (tmp_path / "kept" / "search.json").exists()
