"""Turn saved searches that are due into runs that their owners find in their list of alerts."""

from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal, get_args

from entities.access import seat_token
from entities.document import EVERYONE, Access
from entities.errors import NotFound, StoreBusy
from entities.ids import InstanceId, TenantKey
from service.flows.changed_people import Place, changed_people
from service.flows.job_filter import named_jobs
from service.flows.run_search import watch_search
from service.flows.saved_search import Owner, find_search
from service.flows.search_list import SearchRequest
from service.wiring import Parts
from store import TenantTx, clients, product, progress, seats, watches

PERIODS = MappingProxyType({"hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(days=7)})
ALERTS: tuple[watches.Alert, ...] = get_args(watches.Alert)
PARTS_MOST = 20  # of one search in one go, where much changed; the rest comes with the next look


def set_alert(
    parts: Parts, tx: TenantTx, owner: Owner, number: int, alert: watches.Alert, *, instance: InstanceId
) -> watches.Watch:
    """Say how often a saved search is to be run by itself, the first time when that time is over.

    Raises:
        NotFound: there is no such search of the owner's.

    """
    find_search(tx, owner, number)
    watch_search(parts, tx, number, instance)
    watches.set_alert(tx, number, alert, None if alert == "off" else tx.now + PERIODS[alert])
    reset_alarm(parts, tx)
    return watches.of_searches(tx, [number])[number]


def reset_alarm(parts: Parts, tx: TenantTx) -> None:
    """Note, before this transaction ends, when the tenant's next search is due: early is harmless, late is not."""
    with parts.store.control_writing() as shared:
        progress.set_alarm(shared, tx.tenant, watches.next_due(tx))


def run_due(parts: Parts, tenant: TenantKey) -> int:
    """Run the tenant's searches that are due; gives how many runs found somebody."""
    now = parts.clock()
    with parts.store.reading(tenant) as tx:
        due = watches.due(tx, now)
    count = sum(_run(parts, tenant, watch, now) for watch in due)
    with parts.store.writing(tenant, actor="worker") as tx:
        reset_alarm(parts, tx)
    return count


def owner_access(parts: Parts, tx: TenantTx, owner: Owner) -> Access | Literal[False]:
    """Give the tokens that an owner looks with now: its seat's, or None for a client that may look as all seats.

    False for one who may see nothing any more: a closed seat or contract, a client that is revoked or was confined.
    """
    if not owner.seat:
        with parts.store.control_reading() as shared:
            client = clients.get(shared, owner.contract)
        may = client is not None and client.revoked_at is None and client.tenant == tx.tenant
        return None if may and client is not None and "all_seats" in client.scopes else False
    seat, contract = seats.find_seat(tx, owner.seat), seats.find_contract(tx, owner.contract)
    if seat is None or seat.closed_at is not None or seat.contract != owner.contract:
        return False
    if contract is None or contract.closed_at is not None:
        return False
    return (EVERYONE, seat_token(owner.seat))


def _run(parts: Parts, tenant: TenantKey, watch: watches.Watch, now: datetime) -> int:
    """Run one search, in parts where much changed, and say when next; a part without anybody leaves no run."""
    count = 0
    with parts.store.reading(tenant) as tx:
        asked = _asked(parts, tx, watch)
    for _ in range(PARTS_MOST if asked is not None else 0):
        assert asked is not None
        owner, request = asked
        found = changed_people(parts, tenant, request, Place(watch.documents, watch.members))
        run = watches.Run(0, watch.search, watch.run + bool(found.persons), "alert", now, 0, found.more)
        try:
            with parts.store.writing(tenant, actor="worker") as tx:
                upto = found.upto
                watches.move(tx, watch, documents=upto.documents, members=upto.members, run=run.number)
                if found.persons:
                    watches.keep_run(tx, run, found.persons, contract=owner.contract, seat=owner.seat)
                    count += 1
                watch = watches.of_searches(tx, [watch.search])[watch.search]
        except StoreBusy:  # its seat ran it meanwhile
            break
        if not found.more:
            break
    with parts.store.writing(tenant, actor="worker") as tx:
        known = watches.of_searches(tx, [watch.search]).get(watch.search)
        if known is not None and known.alert != "off":
            watches.set_alert(tx, watch.search, known.alert, now + PERIODS[known.alert])
    return count


def _asked(parts: Parts, tx: TenantTx, watch: watches.Watch) -> tuple[Owner, SearchRequest] | None:
    """Give whose search it is and what it asks for, None where nobody may ask it now."""
    act = product.get(tx, "saved_search", watch.search)
    if act is None:
        return None
    owner = Owner(act.contract, act.seat)
    access = owner_access(parts, tx, owner)
    if access is False:
        return None
    try:
        return owner, named_jobs(tx, watch.instance, find_search(tx, owner, watch.search).request(access))
    except NotFound:  # of a job that a filter names, and that the viewer may not see any more
        return None
