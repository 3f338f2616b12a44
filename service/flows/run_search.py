"""Turn a saved search into a run of it: the people who are new or changed since the run before, kept by their ids."""

from dataclasses import dataclass

from entities.document import Access
from entities.errors import NotFound
from entities.hit import Hit
from entities.ids import InstanceId, TenantKey
from indexing import analyse, parse_query
from ranking import Found, default_model, rank_unified, terms_of
from service.flows.changed_people import Place, changed_people
from service.flows.job_filter import named_jobs
from service.flows.saved_search import Owner, SavedSearch, find_search
from service.flows.search_list import SearchRequest
from service.flows.seen import seen_now
from service.wiring import Parts
from store import TenantTx, members, watches


@dataclass(frozen=True, slots=True)
class RunPage:
    """Some people of a run, as a viewer may see them now, and the place behind which it goes on, None at the end."""

    hits: tuple[Hit, ...]
    place: int | None


def watch_search(parts: Parts, tx: TenantTx, search: int, instance: InstanceId) -> watches.Watch:
    """Read how far a search was run; one that never was counts from now."""
    known = watches.of_searches(tx, [search]).get(search)
    if known is not None:
        return known
    with parts.store.members_reading() as shared:
        head = members.head(shared)
    return watches.start(tx, search, instance, head)


def run_search(
    parts: Parts,
    tenant: TenantKey,
    owner: Owner,
    number: int,
    *,
    instance: InstanceId,
    access: Access,
    wanted: int | None = None,
    by: watches.By = "seat",
) -> watches.Run:
    """Run a saved search for who is new or changed since the run before.

    A run that is wanted by its number, and was made, is given again as it was: whoever didn't hear the answer asks for
    the same number. The run and the move of the place behind which the next one looks are one transaction.

    Raises:
        NotFound: there is no such search of the owner's, or the run is neither kept nor the next one.
        StoreBusy: it is being run by somebody else now.

    """
    with parts.store.writing(tenant, actor=by) as tx:
        kept = find_search(tx, owner, number)
        watch = watch_search(parts, tx, number, instance)
        made = None if wanted is None else watches.find_run(tx, number, wanted)
        asked = named_jobs(tx, watch.instance, kept.request(access))
    if made is not None:
        return made
    if wanted not in (None, watch.run + 1):
        raise NotFound("there is no such run", pointer="/run", hint=f"the next one is {watch.run + 1}")
    return make_run(parts, tenant, owner, watch, asked, by=by)


def make_run(
    parts: Parts, tenant: TenantKey, owner: Owner, watch: watches.Watch, asked: SearchRequest, *, by: watches.By
) -> watches.Run:
    """Find who is new or changed, then keep them as the search's next run; raises StoreBusy."""
    found = changed_people(parts, tenant, asked, Place(watch.documents, watch.members))
    run = watches.Run(0, watch.search, watch.run + 1, by, parts.clock(), len(found.persons), found.more)
    with parts.store.writing(tenant, actor=by) as tx:
        watches.move(tx, watch, documents=found.upto.documents, members=found.upto.members, run=run.number)
        return watches.keep_run(tx, run, found.persons, contract=owner.contract, seat=owner.seat)


def find_run(tx: TenantTx, owner: Owner, number: int, run: int) -> tuple[SavedSearch, watches.Run]:
    """Read one kept run of an owner's search; raises NotFound."""
    kept = find_search(tx, owner, number)
    found = watches.find_run(tx, number, run)
    if found is None:
        raise NotFound("there is no such run of the search")
    return kept, found


def run_page(
    parts: Parts, tenant: TenantKey, kept: SavedSearch, run: watches.Run, access: Access, *, after: int, limit: int
) -> RunPage:
    """Read some people of a run behind a place, explained as they are now; who is gone or hidden is left out."""
    with parts.store.reading(tenant) as tx:
        persons = watches.persons_of(tx, run.id, after=after, limit=limit + 1)
    page = persons[:limit]
    documents = seen_now(parts, tenant, [person for _, person in page], access)
    found = {one.person: Found(one, 0.0, "tenant" if one.in_ats else "members") for one in documents.values()}
    ranked = rank_unified(
        list(found.values()),
        terms_of(parse_query(kept.text), analyse=analyse),
        sort=kept.sort,
        now=run.at,
        analyse=analyse,
        model=default_model(),
    )
    explained = {hit.document.person: hit for hit in ranked}
    order = dict.fromkeys(documents[person].person for _, person in page if person in documents)
    hits = tuple(explained[person] for person in order if person in explained)
    return RunPage(hits, page[-1][0] if len(persons) > limit else None)
