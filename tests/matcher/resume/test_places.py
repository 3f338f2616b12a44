"""Tests of printed places to city, region, country."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.places import cities, country_of, find_place, is_mode, is_place, regions_of

PLACES = {
    "München, Bayern, Germany": ("München", "Bayern", "DE"),
    "Aix-en-Provence, France": ("Aix-en-Provence", None, "FR"),
    "80331 München": ("München", None, "DE"),
    "Austin, TX": ("Austin", "TX", "US"),
    "New York, NY 10001": ("New York", "NY", "US"),
    "London, UK": ("London", None, "GB"),
    "Lyon (France)": ("Lyon", None, "FR"),
    "Torino, IT": ("Torino", None, "IT"),
    "Bangalore, Karnataka, India": ("Bangalore", "Karnataka", "IN"),
    "Berlin / Remote": ("Berlin", None, "DE"),
    "Köln": ("Köln", None, "DE"),
    "Łódź": ("Łódź", None, "PL"),
    "İstanbul, Türkiye": ("İstanbul", None, "TR"),
    "Москва": ("Москва", None, "RU"),
    "Hà Nội, Vietnam": ("Hà Nội", None, "VN"),
    "Little Wallop, England": ("Little Wallop", None, "GB"),
    "Germany": (None, None, "DE"),
}


@pytest.mark.parametrize("text", PLACES)
def test_places(text: str) -> None:
    place = find_place(text)
    assert place is not None
    city, region, country = PLACES[text]
    assert (place.city, place.country) == (city, country)
    assert region is None or place.region == region


@pytest.mark.parametrize(
    "text",
    [
        "Siemens AG",
        "Senior Accountant, Höglund Sjöberg AB – Malmö, Sweden",
        "Marketing Manager",
        "Remote",
        "QA",
        "March",
        "2019",
        "",
        "a, b, c, d, e, f",
        "Apple, Cupertino",
        "x" * 100,
    ],
)
def test_no_places(text: str) -> None:
    assert find_place(text) is None or text == "Torino"


def test_a_city_and_its_country_are_surer_than_a_name_alone() -> None:
    pairs = [find_place("Lyon, France"), find_place("Lyon"), find_place("Brest"), find_place("Little Wallop, England")]
    sure = [place.sure for place in pairs if place]
    assert len(sure) == 4
    assert sure[0] == max(sure)


def test_names_of_countries_in_many_languages() -> None:
    names = [
        "Deutschland",
        "Allemagne",
        "Alemania",
        "Duitsland",
        "Niemcy",
        "Německo",
        "Tyskland",
        "Almanya",
        "Германия",
    ]
    assert {country_of(name) for name in names} == {"DE"}
    assert country_of("Middle-earth") is None


def test_regions_by_code_and_name() -> None:
    assert "US" in regions_of("TX")
    assert "US" in regions_of("Texas")
    assert "CA" in regions_of("Ontario")
    assert regions_of("Mordor") == frozenset()


def test_the_largest_city_of_a_name_comes_first() -> None:
    found = cities("London")
    assert found[0].country == "GB"
    assert [city.people for city in found] == sorted((city.people for city in found), reverse=True)


def test_ways_to_work_are_no_places_but_stand_where_places_do() -> None:
    assert is_mode("Remote")
    assert is_place("Remote")
    assert not is_mode("Berlin")
    assert is_place("Berlin")
    assert not is_place("Cook")


def test_the_table_is_small() -> None:
    assert len((files("matcher.resume") / "lexicons" / "places.z").read_bytes()) < 1_500_000


@given(st.text(max_size=70))
def test_any_text_is_survived(text: str) -> None:
    place = find_place(text)
    if place is not None:
        assert place.city or place.region or place.country
        assert 0 < place.sure <= 1
        assert place.city is None or place.city in text


@given(st.sampled_from(["Paris", "Lyon", "Berlin", "Praha", "Oslo"]), st.sampled_from(["upper", "lower", "title"]))
def test_case_and_accents_do_not_matter(name: str, change: str) -> None:
    found = find_place(getattr(name, change)())
    assert found is not None
    assert found.country == cities(name)[0].country
