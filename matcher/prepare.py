"""Turn a person table into columns of hashes, each distinct text looked at once."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from matcher import fields
from matcher.careers import school_columns, work_columns
from matcher.given import Named, name_columns
from matcher.hashing import U64, text_hashes
from matcher.mailboxes import box_form, host_form, slug_form
from matcher.names import folded
from matcher.ragged import Ragged, from_pairs
from matcher.side import MANY, SINGLE, Side, in_order
from matcher.texts import Words, distinct_texts, flat_texts, forms, spread


def prepare(table: pa.Table) -> Side:
    """Prepare a person table that `schema.checked` has passed."""
    seen, count = Words([], []), table.num_rows
    named = name_columns(table, seen)
    one, many = dict(named.one), {"canon": named.canon, "tokens": named.tokens}
    many |= _emails(table.column("emails"), named, count)
    many["phones"] = _set(table.column("phones"), fields.phone_form)
    many["handles"] = _set(table.column("handles"), fields.handle_form)
    many["slugs"] = _set(table.column("handles"), slug_form)
    work, careers = work_columns(table)
    many |= careers | school_columns(table)
    one |= work | _place(table.column("location"), seen)
    codes, values = distinct_texts(table.column("birth_date"))
    one["birth"] = spread(np.array([fields.birth_form(value) for value in values], np.uint64), codes)
    return Side(
        np.array(table.column("id").to_pylist(), dtype=object),
        {name: one[name] for name in SINGLE},
        {name: many[name] for name in MANY},
        *in_order(*seen.all()),
    )


def _set(column: pa.ChunkedArray, form: Callable[[str], str]) -> Ragged:
    rows, values = flat_texts(column)
    return from_pairs(rows, forms(values, form), len(column))


def _emails(column: pa.ChunkedArray, named: Named, count: int) -> dict[str, Ragged]:
    """Give addresses, mailbox names (letters; letters and digits) and hosts; a lone name is a mailbox name too."""
    rows, values = flat_texts(column)
    codes, texts = distinct_texts(values)
    read = [fields.email_form(text) for text in texts]

    def hashed(texts: list[str]) -> U64:
        return spread(text_hashes(texts)[0], codes)

    every = np.concatenate([rows, np.arange(count)])
    letters = np.concatenate([hashed([form[1] for form in read]), named.lone])
    boxes = np.concatenate([hashed([box_form(text) for text in texts]), named.lone_box])
    return {
        "emails": from_pairs(rows, hashed([form[0] for form in read]), count),
        "locals": from_pairs(every, letters, count),
        "boxes": from_pairs(every, boxes, count),
        "hosts": from_pairs(rows, hashed([host_form(text) for text in texts]), count),
    }


def _place(column: pa.ChunkedArray, seen: Words) -> dict[str, U64]:
    codes, texts = distinct_texts(column)
    read = [fields.place_forms(text) for text in texts]
    regions = text_hashes([region_form(text) for text in texts])[0]
    cities = seen.hashed([city for city, _ in read])
    countries = text_hashes([country for _, country in read])[0]
    return {"city": spread(cities, codes), "region": spread(regions, codes), "country": spread(countries, codes)}


def region_form(text: str) -> str:
    """Give the part of a place before its last one, where there are three or more: "Lazio" of "Rome, Lazio, Italy"."""
    parts = [folded(part)[: fields.PLACE_LIMIT] for part in text[:1_000].split(",")]
    parts = [part for part in parts if part]
    return parts[-2] if len(parts) > 2 else ""
