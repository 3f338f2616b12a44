"""Tests of lists: skills without categories and levels, languages, certificates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.certificates import find_certifications
from matcher.resume.skills import find_skills
from matcher.resume.spoken import find_languages, labelled_languages, listed_languages, names_languages
from tests.matcher.resume.printed_lines import lines


def skills(notes: str) -> list[str]:
    return [value.value for value in find_skills([lines(notes)])]


def languages(notes: str) -> list[str]:
    return [value.value for value in find_languages([lines(notes)])]


def certificates(notes: str) -> list[str]:
    return [value.value for value in find_certifications([lines(notes)])]


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        ("Python, SQL; Excel", ["Python", "SQL", "Excel"]),
        ("Python | SQL • Excel", ["Python", "SQL", "Excel"]),
        ("- Python\n- SQL", ["Python", "SQL"]),
        ("Python\tSQL\tExcel", ["Python", "SQL", "Excel"]),
        ("Tools: Hammer, Saw\nMethods: Scrum", ["Hammer", "Saw", "Scrum"]),
        ("*Tools\nHammer, Saw\n*Methods\nScrum, Kanban", ["Hammer", "Saw", "Scrum", "Kanban"]),
        ("Methods\n- Scrum\n- Kanban\n- Waterfall", ["Scrum", "Kanban", "Waterfall"]),
        ("Python (Advanced), SQL – Basic, Excel 80%", ["Python", "SQL", "Excel"]),
        ("- Python (5 years)\n- SQL (expert)", ["Python", "SQL"]),
        ("CI/CD, C++, Node.js, .NET, A/B Testing", ["CI/CD", "C++", "Node.js", ".NET", "A/B Testing"]),
        ("Databases (Postgres, Redis), Linux", ["Databases (Postgres, Redis)", "Linux"]),
        ("Python, python, PYTHON", ["Python"]),
        ("Root Cause\n", ["Root Cause"]),
        ("Python, Root Cause\nAnalysis, SQL", ["Python", "Root Cause Analysis", "SQL"]),
        ("I have used a great many tools in all of my positions over the years", []),
        ("Languages: English, German\nTools: Saw", ["Saw"]),
        ("★★★★☆\n80%\n- Saw", ["Saw"]),
        ("", []),
    ],
)
def test_skills(notes: str, found: list[str]) -> None:
    assert skills(notes) == found


@given(st.lists(st.sampled_from(["Python", "SQL", "Excel", "Rust", "Saw"]), min_size=1, max_size=5, unique=True))
def test_every_separator_gives_the_same_list(items: list[str]) -> None:
    for separator in (", ", "; ", " | ", " • ", "\t", "   "):
        assert skills(separator.join(items)) == items


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        ("English – Native speaker\nGerman (C1)", ["English", "German"]),
        ("Deutsch, Englisch, Französisch", ["Deutsch", "Englisch", "Französisch"]),
        ("Native: French\nFluent: Spanish", ["French", "Spanish"]),
        ("Swedish\nNative speaker\nEnglish\nC1", ["Swedish", "English"]),
        ("čeština - C1\nangličtina - B2", ["čeština", "angličtina"]),
        ("Русский, английский", ["Русский", "английский"]),
        ("język angielski – B2", ["język angielski"]),
        ("English and German", ["English", "German"]),
        ("Python, Java", []),
    ],
)
def test_languages(notes: str, found: list[str]) -> None:
    assert languages(notes) == found


def test_languages_elsewhere() -> None:
    (found,) = labelled_languages([lines("Tools: Saw\nLanguages: English, German")])
    assert [line.text for line in found] == ["Languages: English, German"]
    assert labelled_languages([lines("Languages: Python, Java")]) == []
    assert (
        len(listed_languages(lines("Leeds\tGerman, English, Spanish\nEnglish Literature, Spanish Poetry of Today")))
        == 1
    )


def test_a_section_of_programming_languages_names_none() -> None:
    assert names_languages(lines("English – C1"))
    assert not names_languages(lines("Python, Java"))


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        ("CISSP (2019)\nPrince2 Practitioner (2020)", ["CISSP", "Prince2 Practitioner"]),
        ("HubSpot Inbound Marketing, 2021", ["HubSpot Inbound Marketing"]),
        ("Tableau Desktop Specialist — Coursera", ["Tableau Desktop Specialist"]),
        ("AWS Certified Solutions Architect – Associate", ["AWS Certified Solutions Architect – Associate"]),
        ("CISSP\nIssued by ISC2\nMay 2019", ["CISSP"]),
        ("First Aid\tMay 2019", ["First Aid"]),
        ("First Aid\tFire Safety", ["First Aid", "Fire Safety"]),
        ("- First Aid, 2019\n- Fire Safety, 2020", ["First Aid", "Fire Safety"]),
        ("May 2019", []),
        ("", []),
    ],
)
def test_certificates(notes: str, found: list[str]) -> None:
    assert certificates(notes) == found


@given(st.lists(st.text(max_size=50), max_size=5))
def test_any_text_is_survived(texts: list[str]) -> None:
    held = lines("\n".join(texts))
    for value in (*find_skills([held]), *find_languages([held]), *find_certifications([held])):
        assert value.value.strip()
