"""The skills of a text equal a slow search for the longest name at each place, however the text is dressed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.analysis import analyse
from ranking.skills import Skill, lexicon, skills_in

FILLERS = ("xylophone", "quark", "zebra")
NAMES = [skill.name for skill in lexicon()]
SHORT_NAMES = [name for name in NAMES if len(name) < 12]
BY_TOKENS: dict[tuple[str, ...], Skill] = {}
for one in reversed(lexicon()):
    BY_TOKENS[analyse(one.name)] = one
LONGEST = max(map(len, BY_TOKENS))


def slowly(words: list[str]) -> list[str]:
    """Take the longest name that begins at each word, one after the other."""
    found: list[str] = []
    at = 0
    while at < len(words):
        step = 1
        for count in range(min(LONGEST, len(words) - at), 0, -1):
            here = words[at : at + count]
            skill = BY_TOKENS.get(analyse(" ".join(here)))
            if skill and (not skill.exact or " ".join(here) == skill.name):
                found.append(skill.name)
                step = count
                break
        at += step
    return list(dict.fromkeys(found))


WORDS = st.lists(st.sampled_from([*FILLERS, *SHORT_NAMES]) | st.sampled_from(NAMES), max_size=6)


@settings(max_examples=60)
@given(WORDS)
def test_skills_equal_the_slow_search(names: list[str]) -> None:
    words = [word for name in names for word in name.split() if analyse(word) and "/" not in word]
    assert list(skills_in(" ".join(words), analyse=analyse)) == slowly(words)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(NAMES), max_size=5, unique=True))
def test_names_between_other_words_are_found_in_their_order(names: list[str]) -> None:
    text = " xylophone ".join(["", *names, ""])
    found = list(skills_in(text, analyse=analyse))
    expected = [name for name in names if skills_in(name, analyse=analyse) == (name,)]
    assert [name for name in found if name in expected] == expected


@pytest.mark.parametrize(
    "dress", ["{}", "({})", "{}.", "{},", "“{}”", "• {}", "{}:", "skills/{}", "{}|", "、{}。", "（{}）"]
)
def test_a_name_is_found_in_any_dress(dress: str) -> None:
    for name in ("Python", "C++", "C#", "Machine Learning", "Go", "Ruby on Rails"):
        assert name in skills_in(dress.format(name), analyse=analyse), name


@pytest.mark.parametrize("skill", [skill for skill in lexicon() if skill.exact], ids=lambda skill: skill.name)
def test_an_everyday_word_is_no_skill(skill: Skill) -> None:
    assert skill.name in skills_in(f"xylophone {skill.name} xylophone", analyse=analyse)
    for other in {skill.name.lower(), skill.name.title(), skill.name.upper()} - {skill.name}:
        assert skill.name not in skills_in(f"xylophone {other} xylophone", analyse=analyse)


def test_a_longer_name_hides_the_shorter_one_in_it_only() -> None:
    assert skills_in("Ruby on Rails", analyse=analyse) == ("Ruby on Rails",)
    assert skills_in("Ruby on Rails and Ruby", analyse=analyse) == ("Ruby on Rails", "Ruby")


@settings(max_examples=40)
@given(WORDS)
def test_saying_it_again_names_no_more(names: list[str]) -> None:
    text = " xylophone ".join(names)
    assert skills_in(f"{text} xylophone {text}", analyse=analyse) == skills_in(text, analyse=analyse)


def test_the_lexicon_is_clean() -> None:
    assert all(name == name.strip() and analyse(name) for name in NAMES)
    assert len(set(NAMES)) == len(NAMES) > 300


def test_a_name_is_read_whole_and_never_again_from_its_middle() -> None:
    inner = [name for name in NAMES if any(skills_in(name.partition(" ")[2], analyse=analyse))]
    assert inner
    assert {name: skills_in(name, analyse=analyse) for name in inner} == {name: (name,) for name in inner}
