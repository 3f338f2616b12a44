"""Turn columns of addresses, handles and phone numbers into hashes of their forms, plain ones all at once.

What isn't plain goes through `fields` and `mailboxes` text by text; both ways give the same.
"""

from collections.abc import Callable
from types import MappingProxyType

import numpy as np
import pyarrow as pa

from matcher import fields
from matcher.columns import text_arrays
from matcher.hashing import BASE, I64, U64, joined, text_hash, text_hashes
from matcher.mailboxes import SLUG_LETTERS, box_form, host_form, slug_form
from matcher.pieces import DIGITS, LETTERS, WORD, Bools, Pieces, pieces_of, table_of

AT, DOT, PLUS, SLASH = (table_of(letter) for letter in "@.+/")
QUERY, SEPARATOR = table_of("?#"), table_of("-_.")
ADDRESS = WORD | table_of("._%+-@")
NUMBER = DIGITS | table_of(" +().-/")
PRINTED = np.zeros(256, bool)
PRINTED[33:127] = True
ROLES = np.sort(text_hashes(sorted(fields.ROLES))[0])
HOSTS = MappingProxyType({text_hash(old): text_hashes([new]) for old, new in fields.SAME_HOST.items()})
DOTLESS = np.sort(text_hashes(sorted(fields.DOTLESS))[0])
SLOW_EMAIL: tuple[Callable[[str], str], ...] = (
    lambda text: fields.email_form(text)[0],
    lambda text: fields.email_form(text)[1],
    box_form,
    host_form,
)


def email_hashes(column: pa.Array) -> tuple[U64, U64, U64, U64]:
    """Hash what addresses are compared by: address, mailbox name in letters, in letters and digits, main host label."""
    pieces, hold = _read(column)
    plain = (pieces.count(AT) == 1) & (pieces.count(~ADDRESS) == 0) & (pieces.lengths <= fields.EMAIL_LIMIT)
    sign = pieces.first(AT)
    plain &= (sign > pieces.starts) & (sign + 1 < pieces.ends)
    plain[plain] = pieces.content[pieces.ends[plain] - 1] != ord(".")
    found = tuple(np.zeros(len(pieces.starts), np.uint64) for _ in SLOW_EMAIL)
    rows = np.flatnonzero(plain)
    for values, quick in zip(found, _plain_emails(pieces.only(rows), sign[rows]), strict=True):
        values[rows] = quick
    _slowly(column, np.flatnonzero(~plain & hold), SLOW_EMAIL, found)
    return found[0], found[1], found[2], found[3]


def _plain_emails(pieces: Pieces, sign: I64) -> tuple[U64, U64, U64, U64]:
    host = Pieces(pieces.content, sign + 1, pieces.ends)
    name = Pieces(pieces.content, pieces.starts, sign)
    name = Pieces(pieces.content, name.starts, name.first(PLUS))
    hosts, powers = host.hashes()
    labels = _labels(host, hosts)
    for old, (new, power) in HOSTS.items():
        same = hosts == np.uint64(old)
        hosts[same], powers[same] = new[0], power[0]
    whole, _ = name.hashes()
    dotless = np.flatnonzero(np.isin(hosts, DOTLESS))
    whole[dotless] = name.only(dotless).kept(~DOT).hashes()[0]
    sign_hash = np.full(len(hosts), text_hash("@"), np.uint64)
    addresses = joined(whole, joined(sign_hash, hosts, powers), powers * BASE)
    letters, boxes = name.kept(LETTERS).hashes()[0], name.kept(WORD).hashes()[0]
    nobody = np.isin(letters, ROLES) | (whole == 0)
    for values in (addresses, letters, boxes):
        values[nobody] = 0
    return addresses, letters, boxes, labels


def _labels(host: Pieces, hashes: U64) -> U64:
    """Read each distinct host once."""
    _, first, place = np.unique(hashes, return_index=True, return_inverse=True)
    return text_hashes([host_form(f"x@{host.text(at)}") for at in first.tolist()])[0][place]


def handle_hashes(column: pa.Array) -> tuple[U64, U64]:
    """Hash handles, and the names in them (`mailboxes.slug_form`)."""
    pieces, hold = _read(column)
    plain = (pieces.count(~PRINTED) == 0) & (pieces.lengths <= 300)
    found = np.zeros(len(pieces.starts), np.uint64), np.zeros(len(pieces.starts), np.uint64)
    rows = np.flatnonzero(plain)
    handles = _plain_handles(pieces.only(rows))
    found[0][rows] = handles.hashes()[0]
    _slowly(column, np.flatnonzero(~plain & hold), (fields.handle_form,), found[:1])
    behind = handles.after_last(SLASH)
    simple = (behind > handles.starts + 1) | (handles.count(DOT) == 0)  # a path, or nothing that looks like an ending
    at = np.flatnonzero(simple)
    found[1][rows[at]] = _slugs(Pieces(handles.content, behind[at], handles.ends[at]))
    plain[rows[~simple]] = False
    _slowly(column, np.flatnonzero(~plain & hold), (slug_form,), found[1:])
    return found


def _plain_handles(pieces: Pieces) -> Pieces:
    """Take scheme, query, last slashes and first signs off."""
    starts, ends = pieces.starts.copy(), pieces.ends
    for scheme in ("https://", "http://"):
        starts[pieces.begins(scheme)] += len(scheme)
    starts[Pieces(pieces.content, starts, ends).begins("www.")] += 4
    ends = Pieces(pieces.content, starts, ends).first(QUERY)
    while True:
        over = np.flatnonzero((ends > starts) & (pieces.content[np.maximum(ends, 1) - 1] == ord("/")))
        if not len(over):
            break
        ends[over] -= 1
    while True:
        over = np.flatnonzero(
            (ends > starts) & (pieces.content[np.minimum(starts, max(len(pieces.content) - 1, 0))] == ord("@"))
        )
        if not len(over):
            return Pieces(pieces.content, starts, ends)
        starts[over] += 1


def _slugs(pieces: Pieces) -> U64:
    """Hash the letters of each piece, without its later parts that hold a digit."""
    held = pieces.kept(WORD | SEPARATOR)
    if not len(held.content):
        return np.zeros(len(pieces.starts), np.uint64)
    breaks, begins = SEPARATOR[held.content], np.zeros(len(held.content), bool)
    begins[held.starts[held.lengths > 0]] = True
    breaks |= begins
    heads = np.flatnonzero(breaks)
    numbered = np.bitwise_or.reduceat(DIGITS[held.content], heads)
    filled = np.bitwise_or.reduceat(WORD[held.content], heads)
    owner = np.cumsum(begins[heads], dtype=np.int32)  # the piece that a part stands in, empty ones not counted
    some = np.flatnonzero(filled)
    first = some[np.flatnonzero(np.diff(owner[some], prepend=-1))]
    numbered[first] = False
    good = LETTERS[held.content] & ~np.repeat(numbered, np.diff(heads, append=len(held.content)))
    places = np.flatnonzero(good)
    kept = Pieces(held.content[good], np.searchsorted(places, held.starts), np.searchsorted(places, held.ends))
    return np.where(kept.lengths >= SLUG_LETTERS, kept.hashes()[0], np.uint64(0))


def phone_hashes(column: pa.Array) -> U64:
    """Hash the last digits of phone numbers (`fields.phone_form`)."""
    pieces, hold = _read(column)
    plain = (pieces.count(~NUMBER) == 0) & (pieces.lengths <= 60)
    found = np.zeros(len(pieces.starts), np.uint64)
    rows = np.flatnonzero(plain)
    digits = pieces.only(rows).kept(DIGITS)
    long = np.flatnonzero(digits.lengths >= 7)
    numbers = digits.only(long)
    varied = np.zeros(len(long), bool)
    for at in range(1, int(numbers.lengths.max(initial=0))):
        more = np.flatnonzero((numbers.lengths > at) & ~varied)
        varied[more] = numbers.content[numbers.starts[more] + at] != numbers.content[numbers.starts[more]]
    tails = Pieces(numbers.content, np.maximum(numbers.starts, numbers.ends - fields.PHONE_TAIL), numbers.ends)
    found[rows[long]] = np.where(varied, tails.hashes()[0], np.uint64(0))
    _slowly(column, np.flatnonzero(~plain & hold), (fields.phone_form,), (found,))
    return found


def _read(column: pa.Array) -> tuple[Pieces, Bools]:
    """Take texts as pieces, nulls as empty ones; tells which are not null."""
    hold = np.asarray(column.is_valid().to_numpy(zero_copy_only=False))
    return pieces_of(text_arrays(column.fill_null("") if column.null_count else column)), hold


def _slowly(column: pa.Array, rows: I64, forms: tuple[Callable[[str], str], ...], found: tuple[U64, ...]) -> None:
    """Read some texts one by one, in place."""
    if len(rows):
        texts = column.take(pa.array(rows)).to_pylist()
        for form, values in zip(forms, found, strict=True):
            values[rows] = text_hashes([form(text) for text in texts])[0]
