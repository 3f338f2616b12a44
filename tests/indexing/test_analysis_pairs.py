"""Texts that a searcher means as one have equal tokens, others have not, and phrases follow one another."""

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.analysis import CJK, IS_CJK, SHORT, TOKEN_LIMIT, _words, analyse, fold, stem, words

EQUAL = (
    ("café", "CAFE"),
    ("naïve", "naive"),
    ("Ångström", "angstrom"),
    ("smørrebrød", "smorrebrod"),
    ("ÎLE-DE-FRANCE", "ile de france"),
    ("Straße", "STRASSE"),
    ("İstanbul", "istanbul"),
    ("Dvořák", "dvorak"),
    ("Nguyễn", "nguyen"),
    ("Søren Kierkegård", "soren kierkegard"),
    ("Θεσσαλονίκη", "ΘΕΣΣΑΛΟΝΊΚΗ"),
    ("Пётр", "петр"),
    ("O’Neil", "ONeil"),
    ("rock ʼnʼ roll", "rock n roll"),
    ("ﬃ", "ffi"),
    ("①②", "12"),
    ("ＰＹＴＨＯＮ　３", "python 3"),
    ("C++", "c++"),
    ("Ｃ＃", "c#"),
    (".NET Core", ".net core"),
    ("ＡＳＰ．ＮＥＴ", "asp.net"),
    ("ｶﾞ", "ガ"),
    ("Engineers", "engineer"),
    ("TEAMS’", "teams"),
    ("foo_bar-baz/qux", "foo bar baz qux"),
)
DIFFERENT = (
    ("c", "c++"),
    ("c", "c#"),
    ("c#", "c++"),
    ("net", ".net"),
    ("f#", "f"),
    ("北京", "京北"),
    ("東京", "東"),
    ("resume", "résumés x"),
    ("data base", "database"),
    ("3.5", "35"),
    ("nurse", "curse"),
    ("データ", "テータ"),
)
PROGRAMMING = (
    ("C++ developer", ("c++", "develop")),
    ("c++17", ("c++", "17")),
    ("C, C++, C#", ("c", "c++", "c#")),
    ("(C++)", ("c++",)),
    ("C++/CLI", ("c++", "cli")),
    ("C#/.NET", ("c#", ".net")),
    ("ASP.NET MVC", ("asp", ".net", "mvc")),
    (".NETs", ("net",)),
    ("dot.net.", ("dot", ".net")),
    ("C# 8", ("c#", "8")),
    ("VC#", ("vc",)),
    ("a+b", ("a", "b")),
    ("a++b", ("a++", "b")),
    ("+++", ()),
    ("#c", ("c",)),
    ("Node.js", ("node", "js")),
    ("objective-c", ("object", "c")),
)


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_texts_of_one_meaning_have_equal_tokens(one: str, other: str) -> None:
    assert analyse(one) == analyse(other)
    assert analyse(unicodedata.normalize("NFD", one)) == analyse(unicodedata.normalize("NFC", one)) == analyse(one)
    assert analyse(f"«{one}»,") == analyse(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_texts_of_two_meanings_have_different_tokens(one: str, other: str) -> None:
    assert analyse(one) != analyse(other)


@pytest.mark.parametrize(("text", "tokens"), PROGRAMMING)
def test_names_of_languages_stay_whole(text: str, tokens: tuple[str, ...]) -> None:
    assert analyse(text) == tokens
    assert analyse(f"é {text}")[1:] == tokens
    assert analyse(f"{text} 北京")[: len(tokens)] == tokens


CJK_TEXT = st.text(st.sampled_from("北京大学計算機科学データベース한국어東々ー"), min_size=1, max_size=12)


@given(CJK_TEXT)
def test_a_run_without_spaces_becomes_overlapping_pairs(run: str) -> None:
    folded = fold(run)
    expected = (folded,) if len(folded) == 1 else tuple(one + other for one, other in itertools.pairwise(folded))
    assert words(run) == expected


@given(CJK_TEXT, st.integers(0, 10), st.integers(2, 6))
def test_every_part_of_a_run_is_found_as_a_phrase_in_it(run: str, start: int, size: int) -> None:
    part = run[start : start + size]
    if len(part) > 1:
        held, wanted = words(run), words(part)
        assert any(held[at : at + len(wanted)] == wanted for at in range(len(held)))


@given(CJK_TEXT, st.text("abcxyz019", min_size=1, max_size=5))
def test_a_run_ends_where_another_script_begins(run: str, latin: str) -> None:
    assert words(run + latin) == words(f"{run} {latin}")
    assert words(latin + run) == words(f"{latin} {run}")


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12))
def test_letters_and_digits_are_never_all_lost(text: str) -> None:
    assert words(text), hex(ord(text[0]))


@settings(max_examples=60)
@given(st.text(min_size=SHORT - 3, max_size=SHORT + 3))
def test_remembered_texts_have_the_words_of_fresh_ones(text: str) -> None:
    assert words(text) == words(text) == _words(text)
    padded = text + " " * SHORT
    assert words(padded) == words(text)


@given(st.text(max_size=30))
def test_what_is_folded_has_no_capital_no_accent_no_apostrophe(text: str) -> None:
    folded = fold(text)
    assert folded == folded.casefold() or not folded.isascii()
    for character in folded:
        assert character not in "'`\u2018\u2019\u02bc"
        if not IS_CJK.match(character) and character.isalpha() and character.isascii():
            assert character.islower()


@given(
    st.lists(st.sampled_from(["a", "é", "北", "京", "+", "#", ".", "'", " ", "C++", ".NET", "ß", "ﾞ", "\u0301"])).map(
        "".join
    )
)
def test_tokens_of_a_line_are_those_of_its_words(line: str) -> None:
    assert analyse(line) == tuple(token for word in line.split() for token in analyse(word))
    assert analyse(line) == tuple(map(stem, words(line)))


@pytest.mark.parametrize("size", [TOKEN_LIMIT - 1, TOKEN_LIMIT, TOKEN_LIMIT + 1, 10_000])
@pytest.mark.parametrize("letter", ["x", "é", "ж", "9"])
def test_a_token_is_cut_at_its_limit(letter: str, size: int) -> None:
    (token,) = words(letter * size)
    assert len(token) == min(TOKEN_LIMIT, len(fold(letter)) * size)
    assert words(f"{letter * size} y") == (token, "y")


def test_every_range_of_cjk_is_taken_for_it() -> None:
    lone = ("ᄀ", "々", "ぁ", "ゝ", "ァ", "ー", "ㄅ", "ㇰ", "㐀", "一", "ꥠ", "가", "豈", "\U00020000")
    for character in lone:
        assert IS_CJK.match(character), hex(ord(character))
    for other in "aéжα1_-，。、":
        assert not IS_CJK.match(other)
    assert "\\" not in CJK


@given(st.sampled_from(["engineering", "nurses", "managed", "libraries", "running", "analyst", "developers"]))
def test_a_stem_begins_as_its_word_does_and_joins_its_forms(word: str) -> None:
    assert word.startswith(stem(word)[:3])
    assert stem(word.upper().lower()) == stem(word)
    assert analyse(word) == (stem(word),)
