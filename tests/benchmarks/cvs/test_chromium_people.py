"""Made people are the same for the same key, their truth is what their page says, and every language has every word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cvs.chromium.dates import YEARLESS, Dates, month, span
from benchmarks.cvs.chromium.designs import DESIGNS
from benchmarks.cvs.chromium.people import Shape, make_person, town_of
from benchmarks.cvs.chromium.words import blocks, careers, words

LANGUAGES = ("de", "en", "es", "fr", "it", "pl", "pt")
LOCALES = [locale for lang in LANGUAGES for locale, _ in blocks(f"places_{lang}.txt")]
KINDS = (
    *("long", "short", "stop", "comma", "caps", "slash", "bare", "dot", "iso", "isodot", "yearfirst", "yearlong"),
    *("yy", "apos", "day", "dayslash", "mix", "year", "season"),
)
MONTHS = st.builds(lambda year, number: f"{year}-{number:02d}", st.integers(1970, 2026), st.integers(1, 12))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_every_label_and_twelve_months(lang: str) -> None:
    said = words(lang)
    assert {key for key in words("en") if not key.endswith("_odd")} - {"area"} <= set(said)
    assert [len(said[key]) for key in ("months", "short", "seasons", "years", "labels")] == [12, 12, 4, 4, 6]


@given(ym=MONTHS, lang=st.sampled_from(LANGUAGES), kind=st.sampled_from(KINDS))
def test_a_month_always_shows_its_year(ym: str, lang: str, kind: str) -> None:
    assert ym[2:4] in month(ym, lang, kind)


@given(first=MONTHS, second=MONTHS, lang=st.sampled_from(LANGUAGES), kind=st.sampled_from(KINDS))
def test_different_months_are_printed_differently_unless_only_years_are(
    first: str, second: str, lang: str, kind: str
) -> None:
    same = month(first, lang, kind) == month(second, lang, kind)
    century_lost = kind in {"yy", "apos", "mix"} and first[2:] == second[2:]
    assert same == (first == second or (kind in YEARLESS and same) or century_lost)


@given(start=MONTHS, lang=st.sampled_from(LANGUAGES), dash=st.sampled_from((" – ", "-", " to ")))
def test_an_open_span_begins_with_its_start_and_says_that_it_lasts(start: str, lang: str, dash: str) -> None:
    told = span(start, None, lang, Dates("slash", dash))
    assert told.startswith(f"{month(start, lang, 'slash')}{dash}")
    assert told.removeprefix(f"{month(start, lang, 'slash')}{dash}") in words(lang)["present"]


def test_a_single_month_is_printed_once() -> None:
    assert span("2019-06", "2019-06", "en", Dates("long")) == "June 2019"
    assert span("2019-01", "2019-06", "en", Dates("long", " – ", elide=True)) == "January – June 2019"
    assert span("2019-01", "2019-06", "es", Dates("long", " a ")) == "enero de 2019 a junio de 2019"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_key_always_makes_the_same_person_with_a_believable_life(locale: str) -> None:
    career = careers(locale[:2])[0].key
    person = make_person("key", locale, career, Shape(5, 3))
    assert person == make_person("key", locale, career, Shape(5, 3))
    assert all(job.end is None or job.start <= job.end for job in person.work)
    assert person.work[0].start >= person.work[-1].start
    assert all(re.fullmatch(r"\+\d{8,15}", one) for one in person.phones_e164)


@pytest.mark.parametrize(
    ("printed", "town"), [("Tucson, AZ", "Tucson"), ("Geelong VIC", "Geelong"), ("Saint-Étienne", "Saint-Étienne")]
)
def test_a_town_is_told_without_its_state(printed: str, town: str) -> None:
    assert town_of(printed) == town


def test_designs_have_names_of_their_own_and_known_locales() -> None:
    assert len({one.name for one in DESIGNS}) == len(DESIGNS) >= 40
    assert {locale for one in DESIGNS for locale in one.locales} <= set(LOCALES)
