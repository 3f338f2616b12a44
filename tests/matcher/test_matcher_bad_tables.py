"""Check that tables which can't be matched are refused by side, column and row, and odd ones are taken as meant."""

import resource
import subprocess
import sys
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.errors import InvalidTable
from matcher import PERSON_SCHEMA, Profiles, default_weights, estimate_weights, match_tables
from matcher.schema import LINK_SCHEMA, checked, checked_labels, rows_table

GOOD = rows_table([{"id": "p1", "first_name": "Ulrike", "last_name": "Quell", "emails": ["uq@x.example"]}])
TEXTS = [field.name for field in PERSON_SCHEMA if field.type == pa.string() and field.name != "id"]
LISTS = [field.name for field in PERSON_SCHEMA if field.type == pa.list_(pa.string())]
STRUCTS = [field.name for field in PERSON_SCHEMA if field.name in {"positions", "education"}]
NO_TEXT = {
    "int64": pa.array([1]),
    "double": pa.array([1.5]),
    "bool": pa.array([True]),
    "binary": pa.array([b"x"]),
    "date32[day]": pa.array([date(1980, 1, 2)]),
    "list<": pa.array([["x"]]),
    "struct<": pa.array([{"a": "x"}]),
    "timestamp": pa.array([0], pa.timestamp("s")),
}
NO_LIST = {
    "string": pa.array(["uq@x.example"]),
    "list<item: int64>": pa.array([[1]]),
    "list<item: list<": pa.array([[["x"]]]),
    "list<item: struct<": pa.array([[{"a": "x"}]]),
    "map<": pa.array([[("a", "x")]], pa.map_(pa.string(), pa.string())),
    "int64": pa.array([3]),
}
NO_STRUCTS = {
    "string": pa.array(["Acorn"]),
    "struct<": pa.array([{"company": "Acorn"}]),
    "list<item: string>": pa.array([["Acorn"]]),
    "list<item: struct<company: int64": pa.array([[{"company": 1, "school": 1}]]),
    "list<item: list<": pa.array([[[{"company": "x"}]]]),
}


def _refused(column: str, values: pa.Array, kind: str) -> None:
    table = pa.table({"id": ["a"], column: values})
    for side, matching in (
        ("candidates", lambda: match_tables(table, GOOD)),
        ("profiles", lambda: match_tables(GOOD, table)),
        ("profiles", lambda: Profiles(table)),
        ("candidates", lambda: Profiles(GOOD).match(table, default_weights())),
        ("candidates", lambda: Profiles(GOOD).touched(table)),
        ("changed profiles", lambda: Profiles(GOOD).replaced(table, [])),
        ("candidates", lambda: estimate_weights(table, GOOD)),
    ):
        with pytest.raises(InvalidTable) as caught:
            matching()
        assert caught.value.message.startswith(f"{side}: column {column} is {kind}")


@pytest.mark.parametrize("kind", sorted(NO_TEXT))
@pytest.mark.parametrize("column", TEXTS)
def test_a_text_column_of_another_type_is_refused_everywhere(column: str, kind: str) -> None:
    _refused(column, NO_TEXT[kind], kind)


@pytest.mark.parametrize("kind", sorted(NO_LIST))
@pytest.mark.parametrize("column", LISTS)
def test_a_list_column_of_another_type_is_refused_everywhere(column: str, kind: str) -> None:
    _refused(column, NO_LIST[kind], kind)


@pytest.mark.parametrize("kind", sorted(NO_STRUCTS))
@pytest.mark.parametrize("column", STRUCTS)
def test_a_column_of_other_structs_is_refused_everywhere(column: str, kind: str) -> None:
    _refused(column, NO_STRUCTS[kind], kind)


@given(st.lists(st.one_of(st.none(), st.sampled_from(("a", "b", "c", "d", "e"))), max_size=6))
def test_the_first_bad_id_is_named_by_its_row(ids: list[str | None]) -> None:
    table = pa.table({"id": pa.array(ids, pa.string())})
    if None in ids:
        sentence = f"x: column id is null in row {ids.index(None)}"
    else:
        repeats = [row for row, value in enumerate(ids) if value in ids[:row]]
        sentence = f"x: column id in row {repeats[0]} repeats" if repeats else ""
    if not sentence:
        assert checked(table, "x").column("id").to_pylist() == ids
        return
    with pytest.raises(InvalidTable) as caught:
        checked(table, "x")
    assert caught.value.message.startswith(sentence)


@pytest.mark.parametrize("column", PERSON_SCHEMA.names)
def test_a_column_that_stands_there_twice_is_refused(column: str) -> None:
    twice = [GOOD.column(column), *GOOD.columns]
    table = pa.Table.from_arrays(twice, [column, *GOOD.column_names])
    with pytest.raises(InvalidTable, match=f"column {column} stands there 2 times"):
        checked(table, "x")


def test_a_refusal_never_holds_a_value_of_a_person() -> None:
    private = "quell-private"
    for table in (
        pa.table({"id": [private, private]}),
        pa.table({"id": [private], "emails": [private]}),
        pa.table({"id": [private, None]}),
    ):
        with pytest.raises(InvalidTable) as caught:
            checked(table, "profiles")
        assert private not in str(caught.value)


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string()), pa.null()],
    ids=str,
)
def test_every_kind_of_text_is_taken(kind: pa.DataType) -> None:
    values = pa.array(
        [None, None] if kind == pa.null() else ["Quell", None], pa.null() if kind == pa.null() else pa.string()
    )
    table = checked(pa.table({"id": ["a", "b"], "last_name": values.cast(kind)}), "x")
    assert table.schema == PERSON_SCHEMA
    assert table.column("last_name").to_pylist() == values.to_pylist()


@pytest.mark.parametrize("kind", [pa.list_(pa.large_string()), pa.large_list(pa.string()), pa.null()], ids=str)
def test_every_kind_of_list_is_taken(kind: pa.DataType) -> None:
    written = [None, None] if kind == pa.null() else [["a@x.example", None], None]
    table = checked(pa.table({"id": ["a", "b"], "emails": pa.array(written, kind)}), "x")
    assert table.column("emails").to_pylist() == written


def test_unknown_columns_and_metadata_are_left_out() -> None:
    odd = GOOD.append_column("shoe size", pa.array([44])).append_column("", pa.array([b"x"]))
    odd = odd.replace_schema_metadata({"pandas": "{}"})
    assert checked(odd, "x") == GOOD


@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_a_slice_of_a_table_is_the_rows_it_shows(cut: int) -> None:
    work = pa.array(
        [[{"company": f"c{at}", "extra": at}] * at if at % 2 else None for at in range(4)],
        pa.list_(pa.struct([("company", pa.string()), ("extra", pa.int8())])),
    )
    table = pa.table({"id": list("abcd"), "positions": work})
    rows = checked(table.slice(cut), "x").to_pylist()
    assert [[p["company"] for p in row["positions"] or []] for row in rows] == [
        [f"c{at}"] * at if at % 2 else [] for at in range(cut, 4)
    ]


def test_null_within_lists_and_structs_is_no_value() -> None:
    row = {
        "id": "c1",
        "first_name": "Ulrike",
        "last_name": "Quell",
        "emails": [None, "uq@x.example", ""],
        "positions": [None, {"company": None, "title": None, "start": None, "end": None}],
        "education": [None],
    }
    (link,) = Profiles(GOOD).match(rows_table([row]), default_weights())
    assert link.profile == "p1"
    assert {part.field for part in link.evidence} == {"prior", "name", "name: rarity", "e-mail"}


@pytest.mark.parametrize("blank", [None, "", "   ", "\x00", "\u200b", "---", "🙂"])
def test_people_without_names_are_answered_with_the_reason(blank: str | None) -> None:
    rows = [{"id": f"c{at}", "first_name": blank, "last_name": blank, "name": blank} for at in range(3)]
    found = match_tables(rows_table(rows), rows_table(rows), weights=default_weights())
    assert set(found.table.column("decision").to_pylist()) == {"none"}
    assert set(found.table.column("reason").to_pylist()) == {"the candidate has no usable field"}
    assert found.table.column("none_probability").to_pylist() == [1.0] * 3


@pytest.mark.parametrize(("left", "right"), [(0, 0), (0, 1), (1, 0)])
def test_an_empty_side_gives_an_empty_or_unlinked_answer(left: int, right: int) -> None:
    found = match_tables(GOOD.slice(0, left), GOOD.slice(0, right))
    assert found.table.schema == LINK_SCHEMA
    assert found.table.column("profile_id").to_pylist() == [None] * left
    assert found.report["pairs"] == 0
    assert found.weights.levels == default_weights().levels
    trained = estimate_weights(GOOD.slice(0, left), GOOD.slice(0, right))
    assert not trained.believed
    assert trained.weights.levels == default_weights().levels


ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=40)
@given(
    st.lists(
        st.fixed_dictionaries(
            {name: st.one_of(st.none(), ODD) for name in TEXTS}
            | {name: st.one_of(st.none(), st.lists(st.one_of(st.none(), ODD), max_size=2)) for name in LISTS}
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_anywhere_is_answered_and_finds_itself(rows: list[dict[str, object]]) -> None:
    table = rows_table([{"id": f"r{at}", **row} for at, row in enumerate(rows)])
    links = Profiles(table).match(table, default_weights())
    assert [link.candidate for link in links] == table.column("id").to_pylist()
    for link in links:
        assert 0.0 <= link.probability <= 1.0
        assert link.profile is None or link.log_odds >= sum(part.log_odds for part in link.evidence) - 1e-9


HUGE = """
import sys
import pyarrow as pa
from matcher import default_weights, match_tables
from matcher.schema import rows_table
letter = sys.argv[1]
long = letter * (10_000_000 // len(letter.encode()))
row = {"name": long, "first_name": long, "last_name": long, "middle_name": long, "emails": [long, long + "@x.example"],
       "phones": [long], "handles": [long], "location": long, "birth_date": long,
       "positions": [{"company": long, "title": long}], "education": [{"school": long}]}
table = rows_table([{"id": "a", **row}])
print(match_tables(table, table, weights=default_weights()).table.column("decision").to_pylist())
"""


@pytest.mark.parametrize("letter", ["ﷺ", "9@,."])
def test_ten_megabytes_in_every_field_stay_within_memory_and_time(letter: str) -> None:
    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))

    done = subprocess.run(
        [sys.executable, "-c", HUGE, letter],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limits,
        env={"PYTHONPATH": ".", "OPENBLAS_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr[-500:]
    assert done.stdout.startswith("['")


LABELS = {"candidate_id": pa.array(["a", "b"]), "profile_id": pa.array(["p", None])}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"candidate_id": None}, "labels: column candidate_id is missing"),
        ({"profile_id": None}, "labels: column profile_id is missing"),
        ({"candidate_id": pa.array([1, 2])}, "labels: column candidate_id is int64, not string"),
        ({"profile_id": pa.array([1.0, 2.0])}, "labels: column profile_id is double, not string"),
        ({"candidate_id": pa.array(["a", None])}, "labels: column candidate_id is null in row 1"),
        ({"candidate_id": pa.array(["a", "a"])}, "labels: column profile_id in row 1 contradicts a row before it"),
    ],
)
def test_bad_labels_are_refused_by_column_and_row(changed: dict[str, pa.Array | None], sentence: str) -> None:
    table = pa.table({name: column for name, column in (LABELS | changed).items() if column is not None})
    for use in (
        lambda: checked_labels(table),
        lambda: match_tables(GOOD, GOOD, labels=table),
        lambda: estimate_weights(GOOD, GOOD, labels=table),
    ):
        with pytest.raises(InvalidTable) as caught:
            use()
        assert caught.value.message == sentence


def test_labels_may_repeat_be_all_null_or_of_another_kind_of_text() -> None:
    twice = pa.concat_tables([pa.table(LABELS), pa.table(LABELS)])
    assert checked_labels(twice) == {"a": "p", "b": None}
    assert checked_labels(pa.table({"candidate_id": ["a"], "profile_id": pa.nulls(1)})) == {"a": None}
    coded = pa.table({name: column.dictionary_encode() for name, column in LABELS.items()})
    assert checked_labels(coded) == {"a": "p", "b": None}
    assert checked_labels(pa.table(LABELS).slice(0, 0)) == {}


def test_labels_that_stand_there_twice_are_refused() -> None:
    table = pa.Table.from_arrays(
        [LABELS["candidate_id"]] * 2 + [LABELS["profile_id"]], ["candidate_id"] * 2 + ["profile_id"]
    )
    with pytest.raises(InvalidTable, match="column candidate_id stands there 2 times"):
        checked_labels(table)
