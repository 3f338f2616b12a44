"""Turn member numbers into ids that one tenant reads back and nobody else."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.ids import MemberNumber, TenantKey
from store import Store, pairwise

SHARED_STORE = True  # a tenant of its own is enough for each test
MOST = 2**32 - 1
NUMBERS = st.integers(0, MOST).map(MemberNumber)
EDGES = [MemberNumber(one) for one in (0, 1, 255, 256, 2**31 - 1, 2**31, MOST)]
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


@settings(max_examples=60)
@given(numbers=st.lists(NUMBERS, max_size=20))
def test_every_32_bit_number_is_read_back_by_its_tenant(
    store: Store, tenant: TenantKey, numbers: list[MemberNumber]
) -> None:
    with store.reading(tenant) as tx:
        public = pairwise.public_members(tx, [*numbers, *EDGES])
        assert {pairwise.member_number(tx, name): name for name in public.values()} == public
        assert set(public) == {*numbers, *EDGES}
        assert len(set(public.values())) == len(public)


def test_an_id_is_the_same_in_every_transaction_and_batch(store: Store, tenant: TenantKey) -> None:
    with store.reading(tenant) as tx:
        together = pairwise.public_members(tx, EDGES)
    for number in reversed(EDGES):
        with store.reading(tenant) as tx:
            assert pairwise.public_members(tx, [number]) == {number: together[number]}
            assert pairwise.public_members(tx, []) == {}


@settings(max_examples=30)
@given(numbers=st.sets(NUMBERS, min_size=1, max_size=30))
def test_two_tenants_ids_have_nothing_in_common(
    store: Store, tenant: TenantKey, another_tenant: Callable[[], TenantKey], numbers: set[MemberNumber]
) -> None:
    with store.reading(tenant) as mine, store.reading(another_tenant()) as theirs:
        one, other = pairwise.public_members(mine, numbers), pairwise.public_members(theirs, numbers)
        assert not set(one.values()) & set(other.values())
        assert {pairwise.member_number(theirs, name) for name in one.values()} == {None}


def test_neighbouring_numbers_have_ids_without_a_pattern(store: Store, tenant: TenantKey) -> None:
    with store.reading(tenant) as tx:
        names = list(pairwise.public_members(tx, map(MemberNumber, range(400))).values())
    assert all(len(name) == 27 and name[0] == "m" and set(name[1:]) <= set(ALPHABET) for name in names)
    assert len({name[:8] for name in names}) == len(names)
    assert sorted(names) != names
    for place in range(1, 26):  # the last letter holds three bits only
        assert len({name[place] for name in names}) > 24


def whole(name: str) -> list[str]:
    """Every id that differs from this one by a single letter."""
    return [
        name[:place] + letter + name[place + 1 :]
        for place in range(1, len(name))
        for letter in ALPHABET
        if letter != name[place]
    ]


def test_no_id_one_letter_off_is_read(store: Store, tenant: TenantKey) -> None:
    with store.reading(tenant) as tx:
        name = pairwise.public_members(tx, [MemberNumber(77)])[MemberNumber(77)]
        assert {one for one in whole(name) if pairwise.member_number(tx, one) is not None} == set()


BENT: dict[str, Callable[[str], str]] = {
    "upper case": str.upper,
    "upper case behind the prefix": lambda name: "m" + name[1:].upper(),
    "one letter short": lambda name: name[:-1],
    "one letter more": lambda name: name + "a",
    "without its prefix": lambda name: name[1:],
    "another prefix": lambda name: "r" + name[1:],
    "the prefix twice": lambda name: "m" + name,
    "padded": lambda name: name + "=" * 6,
    "padded to its length": lambda name: name[:-1] + "=",
    "with a space": lambda name: name[:-1] + " ",
    "with a letter outside the alphabet": lambda name: name[:-1] + "1",
    "with a letter outside ASCII": lambda name: name[:-1] + "ä",
    "with a letter whose upper case is two": lambda name: name[:-1] + "ß",
    "with a zero byte": lambda name: name[:-1] + "\0",
    "reversed": lambda name: "m" + name[:0:-1],
    "empty": lambda _name: "",
    "the prefix alone": lambda _name: "m",
    "made up": lambda _name: "m" + "a" * 26,
    "the number": lambda _name: "77",
}


@pytest.mark.parametrize("how", BENT)
def test_what_this_tenant_was_never_given_reads_as_nobody(store: Store, tenant: TenantKey, how: str) -> None:
    with store.reading(tenant) as tx:
        name = pairwise.public_members(tx, [MemberNumber(77)])[MemberNumber(77)]
        assert pairwise.member_number(tx, name) == 77
        assert pairwise.member_number(tx, BENT[how](name)) is None


@settings(max_examples=60)
@given(name=st.one_of(st.text(max_size=30), st.text(alphabet=ALPHABET, min_size=26, max_size=26).map("m".__add__)))
def test_no_made_up_id_names_a_member(store: Store, tenant: TenantKey, name: str) -> None:
    with store.reading(tenant) as tx:
        assert pairwise.member_number(tx, name) is None


@pytest.mark.parametrize("number", [-1, 2**32])
def test_a_number_beyond_32_bits_gets_no_id(store: Store, tenant: TenantKey, number: int) -> None:
    with store.reading(tenant) as tx, pytest.raises(OverflowError):
        pairwise.public_members(tx, [MemberNumber(number)])
