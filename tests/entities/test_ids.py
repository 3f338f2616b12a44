"""Ids come from their parts alone, and no two different lists of parts meet."""

from hypothesis import given
from hypothesis import strategies as st

from entities.ids import ID_LETTERS, KINDS, InstanceId, SourceId, TenantKey, record_id, stable_id

PARTS = st.lists(st.text(max_size=8), max_size=4)


@given(PARTS, PARTS)
def test_equal_parts_give_equal_ids_and_others_give_others(one: list[str], other: list[str]) -> None:
    assert (stable_id("x", *one) == stable_id("x", *other)) == (one == other)


@given(PARTS)
def test_an_id_is_short_plain_and_begins_as_told(parts: list[str]) -> None:
    found = stable_id("r", *parts)
    assert found.startswith("r")
    assert len(found) == 1 + ID_LETTERS
    assert found.isalnum()
    assert found == found.lower()


def test_a_part_never_runs_into_the_next() -> None:
    assert stable_id("r", "ab", "c") != stable_id("r", "a", "bc")


def test_tenants_instances_and_kinds_with_equal_source_ids_never_collide() -> None:
    ids = {
        record_id(TenantKey(tenant), InstanceId(instance), kind, SourceId("1"))
        for tenant in ("t1", "t2")
        for instance in ("ats", "crm")
        for kind in KINDS
    }
    assert len(ids) == 2 * 2 * len(KINDS)


def test_an_id_never_changes_between_releases() -> None:
    found = record_id(TenantKey("t1"), InstanceId("ats"), "candidate", SourceId("42"))
    assert found == "rabn7gmuolrc3sf3ww4ezkuqgiw"
