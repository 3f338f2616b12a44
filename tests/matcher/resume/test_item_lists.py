"""Tests of lists of items: split then join, levels and categories left out, languages in thirteen languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.certificates import find_certifications
from matcher.resume.lexicon import fold, rows, words
from matcher.resume.skills import find_skills
from matcher.resume.spoken import find_languages, labelled_languages, listed_languages
from tests.matcher.resume.printed_lines import line, lines

SKILLS = (
    "Python;C++;C#;.NET;Node.js;CI/CD;SAP FI/CO;A/B Testing;Adobe InDesign;Project planning;Kanban;R;Go;T-SQL;Excel;"
    "Object-oriented design;Bookkeeping;Forklift;MS Office;1C:Enterprise;Photoshop;Negotiation;Pâtisserie;Schweißen"
).split(";")
SEPARATORS = (", ", "; ", " | ", " • ", " · ", "\t", "   ", ",", " ▪ ", "、")
NAMES = sorted({entry for row in rows("speech.txt") if row.key == "name" for entry in row.entries})
LEVELS = ("native", "fluent", "C1", "B2", "A1", "basic", "advanced", "mother tongue", "conversational")

items = st.lists(st.sampled_from([skill for skill in SKILLS if ":" not in skill]), min_size=1, max_size=8, unique=True)


def skills(notes: str) -> list[str]:
    return [value.value for value in find_skills([lines(notes)])]


def languages(notes: str) -> list[str]:
    return [value.value for value in find_languages([lines(notes)])]


def certificates(notes: str) -> list[str]:
    return [value.value for value in find_certifications([lines(notes)])]


@given(items, st.sampled_from(SEPARATORS))
def test_splitting_undoes_joining(wanted: list[str], separator: str) -> None:
    assert skills(separator.join(wanted)) == wanted


@given(items)
def test_one_item_a_bullet_is_the_same_list(wanted: list[str]) -> None:
    assert skills("\n".join(f"- {item}" for item in wanted)) == wanted


@given(items, st.sampled_from(SEPARATORS), st.sampled_from(["Tools", "Languages and tools", "Werkzeuge", "Outils"]))
def test_a_category_before_a_colon_is_no_skill(wanted: list[str], separator: str, category: str) -> None:
    assert skills(f"{category}: {separator.join(wanted)}") == wanted


@given(items, items, st.sampled_from(SEPARATORS[:6]))
def test_each_skill_counts_once_over_lines_and_sections(first: list[str], second: list[str], separator: str) -> None:
    wanted = list(dict.fromkeys([*first, *second]))
    sections = [lines(separator.join(each)) for each in (first, second)]
    assert [value.value for value in find_skills(sections)] == wanted


@given(items, st.sampled_from(LEVELS))
def test_levels_are_left_out_of_skills(wanted: list[str], level: str) -> None:
    for form in ("{} ({})", "{} – {}", "{}: {}"):
        notes = "\n".join(f"- {form.format(item, level)}" for item in wanted)
        assert set(skills(notes)) <= {*wanted, *words("speech", "level")}
    assert skills("\n".join(f"- {item} ({level})" for item in wanted)) == wanted


@given(items, st.sampled_from(["★★★★☆", "80%", "●●●○○", "4/5", "5 years", "10+ years", "3"]))
def test_marks_of_skill_are_no_skills(wanted: list[str], mark: str) -> None:
    assert skills("\n".join(f"- {item}\t{mark}" for item in wanted)) == wanted


@given(st.lists(st.text(max_size=40), max_size=6))
def test_every_skill_is_printed_once(texts: list[str]) -> None:
    held = lines("\n".join(texts))
    printed = " ".join(" ".join(each.text for each in held).split())
    found = find_skills([held])
    assert len({fold(value.value) or value.value for value in found}) == len(found)
    for value in found:
        assert all(word in printed for word in value.value.split())  # an item may go on in the cell below its own
        assert len(value.value) <= 48
        assert value.page == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_listed_language_is_read_with_its_level(name: str) -> None:
    for form in ("{}", "{} – C1", "{} (native)", "{}: B2", "- {}", "{}\tfluent"):
        assert languages(form.format(name)) == [name], form


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique_by=fold), st.sampled_from([", ", " | ", "; ", "، "])
)
def test_languages_keep_their_order_in_any_list(names: list[str], separator: str) -> None:
    assert languages(separator.join(names)) == names
    assert languages("\n".join(names)) == names


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique_by=fold))
def test_a_line_of_languages_is_known_among_skills_and_contacts(names: list[str]) -> None:
    printed = line(f"Languages: {', '.join(names)}")
    assert labelled_languages([[line("Tools: Saw, Hammer"), printed]]) == [[printed]]
    assert skills(f"Tools: Saw, Hammer\nLanguages: {', '.join(names)}\nLanguages\t{', '.join(names)}") == [
        "Saw",
        "Hammer",
    ]
    assert [held.text for held in listed_languages([line(", ".join(names)), line("Leeds, UK")])] == [", ".join(names)]


CERTIFICATES = (
    "First Aid at Work;CISSP;Prince2 Practitioner;AWS Certified Developer;Forklift Licence;IELTS 7.5;Cisco CCNA;"
    "Ausbildereignung (AdA);PMP;Food Hygiene Level 2"
).split(";")
chosen = st.lists(
    st.sampled_from([name for name in CERTIFICATES if "(" not in name]), min_size=1, max_size=5, unique=True
)


@given(chosen, st.sampled_from(["{}", "{} (2019)", "{}, May 2019", "{}\t2019", "{} | 03/2019"]))
def test_certificates_lose_their_dates(names: list[str], form: str) -> None:
    assert certificates("\n".join(f"- {form.format(name)}" for name in names)) == names
    assert certificates("\n".join(form.format(name) for name in names)) == names


@given(chosen, st.sampled_from(["Issued by the guild", "Credential ID 4471", "May 2019", "Expires June 2027"]))
def test_issuers_and_numbers_are_no_certificates(names: list[str], below: str) -> None:
    assert certificates("\n".join(f"{name}\n{below}" for name in names)) == names


@pytest.mark.parametrize("notes", ["2019", "May 2019 – June 2020", "Issued by the guild", "•", "", "Certifications"])
def test_what_is_no_certificate_gives_none(notes: str) -> None:
    assert certificates(notes) == []
