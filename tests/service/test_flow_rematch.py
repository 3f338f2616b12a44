"""An order to re-match is done once, keeps people's corrections, and weighs a tenant by its own people only."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from entities.errors import StoreBusy, TalentjoinError
from service.flows import rematch as flow
from service.flows import weigh as weighing
from service.flows.rematch import JOB, make_all_due, order_rematch, rematch
from service.flows.weigh import candidates_as_people, has_weights, weigh
from store import jobs, links, outbox
from tests.service.conftest import House
from tests.service.moulds import Mould, filling, known
from tests.service.town import make_town

TOWN = make_town(31, members=20, candidates=24)
LEASE = timedelta(seconds=60)


@pytest.fixture(scope="module")
def mould(tmp_path_factory: pytest.TempPathFactory) -> Mould:
    return Mould(tmp_path_factory.mktemp("mould") / "data", filling(TOWN))


@pytest.fixture
def filled(mould: Mould, tmp_path: Path) -> Iterator[House]:
    with mould.copied(tmp_path / "data") as house:
        yield house


def waiting(house: House) -> dict[str, int]:
    with house.parts.store.reading(house.tenant) as tx:
        return dict(jobs.counts(tx))  # type: ignore[arg-type]  # states are texts


def weights(house: House) -> str | None:
    with house.parts.store.reading(house.tenant) as tx:
        return links.latest_weights(tx)


def test_however_often_it_is_ordered_one_job_waits(filled: House) -> None:
    for _ in range(5):
        order_rematch(filled.parts, filled.tenant, actor="test")
    assert waiting(filled) == {"waiting": 1}
    filled.drain()
    assert waiting(filled) == {"done": 1}


def test_an_order_during_a_run_is_a_run_of_its_own_afterwards(filled: House) -> None:
    order_rematch(filled.parts, filled.tenant, actor="test")
    with filled.parts.store.writing(filled.tenant, actor="worker") as tx:
        running = jobs.claim(tx, lease=LEASE, kinds=[JOB])
    assert running is not None
    order_rematch(filled.parts, filled.tenant, actor="test")
    assert rematch(filled.parts, filled.tenant, known(filled), lease=LEASE) == 0  # not beside the one that runs
    with filled.parts.store.writing(filled.tenant, actor="worker") as tx:
        jobs.finish(tx, running)
    assert rematch(filled.parts, filled.tenant, known(filled), lease=LEASE) == 1
    assert waiting(filled) == {"done": 2}


def test_without_an_order_nothing_is_done(filled: House) -> None:
    assert rematch(filled.parts, filled.tenant, known(filled), lease=LEASE) == 0
    with filled.parts.store.reading(filled.tenant) as tx:
        assert outbox.depth(tx) == {}


@pytest.mark.parametrize("at_once", [1, 7, 5_000])
def test_every_candidate_comes_due_once_in_batches_of_any_size(
    filled: House, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "CANDIDATES_AT_ONCE", at_once)
    assert make_all_due(filled.parts, filled.tenant) == len(TOWN.truth)
    with filled.parts.store.reading(filled.tenant) as tx:
        assert outbox.depth(tx) == {"refresh": len(TOWN.truth)}


def test_a_re_match_of_unchanged_people_changes_no_document(filled: House) -> None:
    before = {one.key: one.version for one in filled.people()}
    order_rematch(filled.parts, filled.tenant, actor="test")
    filled.drain()
    assert {one.key: one.version for one in filled.people()} == before


def test_corrections_outlive_every_re_match(filled: House) -> None:
    twins = [name for name, twin in TOWN.truth.items() if twin and filled.link(name).decision == "match"]
    refused, kept = twins[0], twins[1]
    stranger = next(hit.id for hit in filled.find(limit=200) if not hit.in_ats)
    filled.correct(refused, "not_linked")
    filled.correct(kept, "other_member", stranger)
    for _ in range(2):
        order_rematch(filled.parts, filled.tenant, actor="test")
        filled.drain()
        assert filled.link(refused).decision != "match"
        assert (filled.link(kept).decision, filled.link(kept).member) == ("match", stranger)
    filled.assert_index_is_store()


def test_a_correction_to_a_member_that_closes_joins_nobody_and_comes_back_with_it(filled: House) -> None:
    name = next(name for name, twin in TOWN.truth.items() if twin is None and name not in TOWN.shut)
    row = TOWN.members[-1]
    member = next(hit.id for hit in filled.find(row["last_name"]) if not hit.in_ats)
    filled.correct(name, "linked", member)
    filled.drain()
    assert filled.link(name).person == member
    filled.members({**row, "closed": True})
    filled.drain()
    assert filled.link(name).person != member
    assert filled.find(row["last_name"]) == ()
    filled.assert_index_is_store()
    filled.members(row)
    filled.drain()
    assert filled.link(name).person == member
    filled.assert_index_is_store()


@pytest.mark.parametrize("error", [StoreBusy(), ValueError("Ann Zuk")])
def test_a_job_that_fails_waits_for_its_next_turn_and_is_done_then(
    filled: House, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> Any:
        raise error

    order_rematch(filled.parts, filled.tenant, actor="test")
    with monkeypatch.context() as patch:
        patch.setattr(flow, "weigh", fail)
        with pytest.raises(TalentjoinError) as failed:
            rematch(filled.parts, filled.tenant, known(filled), lease=LEASE)
        assert "Zuk" not in failed.value.message
    assert waiting(filled) == {"waiting": 1}
    filled.drain()
    assert waiting(filled) == {"done": 1}


def people(number: int, rng: random.Random) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Invent members, and candidates who are they, beside half as many who are nobody."""
    town = make_town(rng.randrange(999), members=number, candidates=number // 2)
    rows = town.members
    twins = [
        {"kind": "candidate", "id": f"w{at}", "first_name": row["first_name"], "last_name": row["last_name"],
         "emails": row["emails"], "current_company": row["positions"][0]["company"]}
        for at, row in enumerate(rows)
    ]  # fmt: skip
    others = [one for one in town.items if one["kind"] == "candidate" and town.truth[one["id"]] is None]
    return rows, [*twins, *others]


def test_weights_are_a_tenants_own_and_made_when_there_are_people_enough(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weighing, "ENOUGH", 60)
    rows, twins = people(80, random.Random(2))
    other = house.beside("other")
    house.push(*twins)
    assert weigh(house.parts, house.tenant, known(house)) is False  # nobody on the other side
    house.members(*rows)
    assert weigh(other.parts, other.tenant, known(house)) is False  # nobody on this side
    assert weigh(house.parts, house.tenant, known(house)) is True
    assert (has_weights(house.parts, house.tenant), has_weights(other.parts, other.tenant)) == (True, False)
    first = weights(house)
    assert weigh(house.parts, house.tenant, known(house)) is True
    assert weights(house) == first  # the same people weigh the same
    house.drain()
    assert house.link("w0").decision == "match"
    assert house.link("w0").weights != ""


@pytest.mark.parametrize("limit", [1, 10, 24, 1_000])
def test_a_sample_holds_each_candidate_at_most_once(filled: House, limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "SCAN_ROWS", 7)
    sample = candidates_as_people(filled.parts, filled.tenant, limit)
    assert len(sample) == len({one.id for one in sample}) == min(limit, len(TOWN.truth))
    if limit >= len(TOWN.truth):
        assert {one.last_name for one in sample} == {
            item["last_name"] for item in TOWN.items if item["kind"] == "candidate"
        }
