"""Turn lives plus a year into the names that people wrote then: married or not, short, initialled, in a script."""

import functools
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.lives.cultures import cultures
from benchmarks.lives.life import Lives
from benchmarks.lives.namebook import FORMS, Names, namebook
from benchmarks.lives.presets import Preset
from benchmarks.lives.texts import Flags, chosen, glued, initials, joined, mended, taken
from benchmarks.lives.typing_errors import typo

F64 = npt.NDArray[np.float64]
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
SHOWN, ALT, OTHER, NATIVE, ASCII = range(5)
TITLES, LETTERS = ("Dr.", "Prof.", "Mr.", "Ms.", "Ing."), ("PhD", "MBA", "PMP", "CPA", "MD", "P.Eng.")
CJK = ("cn", "hk", "tw", "sg", "kr", "jp")


@dataclass(frozen=True, slots=True)
class Written:
    """Names as columns of a record; null where a field is empty."""

    name: pa.Array
    first: pa.Array
    middle: pa.Array
    last: pa.Array
    family: I32  # row of the surname in the name book, for the mailbox at work


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes the names of which rows, when, on which side."""

    drawn: Lives
    rows: I64
    year: F64
    side: str
    preset: Preset
    rng: np.random.Generator

    def happens(self, what: str) -> Flags:
        """Draw for each row whether what the preset gives a rate for happens; rates it lacks for a side are 0."""
        return self.rng.random(len(self.rows)) < self.preset.rates.get(f"{self.side}: {what}", 0.0)


def write_names(writing: Writing) -> Written:
    """Write the names of all rows."""
    drawn, rows, book = writing.drawn, writing.rows, namebook()
    form = _forms(writing)
    married = (drawn.marries[rows] <= writing.year) & (writing.year < drawn.parts[rows])
    own, other = drawn.family[rows], drawn.spouse[rows]
    wish = np.where(married, drawn.wish[rows], 0)
    family = np.where(wish == 1, other, own)
    woman = drawn.woman[rows]
    last = _surname(writing, np.where(woman, book.feminine[family], family), form)
    joint = wish == 2
    if joint.any():
        second = taken(_all_forms(book.family), _place(book.family, form, other))
        last = chosen(joint, glued(last, "-", second), last)
    first = _given(writing, form)
    middle = _middle(writing, form)
    first, middle, last = _layouts(writing, form, first, middle, last)
    first, last = _mistakes(writing, first, last)
    first, middle, last = _dressed(writing, first, middle, last)
    return replace(_fields(writing, form, first, middle, last), family=family.astype(np.int32))


def _forms(writing: Writing) -> I32:
    """Choose the spelling of each name: people keep theirs, records now and then don't."""
    drawn, rows = writing.drawn, writing.rows
    n = len(rows)
    form = drawn.spelt[rows].copy()
    respelt = writing.happens("in another spelling")
    form[respelt] = writing.rng.integers(0, 3, int(respelt.sum()))
    form[writing.happens("marks stripped") & (form == SHOWN)] = ASCII
    native = writing.happens("in its own script") & _flag("script")[drawn.culture[rows]]
    form[native] = NATIVE
    return form.reshape(n)


def _surname(writing: Writing, family: I32, form: I32) -> pa.Array:
    drawn, rows, book = writing.drawn, writing.rows, namebook()
    culture = drawn.culture[rows]
    table = _all_forms(book.family)
    last = taken(table, _place(book.family, form, family))
    both = _flag("double")[culture] | _flag("portuguese")[culture]
    both &= writing.happens("second surname")
    if not both.any():
        return last
    second = taken(table, _place(book.family, form, drawn.second[rows]))
    dice = writing.rng.random(len(rows))
    between = chosen(dice < 0.06, "-", " ")
    spanish = glued(last, between, second)
    portuguese = glued(second, chosen(dice > 0.85, " de ", " "), last)
    return chosen(both, chosen(_flag("portuguese")[culture], portuguese, spanish), last)


def _given(writing: Writing, form: I32) -> pa.Array:
    drawn, rows, book = writing.drawn, writing.rows, namebook()
    given = drawn.given[rows]
    side = (writing.rng.random(len(rows)) < 0.7).astype(np.int64)
    short = np.where(book.short[given, 1] < 0, book.short[given, 0], book.short[given, 1 - side])
    uses = drawn.shortened[rows] & (short >= 0) & writing.happens("short given name")
    given = np.where(uses, short, given)
    western = (drawn.adopted[rows] >= 0) & (form != NATIVE) & writing.happens("Western given name")
    text = taken(_all_forms(book.given), _place(book.given, form, given))
    if not western.any():
        return text
    name = taken(book.given.forms["shown"], np.where(western, drawn.adopted[rows], 0))
    both = writing.rng.random(len(rows)) < 0.25
    return chosen(western, chosen(both, joined(name, text), name), text)


def _middle(writing: Writing, form: I32) -> pa.Array:
    """Write the middle name (a patronymic's place too): in full or as an initial."""
    drawn, rows, book = writing.drawn, writing.rows, namebook()
    shows = (drawn.dice[rows, 6] < 0.45) & writing.happens("middle name") & ~_flag("cjk")[drawn.culture[rows]]
    text = taken(_all_forms(book.given), _place(book.given, form, drawn.middle[rows]), shows)
    dice = writing.rng.random(len(rows))
    letter = initials(text)
    return chosen(dice < 0.45, text, chosen(dice < 0.7, glued(letter, "."), letter))


def _layouts(
    writing: Writing, form: I32, first: pa.Array, middle: pa.Array, last: pa.Array
) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Lay names out as their cultures do: a letter before the name, one name alone."""
    culture, dice = writing.drawn.culture[writing.rows], writing.rng.random(len(writing.rows))
    none = pa.scalar(None, pa.string())
    lettered = _flag("initials")[culture] & (form != NATIVE) & (dice < 0.4)
    if lettered.any():
        letter = initials(last)
        dotted = chosen(dice < 0.25, glued(letter, "."), letter)
        before = lettered & (dice < 0.12)  # "S. Ramesh": the letter stands where the first name is
        first, last = (
            chosen(before, dotted, first),
            chosen(before, first, chosen(lettered, dotted, last)),
        )
    alone = _flag("mononym")[culture] & (writing.drawn.dice[writing.rows, 9] < 0.25)
    if alone.any():
        repeated = alone & (dice < 0.2)
        last = chosen(repeated, first, pc.if_else(pa.array(alone), none, last))
    return first, middle, last


def _mistakes(writing: Writing, first: pa.Array, last: pa.Array) -> tuple[pa.Array, pa.Array]:
    for _ in range(1):
        wrong = np.flatnonzero(writing.happens("typo in a name"))
        first = mended(first, wrong, lambda _at, text: typo(writing.rng, text))
        wrong = np.flatnonzero(writing.happens("typo in a name"))
        last = mended(last, wrong, lambda _at, text: typo(writing.rng, text))
    dots = chosen(writing.rng.random(len(writing.rows)) < 0.5, ".", "")
    first = chosen(writing.happens("initial for the given name"), glued(initials(first), dots), first)
    last = chosen(writing.happens("initial for the surname"), glued(initials(last), dots), last)
    return first, last


def _dressed(
    writing: Writing, first: pa.Array, middle: pa.Array, last: pa.Array
) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Add titles, letters, Jr. and Sr.; lose the letter case."""
    drawn, rows = writing.drawn, writing.rows
    n, dice = len(rows), writing.rng.random(len(rows))
    adorned = writing.happens("title or letters")
    title = taken(pa.array(TITLES), (dice * len(TITLES)).astype(np.int64), adorned & (dice < 0.35))
    letters = taken(pa.array(LETTERS), (dice * 97 % 1 * len(LETTERS)).astype(np.int64), adorned & (dice >= 0.35))
    namesakes = (drawn.kind[rows] == 2) & (writing.rng.random(n) < 0.3)
    younger = drawn.household[rows] != rows
    generation = pc.if_else(pa.array(namesakes), chosen(younger, "Jr.", "Sr."), pa.scalar(None, pa.string()))
    first = joined(title, first)
    last = joined(last, generation, letters)
    upper = writing.happens("letter case lost")
    if upper.any():
        low = upper & (writing.rng.random(n) < 0.5)
        first, middle, last = (
            chosen(low, pc.utf8_lower(part), chosen(upper, pc.utf8_upper(part), part)) for part in (first, middle, last)
        )
    return first, middle, last


def _fields(writing: Writing, form: I32, first: pa.Array, middle: pa.Array, last: pa.Array) -> Written:
    """Lay a name out in fields, in one field, or in both; the family name stands first where its people write it so."""
    drawn, rows, rng = writing.drawn, writing.rows, writing.rng
    n, culture = len(rows), writing.drawn.culture[writing.rows]
    east = _flag("family_first")[culture]
    native = east & (form == NATIVE)
    comma = writing.happens("surname first in that field")
    family_first = (east & (rng.random(n) < 0.25)) | native
    west = joined(first, middle, last)
    eastern = chosen(native & _flag("cjk")[culture], glued(last, first), joined(last, middle, first))
    name = chosen(family_first, eastern, chosen(comma, joined(joined(last, first, by=", "), middle), west))
    swapped = writing.happens("fields swapped") | (east & (rng.random(n) < 0.04))
    first, last = chosen(swapped, last, first), chosen(swapped, first, last)
    one = writing.happens("one field for the name")
    shows_name = one | (rng.random(n) < (0.85 if writing.side == "profile" else 0.15))
    fields = ~one
    none = pa.scalar(None, pa.string())
    first, middle, last = (pc.if_else(pa.array(fields), part, none) for part in (first, middle, last))
    return Written(pc.if_else(pa.array(shows_name), name, none), first, middle, last, drawn.family[rows])


@functools.cache
def _flag(name: str) -> Flags:
    """Tell by culture: a layout's name, "script" (another writing exists), "cjk"."""
    if name == "script":
        return np.array([bool(one.script) for one in cultures()])
    if name == "cjk":
        return np.array([one.code in CJK for one in cultures()])
    return np.array([one.layout == name for one in cultures()])


_STACKED: dict[int, pa.Array] = {}


def _all_forms(names: Names) -> pa.Array:
    """Give all forms of a name table in one array, form after form."""
    if id(names) not in _STACKED:
        _STACKED[id(names)] = pa.concat_arrays([names.forms[form] for form in FORMS])
    return _STACKED[id(names)]


def _place(names: Names, form: I32, row: I32) -> I64:
    return form.astype(np.int64) * len(names.share) + row
