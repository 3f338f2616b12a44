"""Tests of documents and blocks whose titles say nothing: what stands in them tells."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.resume.composite import kinds_of, split_kinds
from matcher.resume.line import Line
from matcher.resume.sections import split_sections
from matcher.resume.untitled import tell_apart
from tests.matcher.resume.printed_lines import line

CONTACT = ["anna.larsson@example.com", "+46 70 123 47 62", "Lund, Sweden"]
WORK = [
    "Cook, Inn AB, Lund   2019 – now",
    "- Cooked for 40 guests a day and kept the books of the house",
    "- Trained three helpers",
    "Waiter, Bar AB, Lund   2017 – 2019",
    "- Served lunch in a room of sixty seats",
]
EDUCATION = ["Lund University", "BSc in Nutrition   2014 – 2017", "Katedralskolan, A-levels   2011 – 2014"]
SKILLS = ["Python, SQL, Excel, Docker, Git", "Microsoft Office, SAP, Linux"]
LANGUAGES = ["English (fluent)", "Swedish (native)", "German (B1)"]
CERTIFICATES = ["Food Safety Certificate, 2019", "First Aid Certificate, Red Cross, 2020"]


STARTS = ("Anna Larsson", CONTACT[0], WORK[0], EDUCATION[0], SKILLS[0])  # white space stands above


def lines(*texts: str) -> list[Line]:
    return [replace(line(text, number), gap=1.2 if text in STARTS else 0.4) for number, text in enumerate(texts)]


def kinds(*texts: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for kind, run in tell_apart(lines(*texts)):
        found.setdefault(kind, []).extend(held.text for held in run)
    return found


def test_a_document_without_titles_falls_into_its_parts() -> None:
    found = kinds(*CONTACT, *WORK, *EDUCATION, *SKILLS)
    assert {text.removeprefix("- ") for text in WORK} <= set(found["work"])
    assert set(EDUCATION) & set(found["education"])
    assert set(SKILLS) & set(found["skills"])
    assert CONTACT[0] in found["contact"]


def test_sections_of_a_document_without_titles_hold_work_and_education() -> None:
    sections = split_sections(lines("Anna Larsson", *CONTACT, *WORK, *EDUCATION, *SKILLS))
    held = {section.kind for section in sections}
    assert {"top", "work", "education", "skills"} <= held
    assert all(section.title is None for section in sections)


def test_a_missing_title_is_made_good_below_another() -> None:
    texts = ["Experience", *WORK, *EDUCATION]
    noted = [line(text, number, 14.0 if text == "Experience" else 10.0) for number, text in enumerate(texts)]
    sections = split_sections(noted)
    assert [section.kind for section in sections if section.lines] == ["work", "education"]


@settings(max_examples=25)
@given(st.permutations([*CONTACT, *WORK, *EDUCATION, *SKILLS]))
def test_no_line_is_lost_or_moved(texts: list[str]) -> None:
    document = lines(*texts)
    assert [held for _, run in tell_apart(document) for held in run] == document


@pytest.mark.parametrize("others", [frozenset(), frozenset(("skills",))])
def test_only_kinds_that_are_asked_for_are_told(others: frozenset[str]) -> None:
    runs = tell_apart(lines(*WORK, *EDUCATION, *SKILLS), "work", others)
    assert {kind for kind, _ in runs} <= others | {"work"}
    assert runs[0][0] == "work"


def test_nothing_is_told_apart_in_nothing() -> None:
    assert tell_apart([]) == []


@pytest.mark.parametrize(
    ("title", "pair"),
    [
        ("Certifications & Languages", ("certifications", "languages")),
        ("Trainingen & talenkennis", ("certifications", "languages")),
        ("Languages / Skills", ("languages", "skills")),
        ("Ausbildung und Zertifikate", ("education", "certifications")),
        ("Skills & Expertise", None),
        ("Education", None),
        ("Profile & Contact", None),
    ],
)
def test_titles_of_two_kinds(title: str, pair: tuple[str, str] | None) -> None:
    assert kinds_of(title) == pair


@pytest.mark.parametrize("turned", [False, True])
def test_a_block_of_two_kinds_is_cut_where_one_ends(*, turned: bool) -> None:
    first, second = (LANGUAGES, CERTIFICATES) if turned else (CERTIFICATES, LANGUAGES)
    parts = split_kinds(("certifications", "languages"), lines(*first, *second))
    assert [[held.text for held in part] for _, part in parts] == [first, second]
    assert [kind for kind, _ in parts] == (
        ["languages", "certifications"] if turned else ["certifications", "languages"]
    )


def test_a_block_of_one_kind_stays_whole() -> None:
    assert [kind for kind, _ in split_kinds(("education", "languages"), lines(*LANGUAGES))] == ["languages"]
