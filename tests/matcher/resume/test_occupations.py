"""Tests of the ids of occupations: the table, the forms a title is looked up by, both as positions carry them."""

import hashlib
from importlib.resources import files
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.lexicon import LEXICONS
from matcher.resume.occupations import SHA256, TABLE, digest, forms, occupation_id
from matcher.resume.work import find_positions
from tests.matcher.resume.printed_lines import lines

DEVELOPER = "f2b15a0e-e65a-438a-affb-29b9d50b77d1"


@pytest.mark.parametrize(
    "title",
    [
        "Software Developer",
        "software developer",
        "SOFTWARE DEVELOPER",
        "Senior Software Developer",
        "Software Developers",
        "Software Developer (Contract)",
        "Software Developer, Payments",
        "Softwareentwickler",
        "Softwareentwicklerin (m/w/d)",
        "Softwareentwickler*in",
    ],
)
def test_forms_of_one_title_have_one_id(title: str) -> None:
    assert occupation_id(title) == DEVELOPER


@pytest.mark.parametrize(
    ("one", "other"),
    [("Koch", "cook"), ("Abogada", "lawyer"), ("abogado", "abogada"), ("Bäcker", "Bäckerin"), ("Barista", "barista")],
)
def test_languages_share_their_ids(one: str, other: str) -> None:
    assert occupation_id(one) == occupation_id(other) is not None


@pytest.mark.parametrize("title", ["", "Acme Ltd", "Xyzzy", "Senior", "1", "a" * 200, "Manager of nothing at all"])
def test_other_texts_have_none(title: str) -> None:
    assert occupation_id(title) is None


@given(st.text(max_size=100))
def test_any_text_is_survived(text: str) -> None:
    found = occupation_id(text)
    assert found is None or str(UUID(found)) == found


@given(st.lists(st.sampled_from(["senior", "cook", "cooks", "(contract)", "ward"]), max_size=5))
def test_forms_are_distinct_and_grow_shorter(tokens: list[str]) -> None:
    found = forms(" ".join(tokens))
    assert len(set(found)) == len(found)
    assert all(found)
    assert not found or len(found[-1]) <= len(found[0])
    assert forms(" ".join(tokens).upper()) == found


def test_the_table_is_the_one_that_was_built() -> None:
    content = (files("matcher.resume") / LEXICONS / TABLE).read_bytes()
    assert hashlib.sha256(content).hexdigest() == SHA256
    concepts, labels = (int.from_bytes(content[at : at + 4], "little") for at in (0, 4))
    assert len(content) == 8 + 10 * labels + 16 * concepts
    digests = [int.from_bytes(content[8 + 8 * n : 16 + 8 * n], "little") for n in range(0, labels, 97)]
    assert digests == sorted(set(digests))
    assert digest("cook") != digest("cooks")


def test_positions_carry_the_id_of_their_title() -> None:
    (job,) = find_positions([lines("Senior Software Developer\tAcme Ltd\t2019 – 2021")], frozenset())
    assert job.title is not None
    assert (job.title.value, job.title.id) == ("Senior Software Developer", DEVELOPER)
    assert job.company is not None
    assert job.company.id is None
