"""Tests of word lists, and of text made comparable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.lexicon import (
    endings,
    flat,
    fold,
    longest,
    months,
    phrases_in,
    rows,
    section_hints,
    section_titles,
    spread,
    stop_words,
    words,
)

LANGUAGES = "en de fr es pt it nl pl cs sv hu tr ru".split()


@given(st.text(max_size=80))
def test_flat_keeps_every_place(text: str) -> None:
    assert len(flat(text)) == len(text)
    assert flat(flat(text)) == flat(text)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_fold_is_idempotent(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == once.strip()
    assert "  " not in once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Größe", "grosse"),
        ("ÉCOLE", "ecole"),
        ("Łódź", "lodz"),
        ("İŞ DENEYİMİ", "is deneyimi"),
        ("S.r.l.", "srl"),
        ("C++ / C#", "c++ c#"),
        ("R&D — Team", "r&d team"),
        ("Søren Kjær", "soren kjaer"),
        ("Опыт", "опыт"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("S K I L L S", "SKILLS"),
        ("W O R K  H I S T O R Y", "WORK HISTORY"),
        ("Skills", "Skills"),
        ("A B", "A B"),
        ("Work History", "Work History"),
    ],
)
def test_spread(text: str, together: str) -> None:
    assert spread(text) == together


@pytest.mark.parametrize("kind", ["work", "education", "skills", "languages", "certifications", "summary", "contact"])
def test_titles_in_thirteen_languages(kind: str) -> None:
    keys = {row.key for row in rows("sections.txt")}
    assert {f"{kind} {language}" for language in LANGUAGES} <= keys


def test_titles_and_hints_name_known_kinds() -> None:
    known = {"work", "education", "skills", "languages", "certifications", "summary", "contact", "other"}
    assert set(section_titles().values()) == known
    assert set(section_hints().values()) <= known


def test_twelve_months_in_every_language() -> None:
    for row in rows("months.txt", "|"):
        assert len(row.entries) == 12, row.key
    assert {row.key for row in rows("months.txt", "|")} >= set(LANGUAGES)
    assert set(months().values()) == set(range(1, 13))


def test_a_month_has_one_number_over_all_languages() -> None:
    numbers: dict[str, set[int]] = {}
    for row in rows("months.txt", "|"):
        for number, forms in enumerate(row.entries, 1):
            for form in forms.split():
                numbers.setdefault(fold(form), set()).add(number)
    twofold = {form for form, found in numbers.items() if len(found) > 1}
    # Croatian and Czech, Polish name other months alike; the better known meaning is listed first.
    assert twofold <= {"listopad", "listopada", "lis", "srpen", "cervenec", "srp", "kve", "tra", "cer", "lip", "uno"}


def test_stop_words_of_every_language() -> None:
    assert set(stop_words()) >= set(LANGUAGES)


@pytest.mark.parametrize(
    "name",
    [
        "jobs word",
        "jobs end",
        "jobs weak",
        "organisations legal",
        "organisations word",
        "studies school",
        "studies degree",
        "studies area",
        "speech name",
        "speech level",
        "phrases mode",
        "datewords present",
    ],
)
def test_lists_are_not_empty(name: str) -> None:
    file, key = name.split()
    assert len(words(file, key)) >= 15
    assert longest(file, key) >= 1
    assert "" not in words(file, key)


def test_longest_phrase_wins() -> None:
    assert phrases_in("studied at the high school of arts", "studies", "school") == ["high school"]
    assert phrases_in("high school diploma", "studies", "degree") == ["high school diploma"]
    assert phrases_in("nothing here", "studies", "degree") == []


def test_endings_need_a_longer_word() -> None:
    pattern = endings("jobs", "end")
    assert re.match(pattern, "vertriebsleiter")
    assert not re.match(pattern, "leiter")
