"""Turn positions, headlines, and education into codes and hashes, with the years in which they held."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from matcher import fields
from matcher.hashing import I64, U64, combined, text_hashes
from matcher.lexicon import Entries, Lexicon
from matcher.names import TEXT_LIMIT
from matcher.ragged import Ragged, from_pairs, offsets_of, ordered_pairs
from matcher.side import Array
from matcher.texts import distinct_texts, flat_texts

HEADLINE = re.compile(
    r"^\s*(?P<title>\S.{0,150}?)\s*(?:\s(?:at|bei|chez|en)\s|@)\s*(?P<company>[^|·•,;]{1,100})",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
OPEN_YEARS = 3  # an open end says nothing about how long: this many years stand for it
DEGREE = 0x52  # tag of hashes of a school and a year


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


def work_arrays(table: pa.Table, lexicon: Lexicon) -> dict[str, Array]:
    """Give the current company and title (the first position without an end, else the first), and lists of all.

    Where a person has no position, the headline may give one.
    """
    count = table.num_rows
    work = _positions(table)
    companies = _entries(work.companies, "company", lexicon)
    titles = _entries(work.titles, "title", lexicon)
    ended = np.asarray(pc.fill_null(pc.not_equal(work.ends, ""), fill_value=False).to_numpy(zero_copy_only=False))
    order = np.lexsort((np.arange(len(work.rows)), ended, work.rows))
    best = order[np.flatnonzero(np.diff(work.rows[order], prepend=-1))]
    now = {}
    for name, numbers in (("company", companies), ("title", titles)):
        now[name] = np.zeros(count, np.int64)
        now[name][work.rows[best]] = numbers[best]
    spans, starts, ends = _spans(work, companies)
    (company_now, firms, stint), arrays = lexicon.cut("company", now["company"], companies, companies[spans])
    (title_now, jobs), tables = lexicon.cut("title", now["title"], titles)
    arrays |= tables | {"code.company": company_now, "code.title": title_now}
    arrays |= _list("company", work.rows, firms, arrays["value.company.company"][firms], count)
    arrays |= _list("title", work.rows, jobs, arrays["value.title.family"][jobs], count)
    lengths = np.bincount(work.rows[spans], minlength=count)
    arrays |= {"span.offsets": offsets_of(lengths).astype(np.uint32), "span.codes": stint}
    return arrays | {"span.starts": starts.astype(np.uint16), "span.ends": ends.astype(np.uint16)}


def school_sets(table: pa.Table, lexicon: Lexicon) -> dict[str, Ragged]:
    """Give the schools named, and the schools with the year of the end."""
    rows, structs = flat_texts(table.column("education"))
    codes, texts = distinct_texts(pc.struct_field(structs, "school"))
    formed = lexicon.formed("company", texts, fields.company_form)
    schools = np.append(text_hashes(formed)[0], np.uint64(0))[codes]
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
    titles, firms = ([pair[at] for pair in named] for at in (0, 1))
    more = [pa.array(firms, pa.string()), pa.array(titles, pa.string()), nothing, nothing]
    every = [pa.concat_arrays([old, new]) for old, new in zip(columns, more, strict=True)]
    return Positions(np.concatenate([rows, open_[fits]]), *every)


def _entries(column: pa.Array, home: str, lexicon: Lexicon) -> I64:
    """Give the table entry of each company or title."""
    codes, texts = distinct_texts(column)
    if home == "company":
        numbers = lexicon.numbered(home, lexicon.formed(home, texts, fields.company_form), _read_company)
    else:
        numbers = lexicon.numbered(home, texts, _read_title)
    return np.append(numbers, 0)[codes]


def _read_company(texts: list[str]) -> Entries:
    """Read companies that `fields.company_form` has formed."""
    forms = [(text.replace(" ", ""), text.partition(" ")[0]) for text in texts]
    together = [[part for part in dict.fromkeys(pair) if part] for pair in forms]
    flat = text_hashes([part for parts in together for part in parts])[0]
    lengths = np.array([len(parts) for parts in together], np.int64)
    return Entries({"company": text_hashes(texts)[0]}, {"employers": Ragged(offsets_of(lengths), flat)})


def _read_title(texts: list[str]) -> Entries:
    read = [fields.title_forms(text) for text in texts]
    return Entries({name: text_hashes([form[at] for form in read])[0] for at, name in enumerate(("title", "family"))})


def _list(home: str, rows: I64, codes: Array, values: U64, count: int) -> dict[str, Array]:
    """List each row's codes, those of one value once."""
    at = ordered_pairs(rows, values)
    lengths = np.bincount(rows[at], minlength=count)
    return {f"list.{home}.offsets": offsets_of(lengths).astype(np.uint32), f"list.{home}.codes": codes[at]}


def _years(column: pa.Array) -> I64:
    codes, texts = distinct_texts(column)
    return np.append(np.array([year_of(text) for text in texts], np.int64), 0)[codes]


def _spans(work: Positions, companies: I64) -> tuple[I64, I64, I64]:
    """Give the dated positions, in order of their rows and content, with first and last year."""
    starts, ends = _years(work.starts), _years(work.ends)
    starts = np.where(starts == 0, ends, starts)
    ends = np.where(ends == 0, starts + OPEN_YEARS - 1, ends)
    dated = np.flatnonzero((starts != 0) & (ends >= starts) & (companies != 0))
    at = dated[np.argsort(work.rows[dated], kind="stable")]
    return at, starts[at], ends[at]
