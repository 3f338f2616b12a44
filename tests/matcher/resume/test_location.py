"""Tests of the place a person lives in, written in the styles of many countries."""

import pytest

from matcher.resume.location import find_location
from matcher.resume.towns import is_plausible, places_in
from tests.matcher.resume.printed_lines import line, lines

PRINTED = (
    ("Gosta.Nilsson@example.com • +46.70.123.48.41 • Malmö, SE • LinkedIn •", "Malmö", "SE"),
    ("larsson+jobs@posteo.example | +46 70 123 47 53 | Malmö, SE", "Malmö", "SE"),
    ("zsuzsanna.toth@mail.example.org • +36 20 123 4511 • Budapest, HU • LinkedIn •", "Budapest", "HU"),
    ("Budapest", "Budapest", "HU"),
    (
        "Iași, Romania +40 712 034 501 petru_georgescu89@alumni.example.edu linkedin.com/in/petru-georgescu-893",
        "Iași",
        "RO",
    ),
    ("Hauptstraße 5 · 10115 Berlin", "Berlin", "DE"),
    ("Hauptstraße 5, 10115 Berlin, Germany", "Berlin", "DE"),
    ("Hauptstr. 5 10115 Berlin", "Berlin", "DE"),
    ("Im Winkel 3, 88677 Markdorf", "Markdorf", None),
    ("D-88677 Markdorf", "Markdorf", None),
    ("12 rue de la Paix, 75011 Paris", "Paris", "FR"),
    ("75011 Paris, France", "Paris", "FR"),
    ("London SW1A 1AA", "London", "GB"),
    ("12 High Street, London SW1A 1AA, United Kingdom", "London", "GB"),
    ("Flat 4, 22 Baker Street, Leeds LS1 4AP", "Leeds", "GB"),
    ("123 Main Street, Apt 4, Austin, TX 78701", "Austin", "US"),
    ("123 Main St Austin TX 78701", "Austin", "US"),
    ("Austin TX 78701", "Austin", "US"),
    ("San Francisco, CA", "San Francisco", "US"),
    ("Greater Boston Area", "Boston", "US"),
    ("San Francisco Bay Area", "San Francisco", "US"),
    ("Großraum München", "München", "DE"),
    ("Raum Köln", "Köln", "DE"),
    ("Lyon et environs", "Lyon", "FR"),
    ("Based in Berlin, Germany", "Berlin", "DE"),
    ("wohnhaft in Köln", "Köln", "DE"),
    ("Remote - Lisbon, Portugal", "Lisbon", "PT"),
    ("Remote (Berlin, Germany)", "Berlin", "DE"),
    ("Toronto, ON M5V 2T6", "Toronto", "CA"),
    ("Sydney NSW 2000", "Sydney", "AU"),
    ("Dublin 2, Ireland", "Dublin", "IE"),
    ("Singapore 238874", "Singapore", "SG"),
    ("Dubai, UAE", "Dubai", "AE"),
    ("Bengaluru 560001", "Bengaluru", "IN"),
    ("Bengaluru, Karnataka, India", "Bengaluru", "IN"),
    ("00-001 Warszawa", "Warszawa", "PL"),
    ("ul. Długa 5/12, 00-001 Warszawa", "Warszawa", "PL"),
    ("1012 AB Amsterdam", "Amsterdam", "NL"),
    ("Keizersgracht 12, 1015 CR Amsterdam", "Amsterdam", "NL"),
    ("110 00 Praha 1", "Praha", "CZ"),
    ("Dlouhá 12, 110 00 Praha 1", "Praha", "CZ"),
    ("H-1051 Budapest, Fő utca 3.", "Budapest", "HU"),
    ("1051 Budapest, Fő utca 3.", "Budapest", "HU"),
    ("São Paulo - SP", "São Paulo", "BR"),
    ("São Paulo, SP, Brasil", "São Paulo", "BR"),
    ("Rua das Flores, 12, 1200-205 Lisboa", "Lisboa", "PT"),
    ("C/ Mayor 5, 28013 Madrid (Madrid)", "Madrid", "ES"),
    ("28013 Madrid", "Madrid", "ES"),
    ("via Roma 12, 20121 Milano (MI)", "Milano", "IT"),
    ("20121 Milano MI", "Milano", "IT"),
    ("Moda Cad. No: 5, 34710 Kadıköy/İstanbul", "İstanbul", "TR"),
    ("Kadıköy, İstanbul", "İstanbul", "TR"),
    ("Kadıköy / İstanbul", "İstanbul", "TR"),
    ("Storgatan 5, 114 55 Stockholm", "Stockholm", "SE"),
    ("114 55 Stockholm", "Stockholm", "SE"),
    ("0150 Oslo", "Oslo", "NO"),
    ("Karl Johans gate 5, 0154 Oslo, Norge", "Oslo", "NO"),
    ("Nørrebrogade 5, 2200 København N", "København", "DK"),
    ("Mannerheimintie 5 A 12, 00100 Helsinki", "Helsinki", "FI"),
    ("Str. Lungă 10, București, sector 1", "București", "RO"),
    ("г. Москва, ул. Ленина, 5", "Москва", "RU"),
    ("Москва", "Москва", "RU"),
    ("Address: 5 Rue Cler, Geneva, Switzerland", "Geneva", "CH"),
    ("Adresse : Bruxelles, Belgique", "Bruxelles", "BE"),
    ("Wohnort: 's-Hertogenbosch", "'s-Hertogenbosch", "NL"),
    ("Location: Cambridge, MA", "Cambridge", "US"),
    ("Cambridge, UK", "Cambridge", "GB"),
    ("Geboren am 12.03.1990 in Köln", None, None),
    ("Place of birth: Leeds", None, None),
    ("Born in Leeds, 1990", None, None),
    ("Lieu de naissance : Lyon", None, None),
    ("Date and place of birth: 12 March 1990, Leeds", None, None),
    ("Geburtsort: Köln | Wohnort: Berlin", "Berlin", "DE"),
    ("Mobile", None, None),
    ("Mobile: +1 512 555 0100", None, None),
    ("Phone", None, None),
    ("LinkedIn", None, None),
    ("Software Engineer at Boston Scientific", None, None),
    ("Wien, Österreich", "Wien", "AT"),
    ("1010 Wien", "Wien", "AT"),
    ("8001 Zürich", "Zürich", "CH"),
    ("CH-8001 Zürich", "Zürich", "CH"),
    ("Mumbai - 400001, Maharashtra", "Mumbai", "IN"),
    ("New York, NY 10001, USA", "New York", "US"),
    ("NYC", "NYC", "US"),
    ("Washington, D.C.", "Washington", "US"),
    ("Den Haag, Nederland", "Den Haag", "NL"),
    ("Paris 11e", "Paris", "FR"),
    ("Paris (75)", "Paris", "FR"),
    ("Lyon, France (open to relocation)", "Lyon", "FR"),
    ("Seoul, South Korea", "Seoul", "KR"),
    ("上海市", "上海", "CN"),
    ("北京", "北京", "CN"),
    ("東京都渋谷区", "東京", "JP"),
    ("Manchester", "Manchester", "GB"),
    ("Nottingham, Nottinghamshire NG1 5FS", "Nottingham", "GB"),
    ("St. Gallen, Schweiz", "St. Gallen", "CH"),
    ("Cluj-Napoca, jud. Cluj, România", "Cluj-Napoca", "RO"),
    ("Київ, Україна", "Київ", "UA"),
    ("Αθήνα", "Αθήνα", "GR"),
    ("Little Rock, Arkansas", "Little Rock", "US"),
    ("Bucharest / Remote", "Bucharest", "RO"),
    ("Calle Gran Vía 12, 3º B, 48001 Bilbao, Vizcaya", "Bilbao", "ES"),
    ("25 Oak Lane, Smallville, KS 67524", "Smallville", "US"),
    ("Hlavná 5, 811 01 Bratislava", "Bratislava", "SK"),
    ("Ort: 79312 Emmendingen", "Emmendingen", "DE"),
)


@pytest.mark.parametrize(("text", "city", "country"), PRINTED)
def test_a_place_beside_contact_data(text: str, city: str | None, country: str | None) -> None:
    printed = line(text)
    found = find_location([printed], frozenset([id(printed)]))
    if city is None:
        assert found is None
        return
    assert found is not None
    assert found.city is not None
    assert city in found.city
    assert found.city in found.text
    assert country is None or found.country == country


def test_an_address_broken_over_two_lines() -> None:
    held = lines("ada@example.com\n1203 Old Mill Pike, Des\nMoines, IA 50309")
    found = find_location(held, frozenset(map(id, held)))
    assert found is not None
    assert (found.city, found.country) == ("Des Moines", "US")
    assert "Moines" in found.text


def test_a_label_on_the_line_above_or_beside() -> None:
    for notes in ("Address\nLeeds", "Wohnort\tLeeds", "City: Leeds", "Leeds\nCity\nYork"):
        held = lines(notes)
        found = find_location(held)
        assert found is not None
        assert found.city == ("York" if "York" in notes else "Leeds")


def test_the_name_is_no_place() -> None:
    held = lines("Paris Lincoln\nada@example.com\nLeeds")
    found = find_location(held, frozenset(map(id, held)), barred="Paris Lincoln")
    assert found is not None
    assert found.city == "Leeds"


def test_a_town_that_no_table_has_is_what_is_left_beside_a_number() -> None:
    printed = line("Søren Ladefoged\t+45 34 41 23 23\tRønne")
    found = find_location([printed], frozenset([id(printed)]), barred="Søren Ladefoged")
    assert found is not None
    assert found.city == "Rønne"
    assert found.confidence < 0.6


@pytest.mark.parametrize(("home", "country"), [("US", "US"), ("GB", "GB"), (None, "GB"), ("DE", "GB")])
def test_of_towns_with_one_name_the_one_at_home(home: str | None, country: str) -> None:
    printed = line("Cambridge")
    found = find_location([printed], frozenset([id(printed)]), home=home)
    assert found is not None
    assert found.country == country


@pytest.mark.parametrize("word", ["Mobile", "Phone", "MBA", "LinkedIn", "Email"])
def test_labels_are_no_towns(word: str) -> None:
    assert not is_plausible(word)
    assert find_location([line(f"{word}: 123")]) is None


def test_nothing_is_read_twice_as_sure_without_evidence() -> None:
    near, far = line("Leeds"), line("Leeds")
    sure = find_location([near], frozenset([id(near)]))
    assert sure is not None
    unsure = find_location([far])
    assert unsure is None or unsure.confidence <= sure.confidence
    assert all(place.city for _, place, _ in places_in("Leeds", said=False))
