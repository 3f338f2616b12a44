"""Check whole matches on invented people: accuracy, training, tables of every odd kind, prepared profiles."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.errors import InvalidTable
from entities.link import Link
from matcher import PERSON_SCHEMA, Matched, Profiles, Weights, default_weights, estimate_weights, match_tables
from matcher.levels import COMPARISONS
from matcher.linking import FORCED, FORCED_GONE
from matcher.schema import LINK_SCHEMA, rows_table
from matcher.train import FEWEST_ANCHORS, Sample, train
from service.demo.people import make_people
from service.demo.tables import people_tables

SEED = 77
Labels = dict[str, str | None]
Tables = tuple[pa.Table, pa.Table, Labels]


@pytest.fixture(scope="module")
def tables() -> Tables:
    candidates, profiles, truth = people_tables(make_people(SEED, 3_000, 1_200))
    return (
        candidates,
        profiles,
        dict(zip(*(truth.column(name).to_pylist() for name in truth.column_names), strict=True)),
    )


@pytest.fixture(scope="module")
def matched(tables: Tables) -> Matched:
    return match_tables(tables[0], tables[1])


def _f1(matched: Matched, truth: Labels) -> float:
    rows = matched.table.to_pylist()
    linked = [row for row in rows if row["probability"] >= 0.5]
    right = sum(truth[row["candidate_id"]] == row["profile_id"] for row in linked)
    return 2 * right / (len(linked) + sum(profile is not None for profile in truth.values()))


def test_most_are_found_and_matches_are_right(tables: Tables, matched: Matched) -> None:
    truth = tables[2]
    assert _f1(matched, truth) >= 0.95
    sure = [row for row in matched.table.to_pylist() if row["decision"] == "match"]
    assert len(sure) >= 0.8 * sum(profile is not None for profile in truth.values())
    assert sum(truth[row["candidate_id"]] == row["profile_id"] for row in sure) >= 0.99 * len(sure)


def test_the_table_has_one_row_a_candidate_in_order(tables: Tables, matched: Matched) -> None:
    assert matched.table.schema == LINK_SCHEMA
    assert matched.table.column("candidate_id").to_pylist() == tables[0].column("id").to_pylist()
    for row in matched.table.to_pylist():
        assert (row["profile_id"] is None) == (row["log_odds"] is None)
        whole = row["probability"] + row["none_probability"] + (row["runner_up_probability"] or 0.0)
        assert whole <= 1 + 1e-9
        assert (row["runner_up_probability"] or 0.0) <= row["probability"]


def test_the_report_counts(matched: Matched) -> None:
    report = matched.report
    assert report["candidates"] == 1_200
    assert report["profiles"] == 3_000
    assert sum(report["decisions"].values()) == 1_200
    assert report["training"]["fitted"]
    assert report["training"]["anchors"] >= FEWEST_ANCHORS
    assert report["weights"] == matched.weights.hash
    assert all(set(family) == {"family", "pairs", "capped", "blocks", "strong"} for family in report["blocking"])


def test_progress_is_told_in_order(tables: Tables) -> None:
    told: list[tuple[str, int, int]] = []
    match_tables(tables[0].slice(0, 20), tables[1].slice(0, 50), progress=lambda *step: told.append(step))
    assert [stage for stage, _, _ in told][-1] == "decide"
    assert all(done <= total for _, done, total in told)
    assert told[-1][1:] == (20, 20)


def test_given_weights_are_used_and_labels_help(tables: Tables) -> None:
    candidates, profiles, truth = tables
    fixed = match_tables(candidates, profiles, weights=default_weights())
    assert fixed.weights is default_weights()
    assert "training" not in fixed.report
    labels = pa.table({"candidate_id": list(truth)[:300], "profile_id": list(truth.values())[:300]})
    helped = match_tables(candidates, profiles, labels=labels)
    assert helped.weights.source == "labelled"
    assert _f1(helped, truth) >= 0.95
    assert estimate_weights(candidates, profiles, labels=labels).weights.hash == helped.weights.hash


def test_the_order_of_rows_and_columns_changes_nothing(tables: Tables, matched: Matched) -> None:
    rng = np.random.default_rng(5)
    turned = [table.take(rng.permutation(table.num_rows)).select(table.column_names[::-1]) for table in tables[:2]]
    again = match_tables(*turned, weights=matched.weights).table.sort_by("candidate_id")
    assert again.to_pylist() == matched.table.sort_by("candidate_id").to_pylist()


def test_chunks_and_samples_change_nothing_but_the_sample(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    candidates, profiles = tables[0].slice(0, 100), tables[1]
    whole = match_tables(candidates, profiles, weights=default_weights())
    monkeypatch.setattr("matcher.match.PART", 700)
    parts = match_tables(candidates, profiles, weights=default_weights())
    assert parts.table.to_pylist() == whole.table.to_pylist()
    assert parts.report == whole.report
    monkeypatch.setattr("matcher.streams.sampling.SAMPLE", 60)
    told = {name: whole.table.column(name)[40:] for name in ("candidate_id", "profile_id")}  # others than the sample's
    assert match_tables(candidates, profiles, labels=pa.table(told)).weights.source == "labelled"


def test_without_addresses_the_fit_leans_on_the_shipped_weights(tables: Tables) -> None:
    candidates, profiles, truth = tables
    blank = pa.nulls(candidates.num_rows, PERSON_SCHEMA.field("emails").type)
    blind = match_tables(candidates.set_column(5, PERSON_SCHEMA.field("emails"), blank), profiles)
    assert blind.report["training"]["anchors"] < FEWEST_ANCHORS  # phones and handles that nobody else has
    assert "match" not in blind.report["decisions"]
    assert blind.report["warning"]
    assert _f1(blind, truth) >= 0.85


def test_a_share_that_cannot_be_believed_keeps_the_shipped_weights() -> None:
    codes = np.zeros((200, len(COMPARISONS)), np.int8)
    sample = Sample(np.arange(200), codes, np.zeros(200, bool), np.zeros(200, np.int8))
    trained = train(sample)
    assert not trained.report["fitted"]
    assert not trained.believed
    assert trained.weights.levels == default_weights().levels


def test_less_precision_joins_more(tables: Tables, matched: Matched) -> None:
    prepared, candidates = Profiles(tables[1]), tables[0].slice(0, 200)
    joined = []
    for precision in (0.9999, 0.99, 0.9):
        found = match_tables(candidates, tables[1], weights=matched.weights, precision=precision)
        links = prepared.match(candidates, matched.weights, precision=precision)
        assert [link.decision for link in links] == found.table.column("decision").to_pylist()
        joined.append(found.report["decisions"]["match"])
    assert joined == sorted(joined)
    assert joined[0] < joined[-1]


@pytest.mark.parametrize("empty", ["candidates", "profiles", "both"])
def test_empty_sides_are_answered(tables: Tables, empty: str) -> None:
    candidates = tables[0].slice(0, 0 if empty in {"candidates", "both"} else 5)
    profiles = tables[1].slice(0, 0 if empty in {"profiles", "both"} else 5)
    found = match_tables(candidates, profiles)
    assert found.table.num_rows == candidates.num_rows
    assert set(found.table.column("decision").to_pylist()) <= {"none", "review"}
    assert Profiles(profiles).match(candidates.slice(0, 0), default_weights()) == []


def test_persons_without_anything_are_none_with_the_reason(tables: Tables) -> None:
    rows = [
        {"id": "nothing"},
        {"id": "blank", "name": "  ", "emails": [""], "phones": [None]},
        {"id": "nul", "name": "\x00\x01"},
        {"id": "huge", "name": "a" * 10_000_000, "location": "b" * 1_000_000, "emails": ["x" * 100_000]},
        {"id": "role", "emails": ["info@acorn.example"]},
    ]
    found = {row["candidate_id"]: row for row in match_tables(rows_table(rows), tables[1]).table.to_pylist()}
    assert {row["decision"] for row in found.values()} == {"none"}
    for name in ("nothing", "blank", "nul", "role"):
        assert found[name]["reason"] == "the candidate has no usable field"
        assert found[name]["none_probability"] == 1.0


@pytest.mark.parametrize(
    ("labels", "sentence"),
    [
        (pa.table({"candidate_id": ["a"]}), "labels: column profile_id is missing"),
        (pa.table({"candidate_id": pa.array([None], pa.string()), "profile_id": ["p"]}), "null in row 0"),
    ],
)
def test_bad_labels_are_refused(tables: Tables, labels: pa.Table, sentence: str) -> None:
    with pytest.raises(InvalidTable, match=sentence):
        match_tables(tables[0].slice(0, 2), tables[1].slice(0, 2), labels=labels)


def test_prepared_profiles_answer_like_the_whole_match(tables: Tables, matched: Matched) -> None:
    links = Profiles(tables[1]).match(tables[0], matched.weights)
    for link, row in zip(links, matched.table.to_pylist(), strict=True):
        assert (link.candidate, link.profile, link.decision, link.reason) == (
            row["candidate_id"],
            row["profile_id"],
            row["decision"],
            row["reason"],
        )
        assert link.probability == row["probability"]
        assert link.runner_up == row["runner_up_id"]
        assert abs(sum(part.log_odds for part in link.evidence) - (row["log_odds"] or 0.0)) < 1e-9
        assert abs(link.log_odds - sum(part.log_odds for part in link.evidence)) < 1e-9
        assert link.weights == matched.weights.hash


def test_evidence_never_holds_a_value_of_the_profile(tables: Tables, matched: Matched) -> None:
    profiles = {row["id"]: row for row in tables[1].to_pylist()}
    for link in Profiles(tables[1]).match(tables[0].slice(0, 200), matched.weights):
        text = " ".join(f"{part.level} {part.note}" for part in link.evidence).lower() + link.reason.lower()
        profile = profiles.get(link.profile or "", {})
        for value in (*profile.get("emails", []), *profile.get("phones", []), *profile.get("handles", [])):
            assert value.lower() not in text


def test_what_people_said_stands(tables: Tables, matched: Matched) -> None:
    candidates, prepared = tables[0].slice(0, 60), Profiles(tables[1])
    before = prepared.match(candidates, matched.weights)
    linked = next(link for link in before if link.decision == "match")
    other = next(row for row in tables[1].column("id").to_pylist() if row not in {linked.profile, linked.runner_up})

    def again(**said: object) -> Link:
        links = prepared.match(candidates, matched.weights, **said)
        untouched = [link for link in links if link.candidate != linked.candidate]
        assert untouched == [link for link in before if link.candidate != linked.candidate]
        return next(link for link in links if link.candidate == linked.candidate)

    forced = again(forced={linked.candidate: other})
    assert (forced.profile, forced.decision, forced.probability, forced.reason) == (other, "match", 1.0, FORCED)
    assert forced.evidence
    gone = again(forced={linked.candidate: "nobody"})
    assert (gone.profile, gone.decision, gone.reason, gone.evidence) == ("nobody", "match", FORCED_GONE, ())
    ruled_out = again(forbidden={linked.candidate: frozenset({str(linked.profile)})})
    assert linked.profile not in {ruled_out.profile, ruled_out.runner_up}
    both = again(forced={linked.candidate: other}, forbidden={linked.candidate: frozenset({other})})
    assert both.profile == other


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_changed_profiles_answer_like_rebuilt_ones(data: st.DataObject) -> None:
    candidates, profiles, _ = people_tables(make_people(data.draw(st.integers(0, 3)), 120, 60))
    rows = {row["id"]: row for row in profiles.to_pylist()}
    prepared = Profiles(profiles)
    for _ in range(data.draw(st.integers(1, 4))):
        names = sorted(rows)
        removed = data.draw(st.sets(st.sampled_from(names), max_size=6)) if names else set()
        chosen = data.draw(st.sets(st.sampled_from(sorted(rows)), max_size=4)) if rows else set()
        changed = [
            rows[name] | {"last_name": data.draw(st.sampled_from(["Smith", "Okafor"]))} for name in sorted(chosen)
        ]
        changed += [rows[names[0]] | {"id": "new", "first_name": "Anna"}] if names and data.draw(st.booleans()) else []
        prepared = prepared.replaced(rows_table(changed), removed | {"never there"})
        rows = {name: row for name, row in rows.items() if name not in removed} | {row["id"]: row for row in changed}
    rebuilt = Profiles(rows_table(list(rows.values())))
    assert len(prepared) == len(rebuilt) == len(rows)
    assert prepared.match(candidates, default_weights()) == rebuilt.match(candidates, default_weights())


def test_small_changes_keep_the_large_run_and_large_ones_merge(tables: Tables) -> None:
    prepared = Profiles(tables[1])
    small = prepared.replaced(tables[1].slice(0, 5), [])
    assert [len(run.side) for run in small.runs] == [3_000, 5]
    assert len(small) == 3_000
    assert len(small.replaced(tables[1].slice(5, 1_000), []).runs) == 1
    everything_gone = prepared.replaced(tables[1].slice(0, 0), tables[1].column("id").to_pylist())
    assert len(everything_gone) == 0
    assert {link.decision for link in everything_gone.match(tables[0].slice(0, 9), default_weights())} == {"none"}


def test_touched_candidates_are_those_whose_answer_may_change(tables: Tables, matched: Matched) -> None:
    candidates, profiles, truth = tables
    owners = {profile: candidate for candidate, profile in truth.items() if profile}
    links = [link for link in Profiles(profiles).match(candidates, matched.weights) if link.decision == "match"]
    chosen = [link for link in links if owners.get(link.profile or "") == link.candidate][:5]
    ids = profiles.column("id").to_pylist()
    changed = profiles.take([ids.index(link.profile) for link in chosen])
    touched = Profiles(changed).touched(candidates)
    assert {link.candidate for link in chosen} <= set(touched)
    assert len(touched) < candidates.num_rows / 4
    order = candidates.column("id").to_pylist()
    assert touched == sorted(touched, key=order.index)


def test_tables_of_invented_people_are_those_of_the_nouns() -> None:
    from entities.ats import Candidate  # noqa: PLC0415 - used here only
    from entities.member import Member  # noqa: PLC0415 - the same
    from matcher import person_of_candidate, person_of_member, persons_table  # noqa: PLC0415 - the same

    people = make_people(9, 60, 60)
    candidates, profiles, truth = people_tables(people)
    assert profiles == persons_table([person_of_member(Member.model_validate(m), m["id"]) for m in people.members])
    assert candidates == persons_table(
        [person_of_candidate(Candidate.model_validate(c), c["id"]) for c in people.candidates]
    )
    assert truth.column("candidate_id").to_pylist() == candidates.column("id").to_pylist()


def test_fitted_weights_are_weights(matched: Matched) -> None:
    assert Weights.from_json(matched.weights.to_json()).hash == matched.weights.hash
    assert matched.weights.source == "estimated"
