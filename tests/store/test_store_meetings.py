"""Turn the promises about kept matching keys into checks."""

from entities.ids import RecordId, Sequence, TenantKey
from entities.link import Link
from store import Store, links, meetings

SHARED_STORE = True
ANN, BOB, EVE = RecordId("r1"), RecordId("r2"), RecordId("r3")


def put(store: Store, tenant: TenantKey, keys: dict[RecordId, bytes], form: int = 1) -> None:
    with store.writing(tenant, actor="worker") as tx:
        meetings.put_many(tx, keys, form)


def since(store: Store, tenant: TenantKey, after: int, form: int = 1) -> dict[RecordId, bytes]:
    with store.reading(tenant) as tx:
        return {one.candidate: one.keys for one in meetings.since(tx, Sequence(after), form)}


def head(store: Store, tenant: TenantKey) -> int:
    with store.reading(tenant) as tx:
        return meetings.head(tx)


def test_keys_are_read_back_from_a_sequence_on(store: Store, tenant: TenantKey) -> None:
    assert head(store, tenant) == 0
    put(store, tenant, {ANN: b"12345678", BOB: b""})
    first = head(store, tenant)
    assert since(store, tenant, 0) == {ANN: b"12345678", BOB: b""}
    put(store, tenant, {ANN: b"87654321"})
    assert since(store, tenant, first) == {ANN: b"87654321"}
    assert since(store, tenant, head(store, tenant)) == {}
    put(store, tenant, {})
    assert since(store, tenant, 0) == {ANN: b"87654321", BOB: b""}


def test_keys_of_another_form_count_as_missing(store: Store, tenant: TenantKey) -> None:
    link = {
        "probability": 0.5,
        "none_probability": 0.5,
        "decision": "none",
        "log_odds": 0.0,
        "reason": "",
        "weights": "",
    }
    with store.writing(tenant, actor="worker") as tx:
        links.put_many(
            tx, [(one, Link.model_validate({"candidate": one, "profile": None, **link})) for one in (ANN, BOB)]
        )
    put(store, tenant, {ANN: b"12345678", EVE: b"12345678"})
    with store.reading(tenant) as tx:
        assert meetings.lacking(tx, 1) == [BOB]
        assert meetings.lacking(tx, 2) == [ANN, BOB]
    assert since(store, tenant, 0, form=2) == {}


def test_who_is_gone_is_forgotten(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, {ANN: b"12345678", BOB: b"12345678"})
    with store.writing(tenant, actor="worker") as tx:
        assert meetings.remove_many(tx, [ANN, EVE]) == 1
        assert meetings.known(tx, [EVE, BOB, ANN]) == [BOB]


def test_one_tenants_keys_are_nobody_elses(store: Store, tenant: TenantKey, another_tenant: object) -> None:
    other = another_tenant()  # type: ignore[operator]  # the fixture's function
    put(store, tenant, {ANN: b"12345678"})
    assert since(store, other, 0) == {}
    with store.writing(other, actor="worker") as tx:
        assert meetings.remove_many(tx, [ANN]) == 0
    assert since(store, tenant, 0) == {ANN: b"12345678"}
