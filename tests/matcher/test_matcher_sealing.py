"""Check that sealed hashes can be opened with the secret only, and that a sealed side is the same side."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.hashing import text_hash
from matcher.prepare import prepare
from matcher.schema import checked, persons_table
from matcher.sealing import CHUNK, ROUNDS, sealed, spread_by
from matcher.side import MANY, SINGLE, Side, word_hashes
from tests.matcher.drawn_people import numbered, person

WORD = 0xFFFF_FFFF
SECRETS = st.integers(1, 2**128 - 1)
CROWD = numbered(
    [
        person("Ulrike", "Quell", emails=["uq@x.example"], phones=["+49 171 2345678"], location="Rome, Italy"),
        person("Ulrike", "Zorn", birth_date="1980-01-02", location="Rome, Lazio, Italy"),
        person(
            "Bob", "Quell", handles=["@bquell"], positions=[{"company": "Acorn", "title": "Nurse", "start": "2015"}]
        ),
        person(),
    ]
)


def _keys(secret: int) -> list[int]:
    """Schedule the round keys of Speck64/128 in plain numbers."""
    key, *more = (secret >> shift & WORD for shift in (0, 32, 64, 96))
    keys = []
    for at in range(ROUNDS):
        keys.append(key)
        fresh = ((key + _right(more[0], 8)) & WORD) ^ at
        more = [*more[1:], fresh]
        key = _left(key, 3) ^ fresh
    return keys


def _left(word: int, by: int) -> int:
    return (word << by | word >> (32 - by)) & WORD


def _right(word: int, by: int) -> int:
    return (word >> by | word << (32 - by)) & WORD


def _locked(value: int, secret: int) -> int:
    x, y = value >> 32, value & WORD
    for key in _keys(secret):
        x = (_right(x, 8) + y & WORD) ^ key
        y = _left(y, 3) ^ x
    return x << 32 | y


def _opened(value: int, secret: int) -> int:
    x, y = value >> 32, value & WORD
    for key in reversed(_keys(secret)):
        y = _right(y ^ x, 3)
        x = _left((x ^ key) - y & WORD, 8)
    return x << 32 | y


@settings(max_examples=30)
@given(st.lists(st.integers(1, 2**64 - 1), min_size=1, max_size=6), SECRETS)
def test_sealing_is_the_cipher_in_plain_numbers_and_opens_again(values: list[int], secret: int) -> None:
    found = sealed(np.array(values, np.uint64), secret).tolist()
    assert found == [_locked(value, secret) for value in values]
    assert [_opened(value, secret) for value in found] == values


@settings(max_examples=20)
@given(SECRETS)
def test_what_would_become_nothing_takes_the_place_nothing_leaves(secret: int) -> None:
    """Some value is encrypted to 0, which means "no value": it swaps with what 0 would become."""
    unlucky = _opened(0, secret)
    found = sealed(np.array([0, unlucky], np.uint64), secret).tolist()
    assert found == [0, _locked(0, secret)]


@settings(max_examples=20)
@given(st.integers(1, 2**64 - 1), SECRETS, st.integers(0, 127))
def test_another_secret_is_another_map(value: int, secret: int, bit: int) -> None:
    other = secret ^ 1 << bit
    if other:
        values = np.array([value, value ^ 1, value ^ 2**63], np.uint64)
        assert sealed(values, secret).tolist() != sealed(values, other).tolist()


@pytest.mark.parametrize("count", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1])
def test_long_arrays_are_sealed_as_short_ones(count: int) -> None:
    values = np.arange(count, dtype=np.uint64)
    whole = sealed(values, 5)
    assert len(whole) == count
    for at in {0, count // 2, count - 1} if count else ():
        assert whole[at] == sealed(values[at : at + 1], 5)[0]
    assert len(np.unique(whole)) == count


def test_the_values_given_stay_as_they_are() -> None:
    values = np.array([1, 2, 0], np.uint64)
    sealed(values, 7)
    assert values.tolist() == [1, 2, 0]


def _prepared() -> Side:
    return prepare(checked(persons_table(CROWD), "side"))


@settings(max_examples=8)
@given(SECRETS)
def test_a_sealed_side_has_the_same_equal_values(secret: int) -> None:
    plain = _prepared()
    hidden = Side(spread_by(secret, dict(plain.arrays)), len(plain))
    assert hidden.ids.tolist() == plain.ids.tolist()
    for field in SINGLE:
        assert hidden.one[field].whole().tolist() == sealed(plain.one[field].whole(), secret).tolist(), field
    for field in set(MANY) - {"stints"}:  # made of sealed companies when they are read
        one, two = plain.many[field].whole(), hidden.many[field].whole()
        assert one.offsets.tolist() == two.offsets.tolist(), field
        assert two.values.tolist() == sealed(one.values, secret).tolist(), field


@settings(max_examples=8)
@given(SECRETS)
def test_words_are_found_under_their_sealed_hashes_and_only_there(secret: int) -> None:
    plain = _prepared()
    hidden = Side(spread_by(secret, dict(plain.arrays)), len(plain))
    words = word_hashes(plain.arrays)
    assert hidden.texts(sealed(words, secret)) == plain.texts(words)
    assert set(hidden.texts(words)) == {""}
    stored = hidden.arrays["words.hashes"]
    assert (np.diff(stored.astype(object)) > 0).all()
    assert plain.texts(np.array([text_hash("ulrike"), text_hash("nobody"), 0], np.uint64)) == ["ulrike", "", ""]


def test_without_a_secret_nothing_is_sealed() -> None:
    arrays = dict(_prepared().arrays)
    assert spread_by(0, arrays) is arrays
