"""Merged layers depend on what they say, never on the order they came in; a pull corrects, but erases nothing."""

from itertools import permutations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from entities.ids import Origin
from sync import merge
from sync.merge import precedence

OLD, NEW = "2025-01-01T00:00:00.000Z", "2025-06-01T00:00:00.000Z"
TIMES = st.sampled_from([OLD, NEW, "2025-03-01T00:00:00.000Z"])
VALUES = st.sampled_from(["", "a", "b"])
LAYER = st.fixed_dictionaries(
    {"kind": st.just("candidate"), "id": st.just("1"), "modified": TIMES},
    optional={
        "name": VALUES,
        "status": VALUES,
        "tags": st.lists(VALUES, max_size=2),
        "created": TIMES,
        "status_history": st.lists(st.fixed_dictionaries({"state": VALUES, "at": TIMES}), max_size=2),
    },
)
ORIGINS: tuple[Origin, ...] = ("push", "pull", "person")
LAYERS = st.dictionaries(st.sampled_from(ORIGINS), LAYER, min_size=1)


def layer(modified: str = OLD, **fields: Any) -> dict[str, Any]:
    return {"kind": "candidate", "id": "1", "modified": modified, **fields}


def test_one_layer_is_the_record() -> None:
    assert merge({"push": layer(name="Ann")}) == (layer(name="Ann"), {"name": "push"})


def test_a_newer_pull_corrects_a_push_field_by_field() -> None:
    merged, origins = merge({"push": layer(name="An", status="new"), "pull": layer(NEW, name="Ann")})
    assert merged == layer(NEW, name="Ann", status="new")
    assert origins == {"name": "pull", "status": "push"}


def test_an_older_pull_fills_gaps_only() -> None:
    merged, origins = merge({"push": layer(NEW, name="Ann"), "pull": layer(OLD, name="An", status="new")})
    assert merged == layer(NEW, name="Ann", status="new")
    assert origins == {"name": "push", "status": "pull"}


def test_a_pull_with_an_empty_field_erases_nothing() -> None:
    merged, _ = merge({"push": layer(name="Ann"), "pull": layer(NEW, name="", tags=[])})
    assert merged == layer(NEW, name="Ann")


def test_a_person_is_always_right() -> None:
    for modified in (OLD, NEW):
        merged, origins = merge(
            {"person": layer(modified, name="Anne"), "pull": layer(NEW, name="Ann"), "push": layer(name="An")}
        )
        assert (merged["name"], origins["name"]) == ("Anne", "person")


def test_false_is_a_value_that_can_win() -> None:
    merged, _ = merge({"push": layer(do_not_contact=True), "pull": layer(NEW, do_not_contact=False)})
    assert merged["do_not_contact"] is False


def test_histories_are_united_in_the_order_of_time() -> None:
    hired, applied = {"state": "hired", "at": NEW}, {"state": "applied", "at": OLD}
    merged, _ = merge({"push": layer(status_history=[hired]), "pull": layer(NEW, status_history=[applied, hired])})
    assert merged["status_history"] == [applied, hired]


def test_created_is_the_earliest_and_modified_the_latest() -> None:
    merged, _ = merge({"push": layer(created=NEW), "pull": layer(NEW, created=OLD)})
    assert (merged["created"], merged["modified"]) == (OLD, NEW)


@given(LAYERS)
def test_the_order_of_arrival_never_shows(layers: dict[Origin, dict[str, Any]]) -> None:
    answers = [merge({origin: layers[origin] for origin in order}) for order in permutations(layers)]
    assert all(answer == answers[0] for answer in answers)


@given(LAYERS)
def test_every_field_names_the_layer_it_was_read_in(layers: dict[Origin, dict[str, Any]]) -> None:
    merged, origins = merge(layers)
    assert set(origins) == set(merged) - {"kind", "id", "modified", "created"}
    for field, origin in origins.items():
        if field != "status_history":
            assert merged[field] == layers[origin][field]


@given(LAYERS)
def test_no_layer_loses_a_field_to_an_empty_one(layers: dict[Origin, dict[str, Any]]) -> None:
    merged, _ = merge(layers)
    for held in layers.values():
        assert all(field in merged for field, value in held.items() if value)


@given(LAYERS)
def test_a_layer_that_comes_and_goes_leaves_no_trace(layers: dict[Origin, dict[str, Any]]) -> None:
    without = {origin: held for origin, held in layers.items() if origin != "pull"}
    if without:
        before = merge(without)
        merge(layers)
        assert merge(without) == before


@given(LAYERS)
def test_precedence_names_each_layer_once(layers: dict[Origin, dict[str, Any]]) -> None:
    order = precedence(layers)
    assert sorted(order) == sorted(layers)
    assert "person" not in layers or order[0] == "person"


def test_a_remark_whose_layers_are_about_different_things_is_about_the_stronger_ones() -> None:
    pushed = {**layer(NEW, text="hi", application="a1"), "kind": "note"}
    pulled = {**layer(OLD, text="hello", candidate="c1"), "kind": "note"}
    merged, origins = merge({"push": pushed, "pull": pulled})
    assert merged == pushed
    assert origins == {"application": "push", "text": "push"}
    merged, origins = merge({"push": pushed, "pull": {**pulled, "modified": NEW}})
    assert (merged.get("candidate"), merged.get("application"), origins["candidate"]) == ("c1", None, "pull")
    application = {**layer(candidate="c1"), "kind": "application", "application": "x"}
    assert merge({"push": application})[0] == application  # other kinds may name both
