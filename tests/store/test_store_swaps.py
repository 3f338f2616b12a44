"""Turn sealed rows moved to where they don't belong into refusals: between tenants, records, columns and tables."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Table, select, update

from entities.document import PersonDocument
from entities.errors import KeyMissing, StoreCorrupt
from entities.ids import InstanceId, RecordId, SourceId, TenantKey, record_id
from entities.link import Link
from entities.resume import ParseOutcome
from store import Store, blobs, documents, links, members, parses, records
from store.session import TenantTx
from store.state import load, open_layers
from store.tables import keys
from store.tables import members as member_tables
from store.tables.people import document, link, parse
from store.tables.records import layer, record
from tests.store import samples
from tests.store.samples import ATS, candidate, merge

SHARED_STORE = True  # a tenant of its own is enough for each test
REFUSED = (StoreCorrupt, KeyMissing)


def ids(tenant: TenantKey, *sources: str) -> list[RecordId]:
    return [record_id(tenant, ATS, "candidate", SourceId(source)) for source in sources]


def fill(store: Store, tenant: TenantKey) -> None:
    """Write two persons into every table that seals by person."""
    with store.writing(tenant, actor="test") as tx:
        items = [candidate("c1", name="Ann"), candidate("c2", name="Bob")]
        records.put_many(tx, instance=ATS, origin="push", records=items, merge=merge)
        for id_ in ids(tenant, "c1", "c2"):
            found = Link(candidate=id_, profile="7", probability=1, none_probability=0, decision="match", reason=id_)
            links.put_many(tx, [(id_, found)])
            documents.put_many(tx, [PersonDocument(key=id_, version=0, name=id_)])
            parses.put(tx, id_, f"blob of {id_}", "1", ParseOutcome(status="empty"))


@dataclass(frozen=True)
class Sealed:
    """One sealed column, where its rows are found, and the verb that opens it."""

    table: Table
    column: str
    key: str
    read: Callable[[TenantTx, RecordId], Any]


def _layers(tx: TenantTx, id_: RecordId) -> None:
    for found in load(tx, {id_: ("candidate", SourceId("c1"))}).values():
        open_layers(tx, found)


SEALED = {
    "record": Sealed(record, "payload", "id", records.get),
    "layer": Sealed(layer, "payload", "id", _layers),
    "link": Sealed(link, "payload", "candidate", lambda tx, id_: links.get_many(tx, [id_])),
    "document": Sealed(document, "payload", "key", lambda tx, id_: documents.get_many(tx, [(id_, False)])),
    "parse": Sealed(parse, "outcome", "attachment", lambda tx, id_: parses.get_many(tx, [id_])),
}


def sealed_of(tx: TenantTx, one: Sealed, id_: RecordId) -> bytes:
    found: bytes = tx.execute(select(one.table.c[one.column]).where(one.table.c[one.key] == id_)).scalar_one()
    return found


def plant(tx: TenantTx, one: Sealed, id_: RecordId, content: bytes) -> None:
    tx.execute(update(one.table).where(one.table.c[one.key] == id_).values({one.column: content}))


class Undone(Exception):
    """Roll a test's damage back."""


def taken(store: Store, tenant: TenantKey, one: Sealed, id_: RecordId, *contents: bytes) -> list[int]:
    """Give the places of those contents that open in a row; nothing of it is kept."""
    found: list[int] = []

    def try_all() -> None:
        with store.writing(tenant, actor="test") as tx:
            for place, content in enumerate(contents):
                plant(tx, one, id_, content)
                with suppress(*REFUSED):
                    one.read(tx, id_)
                    found.append(place)
            raise Undone

    with pytest.raises(Undone):
        try_all()
    return found


@pytest.mark.parametrize("what", SEALED)
def test_a_row_moved_to_another_person_opens_nothing(store: Store, tenant: TenantKey, what: str) -> None:
    fill(store, tenant)
    one, (ann, bob) = SEALED[what], ids(tenant, "c1", "c2")
    with store.reading(tenant) as tx:
        annes, bobs = sealed_of(tx, one, ann), sealed_of(tx, one, bob)
    assert taken(store, tenant, one, ann, bobs, annes) == [1]
    assert taken(store, tenant, one, bob, bobs, annes) == [0]


@pytest.mark.parametrize("what", SEALED)
def test_a_row_moved_to_another_tenant_opens_nothing(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey], what: str
) -> None:
    other = another_tenant()
    fill(store, tenant)
    fill(store, other)
    one = SEALED[what]
    with store.reading(other) as tx:
        theirs = sealed_of(tx, one, ids(other, "c1")[0])
    assert taken(store, tenant, one, ids(tenant, "c1")[0], theirs) == []


@pytest.mark.parametrize("what", SEALED)
def test_a_row_moved_to_another_table_opens_nothing(store: Store, tenant: TenantKey, what: str) -> None:
    fill(store, tenant)
    (ann,) = ids(tenant, "c1")
    with store.reading(tenant) as tx:
        contents = {name: sealed_of(tx, other, ann) for name, other in SEALED.items()}
    opened = taken(store, tenant, SEALED[what], ann, *contents.values())
    assert [list(contents)[place] for place in opened] == [what]


@pytest.mark.parametrize("what", SEALED)
def test_any_bit_flipped_or_byte_cut_off_is_noticed(store: Store, tenant: TenantKey, what: str) -> None:
    fill(store, tenant)
    one, (ann,) = SEALED[what], ids(tenant, "c1")
    with store.reading(tenant) as tx:
        good = sealed_of(tx, one, ann)
    places = [*range(14), len(good) // 2, *range(len(good) - 17, len(good))]  # version, nonce, content, tag
    bad = [good[:place] + bytes([good[place] ^ 1 << place % 8]) + good[place + 1 :] for place in places]
    bad += [good[:length] for length in (1, 12, 13, 28, len(good) - 1)]
    assert taken(store, tenant, one, ann, *bad, good + b"\0", good) == [len(bad) + 1]


def test_a_layer_moved_to_another_origin_opens_nothing(store: Store, tenant: TenantKey) -> None:
    fill(store, tenant)
    with store.writing(tenant, actor="test") as tx:
        records.put(tx, instance=ATS, origin="pull", record=candidate("c1", name="Pulled"), merge=merge)
        pulled = tx.execute(select(layer.c.payload).where(layer.c.origin == "pull")).scalar_one()
        pushed = tx.execute(
            select(layer.c.payload).where(layer.c.origin == "push", layer.c.source == "c1")
        ).scalar_one()
        for origin, other in (("push", pulled), ("pull", pushed)):
            here = update(layer).where(layer.c.origin == origin, layer.c.source == "c1")
            tx.execute(here.values(payload=other))
        with pytest.raises(StoreCorrupt):
            _layers(tx, ids(tenant, "c1")[0])


def test_a_shadow_is_not_its_persons_document(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="test") as tx:
        both = [PersonDocument(key="p1", version=0, name="A", shadow=shadow) for shadow in (False, True)]
        documents.put_many(tx, both)
        rows = {row.shadow: row.payload for row in tx.execute(select(document))}
        for shadow in (False, True):
            tx.execute(update(document).where(document.c.shadow == shadow).values(payload=rows[not shadow]))
        for shadow in (False, True):
            with pytest.raises(StoreCorrupt):
                documents.get_many(tx, [("p1", shadow)])


def test_swapped_keys_open_nothing(store: Store, tenant: TenantKey) -> None:
    """A record's key is bound to its record: in the other's place it isn't even unwrapped."""
    fill(store, tenant)
    ann, bob = ids(tenant, "c1", "c2")
    with store._places.use(tenant) as place, store._keys(place, tenant, writing=True) as connection:
        mine = keys.record_key.c.tenant == tenant
        wrapped = {row.subject: row.wrapped for row in connection.execute(select(keys.record_key).where(mine)).all()}
        for subject, other in ((ann, bob), (bob, ann)):
            statement = update(keys.record_key).where(mine, keys.record_key.c.subject == subject)
            connection.execute(statement.values(wrapped=wrapped[other]))
        connection.execute(update(keys.tenant_key).where(keys.tenant_key.c.tenant == tenant).values(generation=99))
    for id_ in (ann, bob):
        with store.reading(tenant) as tx, pytest.raises(KeyMissing):
            records.get(tx, id_)


def test_another_tenants_key_opens_nothing(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey]
) -> None:
    other = another_tenant()
    fill(store, tenant)
    held: dict[str, bytes] = {}
    with store._places.use(other) as place, store._keys(place, other, writing=False) as connection:
        theirs = select(keys.tenant_key).where(keys.tenant_key.c.tenant == other)
        held = {"wrapped": connection.execute(theirs).one().wrapped}
    with store._places.use(tenant) as place, store._keys(place, tenant, writing=True) as connection:
        connection.execute(update(keys.tenant_key).where(keys.tenant_key.c.tenant == tenant).values(**held))
        place.ring.root = None  # as after a start
        place.ring.keys.clear()
    with store.reading(tenant) as tx, pytest.raises(KeyMissing):
        records.get(tx, ids(tenant, "c1")[0])


def test_a_file_of_another_tenant_opens_nothing(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey]
) -> None:
    other = another_tenant()
    name, theirs = blobs.put(store, tenant, b"resume"), blobs.put(store, other, b"resume")
    assert name != theirs
    source = store.folder(other) / blobs.FOLDER / theirs[:2] / theirs
    (store.folder(tenant) / blobs.FOLDER / name[:2] / name).write_bytes(source.read_bytes())
    with pytest.raises(StoreCorrupt):
        blobs.get(store, tenant, name)


def test_a_tenants_folder_in_anothers_place_opens_nothing(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey]
) -> None:
    if store.settings.on_postgres:
        pytest.skip("SQLite only: there a tenant is a folder that may be copied over another's")
    other = another_tenant()
    fill(store, tenant)
    fill(store, other)
    for each in (tenant, other):
        store._places.forget(each)
    for path in store.folder(other).glob("*.db*"):
        path.unlink()
    for path in store.folder(tenant).glob("*.db*"):
        (store.folder(other) / path.name).write_bytes(path.read_bytes())
    with store.reading(other) as tx:
        assert records.count_by_kind(tx) == {}, "its rows say that they are another tenant's"
        with pytest.raises(KeyMissing):
            tx.vault.pseudonym("r1")


def test_members_profiles_swapped_open_nothing(store: Store, tenant: TenantKey) -> None:
    table, names = member_tables.member, [f"{tenant} {one}" for one in "ab"]
    with store.members_writing() as tx:
        members.put_many(tx, [{"id": name, "name": name} for name in names])
        rows = tx.execute(select(table).where(table.c.id.in_(names))).all()
        for row, other in ((rows[0], rows[1]), (rows[1], rows[0])):
            tx.execute(update(table).where(table.c.number == row.number).values(payload=other.payload))
            with pytest.raises(StoreCorrupt):
                members.get_many(tx, [row.number])
        members.delete_many(tx, [row.id for row in rows])


def test_what_hangs_on_a_person_is_shredded_with_it_and_nothing_else(store: Store, tenant: TenantKey) -> None:
    items = [candidate("c1"), candidate("c2"), samples.job("j1"), samples.application("a1", "c1", "j1")]
    items += [samples.note("n1", candidate="c1"), samples.attachment("f1", candidate="c1")]
    items += [samples.note("n2", candidate="c2"), samples.application("a2", "c2", "j1")]
    with store.writing(tenant, actor="test") as tx:
        put = records.put_many(tx, instance=ATS, origin="push", records=items, merge=merge)
        assert tx.vault.shred(ids(tenant, "c1")) == 1
    with store.reading(tenant) as tx:
        open_ = []
        for item, one in zip(items, put, strict=True):
            try:
                open_.append((item["id"], records.get(tx, one.id) is not None))
            except KeyMissing:
                open_.append((item["id"], False))
    assert dict(open_) == {one["id"]: one["id"] not in ("c1", "a1", "n1", "f1") for one in items}


def test_a_person_who_comes_back_after_shredding_gets_a_new_key(store: Store, tenant: TenantKey) -> None:
    fill(store, tenant)
    (ann,) = ids(tenant, "c1")
    with store.writing(tenant, actor="test") as tx:
        before = sealed_of(tx, SEALED["record"], ann)
        tx.vault.shred([ann])
    with store.writing(tenant, actor="test") as tx:
        elsewhere = candidate("c1", day=2, name="Ann again")
        records.put(tx, instance=InstanceId("ats2"), origin="push", record=elsewhere, merge=merge)
        sealed = tx.vault.seal("record", ann, b"{}", subject=ann)
        assert tx.vault.open("record", ann, sealed, subject=ann) == b"{}"
        with pytest.raises(StoreCorrupt):
            tx.vault.open("record", ann, before, subject=ann)
