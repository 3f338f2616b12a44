"""Turn a person table into the columns that duplicates are found and compared by."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from matcher import fields, names
from matcher.hashing import I64, U64, text_hashes
from matcher.ragged import Ragged, from_pairs, offsets_of, ranges
from matcher.texts import distinct_texts, spread

SETS = (  # sets of hashes a record
    "tokens",  # words of the name, particles, titles and single letters left out
    "given",  # first given name
    "sounds",  # their rough sounds
    "emails",
    "boxes",  # letters of mailbox names
    "patterns",  # the name run together as in a mailbox name
    "phones",
    "handles",
    "places",  # parts of the place: street, city, postcode, country
    "districts",  # first words of those parts that hold a digit: house number, half of a postcode
    "births",
    "years",
    "days",  # month and day of birth
    "companies",
    "schools",
    "titles",
)
BETWEEN = "\t"  # stands between the parts of a name that comes in parts
SHORTEST = 2  # letters from which a word of a name is more than an initial
DIGITS = 8  # of a date of birth, as written: a misread one is no date and still says much
DIGIT = re.compile(r"\d")
NOT_DIGIT = re.compile(r"\D+")
Bytes = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Columns:
    """What is compared of each record: sets of hashes, the name as text, the digits of the date of birth.

    `names` holds distinct texts (words in alphabetical order), `name` which of them a record has (-1: none); `givens`
    and `given` do so for first given names. `birth` has shape (records, 8), zeros where none is known.
    """

    sets: dict[str, Ragged]
    name: I64
    names: list[str]
    given: I64
    givens: list[str]
    birth: Bytes

    def __len__(self) -> int:
        """Count the records."""
        return len(self.name)


def columns_of(table: pa.Table) -> Columns:
    """Make the columns of a table that `schema.checked` has passed."""
    codes, texts = distinct_texts(_whole_names(table))
    words = [names.without_particles(names.tokens(text)) for text in texts]
    given, given_codes = _numbered([_given(text) for text in texts])
    long = [[word for word in parts if len(word) >= SHORTEST] for parts in words]
    sets = {
        "tokens": _spread_sets(long, codes),
        "sounds": _spread_sets([[names.sound(word) for word in parts] for parts in long], codes),
        "patterns": _spread_sets([mailbox_patterns(parts) for parts in words], codes),
        "phones": _listed(table.column("phones"), fields.phone_form),
        "handles": _listed(table.column("handles"), fields.handle_form),
        "emails": _listed(table.column("emails"), lambda text: fields.email_form(text)[0]),
        "boxes": _listed(table.column("emails"), lambda text: fields.email_form(text)[1]),
        "companies": _listed(table.column("positions"), fields.company_form, "company"),
        "schools": _listed(table.column("education"), fields.company_form, "school"),
    }
    titles = _listed(table.column("positions"), lambda text: fields.title_forms(text)[1], "title")
    sets["titles"] = united([titles, _headlines(table)])
    birth = _birth_digits(table.column("birth_date"))
    sets |= _places(table.column("location")) | _births(birth)
    wholes, whole_codes = _numbered([" ".join(sorted(parts)) for parts in words])
    sets["given"] = _spread_sets([[text] if text else [] for text in map(_given, texts)], codes)
    return Columns({field: sets[field] for field in SETS}, whole_codes[codes], wholes, given_codes[codes], given, birth)


def _numbered(texts: list[str]) -> tuple[list[str], I64]:
    """Give distinct texts and the number of each text; -1 for an empty one, and once more at the end."""
    known: dict[str, int] = {}
    of = [known.setdefault(text, len(known)) if text else -1 for text in texts]
    return list(known), np.array([*of, -1], np.int64)


def _given(text: str) -> str:
    """Give the first given name of a name as `_whole_names` writes it."""
    first, split, _ = text.partition(BETWEEN)
    given = names.tokens(first) if split else names.split_name(text)[0]
    return given[0] if given else ""


def mailbox_patterns(words: list[str]) -> list[str]:
    """Run a name's first and last word together as mailbox names do; empty for a single word."""
    if len(words) < 2:
        return []
    first, last = words[0], words[-1]
    return [first + last, last + first, first[:1] + last, first + last[:1]]


def united(parts: list[Ragged]) -> Ragged:
    """Put several sets of the same records together, one a record."""
    rows = np.concatenate([part.rows for part in parts])
    return from_pairs(rows, np.concatenate([part.values for part in parts]), len(parts[0].lengths))


def _listed(column: pa.ChunkedArray, form: Callable[[str], str], part: str = "") -> Ragged:
    """Hash the forms of a column's lists of texts, or of one part of its lists of structs."""
    array = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
    lengths = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False)
    values = array.flatten()
    codes, texts = distinct_texts(pc.struct_field(values, part) if part else values)
    hashes = spread(text_hashes([form(text) for text in texts])[0], codes)
    return from_pairs(np.repeat(np.arange(len(array)), lengths), hashes, len(array))


def _single(values: U64) -> Ragged:
    return from_pairs(np.arange(len(values)), values, len(values))


def _whole_names(table: pa.Table) -> pa.ChunkedArray:
    """Give first, middle and last name in a row where both ends are known, else the whole name, else what there is."""
    parts = [pc.fill_null(table.column(name), "") for name in ("first_name", "middle_name", "last_name")]
    joined = pc.binary_join_element_wise(*parts, BETWEEN)
    whole = pc.fill_null(table.column("name"), "")
    complete = pc.and_(pc.not_equal(parts[0], ""), pc.not_equal(parts[2], ""))
    return pc.if_else(pc.or_(complete, pc.equal(whole, "")), joined, pc.replace_substring(whole, BETWEEN, " "))


def _headlines(table: pa.Table) -> Ragged:
    """Take the headline for a title where a record has no position."""
    positions = pc.fill_null(pc.list_value_length(table.column("positions")), 0).to_numpy()
    codes, texts = distinct_texts(table.column("headline"))
    families = spread(text_hashes([fields.title_forms(text)[1] for text in texts])[0], codes)
    return _single(np.where(positions == 0, families, np.uint64(0)))


def _spread_sets(parts: list[list[str]], codes: I64) -> Ragged:
    """Give each record the hashes of its distinct text's parts; code -1 has none."""
    lengths = np.array([*(len(part) for part in parts), 0], np.int64)
    flat = text_hashes([word for part in parts for word in part])[0]
    rows = np.repeat(np.arange(len(codes)), lengths[codes])
    return from_pairs(rows, flat[ranges(offsets_of(lengths)[:-1][codes], lengths[codes])], len(codes))


def _places(column: pa.ChunkedArray) -> dict[str, Ragged]:
    codes, texts = distinct_texts(column)
    parts = [_some(map(names.folded, text[: names.TEXT_LIMIT].split(","))) for text in texts]
    numbered = [[part.split()[0] for part in place if DIGIT.search(part)] for place in parts]
    return {"places": _spread_sets(parts, codes), "districts": _spread_sets(numbered, codes)}


def _some(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if text]


def _birth_digits(column: pa.ChunkedArray) -> Bytes:
    codes, texts = distinct_texts(column)
    digits = np.zeros((len(texts) + 1, DIGITS), np.uint8)
    for at, text in enumerate(texts):
        form = birth_digits(text)
        if form:
            digits[at] = np.frombuffer(form.encode(), np.uint8)
    return digits[codes]


def birth_digits(text: str) -> str:
    """Give a date of birth as eight digits, year first, though it may be no real date; empty for anything else."""
    slashed = fields.SLASH_DATE.match(text.strip()[:20])
    if slashed:
        month, day, year = slashed.groups()
        return f"{year}{month:>02}{day:>02}"
    form = NOT_DIGIT.sub("", text[:20])
    return form if len(form) == DIGITS and form.isascii() else ""


def _births(digits: Bytes) -> dict[str, Ragged]:
    """Hash the whole date, its year, and its day with the month."""
    wide = digits.astype(np.uint64)
    powers: Callable[[int], U64] = lambda size: np.uint64(256) ** np.arange(size, dtype=np.uint64)  # noqa: E731 - two uses
    found = {"births": wide @ powers(8), "years": wide[:, :4] @ powers(4), "days": wide[:, 4:] @ powers(4)}
    return {name: _single(values) for name, values in found.items()}
