"""Turn the system's PostgreSQL binaries into a running cluster that ends with the tests, whatever ends them."""

import contextlib
import itertools
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")
UNPRIVILEGED = ("postgres", "nobody")  # PostgreSQL refuses to run as root
OWNER = "talentjoin_owner"
APPLICATION = "talentjoin_app"
SUPERUSER = "cluster"
START_SECONDS = 60
STOP_SECONDS = 30
ATTEMPTS = 3  # another program may take the port between the look and the start
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SETTINGS = (
    "listen_addresses=127.0.0.1",
    "max_connections=100",
    "shared_buffers=32MB",
    "max_wal_size=256MB",
    "jit=off",
    "timezone=UTC",
    "log_checkpoints=off",
)
# The watcher ends the cluster when the pipe from pytest closes, which even kill -9 of pytest does.
WATCHER = 'read -r _; kill -QUIT "$1" 2>/dev/null; while kill -0 "$1" 2>/dev/null; do sleep 0.05; done; rm -rf "$2"'


@dataclass(frozen=True, slots=True)
class PostgresUrls:
    """Two ways into one database: as its owner, and as a role that row-level security binds."""

    admin: str
    app: str


def find_binaries() -> Path | None:
    """Find the folder with initdb and postgres, the newest release first."""
    found = [folder for pattern in PLACES for folder in Path("/").glob(pattern.lstrip("/"))]
    found.sort(key=lambda folder: [int(digits) for digits in "".join(_digits(folder)).split()], reverse=True)
    on_path = shutil.which("initdb")
    candidates = [*found, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in candidates if (folder / "initdb").exists()), None)


class Cluster:
    """A PostgreSQL cluster of our own, in a folder of its own."""

    def __init__(self, binaries: Path, *, durable: bool = True) -> None:
        """Make and start the cluster; `durable=False` gives up what only a power cut would show, for speed."""
        self._user = _unprivileged()
        self._password = secrets.token_hex(16)
        self._numbers = itertools.count(1)
        self._folder = self._make_folder()
        self._initialise(binaries)
        self._process, self.port = self._start(binaries, durable=durable)
        self._watcher = subprocess.Popen(
            ["sh", "-c", WATCHER, "watcher", str(self._process.pid), str(self._folder)],
            stdin=subprocess.PIPE,
            start_new_session=True,
            cwd="/",
            user=self._user,
        )
        self._make_roles()

    @property
    def pid(self) -> int:
        """Name the process that a chaos test may kill."""
        return self._process.pid

    def new_database(self, like: PostgresUrls | None = None) -> PostgresUrls:
        """Create a database: empty, or a copy of another one that nobody is connected to."""
        name = f"tj_{next(self._numbers)}"
        template = like.admin.rpartition("/")[2] if like else "template1"
        with self._connect() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                    sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template)
                )
            )
        return PostgresUrls(admin=self._url(OWNER, name), app=self._url(APPLICATION, name))

    def drop_database(self, urls: PostgresUrls) -> None:
        """Drop a database, whoever is still connected to it."""
        name = urls.admin.rpartition("/")[2]
        with self._connect() as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def stop(self) -> None:
        """Stop the cluster and remove its folder; calling it twice is harmless."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(STOP_SECONDS)
        if self._watcher.stdin and not self._watcher.stdin.closed:
            self._watcher.stdin.close()
        self._watcher.wait(STOP_SECONDS)

    def _url(self, role: str, database: str) -> str:
        return f"postgresql+psycopg://{role}:{self._password}@127.0.0.1:{self.port}/{database}"

    def _connect(self) -> psycopg.Connection:
        # The socket lies in a folder only its user can enter, so it needs no password.
        return psycopg.connect(
            host=str(self._folder), port=self.port, user=SUPERUSER, dbname="postgres", autocommit=True
        )

    def _make_folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="tj-pg-", dir=_reachable_folder(self._user)))
        if self._user is not None:
            os.chown(folder, self._user, -1)
        return folder

    def _initialise(self, binaries: Path) -> None:
        command = [str(binaries / "initdb"), "--pgdata", str(self._folder / "cluster"), "--username", SUPERUSER]
        command += ["--auth-local=trust", "--auth-host=scram-sha-256", "--encoding=UTF8", "--locale=C"]
        command += ["--data-checksums", "--no-sync", "--no-instructions"]
        done = subprocess.run(command, cwd=self._folder, user=self._user, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"initdb failed: {done.stdout}{done.stderr}")

    def _start(self, binaries: Path, *, durable: bool) -> tuple[subprocess.Popen[bytes], int]:
        settings = (*SETTINGS, f"unix_socket_directories={self._folder}", *(() if durable else FAST))
        log = self._folder / "log"
        for _ in range(ATTEMPTS):
            port = _free_port()
            command = [str(binaries / "postgres"), "-D", str(self._folder / "cluster"), "-p", str(port)]
            for setting in settings:
                command += ["-c", setting]
            with log.open("wb") as output:
                process = subprocess.Popen(
                    command,
                    cwd=self._folder,
                    user=self._user,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=output,
                    start_new_session=True,
                )
            self.port = port
            if self._answers(process):
                return process, port
        raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-2000:]}")

    def _answers(self, process: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None:
            with contextlib.suppress(psycopg.OperationalError):
                self._connect().close()
                return True
            if time.monotonic() > deadline:
                process.kill()
                process.wait()
            time.sleep(0.05)
        return False

    def _make_roles(self) -> None:
        with self._connect() as connection:
            for role in (OWNER, APPLICATION):
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE").format(
                        sql.Identifier(role), sql.Literal(self._password)
                    )
                )


@contextlib.contextmanager
def running_cluster(binaries: Path, *, durable: bool = True) -> Iterator[Cluster]:
    """Run a cluster as long as the block lasts."""
    cluster = Cluster(binaries, durable=durable)
    try:
        yield cluster
    finally:
        cluster.stop()


def _digits(folder: Path) -> Iterator[str]:
    for letter in str(folder):
        yield letter if letter.isdigit() else " "


def _unprivileged() -> int | None:
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    raise RuntimeError("PostgreSQL does not run as root, and there is neither a user postgres nor nobody")


def _reachable_folder(user: int | None) -> str:
    # TMPDIR may lie in a folder that the other user can't enter; a socket's path must also stay under 100 bytes.
    for place in (tempfile.gettempdir(), "/tmp", "/var/tmp"):  # noqa: S108 - mkdtemp makes a private folder in it
        test = subprocess.run(["test", "-x", place], cwd="/", user=user, check=False)
        if test.returncode == 0 and len(place) < 70:
            return place
    raise RuntimeError("no temporary folder that PostgreSQL's user can enter")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
