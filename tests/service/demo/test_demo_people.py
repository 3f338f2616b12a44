"""Check that invented people are valid, repeatable, and as noisy as the table says."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from entities.ats import Candidate
from entities.member import Member
from service.demo import pools
from service.demo.lives import RATES, plain
from service.demo.noise import NOISE, typo, without_marks
from service.demo.people import NOW, People, make_people

ROUND = 0.025  # how far a rate may lie from its table on 4,000 people


@pytest.fixture(scope="module")
def people() -> People:
    return make_people(11, 4_000, 4_000)


def test_every_dict_fits_its_noun(people: People) -> None:
    for member in people.members:
        Member.model_validate(member)
    for candidate in people.candidates:
        assert Candidate.model_validate(candidate).kind == "candidate"


def test_equal_seeds_give_equal_people_and_others_do_not() -> None:
    assert make_people(3, 50, 40) == make_people(3, 50, 40)
    assert make_people(3, 50, 40) != make_people(4, 50, 40)


def test_ids_are_unique_and_truth_names_members(people: People) -> None:
    members = {m["id"] for m in people.members}
    candidates = {c["id"] for c in people.candidates}
    assert len(members) == len(people.members)
    assert candidates == set(people.truth)
    assert {m for m in people.truth.values() if m is not None} <= members


def test_no_two_members_share_an_address(people: People) -> None:
    counts = Counter(address for m in people.members for address in m["emails"])
    assert max(counts.values()) == 1


def test_rates_are_those_of_the_table(people: People) -> None:
    seen = people.candidates

    def share(hits: int) -> float:
        return hits / len(seen)

    assert share(sum(v is None for v in people.truth.values())) == pytest.approx(NOISE["no profile"], abs=ROUND)
    assert share(sum(not c["current_company"] for c in seen)) == pytest.approx(NOISE["company: empty"], abs=ROUND)
    assert share(sum(not c["addresses"] for c in seen)) == pytest.approx(NOISE["place: empty"], abs=ROUND)
    assert share(sum(not c["emails"] for c in seen)) == pytest.approx(NOISE["e-mail: blanked at the end"], abs=ROUND)
    assert share(sum("name" in c for c in seen)) == pytest.approx(NOISE["name: one field"], abs=ROUND)
    work = sum(any(e.endswith(".example") for e in m["emails"]) for m in people.members)
    assert work / len(people.members) == pytest.approx(RATES["work e-mail"], abs=ROUND)


def test_common_names_are_common_and_rare_names_exist() -> None:
    counts = Counter(m["last_name"].split(",")[0] for m in make_people(5, 20_000, 0).members)
    top = [n for _, n in counts.most_common(10)]
    assert top[0] > 40
    assert sum(n == 1 for n in counts.values()) > 2_000


def test_times_lie_before_the_given_present() -> None:
    now = datetime(2030, 1, 1, tzinfo=UTC)
    for candidate in make_people(1, 20, 50, now=now).candidates:
        assert candidate["created"] <= candidate["modified"] <= now.isoformat()
    assert NOW.tzinfo is UTC


def test_no_members_means_no_truth() -> None:
    assert set(make_people(1, 0, 10).truth.values()) == {None}


@pytest.mark.parametrize("country", pools.countries(), ids=lambda c: c.code)
def test_every_country_has_cities_and_readable_cultures(country: pools.Country) -> None:
    assert len(country.cities.words) >= 14
    for code, _ in country.cultures:
        culture = pools.culture(code)
        assert len(culture.first.words) >= 60
        assert len(culture.last.words) >= 80
        assert set(culture.nicknames) & set(culture.first.words)
        assert all(plain(word) for word in culture.first.words)


def test_a_typo_changes_little_and_marks_go() -> None:
    import random  # noqa: PLC0415 - only here

    rng = random.Random(1)
    for _ in range(200):
        assert abs(len(typo(rng, "Anderson")) - 8) <= 1
    assert without_marks("Müller Ñandú") == "Muller Nandu"
