"""Invented lives hold together: positions end to end, shares as their tables say, addresses that nobody can own."""

import random
import re
from collections import Counter
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.ats import Candidate, Job
from entities.member import Member
from entities.moments import moment
from matcher import PERSON_SCHEMA, person_of_candidate, person_of_member
from ranking.question import plain_text
from service.demo import pools
from service.demo.ats import trade_of
from service.demo.jobs import COMPANY, MARKED_UP, TASKS, describe, make_jobs, marked_up
from service.demo.lives import (
    LOCAL_PARTS,
    MAIL_HOSTS,
    RATES,
    WORK_PARTS,
    Life,
    Mailboxes,
    local_part,
    make_lives,
    pick,
    plain,
)
from service.demo.people import NOW, make_people
from service.demo.reserved import RESERVED, at_reserved_hosts
from service.demo.tables import people_tables

TODAY = date(2026, 6, 1)
COUNT = 1_500
NEAR = 0.045  # how far a share may lie from its rate on so many people
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@pytest.fixture(scope="module")
def lives() -> list[Life]:
    return make_lives(9, COUNT, Mailboxes(), TODAY, "m")


def months(text: str) -> int:
    found = MONTH.fullmatch(text)
    assert found is not None, text
    return int(found[1]) * 12 + int(found[2])


def test_positions_follow_one_another_and_only_the_first_is_held_now(lives: list[Life]) -> None:
    for life in lives:
        positions = life.profile["positions"]
        assert 1 <= len(positions) <= 3
        assert [bool(position["end"]) for position in positions] == [False] + [True] * (len(positions) - 1)
        newer = TODAY.year * 12 + TODAY.month
        for position in positions:
            end = months(position["end"]) if position["end"] else newer
            assert months(position["start"]) < end <= newer
            newer = months(position["start"])


def test_names_are_made_of_their_parts(lives: list[Life]) -> None:
    for life in lives:
        profile = life.profile
        parts = [profile["first_name"], profile["middle_name"], profile["last_name"]]
        assert profile["name"] == " ".join(filter(None, parts))
        assert profile["first_name"] in pools.culture(life.culture).first.words
        assert profile["location"] == f"{life.city}, {life.country.name}"
        assert life.culture in dict(life.country.cultures)
        assert life.city in life.country.cities.words


@pytest.mark.parametrize(
    ("rate", "field", "held"),
    [
        ("middle name", "middle_name", True),
        ("phone", "phones", True),
        ("handle", "handles", True),
        ("education", "education", True),
        ("open to work", "open_to_work", True),
        ("closed", "closed", True),
        ("no export", "export_allowed", False),
    ],
)
def test_shares_are_those_of_the_table(lives: list[Life], rate: str, field: str, held: bool) -> None:  # noqa: FBT001 - a column
    share = sum(bool(life.profile[field]) is held for life in lives) / len(lives)
    assert share == pytest.approx(RATES[rate], abs=NEAR)


@pytest.mark.parametrize(
    ("countries", "rate"), [(("ES", "MX"), "second surname (ES, MX)"), (("BR",), "second surname (BR)")]
)
def test_second_surnames_are_where_they_are_usual(lives: list[Life], countries: tuple[str, ...], rate: str) -> None:
    there = [life for life in lives if life.country.code in countries]
    single = set(pools.culture(there[0].culture).last.words)
    two = [life.profile["last_name"].partition(",")[0] not in single for life in there]
    assert sum(two) / len(two) == pytest.approx(RATES[rate], abs=3 * NEAR)


def test_people_are_spread_over_the_countries_by_their_shares(lives: list[Life]) -> None:
    counts = Counter(life.country.code for life in lives)
    total = sum(country.share for country in pools.countries())
    for country in pools.countries():
        assert counts[country.code] / len(lives) == pytest.approx(country.share / total, abs=NEAR)


def test_skills_are_those_of_the_trade(lives: list[Life]) -> None:
    skills = {career.title: set(career.skills) for career in pools.careers()}
    for life in lives:
        trade = life.profile["summary"].partition(" with a focus on ")[0]
        assert set(life.profile["skills"]) <= skills[trade]
        assert len(set(life.profile["skills"])) == len(life.profile["skills"]) >= 3


def test_two_sets_of_lives_share_no_address() -> None:
    boxes = Mailboxes()
    given_out = [
        mail for prefix in "mx" for life in make_lives(3, 300, boxes, TODAY, prefix) for mail in life.profile["emails"]
    ]
    assert len(set(given_out)) == len(given_out) > 400
    assert all(re.fullmatch(r"[a-z0-9.]+@[a-z0-9.]+\.[a-z]+", mail) for mail in given_out)


def test_fewer_lives_are_the_same_function_of_their_arguments() -> None:
    one, other = (make_lives(5, 40, Mailboxes(), TODAY, "m") for _ in range(2))
    assert [life.profile for life in one] == [life.profile for life in other]
    assert make_lives(5, 0, Mailboxes(), TODAY, "m") == []
    assert [life.profile for life in make_lives(6, 40, Mailboxes(), TODAY, "m")] != [life.profile for life in one]
    assert [life.profile["id"] for life in one] == [f"m{number:07d}" for number in range(1, 41)]


@pytest.mark.parametrize(
    ("pattern", "local"),
    [
        ("{f}.{l}", "jose.obrien"),
        ("{i}{l}", "jobrien"),
        ("{f3}{l4}", "josobri"),
        ("{l}.{f}", "obrien.jose"),
        ("{f}", "jose"),
    ],
)
def test_a_mailbox_is_named_by_its_pattern(pattern: str, local: str) -> None:
    assert local_part(random.Random(1), pattern, "José", "O'Brien") == local


def test_a_name_that_has_no_plain_letter_still_has_a_mailbox() -> None:
    assert plain("-") == ""
    assert local_part(random.Random(1), "{f}.{l}", "-", "!") == "x.x"
    for _, pattern in (*LOCAL_PARTS, *WORK_PARTS):
        assert re.fullmatch(r"[a-z0-9.]+", local_part(random.Random(2), pattern, "李", "Ωmega"))


@pytest.mark.parametrize("table", [LOCAL_PARTS, WORK_PARTS, MAIL_HOSTS])
def test_a_table_of_shares_rises_to_one_and_is_drawn_so(table: tuple[tuple[float, str], ...]) -> None:
    shares = [share for share, _ in table]
    assert shares == sorted(set(shares))
    assert shares[-1] == 1.0
    rng = random.Random(4)
    drawn = Counter(pick(rng, table) for _ in range(4_000))
    for low, (high, value) in zip([0.0, *shares], table, strict=False):
        assert drawn[value] / 4_000 == pytest.approx(high - low, abs=0.03)


WEIGHTS = st.lists(st.floats(0.1, 10), min_size=1, max_size=6)


@settings(max_examples=30)
@given(WEIGHTS, st.integers(0, 99))
def test_a_pool_draws_by_weight(weights: list[float], seed: int) -> None:
    words = [f"w{at}" for at in range(len(weights))]
    pool = pools.weighted(words, np.array(weights))
    assert pool.cumulative[-1] == pytest.approx(1.0)
    drawn = Counter(pool.draw(np.random.default_rng(seed), 3_000))
    assert set(drawn) <= set(words)
    for word, weight in zip(words, weights, strict=True):
        assert drawn[word] / 3_000 == pytest.approx(weight / sum(weights), abs=0.06)


@pytest.mark.parametrize("offset_power", [pools.FIRST_RANK, pools.LAST_RANK, pools.CITY_RANK, pools.TITLE_RANK])
def test_ranks_fall(offset_power: tuple[float, float]) -> None:
    pool = pools.ranked([str(rank) for rank in range(50)], offset_power)
    shares = np.diff(np.concatenate([[0.0], pool.cumulative]))
    assert (np.diff(shares) < 0).all()
    assert shares[0] / shares[9] == pytest.approx(((10 + offset_power[0]) / (1 + offset_power[0])) ** offset_power[1])


def test_companies_are_many_and_each_once() -> None:
    words = pools.companies().words
    assert len(set(words)) == len(words) == pools.COMPANIES
    assert all(word == " ".join(word.split()) for word in words)


HOSTS = st.from_regex(r"[a-z]{1,6}(\.[a-z]{2,4}){1,2}", fullmatch=True)


@given(st.lists(HOSTS, min_size=2, max_size=6, unique=True), st.text("abc", min_size=1, max_size=4))
def test_reserved_hosts_belong_to_nobody_and_stay_apart(hosts: list[str], local: str) -> None:
    line = {
        "id": "1",
        "emails": [f"{local}@{host}" for host in hosts],
        "handles": [f"{host}/{local}" for host in hosts],
    }
    moved = at_reserved_hosts(line)
    assert all(address.endswith(RESERVED) and address.startswith(f"{local}@") for address in moved["emails"])
    assert all(
        handle.partition("/")[0].endswith(RESERVED) and handle.endswith(f"/{local}") for handle in moved["handles"]
    )
    assert len(set(moved["emails"])) == len(set(line["emails"]))
    assert at_reserved_hosts(moved) == moved
    assert at_reserved_hosts({"id": "1"}) == {"id": "1"}


def test_tables_hold_what_the_nouns_say_of_the_same_people() -> None:
    people = make_people(4, 60, 80)
    candidates, profiles, truth = people_tables(people)
    assert candidates.schema.equals(PERSON_SCHEMA)
    assert profiles.schema.equals(PERSON_SCHEMA)
    persons = [person_of_candidate(Candidate.model_validate(one), one["id"]) for one in people.candidates]
    assert candidates.to_pylist() == [person.model_dump(mode="json") for person in persons]
    members = [person_of_member(Member.model_validate(one), one["id"]) for one in people.members]
    assert profiles.to_pylist() == [person.model_dump(mode="json") for person in members]
    assert dict(zip(*truth.to_pydict().values(), strict=True)) == people.truth


def test_jobs_are_of_the_trades_in_turn_and_lie_in_the_past() -> None:
    careers = pools.careers()
    lines = make_jobs(2, 2 * len(careers) + 3, now=NOW)
    assert [trade_of(line["title"]) for line in lines] == [careers[at % len(careers)].title for at in range(len(lines))]
    for line in lines:
        job = Job.model_validate(line)
        times = [entry.at for entry in job.state_history]
        assert times == sorted(times)
        assert job.created == times[0]
        assert job.modified == times[-1] < NOW
        assert job.state == job.state_history[-1].state
        assert job.postings[0].state == {"open": "listed", "closed": "closed"}[job.state]
        assert ("<li>" in job.description) == (int(job.id[1:]) % MARKED_UP == 0)
    assert lines[0]["state"] == "open"
    assert 0 < sum(line["state"] == "closed" for line in lines) < len(lines) / 2


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.sampled_from(pools.careers()))
def test_an_advertisement_names_its_skills_once_and_says_the_same_as_html(seed: int, career: pools.Career) -> None:
    text = describe(random.Random(seed), f"Senior {career.title}", career)
    assert text.startswith(COMPANY)
    assert f"in {career.area}, or" in text
    named = [skill for skill in career.skills if re.search(rf"(?<!\w){re.escape(skill)}(?!\w)", text)]
    assert len(named) >= min(6, len(career.skills))
    assert "{" not in text
    lines = [line.removeprefix("- ") for line in text.splitlines()]
    assert [line for line in plain_text(marked_up(text)).splitlines() if line] == lines


def test_every_task_has_a_place_for_a_skill() -> None:
    assert all("{skill}" in task for task in TASKS)


@pytest.mark.parametrize("now", [datetime(2024, 2, 29, 23, 59, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)])
def test_people_live_before_whatever_present_is_given(now: datetime) -> None:
    people = make_people(8, 20, 30, now=now)
    for line in people.candidates:
        assert moment(line["created"]) <= moment(line["modified"]) <= now
    for member in people.members:
        for position in member["positions"]:
            assert position["start"] <= (position["end"] or f"{now:%Y-%m}") <= f"{now:%Y-%m}"
