"""Killed at any instant, writer and worker lose nothing that was acknowledged, and the index becomes the store."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import PostgresUrls

ROOT = Path(__file__).parents[2]
BUSY = ("transaction", "commit", "lease", "index")
IN_TEST, IN_FULL = 60, 200  # kills on each store
OVER_OPENSEARCH = 20  # of which the worker 14 times, by the seed


def kill(kills: int, seed: int, *store: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.chaos.rig", "--kills", str(kills), "--seed", str(seed), *store]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280 + kills * 3, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def check(report: dict[str, Any], kills: int, *, busy: float = 0.75) -> None:
    print(f"seed and histogram: {report}")
    assert report["kills"] == kills
    assert sum(report["phases"].values()) == kills
    assert sum(report["phases"].get(phase, 0) for phase in BUSY) >= busy * kills
    assert report["acknowledged"] > kills
    assert (report["lost"], report["different"], report["doubled"], report["left_in_outbox"]) == (0, 0, 0, 0)


def addresses(postgres: Callable[..., PostgresUrls]) -> tuple[str, ...]:
    urls = postgres()
    return "--url", urls.app, "--admin", urls.admin


def test_nothing_is_lost_on_sqlite() -> None:
    check(kill(IN_TEST, 1), IN_TEST)


def test_nothing_is_lost_on_postgresql(postgres: Callable[..., PostgresUrls]) -> None:
    check(kill(IN_TEST, 2, *addresses(postgres)), IN_TEST)


def test_nothing_is_lost_over_opensearch(opensearch: str) -> None:
    check(kill(OVER_OPENSEARCH, 50, "--opensearch", opensearch), OVER_OPENSEARCH, busy=0.5)


@pytest.mark.full
@pytest.mark.timeout(900)
def test_nothing_is_lost_on_sqlite_however_often() -> None:
    check(kill(IN_FULL, 3), IN_FULL)


@pytest.mark.full
@pytest.mark.timeout(900)
def test_nothing_is_lost_on_postgresql_however_often(postgres: Callable[..., PostgresUrls]) -> None:
    check(kill(IN_FULL, 4, *addresses(postgres)), IN_FULL)


@pytest.mark.full
@pytest.mark.timeout(1200)
def test_nothing_is_lost_over_opensearch_however_often(opensearch: str, postgres: Callable[..., PostgresUrls]) -> None:
    check(kill(IN_FULL, 6, *addresses(postgres), "--opensearch", opensearch), IN_FULL)
