"""Tests of section titles: the list, the grammar that composes them, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.headings import LONGEST_TITLE, composed_kind, kind_of_title, phrase_kind
from matcher.resume.lexicon import fold, rows

COMPOSED = [
    ("Relevant Work & Leadership Experience", "work"),
    ("Where I've worked", "work"),
    ("Career History and Key Achievements", "work"),
    ("Experience & Achievements", "work"),
    ("Academic & Professional Background", "education"),
    ("Things I know", "skills"),
    ("Skills / Tools", "skills"),
    ("Technical Profile", "skills"),
    ("Languages I speak", "languages"),
    ("Hobbies & Sprachen", "languages"),
    ("Volunteer Experience", "other"),
    ("Personal Details", "contact"),
    ("Bisherige berufliche Stationen", "work"),
    ("Studium und Ausbildung", "education"),
    ("Formations et diplômes", "education"),
    ("Expériences professionnelles et stages", "work"),
    ("Experiencia laboral relevante", "work"),
    ("Habilidades y herramientas clave", "skills"),
    ("Percurso profissional e académico", "work"),
    ("Esperienze lavorative e tirocini", "work"),
    ("Relevante werkervaring en stages", "work"),
    ("Wykształcenie i szkolenia", "education"),
    ("Pracovní zkušenosti a praxe", "work"),
    ("Työkokemus ja harjoittelut", "work"),
    ("Munkahelyi tapasztalatok", "work"),
    ("İş tecrübelerim", "work"),
    ("Utbildning och kurser", "education"),
    ("Relevant erhvervserfaring", "work"),
    ("Studii și cursuri", "education"),
    ("Berufserfahrung / Work Experience", "work"),
]
NO_TITLES = (
    "Business Studies;Technical University;Software Engineering;Sales Manager;Customer Service;Computer Science;"
    "University College;International Business;Design Research;Led work on the training of staff;Experience in Paris;"
    "Master of Science;My journey so far;Marketing & Sales;Professional"
).split(";")
WORDS = [(row.key.split(), entry) for row in rows("headings.txt") for entry in row.entries]
NOUNS = [(key[1], fold(entry)) for key, entry in WORDS if key[0] == "noun"]


@pytest.mark.parametrize(("text", "kind"), COMPOSED)
def test_composed_titles_are_read_by_grammar(text: str, kind: str) -> None:
    assert kind_of_title(text) == kind
    assert kind_of_title(text.upper()) == kind


@pytest.mark.parametrize("text", NO_TITLES)
def test_what_only_holds_words_of_titles_is_none(text: str) -> None:
    assert kind_of_title(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "II. Work Experience",
        "B) Work experience",
        "1. WORK EXPERIENCE",
        "★ Work Experience",
        "[ Work Experience ]",
        "— Work Experience —",
        "Work Experience:",
        "Work Experience (continued)",
        "Work Experience [selection]",
        "// work experience",
        "W O R K  E X P E R I E N C E",
        "W O R K E X P E R I E N C E",
        "\U0001f4bc Work Experience",
        "WORK_EXPERIENCE",
    ],
)
def test_ornaments_of_a_title_do_not_count(text: str) -> None:
    assert kind_of_title(text) == "work"


@pytest.mark.parametrize("text", ["", "-", "12", "(2019)", "A", "a. ", "[...]", "(" * 60, "x" * 5000])
def test_scraps_are_no_titles(text: str) -> None:
    assert kind_of_title(text) is None


def test_of_two_kinds_the_one_with_entries_or_items_comes_first() -> None:
    assert kind_of_title("Interests & Languages") == "languages"
    assert kind_of_title("Summary & Skills") == "skills"
    assert kind_of_title("Education and Work Experience") == "education"


def test_a_weak_word_takes_the_kind_lent_to_it() -> None:
    assert phrase_kind(["academic", "background"]) == "education"
    assert phrase_kind(["professional", "background"]) == "work"
    assert phrase_kind(["technical", "overview"]) == "skills"
    assert phrase_kind(["overview"]) == "summary"
    assert phrase_kind(["relevant"]) == ""
    assert phrase_kind(["academic"]) is None
    assert phrase_kind(["relevant", "zebra"]) is None


@given(st.sampled_from(NOUNS), st.sampled_from(["my", "relevant", "selected", "other"]))
def test_a_plain_word_changes_nothing(noun: tuple[str, str], plain: str) -> None:
    _, word = noun
    alone = phrase_kind([word])
    assert alone is not None
    assert phrase_kind([plain, word]) is not None
    assert composed_kind(word) is None  # single words count only where they are listed


@given(st.text(max_size=120))
def test_any_text_has_one_answer(text: str) -> None:
    kind = kind_of_title(text)
    assert kind is None or (len(text) <= 2 * LONGEST_TITLE and kind_of_title(f" {text} ") == kind)


def test_every_row_names_a_role_and_a_kind() -> None:
    for key, _ in WORDS:
        assert key[0] in {"noun", "weak", "field", "lend", "plain", "aside"}
        assert len(key) == (2 if key[0] == "plain" else 3)
    languages = {key[-1] for key, _ in WORDS}
    assert languages >= set("en de fr es it pt nl sv da no fi pl cs sk tr hu ro ru uk el hr".split())


@pytest.mark.parametrize("kind", ["work", "education", "skills", "languages", "certifications", "summary", "other"])
def test_every_language_has_nouns_of_every_kind(kind: str) -> None:
    with_nouns = {key[2] for key, _ in WORDS if key[:2] == ["noun", kind]}
    assert with_nouns == {key[-1] for key, _ in WORDS}
