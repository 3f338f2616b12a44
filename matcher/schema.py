"""Turn persons into Arrow tables of the match schema, refusing tables that don't fit it."""

from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from entities.errors import InvalidTable
from entities.person import Person

_TEXTS = pa.list_(pa.string())
PERSON_SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("name", pa.string()),
        ("first_name", pa.string()),
        ("middle_name", pa.string()),
        ("last_name", pa.string()),
        ("emails", _TEXTS),
        ("phones", _TEXTS),
        ("handles", _TEXTS),
        ("headline", pa.string()),
        ("location", pa.string()),
        ("positions", pa.list_(pa.struct([(name, pa.string()) for name in ("company", "title", "start", "end")]))),
        ("education", pa.list_(pa.struct([(name, pa.string()) for name in ("school", "degree", "area", "end")]))),
        ("birth_date", pa.string()),
    ]
)
LINK_SCHEMA = pa.schema(
    [
        ("candidate_id", pa.string()),
        ("profile_id", pa.string()),
        ("probability", pa.float64()),
        ("none_probability", pa.float64()),
        ("runner_up_id", pa.string()),
        ("runner_up_probability", pa.float64()),
        ("decision", pa.string()),
        ("log_odds", pa.float64()),
        ("reason", pa.string()),
    ]
)


def persons_table(persons: Iterable[Person | dict[str, object]]) -> pa.Table:
    """Lay persons, or dicts of what they hold, out as one table in the match schema."""
    return rows_table([person.model_dump() if isinstance(person, Person) else person for person in persons])


def rows_table(rows: Sequence[dict[str, object]]) -> pa.Table:
    """Lay dicts out as one table in the match schema; absent keys are null, other keys are left out."""
    return pa.table(
        {field.name: pa.array([row.get(field.name) for row in rows], field.type) for field in PERSON_SCHEMA}
    )


def checked(table: pa.Table, side: str) -> pa.Table:
    """Cast a table to the match schema, with nulls for absent columns; other columns are left out.

    Raises InvalidTable naming `side`, the column and, for a bad id, the row (counted from 0).
    """
    columns = {}
    for field in PERSON_SCHEMA:
        at = table.schema.get_all_field_indices(field.name)
        if not at:
            columns[field.name] = pa.nulls(table.num_rows, field.type)
        elif len(at) > 1:
            raise InvalidTable(f"{side}: column {field.name} stands there {len(at)} times")
        else:
            columns[field.name] = _cast(table.column(at[0]), field, side)
    if not table.schema.get_all_field_indices("id"):
        raise InvalidTable(f"{side}: column id is missing", hint="only id is mandatory")
    _check_ids(columns["id"], side)
    return pa.table(columns, schema=PERSON_SCHEMA)


def checked_labels(table: pa.Table) -> dict[str, str | None]:
    """Read labels (candidate_id, profile_id or null) as the profile of each candidate.

    Raises InvalidTable naming the column and, for a bad value, the row (counted from 0).
    """
    columns = []
    for name in ("candidate_id", "profile_id"):
        at = table.schema.get_all_field_indices(name)
        if len(at) != 1:
            raise InvalidTable(f"labels: column {name} " + (f"stands there {len(at)} times" if at else "is missing"))
        columns.append(_cast(table.column(at[0]), pa.field(name, pa.string()), "labels").to_pylist())
    found: dict[str, str | None] = {}
    for row, (candidate, profile) in enumerate(zip(*columns, strict=True)):
        if candidate is None:
            raise InvalidTable(f"labels: column candidate_id is null in row {row}")
        if found.setdefault(candidate, profile) != profile:
            raise InvalidTable(f"labels: column profile_id in row {row} contradicts a row before it")
    return found


def checked_corrections(table: pa.Table) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Read corrections (candidate_id, profile_id, linked): the linked profile, and those ruled out, of each candidate.

    Raises InvalidTable naming the column and, for a bad value, the row (counted from 0).
    """
    columns = []
    for name, kind in (("candidate_id", pa.string()), ("profile_id", pa.string()), ("linked", pa.bool_())):
        at = table.schema.get_all_field_indices(name)
        if len(at) != 1:
            raise InvalidTable(
                f"corrections: column {name} " + (f"stands there {len(at)} times" if at else "is missing")
            )
        column = table.column(at[0])
        if kind == pa.bool_() and column.type != kind:
            raise InvalidTable(f"corrections: column {name} is {column.type}, not bool")
        columns.append(
            (column if kind == pa.bool_() else _cast(column, pa.field(name, kind), "corrections")).to_pylist()
        )
    linked: dict[str, str] = {}
    ruled_out: dict[str, set[str]] = {}
    for row, values in enumerate(zip(*columns, strict=True)):
        for name, value in zip(("candidate_id", "profile_id", "linked"), values, strict=True):
            if value is None:
                raise InvalidTable(f"corrections: column {name} is null in row {row}")
        candidate, profile, yes = values
        if yes and linked.setdefault(candidate, profile) != profile:
            raise InvalidTable(f"corrections: column profile_id in row {row} contradicts a row before it")
        if not yes:
            ruled_out.setdefault(candidate, set()).add(profile)
        if linked.get(candidate) in ruled_out.get(candidate, ()):
            raise InvalidTable(f"corrections: column linked in row {row} contradicts a row before it")
    return linked, {name: frozenset(profiles) for name, profiles in ruled_out.items()}


def _cast(column: pa.ChunkedArray, field: pa.Field, side: str) -> pa.ChunkedArray:
    wanted, found = field.type, column.type
    if pa.types.is_dictionary(found):
        column, found = column.cast(found.value_type), found.value_type
    if found == wanted:
        return column
    try:
        if pa.types.is_list(wanted) and pa.types.is_struct(wanted.value_type):
            return _cast_structs(column, wanted)
        if _alike(found, wanted):
            return column.cast(wanted)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, TypeError):
        pass
    raise InvalidTable(f"{side}: column {field.name} is {found}, not {wanted}")


def _alike(found: pa.DataType, wanted: pa.DataType) -> bool:
    if pa.types.is_null(found):
        return True
    if pa.types.is_string(wanted):
        return pa.types.is_string(found) or pa.types.is_large_string(found) or str(found) == "string_view"
    return (pa.types.is_list(found) or pa.types.is_large_list(found)) and _alike(found.value_type, wanted.value_type)


def _cast_structs(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.ChunkedArray:
    """Cast a list of structs whose fields may stand in another order, lack some, or have others beside."""
    if pa.types.is_null(column.type):
        return column.cast(wanted)
    if not (pa.types.is_list(column.type) or pa.types.is_large_list(column.type)):
        raise TypeError(str(column.type))
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], column.type)
    inner = array.flatten()
    if not pa.types.is_struct(inner.type):
        raise TypeError(str(column.type))
    names = {field.name for field in inner.type}
    parts = []
    for field in wanted.value_type:
        if field.name not in names:
            parts.append(pa.nulls(len(inner), field.type))
            continue
        part = pc.struct_field(inner, field.name)
        if not _alike(part.type, field.type):
            raise TypeError(str(part.type))
        parts.append(part.cast(field.type))
    lengths = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False)
    offsets = pa.array([0, *lengths.cumsum().tolist()], pa.int32())
    structs = pa.StructArray.from_arrays(parts, fields=list(wanted.value_type))
    return pa.chunked_array([pa.ListArray.from_arrays(offsets, structs).cast(wanted)])


def _check_ids(ids: pa.ChunkedArray, side: str) -> None:
    if ids.null_count:
        row = pc.index(pc.is_null(ids), value=True).as_py()
        raise InvalidTable(f"{side}: column id is null in row {row}")
    if pc.count_distinct(ids).as_py() != len(ids):
        seen: set[str] = set()
        for row, value in enumerate(ids.to_pylist()):
            if value in seen:
                raise InvalidTable(f"{side}: column id in row {row} repeats an id of a row before it")
            seen.add(value)
