"""Turn the headers If-Match and If-None-Match into whether a write may go on (RFC 9110, section 13)."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header

from entities.errors import VersionMismatch

ANY = "*"
LETTERS_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a caller says of the record that it thinks it changes."""

    match: str | None = None
    none_match: str | None = None

    @property
    def any(self) -> bool:
        """Tell whether anything is said."""
        return self.match is not None or self.none_match is not None

    def check(self, version: int | None) -> None:
        """Hold what is said against the record's version, None where there is none; raises VersionMismatch."""
        if self.match is not None and not _names(self.match, version, weak=False):
            raise VersionMismatch
        if self.none_match is not None and _names(self.none_match, version, weak=True):
            raise VersionMismatch("there is such a record already")


def etag(version: int) -> str:
    """Name a version of a record as a strong entity tag."""
    return f'"{version}"'


def _names(said: str, version: int | None, *, weak: bool) -> bool:
    if version is None:
        return False
    tags = {tag.strip() for tag in said.split(",")}
    return ANY in tags or etag(version) in tags or (weak and f"W/{etag(version)}" in tags)


def conditions(
    match: Annotated[
        str | None,
        Header(alias="If-Match", max_length=LETTERS_MOST, description="Only if the record has this ETag, or any: `*`."),
    ] = None,
    none_match: Annotated[
        str | None,
        Header(alias="If-None-Match", max_length=LETTERS_MOST, description="`*`: only if there is no such record yet."),
    ] = None,
) -> Conditions:
    """Read the conditions of a write."""
    return Conditions(match, none_match)


Conditioned = Annotated[Conditions, Depends(conditions)]
"""The conditions of a write, as an argument of a route."""
