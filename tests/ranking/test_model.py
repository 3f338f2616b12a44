"""Turn weight tables into scores, and back through JSON."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.errors import InvalidItem
from ranking.model import CANDIDATE_WEIGHTS, FEATURES, SMALLEST_STEP, Model, default_model, part_of, score

finite = st.floats(-1e6, 1e6)
models = st.lists(finite, min_size=len(FEATURES), max_size=len(FEATURES)).map(lambda w: Model(tuple(w)))


@given(models)
def test_json_reads_back(model: Model) -> None:
    again = Model.from_json(model.to_json())
    assert again == model
    assert again.hash == model.hash


@given(models, models)
def test_hash_tells_models_apart(one: Model, other: Model) -> None:
    assert (one.hash == other.hash) == (one.to_json() == other.to_json())


def test_unnamed_features_weigh_nothing() -> None:
    weights = dict(zip(FEATURES, Model.from_json('{"coverage": 2}').weights, strict=True))
    assert weights.pop("coverage") == 2
    assert set(weights.values()) == {0.0}


@pytest.mark.parametrize("text", ["", "[]", "7", '{"coverage": "much"}', '{"beauty": 1}', '{"lexical": NaN}', "{"])
def test_other_weights_are_refused(text: str) -> None:
    with pytest.raises(InvalidItem):
        Model.from_json(text)


def test_shipped_weights_keep_the_person_below_the_smallest_step_of_the_question() -> None:
    assert sum(map(abs, CANDIDATE_WEIGHTS.values())) < SMALLEST_STEP


def test_shipped_weights_name_every_feature_once() -> None:
    assert tuple(json.loads(default_model().to_json())) == tuple(sorted(FEATURES))
    assert {part_of(feature) for feature in FEATURES} == {"query", "candidate"}
    assert default_model().hash == Model.from_json(default_model().to_json()).hash


@given(models, st.lists(st.floats(0, 1), min_size=len(FEATURES), max_size=len(FEATURES)))
def test_contributions_are_weight_times_value(model: Model, values: list[float]) -> None:
    got = model.contributions(np.array([values]))[0].tolist()
    assert got == [weight * value for weight, value in zip(model.weights, values, strict=True)]


@given(st.lists(finite, max_size=20), st.randoms(use_true_random=False))
def test_score_does_not_hang_on_the_order(contributions: list[float], random: object) -> None:
    shuffled = list(contributions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert score(shuffled) == score(contributions) == math.fsum(one for one in contributions if one)
