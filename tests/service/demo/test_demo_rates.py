"""Check that invented people are repeatable, valid, nobody, and as noisy as the tables say within binomial bounds."""

import hashlib
import math
import os
import re
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from entities.ats import Candidate
from entities.member import Member
from matcher.fields import email_form
from service.demo import pools
from service.demo.jobs import OWNERS
from service.demo.lives import RATES, plain
from service.demo.noise import NOISE, ROLES, SUFFIXES, typo
from service.demo.people import NOW, People, make_people
from service.demo.reserved import at_reserved_hosts
from service.demo.sample import make_sample

COUNT, SIGMAS = 3_000, 4.5  # a fixed seed decides once; the bound says how odd it may be
DOCUMENTATION = re.compile(r"(\.example|(^|\.)example\.(com|org|net|edu))$")
Record = dict[str, Any]
Share = Callable[[People], Iterable[bool]]


@pytest.fixture(scope="module")
def people() -> People:
    return make_people(97, COUNT, COUNT)


def _close(hits: list[bool], rate: float) -> None:
    spread = math.sqrt(rate * (1 - rate) / len(hits))
    assert sum(hits) / len(hits) == pytest.approx(rate, abs=SIGMAS * spread)


CANDIDATES: dict[str, Share] = {
    "no profile": lambda p: (member is None for member in p.truth.values()),
    "company: empty": lambda p: (not one["current_company"] for one in p.candidates),
    "place: empty": lambda p: (not one["addresses"] for one in p.candidates),
    "e-mail: blanked at the end": lambda p: (not one["emails"] for one in p.candidates),
    "name: one field": lambda p: ("name" in one for one in p.candidates),
    "phone": lambda p: (bool(one["phones"]) for one in p.candidates),
    "profile address given": lambda p: (bool(one["profile_url"]) for one in p.candidates),
    "do not contact": lambda p: (one["do_not_contact"] for one in p.candidates),
    "name: suffix": lambda p: (
        bool(re.search(rf"[ ,]({'|'.join(SUFFIXES)})", _written(one), re.IGNORECASE)) for one in p.candidates
    ),
}
MEMBERS: dict[str, Callable[[Record], bool]] = {
    "middle name": lambda one: bool(one["middle_name"]),
    "personal e-mail": lambda one: any(not email.endswith(".example") for email in one["emails"]),
    "work e-mail": lambda one: any(email.endswith(".example") for email in one["emails"]),
    "phone": lambda one: bool(one["phones"]),
    "handle": lambda one: bool(one["handles"]),
    "education": lambda one: bool(one["education"]),
    "open to work": lambda one: one["open_to_work"],
    "no export": lambda one: not one["export_allowed"],
    "closed": lambda one: one["closed"],
    "letters after the name": lambda one: "," in one["last_name"],
}


def _written(candidate: Record) -> str:
    return " ".join(candidate.get(field, "") for field in ("name", "first_name", "last_name"))


@pytest.mark.parametrize("name", CANDIDATES)
def test_a_share_of_candidates_is_its_rate(people: People, name: str) -> None:
    _close(list(CANDIDATES[name](people)), NOISE[name])


@pytest.mark.parametrize("name", MEMBERS)
def test_a_share_of_members_is_its_rate(people: People, name: str) -> None:
    _close([MEMBERS[name](one) for one in people.members], RATES[name])


def test_letters_are_upper_or_lower_as_often_as_told(people: People) -> None:
    written = [re.sub(r"[^\w]", "", _written(one)) for one in people.candidates]
    _close([text.isupper() for text in written], NOISE["name: upper case"])
    _close([text.islower() for text in written], NOISE["name: lower case"])


def test_role_mailboxes_and_shared_addresses_are_as_frequent_as_told(people: People) -> None:
    members = {one["id"]: one for one in people.members}
    mailed = [one for one in people.candidates if one["emails"]]
    _close([one["emails"][0].split("@")[0] in ROLES for one in mailed], NOISE["e-mail: role mailbox"])
    known = [(one, members[people.truth[one["id"]]]) for one in mailed if people.truth[one["id"]]]
    known = [(one, member) for one, member in known if member["emails"]]
    shared = [email_form(one["emails"][0])[0] in {email_form(e)[0] for e in member["emails"]} for one, member in known]
    kept = (1 - NOISE["e-mail: role mailbox"]) * (1 - NOISE["e-mail: of a namesake's household"])
    assert sum(shared) / len(shared) == pytest.approx(
        NOISE["e-mail: shared, where the profile has one"] * kept, abs=0.05
    )


def test_who_applies_again_is_the_same_member_under_another_record(people: People) -> None:
    owners = Counter(member for member in people.truth.values() if member)
    again = sum(count - 1 for count in owners.values())
    assert again / sum(owners.values()) == pytest.approx(NOISE["applies again under another record"], abs=0.015)


def test_second_surnames_are_there_where_people_have_them() -> None:
    people = make_people(98, 6_000, 0).members
    for country in ("ES", "MX", "BR"):
        name = next(one.name for one in pools.countries() if one.code == country)
        rate = RATES["second surname (BR)" if country == "BR" else "second surname (ES, MX)"]
        there = [one for one in people if one["location"].endswith(f", {name}")]
        double = [" " in one["last_name"].split(",")[0] for one in there]
        assert len(there) > 80
        assert sum(double) / len(double) == pytest.approx(rate, abs=0.15)


def test_every_member_and_candidate_fits_its_noun_and_keeps_its_values(people: People) -> None:
    for one in people.members:
        member = Member.model_validate(one)
        assert (member.id, list(member.emails), len(member.positions)) == (
            one["id"],
            one["emails"],
            len(one["positions"]),
        )
    for one in people.candidates:
        candidate = Candidate.model_validate(one)
        assert list(candidate.emails) == one["emails"]
        assert candidate.name or candidate.first_name or candidate.last_name


def test_positions_lie_end_to_end_before_the_present(people: People) -> None:
    for one in people.members:
        starts = [position["start"] for position in one["positions"]]
        ends = [position["end"] for position in one["positions"]]
        assert ends[0] == ""
        assert starts == sorted(starts, reverse=True)
        assert all(start < end for start, end in zip(starts[1:], ends[1:], strict=True))
        assert all(later >= end for later, end in zip(starts, ends[1:], strict=False))
        assert starts[0] <= NOW.date().isoformat()[:7]


PROGRAM = """
import hashlib
from service.demo.people import make_people
print(hashlib.sha256(repr(make_people(5, 120, 120)).encode()).hexdigest())
"""


def test_equal_seeds_give_equal_people_in_every_process() -> None:
    here = hashlib.sha256(repr(make_people(5, 120, 120)).encode()).hexdigest()
    for seed in ("0", "77"):
        there = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "PATH": os.environ.get("PATH", "")},
            capture_output=True,
            text=True,
            check=True,
        )
        assert there.stdout.strip() == here


def test_other_seeds_give_other_people() -> None:
    names = [frozenset(one["name"] for one in make_people(seed, 200, 0).members) for seed in range(4)]
    for at, one in enumerate(names):
        for other in names[:at]:
            assert len(one & other) < 20


def test_the_present_moves_times_and_nothing_else() -> None:
    later = NOW + timedelta(days=31)
    one, two = make_people(3, 60, 60), make_people(3, 60, 60, now=later)
    assert one.truth == two.truth
    for a, b in zip(one.candidates, two.candidates, strict=True):
        changed = {field for field in a if a[field] != b[field]}
        assert changed <= {"created", "modified"}
        assert datetime.fromisoformat(b["created"]) - datetime.fromisoformat(a["created"]) == timedelta(days=31)
    assert [m["emails"] for m in one.members] == [m["emails"] for m in two.members]


@pytest.mark.parametrize(("members", "candidates"), [(0, 0), (0, 5), (5, 0), (1, 200)])
def test_any_number_of_people_can_be_invented(members: int, candidates: int) -> None:
    people = make_people(6, members, candidates)
    assert (len(people.members), len(people.candidates), len(people.truth)) == (members, candidates, candidates)
    assert {one for one in people.truth.values() if one} <= {one["id"] for one in people.members}


COST = """
import sys
from service.demo.people import make_people
make_people(8, 10, 10)
count, made = 0, int(sys.argv[1])
def trace(frame, event, argument):
    global count
    count += event == "call"
sys.setprofile(trace)
make_people(8, made, made)
sys.setprofile(None)
print(count)
"""


def test_twice_the_people_cost_twice_the_calls() -> None:
    """Counted calls, not seconds: another load on the machine doesn't change them."""
    calls = []
    for count in (250, 500, 1_000):
        done = subprocess.run(
            [sys.executable, "-c", COST, str(count)],
            env={"PYTHONPATH": ".", "PATH": os.environ.get("PATH", "")},
            capture_output=True,
            text=True,
            check=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000,) * 2),
        )
        calls.append(int(done.stdout))
    assert calls[1] / calls[0] == pytest.approx(2, abs=0.3)
    assert calls[2] / calls[1] == pytest.approx(2, abs=0.3)


# Nobody real


def test_no_address_of_the_demo_can_be_anybody_s() -> None:
    sample = make_sample()
    candidates = [line for line in sample.lines if line["kind"] == "candidate"]
    for one in [*sample.members, *candidates]:
        for email in one["emails"]:
            assert DOCUMENTATION.search(email.rpartition("@")[2].casefold()), email
    for one in [*sample.members[:-15], *candidates]:  # the last ones have the links that their rendered resumes show
        for link in [*one.get("handles", []), one.get("profile_url", "")]:
            host = re.sub(r"^https?://", "", link).split("/")[0]
            assert not host or DOCUMENTATION.search(host.casefold()), link
    jobs = [line for line in sample.lines if line["kind"] == "job"]
    assert {line["owner"]["email"] for line in jobs} <= {email for _, email in OWNERS}
    assert all(DOCUMENTATION.search(email.rpartition("@")[2]) for _, email in OWNERS)
    assert all("larkfield.example" in posting["url"] for line in jobs for posting in line["postings"])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"emails": ["a.b@gmail.com"]}, {"emails": ["a.b@gmail-com.example"]}),
        ({"emails": ["A.B@GMAIL.COM", "x@acorn.example"]}, {"emails": ["A.B@GMAIL-COM.example", "x@acorn.example"]}),
        ({"handles": ["github.com/ab"]}, {"handles": ["github-com.example/ab"]}),
        ({"handles": [], "name": "Ulrike Quell"}, {"handles": [], "name": "Ulrike Quell"}),
        ({"id": "c1"}, {"id": "c1"}),
    ],
)
def test_real_hosts_become_reserved_ones_and_nothing_else_changes(line: Record, expected: Record) -> None:
    before = {key: list(value) if isinstance(value, list) else value for key, value in line.items()}
    assert at_reserved_hosts(line) == expected
    assert line == before
    assert at_reserved_hosts(expected) == expected


def test_reserved_hosts_keep_different_people_apart(people: People) -> None:
    addresses = [email for one in people.members for email in one["emails"]]
    moved = [email for one in people.members for email in at_reserved_hosts(one)["emails"]]
    assert len(set(addresses)) == len(addresses) == len(set(moved))


def test_profile_addresses_are_unique_and_reserved(people: People) -> None:
    urls = [one["profile_url"] for one in people.members]
    assert len(set(urls)) == len(urls)
    assert all(re.fullmatch(r"https://members\.example/in/[a-z0-9-]+", url) for url in urls)


# Pools


def test_pools_are_distributions_with_common_words_first() -> None:
    for pool in (pools.companies(), pools.seniorities(), pools.legal_forms(), *(c.cities for c in pools.countries())):
        shares = [b - a for a, b in zip([0.0, *pool.cumulative[:-1]], pool.cumulative, strict=True)]
        assert pool.cumulative[-1] == pytest.approx(1.0)
        assert min(shares) > 0
        assert len(pool.words) == len(set(pool.words)) == len(shares)
    assert len(pools.companies().words) == pools.COMPANIES


@pytest.mark.parametrize("code", sorted({code for country in pools.countries() for code, _ in country.cultures}))
def test_names_of_a_culture_fold_to_letters_and_nicknames_are_other_names(code: str) -> None:
    culture = pools.culture(code)
    for pool in (culture.first, culture.last):
        assert len(set(pool.words)) == len(pool.words)
        assert all(plain(word) for word in pool.words)
    for name, shorts in culture.nicknames.items():
        assert shorts
        assert name not in shorts


def test_shares_of_countries_and_cultures_make_wholes() -> None:
    assert sum(country.share for country in pools.countries()) == pytest.approx(100.0)  # per cent
    for country in pools.countries():
        assert sum(share for _, share in country.cultures) == pytest.approx(100.0)


def test_draws_follow_the_weights() -> None:
    import numpy as np  # noqa: PLC0415 - used here only

    pool = pools.weighted(["a", "b", "c"], np.array([6.0, 3.0, 1.0]))
    drawn = Counter(pool.draw(np.random.default_rng(1), 6_000))
    for word, share in (("a", 0.6), ("b", 0.3), ("c", 0.1)):
        assert drawn[word] / 6_000 == pytest.approx(share, abs=0.03)
    assert pool.draw(np.random.default_rng(1), 0) == []


@pytest.mark.parametrize("name", ["", "A", "Bo"])
def test_short_names_are_never_mistyped(name: str) -> None:
    import random  # noqa: PLC0415 - used here only

    assert typo(random.Random(1), name) == name


def test_times_carry_a_zone_and_never_lie_in_the_future(people: People) -> None:
    for one in people.candidates:
        created, modified = (datetime.fromisoformat(one[field]) for field in ("created", "modified"))
        assert created.tzinfo == UTC
        assert created <= modified <= NOW
