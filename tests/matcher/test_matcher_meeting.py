"""Check that kept keys find whom a changed profile concerns exactly as looking at everybody does."""

import hashlib

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from entities.member import Position
from entities.person import Person
from matcher import KeyRuns, Profiles, candidate_keys, default_weights, free_keys, key_form, persons_table
from matcher.meeting import FREE_TAG, KEY_FORM, MOST_PARTS, TAG_BITS
from tests.matcher.drawn_people import PEOPLE, crowds, person

IDS = st.sampled_from([f"c{at}" for at in range(9)])
KEYS = st.lists(st.integers(0, 20), max_size=6, unique=True).map(sorted)


def packed(keys: list[int]) -> bytes:
    return np.array(keys, "<u8").tobytes()


@settings(max_examples=60)
@given(crowds(0, 6), crowds(0, 6))
def test_kept_keys_touch_whom_a_look_at_everybody_touches(candidates: list[Person], people: list[Person]) -> None:
    table, profiles = persons_table(candidates), Profiles(persons_table(people))
    runs = KeyRuns()
    runs.change(candidate_keys(table))
    assert len(runs) == len(candidates)
    wanted = profiles.keys_of([one.id for one in people])
    assert sorted(runs.touched(wanted)) == sorted(profiles.touched(table))
    for one in people:
        alone = Profiles(persons_table([one]))
        assert sorted(runs.touched(profiles.keys_of([one.id]))) == sorted(alone.touched(table))


@settings(max_examples=30)
@given(crowds(1, 5), st.data())
def test_keys_are_those_of_the_profiles_as_they_now_are(people: list[Person], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(people), unique_by=lambda one: one.id))
    fresh = [data.draw(PEOPLE).model_copy(update={"id": one.id}) for one in chosen]
    gone = data.draw(st.sets(st.sampled_from([one.id for one in people]))) - {one.id for one in fresh}
    after = Profiles(persons_table(people)).replaced(persons_table(fresh), gone)
    held = ({one.id: one for one in people} | {one.id: one for one in fresh}).values()
    rebuilt = Profiles(persons_table([one for one in held if one.id not in gone]))
    for one in people:
        assert after.keys_of([one.id]).tolist() == rebuilt.keys_of([one.id]).tolist()
        assert bool(len(after.keys_of([one.id]))) <= (one.id not in gone)


@settings(max_examples=20)
@given(crowds(0, 5), crowds(0, 5), st.sampled_from([0, 1 << 100]))
def test_links_and_keys_together_are_what_they_are_apart(
    candidates: list[Person], people: list[Person], secret: int
) -> None:
    table, profiles = persons_table(candidates), Profiles(persons_table(people), secret)
    links, keys = profiles.meet(table, default_weights(), forced={}, forbidden={}, precision=0.99)
    assert links == profiles.match(table, default_weights())
    assert keys == candidate_keys(table, secret)
    if not secret:
        return
    plain = candidate_keys(table)
    assert all(keys[name] != plain[name] for name in keys if plain[name])
    assert key_form(secret) != key_form()


class ChangingRuns(RuleBasedStateMachine):
    """Runs changed again and again, beside the dict of what they should hold."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, list[int]] = {}
        self.runs = KeyRuns()

    @rule(kept=st.dictionaries(IDS, KEYS, max_size=4))
    def change(self, kept: dict[str, list[int]]) -> None:
        self.runs.change({name: packed(keys) for name, keys in kept.items()})
        self.held |= kept
        assert len(self.runs) == len(self.held)
        assert len(self.runs._parts) <= MOST_PARTS

    @rule(wanted=st.one_of(KEYS, st.just(list(range(21)))))
    def those_with_a_key_are_touched(self, wanted: list[int]) -> None:
        expected = sorted(name for name, keys in self.held.items() if set(keys) & set(wanted))
        assert sorted(self.runs.touched(np.array(wanted, np.uint64))) == expected


TestChangingRuns = ChangingRuns.TestCase


def test_free_keys_are_nobodys_and_stand_above_all_others() -> None:
    table = persons_table([person("Anna", "Smith", emails=["a@x.example"])])
    keys = np.frombuffer(candidate_keys(table)["x"], "<u8")
    free = free_keys([2**32 - 1, 0, 7])
    assert free.tolist() == sorted(free.tolist())
    assert int(keys.max()) < int(free.min()) == FREE_TAG << int(TAG_BITS)


def test_the_form_counts_up_when_keys_change() -> None:
    """Where this fails, the keys of candidates have changed: count RUN_FORM up, then note the new digest."""
    works = [Position(company="Acorn Inc.", title="Data Engineer", start="2019", end="")]
    one = person("Anna", "Smith", emails=["anna.smith@x.example"], phones=["+491712345678"], location="Rome, Italy")
    table = persons_table([one.model_copy(update={"positions": tuple(works), "birth_date": "1980-01-02"})])
    digest = hashlib.sha256(candidate_keys(table)["x"]).hexdigest()[:16]
    assert (KEY_FORM, digest) == (3, "f0e5aac7c3b4033e")
