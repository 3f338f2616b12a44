"""Turn addresses and numbers, however they are written, into the candidates that a slow look through all would find."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from entities.ids import Origin, RecordId, SourceId, TenantKey, record_id
from store import Store, contacts, records
from store.tables.records import contact
from tests.store.samples import ATS, candidate, merge

SHARED_STORE = True  # a tenant of its own is enough for each test
EMAILS = st.sampled_from(["a@example.org", "A@Example.ORG", " a@example.org ", "b@example.org", "ä@example.org"])
PHONES = st.sampled_from(["+44 7911 123456", "07911123456", "(07911) 123-456", "7911 123 457", "12345", "112233"])
PEOPLE = st.lists(st.tuples(st.lists(EMAILS, max_size=3), st.lists(PHONES, max_size=3)), min_size=1, max_size=4)
ORIGINS: tuple[Origin, ...] = ("push", "pull", "person")


def put(
    store: Store, tenant: TenantKey, source: str, emails: list[str], phones: list[str], *, day: int = 1, origin: Origin
) -> RecordId:
    item = {**candidate(source, day=day), "emails": emails, "phones": phones}
    with store.writing(tenant, actor="test") as tx:
        return records.put(tx, instance=ATS, origin=origin, record=item, merge=merge).id


def digits(phone: str) -> str:
    kept = "".join(letter for letter in phone if letter in "0123456789")
    return kept[-9:] if len(kept) >= 6 else ""


def looked_through(
    people: dict[RecordId, tuple[list[str], list[str]]], *, email: str = "", phone: str = ""
) -> list[str]:
    """Find them the slow way, by comparing with everybody."""
    found = []
    for id_, (emails, phones) in people.items():
        same_email = email and email.strip().casefold() in [one.strip().casefold() for one in emails]
        same_phone = phone and digits(phone) and digits(phone) in [digits(one) for one in phones]
        if same_email or same_phone:
            found.append(id_)
    return sorted(found)


@settings(max_examples=12, phases=(Phase.explicit, Phase.reuse, Phase.generate), deadline=None)
@given(people=PEOPLE, email=EMAILS, phone=PHONES)
def test_a_look_up_finds_whom_a_look_through_all_finds(
    store: Store,
    another_tenant: Callable[[], TenantKey],
    people: list[tuple[list[str], list[str]]],
    email: str,
    phone: str,
) -> None:
    tenant = another_tenant()
    known = {put(store, tenant, f"c{place}", *one, origin="push"): one for place, one in enumerate(people)}
    with store.reading(tenant) as tx:
        assert records.find_by_email(tx, email) == looked_through(known, email=email)
        assert records.find_by_phone(tx, phone) == looked_through(known, phone=phone)


@pytest.mark.parametrize(
    ("kept", "asked", "found"),
    [
        ("+44 7911 123456", "07911 123456", True),
        ("+44 7911 123456", "0044-7911-123456", True),
        ("+44 7911 123456", "+44 7911 123457", False),
        ("+44 7911 123456", "911 123456", True),  # nine digits
        ("+44 7911 123456", "11 123456", False),  # eight: all of a shorter number must be equal
        ("11 123456", "11 123456", True),
        ("112233", "112233", True),
        ("11223", "11223", False),  # too short to say who
        ("+1 (555) 010-9999 ext", "5550109999", True),
        ("٠٧٩١١١٢٣٤٥٦", "٠٧٩١١١٢٣٤٥٦", True),
    ],
)
def test_a_number_is_found_by_its_last_digits(
    store: Store, tenant: TenantKey, kept: str, asked: str, *, found: bool
) -> None:
    id_ = put(store, tenant, "c1", [], [kept], origin="push")
    with store.reading(tenant) as tx:
        assert records.find_by_phone(tx, asked) == ([id_] if found else [])


def test_an_address_is_never_found_as_a_number(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, "c1", ["112233445@example.org"], ["112233445"], origin="push")
    with store.reading(tenant) as tx:
        assert records.find_by_email(tx, "112233445") == []
        assert records.find_by_phone(tx, "112233445@example.org") != []  # its digits are the number's
        hashed = tx.execute(select(contact.c.hash)).scalars().all()
        assert len(set(hashed)) == 2
        assert all(len(one) == 32 for one in hashed)


def test_two_tenants_hashes_of_one_address_differ(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey]
) -> None:
    other = another_tenant()
    for each in (tenant, other):
        put(store, each, "c1", ["a@example.org"], [], origin="push")
    with store.reading(tenant) as mine, store.reading(other) as theirs:
        one, two = (tx.execute(select(contact.c.hash)).scalar_one() for tx in (mine, theirs))
        assert one != two
        assert contacts.hashes(mine.vault, {"emails": ["a@example.org"]}) == {one}


@pytest.mark.parametrize("strongest", ["pull", "person"])
def test_only_the_merged_records_addresses_find_it(store: Store, tenant: TenantKey, strongest: Origin) -> None:
    put(store, tenant, "c1", ["push@example.org"], [], origin="push")
    id_ = put(store, tenant, "c1", ["strong@example.org"], [], origin=strongest)
    with store.reading(tenant) as tx:
        assert records.find_by_email(tx, "push@example.org") == []
        assert records.find_by_email(tx, "strong@example.org") == [id_]
    with store.writing(tenant, actor="test") as tx:
        records.set_origins(tx, ATS, frozenset(ORIGINS) - {strongest}, merge)
        assert records.find_by_email(tx, "push@example.org") == [id_]
        assert records.find_by_email(tx, "strong@example.org") == []


def test_several_candidates_of_one_address_are_all_found(store: Store, tenant: TenantKey) -> None:
    ids = [put(store, tenant, f"c{place}", ["team@example.org"] * 2, [], origin="push") for place in range(5)]
    with store.reading(tenant) as tx:
        assert records.find_by_email(tx, "TEAM@example.org") == sorted(ids)
        assert len(tx.execute(select(contact)).all()) == 5


def test_a_deleted_candidate_is_found_by_nothing(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, "c1", ["a@example.org"], ["112233"], origin="push")
    kept = put(store, tenant, "c2", ["a@example.org"], [], origin="push")
    with store.writing(tenant, actor="test") as tx:
        gone = {"kind": "candidate", "source": SourceId("c1"), "deleted_at": datetime(2026, 1, 9, tzinfo=UTC)}
        records.delete(tx, instance=ATS, origin="push", **gone)  # type: ignore[arg-type] # the names of its arguments
        assert records.find_by_email(tx, "a@example.org") == [kept]
        assert records.find_by_phone(tx, "112233") == []
    assert kept == record_id(tenant, ATS, "candidate", SourceId("c2"))
