"""Tests of spoken languages: names with codes in many languages, levels in any form, lists wherever they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.lexicon import fold, rows
from matcher.resume.spoken import (
    find_languages,
    is_level,
    is_tongue,
    labelled_languages,
    language_code,
    listed_languages,
    lists_languages,
    speaks,
    tongue_in,
)
from tests.matcher.resume.printed_lines import line, lines

OWN = {
    "en": "English",
    "de": "Deutsch",
    "fr": "français",
    "es": "español",
    "it": "italiano",
    "pt": "português",
    "nl": "Nederlands",
    "pl": "polski",
    "cs": "čeština",
    "sk": "slovenčina",
    "sv": "svenska",
    "da": "dansk",
    "no": "norsk bokmål",
    "fi": "suomi",
    "hu": "magyar",
    "tr": "Türkçe",
    "ru": "русский",
    "uk": "українська",
    "ro": "română",
    "bg": "български",
    "el": "Ελληνικά",
    "hr": "hrvatski",
    "ar": "العربية",
    "he": "עברית",
    "ja": "日本語",
    "zh": "中文",
    "ko": "한국어",
}
GERMAN_IN = {
    "en": "German",
    "fr": "allemand",
    "es": "alemán",
    "it": "tedesco",
    "pt": "alemão",
    "nl": "Duits",
    "pl": "niemiecki",
    "cs": "němčina",
    "sv": "tyska",
    "da": "tysk",
    "fi": "saksa",
    "hu": "német",
    "tr": "Almanca",
    "ru": "немецкий",
    "ro": "germană",
    "el": "Γερμανικά",
    "hr": "njemački",
}
LEVELS = (
    "C1;native;fluent;mother tongue;Muttersprache;fließend in Wort und Schrift;verhandlungssicher;langue maternelle;"
    "courant;lu, écrit, parlé;lengua materna;nivel alto;madrelingua;ottima conoscenza;língua materna;avançado;"
    "moedertaal;vloeiend;modersmål;flytande i tal och skrift;flydende;morsmål;äidinkieli;sujuva;język ojczysty;biegły;"
    "rodilý mluvčí;plynně;anadil;ileri düzey;anyanyelv;középfok;limba maternă;avansat;родной;свободно;μητρική;"
    "materinji jezik;●●●●○;80 %;4/5;B2-C1;Full professional proficiency;Native or bilingual proficiency"
).split(";")


def languages(notes: str) -> list[tuple[str, str | None]]:
    return [(value.value, value.id) for value in find_languages([lines(notes)])]


@pytest.mark.parametrize("code", OWN)
def test_every_language_names_itself(code: str) -> None:
    assert language_code(OWN[code]) == code
    assert languages(OWN[code]) == [(OWN[code], code)]


@pytest.mark.parametrize("tongue", GERMAN_IN)
def test_a_language_is_known_by_its_name_in_others(tongue: str) -> None:
    assert language_code(GERMAN_IN[tongue]) == "de"


@pytest.mark.parametrize("row", [row for row in rows("tongues.txt") if row.key in OWN], ids=lambda row: row.key)
def test_few_names_mean_two_languages(row: object) -> None:
    entries = [entry for held in rows("tongues.txt") if held is row for entry in held.entries]
    assert sum(language_code(entry) == row.key for entry in entries) > 0.9 * len(entries)  # type: ignore[attr-defined]  # ids= wants a plain parameter


@pytest.mark.parametrize("level", LEVELS)
def test_levels_are_no_part_of_a_name(level: str) -> None:
    assert all(is_level(piece) for piece in level.split(", "))
    for form in ("Spanish ({})", "Spanish – {}", "Spanish: {}", "Spanish\t{}", "Spanish {}"):
        assert languages(form.format(level)) == [("Spanish", "es")]


@pytest.mark.parametrize(
    ("notes", "names"),
    [
        ("English (C1), German - native", ["English", "German"]),
        ("Native: French | Fluent: Spanish", ["French", "Spanish"]),
        ("Polish / Czech / Slovak", ["Polish", "Czech", "Slovak"]),
        ("Englisch und Russisch", ["Englisch", "Russisch"]),
        ("język niemiecki – B2, język rosyjski", ["język niemiecki", "język rosyjski"]),
        ("Deutsch\tMuttersprache\nEnglisch\tC1\tC1", ["Deutsch", "Englisch"]),
        ("Swiss German (fluent)", ["Swiss German"]),
        ("Python, Java", []),
        ("I like to talk to people", []),
    ],
)
def test_lists_in_any_shape(notes: str, names: list[str]) -> None:
    assert [name for name, _ in languages(notes)] == names


def test_languages_wherever_they_stand() -> None:
    printed = lines("Tools: Saw\nLanguages: English, German\nSpanish – C1, Dutch\nLanguages: Python, Go")
    (found,) = labelled_languages([printed])
    assert found == printed[1:3]
    assert speaks(printed[1])
    assert not speaks(printed[3])
    assert listed_languages([line("Leeds, UK"), printed[2]]) == [printed[2]]


def test_one_language_with_its_level() -> None:
    assert is_tongue("English (fluent)")
    assert not is_tongue("English literature of three centuries")
    assert not lists_languages("English, cooking")
    assert tongue_in("the English language") is None


@given(st.lists(st.sampled_from(sorted(OWN.values())), min_size=1, max_size=6, unique_by=fold), st.sampled_from(LEVELS))
def test_each_is_found_once_in_order(names: list[str], level: str) -> None:
    notes = "\n".join(f"{name} ({level})" for name in [*names, *names])
    assert [name for name, _ in languages(notes)] == names


@given(st.text(max_size=60))
def test_only_what_is_printed(text: str) -> None:
    for value in find_languages([[line(text)]]):
        assert value.value in line(text).text
    assert lists_languages(text) in (True, False)
