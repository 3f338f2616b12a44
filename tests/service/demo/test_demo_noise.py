"""Check that each kind of noise does to a life what its name says, and nothing else."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from service.demo import noise
from service.demo.lives import Life, Mailboxes, make_lives, personal_email, plain
from service.demo.noise import NOISE, Surroundings, candidate_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
Made = Callable[..., list[tuple[Life, dict[str, object]]]]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Make candidates of 60 lives with all noise off but the named kinds, which are certain."""

    def make(*certain: str) -> list[tuple[Life, dict[str, object]]]:
        rates = dict.fromkeys(NOISE, 0.0) | dict.fromkeys(certain, 1.0)
        monkeypatch.setattr(noise, "NOISE", rates)
        boxes = Mailboxes()
        lives = make_lives(4, 60, boxes, date(2026, 1, 1), "m")
        around = Surroundings(boxes, {life.profile["last_name"]: ["home@x.example"] for life in lives}, NOW)
        rng = random.Random(1)
        return [(life, candidate_of(rng, life, f"c{at}", around)) for at, life in enumerate(lives)]

    return make


def _last(life: Life) -> str:
    return str(life.profile["last_name"]).split(",")[0]


def test_without_noise_a_record_is_the_profile(made: Made) -> None:
    for life, record in made():
        assert record["first_name"] == life.profile["first_name"]
        assert record["last_name"] == _last(life)
        assert record["current_company"] == life.profile["positions"][0]["company"]
        assert record["current_title"] == life.profile["positions"][0]["title"]
        assert record["addresses"] == [{"city": life.city, "country": life.country.name}]
        assert record["phones"] == []
        assert len(record["emails"]) == 1


def test_shared_addresses_are_the_profile_s(made: Made) -> None:
    for life, record in made("e-mail: shared, where the profile has one"):
        assert not life.profile["emails"] or record["emails"][0] in life.profile["emails"]


def test_blanked_and_role_and_household_addresses(made: Made) -> None:
    assert all(record["emails"] == [] for _, record in made("e-mail: blanked at the end"))
    roles = [record["emails"][0].split("@")[0] for _, record in made("e-mail: role mailbox")]
    assert set(roles) <= set(noise.ROLES)
    assert all(
        record["emails"] == ["home@x.example"]
        for life, record in made("e-mail: of a namesake's household")
        if "," not in life.profile["last_name"]
    )


def test_upper_lower_and_plain_letters(made: Made) -> None:
    assert all(record["last_name"] == _last(life).upper() for life, record in made("name: upper case"))
    assert all(record["last_name"] == _last(life).lower() for life, record in made("name: lower case"))
    for life, record in made("name: diacritics stripped"):
        assert plain(str(record["last_name"])) == plain(noise.without_marks(_last(life)))


def test_one_field_and_swapped_names(made: Made) -> None:
    for life, record in made("name: one field"):
        assert record["name"] == f"{life.profile['first_name']} {_last(life)}"
    for life, record in made("name: one field", "name: swapped or comma"):
        assert record["name"] == f"{_last(life)}, {life.profile['first_name']}"
    for life, record in made("name: swapped or comma"):
        assert record["last_name"] == life.profile["first_name"]


def test_initials_and_suffixes(made: Made) -> None:
    for life, record in made("name: initial only"):
        assert str(record["first_name"]).rstrip(".") == life.profile["first_name"][0]
    for life, record in made("name: suffix"):
        assert str(record["last_name"]).startswith(_last(life))
        assert str(record["last_name"]).split()[-1] in noise.SUFFIXES


def test_double_and_new_surnames(made: Made) -> None:
    assert all(str(record["last_name"]).startswith(f"{_last(life)}-") for life, record in made("name: double surname"))
    changed = [record["last_name"] != _last(life) for life, record in made("name: new surname")]
    assert sum(changed) >= 50


def test_empty_and_random_work_and_place(made: Made) -> None:
    assert all(not record["current_company"] for _, record in made("company: empty"))
    assert all(not record["current_title"] for _, record in made("title: empty"))
    assert all(not record["addresses"] for _, record in made("place: empty"))
    other = [
        record["current_company"] != life.profile["positions"][0]["company"]
        for life, record in made("company: a random one")
    ]
    assert sum(other) >= 55
    for life, record in made("company: a past one"):
        later = [position["company"] for position in life.profile["positions"][1:]]
        assert record["current_company"] in (later or [life.profile["positions"][0]["company"]])


def test_profile_addresses_are_given_when_asked(made: Made) -> None:
    assert all(record["profile_url"] == life.profile["profile_url"] for life, record in made("profile address given"))


def test_mailboxes_never_give_one_address_twice() -> None:
    boxes, rng = Mailboxes(), random.Random(2)
    given = [personal_email(rng, boxes, "Anna", "Smith") for _ in range(500)]
    assert len(set(given)) == 500
