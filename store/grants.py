"""Turn what is switched on or off, by whom and under which terms, into rows that are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal

from sqlalchemy import Row, bindparam, select

from entities.access import FEATURE as ACCESS_LISTS
from entities.ids import InstanceId
from store import outbox, routes
from store.session import TenantTx
from store.tables.flow import feature_grant

State = Literal["on", "off"]
Feature = Literal["pull", "write_back", "access_lists", "indicator", "kind:note", "kind:feedback", "kind:attachment"]
WHOLE_COMPANY = "*"  # the scope that is neither one instance ("instance:ats1") nor one contract ("contract:c1")
INSTANCE, CONTRACT = "instance", "contract"  # what stands before the colon of a scope
FEATURES: Mapping[Feature, tuple[str, ...]] = MappingProxyType(
    {
        "pull": (INSTANCE,),  # what is pulled from the ATS counts beside what it pushes
        "write_back": (INSTANCE, CONTRACT),  # what seats do may be written into the ATS
        "access_lists": (INSTANCE,),  # the ATS says by access entries who may see what
        "indicator": (INSTANCE, CONTRACT),  # seats see who of the members is in the ATS; on unless switched off
        "kind:note": (INSTANCE,),  # the optional kinds may be sent
        "kind:feedback": (INSTANCE,),
        "kind:attachment": (INSTANCE,),
    }
)
"""What can be switched, and for which scopes beside the whole company."""

_ALL = select(feature_grant).order_by(feature_grant.c.number)
_EVERY = (
    select(feature_grant).where(feature_grant.c.feature == bindparam("of_feature")).order_by(feature_grant.c.number)
)
_OF = _EVERY.where(feature_grant.c.scope == bindparam("of_scope"))


@dataclass(frozen=True, slots=True)
class Grant:
    """One switch of a feature (pull, write-back, an optional kind ...) for a scope; the last one counts."""

    number: int
    feature: str
    scope: str
    state: State
    seat: str
    terms: str
    at: datetime


def switch(tx: TenantTx, feature: str, state: State, *, scope: str = WHOLE_COMPANY, seat: str, terms: str = "") -> int:
    """Switch a feature on or off for a scope, in the name of a seat and under a version of the terms; its number.

    Every switch is a row, also one that changes nothing: somebody agreed to it then. Where access lists are switched,
    every candidate in the scope is due: seats may now see more or less of each.
    """
    number = tx.allocate("feature_grant")
    row = {
        "number": number,
        "feature": feature,
        "scope": scope,
        "state": state,
        "seat": seat,
        "terms": terms,
        "at": tx.now,
    }
    tx.execute(tx.insert(feature_grant), row)
    if feature == ACCESS_LISTS:
        what, _, name = scope.partition(":")
        outbox.add(tx, "refresh", routes.candidates_of(tx, InstanceId(name) if what == INSTANCE else None))
    return number


def is_on(tx: TenantTx, feature: str, *, scope: str = WHOLE_COMPANY) -> bool:
    """Tell whether a feature is on for a scope: by its own last switch, else by the whole company's, else off."""
    standing = current(tx)
    last = standing.get((feature, scope)) or standing.get((feature, WHOLE_COMPANY))
    return last is not None and last.state == "on"


def current(tx: TenantTx) -> dict[tuple[str, str], Grant]:
    """Read the last switch of every (feature, scope) that has one."""
    return {(row.feature, row.scope): _grant(row) for row in tx.execute(_ALL)}


def history(tx: TenantTx, feature: str, *, scope: str | None = WHOLE_COMPANY) -> list[Grant]:
    """Read every switch of a feature for a scope, or for all of them where it is None, the oldest first."""
    if scope is None:
        return [_grant(row) for row in tx.execute(_EVERY, {"of_feature": feature})]
    return [_grant(row) for row in tx.execute(_OF, {"of_feature": feature, "of_scope": scope})]


def _grant(row: Row[Any]) -> Grant:
    return Grant(row.number, row.feature, row.scope, row.state, row.seat, row.terms, row.at)
