"""Turn a client's or operator's rows into how it stands now, read at most every five seconds."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from entities.errors import Unauthenticated
from entities.ids import ContractId
from service.http.caller import Caller
from store import Store, clients, operators

FRESH = timedelta(seconds=5)  # how long a process may not notice a revocation
KEPT = 10_000  # (client, token) pairs remembered at once
OPERATOR = "operator:"  # what an operator's name as a caller begins with
ENTER = "tenants:enter"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the holder of one token stands: whether both still count, and with which scopes and contracts at most."""

    live: bool
    scopes: frozenset[str] = frozenset()
    contracts: frozenset[ContractId] = frozenset()
    secrets: frozenset[int] = frozenset({0})


GONE = Standing(live=False)


class Standings:
    """Remembers standings, so that a request costs no read of the store; no answer is older than five seconds."""

    def __init__(self, load: Callable[[str, str], Standing]) -> None:
        self._load = load
        self._kept: dict[tuple[str, str], tuple[datetime, Standing]] = {}

    def of(self, client: str, token: str, now: datetime) -> Standing:
        """Give the standing of a token's holder; raises Unauthenticated where either counts no more."""
        _, standing = self._kept.get((client, token), (None, GONE))
        if not self.knows(client, token, now):
            standing = self._load(client, token)
            if len(self._kept) >= KEPT:
                self._kept.clear()
            self._kept[client, token] = (now, standing)
        if not standing.live:
            raise Unauthenticated
        return standing

    def knows(self, client: str, token: str, now: datetime) -> bool:
        """Tell whether an answer needs no read of the store."""
        at, _ = self._kept.get((client, token), (None, GONE))
        return at is not None and timedelta() <= now - at < FRESH  # a clock may be set back

    def forget(self) -> None:
        """Ask the store anew from now on: this process knows that something was revoked."""
        self._kept.clear()


def standings_in(store: Store) -> Standings:
    """Make the standings of a store's clients and operators."""

    def load(client: str, token: str) -> Standing:
        with store.control_reading() as tx:
            if clients.is_token_revoked(tx, token):
                return GONE
            if client.startswith(OPERATOR):
                operator = operators.get(tx, client.removeprefix(OPERATOR))
                return GONE if operator is None or operator.closed_at is not None else Standing(True, operator.scopes)  # noqa: FBT003 - the field `live`
            held = clients.get(tx, client)
            if held is None or held.revoked_at is not None:
                return GONE
            secrets = clients.live_secrets(tx, client) | {0}  # 0: got by an assertion
            return Standing(True, held.scopes, held.contracts, secrets)  # noqa: FBT003 - the field `live`

    return Standings(load)


def bounded(caller: Caller, standings: Standings, now: datetime) -> Caller:
    """Give the caller with what it may do now: what its token says, less what was taken away since.

    Raises Unauthenticated where the token or its holder counts no more.
    """
    standing = standings.of(caller.client, caller.token, now)
    if caller.secret not in standing.secrets:
        raise Unauthenticated
    if not caller.client.startswith(OPERATOR):
        scopes = caller.scopes & standing.scopes
        confined = "act_as" in standing.scopes and "all_seats" not in scopes
        return replace(caller, scopes=scopes, contracts=standing.contracts, confined=confined)
    if ENTER not in standing.scopes:
        raise Unauthenticated
    return caller
