"""A person's row says what the document says, whatever its size; rows that are zeros say nothing and break nothing."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from entities.document import EVERYONE, PersonDocument
from ranking.columns import Rows, column_features, column_rarities
from ranking.features import ASKED_BY, READ_FROM, Found, features
from ranking.lexical import rarities, score_by
from ranking.rows import MOST_TOKENS, PEOPLE_KEY, SCOPES, counted_keys, encode, frequency_key, token_hash
from ranking.terms import Term
from tests.ranking import invented
from tests.ranking.invented import NOW, analyse, document, term

HASHES = [1873176846, 1218043124, 1168149181]
few = settings(max_examples=40)


def rows_of(*people: PersonDocument) -> Rows:
    return Rows.of([encode(one, analyse=analyse) for one in people])


def keys_slowly(person: PersonDocument) -> set[int]:
    """List slowly what a document counts for."""
    keys = {PEOPLE_KEY}
    for field, read in READ_FROM.items():
        for token in analyse(read(person)):
            keys.add(frequency_key(token_hash(token), "any"))
            if field in ASKED_BY:
                keys.add(frequency_key(token_hash(token), ASKED_BY[field]))
    return keys


@few
@given(st.lists(st.tuples(invented.documents, st.booleans(), st.booleans()), max_size=5))
def test_rows_count_for_what_everyone_may_find(people: list[tuple[PersonDocument, bool, bool]]) -> None:
    expected: Counter[int] = Counter()
    documents = []
    for person, is_open, is_hidden in people:
        update = {"access": (EVERYONE,) if is_open else ("team",), "hidden_from": ("team",) if is_hidden else ()}
        documents.append(person.model_copy(update=update))
        expected.update(keys_slowly(person) if is_open else ())  # from whom it is hidden, they find one that says more
    rows = rows_of(*documents)
    assert Counter(counted_keys(rows.words, rows.starts).tolist()) == expected


@few
@given(invented.documents)
def test_equal_documents_have_equal_rows_and_versions_do_not_count(person: PersonDocument) -> None:
    assert encode(person, analyse=analyse) == encode(person.model_copy(update={"version": 9}), analyse=analyse)


def test_a_row_says_who_applied_who_is_silent_and_when_it_changed() -> None:
    people = [
        document("a", jobs=("j1", "j2"), updated=5),
        document("b", do_not_contact=True, updated=1 << 40, jobs=tuple(f"k{at}" for at in range(40))),
        document("a~v2", years=7, member=(1 << 32) - 2, updated=-3),
    ]
    rows = rows_of(*people)
    assert rows.applied("j2").tolist() == [True, False, False]
    assert rows.applied("k39").tolist() == [False, True, False]
    assert rows.applied("k40").tolist() == [False, False, False]
    assert rows.silent().tolist() == [False, True, False]
    assert rows.updated().tolist() == [5, 1 << 40, -3]
    ties = rows.ties().tolist()
    assert ties[0] == ties[2] != ties[1]  # variants are one person
    assert rows.known().all()


@pytest.mark.parametrize("count", [300, 3_000])
def test_a_row_of_many_ways_to_hold_tokens_is_read_like_any_other(count: int) -> None:
    """More than 256 answers take codes of two bytes."""
    summary = " ".join(f"w{at} " * (at % 200 + 1) for at in range(count))
    person = document(summary=summary, skills=tuple(f"w{at}" for at in range(0, count, 2)), titles=("w1 w2", "w3 w4"))
    asked = [term(f"w{at}") for at in (0, 1, 2, 3, 199, 299, count)]
    rare = dict.fromkeys(asked, 1.0)
    found = score_by([Found(person, 0.0)], asked, rare, analyse=analyse)
    expected = features(found, asked, now=NOW, analyse=analyse).values.tolist()
    rows = rows_of(document("x"), person, document("y", summary="w1"))
    assert column_features(rows, asked, rarities=rare, now=NOW, analyse=analyse)[1:2].tolist() == expected


def test_a_row_is_bounded_and_keeps_the_fields_first() -> None:
    person = document(summary=" ".join(f"w{at}" for at in range(3 * MOST_TOKENS)), skills=("python",))
    row = encode(person, analyse=analyse)
    assert len(row) < 4 * 2 * MOST_TOKENS
    held = Rows.of([row]).held(["python", "w0", f"w{3 * MOST_TOKENS - 1}"])[:, 0].tolist()
    assert [answer > 0 for answer in held] == [True, True, False]


@few
@given(st.lists(invented.documents, min_size=1, max_size=4), invented.terms, st.data())
def test_rows_that_are_being_zeroed_break_nothing(
    people: list[PersonDocument], terms: list[Term], data: st.DataObject
) -> None:
    rows = rows_of(*people)
    torn = rows.words.copy()
    first, last = sorted(data.draw(st.tuples(st.integers(0, len(torn)), st.integers(0, len(torn)))))
    torn[first:last] = 0
    terms = [one for one in terms if not one.prefix]
    for words in (torn, np.zeros(32, dtype="<u4")):
        starts = rows.starts if words is torn else np.zeros(3, dtype=np.int64)
        column_features(
            Rows(words, starts), terms, rarities=dict.fromkeys(terms, 1.0), now=NOW, analyse=analyse, title="nurse"
        )
        assert len(Rows(words, starts).applied("j")) == len(starts)


def test_nobody_and_nothing_asked() -> None:
    assert (
        column_features(Rows.of([]), [term("data")], rarities={term("data"): 1.0}, now=NOW, analyse=analyse).size == 0
    )
    assert column_features(rows_of(document()), [], rarities={}, now=NOW, analyse=analyse).shape[0] == 1
    assert counted_keys(np.zeros(0, dtype="<u4"), np.zeros(0, dtype=np.int64)).tolist() == []


def test_a_prefix_needs_documents() -> None:
    asked = [term("pyth", prefix=True)]
    with pytest.raises(ValueError, match="prefixes"):
        column_features(rows_of(document()), asked, rarities={asked[0]: 1.0}, now=NOW, analyse=analyse)


def test_a_term_of_several_words_is_as_rare_as_its_rarest_and_a_prefix_as_the_others() -> None:
    holders = {"data": 50, "engineer": 7, "python": 20}
    asked = [term("data engineer", "title"), term("python"), term("pyth", prefix=True)]

    def frequencies(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        known = {frequency_key(token_hash(word), scope): held for word, held in holders.items() for scope in SCOPES}
        return np.array([100 if key == PEOPLE_KEY else known[key] for key in keys.tolist()], dtype=np.int64)

    expected = rarities(asked, 100, {asked[0]: 7, asked[1]: 20})
    assert column_rarities(asked, frequencies) == expected


def test_hashes_stay_what_they_were() -> None:
    """Or all rows must be made anew: then ROW_FORM changes."""
    assert [token_hash(token) for token in ("python", "c++", "東京")] == HASHES
    assert len({token_hash(f"w{at}") for at in range(5_000)}) > 4_995
    assert frequency_key(1, "any") > PEOPLE_KEY
