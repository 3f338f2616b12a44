"""Turn what store and index hold into their differences, found by bucket, and mended by the outbox."""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, Protocol, TypeVar

from entities.ids import MemberNumber, TenantKey
from service.flows.rolling import Rolling, Slot, bucket_of
from service.wiring import Parts
from store import documents, heads, members, outbox, progress

ROWS_AT_ONCE = 5_000
MENDED_AT_ONCE = 2_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a look at one index found: documents compared, and differences by their kind."""

    documents: int
    missing: int = 0  # in the store only
    extra: int = 0  # in the index only: what was deleted, or came back to life
    stale: int = 0  # in the index as of another version
    columns: int = 0  # without the row that ranking needs
    repaired: int = 0

    @property
    def differences(self) -> int:
        """Count them all."""
        return self.missing + self.extra + self.stale + self.columns


Steps = Generator[int, None, Reconciled]  # gives, step by step, how many documents it has looked at; then the result


class Held(NamedTuple):
    """One document that an index must hold, in which version and under which number."""

    slot: Slot
    version: int
    number: int


class Found(NamedTuple):
    """One difference: the versions in store and index, 0 for none, and whether there is a row to rank by."""

    ours: int
    theirs: int
    row: bool


class Side(Protocol):
    """The store's half of one index."""

    index: str

    def pages(self) -> Iterator[list[Held]]:
        """Give what the index must hold, page by page, each read on its own."""

    def standing(self, slots: Iterable[Slot]) -> tuple[dict[Slot, int], set[Slot]]:
        """Read, in one snapshot, the versions of those that are live and which of them wait for the index."""

    def mend(self, found: Mapping[Slot, int]) -> None:
        """Queue documents for the index, given the versions that it holds, 0 for none."""


class TenantSide:
    """A tenant's person documents and shadows."""

    def __init__(self, parts: Parts, tenant: TenantKey) -> None:
        self._parts = parts
        self._tenant = tenant
        self.index = parts.tenant_index(tenant)

    def pages(self) -> Iterator[list[Held]]:
        """Read heads in the order of their keys."""
        after = ""
        while True:
            with self._parts.store.reading(self._tenant) as tx:
                page = heads.heads_after(tx, after, ROWS_AT_ONCE)
            if not page:
                return
            yield [Held((one.key.key, one.key.shadow), one.version, one.number) for one in page]
            after = page[-1].key.key

    def standing(self, slots: Iterable[Slot]) -> tuple[dict[Slot, int], set[Slot]]:
        """Read live versions, and the keys in the outbox."""
        keys = {documents.DocumentKey(*slot): slot for slot in slots}
        with self._parts.store.reading(self._tenant) as tx:
            live = {keys[key]: version for key, version in heads.versions_of(tx, keys).items()}
            waiting = outbox.waiting(tx, "index", [key.entity for key in keys])
        return live, {slot for key, slot in keys.items() if key.entity in waiting}

    def mend(self, found: Mapping[Slot, int]) -> None:
        """Write versions above those that the index holds, so that no engine takes them for old news."""
        with self._parts.store.writing(self._tenant, actor="worker") as tx:
            heads.renew(tx, {documents.DocumentKey(*slot): held for slot, held in found.items()})


class MembersSide:
    """The members' documents."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.index = parts.members_index

    def pages(self) -> Iterator[list[Held]]:
        """Read open members in the order of their numbers."""
        after = MemberNumber(-1)
        while True:
            with self._parts.store.members_reading() as tx:
                page = members.versions_after(tx, after, ROWS_AT_ONCE)
            if not page:
                return
            yield [Held((str(number), False), version, number) for number, version, closed in page if not closed]
            after = page[-1][0]

    def standing(self, slots: Iterable[Slot]) -> tuple[dict[Slot, int], set[Slot]]:
        """Read the versions of open members, and the numbers in the outbox."""
        named = {slot[0]: slot for slot in slots}
        with self._parts.store.members_reading() as tx:
            live = members.open_versions(tx, [MemberNumber(int(name)) for name in named])
            waiting = outbox.waiting(tx, "index", list(named))
        return {named[str(number)]: version for number, version in live.items()}, {named[name] for name in waiting}

    def mend(self, found: Mapping[Slot, int]) -> None:
        """Queue the members."""
        with self._parts.store.members_writing() as tx:
            outbox.add(tx, "index", [slot[0] for slot in found])


def side_of(parts: Parts, tenant: TenantKey | None) -> Side:
    """Give the store's half of a tenant's index, or of the members' without a tenant."""
    return MembersSide(parts) if tenant is None else TenantSide(parts, tenant)


def reconcile(parts: Parts, tenant: TenantKey | None, *, repair: bool) -> Steps:
    """Compare an index and its columns with the store in small steps, mend what differs where told to, note the result.

    Only the buckets whose sums differ are looked at key by key. A difference counts when it can't be the doing of
    work under way: the document waits for nothing, and its version in the store stood still while the index was read.
    """
    side = side_of(parts, tenant)
    held = parts.engine.snapshot(side.index).versions(side.index)
    theirs, ours = Rolling(), Rolling()
    for chunk in _chunks(held.items(), ROWS_AT_ONCE):
        theirs.add(chunk)
        yield theirs.count
    bare: dict[Slot, int] = {}
    for page in side.pages():
        ours.add((one.slot, one.version) for one in page)
        bare |= _bare(parts, side.index, {one.slot: one.number for one in page if one.number})
        yield theirs.count + ours.count
    differing = ours.differing(theirs)
    suspects = {slot for slot in held if bucket_of(slot) in differing}
    for page in side.pages() if differing else ():
        suspects |= {one.slot for one in page if bucket_of(one.slot) in differing}
        yield theirs.count + ours.count
    found = _confirmed(parts, side, suspects, bare)
    for part in _chunks(sorted(found.items()), MENDED_AT_ONCE) if repair else ():
        side.mend({slot: one.theirs for slot, one in part})
        yield theirs.count + ours.count
    return _noted(parts, tenant, _counted(ours.count, found.values(), repaired=repair))


def run(steps: Steps, seen: Callable[[int], object]) -> Reconciled:
    """Take all steps, telling how many documents were looked at."""
    while True:
        try:
            seen(next(steps))
        except StopIteration as end:
            result: Reconciled = end.value
            return result


def _bare(parts: Parts, index: str, numbers: Mapping[Slot, int]) -> dict[Slot, int]:
    """Find the documents that have no row to rank by; columns that don't fit at all are made anew elsewhere."""
    if not numbers or not parts.columns.fits(index):
        return {}
    lacking = parts.columns.lacking(index, list(numbers.values()))
    return {slot: number for slot, number in numbers.items() if number in lacking}


def _confirmed(parts: Parts, side: Side, suspects: AbstractSet[Slot], bare: Mapping[Slot, int]) -> dict[Slot, Found]:
    """Give those that differ, or have no row, though nothing is under way."""
    suspects = suspects | bare.keys()
    if not suspects:
        return {}
    before, waiting = side.standing(suspects)
    held = parts.engine.snapshot(side.index).versions(side.index)
    bare = _bare(parts, side.index, bare)
    after, _ = side.standing(suspects)
    still = {slot for slot in suspects - waiting if before.get(slot) == after.get(slot)}
    found = {slot: Found(after.get(slot, 0), held.get(slot, 0), row=slot not in bare) for slot in still}
    return {slot: one for slot, one in found.items() if one.ours != one.theirs or (one.ours and not one.row)}


def _counted(looked_at: int, found: Collection[Found], *, repaired: bool) -> Reconciled:
    return Reconciled(
        documents=looked_at,
        missing=sum(not one.theirs for one in found),
        extra=sum(not one.ours for one in found),
        stale=sum(0 < one.ours != one.theirs > 0 for one in found),
        columns=sum(one.ours == one.theirs for one in found),
        repaired=len(found) if repaired else 0,
    )


def _noted(parts: Parts, tenant: TenantKey | None, result: Reconciled) -> Reconciled:
    with parts.store.control_writing() as tx:
        progress.note_reconciled(tx, tenant or progress.MEMBERS, result.documents, result.differences, result.repaired)
    return result


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk
