"""A re-match goes on where it was stopped, ends when told, writes what changes and nothing else, and all at once."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from entities.errors import NotFound
from entities.ids import InstanceId, SourceId, TenantKey, record_id
from matcher import Weights, default_weights
from service.flows import rematch as flow
from service.flows.rematch import Course, _place_of, _record_at, begin, cancel_rematch, order_rematch, rematch
from store import documents, jobs, links, outbox
from store.tables.people import link, meeting
from tests.service.conftest import NOW, House
from tests.service.moulds import Mould, filling, known
from tests.service.town import make_town

TOWN = make_town(51, members=12, candidates=36)
LEASE = timedelta(seconds=60)


@pytest.fixture(scope="module")
def mould(tmp_path_factory: pytest.TempPathFactory) -> Mould:
    return Mould(tmp_path_factory.mktemp("mould") / "data", filling(TOWN))


@pytest.fixture
def filled(mould: Mould, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Link a town; every re-match is to go by batches of seven."""
    monkeypatch.setattr(flow, "CANDIDATES_AT_ONCE", 7)
    with mould.copied(tmp_path / "data") as house:
        yield house


def kept(house: House) -> dict[str, tuple[int, str, int | None, float]]:
    with house.parts.store.reading(house.tenant) as tx:
        rows = tx.execute(select(link)).all()
    return {row.candidate: (row.version, row.decision, row.member, row.probability) for row in rows}


def written(house: House) -> tuple[Any, Any, Any]:
    """Read all that a re-match may write."""
    with house.parts.store.reading(house.tenant) as tx:
        met = [tuple(row) for row in tx.execute(select(meeting)).all()]
        return kept(house), dict(documents.versions(tx)), met


def due(house: House) -> int:
    with house.parts.store.reading(house.tenant) as tx:
        return outbox.depth(tx).get("refresh", 0)


def the_job(house: House, number: int) -> jobs.Job:
    with house.parts.store.reading(house.tenant) as tx:
        job = jobs.get(tx, number)
    assert job is not None
    return job


def save(house: House, weights: Weights) -> None:
    with house.parts.store.writing(house.tenant, actor="test") as tx:
        links.save_weights(tx, weights.to_json())


def steps_of(house: House) -> Any:
    steps = begin(house.parts, house.tenant, known(house), lease=LEASE)
    assert steps is not None
    return steps


def later(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every lease end."""
    monkeypatch.setattr(house.parts.store, "_clock", lambda: NOW + timedelta(hours=1))


def test_where_nothing_changes_nothing_is_written(filled: House) -> None:
    before = written(filled)
    number = order_rematch(filled.parts, filled.tenant, actor="test")
    assert rematch(filled.parts, filled.tenant, known(filled), lease=LEASE) == 1
    assert written(filled) == before
    assert due(filled) == 0
    done = the_job(filled, number).progress
    assert (done["done"], done["total"], done["written"], done["due"]) == (36, 36, 0, 0)
    assert {f"{stage}_ms" for stage in flow.STAGES} <= set(done)


def test_new_weights_change_links_in_place_and_no_document(filled: House) -> None:
    before = written(filled)
    shipped = default_weights()
    save(filled, shipped.model_copy(update={"prior": shipped.prior - 0.01}))
    order_rematch(filled.parts, filled.tenant, actor="test")
    rematch(filled.parts, filled.tenant, known(filled), lease=LEASE)
    after = written(filled)
    moved = [name for name, row in after[0].items() if row[0] == before[0][name][0] + 1]
    assert len(moved) == len(TOWN.truth)  # each says by which weights it was made
    assert after[1] == before[1]
    assert due(filled) == 0


def test_who_comes_to_be_joined_otherwise_changes_whole_or_not_yet(filled: House) -> None:
    joined = {name for name, row in kept(filled).items() if row[1] == "match"}
    assert len(joined) > 5
    before = written(filled)
    shipped = default_weights()
    save(filled, shipped.model_copy(update={"prior": -900.0}))  # nobody is anybody
    order_rematch(filled.parts, filled.tenant, actor="test")
    steps = steps_of(filled)
    for _ in steps:
        now = written(filled)
        assert {name: now[0][name] for name in joined} == {name: before[0][name] for name in joined}
        assert now[1] == before[1]  # searches find what they found
    assert due(filled) == len(joined)
    filled.drain()
    assert not any(row[1] == "match" for row in kept(filled).values())
    assert written(filled)[1] != before[1]
    filled.assert_index_is_store()


def test_stopped_anywhere_it_goes_on_from_there(filled: House, monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[int] = []
    looked: list[int] = []
    link_people = flow.link_people
    monkeypatch.setattr(flow, "weigh", lambda *_: bool(weighed.append(1)))

    def noted(parts: Any, tenant: Any, people: Any, *more: Any) -> Any:
        looked.append(len(people))
        return link_people(parts, tenant, people, *more)

    monkeypatch.setattr(flow, "link_people", noted)
    number = order_rematch(filled.parts, filled.tenant, actor="test")
    steps = steps_of(filled)
    for _ in range(4):  # weights, then three batches
        course: Course = next(steps)
    assert (course.done["done"], sum(looked)) == (21, 21)
    del steps  # killed: nobody gives the lease back
    assert begin(filled.parts, filled.tenant, known(filled), lease=LEASE) is None
    later(filled, monkeypatch)
    assert rematch(filled.parts, filled.tenant, known(filled), lease=LEASE) == 1
    assert len(weighed) == 1
    assert 36 <= sum(looked) <= 37  # the last one of a batch may be met again
    assert the_job(filled, number).state == "done"


def test_a_worker_does_a_step_a_round_and_others_in_between(filled: House, monkeypatch: pytest.MonkeyPatch) -> None:
    other = filled.beside("other")
    told: list[tuple[str, int, int | None]] = []
    monkeypatch.setattr(filled.worker, "_report", lambda *said: told.append(said))
    order_rematch(filled.parts, filled.tenant, actor="test")
    other.push({"kind": "candidate", "id": "c1", "name": "Ann Zuk"})
    filled.drain()
    stages = [stage for stage, *_ in told]
    assert stages.index("link and project") < len(stages) - 1 - stages[::-1].index("re-match")
    counts = [done for stage, done, _ in told if stage == "re-match"]
    assert counts == sorted(counts)
    assert counts[-1] == 36


def test_cancelled_it_ends_at_its_next_step(filled: House) -> None:
    shipped = default_weights()
    save(filled, shipped.model_copy(update={"prior": shipped.prior - 0.01}))
    number = order_rematch(filled.parts, filled.tenant, actor="test")
    steps = steps_of(filled)
    next(steps)
    next(steps)
    assert cancel_rematch(filled.parts, filled.tenant, actor="test") == 1
    before = written(filled)
    assert list(steps) == []
    assert written(filled) == before
    job = the_job(filled, number)
    assert (job.state, job.code) == ("failed", jobs.CODE_CANCELLED)
    assert cancel_rematch(filled.parts, filled.tenant, actor="test") == 0
    assert begin(filled.parts, filled.tenant, known(filled), lease=LEASE) is None
    filled.drain()


def test_what_waits_is_cancelled_too(filled: House) -> None:
    number = order_rematch(filled.parts, filled.tenant, actor="test")
    assert cancel_rematch(filled.parts, filled.tenant, actor="test") == 1
    assert rematch(filled.parts, filled.tenant, known(filled), lease=LEASE) == 0
    assert the_job(filled, number).state == "failed"


def test_a_correction_made_meanwhile_is_kept(filled: House) -> None:
    order_rematch(filled.parts, filled.tenant, actor="test")
    steps = steps_of(filled)
    next(steps)
    for name in TOWN.truth:
        if filled.link(name).decision == "match":
            filled.correct(name, "not_linked")
    for _ in steps:
        pass
    filled.drain()
    assert all(filled.link(name).decision != "match" for name in TOWN.truth)
    filled.assert_index_is_store()


def test_candidates_and_members_that_come_and_go_meanwhile_end_as_if_before(filled: House) -> None:
    order_rematch(filled.parts, filled.tenant, actor="test")
    steps = steps_of(filled)
    next(steps)
    twins = [name for name, twin in TOWN.truth.items() if twin and filled.link(name).decision == "match"]
    filled.delete("candidate", twins[0])
    second = next(one for one in TOWN.items if one["id"] == twins[1])
    filled.push({**second, "emails": [], "last_name": "Zother", "modified": "2025-03-01"})
    filled.members({**TOWN.members[0], "closed": True})
    for _ in steps:
        pass
    filled.drain()
    with pytest.raises(NotFound):
        filled.link(twins[0])
    assert filled.link(twins[1]).decision != "match"
    order_rematch(filled.parts, filled.tenant, actor="test")
    before = written(filled)
    filled.drain()
    assert written(filled) == before
    filled.assert_index_is_store()


def test_weights_of_an_older_version_order_a_re_match(filled: House) -> None:
    with filled.parts.store.writing(filled.tenant, actor="test") as tx:
        links.save_weights(tx, '{"format": 1, "levels": {}}')
    filled.drain()  # nobody fails for them
    with filled.parts.store.reading(filled.tenant) as tx:
        assert jobs.counts(tx) == {"done": 1}
    assert filled.link(next(name for name, twin in TOWN.truth.items() if twin)).weights != ""


@given(st.integers(0, 2**32))
def test_a_place_stands_for_a_record_or_one_just_before(seed: int) -> None:
    name = SourceId(str(random.Random(seed).random()))
    record = record_id(TenantKey("t"), InstanceId("ats"), "candidate", name)
    place = _place_of(record)
    assert 0 <= place < 2**53
    again = _record_at(place)
    assert again is None or (record.startswith(again) and again < record)
