"""The benchmark of OpenSearch measures a real node; without one, a row says so."""

from pathlib import Path

import pytest

from benchmarks import cluster
from benchmarks.answers import ACCESS_TIMES, NAMES
from benchmarks.cluster import opensearch_rows
from service.report import silent
from tools.opensearch.lacking import Lacking

SEED = 3


def test_every_figure_comes_from_a_node(opensearch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "BULK_ROUNDS", 1)
    rows = {row.name: row for row in opensearch_rows(tmp_path / "data", opensearch, 40, 1, SEED, silent)}
    assert float(rows["OpenSearch: raw bulk, one client"].measured) > 0
    assert rows["OpenSearch: bulk of finished bodies over raw"].holds is not None
    assert float(rows["OpenSearch: bytes a document on disk"].measured) > 100
    for name in NAMES.values():
        took = float(rows[f"OpenSearch, {name}: took, p50"].measured)
        whole = float(rows[f"OpenSearch, {name}: p50"].measured)
        over = float(rows[f"OpenSearch, {name}: client, features and ranker over took, p50"].measured)
        assert 0 <= took < whole
        assert over == pytest.approx(whole - took, rel=0.02)
    assert sum("half of the tenant visible" in name for name in rows) == len(ACCESS_TIMES)
    assert any("visible: p50" in name for name in rows)


def test_a_machine_without_a_jdk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking() -> None:
        raise Lacking("no JDK of 21 or newer was found")

    monkeypatch.setattr(cluster, "find_place", lacking)
    (row,) = opensearch_rows(tmp_path, None, 10, 1, SEED, silent)
    assert row.holds is None
    assert row.measured == "not measured: no JDK of 21 or newer was found"
