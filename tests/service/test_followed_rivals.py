"""A candidate is linked anew when one of its blocks changed: also when a rival of the one it is linked to went."""

from typing import Any

import numpy as np
import pytest

from entities.ids import MemberId
from matcher import free_keys
from service import matching as module
from service.flows.catch_up import changed_after
from service.following import Following
from service.matching import MemberProfiles
from store import members, outbox
from tests.service.conftest import House

ANN = {"first_name": "Ann", "last_name": "Zukowa", "location": "Bonn"}
CANDIDATE = {
    "kind": "candidate",
    "id": "c1",
    "first_name": "Ann",
    "last_name": "Zukowa",
    "addresses": [{"city": "Bonn"}],
}
WAYS = ("delete", "close", "change")


def make(house: House) -> None:
    house.members(
        {"id": "m1", **ANN}, {"id": "m2", **ANN}, {"id": "far", "first_name": "Quirin", "last_name": "Xylander"}
    )
    house.push(CANDIDATE, {"kind": "candidate", "id": "c2", "first_name": "Otto", "last_name": "Ohnegleichen"})
    house.drain()


def go(house: House, way: str, name: str) -> None:
    """Let a member be found by nothing that it was found by."""
    if way == "delete":
        with house.parts.store.members_writing() as tx:
            members.delete_many(tx, [MemberId(name)])
    elif way == "close":
        house.members({"id": name, **ANN, "closed": True})
    else:
        house.members({"id": name, "first_name": "Wanda", "last_name": "Weitweg"})


def followed(house: House, following: Following, matching: MemberProfiles) -> list[str]:
    matching.refresh()
    for piece in following.pieces(matching):
        piece()
    with house.parts.store.reading(house.tenant) as tx:
        names = [stored.id for name in ("c1", "c2") if (stored := house.record("candidate", name))]
        return sorted(outbox.waiting(tx, "refresh", names))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("gone", ["m1", "m2"])
def test_whoever_of_two_alike_goes_the_candidate_is_linked_anew(house: House, way: str, gone: str) -> None:
    make(house)
    before = house.link()
    go(house, way, gone)
    house.drain()
    after = house.link()
    assert after.probability > before.probability + 0.2  # it has no rival any more
    fresh = house.beside("fresh")
    fresh.push(CANDIDATE)
    fresh.drain()
    assert after.probability == pytest.approx(fresh.link().probability)
    house.assert_index_is_store()


@pytest.mark.parametrize("way", WAYS)
def test_only_who_met_the_one_that_went_is_due_and_also_after_a_new_begin(house: House, way: str) -> None:
    make(house)
    go(house, way, "m1")
    stored = house.record("candidate", "c1")
    assert stored is not None
    first = MemberProfiles(house.parts)
    first.refresh()  # killed right after: what it was found by is kept with what is
    assert followed(house, Following(house.parts), MemberProfiles(house.parts)) == [stored.id]


def test_once_all_have_followed_nothing_is_kept_of_what_members_were(house: House) -> None:
    make(house)
    go(house, "change", "m1")
    matching = MemberProfiles(house.parts)
    matching.refresh()
    assert len(matching.left_after(matching.trail)) > 3
    house.drain()
    matching.refresh()
    assert len(matching.left_after(matching.trail)) == 0
    assert len(list((house.parts.settings.data / "runs").glob("run-*"))) == 1


def test_where_it_is_not_known_what_members_were_everybody_is_due(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(house)
    go(house, "change", "m1")
    after = MemberProfiles(house.parts)
    monkeypatch.setattr(module, "TRAIL_MOST", 0)
    before = after.sequence
    after.refresh()
    assert after.trail > before
    delta = changed_after(house.parts, before, after)
    assert delta.keys is None
    assert len(followed(house, Following(house.parts), after)) == 2


def test_runs_made_anew_ask_for_nobody_where_there_were_only_new_members(house: House) -> None:
    make(house)
    house.parts.store.member_runs("any", frozenset()).drop()
    house.members({"id": "new", "first_name": "Nora", "last_name": "Neumond"})
    matching = MemberProfiles(house.parts)
    matching.refresh()
    with house.parts.store.members_reading() as tx:
        last = members.head(tx)
    delta: Any = changed_after(house.parts, type(last)(last - 1), matching)
    assert delta.keys is not None
    assert delta.keys.tolist() == sorted(set(delta.keys.tolist()))
    assert np.isin(free_keys([4]), delta.keys).all()
