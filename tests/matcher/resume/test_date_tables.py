"""Tests of dates: every form in every language of the tables, both ways; what is no date stays none."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.resume.dates import PRESENT, find_dates, find_range, only_dates, without_dates, without_durations
from matcher.resume.lexicon import fold, months, rows

MONTH_ROWS = {row.key: row.entries for row in rows("months.txt", "|")}
TWOFOLD = frozenset("listopad listopada lis srpen cervenec srp kve tra cer lip".split())
FORMS = [
    (form, number)
    for entries in MONTH_ROWS.values()
    for number, forms in enumerate(entries, 1)
    for form in forms.split()
    if form not in TWOFOLD and months()[fold(form)] == number
]
DATE_WORDS = {row.key: row.entries for row in rows("datewords.txt")}
PRESENT_WORDS = DATE_WORDS["present"]
TO_WORDS = DATE_WORDS["to"]
SINCE_WORDS = [word for word in DATE_WORDS["since"] if fold(word) != "des"]  # "des." is a December, too
SEASONS = DATE_WORDS["season"]

years = st.integers(1950, 2039)
month_numbers = st.integers(1, 12)
days = st.tuples(years, month_numbers)


def ends(text: str) -> list[tuple[str | None, str | None]]:
    return [(dated.start, dated.end) for dated in find_dates(text)]


@pytest.mark.parametrize("language", MONTH_ROWS)
def test_every_form_of_every_month_is_read_before_a_year(language: str) -> None:
    for forms in MONTH_ROWS[language]:
        for form in forms.split():
            assert ends(f"{form} 2019") == [(f"2019-{months()[fold(form)]:02}", None)], form


@pytest.mark.parametrize("language", MONTH_ROWS)
def test_upper_case_months_are_the_same_months(language: str) -> None:
    for forms in MONTH_ROWS[language]:
        form = forms.split()[0]
        assert ends(f"{form.upper()} 2019") == [(f"2019-{months()[fold(form)]:02}", None)], form


@given(st.sampled_from(FORMS), st.sampled_from(FORMS), years, st.integers(0, 9))
def test_ranges_of_named_months_round_trip_over_all_languages(
    first: tuple[str, int], second: tuple[str, int], year: int, later: int
) -> None:
    last = year + later if first[1] <= second[1] else year + later + 1
    wanted = [(f"{year}-{first[1]:02}", f"{last}-{second[1]:02}")]
    assert ends(f"{first[0]} {year} – {second[0]} {last}") == wanted
    assert ends(f"({first[0].title()}. {year} - {second[0].title()}. {last})") == wanted


@given(
    days,
    st.sampled_from(["{y}-{m:02}", "{m:02}/{y}", "{m:02}.{y}", "{m}/{y}", "{y}/{m:02}", "{y}年{m}月", "{m:02}-{y}"]),
)
def test_numbers_give_the_month_they_say(day: tuple[int, int], form: str) -> None:
    text = form.format(y=day[0], m=day[1])
    assert ends(text) == [(f"{day[0]}-{day[1]:02}", None)]
    assert ends(f"{text} - present") == [(f"{day[0]}-{day[1]:02}", PRESENT)]


@given(years, month_numbers, st.integers(13, 28), st.sampled_from("./-"))
def test_a_day_above_twelve_tells_the_order(year: int, month: int, day: int, mark: str) -> None:
    wanted = [(f"{year}-{month:02}", None)]
    assert ends(f"{day}{mark}{month:02}{mark}{year}") == wanted
    assert ends(f"{month:02}{mark}{day}{mark}{year}") == wanted
    assert ends(f"{year}-{month:02}-{day}") == wanted


@given(years, st.integers(0, 30))
def test_years_alone_never_invent_a_month(year: int, length: int) -> None:
    end = min(year + length, 2049)
    for text in (f"{year} – {end}", f"{year}-{end}", f"({year} to {end})", f"{year} bis {end}", f"{year}/{end}"):
        assert ends(text) == [(str(year), str(end))]


@given(st.sampled_from(SEASONS), st.sampled_from(SEASONS), years)
def test_seasons_never_invent_a_month(first: str, second: str, year: int) -> None:
    assert ends(f"{first} {year}") == [(str(year), None)]
    assert ends(f"{first} {year} – {second} {year + 1}") == [(str(year), str(year + 1))]


@pytest.mark.parametrize("word", PRESENT_WORDS)
def test_every_word_for_the_present_ends_a_range(word: str) -> None:
    assert ends(f"03/2019 – {word}") == [("2019-03", PRESENT)]
    assert ends(f"03/2019 – {word.upper()}") == [("2019-03", PRESENT)]


@pytest.mark.parametrize("word", TO_WORDS)
def test_every_joining_word_makes_a_range(word: str) -> None:
    assert ends(f"03/2019 {word} 05/2021") == [("2019-03", "2021-05")]


@pytest.mark.parametrize("word", SINCE_WORDS)
def test_every_word_for_since_opens_a_range(word: str) -> None:
    assert ends(f"{word} 03/2019") == [("2019-03", PRESENT)]
    assert ends(f"Cook, {word} 2019") == [("2019", PRESENT)]


@given(st.integers(0, 99), st.integers(0, 99))
def test_two_digit_years_stand_for_the_century_around_the_pivot(first: int, second: int) -> None:
    full = [2000 + year if year < 50 else 1900 + year for year in (first, second)]
    text = f"'{first:02} – '{second:02}"
    if full[0] <= full[1]:
        assert ends(text) == [(str(full[0]), str(full[1]))]
    assert ends(f"Mar '{first:02}") == [(f"{full[0]}-03", None)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("April 2019 – March 2018", [("2019-04", None), ("2018-03", None)]),
        ("2019 – 2018", [("2019", None), ("2018", None)]),
        ("2019-13", [("2019", None)]),
        ("00/2019", []),
        ("13/2019", []),
        ("31.12.2018 – 01.01.2019", [("2018-12", "2019-01")]),
        ("1939 – 1945", [("1945", None)]),
        ("2050 – 2060", []),
        ("May 2019", [("2019-05", None)]),
        ("may be 2019", [("2019", None)]),
        ("March for life 2019", [("2019", None)]),
        ("Mar 3, 2019 to Apr 4, 2020", [("2019-03", "2020-04")]),
        ("1st March 2019 – 22nd April 2020", [("2019-03", "2020-04")]),
        ("Q1 2019 – Q4 2020", [("2019", "2020")]),
        ("H2 2019", [("2019", None)]),
        ("WS 2015/16", [("2015", None)]),
        ("2015/16 – 2017/18", [("2015", "2018")]),
        ("Jan 2019 - Mar 2020 | Apr 2020 - now", [("2019-01", "2020-03"), ("2020-04", PRESENT)]),
        ("2019–", [("2019", PRESENT)]),
        ("– 2019", [(None, "2019")]),
        ("bis 2019", [(None, "2019")]),
        ("(expected 2027)", [(None, "2027")]),
        ("Jan – Mar 2019", [("2019-01", "2019-03")]),
        ("Nov – Feb 2019", [("2019-02", None)]),
        ("2019 2018", [("2019", None), ("2018", None)]),
        ("Jan 2019 ... Mar 2020", [("2019-01", None), ("2020-03", None)]),
        ("v2019.3", []),
        ("ISO 9001:2015", []),
        ("€2019", []),
        ("2019%", []),
        ("12,019 – 12,020", []),
    ],
)
def test_spellings_at_the_edge(text: str, wanted: list[tuple[str | None, str | None]]) -> None:
    assert ends(text) == wanted


@settings(max_examples=200)
@given(st.text(alphabet="0123456789-/. –'()JanFebMär年月Q, ", max_size=40))
def test_every_value_is_printed_and_shaped(text: str) -> None:
    for dated in find_dates(text):
        printed = text[dated.begin : dated.finish]
        for value in (dated.start, dated.end):
            if value in (None, PRESENT):
                continue
            assert re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", value)
            assert value[2:4] in re.sub(r"\s", "", printed)
        assert not (dated.single and dated.start and dated.end)


@given(st.sampled_from(FORMS), st.text(alphabet="abcxyz ,.;", max_size=12))
def test_a_month_without_a_year_is_no_date(form: tuple[str, int], around: str) -> None:
    assert find_dates(f"{around} {form[0]} {around}") == []


@given(days, days, st.sampled_from(["Cook", "Laurent GmbH", "Head of 3 teams", "Lyon, France"]))
def test_what_is_no_date_survives_when_dates_are_taken_out(
    one: tuple[int, int], other: tuple[int, int], text: str
) -> None:
    first, last = sorted((one, other))
    dates = f"{first[1]:02}/{first[0]} – {last[1]:02}/{last[0]}"
    for printed in (f"{text} ({dates})", f"{dates}   {text}", f"{text} | {dates}", f"{dates}: {text}"):
        rest = without_dates(printed)
        assert text in rest
        assert find_dates(rest) == []
        assert find_range(printed) is not None
    assert only_dates(dates)
    assert not only_dates(f"{dates} {text}")


DURATIONS = {
    "en": "2 years 3 months;1 yr 2 mos;11 mos;2.5 years;10+ years",
    "de": "2 Jahre 3 Monate;1 Jahr und 2 Monate",
    "fr": "2 ans 3 mois;1 an et 2 mois",
    "es": "2 años 3 meses;1 año y 2 meses",
    "it": "2 anni e 3 mesi;1 anno",
    "pt": "2 anos e 3 meses",
    "nl": "2 jaar en 3 maanden",
    "pl": "2 lata 3 mies",
    "cs": "2 roky 3 mesice",
    "sv": "2 år och 3 månader",
    "hu": "2 év 3 hónap",
    "tr": "2 yıl 3 ay",
    "ru": "2 года 3 месяца",
}


@pytest.mark.parametrize("language", DURATIONS)
def test_lengths_of_time_are_taken_out_in_every_language(language: str) -> None:
    for length in DURATIONS[language].split(";"):
        assert without_durations(f"Acme ({length})").strip() == "Acme", length
        assert only_dates(f"01/2019 – 03/2021 · {length}"), length


@given(st.text(max_size=80))
def test_taking_out_twice_is_taking_out_once(text: str) -> None:
    once = without_durations(text)
    assert without_durations(once).split() == once.split()
