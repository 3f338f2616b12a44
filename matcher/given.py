"""Turn the name columns of a person table into hashes of their parts."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from matcher import names
from matcher.hashing import BASE, I64, U64, joined, text_hashes
from matcher.ragged import Ragged, from_pairs, offsets_of, ranges
from matcher.texts import Words, distinct_texts, spread

LONE = 5  # letters from which a name without a surname may be a mailbox name
Split = list[list[str]]


NOT_LETTER = re.compile(r"[^a-z]+")


@dataclass(frozen=True, slots=True)
class Named:
    """The hash columns of names, full forms of first names, all name tokens, and lone names that may be mailbox names.

    `lone` holds a lone name's letters, `lone_box` its letters and digits.
    """

    one: dict[str, U64]
    canon: Ragged
    tokens: Ragged
    lone: U64
    lone_box: U64


def name_columns(table: pa.Table, seen: Words) -> Named:
    """Give what the name columns hold."""
    (given, given_codes), (last, last_codes) = _parts(table)
    one = _given_columns(given, given_codes, seen)
    surname = _last_columns(last, last_codes, seen)
    power = surname.pop("power")
    one |= surname
    codes, texts = distinct_texts(table.column("middle_name"))
    middles = spread(seen.hashed([_at(names.tokens(text), 0) for text in texts]), codes)
    one["given"] = np.where(middles != 0, middles, one["given"])
    one["given_initial"] = spread_initials(one["given"], seen)
    whole = (one["first"] != 0) & (one["last"] != 0)
    nothing = np.zeros(len(whole), np.uint64)
    one["full"] = np.where(whole, joined(one["first"], one["last_joined"], power), nothing)
    one["initial_full"] = np.where(whole, joined(one["first_initial"], one["last_joined"], power), nothing)
    one["full_initial"] = np.where(whole, joined(one["first"], one["last_initial"], np.full(len(whole), BASE)), nothing)
    long = spread(np.array([len("".join(parts)) >= LONE for parts in given], np.uint64), given_codes)
    alone = (one["last"] == 0) & (long == 1)
    letters = text_hashes([NOT_LETTER.sub("", "".join(parts)) for parts in given])[0]
    tokens = _per_row(
        [(given, given_codes), ([names.without_particles(parts) for parts in last], last_codes)], table.num_rows
    )
    return Named(
        one=one,
        canon=_full_forms(given, given_codes),
        tokens=tokens,
        lone=np.where(alone, spread(letters, given_codes), nothing),
        lone_box=np.where(alone, one["given_joined"], nothing),
    )


def spread_initials(hashes: U64, seen: Words) -> U64:
    """Give the hash of each token's first letter, found among the texts seen."""
    every, texts = seen.all()
    initials = text_hashes([text[:1] for text in texts.tolist()])[0]
    order = np.argsort(every, kind="stable")
    at = order[np.minimum(np.searchsorted(every, hashes, sorter=order), len(every) - 1)] if len(every) else order
    return np.where(hashes == 0, np.uint64(0), initials[at]) if len(every) else np.zeros_like(hashes)


def _parts(table: pa.Table) -> tuple[tuple[Split, I64], tuple[Split, I64]]:
    """Split names into given names and surnames: (distinct token lists, code of each row) for both."""
    first_codes, firsts = distinct_texts(table.column("first_name"))
    last_codes, lasts = distinct_texts(table.column("last_name"))
    given: Split = [names.tokens(text) for text in firsts]
    last: Split = [names.tokens(text) for text in lasts]
    has_first = np.append(np.array([bool(parts) for parts in given], bool), False)[first_codes]
    has_last = np.append(np.array([bool(parts) for parts in last], bool), False)[last_codes]
    rest = np.flatnonzero(~(has_first & has_last))
    wholes = table.column("name").take(pa.array(rest)).to_pylist() if len(rest) else []
    known: dict[str, int] = {}
    for row, whole in zip(rest.tolist(), wholes, strict=True):
        text = (whole or "").strip() or (firsts[first_codes[row]] if first_codes[row] >= 0 else "")
        if text not in known:
            known[text] = len(known)
            left, right = names.split_name(text)
            given.append(left)
            last.append(right)
        at = known[text]
        if last[len(lasts) + at] or not has_last[row]:
            first_codes[row], last_codes[row] = len(firsts) + at, len(lasts) + at
    return (given, first_codes), (last, last_codes)


def _at(parts: list[str], at: int) -> str:
    return parts[at] if len(parts) > at else ""


def _given_columns(given: Split, codes: I64, seen: Words) -> dict[str, U64]:
    firsts = [_at(parts, 0) for parts in given]
    columns = {
        "first": seen.hashed(firsts),
        "given": seen.hashed([_at(parts, 1) for parts in given]),
        "given_joined": text_hashes(["".join(parts) for parts in given])[0],
        "first_sound": text_hashes([names.sound(first) for first in firsts])[0],
        "first_initial": text_hashes([first[:1] for first in firsts])[0],
    }
    return {name: spread(values, codes) for name, values in columns.items()}


def _last_columns(last: Split, codes: I64, seen: Words) -> dict[str, U64]:
    plain = [names.without_particles(parts) for parts in last]
    firsts = [_at(parts, 0) for parts in plain]
    whole, power = text_hashes(["".join(parts) for parts in last])
    columns = {
        "last": seen.hashed(firsts),
        "other": seen.hashed([parts[-1] if len(parts) > 1 else "" for parts in plain]),
        "last_joined": whole,
        "last_sound": text_hashes([names.sound(first) for first in firsts])[0],
        "last_start": text_hashes([first[:3] for first in firsts])[0],
        "last_initial": text_hashes([first[:1] for first in firsts])[0],
        "power": power,
    }
    return {name: spread(values, codes) for name, values in columns.items()}


def _full_forms(given: Split, codes: I64) -> Ragged:
    """Give each row the hashes of its first name and of the full forms that the first name may be short for."""
    return _per_row([([list(names.canonicals(parts[0])) if parts else [] for parts in given], codes)], len(codes))


def _per_row(parts: list[tuple[Split, I64]], count: int) -> Ragged:
    """Give each row the hashes of all words of its codes."""
    every_row, every_value = [], []
    for words, codes in parts:
        held = [*words, []]
        lengths = np.array([len(some) for some in held], np.int64)
        flat = text_hashes([text for some in held for text in some])[0]
        starts = offsets_of(lengths)[:-1]
        every_row.append(np.repeat(np.arange(count), lengths[codes]))
        every_value.append(flat[ranges(starts[codes], lengths[codes])])
    return from_pairs(np.concatenate(every_row), np.concatenate(every_value), count)
