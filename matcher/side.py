"""Turn prepared columns into one side of a match, whose rows can be chosen or put together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.columns import Coded, Column, Listed, Nested, Plain, Sets, Spans, Texts, Whole
from matcher.hashing import I64, U64
from matcher.ragged import Ragged, offsets_of, ranges

Array = npt.NDArray[Any]
Arrays = Mapping[str, Array]
HOMES = MappingProxyType(
    {  # tables of what repeats, with the hashes that each entry stands for
        "given": (  # a text of given names
            "first",  # first given name
            "given_joined",  # all given names run together
            "first_sound",
            "first_initial",
        ),
        "middle": ("given", "given_initial"),  # second given or middle name
        "surname": (  # a text of surnames
            "last",  # first surname
            "other",  # last surname where there are several
            "last_joined",  # all surnames run together, particles too
            "last_sound",
            "last_initial",
            "last_start",  # first three letters
        ),
        "generation": ("generation",),  # junior, senior, third
        "place": ("city", "region", "country"),  # region: the part before the country, of three or more
        "birth": ("birth", "birth_year", "birth_month", "birth_day"),
        "company": ("company",),  # current
        "title": ("title", "family"),  # current
    }
)
PLAIN = (  # as in a mailbox name
    "full",  # first name and surname run together
    "initial_full",  # first letter of the first name, then the surname
    "full_initial",  # first name, then the first letter of the surname
    "last_first",  # surname, then first name
    "surname_initial",  # surname, then the first letter of the first name
)
SINGLE = (*(field for fields in HOMES.values() for field in fields), *PLAIN)  # one value a row
NESTS = MappingProxyType({"canon": ("given",), "tokens": ("given", "surname")})  # sets that follow from a row's codes
LISTS = MappingProxyType({"companies": "company", "employers": "company", "titles": "title"})  # from lists of codes
WHOLE = (  # sets kept as they are
    "emails",
    "locals",  # mailbox names, letters only
    "boxes",  # mailbox names, letters and digits
    "hosts",  # main labels of the addresses' hosts
    "phones",
    "handles",
    "slugs",  # letters of a handle, or of a profile address's last part
    "schools",
    "degrees",  # school by year of the end
)
MANY = (*NESTS, *LISTS, "stints", *WHOLE)  # sets of values a row
# canon: the first name and the full forms it may be short for; tokens: all given names and surnames, particles left
# out; employers: companies run together, and their first words: comparable to hosts; titles: families of all titles;
# stints: company by year of every dated position.
LISTED = ("company", "title")
FLAT = MappingProxyType(  # arrays that run over all rows' values, by the name of their offsets
    {
        "ids": ("bytes",),
        **{f"set.{name}": ("values",) for name in WHOLE},
        **{f"list.{name}": ("codes",) for name in LISTED},
        "span": ("codes", "starts", "ends"),
    }
)
WORDED = MappingProxyType({"value": ("given.first", "middle.given", "surname.last", "surname.other", "place.city")})


@dataclass(frozen=True, slots=True)
class Side:
    """Prepared rows as named plain arrays, read through `one` (a hash a row), `many` (a set a row) and `ids`.

    Hash 0 means no value. The texts behind fuzzy fields are kept by hash. Names of arrays: `code.HOME` (a row's entry
    in a table), `value.HOME.FIELD` and `nest.HOME.SET.*` (tables), `plain.FIELD`, `set.FIELD.*`, `list.HOME.*`,
    `span.*`, `ids.*`, `words.*`.
    """

    arrays: Arrays
    count: int

    def __len__(self) -> int:
        """Count the rows."""
        return self.count

    @property
    def ids(self) -> Texts:
        """Give the rows' ids."""
        return Texts(self.arrays["ids.offsets"], self.arrays["ids.bytes"])

    @property
    def one(self) -> Mapping[str, Column]:
        """Give the columns of single hashes."""
        return _Ones(self.arrays)

    @property
    def many(self) -> Mapping[str, Sets]:
        """Give the columns of sets."""
        return _Manies(self.arrays)

    def take(self, chosen: I64) -> "Side":
        """Keep the chosen rows, in that order."""
        taken = dict(self.arrays)
        for name, array in self.arrays.items():
            if name.startswith(("code.", "plain.")):
                taken[name] = array[chosen]
        for name, parts in FLAT.items():
            offsets = self.arrays[f"{name}.offsets"]
            starts = offsets[:-1][chosen].astype(np.int64)
            lengths = offsets[1:][chosen].astype(np.int64) - starts
            at = ranges(starts, lengths)
            taken[f"{name}.offsets"] = offsets_of(lengths).astype(offsets.dtype)
            taken |= {f"{name}.{part}": self.arrays[f"{name}.{part}"][at] for part in parts}
        return Side(taken, len(chosen))

    def texts(self, hashes: U64) -> list[str]:
        """Give the texts behind hashes of name tokens and cities; empty for hash 0."""
        known = self.arrays["words.hashes"]
        if not len(known):
            return [""] * len(hashes)
        at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
        words = Texts(self.arrays["words.offsets"], self.arrays["words.bytes"])
        here = known[at] == hashes
        found = np.full(len(hashes), "", object)
        found[here] = words[at[here]]
        texts: list[str] = found.tolist()
        return texts


@dataclass(frozen=True, slots=True)
class _Ones(Mapping[str, Column]):
    arrays: Arrays

    def __getitem__(self, field: str) -> Column:
        home = HOME_OF.get(field)
        if home is None:
            return Plain(self.arrays[f"plain.{field}"])
        return Coded(self.arrays[f"code.{home}"], self.arrays[f"value.{home}.{field}"])

    def __iter__(self) -> Iterator[str]:
        return iter(SINGLE)

    def __len__(self) -> int:
        return len(SINGLE)


@dataclass(frozen=True, slots=True)
class _Manies(Mapping[str, Sets]):
    arrays: Arrays

    def __getitem__(self, field: str) -> Sets:
        if field in NESTS:
            return Nested(tuple((self.arrays[f"code.{home}"], nest(self.arrays, home, field)) for home in NESTS[field]))
        if field == "stints":
            offsets, codes, starts, ends = (self.arrays[f"span.{part}"] for part in ("offsets", *FLAT["span"]))
            return Spans(offsets, codes, starts, ends, self.arrays["value.company.company"])
        if field in LISTS:
            home = LISTS[field]
            lists = Ragged(self.arrays[f"list.{home}.offsets"], self.arrays[f"list.{home}.codes"])
            table = TABLE_OF[field]
            return Listed(lists, self.arrays[f"value.{table}"] if table else nest(self.arrays, home, field))
        return Whole(Ragged(self.arrays[f"set.{field}.offsets"], self.arrays[f"set.{field}.values"]))

    def __iter__(self) -> Iterator[str]:
        return iter(MANY)

    def __len__(self) -> int:
        return len(MANY)


HOME_OF = MappingProxyType({field: home for home, fields in HOMES.items() for field in fields})
TABLE_OF = MappingProxyType({"companies": "company.company", "titles": "title.family", "employers": ""})
NESTED = MappingProxyType(  # sets kept a table entry
    {"given": ("canon", "tokens"), "surname": ("tokens",), "company": ("employers",)}
)


def nest(arrays: Arrays, home: str, field: str) -> Ragged:
    """Give the sets of a table's entries."""
    return Ragged(arrays[f"nest.{home}.{field}.offsets"], arrays[f"nest.{home}.{field}.values"])


def word_hashes(arrays: Arrays) -> U64:
    """Give the hashes whose texts a side needs, each once, sorted."""
    parts = [arrays[f"value.{name}"] for name in WORDED["value"]]
    parts += [nest(arrays, home, "tokens").values for home in NESTS["tokens"]]
    every = np.sort(np.concatenate(parts))
    fresh = np.ones(len(every), bool)
    fresh[1:] = every[1:] != every[:-1]
    fresh &= every != 0
    return every[fresh]


def usable_rows(side: Side) -> npt.NDArray[np.bool_]:
    """Mark the rows that have any name, address, number or handle to go by."""
    one = side.one
    usable: npt.NDArray[np.bool_] = (one["first"].whole() != 0) | (one["last"].whole() != 0)
    for field in ("emails", "phones", "handles", "locals"):
        usable |= side.many[field].whole().lengths > 0
    return usable
