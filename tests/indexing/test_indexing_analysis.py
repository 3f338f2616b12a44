"""Turn texts into the proof that folding, splitting and stemming keep their promises."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexing import analyse
from indexing.analysis import TOKEN_LIMIT, fold, stem, words

WORDS: tuple[tuple[str, str], ...] = (
    ("Senior Software-Engineer", "senior software engineer"),
    ("C++ c# F# .NET Node.js ASP.NET", "c++ c# f# .net node js asp .net"),
    ("C++11 g++, (C#)/C++.", "c++ 11 g++ c# c++"),
    ("#1 issue#5 ISO#9 a##", "1 issue 5 iso 9 a#"),
    ("www.network.com", "www network com"),
    ("R&D AT&T", "r d at t"),
    ("O'Brien O\u2019Brien O`Brien d'Artagnan", "obrien obrien obrien dartagnan"),
    ("Müller Zoë Łukasz Øster Straße Æsir", "muller zoe lukasz oster strasse aesir"),
    ("Mu\u0308ller", "muller"),
    ("ＡＢＣ ｃ＋＋ ﬁnance ²", "abc c++ finance 2"),
    ("Иванов Ελένη", "ivanov eleni"),
    ("北京大学", "北京 京大 大学"),
    ("李", "李"),
    ("abc北京xyz", "abc 北京 xyz"),
    ("データ分析", "デー ータ タ分 分析"),
    ("ﾃﾞｰﾀ", "デー ータ"),
    ("한국어", "한국 국어"),
    ("snake_case", "snake case"),
    ("a\u00a0b\u3000c\nd", "a b c d"),
    ("& ++ - ''' 🙂 …", ""),
    ("1st 2,000 3.5", "1st 2 000 3 5"),
)


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("engineers", "engineer"), ("Engineering", "engineer"), ("nurses", "Nurse"), ("managed", "managing")],
)
def test_forms_of_a_word_share_their_token(one: str, other: str) -> None:
    assert analyse(one) == analyse(other)


@pytest.mark.parametrize("word", ["c++", "c#", ".net", "2000", "北京", "k8s"])
def test_odd_words_are_not_stemmed(word: str) -> None:
    assert stem(word) == word


def test_long_runs_are_cut() -> None:
    assert words("x" * 500) == ("x" * TOKEN_LIMIT,)
    assert words("é" * 500) == ("e" * TOKEN_LIMIT,)
    assert len(words("é" + "x" * 200_000)[0]) == TOKEN_LIMIT


ANY_TEXT = st.text(max_size=60) | st.text(
    st.sampled_from("aé'+#.n et北京かが゙한ᄀ\u1161\u0301\u3099İßΣ²ﬁ_-"), max_size=20
)


@given(ANY_TEXT)
@example("ᄀ\u0301\u1161")
@example("か\u0301\u3099")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_case_makes_no_difference_to_plain_letters(text: str) -> None:
    plain = "".join(c for c in text if c.isascii())
    assert analyse(plain.upper()) == analyse(plain.lower()) == analyse(plain)


@given(ANY_TEXT)
def test_a_text_has_the_words_of_its_parts(text: str) -> None:
    assert words(text) == tuple(word for part in text.split() for word in words(part))


@given(ANY_TEXT)
def test_tokens_have_no_space_and_are_not_empty(text: str) -> None:
    tokens = analyse(text)
    assert len(tokens) == len(words(text))
    assert all(token and token.split() == [token] for token in tokens)
    assert " ".join(tokens).split() == list(tokens)


@given(st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=10))
def test_a_word_keeps_its_token_next_to_punctuation(text: str) -> None:
    assert words(f"({text}), ") == words(text)


def test_stemming_in_many_threads_gives_each_its_own_word() -> None:
    several = [f"{root}{ending}" for root in ("engineer", "develop", "market") for ending in ("s", "ing", "ed", "er")]
    expected = [stem.__wrapped__(word) for word in several]
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: [stem.__wrapped__(word) for word in several], range(200)):
            assert found == expected
