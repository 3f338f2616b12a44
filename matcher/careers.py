"""Turn positions, headlines, and education into sets of hashes, with the years in which they held."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from matcher import fields
from matcher.hashing import I64, U64, combined, text_hashes
from matcher.names import TEXT_LIMIT
from matcher.ragged import Ragged, from_pairs, ranges
from matcher.texts import distinct_texts, flat_texts, forms, spread

HEADLINE = re.compile(
    r"^\s*(?P<title>\S.{0,150}?)\s*(?:\s(?:at|bei|chez|en)\s|@)\s*(?P<company>[^|·•,;]{1,100})",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
OPEN_YEARS = 3  # an open end says nothing about how long: this many years stand for it
MOST_YEARS = 40  # of one position
STINT, DEGREE = 0x51, 0x52  # tags of hashes made of two values


@dataclass(frozen=True, slots=True)
class Positions:
    """All positions of a side, flat: the row of each, its texts, and whether it has ended."""

    rows: I64
    companies: pa.Array
    titles: pa.Array
    starts: pa.Array
    ends: pa.Array


def year_of(text: str) -> int:
    """Give the first year from 1900 to 2099 in a text; 0 for none."""
    found = YEAR.search(text[:40])
    return int(found[0]) if found else 0


def headline_forms(text: str) -> tuple[str, str]:
    """Read "TITLE at COMPANY" (also @, bei, chez, en): title and company, both empty where it reads otherwise."""
    found = HEADLINE.match(text[:TEXT_LIMIT])
    return (found["title"], found["company"].strip()) if found else ("", "")


def work_columns(table: pa.Table) -> tuple[dict[str, U64], dict[str, Ragged]]:
    """Give the current company and title (the first position without an end, else the first), and sets over all.

    Where a person has no position, the headline may give one.
    """
    count = table.num_rows
    work = _positions(table)
    companies = forms(work.companies, fields.company_form)
    titles, families = _titles(work.titles)
    ended = np.asarray(pc.fill_null(pc.not_equal(work.ends, ""), fill_value=False).to_numpy(zero_copy_only=False))
    order = np.lexsort((np.arange(len(work.rows)), ended, work.rows))
    best = order[np.flatnonzero(np.diff(work.rows[order], prepend=-1))]
    one = {}
    for name, values in (("company", companies), ("title", titles), ("family", families)):
        one[name] = np.zeros(count, np.uint64)
        one[name][work.rows[best]] = values[best]
    employers = [forms(work.companies, shape) for shape in (_together, _first_word)]
    return one, {
        "companies": from_pairs(work.rows, companies, count),
        "titles": from_pairs(work.rows, families, count),
        "employers": from_pairs(np.concatenate([work.rows, work.rows]), np.concatenate(employers), count),
        "stints": _stints(work, companies, count),
    }


def school_columns(table: pa.Table) -> dict[str, Ragged]:
    """Give the schools named, and the schools with the year of the end."""
    rows, structs = flat_texts(table.column("education"))
    schools = forms(pc.struct_field(structs, "school"), fields.company_form)
    years = _years(pc.struct_field(structs, "end"))
    degrees = combined(DEGREE, schools, years.astype(np.uint64))
    count = table.num_rows
    return {"schools": from_pairs(rows, schools, count), "degrees": from_pairs(rows, degrees, count)}


def _positions(table: pa.Table) -> Positions:
    rows, structs = flat_texts(table.column("positions"))
    columns = [pc.struct_field(structs, name) for name in ("company", "title", "start", "end")]
    without = np.ones(table.num_rows, bool)
    without[rows] = False
    open_ = np.flatnonzero(without)
    codes, texts = distinct_texts(table.column("headline").take(pa.array(open_)))
    read = [headline_forms(text) for text in texts]
    fits = np.append(np.array([bool(company) for _, company in read], bool), False)[codes]
    named = [read[code] for code in codes[fits].tolist()]
    nothing = pa.nulls(len(named), pa.string())
    more = [
        pa.array([company for _, company in named], pa.string()),
        pa.array([title for title, _ in named], pa.string()),
    ]
    every = [pa.concat_arrays([old, new]) for old, new in zip(columns, [*more, nothing, nothing], strict=True)]
    return Positions(np.concatenate([rows, open_[fits]]), *every)


def _titles(column: pa.Array) -> tuple[U64, U64]:
    codes, texts = distinct_texts(column)
    read = [fields.title_forms(text) for text in texts]
    return tuple(spread(text_hashes([form[at] for form in read])[0], codes) for at in (0, 1))  # type: ignore[return-value]  # two of them


def _together(company: str) -> str:
    return fields.company_form(company).replace(" ", "")


def _first_word(company: str) -> str:
    return fields.company_form(company).partition(" ")[0]


def _years(column: pa.Array) -> I64:
    codes, texts = distinct_texts(column)
    return np.append(np.array([year_of(text) for text in texts], np.int64), 0)[codes]


def _stints(work: Positions, companies: U64, count: int) -> Ragged:
    """Hash company and year for each year of every dated position."""
    starts, ends = _years(work.starts), _years(work.ends)
    starts = np.where(starts == 0, ends, starts)
    ends = np.where(ends == 0, starts + OPEN_YEARS - 1, ends)
    lengths = np.where((starts == 0) | (ends < starts), 0, np.minimum(ends - starts + 1, MOST_YEARS))
    years = ranges(starts, lengths).astype(np.uint64)
    return from_pairs(np.repeat(work.rows, lengths), combined(STINT, np.repeat(companies, lengths), years), count)
