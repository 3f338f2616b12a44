"""Tests of one person's resume printed as text in many layouts and sixteen languages: it always says the same."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.matcher.resume.cv_builder import (
    ALL,
    ROLES,
    STUDIES,
    STYLES,
    Facts,
    Layout,
    blocks,
    read,
    to_text,
    truth,
)
from tests.matcher.resume.cv_people import PEOPLE

BULLETS = "-*•▪►–+●"
DASHES = (" – ", " - ", "–", " — ", " to ")
SEPARATORS = (", ", " | ", " · ", "; ", " • ", "\n")
SECTIONS = ("work", "education", "skills", "languages")


def printed(language: str, layout: Layout) -> Facts:
    return read(to_text(blocks(PEOPLE[language], layout), layout), "a.txt")


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("role", ROLES)
def test_a_header_s_layout_changes_nothing_in_any_language(language: str, role: str) -> None:
    style = list(STYLES)[(len(role) + len(language) + ord(language[0])) % len(STYLES)]
    assert printed(language, Layout(role=role, style=style)) == truth(PEOPLE[language])


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("style", STYLES)
def test_how_months_are_printed_changes_nothing(language: str, style: str) -> None:
    assert printed(language, Layout(style=style)) == truth(PEOPLE[language])


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("study", [study for study in STUDIES if study != "school first"])
def test_how_a_study_is_printed_changes_nothing(language: str, study: str) -> None:
    assert printed(language, Layout(study=study)) == truth(PEOPLE[language])


@pytest.mark.parametrize("bullet", BULLETS)
def test_the_glyph_of_a_bullet_changes_nothing(bullet: str) -> None:
    for language in ("en", "pl"):
        assert printed(language, Layout(bullet=bullet)) == truth(PEOPLE[language])


@pytest.mark.parametrize("dash", DASHES)
@pytest.mark.parametrize("style", STYLES)
def test_the_mark_between_two_dates_changes_nothing(dash: str, style: str) -> None:
    assert printed("en", Layout(dash=dash, style=style)) == truth(PEOPLE["en"])


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("language", ["en", "de", "hu", "tr"])
def test_what_parts_skills_changes_nothing(separator: str, language: str) -> None:
    assert printed(language, Layout(skills=separator)) == truth(PEOPLE[language])


@pytest.mark.parametrize("order", list(permutations(SECTIONS))[::2])
def test_the_order_of_sections_changes_nothing(order: tuple[str, ...]) -> None:
    language = ALL[sum(map(ord, "".join(name[0] * (at + 1) for at, name in enumerate(order)))) % len(ALL)]
    assert printed(language, Layout(sections=order)) == truth(PEOPLE[language])


@pytest.mark.parametrize("left_out", SECTIONS)
@pytest.mark.parametrize("language", ["fr", "sv", "cs", "ro"])
def test_a_section_that_is_not_printed_is_all_that_is_missing(left_out: str, language: str) -> None:
    field = {"work": "positions", "education": "studies"}.get(left_out, left_out)
    kept = tuple(name for name in SECTIONS if name != left_out)
    fields = {field: (), **({"duties": ()} if left_out == "work" else {})}
    wanted = replace(truth(PEOPLE[language]), **fields)  # type: ignore[arg-type]  # these fields are tuples
    assert printed(language, Layout(sections=kept)) == wanted


@settings(max_examples=25)
@given(
    st.sampled_from(ALL),
    st.sampled_from(sorted(ROLES)),
    st.sampled_from(sorted(STUDIES)),
    st.sampled_from(sorted(STYLES)),
    st.sampled_from(DASHES[:4]),
    st.sampled_from(BULLETS),
)
def test_choices_are_independent(language: str, role: str, study: str, style: str, dash: str, bullet: str) -> None:
    layout = Layout(role=role, study=study, style=style, dash=dash, bullet=bullet)
    assert printed(language, layout) == truth(PEOPLE[language])


@settings(max_examples=25)
@given(st.sampled_from(ALL), st.data())
def test_two_people_s_facts_are_never_mixed(language: str, data: st.DataObject) -> None:
    """A person with another's positions has those, and keeps all else."""
    other = data.draw(st.sampled_from(ALL))
    person = PEOPLE[language]
    role = replace(PEOPLE[language].roles[1], title=person.roles[0].title)
    mixed = replace(person, roles=(person.roles[0], role), tongues=person.tongues[:1], skills=PEOPLE[other].skills[:2])
    assert read(to_text(blocks(mixed)), "a.txt") == truth(mixed)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("role", ["title first, dates right", "dates above", "brackets"])
def test_as_many_positions_are_read_as_are_printed(count: int, role: str) -> None:
    person = PEOPLE["en"]
    roles = tuple(
        replace(person.roles[at % 2], start=(2020 - 2 * at, 1 + at), end=(2021 - 2 * at, 3 + at)) for at in range(count)
    )
    many = replace(person, roles=roles)
    layout = Layout(role=role)
    assert read(to_text(blocks(many, layout), layout), "a.txt") == truth(many)


@pytest.mark.parametrize("role", ROLES)
def test_positions_without_duties_are_told_apart(role: str) -> None:
    for language in ("en", "de", "fi"):
        person = PEOPLE[language]
        bare = replace(person, roles=tuple(replace(each, duties=()) for each in person.roles))
        layout = Layout(role=role)
        assert read(to_text(blocks(bare, layout), layout), "a.txt") == truth(bare)
