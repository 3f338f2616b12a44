"""Truth tables of places: ambiguous names, regions, countries by many names, postcodes, what only looks so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.lexicon import rows
from matcher.resume.places import cities, country_of, find_place, is_place, regions_of

# text: city, region, country
TABLE: dict[str, tuple[str | None, str | None, str]] = {
    "Paris": ("Paris", None, "FR"),
    "Paris, TX": ("Paris", "TX", "US"),
    "Paris, Texas": ("Paris", "Texas", "US"),
    "London": ("London", None, "GB"),
    "London, ON": ("London", "ON", "CA"),
    "London, Ontario, Canada": ("London", "Ontario", "CA"),
    "Birmingham": ("Birmingham", None, "GB"),
    "Birmingham, AL": ("Birmingham", "AL", "US"),
    "Cambridge, MA": ("Cambridge", "MA", "US"),
    "Cambridge, UK": ("Cambridge", None, "GB"),
    "San José, Costa Rica": ("San José", None, "CR"),
    "San Jose, CA": ("San Jose", "CA", "US"),
    "Valencia, Spain": ("Valencia", None, "ES"),
    "Valencia, Venezuela": ("Valencia", None, "VE"),
    "Frankfurt am Main": ("Frankfurt am Main", None, "DE"),
    "Washington, DC": ("Washington", "DC", "US"),
    "St. Louis, MO": ("St. Louis", "MO", "US"),
    "Den Haag, Nederland": ("Den Haag", None, "NL"),
    "Praha 4": ("Praha", None, "CZ"),
    "110 00 Praha 1": ("Praha", None, "CZ"),
    "1017 GC Amsterdam": ("Amsterdam", None, "NL"),
    "D-80331 München": ("München", None, "DE"),
    "00-238 Warszawa": ("Warszawa", None, "PL"),
    "411 03 Göteborg": ("Göteborg", None, "SE"),
    "75001 Paris, France": ("Paris", None, "FR"),
    "Leeds LS1 4AB": ("Leeds", None, "GB"),
    "Mumbai, Maharashtra, India": ("Mumbai", "Maharashtra", "IN"),
    "Sydney, NSW, Australia": ("Sydney", "NSW", "AU"),
    "Zürich, Schweiz": ("Zürich", None, "CH"),
    "Genève (Suisse)": ("Genève", None, "CH"),
    "Wien, Österreich": ("Wien", None, "AT"),
    "Bruxelles, Belgique": ("Bruxelles", None, "BE"),
    "Ciudad de México, México": ("Ciudad de México", None, "MX"),
    "Buenos Aires - Argentina": ("Buenos Aires", None, "AR"),
    "Санкт-Петербург, Россия": ("Санкт-Петербург", None, "RU"),
    "東京": ("東京", None, "JP"),
    "上海": ("上海", None, "CN"),
    "서울": ("서울", None, "KR"),
    "Köln / Remote": ("Köln", None, "DE"),
    "Hybrid, Leeds": ("Leeds", None, "GB"),
    "France": (None, None, "FR"),
    "Deutschland": (None, None, "DE"),
    "United States": (None, None, "US"),
    "Bavaria": (None, "Bavaria", "DE"),
}


@pytest.mark.parametrize("text", TABLE)
def test_places(text: str) -> None:
    place = find_place(text)
    assert place is not None
    assert (place.city, place.region, place.country) == TABLE[text]
    assert 0 < place.sure <= 1


@pytest.mark.parametrize("text", TABLE)
def test_brackets_marks_and_white_space_around_change_nothing(text: str) -> None:
    plain = find_place(text)
    for around in (" {} ", "{}.", "· {}", "{};"):
        assert find_place(around.format(text)) == plain, around


COUNTRIES = [(row.key, entry) for row in rows("countries.txt") for entry in row.entries]


@given(st.sampled_from(COUNTRIES), st.sampled_from(["{}", "{} ", "({})", "{}."]))
def test_a_country_is_known_by_every_name(named: tuple[str, str], form: str) -> None:
    code, name = named
    assert country_of(name) is not None
    place = find_place(f"Zzyzx, {name}")
    assert country_of(name) == code or len(name) < 4
    assert place is None or place.country == country_of(name) or len(name) < 3
    assert country_of(form.format(name)) in (country_of(name), None)


REGIONS = [(row.key, entry) for row in rows("regions.txt") for entry in row.entries]


@given(st.sampled_from(REGIONS))
def test_a_region_belongs_to_its_country(named: tuple[str, str]) -> None:
    assert named[0] in regions_of(named[1])
    assert named[0] in regions_of(named[1].upper())


@pytest.mark.parametrize(
    "text",
    [
        "Cook",
        "Software Engineer, Berlin Office Team",
        "Marketing",
        "Laurent GmbH",
        "January",
        "Jan 2019",
        "Python, SQL",
        "ada@example.com",
        "I moved to Paris",
        "12345",
        "---",
        "(Remote)",
        "University of Leeds, Leeds",
        "First, Second, Third, Fourth, Fifth, Sixth",
    ],
)
def test_other_texts_are_no_places(text: str) -> None:
    place = find_place(text)
    assert place is None or place.sure < 0.55


def test_surer_places_say_more() -> None:
    order = ["Lyon, France", "Austin, TX", "Germany", "Berlin", "Bavaria"]
    sure = [place.sure for text in order if (place := find_place(text))]
    assert len(sure) == len(order)
    assert sure == sorted(sure, reverse=True)


@given(st.sampled_from(sorted(TABLE)), st.sampled_from([str.upper, str.lower]))
def test_case_never_moves_a_city_abroad(text: str, change: object) -> None:
    assert callable(change)
    place = find_place(change(text))
    city, region, country = TABLE[text]
    if place is not None and place.city is not None and region is None:
        assert place.country == country
        assert city is not None


def test_the_threshold_tells_large_places_from_small() -> None:
    assert is_place("Berlin", sure=0.55)
    assert not is_place("Berlin", sure=0.7)
    assert is_place("Berlin, Germany", sure=0.9)


@pytest.mark.parametrize("name", ["Richmond", "Santiago", "Georgetown", "Alexandria"])
def test_of_many_cities_the_largest_is_meant(name: str) -> None:
    place = find_place(name)
    assert place is not None
    assert place.country == cities(name)[0].country
    assert len({city.country for city in cities(name)}) > 1 or len(cities(name)) > 1
