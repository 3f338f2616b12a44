"""An index's life in a cluster: made, rebuilt, left behind by a crash, changed by hand, reached by its name only."""

import random
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from entities.document import PersonDocument
from entities.errors import EngineDown, EngineError, Locked
from entities.query import Question
from indexing import Delete, Upsert, index_name
from indexing.engine import Slot
from indexing.opensearch import Cluster, OpenSearchEngine, mapping
from indexing.opensearch import engine as engine_module
from indexing.opensearch.land import KEPT_SECONDS, LEASE_SECONDS
from indexing.opensearch.operations import take
from indexing.opensearch.places import OURS, find_places, read_places
from tests.indexing.people import some_person

INDEX = index_name(b"tests of lives", "one")
NOW = 1_700_000_000.0
Make = Callable[[], OpenSearchEngine]


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make(opensearch: str, clock: Clock) -> Iterator[Make]:
    """Open engines, each as if in a process of its own."""
    opened: list[OpenSearchEngine] = []

    def make() -> OpenSearchEngine:
        engine = OpenSearchEngine(Cluster(hosts=(opensearch,)), clock=clock, now=clock)
        opened.append(engine)
        return engine

    make().drop(INDEX)
    yield make
    make().drop(INDEX)
    for engine in opened:
        engine.close()


def person(key: str, version: int = 1) -> PersonDocument:
    drawn = some_person(random.Random(key), key, version)
    return drawn.model_copy(update={"number": 1 + sum(key.encode())})


def people(keys: str, version: int = 1) -> list[PersonDocument]:
    return [person(key, version) for key in keys]


def held(engine: OpenSearchEngine) -> dict[Slot, int]:
    return dict(engine.versions(INDEX))


def slots(keys: str, version: int = 1) -> dict[Slot, int]:
    return {(key, False): version for key in keys}


def indices(engine: OpenSearchEngine) -> list[str]:
    """List the cluster's indices of ours."""
    return sorted(engine._wire.call("GET", f"{INDEX}*", "_settings"))


def test_two_processes_write_read_and_rebuild_one_index(make: Make) -> None:
    one, other = make(), make()
    one.apply(INDEX, [Upsert(document) for document in people("abc")])
    other.apply(INDEX, [Upsert(person("d"))])
    assert held(one) == held(other) == slots("abcd")
    with one.rebuild(INDEX) as rebuild:
        with pytest.raises(Locked):
            other.rebuild(INDEX)
        rebuild.add(people("ab"))
        other.apply(INDEX, [Upsert(person("a", 5)), Delete("b", version=2), Upsert(person("e"))])
        assert held(one) == {("a", False): 5, **slots("cde")}
        rebuild.add(people("abcd"))
        rebuild.commit()
    assert held(one) == held(other) == {("a", False): 5, **slots("cde")}
    other.apply(INDEX, [Upsert(person("b", 3))])
    assert held(one)["b", False] == 3


def test_of_two_rebuilds_begun_at_the_same_moment_both_do_not_go_on(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = make(), make()
    one.apply(INDEX, [Upsert(person("a"))])
    before = find_places(one._wire, INDEX)
    with one.rebuild(INDEX) as rebuild:
        looks = iter((before,))  # looked before the other one had begun
        monkeypatch.setattr(
            engine_module, "find_places", lambda wire, name: next(looks, None) or find_places(wire, name)
        )
        with pytest.raises(Locked):
            other.rebuild(INDEX)
        monkeypatch.undo()
        assert [place for place, _, _ in find_places(one._wire, INDEX).building] == [rebuild.place]
        rebuild.add(people("b"))
        rebuild.commit()
    assert held(one) == slots("b")


def test_a_delete_forced_past_a_standing_number_keeps_late_writes_away(make: Make) -> None:
    engine = make()
    engine.apply(INDEX, [Upsert(person("a", 7))])
    engine.apply(INDEX, [Delete("a")])
    engine.apply(INDEX, [Upsert(person("a", 1))])  # stands under the number of version 7
    engine.apply(INDEX, [Delete("a", version=2)])
    engine.apply(INDEX, [Upsert(person("a", 1))])
    assert held(engine) == {}


def test_what_was_deleted_during_a_rebuild_is_not_added_by_it(make: Make) -> None:
    engine = make()
    engine.apply(INDEX, [Upsert(person("a"))])
    with engine.rebuild(INDEX) as rebuild:
        engine.apply(INDEX, [Delete("z"), Delete("a")])  # without a version, and one of them was never there
        rebuild.add(people("axz"))
        rebuild.commit()
    assert held(engine) == slots("x")


def test_who_comes_back_after_being_forgotten_is_counted_anew(make: Make) -> None:
    engine = make()
    engine.apply(INDEX, [Upsert(person("a", 7)), Upsert(person("b", 7))])
    engine.apply(INDEX, [Delete("a")])
    for version in (1, 1, 2, 3, 9):  # smaller than what was deleted a moment ago, and then larger
        engine.apply(INDEX, [Upsert(person("a", version))])
        assert held(engine) == {("a", False): version, ("b", False): 7}
    engine.apply(INDEX, [Upsert(person("a", 8))])  # late
    assert held(engine)["a", False] == 9
    engine.apply(INDEX, [Delete("a")])
    engine.apply(INDEX, [Upsert(person("a", 1))])
    engine.apply(INDEX, [Delete("a", version=1)])
    assert held(engine) == slots("b", 7)


def test_a_delete_that_knows_its_version_keeps_late_writes_away(make: Make) -> None:
    engine = make()
    engine.apply(INDEX, [Upsert(person("a", 3)), Upsert(person("b", 3))])
    engine.apply(INDEX, [Delete("a", version=4), Delete("b", version=2), Delete("c", version=4)])
    engine.apply(INDEX, [Upsert(person("a", 3)), Upsert(person("a", 4)), Upsert(person("c", 2))])
    assert held(engine) == slots("b", 3)
    engine.apply(INDEX, [Upsert(person("a", 5)), Upsert(person("c", 5))])
    assert held(engine) == {**slots("ac", 5), **slots("b", 3)}


def test_in_a_rebuild_too_who_comes_back_is_there(make: Make) -> None:
    engine, other = make(), make()
    engine.apply(INDEX, [Upsert(person("a", 7)), Upsert(person("b", 7))])
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add(people("ab", 7))
        other.apply(INDEX, [Delete("a"), Delete("b")])
        other.apply(INDEX, [Upsert(person("a", 1))])
        rebuild.add(people("b", 7))  # read before it was deleted
        rebuild.commit()
    assert held(engine) == slots("a", 1)


def test_what_a_crashed_rebuild_left_is_removed_when_nobody_can_be_at_it(make: Make, clock: Clock) -> None:
    crashed, heir = make(), make()
    crashed.apply(INDEX, [Upsert(person("a"))])
    left = crashed.rebuild(INDEX)
    left.add(people("ab"))
    heir.apply(INDEX, [Upsert(person("c"))])  # goes into both
    with pytest.raises(Locked):
        heir.rebuild(INDEX)
    clock.at += LEASE_SECONDS / 2
    left.add(people("d"))  # a sign of life
    clock.at += LEASE_SECONDS - 1
    with pytest.raises(Locked):
        heir.rebuild(INDEX)
    clock.at += 2
    with heir.rebuild(INDEX) as rebuild:
        rebuild.add(people("xy"))
        with pytest.raises(EngineDown, match="ended"):
            left.add(people("e"))
        with pytest.raises(EngineDown, match="ended"):
            left.commit()
        rebuild.commit()
    assert held(heir) == slots("xy")
    assert len(indices(heir)) == 2


def test_a_replaced_generation_serves_who_reads_it_and_then_goes(make: Make, clock: Clock) -> None:
    engine = make()
    engine.apply(INDEX, [Upsert(person("a"))])
    before = engine.snapshot(INDEX)
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add(people("b"))
        rebuild.commit()
    assert dict(before.versions(INDEX)) == slots("a")
    assert len(indices(engine)) == 2
    clock.at += KEPT_SECONDS + 2
    engine.health()
    assert indices(engine) == [find_places(engine._wire, INDEX).all[0].physical]
    assert held(engine) == slots("b")


def test_a_write_leads_to_no_index_but_a_made_one(make: Make) -> None:
    engine = make()
    engine.apply(INDEX, [Upsert(person("a"))])
    made = find_places(engine._wire, INDEX).all[0]
    engine._wire.call("DELETE", made.physical)  # behind our back
    with pytest.raises(EngineError):
        engine._writer.write(made.write, [take("p:a", 9)], refresh=True)
    assert indices(engine) == []
    assert engine.search(INDEX, Question()).total == 0
    engine.apply(INDEX, [Delete("a", version=9)])
    engine.apply(INDEX, [Upsert(person("b"))])
    held_mapping = engine._wire.call("GET", INDEX, "_mapping")[made.physical]["mappings"]
    mapping.check_mapping(held_mapping)
    assert held(engine) == slots("b")


def test_a_mapping_changed_by_hand_wants_a_rebuild(make: Make) -> None:
    make().apply(INDEX, [Upsert(person("a"))])
    changed = {"properties": {"shoe_size": {"type": "integer"}}}
    make()._wire.call("PUT", INDEX, "_mapping", body=changed)
    check_wants_rebuild(make, "by hand")


def test_an_index_of_another_form_wants_a_rebuild(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "LAYOUT", "0")
    make().apply(INDEX, [Upsert(person("a"))])
    monkeypatch.undo()
    check_wants_rebuild(make, "another form")


def check_wants_rebuild(make: Make, why: str) -> None:
    engine = make()
    for call in (lambda: engine.search(INDEX, Question()), lambda: engine.apply(INDEX, [Upsert(person("b"))])):
        with pytest.raises(EngineDown, match=why) as refused:
            call()
        assert "talentjoin rebuild" in (refused.value.hint or "")
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add(people("ac"))
        rebuild.commit()
    assert held(engine) == slots("ac")
    engine.apply(INDEX, [Upsert(person("b"))])
    assert held(engine) == slots("abc")


def test_a_change_by_hand_is_noticed_while_running(make: Make, clock: Clock) -> None:
    engine = make()
    engine.apply(INDEX, [Upsert(person("a"))])
    assert engine.search(INDEX, Question()).total == 1
    engine._wire.call("PUT", INDEX, "_mapping", body={"properties": {"shoe_size": {"type": "integer"}}})
    clock.at += 31
    with pytest.raises(EngineDown, match="by hand"):
        engine.search(INDEX, Question())


def test_keys_of_any_length_and_letter_are_told_apart(make: Make) -> None:
    engine = make()
    keys = ["k" * 2_000, "k" * 2_000 + "x", "ключ/鍵?*,#", "a b", "_id", "..", "-", "~" * 290, "\u2028", '"']
    engine.apply(INDEX, [Upsert(person(key, at + 1)) for at, key in enumerate(keys)])
    assert held(engine) == {(key, False): at + 1 for at, key in enumerate(keys)}
    engine.apply(INDEX, [Delete(key, version=99) for key in keys[::2]])
    assert held(engine).keys() == {(key, False) for key in keys[1::2]}


@pytest.mark.parametrize(
    "name", ["*", "_all", "tj-*", "", "tj-one", f"{INDEX},other", f"{INDEX}-000001", INDEX.upper(), f"-{INDEX}", "."]
)
def test_no_name_but_ours_is_ever_sent(make: Make, name: str) -> None:
    engine = make()
    calls: tuple[Callable[[], object], ...] = (
        lambda: engine.apply(name, [Upsert(person("a"))]),
        lambda: engine.snapshot(name),
        lambda: engine.snapshot(INDEX, name),
        lambda: engine.rebuild(name),
        lambda: engine.move(name, "pooled"),
        lambda: engine.form(name),
        lambda: engine.drop(name),
    )
    for call in calls:
        with pytest.raises(EngineError, match="a name of ours"):
            call()


def test_100_000_hostile_tenants_get_names_that_opensearch_takes_and_that_reach_nobody_else() -> None:
    random_ = random.Random(3)
    pieces = ("*", "?", ",", "-", "_all", "..", "/", "\\", " ", "A", "\0", "é", "tj-", "#", "<now/d>", ":", "+", "|")
    tenants = {"".join(random_.choices(pieces, k=random_.randint(0, 8))) + str(n) for n in range(100_000)}
    names = {index_name(b"s", tenant) for tenant in tenants}
    assert len(names) == len(tenants) == 100_000
    assert all(map(OURS.fullmatch, names))  # small letters, digits and a hyphen, and not at the beginning
    assert len(f"{names.pop()}-000001-deadbeef.BUILD-9999999999") < 255
    ordered = sorted(names)  # whatever begins with a name would stand right behind it
    assert not any(after.startswith(before) for before, after in pairwise(ordered))


def test_aliases_of_others_are_not_taken_for_ours() -> None:
    own = f"{INDEX}-000004"
    told = {
        own: {"aliases": {INDEX: {}, f"{own}.WRITE": {}, "somebody": {}}},
        "tj-pool-001": {
            "aliases": {
                f"{INDEX}-000005-0a0b0c0d.WRITE": {"search_routing": f"{INDEX}-000005-0a0b0c0d"},
                f"{INDEX}-000005-0a0b0c0d.BUILD-17": {"search_routing": f"{INDEX}-000005-0a0b0c0d"},
                f"{INDEX}-000003-0a0b0c0d.WRITE": {"search_routing": f"{INDEX}-000003-0a0b0c0d"},
            }
        },
    }
    places = read_places(INDEX, told)
    assert places.current is not None
    assert (places.current.name, places.current.pooled, places.next_number) == (own, False, 6)
    assert [(place.number, at) for place, _, at in places.building] == [(5, 17)]
    assert [(place.number, at) for place, _, at in places.gone] == [(3, 0)]
