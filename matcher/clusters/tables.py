"""Turn tables of clusters into mappings, refusing those that don't say one cluster for each record."""

import pyarrow as pa

from entities.errors import InvalidTable

CLUSTER_SCHEMA = pa.schema([("record_id", pa.string()), ("cluster_id", pa.string())])


def checked_clusters(table: pa.Table, side: str) -> dict[str, str]:
    """Read a table of clusters (record_id, cluster_id) as the cluster of each record.

    Raises InvalidTable naming `side`, the column and, for a bad value, the row (counted from 0).
    """
    columns = [_texts(table, name, side) for name in CLUSTER_SCHEMA.names]
    found: dict[str, str] = {}
    for row, (record, cluster) in enumerate(zip(*columns, strict=True)):
        for name, value in (("record_id", record), ("cluster_id", cluster)):
            if value is None:
                raise InvalidTable(f"{side}: column {name} is null in row {row}")
        if found.setdefault(record, cluster) != cluster:
            raise InvalidTable(f"{side}: column cluster_id in row {row} contradicts a row before it")
    return found


def _texts(table: pa.Table, name: str, side: str) -> list[str]:
    at = table.schema.get_all_field_indices(name)
    if len(at) != 1:
        raise InvalidTable(f"{side}: column {name} " + (f"stands there {len(at)} times" if at else "is missing"))
    column = table.column(at[0])
    found = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    texts = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    if not any(kind(found) for kind in texts):
        raise InvalidTable(f"{side}: column {name} is {found}, not string")
    values: list[str] = column.cast(pa.string()).to_pylist()
    return values
