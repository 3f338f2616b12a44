"""Files of words count as a look at every document does, whatever came twice, late or meanwhile."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities.errors import StoreCorrupt, StoreError
from store.words import OPEN_LIMIT, WordFiles

Held = Mapping[int, frozenset[str]]
WORDS = ("anna", "berlin", "chess", "data", "engineer", "falcon")
batches = st.dictionaries(st.integers(1, 6), st.frozensets(st.sampled_from(WORDS), max_size=4), max_size=4)


@pytest.fixture
def files(tmp_path: Path) -> Iterator[WordFiles]:
    opened = WordFiles(tmp_path / "lexicon")
    yield opened
    opened.close()


def counted(files: WordFiles, index: str = "one") -> dict[str, int]:
    return dict(files.counts(index, [row for row, _ in files.later(index, 0)]))


def expected(held: Held) -> dict[str, int]:
    return dict(Counter(word for words in held.values() for word in words))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(batches, max_size=5), st.booleans())
def test_counts_are_those_of_the_documents(tmp_path: Path, changes: list[Held], again: bool) -> None:  # noqa: FBT001 - drawn
    files = WordFiles(tmp_path / "counts")
    held: dict[int, frozenset[str]] = {}
    for change in changes:
        files.put("one", change)
        if again:
            files.close()
            files.put("one", change)
        held |= change
        assert counted(files) == expected(held)
    files.drop("one")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(batches, batches, batches, batches)
def test_a_round_leaves_what_it_names_and_what_was_put_meanwhile(
    tmp_path: Path, before: Held, named: Held, meanwhile: Held, late: Held
) -> None:
    files = WordFiles(tmp_path / "rounds")
    files.put("one", before)
    round_ = files.begin_round("one")
    files.put("one", meanwhile)
    files.put("one", named, round_=round_)
    files.put("one", late)
    files.end_round("one")
    assert counted(files) == expected({**named, **meanwhile, **late})
    files.put("one", dict.fromkeys({**named, **meanwhile, **late}, frozenset()))
    assert counted(files) == {}
    files.drop("one")


def test_a_round_that_was_left_counts_on(files: WordFiles) -> None:
    files.put("one", {1: frozenset({"anna"}), 2: frozenset({"anna", "data"})})
    round_ = files.begin_round("one")
    files.put("one", {1: frozenset({"berlin"})}, round_=round_)
    assert counted(files) == {"anna": 1, "data": 1, "berlin": 1}
    files.put("one", {2: frozenset()})
    assert counted(files) == {"berlin": 1}
    again = files.begin_round("one")
    files.put("one", {1: frozenset({"chess"})}, round_=again)
    files.end_round("one")
    assert counted(files) == {"chess": 1}


def test_a_word_that_nobody_holds_is_gone_from_the_file(files: WordFiles, tmp_path: Path) -> None:
    files.put("one", {1: frozenset({"zzanzibarzz"}), 2: frozenset({"anna"})})
    files.put("one", {1: frozenset()})
    assert [word for _, word in files.later("one", 0)] == ["anna"]
    files.close()  # what was written ahead goes into the file
    assert b"zzanzibarzz" not in b"".join(path.read_bytes() for path in (tmp_path / "lexicon").iterdir())


def test_rows_are_never_another_words(files: WordFiles) -> None:
    files.put("one", {1: frozenset({"anna"})})
    ((first, _),) = files.later("one", 0)
    files.put("one", {1: frozenset({"berlin"})})
    ((second, word),) = files.later("one", first)
    assert (second > first, word) == (True, "berlin")
    assert files.counts("one", [first]) == []


def test_the_stamp_changes_with_every_change_whoever_makes_it(files: WordFiles, tmp_path: Path) -> None:
    assert files.stamp("one") is None
    stamps = []
    other = WordFiles(tmp_path / "lexicon")
    for number, writer in enumerate([files, other, files, other]):
        writer.put("one", {number: frozenset({"anna"})})
        stamps.append(files.stamp("one"))
        assert files.stamp("one") == stamps[-1]
    other.drop("one")
    assert files.stamp("one") is None
    other.put("one", {1: frozenset({"data"})})
    stamps.append(files.stamp("one"))
    other.close()
    assert len(set(stamps)) == len(stamps)
    assert counted(files) == {"data": 1}


def test_indices_are_apart_and_many_are_not_open_at_once(files: WordFiles) -> None:
    for number in range(OPEN_LIMIT + 5):
        files.put(f"index{number}", {1: frozenset({WORDS[number % len(WORDS)]})})
    assert len(files._open) == OPEN_LIMIT
    assert counted(files, "index0") == {"anna": 1}
    assert counted(files, "index1") == {"berlin": 1}
    assert counted(files, "never") == {}


def test_words_made_otherwise_count_for_nothing_until_they_are_put_anew(files: WordFiles, tmp_path: Path) -> None:
    files.put("one", {1: frozenset({"anna"})})
    files.close()
    other = WordFiles(tmp_path / "lexicon", tag=7)
    assert counted(other) == {}
    other.put("one", {2: frozenset({"berlin"})})
    assert counted(other) == {"berlin": 1}
    other.close()
    assert counted(files) == {}


def test_a_damaged_file_is_a_typed_error_without_words(files: WordFiles, tmp_path: Path) -> None:
    files.put("one", {1: frozenset({"anna"})})
    files.close()
    (tmp_path / "lexicon" / "one.db").write_bytes(b"anna, not a database" * 500)
    with pytest.raises(StoreCorrupt) as raised:
        files.stamp("one")
    assert "anna" not in str(raised.value)
    files.drop("one")
    files.put("one", {1: frozenset({"berlin"})})
    assert counted(files) == {"berlin": 1}


def test_a_failed_change_changes_nothing(files: WordFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    files.put("one", {1: frozenset({"anna"})})
    with monkeypatch.context() as patch:
        patch.setattr("store.words._File._count", _refuse)
        with pytest.raises(StoreError):
            files.put("one", {1: frozenset({"berlin"}), 2: frozenset({"chess"})})
    files.put("one", {2: frozenset({"chess"})})
    assert counted(files) == {"anna": 1, "chess": 1}


def _refuse(*_: object) -> None:
    raise sqlite3.OperationalError("refused")
