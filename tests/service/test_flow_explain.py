"""A link's rows add up to it, name nobody by a shared id, and repeat no value of the profile."""

import json

import pytest

from entities.errors import NotFound
from entities.ids import InstanceId, SourceId
from service.flows.explain import explain_link
from service.flows.tenants import FIRST_INSTANCE
from service.wiring import Parts
from store import links, pairwise
from tests.service.conftest import House
from tests.service.town import CANARY, Town, make_town


@pytest.fixture(scope="module")
def town() -> Town:
    return make_town(11, members=30, candidates=30)


@pytest.fixture(scope="module")
def house(shared_parts: Parts, town: Town) -> House:
    made = House(shared_parts)
    made.members(*town.members)
    made.push(*town.items)
    made.drain()
    return made


def test_evidence_sums_to_the_log_odds_and_probabilities_leave_room_for_nobody(house: House, town: Town) -> None:
    for name in town.truth:
        link = house.link(name)
        assert sum(row.log_odds for row in link.evidence) == pytest.approx(link.log_odds, abs=1e-9)
        shares = [link.probability, link.none_probability, link.runner_up_probability or 0.0]
        assert all(0.0 <= share <= 1.0 for share in shares)
        assert sum(shares) <= 1.0 + 1e-9
        assert link.reason
        assert len(link.weights) > 0


def test_the_truth_is_found_and_nobody_is_made_up(house: House, town: Town) -> None:
    joined = {name for name in town.truth if house.link(name).decision == "match"}
    twins = {name for name, twin in town.truth.items() if twin}
    assert joined <= twins
    assert len(joined) >= 0.8 * len(twins)


def test_ids_of_member_and_runner_up_are_the_tenants_own(house: House, town: Town) -> None:
    seen = 0
    for name in town.truth:
        link = house.link(name)
        with house.parts.store.reading(house.tenant) as tx:
            kept = links.get_many(tx, [link.record])[link.record]  # type: ignore[list-item, index]  # a record's id
            own = pairwise.public_members(tx, [int(one) for one in (kept.profile, kept.runner_up) if one])  # type: ignore[misc]  # numbers
        for shown, number in ((link.member, kept.profile), (link.runner_up, kept.runner_up)):
            assert (shown is None) == (number is None)
            if number is not None:
                seen += 1
                assert shown == own[int(number)]  # type: ignore[index]  # a number
                assert shown != number
    assert seen > 10


def test_rows_and_reasons_repeat_no_value_of_the_profile(house: House, town: Town) -> None:
    for name, twin in town.truth.items():
        profile = next((one for one in town.members if one["id"] == twin), None)
        if profile is None:
            continue
        said = json.dumps([row.model_dump() for row in house.link(name).evidence]) + house.link(name).reason
        held = [profile["last_name"], profile["first_name"], profile["location"], *profile["emails"]]
        held += [profile["positions"][0]["company"], profile["headline"], *profile["phones"], CANARY]
        assert [value for value in held if value in said] == []


def test_a_candidate_that_is_not_linked_yet_says_what_to_do(house: House) -> None:
    house.push({"kind": "candidate", "id": "fresh", "name": "Fresh Face"})
    with pytest.raises(NotFound) as early:
        house.link("fresh")
    assert "worker" in (early.value.hint or "")
    house.drain()
    assert house.link("fresh").decision == "none"


def test_what_is_not_a_candidate_of_this_connection_is_not_found(house: House) -> None:
    for name, instance in (("nobody", FIRST_INSTANCE), ("j0", FIRST_INSTANCE), ("c0", InstanceId("other"))):
        with pytest.raises(NotFound):
            explain_link(house.parts, house.tenant, SourceId(name), instance=instance)
    house.push({"kind": "candidate", "id": "brief", "name": "Brief Stay"})
    house.drain()
    house.delete("candidate", "brief")
    with pytest.raises(NotFound):  # deleted, though the worker hasn't seen it yet
        house.link("brief")
    house.drain()
    with pytest.raises(NotFound):
        house.link("brief")


def test_a_correction_shows_with_its_link_until_it_is_taken_back(house: House, town: Town) -> None:
    name = next(name for name, twin in town.truth.items() if twin and house.link(name).decision == "match")
    first = house.link(name)
    assert first.correction is None
    house.correct(name, "not_linked")
    house.drain()
    refused = house.link(name)
    assert refused.correction == "not_linked"
    assert refused.decision == "none" or refused.member != first.member
    house.correct(name, "linked", first.member)
    house.drain()
    again = house.link(name)
    assert (again.correction, again.decision, again.member) == ("linked", "match", first.member)
    assert again.person == first.person
