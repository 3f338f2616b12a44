"""Turn access entries about a record, about all that it belongs to, into the seats that may see it.

The policy
- An entry about a record is `restricted` (to the seats it names) or `open`. Of several entries about one record any
  restricting one closes it, to all but the seats that any of them names.
- A job without an entry follows its instance: open, or where access lists are on, seen by nobody. Other kinds without
  an entry have no rule of their own.
- Who may see a record may see all that it belongs to: an application follows its candidate, its job; a stage, note,
  feedback or file follows its application or candidate; an access entry follows what it is about.
- A note or feedback that isn't for everyone is seen only by the seats that an entry about it names.
- What belongs to an application that isn't there is seen by nobody, since its job isn't known.
- Who looks as all seats at once (None) sees everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from entities.document import EVERYONE, Access
from entities.ids import RecordKind

Audience = frozenset[str] | None  # the seats that may see something; None: every seat
NOBODY: Audience = frozenset()
LISTED: tuple[RecordKind, ...] = ("job",)  # kinds whose absent entry means hidden where access lists are on
FEATURE = "access_lists"  # the grant that switches them on, for "instance:<id>" or the whole company


@dataclass(frozen=True, slots=True)
class Rule:
    """What one access entry says about its record."""

    state: Literal["restricted", "open"]
    seats: tuple[str, ...] = ()


def own_audience(kind: RecordKind, rules: Iterable[Rule], *, listed: bool, for_everyone: bool = True) -> Audience:
    """Say who may see a record by its own entries alone; `listed`: absent means hidden for the kinds in LISTED."""
    given = tuple(rules)
    named = frozenset(seat for rule in given for seat in rule.seats)
    if not for_everyone or any(rule.state == "restricted" for rule in given):
        return named
    return NOBODY if listed and not given and kind in LISTED else None


def meet(audiences: Iterable[Audience]) -> Audience:
    """Keep the seats that every audience holds."""
    closed = [audience for audience in audiences if audience is not None]
    return frozenset.intersection(*closed) if closed else None


def seat_token(seat: str) -> str:
    """Name a seat as the tokens of viewers name it."""
    return f"seat:{seat}"


def tokens_of(audience: Audience) -> tuple[str, ...]:
    """Write an audience as access tokens, in order."""
    return (EVERYONE,) if audience is None else tuple(sorted(map(seat_token, audience)))


def may_see(audience: Audience, access: Access) -> bool:
    """Tell whether a viewer belongs to an audience: the one decision behind documents, lists, single reads."""
    return access is None or not set(access).isdisjoint(tokens_of(audience))
