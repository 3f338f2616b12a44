"""The tables of titles, families and stages say what their words say, in any dress, and agree with one another."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.stages import (
    FAR_WORDS,
    HIRED_WORDS,
    NEGATIONS,
    REJECTED_WORDS,
    far_stage,
    hired_stage,
    rejected_stage,
)
from ranking.titles import (
    FAMILY,
    FAMILY_WORDS,
    HIGHEST,
    PLAIN_STAFF,
    SENIORITY,
    TRADES,
    USUAL,
    WORD,
    families,
    family_fit,
    seniority,
    seniority_fit,
    title_words,
)

RANKS = sorted(SENIORITY)
PLAIN = ("engineer", "nurse", "cook", "analyst", "xylophonist")
DRESSES = ("{}", " {} ", "({})", "{}/in", "- {} -", "{}, Wien", "{}\n2024", "«{}»")


@pytest.mark.parametrize(
    "table", [SENIORITY, FAMILY, TRADES, PLAIN_STAFF, HIRED_WORDS, FAR_WORDS, REJECTED_WORDS, NEGATIONS]
)
def test_every_word_of_a_table_can_be_met_in_a_title(table: object) -> None:
    words = sorted(table)  # type: ignore[call-overload]  # each is a table of words
    assert [word for word in words if WORD.findall(word.casefold()) != [word]] == []


def test_a_word_points_at_one_family_only() -> None:
    met: dict[str, str] = {}
    for family, words in FAMILY_WORDS.items():
        for word in words:
            assert met.setdefault(word, family) == family, word
    assert met == FAMILY


def test_no_stage_word_says_two_things() -> None:
    for one, other in itertools.combinations((HIRED_WORDS, FAR_WORDS, REJECTED_WORDS, NEGATIONS), 2):
        assert not one & other


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("word", [word for word in RANKS if word not in ("manager", "staff")])
def test_a_rank_is_read_in_any_dress(word: str, dress: str) -> None:
    for spelled in (word, word.upper(), word.title()):
        assert seniority(dress.format(spelled)) == SENIORITY[word]


@pytest.mark.parametrize("trade", sorted(TRADES))
def test_a_manager_of_a_trade_holds_no_rank_by_that(trade: str) -> None:
    assert seniority(f"{trade} manager") is None
    assert seniority(f"Senior {trade} Manager") == SENIORITY["senior"]
    assert seniority(f"Manager, {trade}") == SENIORITY["manager"]


@pytest.mark.parametrize("trade", sorted(PLAIN_STAFF))
def test_a_staff_nurse_is_a_nurse(trade: str) -> None:
    assert seniority(f"Staff {trade}") is None
    assert seniority(f"{trade} staff") == SENIORITY["staff"]


@given(st.lists(st.sampled_from([*RANKS, *PLAIN]), max_size=4))
def test_the_highest_word_rules_and_the_order_of_other_words_does_not(words: list[str]) -> None:
    kept = [word for word in words if word not in ("manager", "staff")]
    expected = max((SENIORITY[word] for word in kept if word in SENIORITY), default=None)
    assert seniority(" ".join(kept)) == seniority(" ".join(reversed(kept))) == expected


@given(st.sampled_from(RANKS), st.sampled_from(RANKS))
def test_two_ranks_fit_as_well_one_way_as_the_other(one: str, other: str) -> None:
    assert seniority_fit(one, other) == seniority_fit(other, one)
    assert seniority_fit(one, other) == 1 - abs(SENIORITY[one] - SENIORITY[other]) / HIGHEST


@given(st.sampled_from(RANKS), st.sampled_from(PLAIN))
def test_a_title_without_a_rank_stands_in_the_usual_place(rank: str, plain: str) -> None:
    assert seniority_fit(rank, plain) == 1 - abs(SENIORITY[rank] - USUAL) / HIGHEST
    assert seniority_fit(plain, rank) == seniority_fit(rank, "") == 0


def test_nearer_ranks_fit_better() -> None:
    ladder = ("intern", "junior", "engineer", "senior", "lead", "director", "chief")
    for wanted in ladder:
        rank = SENIORITY.get(wanted)
        if rank is not None:
            by_distance = sorted(ladder, key=lambda held: abs(SENIORITY.get(held, USUAL) - rank))
            fits = [seniority_fit(wanted, held) for held in by_distance]
            assert fits == sorted(fits, reverse=True)
            assert fits[0] == 1


@given(st.lists(st.sampled_from([*sorted(FAMILY), *PLAIN]), max_size=4))
def test_families_are_those_of_the_words(words: list[str]) -> None:
    assert families(" ".join(words)) == {FAMILY[word] for word in words if word in FAMILY}
    assert families(" / ".join(words).upper()) == families(" ".join(words))


@given(st.sampled_from(sorted(FAMILY)), st.sampled_from(sorted(FAMILY)))
def test_titles_fit_exactly_if_they_share_a_family(one: str, other: str) -> None:
    assert family_fit(one, other) == family_fit(other, one) == float(FAMILY[one] == FAMILY[other])


@given(st.text(max_size=40))
def test_words_of_a_title_are_letters_in_one_case(title: str) -> None:
    assert title_words(title.casefold()) == title_words(title)
    for word in title_words(title):
        assert not any(map(str.isdecimal, word))
        assert word.split() == [word]


@pytest.mark.parametrize("word", sorted(HIRED_WORDS))
def test_hired_is_hired_unless_denied(word: str) -> None:
    assert hired_stage(word.upper())
    assert hired_stage(f"3 - {word} (2024)")
    for negation in NEGATIONS:
        assert not hired_stage(f"{negation} {word}")
        assert rejected_stage(f"{negation} {word}")
    for refusal in REJECTED_WORDS:
        assert not hired_stage(f"{word} / {refusal}")


@pytest.mark.parametrize("word", sorted(FAR_WORDS | REJECTED_WORDS))
def test_far_is_not_hired_and_refused_is_not_far(word: str) -> None:
    assert far_stage(word) is (word in FAR_WORDS)
    assert rejected_stage(word) is (word in REJECTED_WORDS)
    assert not hired_stage(word)


@given(st.text(max_size=30))
def test_no_stage_is_hired_and_rejected(stage: str) -> None:
    assert not (hired_stage(stage) and rejected_stage(stage))
    assert hired_stage(stage) == hired_stage(f" {stage} ") == hired_stage(stage.casefold())


@pytest.mark.parametrize(
    "stage", ["New", "Screening", "Applied", "Phone interview", "Nothing", "Finally", "Unhired", "X"]
)
def test_other_stages_say_nothing(stage: str) -> None:
    assert [is_so for is_so in (hired_stage, far_stage, rejected_stage) if is_so(stage)] == []
