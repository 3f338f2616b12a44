"""The invented people are the same whatever the size, and what the indices hold of them is what the product writes."""

from collections import Counter
from itertools import chain

import numpy as np
import pytest

from benchmarks.draws import BLOCK, ROW, Person, draw
from benchmarks.people import Crowd, member_number, profile, viewers
from benchmarks.words import (
    COMPANIES,
    SKILLS,
    TITLE_WORDS,
    TOPIC_SKILLS,
    TOPIC_WORDS,
    TOPICS,
    WORDS,
    vocabulary,
    zipf,
)
from entities.document import PersonDocument, may_find
from entities.member import Member
from indexing import member_document

SEED = 3
SIZE = 2_000


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return list(chain.from_iterable(Crowd(SIZE, SEED).people()))


@pytest.fixture(scope="module")
def tenant() -> list[PersonDocument]:
    return list(chain.from_iterable(Crowd(SIZE, SEED).tenant_documents()))


@pytest.fixture(scope="module")
def members() -> list[PersonDocument]:
    return list(chain.from_iterable(Crowd(SIZE, SEED).member_documents()))


def test_a_vocabulary_is_as_large_as_it_says_and_holds_nothing_twice() -> None:
    words = vocabulary(SEED)
    assert len(set(words.words)) == len(words.words) == WORDS
    assert words.words[: len(TITLE_WORDS)] == TITLE_WORDS
    assert len(set(words.skills)) == len(words.skills) == SKILLS
    assert len(set(words.companies)) == COMPANIES
    assert len(words.topics) == TOPICS
    for topic in words.topics:
        assert len(set(topic.words.tolist())) == TOPIC_WORDS
        assert len(set(topic.skills.tolist())) == TOPIC_SKILLS
        assert len(set(topic.titles)) == len(topic.titles)


def test_ranks_follow_zipf() -> None:
    summed = zipf(1_000, 1.0)
    shares = np.diff(summed, prepend=0.0)
    assert summed[-1] == 1.0
    assert shares[0] / shares[9] == pytest.approx(10)
    assert np.searchsorted(summed, np.nextafter(1.0, 0.0), side="right") == 999


def test_the_seed_alone_decides(people: list[Person]) -> None:
    assert draw(SEED, 0, "candidate") == draw(SEED, 0, "candidate")
    assert draw(SEED, 0, "candidate")[0].name != draw(SEED, 1, "candidate")[0].name
    assert draw(SEED + 1, 0, "candidate")[0].name != draw(SEED, 0, "candidate")[0].name
    assert [one.number for one in people] == list(range(SIZE))


def test_a_small_crowd_is_the_beginning_of_a_large_one() -> None:
    large = list(chain.from_iterable(Crowd(BLOCK + 10, SEED).people("linked")))
    small = list(chain.from_iterable(Crowd(10, SEED).people("linked")))
    assert small == large[:2]
    assert large[-1].number == BLOCK + 5


def test_shares_and_numbers_are_as_promised(tenant: list[PersonDocument], members: list[PersonDocument]) -> None:
    crowd = Crowd(SIZE, SEED)
    persons = [one for one in tenant if not one.shadow]
    shadows = [one for one in tenant if one.shadow]
    assert (len(persons), len(shadows), len(members)) == (crowd.candidates, crowd.shadows, crowd.members)
    assert len(persons) == 0.4 * SIZE
    assert [one.number for one in persons] == list(range(1, crowd.candidates + 1))
    assert [one.number for one in members] == list(range(1, crowd.members + 1))
    assert {one.number for one in shadows} == {0}
    assert len({(one.key, one.shadow) for one in tenant}) == len(tenant)
    assert all(one.in_ats and one.stages and one.sources for one in persons)
    assert not any(one.in_ats or one.stages for one in (*shadows, *members))


def test_a_shadow_is_its_member_under_the_person_s_key(
    tenant: list[PersonDocument], members: list[PersonDocument]
) -> None:
    by_number = {one.number: one for one in members}
    persons = {one.key: one for one in tenant if not one.shadow}
    for shadow in (one for one in tenant if one.shadow):
        assert shadow.member is not None
        member = by_number[shadow.member]
        own = {"key": shadow.key, "number": 0, "shadow": True, "access": shadow.access}
        assert shadow == member.model_copy(update=own)
        assert persons[shadow.key].member == shadow.member
        assert persons[shadow.key].access == shadow.access


def test_documents_are_valid_and_summaries_as_long_as_said(tenant: list[PersonDocument]) -> None:
    for document in tenant[:200]:
        assert PersonDocument.model_validate(document.model_dump()) == document
        assert 40 <= len(document.summary.split()) <= 80
        assert 1 <= len(document.titles) <= 4
        assert 1 <= len(document.skills) <= 15


def test_a_member_imported_has_the_document_that_was_drawn(people: list[Person]) -> None:
    documents = chain.from_iterable(Crowd(SIZE, SEED).member_documents())
    for person, expected in zip((one for one in people if one.role != "candidate"), documents, strict=True):
        member = Member.model_validate(profile(person))
        made = member_document(member_number(person), member, version=1, updated=expected.updated)
        assert made.model_copy(update={"number": expected.number, "years": expected.years}) == expected


def test_one_viewer_finds_every_candidate_and_one_about_half(tenant: list[PersonDocument]) -> None:
    persons = [one for one in tenant if not one.shadow]
    found = {name: sum(may_find(one, access) for one in persons) for name, access in viewers().items()}
    assert found["everything"] == len(persons)
    assert found["half"] / len(persons) == pytest.approx(0.5, abs=0.01)


def test_a_public_id_is_asked_for_once_a_block() -> None:
    asked: list[int] = []

    def public(numbers: object) -> dict[int, str]:
        known = list(numbers)  # type: ignore[call-overload]  # any sequence of numbers
        asked.extend(known)
        return {number: f"mine{number}" for number in known}

    documents = list(chain.from_iterable(Crowd(20, SEED).tenant_documents(public)))
    assert asked == [1, 5, 9, 13]
    assert Counter(one.key for one in documents if one.shadow) == Counter(f"mine{number}" for number in asked)


def test_every_row_holds_each_role_in_its_share() -> None:
    drawn = [person for role in ("linked", "candidate", "member") for person in draw(SEED, 1, role)]
    assert sorted(one.number for one in drawn) == list(range(BLOCK, 2 * BLOCK))
    assert all(one.role == ROW[one.number % len(ROW)] for one in drawn)
