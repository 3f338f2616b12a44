"""Check how the matching benchmark judges growth, and that its converters take published tables as they are."""

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.convert import LINKING, name_pairs, pseudopeople
from benchmarks.matching_asked import Asked, Sizes
from benchmarks.matching_parts import growth
from benchmarks.matching_runs import Cost, Linked
from benchmarks.scoring import score
from matcher.schema import checked

CENSUS = ("simulant_id", "first_name", "middle_initial", "last_name", "street_number", "street_name")
FORM = (*CENSUS[:4], "mailing_address_street_number", "mailing_address_street_name")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(("s1", "s2", "s3")),
        st.sampled_from(("Ulrike", None)),
        st.sampled_from(("A", None)),
        st.sampled_from(("Quell", "Ashdown", "", None)),
        st.sampled_from(("12", None)),
        st.sampled_from(("elm st", None)),
    ),
    max_size=8,
)


def _linked(cost: Cost, pairs: int) -> Linked:
    return Linked(pa.table({"candidate_id": [str(at) for at in range(10)]}), cost, {"pairs": pairs})


@pytest.mark.parametrize(
    ("after", "pairs", "judged"),
    [
        (Cost(12.0, 12.0, 120.0), 22, {"wall": True, "CPU": True, "peak memory": True, "pairs per candidate": True}),
        (Cost(12.1, 5.0, 121.0), 22, {"wall": False, "CPU": True, "peak memory": False, "pairs per candidate": True}),
        (Cost(1.0, 12.1, 1.0), 23, {"wall": True, "CPU": False, "peak memory": True, "pairs per candidate": False}),
    ],
)
def test_ten_times_more_of_both_sides_may_cost_twelve_times_as_much(
    after: Cost, pairs: int, judged: dict[str, bool], tmp_path: Path
) -> None:
    small, big = Sizes(10, 100), Sizes(100, 1_000)
    before = _linked(Cost(1.0, 1.0, 10.0), 10)
    measured = {f"usual, {small}": (before, tmp_path), f"usual, {big}": (_linked(after, pairs), tmp_path)}
    asked = Asked(
        folder=tmp_path,
        scratch=tmp_path,
        seed=1,
        small=small,
        big=big,
        presets=("usual",),
        peer=None,
        data=None,
        febrl=None,
        large=True,
        measured=measured,
        say=str,
    )
    rows = {row.name.removeprefix("growth: "): row.holds for row in growth(asked)}
    assert rows == judged


def _written(folder: Path, name: str, columns: tuple[str, ...], rows: list[tuple[str | None, ...]]) -> None:
    table = {column: pa.array([row[at] for row in rows], pa.string()) for at, column in enumerate(columns)}
    pq.write_table(pa.table(table), folder / name)


@given(census=ROWS, forms=ROWS)
def test_any_census_and_forms_become_a_task_that_fits(
    tmp_path_factory: pytest.TempPathFactory, census: list[tuple[str | None, ...]], forms: list[tuple[str | None, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("task")
    _written(folder, "pp_census.parquet", CENSUS, census)
    _written(folder, "pp_w2.parquet", FORM, forms)
    candidates, profiles, truth = pseudopeople(folder)
    assert checked(candidates, "candidates").num_rows == sum(bool(row[3]) for row in forms)
    known = {row[0] for row in census if row[3]}
    assert set(checked(profiles, "profiles").column("id").to_pylist()) == known
    told = dict(zip(truth.column("candidate_id").to_pylist(), truth.column("profile_id").to_pylist(), strict=True))
    assert told == {f"w{at}": row[0] if row[0] in known else None for at, row in enumerate(forms) if row[3]}
    places = {row["id"]: row["location"] for row in candidates.to_pylist()}
    for at, row in enumerate(forms):
        if row[3]:
            assert places[f"w{at}"] == " ".join(part for part in row[4:] if part)


def test_the_first_row_of_a_simulant_is_its_profile(tmp_path: Path) -> None:
    rows = [("s1", "Ulrike", None, "Quell", "1", "elm"), ("s1", "Uli", None, "Quell", "2", "oak")]
    _written(tmp_path, "pp_census.parquet", CENSUS, rows)
    _written(tmp_path, "pp_w2.parquet", FORM, [])
    _, profiles, truth = LINKING["pseudopeople"](tmp_path)
    assert profiles.column("first_name").to_pylist() == ["Ulrike"]
    assert truth.num_rows == 0


@pytest.mark.parametrize(("written", "read"), [("true", True), ("false", False), ("True", False), ("", False)])
def test_a_pair_of_names_is_a_match_only_where_it_says_so(tmp_path: Path, written: str, read: bool) -> None:  # noqa: FBT001 - a row of the table
    with (tmp_path / "nk_cases.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("schema", "name1", "name2", "is_match"), ("Person", "Ü, Q", 'Q "U"', written)])
    assert name_pairs(tmp_path) == [("Ü, Q", 'Q "U"', read)]


LINKS = st.lists(
    st.tuples(st.sampled_from(("1", "2", None)), st.sampled_from((0.0, 0.3, 0.6, 0.97)), st.sampled_from(("1", None))),
    min_size=1,
    max_size=8,
)


@given(LINKS)
def test_figures_lie_between_nothing_and_all_and_perfect_is_perfect(
    rows: list[tuple[str | None, float, str | None]],
) -> None:
    truth = {f"c{at}": right for at, (_, _, right) in enumerate(rows)}
    links = pa.table(
        {
            "candidate_id": list(truth),
            "profile_id": pa.array([found for found, _, _ in rows], pa.string()),
            "probability": [share if found else 0.0 for found, share, _ in rows],
            "decision": ["match" if found and share > 0.9 else "none" for found, share, _ in rows],
        }
    )
    found = score(links, truth)
    for figure in (
        found.f1,
        found.recall_at_precision,
        found.match_precision,
        found.match_recall,
        found.calibration_error,
    ):
        assert 0.0 <= figure <= 1.0
    perfect = links.set_column(1, "profile_id", pa.array(list(truth.values()), pa.string()))
    perfect = perfect.set_column(2, "probability", pa.array([float(one is not None) for one in truth.values()]))
    best = score(perfect, truth)
    if any(truth.values()):
        assert (best.f1, best.recall_at_precision, best.calibration_error) == (1.0, 1.0, 0.0)
