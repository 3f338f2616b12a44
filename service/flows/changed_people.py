"""Turn a search and two places in what changed into the people whom it finds among those who changed since."""

from collections.abc import Sequence
from dataclasses import dataclass

from entities.document import EVERYONE, may_find
from entities.errors import EngineError
from entities.ids import MemberNumber, TenantKey
from entities.ids import Sequence as ChangeSequence
from entities.query import Question
from indexing import parse_query
from indexing.among import found_among
from service.flows.facet_names import filters_of
from service.flows.project import stored_member_document
from service.flows.search_list import SearchRequest
from service.wiring import Parts
from store import MembersTx, TenantTx, documents, heads, members, outbox, pairwise

FEW = 2_000  # changes that are looked at one by one; of more, the index is asked whom the search finds
FOUND_MOST = 10_000  # people of one index whom a search may find for that; beyond, the changes are taken in parts


@dataclass(frozen=True, slots=True)
class Place:
    """How far the tenant's own changes and those of the members were looked at."""

    documents: ChangeSequence
    members: ChangeSequence


@dataclass(frozen=True, slots=True)
class ChangedPeople:
    """The ids of the people found, the oldest change first, up to where, and whether changes were left for later."""

    persons: tuple[str, ...]
    upto: Place
    more: bool


@dataclass(frozen=True, slots=True)
class _Part:
    persons: list[str]
    upto: ChangeSequence
    more: bool = False


def changed_people(parts: Parts, tenant: TenantKey, request: SearchRequest, after: Place) -> ChangedPeople:
    """Find who is new or changed behind a place, as the request's viewer may see them now.

    Nobody is passed over: what is left for later lies behind the place that is given back. Reads the store; the index
    is asked only where much changed, and only for what it has taken in.

    Raises:
        InvalidQuery, TooLarge: the text can't be read.

    """
    question = Question(
        where=parse_query(request.text),
        filters=filters_of(request.filters, request.without),
        sort="recency",
        limit=FOUND_MOST,
        access=request.access,
    )
    ours = _own(parts, tenant, question, after.documents)
    theirs = _members(parts, tenant, question, after.members)
    persons = dict.fromkeys([*ours.persons, *theirs.persons])
    return ChangedPeople(tuple(persons), Place(ours.upto, theirs.upto), ours.more or theirs.more)


def _own(parts: Parts, tenant: TenantKey, question: Question, after: ChangeSequence) -> _Part:
    with parts.store.reading(tenant) as tx:
        head = tx.head()
        changed = heads.changed_since(tx, after, FEW)
        more = bool(changed) and bool(heads.changed_since(tx, changed[-1].sequence, 1))
        indexed = _indexed(tx, head)
    if more and indexed > after:
        numbers = _asked(parts, parts.tenant_index(tenant), question)
        if numbers is not None:
            with parts.store.reading(tenant) as tx:
                found = heads.changed_among(tx, numbers, after, indexed)
            return _Part(
                [documents.DocumentKey(one.key, shadow=False).person for one in found], indexed, indexed < head
            )
    with parts.store.reading(tenant) as tx:
        stored = documents.get_many(tx, [(one.key, False) for one in changed])
    present = [stored[key] for one in changed if (key := documents.DocumentKey(one.key, shadow=False)) in stored]
    upto = changed[-1].sequence if more else head
    return _Part([one.person for one in found_among(present, question)], upto, more)


def _members(parts: Parts, tenant: TenantKey, question: Question, after: ChangeSequence) -> _Part:
    everyone = question.model_copy(update={"access": (EVERYONE,)})
    with parts.store.members_reading() as shared:
        head = members.head(shared)
        changed = members.changed_since(shared, after, FEW + 1)
        indexed = _indexed(shared, head)
    more = len(changed) > FEW
    if more and indexed > after:
        numbers = _asked(parts, parts.members_index, everyone)
        if numbers is not None:
            with parts.store.members_reading() as shared:
                found = members.changed_among(shared, map(MemberNumber, numbers), after, indexed)
            alone = _alone(parts, tenant, [number for _, number in found], question)
            return _Part(alone, indexed, indexed < head)
    few = [number for _, number in changed[:FEW]]
    with parts.store.members_reading() as shared:
        profiles = members.get_many(shared, few)
    projected = [stored_member_document(profiles[number]) for number in few if number in profiles]
    matched = found_among([one for one in projected if one is not None], everyone)
    upto = changed[FEW - 1][0] if more else head
    return _Part(_alone(parts, tenant, [MemberNumber(int(one.key)) for one in matched], question), upto, more)


def _indexed(tx: TenantTx | MembersTx, head: ChangeSequence) -> ChangeSequence:
    """Tell up to where the index has taken everything in."""
    floor = outbox.floor(tx)
    return head if floor is None else ChangeSequence(min(head, floor - 1))


def _asked(parts: Parts, index: str, question: Question) -> tuple[int, ...] | None:
    """Ask an index whom a search finds; None where that is too many, or the index can't answer."""
    try:
        answer = parts.engine.search(index, question)
    except EngineError:
        return None
    whole = not answer.partial and answer.total <= len(answer.hits)
    return tuple(hit.number for hit in answer.hits) if whole else None


def _alone(parts: Parts, tenant: TenantKey, numbers: Sequence[MemberNumber], question: Question) -> list[str]:
    """Name the members for whom no person of the tenant stands that the viewer may see."""
    with parts.store.reading(tenant) as tx:
        public = pairwise.public_members(tx, numbers)
        shadows = documents.get_many(tx, [(one, True) for one in public.values()])
    hidden = {key.key for key, one in shadows.items() if may_find(one, question.access)}
    return [public[number] for number in numbers if public[number] not in hidden]
