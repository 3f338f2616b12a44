"""Check that changing prepared profiles equals preparing them anew, and that people's words stand above scores."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from entities.link import Link
from entities.person import Person
from matcher import Profiles, default_weights, persons_table
from matcher.compared import compare_all
from matcher.levels import COMPARISONS
from matcher.linking import FORCED, FORCED_GONE
from matcher.profiles import LARGE_CHANGE, MOST_RUNS
from tests.matcher.drawn_people import PEOPLE, crowds, numbered, person, side_of

ADDRESSES = ("e-mail", "phone", "handle", "employer", "place", "school")
COUNTED = [
    at for at, name in enumerate(COMPARISONS) if name.endswith("rarity") or name in ADDRESSES
]  # counts move them
NAMES = [f"p{at}" for at in range(12)]


class ChangingProfiles(RuleBasedStateMachine):
    """Profiles changed again and again beside a dict of what they should hold."""

    @initialize(people=crowds(0, 6))
    def begin(self, people: list[Person]) -> None:
        self.held = {one.id: one for one in people}
        self.profiles = Profiles(persons_table(people))

    @rule(people=st.lists(PEOPLE, max_size=3), names=st.permutations(NAMES), removed=st.sets(st.sampled_from(NAMES)))
    def change(self, people: list[Person], names: list[str], removed: set[str]) -> None:
        changed = [one.model_copy(update={"id": name}) for one, name in zip(people, names, strict=False)]
        before = len(self.profiles)
        replaced = self.profiles.replaced(persons_table(changed), removed)
        assert len(self.profiles) == before
        self.held = {name: one for name, one in self.held.items() if name not in removed}
        self.held |= {one.id: one for one in changed}
        self.profiles = replaced

    @rule(one=PEOPLE, name=st.sampled_from(NAMES))
    def change_one(self, one: Person, name: str) -> None:
        self.held[name] = one.model_copy(update={"id": name})
        self.profiles = self.profiles.replaced(persons_table([self.held[name]]), ())

    @rule()
    def change_nothing(self) -> None:
        self.profiles = self.profiles.replaced(persons_table([]), {"nobody"})

    @precondition(lambda self: self.held)
    @rule(people=crowds(1, 4), data=st.data())
    def answers_are_those_of_a_rebuild(self, people: list[Person], data: st.DataObject) -> None:
        names = st.sampled_from([*self.held, "nobody"])
        said = {
            "forced": data.draw(st.dictionaries(st.sampled_from(NAMES[:4]), names, max_size=2)),
            "forbidden": data.draw(st.dictionaries(st.sampled_from(NAMES[:4]), st.frozensets(names), max_size=2)),
        }
        rebuilt = Profiles(persons_table(list(self.held.values())))
        table = persons_table(people)
        assert self.profiles.match(table, default_weights(), **said) == rebuilt.match(table, default_weights(), **said)
        assert self.profiles.touched(table) == rebuilt.touched(table)

    @invariant()
    def as_many_live_as_are_held(self) -> None:
        assert len(self.profiles) == len(self.held)
        living = [name for run in self.profiles.runs for name in run.ids_at(run.living_rows()).tolist()]
        assert sorted(living) == sorted(self.held)

    @invariant()
    def runs_stay_few_and_loose_rows_few(self) -> None:
        sizes = [len(run.side) for run in self.profiles.runs]
        assert 1 <= len(sizes) <= MOST_RUNS
        dead = sum(len(run.dead) for run in self.profiles.runs)
        assert sum(sizes) - max(sizes) + dead <= LARGE_CHANGE * sum(sizes) or len(self.held) == 0


ChangingProfiles.TestCase.settings = settings(max_examples=25, stateful_step_count=8, deadline=None)
TestChangingProfiles = ChangingProfiles.TestCase


def _crowd(count: int) -> list[Person]:
    firsts, lasts = ("Ulrike", "Tobias", "Noor", "Ines", "Mirela"), ("Quell", "Ashdown", "Calloway", "Vantongeren")
    return numbered([person(firsts[at % 5], f"{lasts[at % 4]}{'abcdefgh'[at % 8]}") for at in range(count)])


def test_many_small_changes_are_gathered_before_they_slow_a_match() -> None:
    people = _crowd(200)
    profiles, most = Profiles(persons_table(people)), 0
    for at in range(3 * MOST_RUNS):
        profiles = profiles.replaced(persons_table([people[at].model_copy(update={"first_name": "Ada"})]), ())
        most = max(most, len(profiles.runs))
        assert len(profiles) == 200
    assert most == MOST_RUNS
    found = profiles.match(persons_table([person("Ada", people[5].last_name)]), default_weights())
    assert found[0].profile in {one.id for one in people[: 3 * MOST_RUNS]}


@pytest.mark.parametrize(("changed", "runs"), [(1, 2), (11, 2), (12, 1), (60, 1)])
def test_a_change_of_more_than_a_tenth_of_all_rows_is_merged(changed: int, runs: int) -> None:
    people = _crowd(100)
    extra = [one.model_copy(update={"id": f"new {one.id}"}) for one in people[:changed]]
    assert len(Profiles(persons_table(people)).replaced(persons_table(extra), ()).runs) == runs


@pytest.mark.parametrize(("removed", "dead"), [(10, 10), (11, 0), (100, None)])
def test_removed_rows_lie_dead_until_they_are_many(removed: int, dead: int | None) -> None:
    profiles = Profiles(persons_table(_crowd(100))).replaced(persons_table([]), [f"p{at}" for at in range(removed)])
    assert len(profiles) == 100 - removed
    (run,) = profiles.runs
    if dead is not None:
        assert len(run.dead) == dead


def test_what_was_given_stays_as_it_was() -> None:
    people = _crowd(30)
    table, candidates = persons_table(people), persons_table([person("Ulrike", "Quella")])
    profiles = Profiles(table)
    before = profiles.match(candidates, default_weights())
    gone = profiles.replaced(persons_table([]), [str(before[0].profile)])
    assert gone.match(candidates, default_weights()) != before
    assert profiles.match(candidates, default_weights()) == before
    assert persons_table(people) == table


def test_a_removed_and_changed_profile_is_changed() -> None:
    profiles = Profiles(persons_table(_crowd(20)))
    both = profiles.replaced(persons_table([person("Zita", "Neumark").model_copy(update={"id": "p0"})]), ["p0"])
    assert len(both) == 20
    (link,) = both.match(persons_table([person("Zita", "Neumark")]), default_weights())
    assert link.profile == "p0"


def _pairs(profiles: Profiles, candidates: list[Person]) -> dict[str, dict[str, list[int]]]:
    """Give each candidate's compared profiles with the levels that no count moves."""
    side = side_of(candidates)
    lists = compare_all(side, profiles.runs, {}, {})
    found: dict[str, dict[str, list[int]]] = {one.id: {} for one in candidates}
    for row, profile, codes in zip(
        lists.candidate.tolist(), lists.ids(np.arange(len(lists.row))), lists.codes, strict=True
    ):
        found[candidates[row].id][profile] = np.delete(codes, COUNTED).tolist()
    return found


@settings(max_examples=40)
@given(crowds(1, 6), crowds(1, 6), st.data())
def test_who_is_not_touched_compares_with_the_same_profiles_as_before(
    candidates: list[Person], people: list[Person], data: st.DataObject
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(people), unique_by=lambda one: one.id, max_size=3))
    fresh = [data.draw(PEOPLE).model_copy(update={"id": one.id}) for one in chosen]
    before, table = Profiles(persons_table(people)), persons_table(candidates)
    after = before.replaced(persons_table(fresh), ())
    touched = {*Profiles(persons_table(chosen)).touched(table), *Profiles(persons_table(fresh)).touched(table)}
    old, new = _pairs(before, candidates), _pairs(after, candidates)
    for name in {one.id for one in candidates} - touched:
        assert old[name] == new[name]


@settings(max_examples=40)
@given(crowds(1, 5), crowds(1, 5))
def test_touched_is_everybody_with_a_pair_in_the_order_of_the_rows(
    candidates: list[Person], people: list[Person]
) -> None:
    profiles = Profiles(persons_table(people))
    touched = profiles.touched(persons_table(candidates))
    paired = {name for name, pairs in _pairs(profiles, candidates).items() if pairs}
    assert paired == set(touched)  # no block here is over its cap
    assert touched == [one.id for one in candidates if one.id in paired]


def test_a_block_over_its_cap_still_touches() -> None:
    crowd = numbered([person("", "Quell")] * 300)
    profiles, table = Profiles(persons_table(crowd)), persons_table([person("Zoe", "Quell")])
    assert profiles.match(table, default_weights())[0].profile is None
    assert profiles.touched(table) == ["x"]


@pytest.fixture(scope="module")
def known() -> tuple[Profiles, pa.Table, list[Link]]:
    profiles = Profiles(persons_table(_crowd(40)))
    table = persons_table(
        [person("Ulrike", "Quella", emails=["uq@x.example"]).model_copy(update={"id": f"c{at}"}) for at in range(4)]
    )
    return profiles, table, profiles.match(table, default_weights())


def test_forced_links_are_sure_whatever_the_score(known: tuple[Profiles, pa.Table, list[Link]]) -> None:
    profiles, table, before = known
    for wanted in ("p0", "p1", "p39"):
        links = profiles.match(table, default_weights(), forced={"c2": wanted})
        assert [links[at] for at in (0, 1, 3)] == [before[at] for at in (0, 1, 3)]
        forced = links[2]
        assert (forced.profile, forced.decision, forced.reason) == (wanted, "match", FORCED)
        assert (forced.probability, forced.none_probability, forced.runner_up) == (1.0, 0.0, None)
        assert forced.evidence[0].field == "prior"
        assert forced.log_odds == pytest.approx(sum(part.log_odds for part in forced.evidence), abs=1e-9)


def test_a_forced_pair_has_the_evidence_it_would_have_had(known: tuple[Profiles, pa.Table, list[Link]]) -> None:
    profiles, table, before = known
    best = str(before[0].profile)
    (forced, *_) = profiles.match(table, default_weights(), forced={"c0": best})
    assert forced.evidence == before[0].evidence
    assert forced.log_odds == before[0].log_odds


def test_linked_by_a_person_stands_above_ruled_out_by_a_person(known: tuple[Profiles, pa.Table, list[Link]]) -> None:
    profiles, table, before = known
    best = str(before[0].profile)
    said = {"forced": {"c0": best}, "forbidden": {"c0": frozenset({best})}}
    forced = profiles.match(table, default_weights(), **said)[0]
    assert (forced.profile, forced.reason, forced.evidence) == (best, FORCED, before[0].evidence)


def test_a_forced_profile_that_is_gone_is_kept_and_named(known: tuple[Profiles, pa.Table, list[Link]]) -> None:
    profiles, table, before = known
    best = str(before[0].profile)
    gone = profiles.replaced(persons_table([]), [best]).match(table, default_weights(), forced={"c0": best})
    assert (gone[0].profile, gone[0].reason, gone[0].evidence) == (best, FORCED_GONE, ())
    assert best not in {gone[1].profile, gone[1].runner_up}


def test_ruling_out_the_best_gives_the_next_and_ruling_out_all_gives_none(
    known: tuple[Profiles, pa.Table, list[Link]],
) -> None:
    profiles, table, before = known
    ruled_out: set[str] = set()
    seen = [before[1]]
    while seen[-1].profile:
        ruled_out.add(seen[-1].profile)
        seen.append(profiles.match(table, default_weights(), forbidden={"c1": frozenset(ruled_out)})[1])
        assert seen[-1].profile not in ruled_out
        assert seen[-1].profile == seen[-2].runner_up
        assert seen[-1].none_probability >= seen[-2].none_probability
    assert len(seen) > 2
    assert (seen[-1].decision, seen[-1].none_probability, seen[-1].evidence) == ("none", 1.0, ())


def test_words_about_people_who_are_not_asked_for_change_nothing(known: tuple[Profiles, pa.Table, list[Link]]) -> None:
    profiles, table, before = known
    said = {"forced": {"nobody": "p1"}, "forbidden": {"nobody": frozenset({"p0"}), "c0": frozenset({"never there"})}}
    assert profiles.match(table, default_weights(), **said) == before
