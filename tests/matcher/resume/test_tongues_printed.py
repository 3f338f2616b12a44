"""Tests of languages with levels as sixteen languages print them: every name, every level, every shape of list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume import parse_resume
from matcher.resume.lexicon import fold
from matcher.resume.spoken import find_languages, is_level, is_tongue, language_code, lists_languages
from tests.matcher.resume.cv_people import WORDS
from tests.matcher.resume.printed_lines import lines

CODES = "en de fr es it pt nl pl ru tr".split()
# The ten languages of CODES by the names they have in a language, then its levels.
NAMES = {
    "en": "English German French Spanish Italian Portuguese Dutch Polish Russian Turkish",
    "de": "Englisch Deutsch Französisch Spanisch Italienisch Portugiesisch Niederländisch Polnisch Russisch Türkisch",
    "fr": "Anglais Allemand Français Espagnol Italien Portugais Néerlandais Polonais Russe Turc",
    "es": "Inglés Alemán Francés Español Italiano Portugués Neerlandés Polaco Ruso Turco",
    "it": "Inglese Tedesco Francese Spagnolo Italiano Portoghese Olandese Polacco Russo Turco",
    "pt": "Inglês Alemão Francês Espanhol Italiano Português Holandês Polaco Russo Turco",
    "nl": "Engels Duits Frans Spaans Italiaans Portugees Nederlands Pools Russisch Turks",
    "sv": "Engelska Tyska Franska Spanska Italienska Portugisiska Nederländska Polska Ryska Turkiska",
    "da": "Engelsk Tysk Fransk Spansk Italiensk Portugisisk Hollandsk Polsk Russisk Tyrkisk",
    "no": "Engelsk Tysk Fransk Spansk Italiensk Portugisisk Nederlandsk Polsk Russisk Tyrkisk",
    "fi": "Englanti Saksa Ranska Espanja Italia Portugali Hollanti Puola Venäjä Turkki",
    "pl": "angielski niemiecki francuski hiszpański włoski portugalski niderlandzki polski rosyjski turecki",
    "cs": "angličtina němčina francouzština španělština italština portugalština "
    "nizozemština polština ruština turečtina",
    "tr": "İngilizce Almanca Fransızca İspanyolca İtalyanca Portekizce Felemenkçe Lehçe Rusça Türkçe",
    "hu": "angol német francia spanyol olasz portugál holland lengyel orosz török",
    "ro": "Engleză Germană Franceză Spaniolă Italiană Portugheză Olandeză Poloneză Rusă Turcă",
}
LEVELS = {
    "en": "native;fluent;advanced;intermediate;basic;C1;conversational;mother tongue;B2 level",
    "de": "Muttersprache;fließend;verhandlungssicher;gute Kenntnisse;Grundkenntnisse;B1;sehr gut",
    "fr": "langue maternelle;courant;avancé;intermédiaire;notions;B2;bilingue;niveau B2",
    "es": "nativo;fluido;avanzado;intermedio;básico;C2;nivel alto;lengua materna;bilingüe",
    "it": "madrelingua;fluente;avanzato;intermedio;scolastico;B2;ottimo;buono;base",
    "pt": "nativo;fluente;avançado;intermédio;básico;C1;intermediário;língua materna",
    "nl": "moedertaal;vloeiend;gevorderd;goed;basis;B2;redelijk",
    "sv": "modersmål;flytande;goda kunskaper;grundläggande;B2;mycket goda kunskaper",
    "da": "modersmål;flydende;øvet;begynder;B2;godt kendskab",
    "no": "morsmål;flytende;god;grunnleggende;B2",
    "fi": "äidinkieli;sujuva;hyvä;tyydyttävä;alkeet;B2;erinomainen",
    "pl": "ojczysty;biegły;zaawansowany;średniozaawansowany;podstawowy;B2;komunikatywny",
    "cs": "rodilý mluvčí;plynně;pokročilý;mírně pokročilý;základy;B2;aktivně",
    "tr": "anadil;akıcı;ileri;orta;başlangıç;B2;iyi",
    "hu": "anyanyelv;folyékony;felsőfok;középfok;alapfok;B2;anyanyelvi",
    "ro": "limba maternă;fluent;avansat;mediu;începător;B2;nativ",
}
SHAPES = ("{} ({})", "{} – {}", "{}: {}", "{}\t{}", "{}, {}", "{} - {}", "{} | {}")
TONGUES = sorted(NAMES)


def said(notes: str) -> list[tuple[str, str | None]]:
    return [(value.value, value.id) for value in find_languages([lines(notes)])]


@pytest.mark.parametrize("tongue", TONGUES)
def test_ten_languages_are_known_by_their_names(tongue: str) -> None:
    names = NAMES[tongue].split()
    assert [language_code(name) for name in names] == CODES
    assert [language_code(name.upper()) for name in names] == CODES
    assert all(is_tongue(name) for name in names)


@pytest.mark.parametrize("tongue", TONGUES)
def test_levels_are_levels_and_no_languages(tongue: str) -> None:
    for level in LEVELS[tongue].split(";"):
        assert is_level(level), level
        assert language_code(level) is None, level


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("shape", SHAPES)
def test_each_with_its_level_a_line_each(tongue: str, shape: str) -> None:
    names, levels = NAMES[tongue].split(), LEVELS[tongue].split(";")
    rows = [shape.format(name, levels[at % len(levels)]) for at, name in enumerate(names)]
    assert said("\n".join(rows)) == list(zip(names, CODES, strict=True))


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("mark", [", ", " | ", "; ", " · ", " / ", " • "])
def test_all_in_one_line(tongue: str, mark: str) -> None:
    names, levels = NAMES[tongue].split(), LEVELS[tongue].split(";")
    rows = [f"{name} ({levels[at % len(levels)]})" for at, name in enumerate(names)]
    assert said(mark.join(rows)) == list(zip(names, CODES, strict=True))
    assert said(mark.join(names)) == list(zip(names, CODES, strict=True))
    assert lists_languages(mark.join(names)) or mark == " / "


@given(st.sampled_from(TONGUES), st.data())
def test_any_of_them_in_any_order(tongue: str, data: st.DataObject) -> None:
    pairs = list(zip(NAMES[tongue].split(), CODES, strict=True))
    drawn = data.draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=6, unique=True))
    level = data.draw(st.sampled_from(LEVELS[tongue].split(";")))
    shape = data.draw(st.sampled_from(SHAPES))
    assert said("\n".join(shape.format(name, level) for name, _ in drawn)) == drawn


@given(st.sampled_from(TONGUES), st.sampled_from(range(10)), st.sampled_from("●★■"), st.integers(1, 5))
def test_dots_are_levels(tongue: str, at: int, dot: str, count: int) -> None:
    name = NAMES[tongue].split()[at]
    assert said(f"{name} {dot * count}{'○' * (5 - count)}") == [(name, CODES[at])]


@pytest.mark.parametrize("tongue", TONGUES)
def test_in_a_whole_resume(tongue: str) -> None:
    names, level = NAMES[tongue].split()[:4], LEVELS[tongue].split(";")[0]
    words = WORDS[tongue]
    text = (
        f"Ada Byron\nada@example.com\n\n{words.work}\n\nAcme Ltd\n2019 – 2021\n\n{words.languages}\n\n"
        + "\n".join(f"- {name} ({level})" for name in names)
        + f"\n\n{words.skills}\n\nExcel, SAP\n"
    )
    resume = parse_resume(text.encode(), "a.txt").resume
    assert resume is not None
    assert [(value.value, value.id) for value in resume.languages] == list(zip(names, CODES, strict=False))
    assert [skill.value for skill in resume.skills] == ["Excel", "SAP"]


@pytest.mark.parametrize(
    "text", ["Python", "Java", "Excel", "Leeds", "2019", "Brightwater Ltd", "I like to talk", "C", "Go"]
)
def test_what_is_no_language(text: str) -> None:
    assert language_code(text) is None
    assert not is_tongue(text)
    assert said(text) == []


def test_one_name_has_one_code() -> None:
    codes: dict[str, set[str]] = {}
    for names in NAMES.values():
        for name, code in zip(names.split(), CODES, strict=True):
            codes.setdefault(fold(name), set()).add(code)
    assert all(len(found) == 1 for found in codes.values())
