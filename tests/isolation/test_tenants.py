"""Two tenants with equal ids share nothing but the members: no flow, file or index of one tells of the other."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from entities.errors import KeyMissing, NotFound, StoreCorrupt, TalentjoinError
from entities.ids import InstanceId, PublicMemberId, RecordId, SourceId, TenantKey
from service.flows.correct import correct
from service.flows.explain import explain_link
from service.flows.origins import switch_pull
from service.flows.rebuild import rebuild_tenant
from service.flows.receive import receive
from service.flows.recommend import recommend_for
from service.flows.rematch import order_rematch
from service.flows.tenants import FIRST_INSTANCE
from service.report import silent
from service.settings import Settings
from service.wiring import Parts, open_parts
from store import blobs, changes, documents, dump, links, pairwise, records
from tests.service.conftest import NOW, House, parts  # noqa: F401 - the fixture

MEMBERS = (
    {"id": "shared-1", "first_name": "Ann", "last_name": "Zuk", "emails": ["ann@example.com"], "location": "Bonn"},
    {"id": "shared-2", "first_name": "Max", "last_name": "Frei", "headline": "Miller"},
)


def items(canary: str) -> tuple[dict[str, Any], ...]:
    """Give the same ids every time, with a word of the tenant's own in every field."""
    since = {"modified": "2025-01-01"}
    return (
        {"kind": "candidate", "id": "c1", "first_name": "Ann", "last_name": "Zuk", "emails": ["ann@example.com"],
         "tags": [canary], "current_title": f"{canary} miller", **since},
        {"kind": "candidate", "id": f"only-{canary}", "name": f"{canary.title()} Person", **since},
        {"kind": "job", "id": "j1", "title": f"Miller {canary}", **since},
        {"kind": "job", "id": f"job-{canary}", "title": "Miller", **since},
        {"kind": "application", "id": "a1", "candidate": "c1", "job": "j1", "source": canary, **since},
        {"kind": "stage_entry", "id": "s1", "application": "a1", "stage": canary, "entered_at": "2025-01-01", **since},
        {"kind": "note", "id": "n1", "candidate": "c1", "text": f"{canary} said so", **since},
    )  # fmt: skip


CANARIES = ("alphacanary", "betacanary")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Two tenants, full of the same ids."""
    settings = Settings(data=tmp_path_factory.mktemp("isolation") / "data")
    with open_parts(settings, clock=lambda: NOW) as opened:
        first = House(opened, "alpha")
        second = first.beside("beta")
        first.members(*MEMBERS)
        for house, canary in zip((first, second), CANARIES, strict=True):
            house.push(*items(canary))
            house.attach("c1", "cv.txt", f"Ann Zuk\n\nSKILLS\n{canary} weaving\n".encode())
            house.drain()
        yield first, second


@pytest.fixture
def alpha(pair: tuple[House, House]) -> House:
    return pair[0]


@pytest.fixture
def beta(pair: tuple[House, House]) -> House:
    return pair[1]


def everything_said(house: House) -> str:
    facets = ("skill", "stage", "source", "current_title", "in_ats")
    said = [house.search(text, facets=facets, limit=200).model_dump_json() for text in ("", "miller", "zuk")]
    said.append(house.link("c1").model_dump_json())
    said.append(
        recommend_for(house.parts, house.tenant, SourceId("j1"), instance=FIRST_INSTANCE, limit=200).model_dump_json()
    )
    with house.parts.store.reading(house.tenant) as tx:
        said.append(json.dumps([one.payload for one in records.by_kind(tx, "candidate", limit=100)]))
        said.append(repr(changes.feed(tx, 0, 1_000)))  # type: ignore[arg-type]  # the first
        said.append(b"".join(dump.tenant_lines(tx)).decode())
    return "\n".join(said)


@pytest.mark.parametrize("side", [0, 1])
def test_no_answer_of_one_tenant_holds_a_word_of_the_other(pair: tuple[House, House], side: int) -> None:
    said = everything_said(pair[side])
    assert CANARIES[side] in said
    assert CANARIES[1 - side] not in said
    assert pair[1 - side].tenant not in said
    assert "shared-1" not in said


def test_equal_source_ids_are_different_records_persons_and_members(alpha: House, beta: House) -> None:
    ours, theirs = (one.record("candidate", "c1") for one in (alpha, beta))
    assert ours is not None
    assert theirs is not None
    assert ours.id != theirs.id
    assert ours.payload["tags"] != theirs.payload["tags"]
    assert not {hit.id for hit in alpha.find(limit=200)} & {hit.id for hit in beta.find(limit=200)}
    assert alpha.link().member != beta.link().member


def outcome(call: Callable[[], object]) -> tuple[str, str, str | None]:
    with pytest.raises(TalentjoinError) as refused:
        call()
    return type(refused.value).__name__, refused.value.message, refused.value.hint


BY_SOURCE: dict[str, Callable[[House, str], object]] = {
    "explain": lambda house, name: explain_link(house.parts, house.tenant, SourceId(name), instance=FIRST_INSTANCE),
    "recommend": lambda house, name: recommend_for(house.parts, house.tenant, SourceId(name), instance=FIRST_INSTANCE),
    "correct": lambda house, name: correct(
        house.parts, house.tenant, SourceId(name), "not_linked", instance=FIRST_INSTANCE, member=None, actor="t"
    ),
}


@pytest.mark.parametrize("flow", BY_SOURCE)
@pytest.mark.parametrize("theirs", ["only-betacanary", "job-betacanary"])
def test_the_others_ids_answer_like_ids_that_never_were(alpha: House, flow: str, theirs: str) -> None:
    call = BY_SOURCE[flow]
    assert outcome(lambda: call(alpha, theirs)) == outcome(lambda: call(alpha, "never-seen"))
    assert outcome(lambda: call(alpha, theirs))[0] == "NotFound"


def test_the_others_member_ids_mean_nobody(alpha: House, beta: House) -> None:
    ours, theirs = alpha.link().member, beta.link().member
    assert ours
    assert theirs
    with alpha.parts.store.reading(alpha.tenant) as tx:
        assert pairwise.member_number(tx, ours) is not None
        assert pairwise.member_number(tx, theirs) is None
    made_up = "m" + "a" * 26
    named = lambda member: correct(  # noqa: E731 - the same call with each id
        alpha.parts, alpha.tenant, SourceId("c1"), "linked", instance=FIRST_INSTANCE,
        member=PublicMemberId(member), actor="t",
    )  # fmt: skip
    assert outcome(lambda: named(theirs)) == outcome(lambda: named(made_up))


def test_record_ids_of_the_other_read_as_nothing(alpha: House, beta: House) -> None:
    theirs = beta.record("candidate", "c1")
    file = beta.record("attachment", "cv.txt")
    assert theirs is not None
    assert file is not None
    with alpha.parts.store.reading(alpha.tenant) as tx:
        assert records.get_many(tx, [theirs.id]) == {}
        assert records.pointing_at(tx, [theirs.id]) == {}
        assert links.get_many(tx, [theirs.id]) == {}
        assert links.corrections_of(tx, [theirs.id]) == {}
        assert documents.persons_of(tx, [theirs.id]) == {}
        assert documents.candidates_of(tx, [beta.link().person]) == {}
        assert documents.get_many(tx, [(beta.link().person, False), (beta.link().person, True)]) == {}
    with pytest.raises(NotFound):
        blobs.get(alpha.parts.store, alpha.tenant, file.payload["blob"])


def test_the_same_bytes_of_two_tenants_are_two_files(alpha: House, beta: House) -> None:
    names = set()
    for one in (alpha, beta):
        one.attach("c1", "same.txt", b"the very same bytes")
        stored = one.record("attachment", "same.txt")
        assert stored is not None
        names.add(stored.payload["blob"])
        one.delete("attachment", "same.txt")
        one.drain()
    assert len(names) == 2


def test_another_instance_is_another_place_for_the_same_ids(alpha: House) -> None:
    line = json.dumps({"kind": "candidate", "id": "c1", "name": "Quirin Fremd", "modified": "2025-01-01"}).encode()
    outcomes = receive(alpha.parts, alpha.tenant, [line], instance=InstanceId("crm"), origin="push", actor="t")
    assert [one.result for one in outcomes] == ["created"]
    alpha.drain()
    assert {hit.name for hit in alpha.find("quirin OR zuk")} == {"Quirin Fremd", "Ann Zuk"}
    assert switch_pull(alpha.parts, alpha.tenant, InstanceId("crm"), on=False, actor="t") == 0


def test_what_one_tenant_orders_moves_nothing_of_the_other(alpha: House, beta: House) -> None:
    def state() -> tuple[list[bytes], object]:
        with beta.parts.store.reading(beta.tenant) as tx:
            kept = list(dump.tenant_lines(tx))
        return kept, dict(beta.parts.engine.versions(beta.parts.tenant_index(beta.tenant)))

    before = state()
    alpha.push({"kind": "candidate", "id": "c9", "name": "Eve Neu", "emails": ["eve@example.com"]})
    order_rematch(alpha.parts, alpha.tenant, actor="t")
    alpha.drain()
    rebuild_tenant(alpha.parts, alpha.tenant, silent)
    assert state() == before


def words_in(folder: Path, words: tuple[str, ...]) -> set[str]:
    held = b"".join(file.read_bytes().lower() for file in sorted(folder.rglob("*")) if file.is_file())
    return {word for word in words if word.encode() in held}


def test_files_and_index_of_one_tenant_hold_no_word_of_the_other(alpha: House, beta: House) -> None:
    data = alpha.parts.settings.data
    for house, other in ((alpha, CANARIES[1]), (beta, CANARIES[0])):
        folder = alpha.parts.store.folder(house.tenant)
        # ids stand in the clear, payloads are sealed: not even the tenant's own people can be read
        assert words_in(folder, (other, "ann@example.com", "zuk", "weaving")) == set()
        index = data / "index" / house.parts.tenant_index(house.tenant)
        assert index.is_dir()
        assert other not in words_in(index, CANARIES)
        assert house.tenant not in index.name
    assert words_in(data / "index" / alpha.parts.members_index, CANARIES) == set()


@pytest.fixture
def swapped(tmp_path: Path) -> Callable[[tuple[str, ...]], tuple[Parts, TenantKey, Any]]:
    """Give an installation in which a tenant's files are the other's, closed meanwhile."""
    settings = Settings(data=tmp_path / "data")
    with open_parts(settings, clock=lambda: NOW) as opened:
        first = House(opened, "alpha")
        second = first.beside("beta")
        for house, canary in zip((first, second), CANARIES, strict=True):
            house.push(*items(canary))
            house.drain()
        folders = [opened.store.folder(house.tenant) for house in (first, second)]
        theirs = second.record("candidate", "c1")
        assert theirs is not None

    def swap(names: tuple[str, ...]) -> tuple[Parts, TenantKey, Any]:
        for name in names:
            for file in folders[0].glob(f"{name}*"):
                file.unlink()
            for file in folders[1].glob(f"{name}*"):
                shutil.copy(file, folders[0] / file.name)
        return settings, first.tenant, theirs.id  # type: ignore[return-value]  # opened by the test

    return swap


@pytest.mark.parametrize("names", [("records.db",), ("keys.db",), ("records.db", "keys.db")])
def test_the_others_files_in_a_tenants_place_open_nothing(swapped: Any, names: tuple[str, ...]) -> None:
    settings, tenant, theirs = swapped(names)
    with open_parts(settings, clock=lambda: NOW) as opened:
        found: list[object] = []
        try:
            with opened.store.reading(tenant) as tx:
                found += records.get_many(tx, [theirs]).values()
                found += records.by_kind(tx, "candidate", limit=10)
                found += links.all(tx, None, 10)
                found += documents.scan(tx, "", 10)
        except (StoreCorrupt, KeyMissing):
            pass
        assert found == []


def test_a_row_moved_to_another_tenant_or_id_does_not_open(alpha: House) -> None:
    with alpha.parts.store.reading(alpha.tenant) as tx:
        sealed = tx.vault.seal("note", "n1", b"secret")
        assert tx.vault.open("note", "n1", sealed) == b"secret"
        for kind, name in (("note", "n2"), ("candidate", "n1")):
            with pytest.raises(StoreCorrupt):
                tx.vault.open(kind, name, sealed)


def test_an_unknown_tenant_is_not_found_by_any_flow(alpha: House) -> None:
    nobody = TenantKey("t" + "a" * 16)
    stranger = House.__new__(House)
    stranger.parts, stranger.tenant, stranger.worker = alpha.parts, nobody, alpha.worker
    for call in (stranger.find, stranger.link, lambda: stranger.push({"kind": "job", "id": "j", "title": "x"})):
        with pytest.raises(NotFound):
            call()
    assert not alpha.parts.store.folder(nobody).exists()
    assert RecordId(nobody) not in {hit.id for hit in alpha.find()}
