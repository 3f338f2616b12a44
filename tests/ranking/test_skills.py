"""Turn example texts into the skills they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.analysis import analyse as shipped_analyse
from ranking.skills import lexicon, skills_in
from tests.ranking.invented import analyse

NAMES = tuple(skill.name for skill in lexicon())


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("", ()),
        ("We like people.", ()),
        ("Python, SQL and (ideally) Kafka.", ("Python", "SQL", "Kafka")),
        ("python; python", ("Python",)),
        ("machine learning, not just learning", ("Machine Learning",)),
        ("Spring Boot or Spring", ("Spring Boot", "Spring")),
        ("ready to go in spring and react", ()),
        ("Go, R or C++", ("Go", "R", "C++")),
        ("CI/CD", ("CI/CD",)),
        ("IV therapy/triage", ("IV Therapy", "Triage")),
    ],
)
def test_skills_of_a_text(text: str, skills: tuple[str, ...]) -> None:
    assert skills_in(text, analyse=shipped_analyse) == skills


@given(st.lists(st.sampled_from(NAMES), max_size=6, unique=True))
def test_every_skill_is_found_by_its_own_name(names: list[str]) -> None:
    for name in names:
        (found,) = skills_in(f"knows {name} well", analyse=shipped_analyse)
        assert shipped_analyse(found) == shipped_analyse(name)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert set(skills_in(text, analyse=analyse)) <= set(NAMES)


def test_lexicon_names_each_skill_once() -> None:
    assert len(set(NAMES)) == len(NAMES) > 300
    assert all(shipped_analyse(name) for name in NAMES)
