"""What is written with an index is what ranking computes from, be it missing, of another form or changing."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from entities.document import PersonDocument
from indexing import Delete, Upsert, analyse
from ranking import columns as ranked
from ranking.features import Found, features
from ranking.lexical import rarities, score_by
from ranking.terms import Term
from service.columns import PersonColumns

NOW = datetime(2026, 6, 1, tzinfo=UTC)
INDEX = "tj-abc"
TERMS = (Term("python", ("python",)), Term("nurse", ("nurs",), "title", 2.0))


def document(number: int, **fields: object) -> PersonDocument:
    return PersonDocument.model_validate({"key": f"p{number}", "version": 1, "number": number, **fields})


PEOPLE = {
    1: document(1, titles=("Nurse",), skills=("Python",)),
    2: document(2, summary="python " * 3, access=("team",)),
    3: document(3, titles=("Driver",), do_not_contact=True),
    7: document(7, current_title="Head nurse", summary="knows python", hidden_from=("team",)),
}


@pytest.fixture
def columns(tmp_path: Path) -> PersonColumns:
    made = PersonColumns(tmp_path / "columns", analysis="1")
    made.write(INDEX, [Upsert(one) for one in PEOPLE.values()])
    return made


class Store:
    """Documents by number, and which were asked for."""

    def __init__(self, documents: Mapping[int, PersonDocument]) -> None:
        self.documents, self.asked = dict(documents), list[int]()

    def __call__(self, numbers: Sequence[int]) -> dict[int, PersonDocument]:
        self.asked.extend(numbers)
        return {number: self.documents[number] for number in numbers if number in self.documents}


def values(
    columns: PersonColumns, numbers: Sequence[int], store: Store, terms: Sequence[Term] = TERMS
) -> dict[int, list[float]]:
    def compute(rows: ranked.Rows, kept: Sequence[int], documents: ranked.Documents) -> dict[int, list[float]]:
        found = ranked.column_features(
            rows, terms, rarities=dict.fromkeys(terms, 1.0), now=NOW, analyse=analyse, documents=documents
        )
        return dict(zip(kept, found.tolist(), strict=True))

    return columns.computed(INDEX, numbers, store, compute)


def slowly(people: Sequence[PersonDocument], terms: Sequence[Term] = TERMS) -> dict[int, list[float]]:
    found = score_by([Found(one, 0.0) for one in people], terms, dict.fromkeys(terms, 1.0), analyse=analyse)
    computed = features(found, terms, now=NOW, analyse=analyse).values.tolist()
    return {one.number: row for one, row in zip(people, computed, strict=True)}


def test_no_document_is_read_where_every_row_is_there(columns: PersonColumns) -> None:
    store = Store({})
    assert values(columns, [7, 1, 3], store) == slowly([PEOPLE[7], PEOPLE[1], PEOPLE[3]])
    assert store.asked == []


def test_a_missing_row_is_made_from_its_document_and_who_is_gone_is_left_out(columns: PersonColumns) -> None:
    new = document(9, titles=("Nurse",))
    store = Store({9: new})
    assert values(columns, [1, 9, 5], store) == slowly([PEOPLE[1], new])
    assert store.asked == [9, 5]


def test_without_any_columns_documents_do(tmp_path: Path) -> None:
    columns = PersonColumns(tmp_path, analysis="1")
    assert values(columns, [1, 2], Store(PEOPLE)) == slowly([PEOPLE[1], PEOPLE[2]])
    assert values(columns, [], Store(PEOPLE)) == {}
    assert not columns.fits(INDEX)


def test_rows_of_another_analysis_are_not_read(columns: PersonColumns, tmp_path: Path) -> None:
    other = PersonColumns(tmp_path / "columns", analysis="2")
    store = Store(PEOPLE)
    assert (columns.fits(INDEX), other.fits(INDEX)) == (True, False)
    assert values(other, [1], store) == slowly([PEOPLE[1]])
    assert store.asked == [1]
    with other.rebuild(INDEX) as making:
        making.add(PEOPLE.values())
        making.commit()
    assert other.fits(INDEX)
    assert values(other, [1, 2, 3, 7], Store({})) == slowly(list(PEOPLE.values()))


def test_prefixes_are_read_from_documents(columns: PersonColumns) -> None:
    terms = (Term("pyth", ("pyth",), prefix=True), *TERMS)
    store = Store(PEOPLE)
    assert values(columns, [1, 2, 3], store, terms) == slowly([PEOPLE[1], PEOPLE[2], PEOPLE[3]], terms)
    del store.documents[3]  # gone, though its row is still there
    assert values(columns, [1, 3], store, terms)[1] == slowly([PEOPLE[1]], terms)[1]


def test_a_row_that_changes_while_it_is_read_is_read_again(columns: PersonColumns) -> None:
    changed = document(1, titles=("Plumber",))
    writes = [changed]

    def compute(rows: ranked.Rows, _: Sequence[int], __: ranked.Documents) -> list[float]:
        while writes:
            columns.write(INDEX, [Upsert(writes.pop())])
        found = ranked.column_features(rows, TERMS, rarities=dict.fromkeys(TERMS, 1.0), now=NOW, analyse=analyse)
        first: list[float] = found[0].tolist()
        return first

    assert columns.computed(INDEX, [1], Store({}), compute) == slowly([changed])[1]


def test_rows_that_never_hold_still_give_way_to_documents(columns: PersonColumns) -> None:
    times = iter(range(100))

    def compute(rows: ranked.Rows, _: Sequence[int], __: ranked.Documents) -> int:
        columns.write(INDEX, [Upsert(document(1, updated=next(times)))])
        return int(rows.updated()[0])

    assert columns.computed(INDEX, [1], Store({1: document(1, updated=5_000)}), compute) == 5_000


def test_deleting_takes_the_row_out_and_repeating_changes_nothing(columns: PersonColumns) -> None:
    for _ in range(2):
        columns.write(INDEX, [Delete(key="p1", number=1), Delete(key="p2"), Upsert(PEOPLE[3])])
        store = Store({})
        assert values(columns, [1, 3], store) == slowly([PEOPLE[3]])
        assert store.asked == [1]


def test_shadows_have_no_row(columns: PersonColumns) -> None:
    columns.write(INDEX, [Upsert(document(11, shadow=True)), Delete(key="p3", shadow=True, number=3)])
    store = Store({})
    assert set(values(columns, [3, 11], store)) == {3}


def test_words_are_as_rare_as_they_are_among_people_whom_everyone_may_find(columns: PersonColumns) -> None:
    columns.write("tj-other", [Upsert(PEOPLE[1]), Upsert(PEOPLE[3])])
    assert (
        columns.people([INDEX]) == 3
    )  # the fourth is for a team; one who is hidden from it says no more than it may know
    assert columns.people([INDEX, "tj-other", "tj-none"]) == 5
    rare = columns.rarities(TERMS, [INDEX, "tj-other"])
    assert list(rare.values()) == list(rarities(TERMS, 5, dict.fromkeys(TERMS, 3)).values())


def test_what_is_written_while_columns_are_rebuilt_wins(columns: PersonColumns) -> None:
    with columns.rebuild(INDEX) as making:
        columns.write(INDEX, [Upsert(document(1, titles=("Plumber",))), Delete(key="p3", number=3)])
        making.add(PEOPLE.values())
        making.commit()
    store = Store({})
    found = values(columns, [1, 2, 3, 7], store)
    assert found == slowly([document(1, titles=("Plumber",)), PEOPLE[2], PEOPLE[7]])
    assert store.asked == [3]


def test_a_rebuild_that_is_not_committed_leaves_no_trace(columns: PersonColumns, tmp_path: Path) -> None:
    before = sorted((tmp_path / "columns" / INDEX).iterdir())
    with columns.rebuild(INDEX) as making:
        making.add([document(1, titles=("Plumber",))])
    assert sorted((tmp_path / "columns" / INDEX).iterdir()) == before
    assert values(columns, [1], Store({})) == slowly([PEOPLE[1]])


def test_files_with_mostly_dead_rows_are_written_anew(columns: PersonColumns) -> None:
    assert not columns.compact(INDEX)
    for at in range(20):
        columns.write(INDEX, [Upsert(document(1, summary=f"version {at}"))])
    assert columns.compact(INDEX)
    assert values(columns, [1, 7], Store({})) == slowly([document(1, summary="version 19"), PEOPLE[7]])


def test_what_is_dropped_is_gone(columns: PersonColumns, tmp_path: Path) -> None:
    columns.drop(INDEX)
    assert not (tmp_path / "columns" / INDEX).exists()
    assert values(columns, [1], Store({})) == {}
    columns.close()
