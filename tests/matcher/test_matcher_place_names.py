"""Turn the names that cities and countries go by into one, line by line: what a traveller would say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import fields, place_names
from matcher.names import folded
from matcher.place_names import CITIES, COUNTRIES, STATES, city_name, country_name
from matcher.prepare import region_form

ANY = st.text(max_size=40)
WRITTEN = [  # two ways to write one city
    ("München", "Munich"),
    ("Muenchen", "Munich"),
    ("MUNICH", "munich"),
    ("Köln", "Cologne"),
    ("Koeln", "Köln"),
    ("Zürich", "Zurich"),
    ("Zuerich", "Zurich"),
    ("Genève", "Geneva"),
    ("Genf", "Genève"),
    ("Wien", "Vienna"),
    ("Praha", "Prague"),
    ("Prag", "Praha"),
    ("Warszawa", "Warsaw"),
    ("Warschau", "Warsaw"),
    ("Kraków", "Cracow"),
    ("Lisboa", "Lisbon"),
    ("Roma", "Rome"),
    ("Milano", "Milan"),
    ("Napoli", "Naples"),
    ("Firenze", "Florence"),
    ("Venezia", "Venice"),
    ("Torino", "Turin"),
    ("Sevilla", "Seville"),
    ("København", "Copenhagen"),
    ("Göteborg", "Gothenburg"),
    ("Den Haag", "The Hague"),
    ("'s-Gravenhage", "The Hague"),
    ("Bruxelles", "Brussel"),
    ("Москва", "Moscow"),
    ("Київ", "Kyiv"),
    ("Kiev", "Kyiv"),
    ("Bombay", "Mumbai"),
    ("Bangalore", "Bengaluru"),
    ("Madras", "Chennai"),
    ("Calcutta", "Kolkata"),
    ("Peking", "Beijing"),
    ("Saigon", "Ho Chi Minh City"),
    ("São Paulo", "Sao Paulo"),
    ("Ciudad de México", "Mexico City"),
    ("NYC", "New York"),
    ("New York City", "New York"),
    ("St. Petersburg", "Saint Petersburg"),
    ("Washington DC", "Washington D.C."),
    # wider areas are their city
    ("Greater London", "London"),
    ("Greater London Area", "London"),
    ("Greater Munich Metropolitan Area", "München"),
    ("Boston Metropolitan Area", "Boston"),
    ("San Francisco Bay Area", "San Francisco"),
    ("Dallas Metro", "Dallas"),
    ("Metro Manila", "Manila"),
    ("Metropolitan Boston", "Boston"),
    ("Cologne Region", "Köln"),
]
OTHERS = [  # two cities
    ("Munich", "Münster"),
    ("Frankfurt", "Frankfort"),
    ("Vienna", "Venice"),
    ("Rome", "Romeoville"),
    ("Geneva", "Genoa"),
    ("New York", "York"),
    ("Boston", "Boston Spa"),
    ("Warsaw", "Walsall"),
    ("東京", "北京"),
    ("Area", "Region"),
]
COUNTRY_WRITTEN = [
    ("Deutschland", "Germany"),
    ("Allemagne", "Germany"),
    ("Österreich", "Austria"),
    ("Schweiz", "Switzerland"),
    ("Suisse", "Svizzera"),
    ("España", "Spain"),
    ("Brasil", "Brazil"),
    ("Polska", "Poland"),
    ("Česká republika", "Czechia"),
    ("Türkiye", "Turkey"),
    ("UK", "United Kingdom"),
    ("England", "Scotland"),
    ("Great Britain", "U.K."),
    ("USA", "United States"),
    ("U.S.A.", "United States of America"),
    ("US", "usa"),
    ("U.S.", "USA"),
    ("UAE", "United Arab Emirates"),
    ("Россия", "Russia"),
    ("The Netherlands", "Holland"),
    ("Korea", "Republic of Korea"),
    ("Viet Nam", "Vietnam"),
    ("TX", "USA"),
    ("Ohio", "ohio"),
]
COUNTRY_OTHERS = [
    ("Austria", "Australia"),
    ("Niger", "Nigeria"),
    ("Iran", "Iraq"),
    ("Slovakia", "Slovenia"),
    ("Ireland", "Iceland"),
    ("Germany", "DE Shaw"),
    ("Georgia", "United States"),  # a country too
    ("CA", "United States"),  # Canada's letters
    ("IN", "United States"),  # India's letters
    ("DE", "United States"),  # Germany's letters
]


def _lines(table: str) -> list[tuple[str, list[str]]]:
    split = (line.split(": ") for line in table.strip().splitlines())
    return [(kept, others.split(", ")) for kept, others in split]


@pytest.mark.parametrize(("left", "right"), WRITTEN)
def test_one_city_has_one_name(left: str, right: str) -> None:
    assert city_name(folded(left)) == city_name(folded(right))
    assert fields.place_forms(f"{left}, X")[0] == fields.place_forms(right)[0]


@pytest.mark.parametrize(("left", "right"), OTHERS)
def test_two_cities_keep_two_names(left: str, right: str) -> None:
    assert city_name(folded(left)) != city_name(folded(right))


@pytest.mark.parametrize(("left", "right"), COUNTRY_WRITTEN)
def test_one_country_has_one_name(left: str, right: str) -> None:
    assert country_name(folded(left)) == country_name(folded(right))
    assert fields.place_forms(f"Elmham, {left}") == fields.place_forms(f"Elmham, Ashshire, {right}")


@pytest.mark.parametrize(("left", "right"), COUNTRY_OTHERS)
def test_two_countries_keep_two_names(left: str, right: str) -> None:
    assert country_name(folded(left)) != country_name(folded(right))


@pytest.mark.parametrize("table", [CITIES, COUNTRIES])
def test_a_name_stands_in_one_line_and_is_folded(table: str) -> None:
    names = [name for kept, others in _lines(table) for name in (kept, *others)]
    assert sorted(names) == sorted(set(names))
    assert [folded(name) for name in names] == names


@pytest.mark.parametrize(("table", "form"), [(CITIES, city_name), (COUNTRIES, country_name)])
def test_every_name_of_a_line_is_the_name_kept(table: str, form: object) -> None:
    for kept, others in _lines(table):
        assert {form(name) for name in (kept, *others)} == {kept}  # type: ignore[operator]  # either takes a text


def test_no_letters_are_those_of_a_state_and_of_a_country() -> None:
    assert STATES.isdisjoint(name for kept, others in _lines(COUNTRIES) for name in (kept, *others))
    assert {country_name(letters) for letters in STATES} == {place_names.UNITED_STATES}


@given(ANY.map(folded))
def test_a_usual_name_stays_what_it_is(text: str) -> None:
    assert country_name(country_name(text)) == country_name(text)
    assert bool(city_name(text)) == bool(text)
    assert bool(country_name(text)) == bool(text)


@given(st.sampled_from([kept for kept, _ in _lines(CITIES)]), st.sampled_from(("Greater {}", "{} Area", "{} Region")))
def test_a_wider_area_never_shows_twice(city: str, wider: str) -> None:
    written = folded(wider.format(city))
    assert city_name(written) == city
    assert city_name(city_name(written)) == city


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Leipzig, Saxony, Germany", "saxony"),
        ("Leipzig, SAXONY , Germany", "saxony"),
        ("5 Elm Street, Leipzig, Saxony, Germany", "saxony"),
        ("Leipzig, Germany", ""),
        ("Leipzig", ""),
        ("Leipzig, , Germany", ""),
        ("", ""),
        (",,,", ""),
    ],
)
def test_a_region_is_the_part_before_the_country(text: str, region: str) -> None:
    assert region_form(text) == region
