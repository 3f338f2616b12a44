"""Turn the promises about seats and what they do into checks."""

from typing import Any, get_args

import pytest
from sqlalchemy import select

from entities.errors import InputError, KeyMissing, NotFound, Refused
from entities.ids import ContractId, SeatId, TenantKey
from store import Store, product, seats
from tests.store.conftest import START, Clock

SHARED_STORE = True
CONTRACT, SEAT = ContractId("c1"), SeatId("s1")
SECRET = {"text": "call Ann Example"}
KINDS: tuple[product.ActKind, ...] = get_args(product.ActKind)


def add(store: Store, tenant: TenantKey, kind: product.ActKind, about: str = "r1", **more: Any) -> int:
    marks = {name: f"some {name}" for name in product.marks_of(kind)}
    given = {"contract": CONTRACT, "seat": SEAT, "about": about, "marks": marks, "payload": SECRET, **more}
    with store.writing(tenant, actor="api") as tx:
        return product.add(tx, kind, **given)


@pytest.mark.parametrize("kind", KINDS)
def test_an_act_is_read_back(store: Store, tenant: TenantKey, kind: product.ActKind) -> None:
    number = add(store, tenant, kind)
    add(store, tenant, kind, about="r2", seat=SeatId("s2"))
    marks = {name: f"some {name}" for name in product.marks_of(kind)}
    expected = product.Act(kind, number, CONTRACT, SEAT, "r1", START, marks, SECRET)
    with store.reading(tenant) as tx:
        assert product.listing(tx, kind, about="r1") == [expected] == product.listing(tx, kind, seat=SEAT)
        assert [act.about for act in product.listing(tx, kind)] == ["r2", "r1"]
        assert [act.about for act in product.listing(tx, kind, limit=1)] == ["r2"]
        assert b"Ann" not in tx.execute(select(product.TABLES[kind].c.payload)).scalars().all()[0]
    assert "Ann" not in repr(expected)


def test_every_table_of_seats_has_its_kind() -> None:
    assert set(product.TABLES) == set(KINDS)
    assert product.marks_of("match_feedback") == {"job", "kind"}


def test_an_act_needs_exactly_its_marks(store: Store, tenant: TenantKey) -> None:
    for marks in ({}, {"state": "new", "more": "x"}):
        with pytest.raises(InputError):
            add(store, tenant, "export", marks=marks)


def test_what_is_about_a_person_goes_with_the_person(store: Store, tenant: TenantKey) -> None:
    add(store, tenant, "message", about="r1")
    add(store, tenant, "message", about="r2")
    add(store, tenant, "saved_search", about="")
    with store.writing(tenant, actor="erase") as tx:
        tx.vault.shred(["r1"])
    with store.reading(tenant) as tx:
        assert product.listing(tx, "message", about="r2")[0].payload == SECRET
        assert product.listing(tx, "saved_search")[0].payload == SECRET
        with pytest.raises(KeyMissing):
            product.listing(tx, "message", about="r1")


def test_an_export_goes_on_and_a_note_may_go(store: Store, tenant: TenantKey) -> None:
    export, note = add(store, tenant, "export"), add(store, tenant, "seat_note")
    with store.writing(tenant, actor="api") as tx:
        product.set_export_state(tx, export, "written")
        assert product.listing(tx, "export")[0].marks == {"state": "written"}
        product.remove(tx, "seat_note", note)
        assert product.listing(tx, "seat_note") == []
        with pytest.raises(NotFound):
            product.remove(tx, "seat_note", note)
        with pytest.raises(NotFound):
            product.set_export_state(tx, 99, "written")


@pytest.mark.parametrize("kind", sorted(set(KINDS) - product.REMOVABLE))
def test_what_happened_stays(store: Store, tenant: TenantKey, kind: product.ActKind) -> None:
    with store.writing(tenant, actor="api") as tx, pytest.raises(Refused):
        product.remove(tx, kind, 1)


def test_seats_look_under_open_contracts_only(store: Store, tenant: TenantKey, clock: Clock) -> None:
    person = {"name": "Rita Recruiter"}
    with store.writing(tenant, actor="api") as tx:
        seats.open_contract(tx, CONTRACT, "first")
        seats.open_contract(tx, CONTRACT, "renamed")
        seats.open_seat(tx, SEAT, CONTRACT, role="recruiter", licence="full", payload=person)
    clock.forward(days=1)
    with store.writing(tenant, actor="api") as tx:
        seats.open_seat(tx, SEAT, CONTRACT, role="admin", licence="full", payload=person)
        (seat,) = seats.seats(tx, CONTRACT)
        assert seat == seats.Seat(SEAT, CONTRACT, "admin", "full", person, START, None)
        assert "Rita" not in repr(seat)
        seats.close_seat(tx, SEAT)
        assert seats.seats(tx, CONTRACT)[0].closed_at == clock.now
        seats.close_contract(tx, CONTRACT)
        assert seats.contracts(tx) == [seats.Contract(CONTRACT, "renamed", START, clock.now)]
        for again in (lambda: seats.close_seat(tx, SEAT), lambda: seats.close_contract(tx, CONTRACT)):
            with pytest.raises(NotFound):
                again()
        with pytest.raises(NotFound):
            seats.open_seat(tx, SeatId("s2"), CONTRACT, role="admin", licence="full", payload=person)


def test_an_act_is_read_by_its_number_by_its_own_tenant_only(store: Store, tenant: TenantKey) -> None:
    number = add(store, tenant, "saved_search", about="")
    other = store.add_tenant("other")
    with store.reading(tenant) as tx:
        found = product.get(tx, "saved_search", number)
        assert found is not None
        assert (found.number, found.payload) == (number, SECRET)
        assert product.get(tx, "saved_search", number + 1) is None
    with store.reading(other) as tx:
        assert product.get(tx, "saved_search", number) is None


def test_a_list_is_narrowed_by_contract_and_marks_and_goes_on_below_a_number(store: Store, tenant: TenantKey) -> None:
    def feedback(job: str, contract: str) -> int:
        marks = {"job": job, "kind": "hidden"}
        return add(store, tenant, "match_feedback", contract=ContractId(contract), marks=marks)

    numbers = [feedback("j1", "c1"), feedback("j2", "c1"), feedback("j1", "c2"), feedback("j1", "c1")]
    with store.reading(tenant) as tx:
        asked: Any = {"contract": CONTRACT, "marks": {"job": "j1", "kind": "hidden"}}
        of_first = product.listing(tx, "match_feedback", **asked)
        assert [act.number for act in of_first] == [numbers[3], numbers[0]]
        assert product.listing(tx, "match_feedback", **asked, before=numbers[3]) == of_first[1:]
        assert product.listing(tx, "match_feedback", marks={"kind": "good"}) == []
        said = product.subjects(tx, "match_feedback", contract=CONTRACT, seat=SEAT, marks={"job": "j1"}, limit=9)
        assert said == [("r1", {"job": "j1", "kind": "hidden"})] * 2
        assert product.count(tx, "match_feedback", contract=CONTRACT, seat=SEAT) == 3
        assert product.count(tx, "match_feedback", contract=CONTRACT, seat=SeatId("s2")) == 0
