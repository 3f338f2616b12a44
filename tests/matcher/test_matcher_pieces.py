"""Check pieces of bytes, read all at once, against what Python's own texts say of each."""

import numpy as np
import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from matcher.columns import text_arrays
from matcher.hashing import BASE, text_hash
from matcher.pieces import DIGITS, LETTERS, WORD, Pieces, pieces_of, table_of

ASCII = st.text(st.sampled_from("abzAZ019 .@-+/"), max_size=12)
TEXTS = st.lists(ASCII, min_size=1, max_size=6)
TABLES = (LETTERS, DIGITS, WORD, table_of("."), table_of("@/"), ~WORD)


def _pieces(texts: list[str]) -> Pieces:
    return pieces_of(text_arrays(pa.array(texts, pa.string())))


def _has(table: np.ndarray, letter: str) -> bool:
    return bool(table[ord(letter)])


@settings(max_examples=40)
@given(TEXTS)
@example([""])
@example(["", "", "A"])
def test_pieces_read_back_in_small_letters(texts: list[str]) -> None:
    pieces = _pieces(texts)
    small = [text.lower() for text in texts]
    assert pieces.texts().to_pylist() == small
    assert [pieces.text(at) for at in range(len(texts))] == small
    assert pieces.lengths.tolist() == [len(text) for text in texts]


@settings(max_examples=40)
@given(TEXTS, st.sampled_from(TABLES))
def test_letters_of_a_kind_are_counted_found_and_kept(texts: list[str], table: np.ndarray) -> None:
    pieces = _pieces(texts)
    marks = [[at for at, letter in enumerate(text.lower()) if _has(table, letter)] for text in texts]
    assert pieces.count(table).tolist() == [len(found) for found in marks]
    firsts = [found[0] if found else len(text) for found, text in zip(marks, texts, strict=True)]
    assert (pieces.first(table) - pieces.starts).tolist() == firsts
    lasts = [found[-1] + 1 if found else 0 for found in marks]
    assert (pieces.after_last(table) - pieces.starts).tolist() == lasts
    kept = pieces.kept(table)
    assert kept.texts().to_pylist() == [
        "".join(text.lower()[at] for at in found) for found, text in zip(marks, texts, strict=True)
    ]


@settings(max_examples=40)
@given(TEXTS, st.sampled_from(("a", "ab", "@", "z0", "https://", "")))
def test_how_pieces_begin_is_what_texts_say(texts: list[str], start: str) -> None:
    assert _pieces(texts).begins(start).tolist() == [text.lower().startswith(start) for text in texts]


@settings(max_examples=40)
@given(TEXTS, st.data())
def test_chosen_pieces_are_the_chosen_texts(texts: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=5))
    pieces = _pieces(texts)
    assert pieces.only(np.array(chosen, np.int64)).texts().to_pylist() == [texts[at].lower() for at in chosen]
    mask = np.array([bool(len(text) % 2) for text in texts])
    assert pieces.only(mask).texts().to_pylist() == [text.lower() for text in texts if len(text) % 2]


@settings(max_examples=40)
@given(TEXTS)
def test_pieces_hash_like_texts(texts: list[str]) -> None:
    hashes, powers = _pieces(texts).hashes()
    assert hashes.tolist() == [text_hash(text.lower()) for text in texts]
    assert powers.tolist() == [pow(int(BASE), len(text), 2**64) for text in texts]


@settings(max_examples=30)
@given(TEXTS)
def test_keeping_twice_keeps_the_same(texts: list[str]) -> None:
    once = _pieces(texts).kept(LETTERS)
    again = once.kept(LETTERS)
    assert again.texts().to_pylist() == once.texts().to_pylist()
    assert once.count(LETTERS).tolist() == once.lengths.tolist()


def test_tables_hold_their_letters_and_no_others() -> None:
    assert sorted(np.flatnonzero(table_of("ba.")).tolist()) == sorted(map(ord, "ab."))
    assert np.flatnonzero(table_of("")).tolist() == []
    assert int(WORD.sum()) == 36
    assert not (LETTERS & DIGITS).any()
    assert not WORD[ord("A")]
    assert not WORD[128:].any()
