"""Tests of e-mail addresses, phone numbers, links, the place where the person lives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.emails import find_emails
from matcher.resume.line import Line
from matcher.resume.links import find_links
from matcher.resume.location import contact_pieces, find_location
from matcher.resume.phones import find_phones
from tests.matcher.resume.printed_lines import line, lines


def emails(*texts: str) -> list[str]:
    return [value.value for value in find_emails([line(text) for text in texts], [])]


def phones(text: str, *regions: str) -> list[str]:
    return [value.value for value in find_phones([line(text)], regions)]


def links(*texts: str, annotations: tuple[str, ...] = ()) -> list[str]:
    found = [line(text) for text in texts]
    top = frozenset(id(each) for each in found)
    return [value.value for value in find_links(found, [(target, found[0]) for target in annotations], top)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ada@example.com", ["ada@example.com"]),
        ("E-mail: Ada.Byron+jobs@mail.example.co.uk, Leeds", ["Ada.Byron+jobs@mail.example.co.uk"]),
        ("ada_b98@example.com | x@y.org", ["ada_b98@example.com", "x@y.org"]),
        ("ada (at) example.com", ["ada@example.com"]),
        ("Cook @ Laurent", []),
        ("at home", []),
        ("ada@localhost", []),
    ],
)
def test_emails(text: str, found: list[str]) -> None:
    assert emails(text) == found


def test_an_address_counts_once_also_as_a_link() -> None:
    printed = line("ADA@example.com")
    found = find_emails([printed], [("mailto:ada@example.com", printed), ("mailto:eve@example.com?subject=x", printed)])
    assert [value.value for value in found] == ["ADA@example.com", "eve@example.com"]


@given(st.from_regex(r"[a-z][a-z0-9]{0,8}(\.[a-z0-9]{1,8})?@[a-z]{2,8}\.(com|org|de)", fullmatch=True))
def test_any_plain_address_is_found(address: str) -> None:
    assert emails(f"Contact: {address} | Leeds") == [address]


@pytest.mark.parametrize(
    ("text", "regions", "found"),
    [
        ("+49 1512 3456806", (), ["+4915123456806"]),
        ("01512 3456806", ("DE",), ["+4915123456806"]),
        ("Tel: 06 12 34 52 18", ("FR",), ["+33612345218"]),
        ("070-123 44 79", ("SE",), ["+46701234479"]),
        ("+420.601.123.768", (), ["+420601123768"]),
        ("(212) 555-0123 | New York", (), ["+12125550123"]),
        ("0044 20 7946 0958", ("DE",), ["+442079460958"]),
        ("2019-05 – 2021-03", (), []),
        ("ada98765432@example.com", (), []),
        ("linkedin.com/in/ada-98765432", (), []),
        ("Cook", (), []),
    ],
)
def test_phones(text: str, regions: tuple[str, ...], found: list[str]) -> None:
    assert phones(text, *regions) == found


def test_a_phone_keeps_what_was_printed() -> None:
    (phone,) = find_phones([line("Mobil 01512 3456806")], ["DE"])
    assert phone.raw == "01512 3456806"
    assert phone.page == 1


def test_a_valid_international_number_is_surer() -> None:
    sure = find_phones([line("+49 1512 3456806")], [])[0].confidence
    assert sure > find_phones([line("01512 3456806")], ["DE"])[0].confidence - 0.2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://ada.example.com/about | Leeds", ["https://ada.example.com/about"]),
        ("linkedin.com/in/ada-1 · github.com/ada", ["linkedin.com/in/ada-1", "github.com/ada"]),
        ("www.ada.example.org,", ["www.ada.example.org"]),
        ("ada@example.com", []),
        ("Node.js, ASP.NET", []),
        ("Booking.com", []),
        ("No link.", []),
    ],
)
def test_links(text: str, found: list[str]) -> None:
    assert links(text) == found


def test_links_of_annotations_and_of_the_body() -> None:
    assert links("LinkedIn", annotations=("https://linkedin.com/in/ada",)) == ["https://linkedin.com/in/ada"]
    assert links("linkedin.com/in/ada", annotations=("https://www.linkedin.com/in/ada/",)) == ["linkedin.com/in/ada"]
    body = line("See https://shop.example.com and https://github.com/ada")
    assert [value.value for value in find_links([body], [], frozenset())] == ["https://github.com/ada"]


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("Leeds, UK | ada@example.com | +44 20 7946 0958", "Leeds", "GB"),
        ("Address: Hauptstr. 5, 80331 München", "München", "DE"),
        ("12 High Street, Leeds, United Kingdom", "Leeds", "GB"),
        ("Torino IT", "Torino", "IT"),
        ("ada@example.com · Saint-Étienne, France · 06 12 34 52 18", "Saint-Étienne", "FR"),
    ],
)
def test_location(text: str, city: str, country: str) -> None:
    place = find_location([line("Ada Byron"), line(text)])
    assert place is not None
    assert (place.city, place.country) == (city, country)
    assert place.value in text.replace(" IT", ", IT")


def test_no_location_in_dates_bullets_and_prose() -> None:
    assert find_location(lines("Mar 2021 – Aug 2022\n- Paris\nBorn to cook")) is None


def test_pieces_lose_their_label() -> None:
    assert list(contact_pieces(line("Location: Leeds, UK | ada@example.com"))) == ["Leeds, UK"]


@given(st.text(max_size=120))
def test_any_text_is_survived(text: str) -> None:
    printed: Line = line(text)
    find_emails([printed], [(text, printed)])
    find_links([printed], [(text, printed)], frozenset([id(printed)]))
    find_phones([printed], ["DE"])
    find_location([printed])
