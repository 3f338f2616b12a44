"""Turn prepared columns into one side of a match, whose rows can be chosen or put together."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.hashing import I64, U64
from matcher.ragged import Ragged, joined_rows

SINGLE = (  # one value a row
    "first",  # first given name
    "given",  # second given or middle name
    "last",  # first surname
    "other",  # last surname where there are several
    "given_joined",  # all given names run together
    "last_joined",  # all surnames run together, particles too
    "first_sound",
    "last_sound",
    "first_initial",
    "given_initial",
    "last_initial",
    "last_start",  # first three letters
    "full",  # first and last run together, as in a mailbox name
    "initial_full",  # first letter of the first name, then the surname
    "full_initial",  # first name, then the first letter of the surname
    "company",  # current
    "title",  # current
    "family",  # of the current title
    "city",
    "region",  # the part before the country, of three or more
    "country",
    "birth",
)
MANY = (  # sets of values a row
    "canon",  # the first name and the full forms it may be short for
    "tokens",  # all given names and surnames, particles left out
    "emails",
    "locals",  # mailbox names, letters only
    "boxes",  # mailbox names, letters and digits
    "hosts",  # main labels of the addresses' hosts
    "phones",
    "handles",
    "slugs",  # letters of a handle, or of a profile address's last part
    "companies",
    "employers",  # companies run together, and their first words: comparable to `hosts`
    "stints",  # company by year of every dated position
    "titles",  # families of all titles
    "schools",
    "degrees",  # school by year of the end
)


@dataclass(frozen=True, slots=True)
class Side:
    """Prepared rows: ids, one hash a row and field in `one`, sets in `many`, and the texts behind fuzzy fields.

    Hash 0 means no value. `word_hashes` is sorted and `words` stands in the same order.
    """

    ids: npt.NDArray[np.object_]
    one: dict[str, U64]
    many: dict[str, Ragged]
    word_hashes: U64
    words: npt.NDArray[np.object_]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.ids)

    def take(self, chosen: I64) -> "Side":
        """Keep the chosen rows, in that order."""
        return Side(
            self.ids[chosen],
            {name: column[chosen] for name, column in self.one.items()},
            {name: column.take(chosen) for name, column in self.many.items()},
            self.word_hashes,
            self.words,
        )

    def texts(self, hashes: U64) -> list[str]:
        """Give the texts behind hashes of name tokens and cities; empty for hash 0."""
        if not len(self.words):
            return [""] * len(hashes)
        at = np.minimum(np.searchsorted(self.word_hashes, hashes), len(self.words) - 1)
        found = self.words[at]
        found[self.word_hashes[at] != hashes] = ""
        texts: list[str] = found.tolist()
        return texts


def put_together(sides: list[Side]) -> Side:
    """Put the rows of several sides after one another."""
    hashes = np.concatenate([side.word_hashes for side in sides])
    words = np.concatenate([side.words for side in sides])
    return Side(
        np.concatenate([side.ids for side in sides]),
        {name: np.concatenate([side.one[name] for side in sides]) for name in SINGLE},
        {name: joined_rows([side.many[name] for side in sides]) for name in MANY},
        *in_order(hashes, words),
    )


def in_order(hashes: U64, words: npt.NDArray[np.object_]) -> tuple[U64, npt.NDArray[np.object_]]:
    """Sort hashes with their words, each kept once."""
    order = np.argsort(hashes, kind="stable")
    hashes, words = hashes[order], words[order]
    fresh = np.ones(len(hashes), bool)
    fresh[1:] = hashes[1:] != hashes[:-1]
    return hashes[fresh], words[fresh]


def usable_rows(side: Side) -> npt.NDArray[np.bool_]:
    """Mark the rows that have any name, address, number or handle to go by."""
    usable: npt.NDArray[np.bool_] = (side.one["first"] != 0) | (side.one["last"] != 0)
    for field in ("emails", "phones", "handles", "locals"):
        usable |= side.many[field].lengths > 0
    return usable
