"""Check the invented people: equal for equal seeds, two dated views of one life, names as their cultures write them."""

import unicodedata
from collections import Counter
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.lives import PRESETS, make_tables
from benchmarks.lives.cultures import cultures
from benchmarks.lives.life import BLOCK, JOBS, TODAY, Lives, lives
from benchmarks.lives.namebook import FEMININE, FORMS, namebook
from benchmarks.lives.scripts import cyrillic, greek, korean, korean_families
from benchmarks.lives.spelling import letters_only, unmarked
from benchmarks.lives.texts import joined, lists, mended
from benchmarks.lives.typing_errors import typo
from benchmarks.lives.wordlists import spliced, words, zipf
from benchmarks.lives.written import chinese_families, japanese
from matcher import PERSON_SCHEMA

Tables = tuple[pa.Table, pa.Table, pa.Table]
TEXTS = st.lists(st.one_of(st.none(), st.sampled_from(["", "a", "Zoë", "b c"])), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def usual() -> Tables:
    return make_tables(31, 1_500, 6_000, "usual")


@pytest.fixture(scope="module")
def drawn() -> Lives:
    return lives(31, 0, 0)


def _rows(table: pa.Table) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in table.to_pylist()}


def test_equal_seeds_give_equal_people_also_in_a_smaller_world(usual: Tables) -> None:
    assert make_tables(31, 1_500, 6_000, "usual")[0].equals(usual[0])
    assert make_tables(31, 100, 2_000, "usual")[1].equals(usual[1].slice(0, 2_000))


def test_other_seeds_streams_and_blocks_give_other_people(drawn: Lives) -> None:
    for other in (lives(32, 0, 0), lives(31, 1, 0), lives(31, 0, 1)):
        assert (other.given == drawn.given).mean() < 0.1


def test_tables_fit_the_schema_and_the_truth_names_members(usual: Tables) -> None:
    candidates, profiles, truth = usual
    assert candidates.schema.equals(PERSON_SCHEMA)
    assert profiles.schema.equals(PERSON_SCHEMA)
    assert (candidates.num_rows, profiles.num_rows, truth.num_rows) == (1_500, 6_000, 1_500)
    assert truth.column("candidate_id").to_pylist() == candidates.column("id").to_pylist()
    assert len(set(candidates.column("id").to_pylist())) == 1_500
    members = set(profiles.column("id").to_pylist())
    assert {name for name in truth.column("profile_id").to_pylist() if name} <= members


@pytest.mark.parametrize("preset", ["rough", "unseen"])
def test_a_third_or_so_have_no_profile_and_some_apply_again(preset: str) -> None:
    _, _, truth = make_tables(7, 1_500, 6_000, preset)
    share = truth.column("profile_id").null_count / truth.num_rows
    assert share == pytest.approx(PRESETS[preset].rates["no profile"], abs=0.05)
    assert 0.29 <= share <= 0.42
    repeated = Counter(name for name in truth.column("profile_id").to_pylist() if name)
    assert max(repeated.values()) == 2


@pytest.mark.parametrize(
    ("preset", "kept"),
    [
        ("names-emails", {"emails"}),
        ("no-email", {"phones", "positions", "location", "education", "handles", "headline", "birth_date"}),
    ],
)
def test_a_gap_preset_leaves_only_its_fields(preset: str, kept: set[str]) -> None:
    names = {"id", "name", "first_name", "middle_name", "last_name"}
    for table in make_tables(8, 300, 600, preset)[:2]:
        filled = {field for field in table.schema.names if table.column(field).null_count < table.num_rows}
        assert filled - names <= kept


def test_addresses_belong_to_one_person_but_for_households_and_offices(usual: Tables) -> None:
    candidates, profiles, truth = usual
    owners: dict[str, set[str]] = {}
    for name, mails in zip(profiles.column("id").to_pylist(), profiles.column("emails").to_pylist(), strict=True):
        for mail in mails:
            owners.setdefault(mail, set()).add(name)
    assert sum(len(names) > 1 for names in owners.values()) < 0.01 * len(owners)
    right = wrong = 0
    goals = truth.column("profile_id").to_pylist()
    for mails, goal in zip(candidates.column("emails").to_pylist(), goals, strict=True):
        for mail in mails:
            right += goal in owners.get(mail, set())
            wrong += bool(owners.get(mail, set()) - {goal})
    assert right > 200
    assert wrong < 0.08 * right


def test_what_is_stale_is_stale_by_the_calendar(usual: Tables) -> None:
    candidates, profiles, truth = usual
    members, now = _rows(profiles), {}
    for row, goal in zip(candidates.to_pylist(), truth.column("profile_id").to_pylist(), strict=True):
        now[row["id"]] = (row, goal)
    older = known = 0
    for row, goal in now.values():
        jobs = row["positions"]
        if not goal or not jobs or not jobs[0]["start"] or not members[goal]["positions"]:
            continue
        starts = [job["start"] for job in members[goal]["positions"]]
        known += jobs[0]["start"] in starts
        older += jobs[0]["start"] < starts[0]
        assert [job["start"] for job in jobs] == sorted((job["start"] for job in jobs), reverse=True)
    assert known > 50
    assert older > 15


def test_lives_run_forwards(drawn: Lives) -> None:
    assert drawn.start.shape == (BLOCK, JOBS)
    assert (np.diff(drawn.start, axis=1) > 0).all()
    assert (drawn.end > drawn.start).all()
    assert (drawn.start[:, 0] >= drawn.born + 17.9).all()
    assert (np.diff(drawn.moved, axis=1) > 0).all()
    assert drawn.born.max() < TODAY - 18


def test_households_share_what_they_share(drawn: Lives) -> None:
    first, second = (np.flatnonzero(drawn.kind[at::2] > 0) * 2 + at for at in (0, 1))
    assert (first + 1 == second).all()
    spouses, parents, siblings, namesakes = (np.flatnonzero(drawn.kind[::2] == kind) * 2 for kind in (1, 2, 3, 4))
    assert min(map(len, (spouses, parents, siblings, namesakes))) > 100
    assert (drawn.city[spouses] == drawn.city[spouses + 1]).all()
    assert (drawn.given[parents] == drawn.given[parents + 1]).all()
    assert (drawn.born[parents + 1] - drawn.born[parents] >= 22).all()
    assert (drawn.family[siblings] == drawn.family[siblings + 1]).all()
    assert (drawn.company[namesakes] == drawn.company[namesakes + 1]).all()
    assert (drawn.given[namesakes] == drawn.given[namesakes + 1]).all()


def test_there_are_thirty_cultures_with_names_of_their_own() -> None:
    book = namebook()
    assert len(cultures()) >= 30
    assert len({one.layout for one in cultures()}) >= 6
    for number, one in enumerate(cultures()):
        pools = (book.male[number], book.female[number], book.last[number])
        assert all(len(pool.cumulative) >= 10 for pool in pools), one.code
        assert all(pool.cumulative[-1] == pytest.approx(1) for pool in pools)
    assert all(len(book.given.forms[form]) == len(book.given.share) for form in FORMS)


SCRIPTS = "ru=CYRILLIC gr=GREEK eg=ARABIC il=HEBREW kr=HANGUL cn=CJK jp=CJK ta=TAMIL"


@pytest.mark.parametrize(("code", "script"), [pair.split("=") for pair in SCRIPTS.split()])
def test_a_script_is_written_natively_and_in_latin(code: str, script: str) -> None:
    number = next(at for at, one in enumerate(cultures()) if one.code == code)
    pool, family = namebook().last[number], namebook().family
    rows = pool.draw(np.random.default_rng(1).random(50)).tolist()
    native = [family.forms["native"][row].as_py() for row in rows]
    assert sum(unicodedata.name(text[0]).startswith(script) for text in native) > 20
    assert all(unmarked(family.forms["shown"][row].as_py()).isascii() for row in rows)


def test_native_script_meets_latin_in_its_preset() -> None:
    candidates, profiles, truth = make_tables(9, 1_500, 6_000, "native")
    members = _rows(profiles)
    crossed = 0
    for row, goal in zip(candidates.to_pylist(), truth.column("profile_id").to_pylist(), strict=True):
        if goal:
            a, b = (unmarked(one["last_name"] or one["name"] or "").isascii() for one in (row, members[goal]))
            crossed += a != b
    assert crossed > 50


def test_names_change_at_marriages_and_women_have_their_own_forms(drawn: Lives) -> None:
    book = namebook()
    assert {"pl", "ru", "cz", "gr"} <= set(FEMININE)
    changed = np.flatnonzero(book.feminine != np.arange(len(book.feminine)))
    assert "Kowalska" in {book.family.forms["shown"][row].as_py() for row in book.feminine[changed].tolist()} or len(
        changed
    )
    assert 0.1 < (drawn.wish[drawn.woman] == 1).mean() < 0.7


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (cyrillic("Щербаков", "ru"), ("Shcherbakov", "Shcherbakov", "Schtscherbakow")),
        (cyrillic("Сергей", "ru"), ("Sergey", "Sergei", "Sergei")),
        (cyrillic("Олег", "ua"), ("Oleh", "Oleh", "Oleh")),
        (cyrillic("Ъгъл", "bg"), ("Agal", "Agal", "Agal")),
        (greek("Γεώργιος"), ("Georgios", "Georgios", "Georgios")),
        (korean("민준"), ("Minjun", "Min-jun", "Min Chun")),
    ],
)
def test_scripts_are_spelt_as_people_spell_them(found: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    assert found[0] == wanted[0]
    assert len(found) == len(wanted)


def test_word_files_hold_what_they_promise() -> None:
    assert korean_families()["김"] == ["Kim", "Gim"]
    assert ("Wong", "Wong", "Wang", "王") in [tuple(entry) for entry in chinese_families("hk")]
    assert japanese("common")[0][3] == "佐藤"
    assert len(japanese("common")) > 500
    assert "Head of" in words("work", "rise")


@given(TEXTS, TEXTS, st.sampled_from([" ", ", ", "-"]))
def test_joining_equals_joining_row_by_row(left: list[str | None], right: list[str | None], by: str) -> None:
    count = min(len(left), len(right))
    found = joined(pa.array(left[:count], pa.string()), pa.array(right[:count], pa.string()), by=by).to_pylist()
    assert found == [by.join(text for text in pair if text) or None for pair in zip(left, right, strict=False)]


@given(
    st.lists(st.tuples(st.one_of(st.none(), st.text("ab", max_size=2)), st.one_of(st.none(), st.just("x"))), min_size=1)
)
def test_lists_hold_what_is_there(rows: list[tuple[str | None, str | None]]) -> None:
    columns = [pa.array([row[at] for row in rows], pa.string()) for at in (0, 1)]
    assert lists(columns).to_pylist() == [[text for text in row if text is not None] for row in rows]


@given(st.text("abcde é", min_size=0, max_size=9), st.integers(0, 999))
def test_a_slip_changes_at_most_a_letter_or_two(text: str, seed: int) -> None:
    new = typo(np.random.default_rng(seed), text)
    assert abs(len(new) - len(text)) <= 1
    assert (new == text) if len(text) < 3 else True


def test_mending_touches_the_named_rows_alone() -> None:
    text = pa.array(["a", None, "c", "d"])
    assert mended(text, np.array([0, 1, 3]), lambda at, one: f"{one}{at}").to_pylist() == ["a0", None, "c", "d2"]
    assert mended(text, np.array([], np.int64), lambda _at, one: one).equals(text)


@given(st.integers(1, 300), st.floats(0, 50), st.floats(0.3, 1.5))
def test_weights_fall_with_the_rank_and_sum_to_one(count: int, offset: float, power: float) -> None:
    weights = zipf(count, offset, power)
    assert weights.sum() == pytest.approx(1)
    assert (np.diff(weights) <= 0).all()


def test_rare_names_are_new_and_made_of_known_ones() -> None:
    known = ["Bergmann", "Hermann", "Lindner", "Kellner", "Gerber", "Berger"]
    rare = spliced(known, 5, 1)
    assert rare
    assert not set(rare) & set(known)
    assert rare == spliced(known, 5, 1)
    assert all(letters_only(name) for name in rare)
