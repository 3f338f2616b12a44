"""Turn a person table into columns of hashes, each distinct text looked at once."""

import numpy as np
import pyarrow as pa

from matcher import fields
from matcher.careers import school_sets, work_arrays
from matcher.columns import text_arrays
from matcher.given import name_arrays
from matcher.hashing import U64, text_hashes
from matcher.lexicon import Entries, Lexicon
from matcher.names import folded
from matcher.quick_forms import email_hashes, handle_hashes, phone_hashes
from matcher.ragged import Ragged, from_pairs
from matcher.sealing import spread_by
from matcher.side import Array, Side, word_hashes
from matcher.texts import distinct_texts, flat_texts


def prepare(table: pa.Table, secret: int = 0, *, lexicon: Lexicon | None = None) -> Side:
    """Prepare a person table that `schema.checked` has passed.

    With a secret (128 bits) every hash is spread by a keyed bijection: sides prepared under one secret can be compared,
    and nobody without it can look values up by guessing them. A lexicon keeps what was read for further tables.
    """
    known, count = lexicon or Lexicon(), table.num_rows
    ids = text_arrays(table.column("id"))
    arrays: dict[str, Array] = {"ids.offsets": ids.offsets, "ids.bytes": ids.content}
    names, letters, boxes = name_arrays(table, known)
    arrays |= names | work_arrays(table, known)
    sets = _emails(table.column("emails"), letters, boxes, count) | school_sets(table, known)
    rows, values = flat_texts(table.column("phones"))
    sets["phones"] = from_pairs(rows, phone_hashes(values), count)
    rows, values = flat_texts(table.column("handles"))
    for name, hashes in zip(("handles", "slugs"), handle_hashes(values), strict=True):
        sets[name] = from_pairs(rows, hashes, count)
    for name, some in sets.items():
        arrays |= {f"set.{name}.offsets": some.offsets.astype(np.uint32), f"set.{name}.values": some.values}
    for home, column, read in (("place", "location", _read_place), ("birth", "birth_date", _read_birth)):
        codes, texts = distinct_texts(table.column(column))
        numbers = np.append(known.numbered(home, texts, read), 0)[codes]
        (arrays[f"code.{home}"],), tables = known.cut(home, numbers)
        arrays |= tables
    arrays |= known.words(word_hashes(arrays))
    return Side(spread_by(secret, arrays), count)


def region_form(text: str) -> str:
    """Give the part of a place before its last one, where there are three or more: "Lazio" of "Rome, Lazio, Italy"."""
    parts = [folded(part)[: fields.PLACE_LIMIT] for part in text[:1_000].split(",")]
    parts = [part for part in parts if part]
    return parts[-2] if len(parts) > 2 else ""


def _emails(column: pa.ChunkedArray, lone: U64, lone_box: U64, count: int) -> dict[str, Ragged]:
    """Give addresses, mailbox names (letters; letters and digits) and hosts; a lone name is a mailbox name too."""
    rows, values = flat_texts(column)
    addresses, letters, boxes, hosts = email_hashes(values)
    alone = np.flatnonzero(lone_box)
    every = np.concatenate([rows, alone])
    return {
        "emails": from_pairs(rows, addresses, count),
        "locals": from_pairs(every, np.concatenate([letters, lone[alone]]), count),
        "boxes": from_pairs(every, np.concatenate([boxes, lone_box[alone]]), count),
        "hosts": from_pairs(rows, hosts, count),
    }


def _read_place(texts: list[str]) -> Entries:
    read = [fields.place_forms(text) for text in texts]
    cities = [city for city, _ in read]
    hashes = text_hashes(cities)[0]
    countries = text_hashes([country for _, country in read])[0]
    regions = text_hashes([region_form(text) for text in texts])[0]
    return Entries({"city": hashes, "region": regions, "country": countries}, {}, ((hashes, cities),))


def _read_birth(texts: list[str]) -> Entries:
    whole = np.array([fields.birth_form(text) for text in texts], np.uint64)
    hundred = np.uint64(100)
    parts = {"birth_year": whole // (hundred * hundred), "birth_month": whole // hundred % hundred}
    return Entries({"birth": whole, **parts, "birth_day": whole % hundred})
