"""Turn the promises about links and corrections into checks."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from entities.errors import InputError, KeyMissing
from entities.ids import MemberNumber, RecordId, TenantKey
from entities.link import CorrectionKind, Evidence, Link
from store import Store, links
from store.tables.people import link as table

SHARED_STORE = True
NAMES = count()
NOTE = "unusual name"


def number(value: int) -> MemberNumber:
    return MemberNumber(value)


def one(candidate: str, profile: int | None = 7, **more: object) -> tuple[RecordId, Link]:
    fields = {
        "probability": 0.1 + 0.2,  # a float that no short decimal is equal to
        "none_probability": 1e-300,
        "runner_up": "8",
        "runner_up_probability": 0.25,
        "decision": "match" if profile is not None else "none",
        "log_odds": -3.7,
        "evidence": (Evidence(field="name", level="exact", log_odds=4.5, note=NOTE),),
        "reason": "far ahead",
        "weights": "abc",
        **more,
    }
    text = None if profile is None else str(profile)
    return RecordId(candidate), Link.model_validate({"candidate": candidate, "profile": text, **fields})


def put(store: Store, tenant: TenantKey, *given: tuple[RecordId, Link]) -> list[links.LinkChange]:
    with store.writing(tenant, actor="worker") as tx:
        return links.put_many(tx, given)


def test_a_link_is_read_back_to_the_last_bit(store: Store, tenant: TenantKey) -> None:
    given = [one("r1"), one("r2", None), one("r3", 9, decision="review")]
    changes = put(store, tenant, *given)
    assert changes == [
        links.LinkChange(RecordId("r1"), "created", None, number(7)),
        links.LinkChange(RecordId("r2"), "created", None, None),
        links.LinkChange(RecordId("r3"), "created", None, None),
    ]
    with store.reading(tenant) as tx:
        assert links.get_many(tx, [RecordId("r3"), RecordId("r1"), RecordId("r2"), RecordId("r9")]) == dict(given)


def test_an_equal_link_changes_nothing(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, one("r1"), one("r2"))
    calls: list[str] = []
    store.on_call = calls.append
    assert put(store, tenant, one("r1"), one("r2")) == []
    assert calls.count("tenant.execute") == 1  # the look alone


def test_a_change_names_the_members_before_and_after(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, one("r1", 7), one("r2", 7), one("r3", 7), one("r4", 7))
    changes = put(
        store, tenant, one("r1", 8), one("r2", 7, decision="review"), one("r3", None), one("r4", 7, probability=0.5)
    )
    assert [(change.candidate, change.outcome, change.before, change.after) for change in changes] == [
        ("r1", "changed", 7, 8),
        ("r2", "changed", 7, None),
        ("r3", "changed", 7, None),
        ("r4", "changed", 7, 7),
    ]
    with store.reading(tenant) as tx:
        assert set(tx.execute(select(table.c.version)).scalars()) == {2}


def test_only_matches_count_as_a_members_candidates(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, one("r2"), one("r1"), one("r3", 7, decision="review"), one("r4", 9), one("r5", None))
    with store.reading(tenant) as tx:
        assert links.of_members(tx, map(number, (7, 9, 11))) == {7: ["r1", "r2"], 9: ["r4"]}


def test_a_change_of_a_member_concerns_its_matches_and_its_reviews(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, one("r1"), one("r2", 7, decision="review"), one("r3", 7, decision="none"), one("r4", 9))
    with store.reading(tenant) as tx:
        assert links.naming(tx, [number(7)]) == {"r1", "r2"}
        assert links.naming(tx, map(number, (7, 9, 11))) == {"r1", "r2", "r4"}
        assert links.naming(tx, []) == links.naming(tx, [number(8)]) == set()  # 8 is the runner-up of all


def test_links_are_read_in_pieces_by_candidate(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, *(one(f"r{place:02}") for place in reversed(range(12))))
    with store.reading(tenant) as tx:
        found: list[Link] = []
        while piece := links.all(tx, RecordId(found[-1].candidate) if found else None, 5):
            found += piece
    assert [link.candidate for link in found] == [f"r{place:02}" for place in range(12)]


def test_many_are_put_in_few_statements(store: Store, tenant: TenantKey) -> None:
    calls: list[str] = []
    store.on_call = calls.append
    assert len(put(store, tenant, *(one(f"r{place}") for place in range(1500)))) == 1500
    assert calls.count("tenant.execute") <= 4
    with store.reading(tenant) as tx:
        assert len(links.get_many(tx, [RecordId(f"r{place}") for place in range(1500)])) == 1500


def test_nothing_of_a_link_but_ids_and_figures_lies_open(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, one("r1"))
    with store.reading(tenant) as tx:
        (row,) = tx.execute(select(table)).all()
        assert NOTE.encode() not in row.payload
        tx.vault.shred([RecordId("r1")])
    with store.reading(tenant) as tx, pytest.raises(KeyMissing):
        links.get_many(tx, [RecordId("r1")])


def test_another_tenant_sees_none_of_it(store: Store, tenant: TenantKey) -> None:
    put(store, tenant, one("r1"))
    other = store.add_tenant(f"other {tenant}")
    with store.writing(tenant, actor="x") as tx:
        links.correct(tx, RecordId("r1"), "linked", number(3), "seat1")
    with store.writing(other, actor="worker") as tx:
        assert links.get_many(tx, [RecordId("r1")]) == {}
        assert links.of_members(tx, [number(7)]) == {}
        assert links.corrections_of(tx, [RecordId("r1")]) == {}
        assert links.remove_many(tx, [RecordId("r1")]) == 0
    with store.reading(tenant) as tx:
        assert len(links.get_many(tx, [RecordId("r1")])) == 1


def test_a_correction_outlives_every_match_and_the_link_itself(store: Store, tenant: TenantKey) -> None:
    candidate = RecordId("r1")
    put(store, tenant, one("r1", 7))
    with store.writing(tenant, actor="api") as tx:
        assert links.correct(tx, candidate, "not_linked", None, "seat1") == links.Standing(None, frozenset({number(7)}))
    put(store, tenant, one("r1", 8))
    with store.writing(tenant, actor="worker") as tx:
        assert links.remove_many(tx, [candidate]) == 1
    put(store, tenant, one("r1", 9))
    with store.reading(tenant) as tx:
        assert links.corrections_of(tx, [candidate, RecordId("r2")]) == {
            candidate: links.Standing(None, frozenset({number(7)}))
        }


@pytest.mark.parametrize("kind", ["linked", "not_linked", "other_member"])
def test_a_correction_needs_a_member(store: Store, tenant: TenantKey, kind: CorrectionKind) -> None:
    with store.writing(tenant, actor="api") as tx, pytest.raises(InputError):
        links.correct(tx, RecordId("r1"), kind, None, "seat1")


STEPS = st.lists(
    st.tuples(st.sampled_from(["linked", "not_linked", "other_member"]), st.integers(1, 3)), min_size=1, max_size=6
)


@given(steps=STEPS)
@settings(max_examples=30)
def test_the_last_word_on_each_member_counts(
    store: Store, tenant: TenantKey, steps: list[tuple[CorrectionKind, int]]
) -> None:
    candidate = RecordId(f"r{next(NAMES)}")
    with store.writing(tenant, actor="api") as tx:
        for kind, member in steps:
            standing = links.correct(tx, candidate, kind, number(member), "seat1")
        assert links.corrections_of(tx, [candidate])[candidate] == standing
    last, member = steps[-1]
    assert (standing.forced == member) == (last != "not_linked")
    assert (member in standing.forbidden) == (last == "not_linked")
    assert standing.forced not in standing.forbidden
    said_no = {member for kind, member in steps if kind == "not_linked"}
    replaced = {member for kind, member in steps[:-1] if kind != "not_linked"}
    assert standing.forbidden <= said_no | replaced


def test_the_latest_weights_count_and_older_ones_stay(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="worker") as tx:
        assert links.latest_weights(tx) is None
        numbers = [links.save_weights(tx, text) for text in ('{"a":1}', '{"a":2}', '{"a":2}', '{"a":1}')]
        assert links.latest_weights(tx) == '{"a":1}'
    assert numbers == [1, 2, 2, 3]
