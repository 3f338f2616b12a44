"""Truth tables of skills: items in every shape of list, known skills whole, categories and levels left out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.skill_items import clean, cut_list, is_category, is_cut, is_item, known_in, split_items
from matcher.resume.skill_rows import to_skill_rows, wrapped
from matcher.resume.skills import find_skills
from tests.matcher.resume.printed_lines import lines

ITEMS: dict[str, list[str]] = {
    "Python, C++, C# and SQL": ["Python", "C++", "C#", "SQL"],
    "Python, Java und Scala": ["Python", "Java", "Scala"],
    "Excel, Word et PowerPoint": ["Excel", "Word", "PowerPoint"],
    "Research and Development, Sales": ["Research and Development", "Sales"],
    "Profit & Loss, R&D, S&OP, M&A": ["Profit & Loss", "R&D", "S&OP", "M&A"],
    "CI/CD / TCP/IP / HTML/CSS": ["CI/CD", "TCP/IP", "HTML/CSS"],
    "SAP S/4HANA; SAP FI/CO; A/B Testing": ["SAP S/4HANA", "SAP FI/CO", "A/B Testing"],
    "Node.js • .NET • Vue.js": ["Node.js", ".NET", "Vue.js"],
    "Excel (VBA, Power Query), SQL": ["Excel (VBA, Power Query)", "SQL"],
    "Python (5 years), Java (expert), Go (seit 2019), C (C1)": ["Python", "Java", "Go", "C"],
    "Python ●●●●○, Java ★★★☆☆, Go 80 %, SQL 4/5": ["Python", "Java", "Go", "SQL"],
    "Python – advanced | Java – Grundkenntnisse": ["Python", "Java"],
    "Knowledge of Python, experience with Kubernetes": ["Python", "Kubernetes"],
    "Kenntnisse in SAP, Umgang mit Excel": ["SAP", "Excel"],
    "R; Python; LaTeX.": ["R", "Python", "LaTeX"],
    "5 years, 80%, ★★★, C1": [],
}

SECTIONS: dict[str, list[str]] = {
    "Tools\tHammer, Saw\nMethods\tScrum, Kanban": ["Hammer", "Saw", "Scrum", "Kanban"],
    "Werkzeuge\tSäge, Hobel\nVorgehen\tScrum": ["Säge", "Hobel", "Scrum"],
    "Software\nSQL, Tableau\nMethods\nforecasting, negotiation": ["SQL", "Tableau", "forecasting", "negotiation"],
    "Tools Figma, Webflow\nCraft typography, prototyping": ["Figma", "Webflow", "typography", "prototyping"],
    "*Tools\nFigma\n*Craft\ntypography": ["Figma", "typography"],
    "Figma\tWebflow\nFramer\tSketch": ["Figma", "Webflow", "Framer", "Sketch"],
    "Figma\t●●●●○\nWebflow\t●●●○○": ["Figma", "Webflow"],
    "Languages: Python, Go\nLanguages: English, German": ["Python", "Go"],
    "English (C1), German (B2)\nPython": ["Python"],
    "Driving licence: B, BE\nPython": ["Python"],
    "Führerschein: B\nHobbys: Lesen\nPython": ["Python"],
    "Leeds, 03/05/2024\nPython": ["Python"],
    "jan@example.com\nPython": ["Python"],
    "Python,\nJava": ["Python", "Java"],
    "Python, Root Cause\nAnalysis, SQL": ["Python", "Root Cause Analysis", "SQL"],
    "SAP MM, Excel\nWord, Outlook": ["SAP MM", "Excel", "Word", "Outlook"],
    "- Strong knowledge of TypeScript and PostgreSQL gained over six years of daily work": ["TypeScript", "PostgreSQL"],
    "- I was always on time and never once complained about anything at all": [],
    "Python: advanced\nJava: basic": ["Python", "Java"],
}


@pytest.mark.parametrize("text", ITEMS)
def test_items(text: str) -> None:
    assert [item for item in split_items(text) if is_item(item)] == ITEMS[text]


@pytest.mark.parametrize("notes", SECTIONS)
def test_sections(notes: str) -> None:
    assert [value.value for value in find_skills([lines(notes)])] == SECTIONS[notes]


def test_codes_and_confidence() -> None:
    known, new = find_skills([lines("Python, Zorbing")])
    assert known.id is not None
    assert new.id is None
    assert known.confidence > new.confidence


@pytest.mark.parametrize("word", ["Tools", "Werkzeuge", "Outils", "Narzędzia", "Verktyg", "Araçlar", "Инструменты"])
def test_categories_of_many_languages(word: str) -> None:
    assert is_category(word)
    assert not is_category(f"{word} Python")


def test_running_text_names_only_what_looks_like_a_name() -> None:
    assert list(known_in("Built services in Go and PostgreSQL with project management")) == [
        "Go",
        "PostgreSQL",
        "project management",
    ]
    assert list(known_in("accounting was fun")) == []


@given(st.sampled_from(sorted(ITEMS)))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    for item in split_items(text):
        assert clean(item) == item


@given(st.lists(st.text(max_size=60), max_size=6))
def test_every_value_is_printed(texts: list[str]) -> None:
    held = lines("\n".join(texts))
    printed = " ".join(line.text for line in held)
    assert len(wrapped(held)) <= len(held)
    assert all(row.text for row in to_skill_rows(held))
    for value in find_skills([held]):
        assert all(word in printed for word in value.value.split())


SLOW = re.compile(r"\s*(?:[,;،、，；](?![^()]*\))|[|•·∙●▪◆♦‣○■□✓✔✦➢➤►▶★☆]|\s{3,}|\t|\s/{1,2}\s)\s*")


@given(st.text(alphabet="ab(),;|", max_size=30))
def test_lists_are_cut_as_the_slow_pattern_cuts_them(text: str) -> None:
    assert cut_list(text) == SLOW.split(text)
    assert is_cut(text) == (len(SLOW.split(text)) > 1)
