"""Titles are read, learned from and judged as the tools say."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ranking.metrics import average_precision, reciprocal_rank
from ranking.titles_model import DIMENSIONS, marks_of_pair, marks_of_word
from tools.titles.fit import (
    GREATEST_SCALE,
    ROWS,
    Floats,
    _least_squares,
    _principal,
    _slope,
    _taught,
    _unit_rows,
    _whole_numbers,
    pieces,
    titles_of,
)
from tools.titles.judge import Task, tasks
from tools.titles.labels import LANGUAGES, Occupation, everything, onet

ESCO = """conceptUri,iscoGroup,preferredLabel,altLabels
http://e/1,2654,"Head/Chief","Boss
 boss
Leader"
http://e/2,2654,Cook,
"""
ONET = {
    "Occupation Data": "O*NET-SOC Code\tTitle\n11-1011.00\tChief Executives\n",
    "Alternate Titles": 'O*NET-SOC Code\tAlternate Title\n11-1011.00\tCEO "the boss"\n',
    "Sample of Reported Titles": "O*NET-SOC Code\tReported Job Title\n11-1011.00\tchief executives\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("esco", "onet"):
        (tmp_path / part).mkdir()
    for language in LANGUAGES:
        (tmp_path / f"esco/occupations_{language}.csv").write_text(ESCO, encoding="utf-8")
    for name, text in ONET.items():
        (tmp_path / f"onet/{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_titles_are_read_once_each_in_lower_case(folder: Path) -> None:
    read = everything(folder)
    assert [one.titles for one in read if one.key == "esco:1"] == [
        ("head/chief", "boss", "leader"),
        *[("head", "chief", "boss", "leader")] * 2,
    ]
    (chief,) = onet(folder)
    assert (chief.group, chief.titles) == ("soc:11-1011", ("chief executives", 'ceo "the boss"'))


def test_an_occupation_is_for_one_purpose_in_all_languages() -> None:
    parts = [Occupation(f"esco:{at}", "g", "en", ("a",)).part for at in range(3_000)]
    assert parts == [Occupation(f"esco:{at}", "h", "de", ("b",)).part for at in range(3_000)]
    assert 200 < parts.count("judge") < 400
    assert 200 < parts.count("develop") < 400


def test_what_is_set_aside_is_not_learned(folder: Path) -> None:
    titles = titles_of(everything(folder), frozenset(("boss",)))
    assert "boss" not in titles.texts
    assert len(titles.texts) == len(titles.occupation) == len(titles.group) == len(titles.english)


def test_pieces_are_the_marks_of_words_and_pairs() -> None:
    expected = np.zeros(ROWS)
    for marks in (marks_of_word("head"), marks_of_word("cook"), marks_of_pair("head", "cook")):
        np.add.at(expected, list(marks.rows), marks.signs)
    assert pieces(["Head cook"]).toarray()[0].tolist() == expected.tolist()


def test_other_languages_are_taught_the_mean_of_the_english_titles() -> None:
    titles = titles_of([Occupation("a", "g", "en", ("cook", "chef")), Occupation("a", "g", "de", ("koch",))])
    teacher = {"cook": np.array([1, 0], np.float32), "chef": np.array([0, 1], np.float32)}
    assert _taught(titles, teacher).tolist() == [[0.75, 0.25], [0.25, 0.75], [0.5, 0.5]]


def test_least_squares_comes_near_what_is_taught() -> None:
    texts = [f"{one} {other}" for one in ("cook", "nurse", "driver") for other in ("head", "night", "field")]
    taught = np.random.default_rng(3).normal(size=(len(texts), 4)).astype(np.float32)
    weighed = _unit_rows(pieces(texts))
    errors = [
        float(((weighed @ learned - taught) ** 2).sum())
        for learned in (np.zeros((ROWS, 4), np.float32), _least_squares(weighed, taught))
    ]
    assert errors[1] < 0.5 * errors[0]


def loss(ones: Floats, others: Floats, taught: Floats, taught_others: Floats, same: Floats) -> float:
    """Say what `_slope` descends along, in double precision."""
    one, other = (x.astype(np.float64) / np.linalg.norm(x, axis=1, keepdims=True) for x in (ones, others))
    alike = one @ other.T / 0.07
    total = 0.0
    for scores in (alike, alike.T):
        total -= float((same * (scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)))).sum()) / (2 * 512)
    return total - 2.0 * float((one * taught).sum() + (other * taught_others).sum()) / 512


def test_the_slope_is_that_of_the_loss() -> None:
    draw = np.random.default_rng(1)
    ones, others, taught, taught_others = (draw.normal(size=(5, 3)).astype(np.float32) for _ in range(4))
    taught, taught_others = (x / np.linalg.norm(x, axis=1, keepdims=True) for x in (taught, taught_others))
    same = np.eye(5, dtype=np.float32)
    slopes = _slope(ones, others, taught, taught_others, same)
    step = 1e-3
    for at in np.ndindex(5, 3):
        moved = np.zeros((5, 3), np.float32)
        moved[at] = step
        up, down = (loss(ones + sign * moved, others, taught, taught_others, same) for sign in (1, -1))
        assert slopes[0][at] == pytest.approx((up - down) / (2 * step), rel=0.05, abs=2e-4)
        up, down = (loss(ones, others + sign * moved, taught, taught_others, same) for sign in (1, -1))
        assert slopes[1][at] == pytest.approx((up - down) / (2 * step), rel=0.05, abs=2e-4)


def test_whole_numbers_keep_what_was_learned() -> None:
    learned = np.random.default_rng(2).normal(size=(50, DIMENSIONS)).astype(np.float32)
    learned[7] = 0
    rows, scales = _whole_numbers(learned)
    assert (rows.dtype.name, scales.dtype.name, int(scales.max())) == ("int8", "uint16", GREATEST_SCALE)
    again = rows.astype(np.float64) * scales[:, None]
    assert np.abs(again / again.max() - learned / learned.max()).max() < 0.01


def test_the_first_directions_vary_most() -> None:
    spread = np.random.default_rng(4).normal(size=(300, DIMENSIONS + 4)) * np.linspace(1, 9, DIMENSIONS + 4)
    kept = _principal(spread.astype(np.float32)).var(axis=0)
    assert len(kept) == DIMENSIONS
    assert (np.diff(kept) <= 1e-3 * kept[0]).all()


def test_figures_are_those_of_the_metrics() -> None:
    scores = np.array([[0.1, 0.9, 0.5, 0.7]])
    right = np.array([[True, False, True, False]])
    task = Task("t", ["q"], list("abcd"), right, np.zeros((1, 4), np.bool_))

    def compare(_asked: object, _searched: object) -> NDArray[np.float64]:
        return scores

    assert task.figures(compare) == pytest.approx((average_precision("bdca", "ac"), reciprocal_rank("bdca", "ac")))
    assert task.figures(lambda _a, _s: scores * 0) == pytest.approx((average_precision("bdac", "ac"), 1 / 3))


def test_tasks_ask_only_by_occupations_of_their_part() -> None:
    listed = [
        Occupation(f"{kind}:{at}", f"g{at // 10}", language, tuple(f"{kind} {at} {n}" for n in range(7)))
        for kind, languages in (("esco", LANGUAGES), ("onet", ("en",)))
        for language in languages
        for at in range(60)
    ]
    judged = {int(one.key[5:]) for one in listed if one.part == "judge"}
    for task in tasks(listed, "judge"):
        assert {int(title.split()[1]) for title in task.asked} <= judged
        assert (task.right & ~task.left_out).any(axis=1).all()
