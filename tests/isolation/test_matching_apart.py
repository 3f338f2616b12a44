"""What a tenant writes, corrects and learns changes no link, score or explanation of another, byte for byte."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from entities.ids import MemberId, SourceId, record_id
from indexing.oracle import OracleEngine
from matcher import Weights, default_weights
from service.flows import weigh as weighing
from service.flows.rematch import order_rematch
from service.flows.tenants import FIRST_INSTANCE
from service.flows.weigh import labels_of, labels_table, weigh, weights_of
from service.matching import MemberProfiles
from service.wiring import Parts
from store import links, members
from tests.service.conftest import House
from tests.service.moulds import Mould
from tests.service.town import make_town

TOWN = make_town(61, members=16, candidates=40)
OTHER = make_town(62, members=0, candidates=60)
TWINS = [name for name, twin in TOWN.truth.items() if twin]


def known(parts: Parts) -> MemberProfiles:
    matching = MemberProfiles(parts)
    matching.refresh()
    return matching


def all_of(house: House) -> tuple[list[bytes], list[Any], str | None]:
    """Read every link with its evidence, every explanation as people read it, and the weights."""
    with house.parts.store.reading(house.tenant) as tx:
        found = [one.model_dump_json().encode() for one in links.all(tx, None, 10_000)]
        weights = links.latest_weights(tx)
    return found, [house.link(name).model_dump() for name in TOWN.truth], weights


@pytest.fixture(scope="module")
def mould(tmp_path_factory: pytest.TempPathFactory) -> Mould:
    return Mould(tmp_path_factory.mktemp("mould") / "data", _fill, OracleEngine())


@pytest.fixture
def two(mould: Mould, tmp_path: Path) -> Iterator[tuple[House, House]]:
    """Make two tenants of one installation, the first of which is linked."""
    with mould.copied(tmp_path / "data") as house:
        yield house, house.beside("other")


def _fill(house: House) -> None:
    house.members(*TOWN.members)
    house.push(*TOWN.items)
    house.drain()


def act(other: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do in a tenant all that could tell something to a matcher."""
    other.push(*TOWN.items, *({**one, "id": f"o{one['id']}"} for one in OTHER.items if one["kind"] == "candidate"))
    other.drain()
    stranger = next(hit.id for hit in other.find(limit=200) if not hit.in_ats)
    for name in TWINS[:4]:
        other.correct(name, "not_linked")
    other.correct(TWINS[5], "other_member", stranger)
    with monkeypatch.context() as patch:
        patch.setattr(weighing, "ENOUGH", 10)
        weigh(other.parts, other.tenant, known(other.parts))
    shipped = default_weights()
    with other.parts.store.writing(other.tenant, actor="test") as tx:
        links.save_weights(tx, shipped.model_copy(update={"prior": -900.0}).to_json())
    order_rematch(other.parts, other.tenant, actor="test")
    other.drain()
    other.delete("candidate", TWINS[6])
    other.drain()


def test_nothing_that_another_tenant_does_moves_a_link(
    two: tuple[House, House], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, other = two
    before = all_of(house)
    assert sum(b'"decision":"match"' in one for one in before[0]) > 8
    act(other, monkeypatch)
    assert not any(other.link(name).decision == "match" for name in TWINS if name not in (TWINS[5], TWINS[6]))
    assert all_of(house) == before
    order_rematch(house.parts, house.tenant, actor="test")  # linked anew it comes to the same
    house.drain()
    assert all_of(house) == before
    house.members({**TOWN.members[0], "headline": "Changed"})  # and so when a member changes
    house.drain()
    assert all_of(house)[0] == before[0]


def test_weights_are_read_from_their_tenant_only(two: tuple[House, House]) -> None:
    house, other = two
    shipped = default_weights()
    mine = shipped.model_copy(update={"prior": shipped.prior - 1.0})
    with other.parts.store.writing(other.tenant, actor="test") as tx:
        links.save_weights(tx, mine.to_json())
        assert weights_of(tx).prior == mine.prior
    with house.parts.store.reading(house.tenant) as tx:
        assert weights_of(tx) == shipped


def labels(house: House) -> tuple[set[str], set[str]]:
    found, people = labels_of(house.parts, house.tenant, known(house.parts).profiles)
    assert {*found.right, *found.wrong} <= {one.id for one in people}
    return {str(key) for key in found.right}, {str(key) for key in found.wrong}


def id_of(house: House, name: str) -> str:
    return record_id(house.tenant, FIRST_INSTANCE, "candidate", SourceId(name))


def test_labels_are_what_the_tenants_own_people_said(two: tuple[House, House]) -> None:
    house, other = two
    other.push(*TOWN.items)
    other.drain()
    house.correct(TWINS[0], "linked")
    other.correct(TWINS[1], "linked")
    other.correct(TWINS[2], "not_linked")
    assert labels(house) == ({id_of(house, TWINS[0])}, set())
    assert labels(other) == ({id_of(other, TWINS[1])}, {id_of(other, TWINS[2])})


def test_labels_about_whoever_is_gone_are_gone_from_the_next_training(two: tuple[House, House]) -> None:
    house, _ = two
    for name in TWINS[:3]:
        house.correct(name, "linked")
    house.correct(TWINS[3], "not_linked")
    house.correct(TWINS[4], "not_linked")
    assert [len(some) for some in labels(house)] == [3, 2]
    house.delete("candidate", TWINS[0])
    house.delete("candidate", TWINS[3])
    with house.parts.store.members_writing() as tx:
        members.delete_many(tx, [MemberId(str(TOWN.truth[TWINS[1]]))])
    shut = next(row for row in TOWN.members if row["id"] == TOWN.truth[TWINS[4]])
    house.members({**shut, "closed": True})
    assert labels(house) == ({id_of(house, TWINS[2])}, set())
    house.drain()
    assert labels(house) == ({id_of(house, TWINS[2])}, set())


def test_a_word_taken_back_is_no_label(two: tuple[House, House]) -> None:
    house, _ = two
    house.correct(TWINS[0], "linked")
    house.correct(TWINS[0], "not_linked")
    assert labels(house) == (set(), {id_of(house, TWINS[0])})
    house.correct(TWINS[0], "linked")
    assert labels(house) == ({id_of(house, TWINS[0])}, {id_of(house, TWINS[0])} & set())


def test_what_people_said_is_what_weights_are_estimated_with(
    two: tuple[House, House], monkeypatch: pytest.MonkeyPatch
) -> None:
    house, _ = two
    house.correct(TWINS[0], "linked")
    house.correct(TWINS[1], "not_linked")
    asked: list[dict[str, Any]] = []
    real = weighing.estimate_weights

    def noted(candidates: Any, profiles: Any, **more: Any) -> Any:
        asked.append({"ids": candidates.column("id").to_pylist(), **more})
        return real(candidates, profiles, **more)

    monkeypatch.setattr(weighing, "estimate_weights", noted)
    monkeypatch.setattr(weighing, "ENOUGH", 10)
    monkeypatch.setattr(weighing, "SAMPLE", 10)  # those whom people spoke of are in it all the same
    weigh(house.parts, house.tenant, known(house.parts))
    (one,) = asked
    assert one["labels"].column("candidate_id").to_pylist() == [id_of(house, TWINS[0])]
    assert list(one["forbidden"]) == [id_of(house, TWINS[1])]
    assert {id_of(house, TWINS[0]), id_of(house, TWINS[1])} <= set(one["ids"])
    assert len(one["ids"]) == len(set(one["ids"]))


def test_weights_that_are_not_believed_are_not_kept(two: tuple[House, House], monkeypatch: pytest.MonkeyPatch) -> None:
    house, _ = two
    monkeypatch.setattr(weighing, "ENOUGH", 10)
    assert weigh(house.parts, house.tenant, known(house.parts)) is False  # sixteen anchors at most
    with house.parts.store.reading(house.tenant) as tx:
        assert links.latest_weights(tx) is None
        assert isinstance(weights_of(tx), Weights)
    assert labels_table(weighing.Labels({}, {})) is None
