"""Tests of contact data in every spelling: each value found once, in the document, and nothing else for it."""

import re

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from matcher.resume.emails import find_emails
from matcher.resume.links import find_links
from matcher.resume.location import contact_pieces, find_location
from matcher.resume.phones import find_phones
from tests.matcher.resume.printed_lines import line, lines

REGIONS = ("US", "GB", "DE", "FR", "ES", "IT", "NL", "PL", "CZ", "SE", "HU", "TR", "PT", "CH", "AT", "IN", "BR", "JP")
LABELS = ("", "Phone: ", "Tel. ", "T: ", "Mobil: ", "Mobile – ", "☎ ", "Cell ", "Téléphone : ", "Тел.: ", "(m) ")
AROUND = ("{}", "{} | ada@example.com", "ada@example.com · {}", "Leeds, UK   {}", "{}   linkedin.com/in/ada-4471")


def example(region: str) -> phonenumbers.PhoneNumber:
    number = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    assert number is not None
    return number


def e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def phones(text: str, *regions: str) -> list[str]:
    return [value.value for value in find_phones([line(text)], regions)]


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("around", AROUND)
def test_international_spellings_of_a_number_are_one_number(region: str, around: str) -> None:
    number = example(region)
    printed = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    for spelling in (printed, e164(number), printed.replace(" ", "-"), printed.replace(" ", "."), f"({printed})"):
        assert phones(around.format(spelling)) == [e164(number)], spelling


@pytest.mark.parametrize("region", REGIONS)
def test_a_national_number_is_read_in_the_person_s_country(region: str) -> None:
    number = example(region)
    printed = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    for label in LABELS:
        assert phones(f"{label}{printed}", region) == [e164(number)], label


@given(st.sampled_from(REGIONS), st.sampled_from(REGIONS))
def test_two_numbers_are_both_found_once(first: str, second: str) -> None:
    numbers = [example(region) for region in (first, second)]
    printed = [phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL) for number in numbers]
    wanted = list(dict.fromkeys(map(e164, numbers)))
    assert phones(" | ".join(printed)) == wanted
    found = find_phones([line(text) for text in [*printed, *printed]], [])
    assert [value.value for value in found] == wanted
    for value in found:
        assert value.raw is not None
        assert value.raw in value.text


@pytest.mark.parametrize(
    "text",
    [
        "01/2019 – 03/2021",
        "2019-01-15 – 2021-03-31",
        "01.09.2018 - 31.12.2020",
        "ada19871204@example.com",
        "https://example.com/1234567890",
        "12345",
        "10,000,000 users",
        "ISBN",
        "1990",
        "",
    ],
)
def test_other_numbers_are_no_phones(text: str) -> None:
    assert phones(text) == []


LOCAL = r"[a-z][a-z0-9]{0,8}(?:[._+-][a-z0-9]{1,8}){0,2}"
DOMAIN = r"[a-z][a-z0-9]{1,8}(?:-[a-z0-9]{1,5})?\.(?:com|org|co\.uk|de|io|name|example)"
addresses = st.from_regex(rf"{LOCAL}@{DOMAIN}", fullmatch=True)
PLACES_OF_ADDRESSES = ("{}", "<{}>", "({})", "E-mail: {}", "{};", "{}.", "Leeds | {} | +44 20 7946 0958", "mailto:{}")


@settings(max_examples=60)
@given(addresses, st.sampled_from(PLACES_OF_ADDRESSES), st.booleans())
def test_an_address_is_found_exactly_once(address: str, around: str, upper: bool) -> None:  # noqa: FBT001 - drawn
    printed = address.upper() if upper else address
    found = find_emails([line(around.format(printed)), line(address)], [(f"mailto:{address}", line("Mail"))])
    assert [value.value for value in found] == [printed.lower() if upper else printed]
    assert (found[0].raw or found[0].value) in found[0].text


@given(addresses, st.sampled_from(PLACES_OF_ADDRESSES))
def test_an_address_is_no_link(address: str, around: str) -> None:
    held = [line(around.format(address))]
    assert find_links(held, [], frozenset(map(id, held))) == ()


SPELLED = ("{0} [at] {1}", "{0} (at) {1}", "{0}[at]{1}", "{0} @ {1}", "{0} (AT) {1}")


@pytest.mark.parametrize("form", SPELLED)
def test_an_address_spelled_against_robots_is_read(form: str) -> None:
    found = find_emails([line(form.format("ada.byron", "example.com"))], [])
    assert [value.value for value in found] == ["ada.byron@example.com"]


@pytest.mark.parametrize(
    "text", ["@ada", "ada@", "ada@example", "a@b@c.com", "ada@.com", "@example.com", "ada at home"]
)
def test_what_is_no_address_gives_none(text: str) -> None:
    assert find_emails([line(text)], []) == ()


PROFILES = (
    "linkedin.com/in/ada-byron",
    "www.linkedin.com/in/ada-byron/",
    "https://www.linkedin.com/in/ada-byron",
    "https://de.linkedin.com/in/ada-byron",
    "github.com/adabyron",
    "https://github.com/adabyron",
    "https://gitlab.com/ada.byron",
    "https://stackoverflow.com/users/1234/ada",
    "xing.com/profile/Ada_Byron",
)


@pytest.mark.parametrize("url", PROFILES)
def test_profiles_are_found_once_wherever_they_stand(url: str) -> None:
    for around in ("{}", "LinkedIn: {}", "({})", "{}, Leeds", "a b c {} d e f"):
        held = [line(around.format(url)), line(url)]
        found = find_links(held, [(url, held[0])], frozenset())
        assert [value.value.rstrip("/") for value in found] == [url.rstrip("/")], around


@given(st.permutations(list(PROFILES[4:])))
def test_links_keep_their_order(urls: list[str]) -> None:
    held = [line(" | ".join(urls))]
    found = find_links(held, [], frozenset(map(id, held)))
    bare = [re.sub(r"^https?://", "", url) for url in urls]
    assert [re.sub(r"^https?://", "", value.value) for value in found] == list(dict.fromkeys(bare))


@pytest.mark.parametrize("text", ["Node.js", "e.g. this", "Ph.D.", "B.Sc.", "C#.NET", "end.Start", "3.14", "Vue.js 3"])
def test_dots_alone_make_no_link(text: str) -> None:
    held = [line(text)]
    assert find_links(held, [], frozenset(map(id, held))) == ()


@pytest.mark.parametrize(
    ("text", "city", "region", "country"),
    [
        ("Berlin, Germany", "Berlin", None, "DE"),
        ("Address: 12 High Street, Leeds LS1 4AB, UK", "Leeds", None, "GB"),
        ("Lindenstraße 14, 70182 Stuttgart", "Stuttgart", None, "DE"),
        ("12 rue des Lilas, 69003 Lyon, France", "Lyon", None, "FR"),
        ("Austin, TX 78701 | (512) 555-0176", "Austin", "TX", "US"),
        ("Toronto, ON, Canada", "Toronto", "ON", "CA"),
        ("ul. Długa 5, 00-238 Warszawa", "Warszawa", None, "PL"),
        ("ul. Długa 5, 00-238 Warszawa (Poland)", "Warszawa", None, "PL"),
        ("Kerkstraat 12, 1017 GC Amsterdam", "Amsterdam", None, "NL"),
        ("Via Roma 8, 10121 Torino (TO)", "Torino", None, "IT"),
        ("São Paulo, SP | ada@example.com", "São Paulo", None, "BR"),
        ("г. Казань | +7 912 345-67-89", "Казань", None, "RU"),
        ("Madrid, Community of Madrid, Spain", "Madrid", None, "ES"),
        ("Bengaluru, Karnataka, India", "Bengaluru", "Karnataka", "IN"),
        ("北京", "北京", None, "CN"),
        ("London", "London", None, "GB"),
    ],
)
def test_where_a_person_lives(text: str, city: str, region: str | None, country: str) -> None:
    place = find_location([line("Ada Byron"), line(text)])
    assert place is not None
    assert (place.city, place.country) == (city, country)
    assert region is None or place.region == region
    assert place.text == text


@pytest.mark.parametrize(
    "text", ["", "Cook", "- Paris", "Paris, 2019 – 2020", "ada@example.com", "London calling from the far towns"]
)
def test_what_is_no_address_gives_no_place(text: str) -> None:
    assert find_location(lines(f"Zzyzx Qwrt\n{text}")) is None


def test_a_fuller_place_wins_over_an_earlier_name() -> None:
    place = find_location(lines("Paris\nLeeds, United Kingdom"))
    assert place is not None
    assert place.value == "Leeds, United Kingdom"


@given(st.lists(st.sampled_from(["Leeds, UK", "ada@example.com", "+44 20 7946 0958", "Cook"]), max_size=4))
def test_pieces_are_what_stands_between_separators(texts: list[str]) -> None:
    wanted = [text for text in texts if text.isalpha() or "," in text]
    for separator in (" | ", " • ", "   ", " · "):
        assert list(contact_pieces(line(separator.join(texts)))) == wanted
