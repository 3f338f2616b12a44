"""Tests of numbers to call: national spellings, labels, and all the figures that are no numbers to call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.labels import label_ends
from matcher.resume.phones import countries_of, find_phones, region_of, regions_of_language
from tests.matcher.resume.printed_lines import line

SPELLINGS = (
    ("Tel.: +49 (0)30 123456", "", "+4930123456"),
    ("Mobil: 0171/1234567", "DE", "+491711234567"),
    ("(555) 123-4567", "US", "+15551234567"),
    ("Phone:(415)555-0132", "US", "+14155550132"),
    ("415.555.0132", "US", "+14155550132"),
    ("T 020 7946 0958 ext. 12", "GB", "+442079460958"),
    ("07700 900123", "GB", "+447700900123"),
    ("06.12.34.52.18", "FR", "+33612345218"),
    ("0044 20 7946 0958", "", "+442079460958"),
    ("(11) 96123-4842", "BR", "+5511961234842"),
    ("☎ 601 234 567", "PL", "+48601234567"),
    ("+36 30 123 4567", "", "+36301234567"),
    ("06-30/123-4567", "HU", "+36301234567"),
    ("+380 (67) 123-45-67", "", "+380671234567"),
    ("8 (916) 123-45-67", "RU", "+79161234567"),
    ("090-1234-5678", "JP", "+819012345678"),
    ("138 0013 8000", "CN", "+8613800138000"),
    ("+31 (0)6 1234 5678", "", "+31612345678"),
    ("333 1234567", "IT", "+393331234567"),
    ("Tel-Nr.: 0664/1234567", "AT", "+436641234567"),
    ("070-123 45 67", "SE", "+46701234567"),
    ("0412 345 678", "AU", "+61412345678"),
    ("98765 43210", "IN", "+919876543210"),
    ("34 612 345 363", "ES", "+34612345363"),
    ("0 532 123 45 67", "TR", "+905321234567"),
    ("8123 4448", "SG", "+6581234448"),
    ("Phone 555 1234", "IS", "+3545551234"),
    ("+49 170 2019445", "", "+491702019445"),
    ("Tel 0170 2019 445", "DE", "+491702019445"),
    ("tel:+34-612-345-363", "", "+34612345363"),
)
NO_NUMBERS = (
    "IBAN DE89 3704 0044 0532 0130 00",
    "01310-100 São Paulo",
    "Fax: +49 30 1234567",
    "Passport No: 123456789",
    "ORCID 0000-0002-1825-0097",
    "1012 AB Amsterdam",
    "555-1234",
    "Born 12.03.1990",
    "Saved 1,200,000 EUR",
    "Revenue 1.250.000 - 2.000.000",
    "PESEL 90031212345",
    "850101-1234",
    "2015-2019",
    "2015 - 2019, 2020 - 2022",
    "ISBN 978-3-16-148410-0",
    "Matr.-Nr.: 12345678",
    "Austin, TX 78701-1234",
    "https://example.com/1234567890",
    "v1.2.3.4.5.6.7.8",
    "$12 345 678",
)


@pytest.mark.parametrize(("text", "region", "number"), SPELLINGS)
def test_a_number_is_read_as_its_country_prints_it(text: str, region: str, number: str) -> None:
    found = find_phones([line(text)], [region] if region else [])
    assert [value.value for value in found] == [number]
    assert found[0].raw is not None
    assert found[0].raw in text


@pytest.mark.parametrize("text", NO_NUMBERS)
@pytest.mark.parametrize("region", ["US", "DE", "BR", "SE", "PL"])
def test_other_figures_are_no_numbers(text: str, region: str) -> None:
    assert find_phones([line(text)], [region]) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("+33 6 12 34 52 18 +33 1 23 45 67 89", ["+33612345218", "+33123456789"]),
        ("030 / 12 34 56 78 · 0171 1234567", ["+493012345678", "+491711234567"]),
        ("0171 1234567 / 030 12345678", ["+491711234567", "+493012345678"]),
        ("0171 1234567 - 030 12345678", ["+491711234567", "+493012345678"]),
        ("M 0171 1234567, Fax 030 12345678", ["+491711234567"]),
        ("max@example.com+49 171 1234567", ["+491711234567"]),
    ],
)
def test_several_numbers_on_one_line(text: str, numbers: list[str]) -> None:
    assert [value.value for value in find_phones([line(text)], ["DE"])] == numbers


def test_a_named_country_stands_before_the_language_s() -> None:
    text = line("07700 900123")
    assert find_phones([text], ["GB"], ["IN"])[0].value == "+447700900123"
    assert find_phones([text], [], ["IN", "GB"])[0].value == "+917700900123"


def test_countries_are_told_by_codes_and_addresses() -> None:
    phones = find_phones([line("+48 601 234 567"), line("601 234 567")], ["PL"])
    mail = phones[0].model_copy(update={"value": "ada@example.co.uk", "raw": None})
    assert countries_of(phones, [mail]) == ["PL", "GB"]
    assert region_of("+48601234567") == "PL"
    assert region_of("nothing") is None
    assert regions_of_language("de")[0] == "DE"
    assert regions_of_language(None) == []


@given(st.sampled_from(["Phone", "Tel.", "Mobil:", "Téléphone :", "Cell –", "Telefonnummer"]), st.text(max_size=5))
def test_a_label_counts_at_the_end_only(label: str, before: str) -> None:
    assert label_ends(f"{before} {label} ", "phone")
    assert not label_ends(f"{label} xyzzy", "phone")
    assert not label_ends("", "phone")
