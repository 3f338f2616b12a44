"""Turn the promises about person documents into checks."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from entities.document import PersonDocument
from entities.errors import KeyMissing
from entities.ids import RecordId, TenantKey
from store import Store, documents, outbox
from store.documents import DocumentKey
from store.session import TenantTx
from store.tables.people import document as table

SHARED_STORE = True
P, S = DocumentKey("p1", shadow=False), DocumentKey("p1", shadow=True)
LEASE = timedelta(minutes=1)


def doc(key: str = "p1", *, name: str = "Ann Example", shadow: bool = False, **given: int) -> PersonDocument:
    fixed = PersonDocument(key=key, version=99, titles=("Baker",), member=5, access=("seat:1",), updated=9)
    return fixed.model_copy(update={"name": name, "shadow": shadow, **given})


def put(store: Store, tenant: TenantKey, *given: PersonDocument) -> list[DocumentKey]:
    with store.writing(tenant, actor="worker") as tx:
        return documents.put_many(tx, given)


def remove(store: Store, tenant: TenantKey, *keys: tuple[str, bool]) -> list[DocumentKey]:
    with store.writing(tenant, actor="worker") as tx:
        return documents.remove_many(tx, keys)


def drain(tx: TenantTx) -> list[str]:
    due = outbox.claim(tx, "index", limit=100, lease=LEASE)
    outbox.ack(tx, "index", due)
    return sorted(claimed.entity for claimed in due)


def drained(store: Store, tenant: TenantKey) -> list[str]:
    with store.writing(tenant, actor="worker") as tx:
        return drain(tx)


def gone(tx: TenantTx) -> dict[tuple[str, bool], int]:
    rows = tx.execute(select(table.c.key, table.c.shadow, table.c.version).where(table.c.gone.is_(True)))
    return {(row.key, row.shadow): row.version for row in rows}


@given(key=st.text(), shadow=st.booleans())
def test_a_keys_name_in_the_outbox_is_read_back(key: str, *, shadow: bool) -> None:
    assert DocumentKey.of(DocumentKey(key, shadow).entity) == DocumentKey(key, shadow)


def test_a_document_is_read_back_with_its_counted_version(store: Store, tenant: TenantKey) -> None:
    assert put(store, tenant, doc(), doc(shadow=True), doc("p2")) == [P, S, ("p2", False)]
    with store.reading(tenant) as tx:
        assert documents.get_many(tx, [P, S, ("p9", False)]) == {
            P: doc(version=1, number=1),
            S: doc(shadow=True, version=1),
        }
        assert documents.versions(tx) == {P: 1, S: 1, ("p2", False): 1}
    assert drained(store, tenant) == ["p:p1", "p:p2", "s:p1"]


def test_an_equal_document_changes_nothing_whatever_version_it_came_with(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, doc())
    drained(store, tenant)
    assert put(store, tenant, doc(version=3)) == []
    assert drained(store, tenant) == []
    assert put(store, tenant, doc(name="Ann B. Example"), doc("p2")) == [P, ("p2", False)]
    assert drained(store, tenant) == ["p:p1", "p:p2"]
    with store.reading(tenant) as tx:
        assert documents.versions(tx) == {P: 2, ("p2", False): 1}


def test_the_version_counts_on_when_a_document_goes_and_comes_back(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, doc())
    drained(store, tenant)
    assert remove(store, tenant, P, S, ("p9", False)) == [P]
    assert drained(store, tenant) == ["p:p1"]
    with store.reading(tenant) as tx:
        assert (documents.get_many(tx, [P]), documents.versions(tx)) == ({}, {})
        assert gone(tx) == {P: 2}
    assert remove(store, tenant, P) == []
    assert put(store, tenant, doc()) == [P]
    with store.reading(tenant) as tx:
        assert documents.versions(tx) == {P: 3}
        assert gone(tx) == {}


def test_what_is_gone_holds_nothing_and_can_be_forgotten(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, doc(), doc(shadow=True))
    remove(store, tenant, P)
    with store.writing(tenant, actor="worker") as tx:
        kept = {row.shadow: row.payload for row in tx.execute(select(table))}
        assert kept[False] == b""
        assert b"Ann" not in kept[True]
        assert documents.purge_gone(tx, [P, S, ("p9", False)]) == 1
        assert gone(tx) == {}
        assert documents.versions(tx) == {S: 1}


def test_documents_are_read_in_pieces_that_part_no_shadow(store: Store, tenant: TenantKey) -> None:
    keys = [f"p{place}" for place in range(8)]
    put(store, tenant, *(doc(key, shadow=shadow) for key in keys for shadow in (True, False)))
    remove(store, tenant, ("p3", True), ("p4", False), ("p5", False), ("p5", True))
    with store.reading(tenant) as tx:
        found: list[PersonDocument] = []
        while piece := documents.scan(tx, found[-1].key if found else "", 3):
            assert len(piece) <= 4
            found += piece
        assert sorted((one.key, one.shadow) for one in found) == sorted(documents.versions(tx))
        assert len(found) == 12


def test_many_are_put_in_few_statements(store: Store, tenant: TenantKey) -> None:
    calls: list[str] = []
    store.on_call = calls.append
    assert len(put(store, tenant, *(doc(f"p{place}") for place in range(1500)))) == 1500
    assert calls.count("tenant.execute") <= 7


def test_another_tenant_sees_none_of_it(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, doc())
    with store.writing(store.add_tenant(f"other {tenant}"), actor="worker") as tx:
        documents.set_persons(tx, {RecordId("r1"): "p1"})
        assert documents.get_many(tx, [P]) == {}
        assert documents.remove_many(tx, [P]) == []
    with store.reading(tenant) as tx:
        assert documents.candidates_of(tx, ["p1"]) == {}
        assert documents.versions(tx) == {P: 1}


def test_candidates_join_and_leave_persons(store: Store, tenant: TenantKey) -> None:
    ann, bob, cid = map(RecordId, ("r1", "r2", "r3"))
    with store.writing(tenant, actor="worker") as tx:
        assert documents.set_persons(tx, {bob: "p1", ann: "p1", cid: "r3"}) == [bob, ann, cid]
        assert documents.candidates_of(tx, ["p1", "r3", "p9"]) == {"p1": [ann, bob], "r3": [cid]}
        assert documents.set_persons(tx, {bob: "r2", ann: "p1"}) == [bob]
        assert documents.set_persons(tx, {cid: None, RecordId("r9"): None}) == [cid]
        assert documents.persons_of(tx, [ann, bob, cid]) == {ann: "p1", bob: "r2"}


ACTS = st.lists(
    st.tuples(st.sampled_from(["put", "put", "remove"]), st.sampled_from("ab"), st.booleans(), st.sampled_from("xyz")),
    max_size=12,
)


@given(acts=ACTS)
@settings(max_examples=20)
def test_versions_count_content_changes(
    store: Store, tenant: TenantKey, acts: list[tuple[str, str, bool, str]]
) -> None:
    """Compare with the obvious: one list of states for each key, in which neighbours differ."""
    states: dict[DocumentKey, list[str | None]] = {}
    with store.writing(tenant, actor="worker") as tx:
        tx.execute(table.delete())
        drain(tx)
        for act, key, shadow, name in acts:
            place = DocumentKey(key, shadow)
            new = name if act == "put" else None
            seen = states.setdefault(place, [None])
            changed = [place] if seen[-1] != new else []
            if changed:
                seen.append(new)
            if act == "put":
                assert documents.put_many(tx, [doc(key, name=name, shadow=shadow)]) == changed
            else:
                assert documents.remove_many(tx, [place]) == changed
            assert drain(tx) == [place.entity for place in changed]
        assert documents.versions(tx) == {place: len(seen) - 1 for place, seen in states.items() if seen[-1]}


@pytest.mark.parametrize("shadow", [False, True])
def test_of_two_for_one_key_the_later_counts(store: Store, tenant: TenantKey, *, shadow: bool) -> None:
    changed = put(store, tenant, doc(name="first", shadow=shadow), doc(name="second", shadow=shadow))
    assert len(changed) == 1
    with store.reading(tenant) as tx:
        assert documents.get_many(tx, changed)[changed[0]].name == "second"


def test_variants_are_sealed_under_their_person_and_named_until_they_are_forgotten(
    store: Store, tenant: TenantKey
) -> None:
    kept = [doc(key, shadow=shadow) for key, shadow in (("p1", False), ("p1", True), ("p1~b", False), ("p1~a", False))]
    put(store, tenant, *kept, doc("p2~c"))
    with store.writing(tenant, actor="worker") as tx:
        assert documents.variants_of(tx, ["p1", "p2", "p3"]) == {"p1": ["p1~a", "p1~b"], "p2": ["p2~c"]}
        assert documents.get_many(tx, [("p1~a", False)])[DocumentKey("p1~a", shadow=False)].person == "p1"
        assert [key.key for key in documents.remove_many(tx, [("p1~a", False), ("p2~c", False)])] == ["p1~a", "p2~c"]
        assert documents.variants_of(tx, ["p1"]) == {"p1": ["p1~a", "p1~b"]}
        assert documents.purge_gone(tx, [("p1~a", False), ("p1~b", False), ("p2~c", False)]) == 2
        assert documents.variants_of(tx, ["p1", "p2"]) == {"p1": ["p1~b"]}
    with store.writing(tenant, actor="worker") as tx:
        tx.vault.shred(["p1"])
    with store.reading(tenant) as tx, pytest.raises(KeyMissing):
        documents.get_many(tx, [("p1~b", False)])


def test_variants_are_scanned_behind_their_person(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, *(doc(key) for key in ("p1", "p1~a", "p2", "p2~b")), doc("p1", shadow=True))
    with store.reading(tenant) as tx:
        found: list[PersonDocument] = []
        while piece := documents.scan(tx, found[-1].key if found else "", 1):
            found += piece
    assert [(one.key, one.shadow) for one in found] == [
        ("p1", False),
        ("p1", True),
        ("p1~a", False),
        ("p2", False),
        ("p2~b", False),
    ]


def test_a_document_keeps_its_number_until_it_is_forgotten(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, doc("p1"), doc("p2"), doc("p2", shadow=True))
    put(store, tenant, doc("p1", name="Ben", number=77))
    remove(store, tenant, ("p2", False))
    put(store, tenant, doc("p2"), doc("p3"))
    with store.reading(tenant) as tx:
        assert documents.keys_of_numbers(tx, [1, 2, 3, 4]) == {1: P, 2: ("p2", False), 3: ("p3", False)}
    remove(store, tenant, P)
    with store.writing(tenant, actor="worker") as tx:
        assert documents.numbers_of(tx, [P, S]) == {P: 1}
        assert documents.keys_of_numbers(tx, [1]) == {}
        documents.purge_gone(tx, [P])
    put(store, tenant, doc("p1"))
    with store.reading(tenant) as tx:
        assert documents.numbers_of(tx, [P]) == {P: 4}


def test_documents_are_read_by_number_as_by_key(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, doc("p1"), doc("p2"), doc("p2", shadow=True), doc("p3"))
    remove(store, tenant, ("p3", False))
    for _ in range(2):  # opened, then kept opened
        with store.reading(tenant) as tx:
            by_key = documents.get_many(tx, [P, ("p2", False), ("p3", False)])
            assert documents.by_numbers(tx, [3, 2, 1, 9, 2]) == {one.number: one for one in by_key.values()}
            assert documents.by_numbers(tx, []) == {}
    with store.writing(tenant, actor="worker") as tx:
        documents.put_many(tx, [doc("p1", name="Ben")])
        assert [(one.name, one.version) for one in documents.by_numbers(tx, [1]).values()] == [("Ben", 2)]
        documents.remove_many(tx, [("p2", False)])
        assert documents.by_numbers(tx, [2]) == {}


def test_documents_from_before_there_were_numbers_get_theirs_in_pieces(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, *(doc(f"p{n}") for n in range(5)), doc("p1", shadow=True))
    with store.writing(tenant, actor="worker") as tx:
        tx.execute(update(table).values(number=0))
        assert [documents.number_all(tx, 3) for _ in range(3)] == [3, 2, 0]
        found = documents.numbers_of(tx, [(f"p{n}", shadow) for n in range(5) for shadow in (False, True)])
    assert found.pop(DocumentKey("p1", shadow=True)) == 0
    assert sorted(found.values()) == [6, 7, 8, 9, 10]
