"""Turn a promise of the test cluster into a check: what row-level security binds must not be able to step around it."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.postgres import PostgresUrls, find_binaries

Databases = Callable[..., PostgresUrls]
ROOT = Path(__file__).parents[2]


def connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def test_databases_are_apart(postgres: Databases) -> None:
    first, second = postgres(), postgres()
    with connect(first.admin) as one:
        one.execute("CREATE TABLE seen (id int)")
    with connect(second.admin) as two, pytest.raises(psycopg.errors.UndefinedTable):
        two.execute("SELECT * FROM seen")


def test_copy_holds_what_the_original_held(postgres: Databases) -> None:
    original = postgres()
    with connect(original.admin) as connection:
        connection.execute("CREATE TABLE seen AS SELECT 7 AS id")
    with connect(postgres(like=original).admin) as connection:
        assert connection.execute("SELECT id FROM seen").fetchall() == [(7,)]


def test_application_role_is_bound_by_row_security(postgres: Databases) -> None:
    urls = postgres()
    with connect(urls.app) as connection:
        role = connection.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user").fetchone()
        owner = connection.execute("SELECT pg_get_userbyid(datdba) = current_user FROM pg_database").fetchall()
        assert role == (False, False)
        assert (True,) not in owner
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine (id int)")


def test_cluster_is_durable_with_checksums(postgres: Databases) -> None:
    with connect(postgres().admin) as connection:
        shown = {name: connection.execute(f"SHOW {name}").fetchone() for name in ("fsync", "data_checksums")}
    assert shown == {"fsync": ("on",), "data_checksums": ("on",)}


def test_cluster_dies_with_a_killed_test_run(postgres: Databases) -> None:
    program = """
        import sys
        from tests.postgres import Cluster, find_binaries
        cluster = Cluster(find_binaries(), durable=False)
        print(cluster.pid, cluster._folder, flush=True)
        sys.stdin.read()
    """
    run = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert find_binaries() is not None
    assert run.stdin is not None
    assert run.stdout is not None
    with run.stdin, run.stdout:
        pid, folder = run.stdout.readline().split()
        assert Path(folder, "cluster").exists() or os.geteuid() != 0
        run.send_signal(signal.SIGKILL)
        run.wait()
        subprocess.run(
            ["sh", "-c", 'for _ in $(seq 600); do [ -e "$0" ] || exit 0; sleep 0.1; done; exit 1', folder], check=True
        )
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid), 0)
