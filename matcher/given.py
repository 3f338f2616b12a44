"""Turn the name columns of a person table into codes, and into the tables of hashes behind them."""

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from matcher import names
from matcher.columns import text_arrays
from matcher.hashing import BASE, I64, U64, joined, text_hashes
from matcher.lexicon import Entries, Lexicon
from matcher.pieces import LETTERS, Pieces, pieces_of, table_of
from matcher.ragged import Ragged, offsets_of
from matcher.side import Array
from matcher.texts import distinct_texts, one_chunk

LONE = 5  # letters from which a name without a surname may be a mailbox name
NOT_LETTER = re.compile(r"[^a-z]+")
MOST_LETTERS = 100  # of a name that is cut without reading it
SPACE, NAMING = table_of(" "), LETTERS | table_of(" ")
BORN = "nee geb geboren born z domu maiden name".split()
SPECIAL = np.sort(
    text_hashes(sorted({*names.TITLES, *names.SUFFIXES, *names.SURNAMES_TOO, *names.PARTICLES, *BORN}))[0]
)
GENERATION = r"(?i)\b(?:[js]n?r|junior|senior|filho|i{2,3}|iv|2nd|3rd)\b"  # all that names.generation may read


def name_arrays(table: pa.Table, lexicon: Lexicon) -> tuple[dict[str, Array], U64, U64]:
    """Give codes and tables of names with the patterns of mailbox names, and lone names as letters and as they are."""
    given, last = _numbers(table, lexicon)
    middle = _middles(table, lexicon, given)
    (given_codes,), arrays = lexicon.cut("given", given)
    (last_codes,), more = lexicon.cut("surname", last)
    (middle_codes,), tables = lexicon.cut("middle", middle)
    arrays |= more | tables | _generations(table, lexicon)
    arrays |= {"code.given": given_codes, "code.surname": last_codes, "code.middle": middle_codes}
    powers = arrays.pop("value.given.power"), arrays.pop("value.surname.power")
    letters, whole = arrays.pop("value.given.lone"), arrays.pop("value.given.lone_box")
    first, surname = arrays["value.given.first"][given_codes], arrays["value.surname.last_joined"][last_codes]
    both = (first != 0) & (surname != 0)
    patterns = {
        "full": joined(first, surname, powers[1][last_codes]),
        "initial_full": joined(arrays["value.given.first_initial"][given_codes], surname, powers[1][last_codes]),
        "full_initial": joined(first, arrays["value.surname.last_initial"][last_codes], np.full(len(first), BASE)),
        "last_first": joined(surname, first, powers[0][given_codes]),
        "surname_initial": joined(surname, arrays["value.given.first_initial"][given_codes], np.full(len(first), BASE)),
    }
    arrays |= {f"plain.{name}": np.where(both, values, np.uint64(0)) for name, values in patterns.items()}
    alone = surname == 0
    nothing = np.uint64(0)
    return arrays, np.where(alone, letters[given_codes], nothing), np.where(alone, whole[given_codes], nothing)


def read_given(texts: list[str]) -> Entries:
    """Read given names: tokens with spaces between them."""
    split = [text.split() for text in texts]
    plain = [names.without_particles(parts) if len(parts) > 1 else parts for parts in split]
    firsts = [_at(parts, 0) for parts in plain]
    hashes, power = text_hashes(firsts)
    together = ["".join(parts) for parts in split]
    lone = [text if len(text) >= LONE else "" for text in together]
    tokens, words = _sets(plain)
    return Entries(
        {
            "first": hashes,
            "given_joined": text_hashes(together)[0],
            "first_sound": text_hashes([names.sound(first) for first in firsts])[0],
            "first_initial": text_hashes([first[:1] for first in firsts])[0],
            "power": power,
            "lone": text_hashes([NOT_LETTER.sub("", text) for text in lone])[0],
            "lone_box": text_hashes(lone)[0],
        },
        {"canon": _sets([list(names.canonicals(first)) if first else [] for first in firsts])[0], "tokens": tokens},
        ((tokens.values, words),),
    )


def read_surname(texts: list[str]) -> Entries:
    """Read surnames: tokens with spaces between them."""
    split = [text.split() for text in texts]
    plain = [names.without_particles(parts) if len(parts) > 1 else parts for parts in split]
    firsts = [_at(parts, 0) for parts in plain]
    whole, power = text_hashes(["".join(parts) for parts in split])
    tokens, words = _sets(plain)
    return Entries(
        {
            "last": text_hashes(firsts)[0],
            "other": text_hashes([parts[-1] if len(parts) > 1 else "" for parts in plain])[0],
            "last_joined": whole,
            "last_sound": text_hashes([names.sound(first) for first in firsts])[0],
            "last_initial": text_hashes([first[:1] for first in firsts])[0],
            "last_start": text_hashes([first[:3] for first in firsts])[0],
            "power": power,
        },
        {"tokens": tokens},
        ((tokens.values, words),),
    )


def read_middle(texts: list[str]) -> Entries:
    """Read second given names, one token each."""
    hashes, _ = text_hashes(texts)
    initials, _ = text_hashes([text[:1] for text in texts])
    return Entries({"given": hashes, "given_initial": initials}, {}, ((hashes, texts),))


def _read_generation(texts: list[str]) -> Entries:
    return Entries({"generation": text_hashes(texts)[0]})


def _at(parts: list[str], at: int) -> str:
    return parts[at] if len(parts) > at else ""


def _sets(split: list[list[str]]) -> tuple[Ragged, list[str]]:
    """Hash the words of each list, repeats left out; with the words in order."""
    once = [list(dict.fromkeys(parts)) if len(parts) > 1 else parts for parts in split]
    flat = [word for parts in once for word in parts]
    lengths = np.array([len(parts) for parts in once], np.int64)
    return Ragged(offsets_of(lengths), text_hashes(flat)[0]), flat


def _numbers(table: pa.Table, lexicon: Lexicon) -> tuple[I64, I64]:
    """Split names into given names and surnames: the table entry of each row for both."""
    first_codes, firsts = distinct_texts(table.column("first_name"))
    last_codes, lasts = distinct_texts(table.column("last_name"))
    given_texts = lexicon.formed("tokens", firsts, _tokens)
    last_texts = lexicon.formed("tokens", lasts, _tokens)
    given = np.append(lexicon.numbered("given", given_texts, read_given), 0)[first_codes]
    last = np.append(lexicon.numbered("surname", last_texts, read_surname), 0)[last_codes]
    rest = np.flatnonzero((given == 0) | (last == 0))
    if not len(rest):
        return given, last
    wholes = one_chunk(table.column("name")).take(pa.array(rest))
    trimmed = pc.utf8_trim_whitespace(pc.fill_null(wholes, ""))
    first = pc.fill_null(one_chunk(table.column("first_name")).take(pa.array(rest)), "")
    left, right = _halved(pc.if_else(pc.equal(trimmed, ""), first, trimmed), lexicon)
    better = (right != 0) | (last[rest] == 0)
    given[rest], last[rest] = np.where(better, left, given[rest]), np.where(better, right, last[rest])
    return given, last


def _halved(wholes: pa.Array, lexicon: Lexicon) -> tuple[I64, I64]:
    """Split whole names: the table entries of given names and surnames.

    Names of plain words that mean nothing else are cut at their last space, all at once, as `names.split_name` would.
    """
    plain, given, last = plain_halves(wholes)
    found = np.zeros((2, len(wholes)), np.int64)
    at, rest = np.flatnonzero(plain), np.flatnonzero(~plain)
    for side, (home, column, read) in enumerate((("given", given, read_given), ("surname", last, read_surname))):
        codes, texts = distinct_texts(column)
        found[side][at] = np.append(lexicon.numbered(home, texts, read), 0)[codes]
    codes, texts = distinct_texts(wholes.take(pa.array(rest)))
    halves = [text.split("|") for text in lexicon.formed("whole", texts, _halves)]
    for side, (home, read) in enumerate((("given", read_given), ("surname", read_surname))):
        found[side][rest] = np.append(lexicon.numbered(home, [half[side] for half in halves], read), 0)[codes]
    return found[0], found[1]


def plain_halves(wholes: pa.Array) -> tuple[npt.NDArray[np.bool_], pa.Array, pa.Array]:
    """Mark names of plain words, and cut those at their last space: given names and surnames, in small letters."""
    pieces = pieces_of(text_arrays(wholes))
    words = pieces.count(SPACE) + 1
    plain = (pieces.count(~NAMING) == 0) & (pieces.lengths <= MOST_LETTERS) & (words > 1)
    rows = np.flatnonzero(plain)
    some = pieces.only(rows)
    held = some.kept(NAMING)
    heads = np.sort(np.concatenate([held.starts, np.flatnonzero(SPACE[held.content]) + 1]))
    ends = np.append(heads[1:], len(held.content))
    breaks = np.isin(ends, np.append(held.ends[:-1], len(held.content)))
    token = Pieces(np.append(held.content, np.uint8(0)), heads, np.where(breaks, ends, ends - 1))
    odd = np.isin(token.hashes()[0], SPECIAL) | (token.lengths == 0) | (token.lengths > names.TOKEN_LIMIT)
    bad = np.bitwise_or.reduceat(odd, np.searchsorted(heads, held.starts)) if len(rows) else np.zeros(0, bool)
    plain[rows[bad]] = False
    good = some.only(~bad)
    behind = good.after_last(SPACE)
    return (
        plain,
        Pieces(good.content, good.starts, np.maximum(behind - 1, good.starts)).texts(),
        Pieces(good.content, behind, good.ends).texts(),
    )


def _tokens(text: str) -> str:
    if text.isalpha() and text.isascii() and len(text) <= names.TOKEN_LIMIT:
        return text.lower()  # as most are
    return " ".join(names.tokens(text))


def _halves(text: str) -> str:
    given, last = names.split_name(text)
    return f"{' '.join(given)}|{' '.join(last)}"


def _middles(table: pa.Table, lexicon: Lexicon, given: I64) -> I64:
    """Give the entry of each row's middle name, else of its second given name."""
    codes, texts = distinct_texts(table.column("middle_name"))
    firsts = [_at(text.split(), 0) for text in lexicon.formed("tokens", texts, _tokens)]
    middle = np.append(lexicon.numbered("middle", firsts, read_middle), 0)[codes]
    second = lexicon.aligned("given", "second", lambda text: _at(names.without_particles(text.split()), 1))
    seconds = lexicon.numbered("middle", second, read_middle)
    return np.where(middle != 0, middle, seconds[given])


def _generations(table: pa.Table, lexicon: Lexicon) -> dict[str, Array]:
    """Read junior and senior from the surname, else from the whole name."""
    found = np.zeros(table.num_rows, np.int64)
    for column in ("name", "last_name"):
        texts = one_chunk(table.column(column))
        may = np.flatnonzero(
            pc.fill_null(pc.match_substring_regex(texts, GENERATION), fill_value=False).to_numpy(zero_copy_only=False)
        )
        codes, some = distinct_texts(texts.take(pa.array(may)))
        told = lexicon.numbered("generation", [names.generation(text) for text in some], _read_generation)
        found[may] = np.where(told[codes] != 0, told[codes], found[may])
    (narrowed,), tables = lexicon.cut("generation", found)
    return {"code.generation": narrowed, **tables}
