"""Turn a person table into columns of hashes, each distinct text looked at once."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from matcher import fields
from matcher.given import name_columns
from matcher.hashing import I64, U64, text_hashes
from matcher.ragged import Ragged, from_pairs
from matcher.side import MANY, SINGLE, Side, in_order
from matcher.texts import Words, distinct_texts, spread


def prepare(table: pa.Table) -> Side:
    """Prepare a person table that `schema.checked` has passed."""
    seen, count = Words([], []), table.num_rows
    one, canon, lone = name_columns(table, seen)
    many = {"canon": canon}
    many["emails"], many["locals"] = _emails(table.column("emails"), lone, count)
    many["phones"] = _set(_flat_texts(table.column("phones")), fields.phone_form, count)
    many["handles"] = _set(_flat_texts(table.column("handles")), fields.handle_form, count)
    many["schools"] = _set(_flat_field(table.column("education"), "school"), fields.company_form, count)
    work, many["companies"] = _work(table.column("positions"), count)
    one |= work | _place(table.column("location"), seen)
    codes, values = distinct_texts(table.column("birth_date"))
    one["birth"] = spread(np.array([fields.birth_form(value) for value in values], np.uint64), codes)
    return Side(
        np.array(table.column("id").to_pylist(), dtype=object),
        {name: one[name] for name in SINGLE},
        {name: many[name] for name in MANY},
        *in_order(*seen.all()),
    )


def _flat_texts(column: pa.ChunkedArray) -> tuple[I64, pa.Array]:
    """Give (row of each value, values) of a column of lists."""
    array = _one_chunk(column)
    lengths = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False)
    return np.repeat(np.arange(len(array)), lengths), array.flatten()


def _one_chunk(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    if isinstance(joined, pa.ChunkedArray):
        return joined.chunk(0) if joined.num_chunks else pa.array([], column.type)
    return joined


def _flat_field(column: pa.ChunkedArray, name: str) -> tuple[I64, pa.Array]:
    rows, structs = _flat_texts(column)
    return rows, pc.struct_field(structs, name)


def _set(flat: tuple[I64, pa.Array], form: Callable[[str], str], count: int) -> Ragged:
    rows, values = flat
    return from_pairs(rows, _forms(values, form), count)


def _forms(values: pa.Array, form: Callable[[str], str]) -> U64:
    codes, texts = distinct_texts(values)
    return spread(text_hashes([form(text) for text in texts])[0], codes)


def _emails(column: pa.ChunkedArray, lone: U64, count: int) -> tuple[Ragged, Ragged]:
    """Give the addresses and the letters of their mailbox names; a lone name counts as one."""
    rows, values = _flat_texts(column)
    codes, texts = distinct_texts(values)
    forms = [fields.email_form(text) for text in texts]
    addresses = spread(text_hashes([address for address, _ in forms])[0], codes)
    letters = spread(text_hashes([local for _, local in forms])[0], codes)
    every, alone = np.concatenate([rows, np.arange(count)]), np.concatenate([letters, lone])
    return from_pairs(rows, addresses, count), from_pairs(every, alone, count)


def _work(column: pa.ChunkedArray, count: int) -> tuple[dict[str, U64], Ragged]:
    """Give the current company and title (the first position without an end, else the first), and all companies."""
    rows, structs = _flat_texts(column)
    companies = _forms(pc.struct_field(structs, "company"), fields.company_form)
    codes, texts = distinct_texts(pc.struct_field(structs, "title"))
    forms = [fields.title_forms(text) for text in texts]
    titles = spread(text_hashes([title for title, _ in forms])[0], codes)
    families = spread(text_hashes([family for _, family in forms])[0], codes)
    ended = pc.fill_null(pc.not_equal(pc.struct_field(structs, "end"), ""), fill_value=False)
    order = np.lexsort((np.arange(len(rows)), ended.to_numpy(zero_copy_only=False), rows))
    best = order[np.flatnonzero(np.diff(rows[order], prepend=-1))]
    found = {}
    for name, values in (("company", companies), ("title", titles), ("family", families)):
        found[name] = np.zeros(count, np.uint64)
        found[name][rows[best]] = values[best]
    return found, from_pairs(rows, companies, count)


def _place(column: pa.ChunkedArray, seen: Words) -> dict[str, U64]:
    codes, texts = distinct_texts(column)
    forms = [fields.place_forms(text) for text in texts]
    cities = seen.hashed([city for city, _ in forms])
    countries = text_hashes([country for _, country in forms])[0]
    return {"city": spread(cities, codes), "country": spread(countries, codes)}
