"""Tests of addresses as fifty countries print them: the city alone, its country, wherever the address stands."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume import parse_resume
from matcher.resume.lexicon import fold
from matcher.resume.location import find_location
from tests.matcher.resume.printed_lines import line

# What is printed, the city, its country.
ADDRESSES = (
    ("10 Downing Street, London SW1A 2AA, United Kingdom", "London", "GB"),
    ("221B Baker Street, London", "London", "GB"),
    ("Manchester, UK", "Manchester", "GB"),
    ("Austin, TX 78701", "Austin", "US"),
    ("350 Fifth Avenue, New York, NY 10118", "New York", "US"),
    ("Chicago, Illinois", "Chicago", "US"),
    ("Toronto, ON M5V 2T6, Canada", "Toronto", "CA"),
    ("Sydney NSW 2000, Australia", "Sydney", "AU"),
    ("Auckland, New Zealand", "Auckland", "NZ"),
    ("Hauptstraße 5, 10115 Berlin", "Berlin", "DE"),
    ("Berliner Allee 12, 40212 Düsseldorf, Deutschland", "Düsseldorf", "DE"),
    ("Ringstraße 3, 1010 Wien, Österreich", "Wien", "AT"),
    ("Bahnhofstrasse 1, 8001 Zürich, Schweiz", "Zürich", "CH"),
    ("12 rue de la République, 69002 Lyon", "Lyon", "FR"),
    ("5 avenue Foch, 75116 Paris, France", "Paris", "FR"),
    ("Rue Neuve 20, 1000 Bruxelles, Belgique", "Bruxelles", "BE"),
    ("Calle Mayor 10, 28013 Madrid", "Madrid", "ES"),
    ("Avda. de la Constitución 3, 41001 Sevilla, España", "Sevilla", "ES"),
    ("Via Roma 15, 20121 Milano", "Milano", "IT"),
    ("Corso Italia 4, 10121 Torino (TO), Italia", "Torino", "IT"),
    ("Rua Augusta 100, 1100-053 Lisboa, Portugal", "Lisboa", "PT"),
    ("Av. Paulista 1000, São Paulo - SP, Brasil", "São Paulo", "BR"),
    ("Keizersgracht 200, 1016 DW Amsterdam", "Amsterdam", "NL"),
    ("Coolsingel 40, 3011 AD Rotterdam, Nederland", "Rotterdam", "NL"),
    ("Drottninggatan 5, 111 51 Stockholm", "Stockholm", "SE"),
    ("Avenyn 10, 411 36 Göteborg, Sverige", "Göteborg", "SE"),
    ("Vesterbrogade 3, 1620 København V", "København", "DK"),
    ("Karl Johans gate 1, 0154 Oslo, Norge", "Oslo", "NO"),
    ("Mannerheimintie 10, 00100 Helsinki", "Helsinki", "FI"),
    ("ul. Marszałkowska 1, 00-624 Warszawa", "Warszawa", "PL"),
    ("ul. Długa 5/7, 31-147 Kraków, Polska", "Kraków", "PL"),
    ("Václavské náměstí 1, 110 00 Praha 1", "Praha", "CZ"),
    ("Masarykova 10, 602 00 Brno, Česká republika", "Brno", "CZ"),
    ("Hlavná 1, 040 01 Košice, Slovensko", "Košice", "SK"),
    ("Andrássy út 10, 1061 Budapest", "Budapest", "HU"),
    ("1061 Budapest, Andrássy út 10.", "Budapest", "HU"),
    ("Str. Lipscani 5, București, România", "București", "RO"),
    ("İstiklal Cad. No: 10, Beyoğlu/İstanbul", "İstanbul", "TR"),
    ("Atatürk Bulvarı 5, Ankara, Türkiye", "Ankara", "TR"),
    ("Москва, Россия", "Москва", "RU"),
    ("Київ, Україна", "Київ", "UA"),
    ("Mumbai, Maharashtra, India", "Mumbai", "IN"),
    ("Bengaluru 560001, India", "Bengaluru", "IN"),
    ("Lagos, Nigeria", "Lagos", "NG"),
    ("Nairobi, Kenya", "Nairobi", "KE"),
    ("Cape Town, South Africa", "Cape Town", "ZA"),
    ("Singapore 049483", "Singapore", "SG"),
    ("Dubai, UAE", "Dubai", "AE"),
    ("Ciudad de México, México", "Ciudad de México", "MX"),
    ("Buenos Aires, Argentina", "Buenos Aires", "AR"),
    ("Bogotá, Colombia", "Bogotá", "CO"),
    ("Santiago, Chile", "Santiago", "CL"),
    ("Dublin 2, Ireland", "Dublin", "IE"),
    ("Athens, Greece", "Athens", "GR"),
    ("Zagreb, Hrvatska", "Zagreb", "HR"),
    ("Ljubljana, Slovenia", "Ljubljana", "SI"),
    ("Riga, Latvia", "Riga", "LV"),
    ("Vilnius, Lithuania", "Vilnius", "LT"),
    ("Tallinn, Estonia", "Tallinn", "EE"),
    ("Reykjavík, Iceland", "Reykjavík", "IS"),
)
LABELS = ("Address: ", "Location: ", "Adresse: ", "Anschrift: ", "Dirección: ", "Indirizzo: ", "Adres: ", "")
BESIDE = ("{}", "{} | ada@example.com", "ada@example.com · {}", "+44 20 7946 0958 | {}", "{}   ada@example.com")
LATER = "Experience\n\nCook, Brightwater Ltd, Boston\nMarch 2019 – May 2021\n"


def located(*texts: str) -> tuple[str | None, str | None]:
    printed = [line(text, number) for number, text in enumerate(texts)]
    found = find_location(printed, frozenset(map(id, printed)))
    return (found.city, found.country) if found else (None, None)


@pytest.mark.parametrize(("text", "city", "country"), ADDRESSES)
def test_the_city_of_an_address_wherever_it_stands(text: str, city: str, country: str) -> None:
    for around in BESIDE:
        assert located(around.format(text)) == (city, country), around


@given(st.sampled_from(ADDRESSES), st.sampled_from(LABELS))
def test_a_label_is_no_part_of_it(row: tuple[str, str, str], label: str) -> None:
    text, city, country = row
    assert located(label + text) == (city, country)


@given(st.sampled_from(ADDRESSES), st.sampled_from(["Ada Byron", "ada@example.com", "+44 20 7946 0958"]))
def test_other_lines_change_no_city(row: tuple[str, str, str], other: str) -> None:
    text, city, country = row
    assert located(text, other) == (city, country)
    assert located(other, text) == (city, country)


@given(st.sampled_from(ADDRESSES))
def test_the_city_is_printed_in_the_source(row: tuple[str, str, str]) -> None:
    printed = line(row[0])
    found = find_location([printed], frozenset([id(printed)]))
    assert found is not None
    assert found.city is not None
    assert found.city in row[0]
    assert found.value in row[0]
    assert found.text == row[0]
    assert 0 < found.confidence < 1


@pytest.mark.parametrize("row", ADDRESSES[::4], ids=lambda row: row[1])
def test_an_address_heads_a_resume(row: tuple[str, str, str]) -> None:
    """In a whole parse the person's place is that of the contact lines and not that of an employer."""
    text, city, country = row
    resume = parse_resume(f"Ada Byron\n{text}\nada@example.com\n\n{LATER}".encode(), "a.txt").resume
    assert resume is not None
    assert resume.location is not None
    assert (resume.location.city, resume.location.country) == (city, country)
    assert [job.company.value for job in resume.work if job.company] == ["Brightwater Ltd"]


@pytest.mark.parametrize("row", ADDRESSES[1::4], ids=lambda row: row[1])
def test_no_phone_or_position_is_read_from_an_address(row: tuple[str, str, str]) -> None:
    resume = parse_resume(f"Ada Byron\n{row[0]}\nada@example.com\n\n{LATER}".encode(), "a.txt").resume
    assert resume is not None
    assert resume.phones == ()
    assert resume.links == ()
    assert len(resume.work) == 1
    assert resume.name is not None
    assert resume.name.value == "Ada Byron"


def test_cities_differ_as_their_addresses_do() -> None:
    """No two addresses of different cities are read as one place."""
    found = {city: located(text) for text, city, _ in ADDRESSES}
    for one, other in combinations(found, 2):
        assert found[one] != found[other]


@pytest.mark.parametrize(
    "text", ["ada@example.com", "Cook", "Python, Excel", "2019 – 2021", "Curriculum vitae", "12 345"]
)
def test_what_is_no_address(text: str) -> None:
    assert located(text) == (None, None)


@given(st.sampled_from(ADDRESSES))
def test_capitals_change_no_country(row: tuple[str, str, str]) -> None:
    text, city, country = row
    found_city, found_country = located(text.upper())
    if found_city is not None and fold(found_city) == fold(city):
        assert found_country == country
