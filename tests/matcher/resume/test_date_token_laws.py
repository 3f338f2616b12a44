"""Tests of the tokens and points that dates are made of: spans, gaps, phrases, bounds, against plain definitions."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matcher.resume.date_points import Point, point_at
from matcher.resume.date_tokens import (
    AHEAD,
    FIRST_YEAR,
    LAST_YEAR,
    PIVOT,
    Token,
    first_words,
    full_year,
    is_fresh,
    is_mark,
    month_of,
    phrase_at,
    telephone_numbers,
    tokens_of,
    usable_year,
    year_of,
)
from matcher.resume.lexicon import months, rows

PIECES = (
    "2019;03;3;19;15;March;märz;mars;Sept.;to;bis;present;heute;since;–;-;/;.;,;(;);';Summer;Q3;VI;Acme;AB;EUR;%;"
    "years;Page;+46;070;123;47;de;г.;年"
).split(";")
texts = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=8
).map("".join)
DATED = "2019 "  # makes a text have tokens at all
KEYS = [row.key for row in rows("datewords.txt")]


def own(text: str) -> list[Token]:
    """Return a text's tokens without those at its end."""
    return list(tokens_of(text))[:-AHEAD]


@given(texts)
def test_tokens_cover_all_but_white_space(text: str) -> None:
    held = DATED + text
    tokens = own(held)
    covered = "".join(held[token.begin : token.finish] for token in tokens)
    assert covered == re.sub(r"\s+", "", held)


@given(texts)
def test_tokens_stand_in_order_with_their_gaps(text: str) -> None:
    held = DATED + text
    reached = 0
    for token in own(held):
        assert token.begin == reached + token.gap
        assert token.begin < token.finish <= len(held)
        assert held[reached : token.begin].strip() == ""
        reached = token.finish


@given(texts)
def test_a_token_is_a_number_a_word_or_one_mark(text: str) -> None:
    for token in own(DATED + text):
        if token.kind == "number":
            assert token.text.isdigit()
        elif token.kind == "word":
            assert not any(letter.isdigit() for letter in token.text)
            assert token.text == token.text.lower()
        else:
            assert token.kind == "mark"
            assert len(token.text) == 1
            assert is_mark(token, token.text)


@given(texts)
def test_the_end_may_be_looked_beyond(text: str) -> None:
    tokens = list(tokens_of(DATED + text))
    assert [token.kind for token in tokens[-AHEAD:]] == ["end"] * AHEAD
    for index in range(len(tokens) - AHEAD):
        point = point_at(tokens, index)
        if point is not None:
            assert index < point.following <= len(tokens) - AHEAD


@given(texts, st.booleans())
def test_a_point_is_a_year_a_month_or_a_month_that_waits(text: str, first: bool) -> None:  # noqa: FBT001 - drawn
    tokens = list(tokens_of(DATED + text))
    for index in range(len(tokens) - AHEAD):
        point = point_at(tokens, index, month_first=first)
        if point is None:
            continue
        assert re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?|--(0[1-9]|1[0-2])", point.value)
        assert point.month_only == point.value.startswith("--")
        if not point.month_only:
            assert FIRST_YEAR <= int(point.value[:4]) <= LAST_YEAR


@pytest.mark.parametrize("text", ["", "Cook", "Cook at Inn AB", "no digits here, none", "12", "I led 3 teams"])
def test_without_a_possible_date_there_are_no_tokens(text: str) -> None:
    assert list(tokens_of(text)) == []


@given(st.integers(0, 9999))
def test_a_year_has_four_digits_within_bounds(number: int) -> None:
    token = Token("number", str(number), 0, len(str(number)), 0)
    wanted = str(number) if FIRST_YEAR <= number <= LAST_YEAR else None
    assert year_of(token) == wanted
    assert year_of(token._replace(kind="word")) is None


@given(st.integers(0, 99))
def test_two_digits_are_the_year_nearest_to_the_pivot(number: int) -> None:
    year = int(full_year(f"{number:02}"))
    assert year % 100 == number
    assert 1900 + PIVOT <= year < 2000 + PIVOT


def test_a_working_life_lies_around_the_pivot() -> None:
    assert [full_year(digits) for digits in ("49", "50", "99", "00", "26")] == ["2049", "1950", "1999", "2000", "2026"]


def test_month_of_knows_words_only() -> None:
    for name, number in months().items():
        token = Token("word", name, 0, len(name), 0)
        assert month_of(token) == number
        assert month_of(token._replace(kind="mark")) is None


@pytest.mark.parametrize("key", KEYS)
def test_every_phrase_is_found_where_it_stands(key: str) -> None:
    for row in rows("datewords.txt"):
        if row.key != key:
            continue
        for entry in row.entries:
            tokens = list(tokens_of(f"2019 {entry} 2020"))
            behind = phrase_at(tokens, 1, key)
            if tokens[1].kind == "word":
                assert behind is not None, entry
                assert tokens[1].text in first_words(key), entry
                assert 1 < behind <= len(tokens) - AHEAD


@given(texts, st.sampled_from(KEYS))
def test_a_phrase_starts_with_one_of_its_first_words(text: str, key: str) -> None:
    tokens = list(tokens_of(DATED + text))
    for index in range(len(tokens) - AHEAD):
        if phrase_at(tokens, index, key) is not None:
            assert tokens[index].text in first_words(key)


@given(
    st.integers(FIRST_YEAR, LAST_YEAR), st.sampled_from(["%", "€", "$", " EUR", " employees", " users", ".500", ",00"])
)
def test_amounts_are_no_years(year: int, unit: str) -> None:
    tokens = list(tokens_of(f"{year}{unit}"))
    assert usable_year(tokens, 0) is None
    assert usable_year(list(tokens_of(f"{year}")), 0) == str(year)


@given(st.integers(1, 31), st.sampled_from(["€", "$", "#", "+"]))
def test_a_number_behind_a_sign_does_not_begin_a_date(number: int, sign: str) -> None:
    tokens = list(tokens_of(f"{sign}{number}/2019"))
    assume(tokens)
    assert not is_fresh(tokens, 1)
    assert is_fresh(list(tokens_of(f"{number}/2019")), 0)


@given(st.lists(st.integers(100, 999), min_size=2, max_size=4), st.sampled_from([" ", "-", "."]))
def test_groups_of_three_digits_are_a_telephone_number(groups: list[int], mark: str) -> None:
    text = mark.join(map(str, groups))
    tokens = list(tokens_of(f"2019 | {text}"))
    closed = telephone_numbers(tokens)
    numbers = {index for index, token in enumerate(tokens) if token.kind == "number"} - {0}
    assert closed == numbers


@given(st.integers(FIRST_YEAR, LAST_YEAR), st.integers(1, 12))
def test_points_of_plain_months(year: int, month: int) -> None:
    name = {number: name for name, number in months().items()}[month]
    assert point_at(list(tokens_of(f"{year}-{month:02}")), 0) == Point(f"{year}-{month:02}", 3)
    named = point_at(list(tokens_of(f"{name} {year}")), 0)
    assert named is not None
    assert named.value == f"{year}-{month:02}"


@given(st.integers(1, 12), st.integers(1, 12), st.integers(FIRST_YEAR, LAST_YEAR))
def test_two_small_numbers_are_day_and_month_in_the_order_asked_for(one: int, two: int, year: int) -> None:
    tokens = list(tokens_of(f"{one:02}/{two:02}/{year}"))
    usual, american = point_at(tokens, 0), point_at(tokens, 0, month_first=True)
    assert usual is not None
    assert american is not None
    assert (usual.value, american.value) == (f"{year}-{two:02}", f"{year}-{one:02}")
