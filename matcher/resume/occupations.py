"""Turn a printed job title into the id of the ESCO occupation it names."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from uuid import UUID

from matcher.resume.lexicon import LEXICONS, fold, words
from matcher.resume.memo import remembered

TABLE = "occupations.bin"  # built by tools/build_occupations.py from ESCO (EU reuse with attribution)
SHA256 = "058d3a977b1269ac6c5e1e433406ece768938679adf034148fcdbf33215d0b5b"
ID_BYTES, DIGEST_BYTES, NUMBER_BYTES, COUNT_BYTES = 16, 8, 2, 4
BRACKET = re.compile(
    r"\s*[(\[][^()\[\]]*[)\]]|\s*\b[mwfdx](?:/[mwfdx]){1,3}\b|[*:_/]-?(?:in|innen|r|a|o|euse|rice|ne|e)\b"
)
UNIT = re.compile(r",\s+|\s+[–—|-]\s+|\s+/\s+")
LONGEST = 80  # characters
PLURAL = 4  # letters a word keeps before its plural's ending


@dataclass(frozen=True, slots=True)
class OccupationTable:
    """Digests of folded labels in order, each with the number of its concept; the concepts' ids side by side."""

    ids: bytes
    digests: memoryview
    numbers: memoryview

    def find(self, label: str) -> str | None:
        """Return the id of the concept a folded label names, None where it names none or several."""
        wanted = digest(label)
        index = bisect_left(self.digests, wanted)
        if index == len(self.digests) or self.digests[index] != wanted:
            return None
        begin = ID_BYTES * self.numbers[index]
        return str(UUID(bytes=self.ids[begin : begin + ID_BYTES]))


def digest(label: str) -> int:
    """Return the number a folded label is kept under (64 bits: that two labels share one is next to impossible)."""
    return int.from_bytes(blake2b(label.encode(), digest_size=DIGEST_BYTES).digest(), "little")


@cache
def _table() -> OccupationTable:
    content = memoryview((files(__package__) / LEXICONS / TABLE).read_bytes())
    concepts, labels = (int.from_bytes(content[at : at + COUNT_BYTES], "little") for at in (0, COUNT_BYTES))
    digests = 2 * COUNT_BYTES  # multiples of eight, so that the views are aligned
    numbers = digests + DIGEST_BYTES * labels
    ids = numbers + NUMBER_BYTES * labels
    return OccupationTable(
        bytes(content[ids : ids + ID_BYTES * concepts]),
        content[digests:numbers].cast("Q"),
        content[numbers:ids].cast("H"),
    )


def forms(title: str) -> list[str]:
    """Return the folded forms under which a title is looked up, the fullest first.

    As printed; without brackets and marks of gender; without its unit ("Nurse, Ward 3"); without its level ("Senior");
    in the singular.
    """
    found: list[str] = []
    plain = BRACKET.sub("", title)
    for text in (title, plain, UNIT.split(plain)[0]):
        tokens = fold(text).split()
        levels = words("jobs", "level")
        bare = [token for token in tokens if token not in levels]
        single = [*bare[:-1], bare[-1].removesuffix("s")] if bare and len(bare[-1]) > PLURAL else bare
        found += [" ".join(each) for each in (tokens, bare, single) if each]
    return list(dict.fromkeys(found))


@remembered
def occupation_id(title: str) -> str | None:
    """Return the ESCO concept a title names (the last part of its URI), None where the list hasn't got it."""
    if len(title) > LONGEST:
        return None
    table = _table()
    return next((known for form in forms(title) if (known := table.find(form))), None)
