"""Turn a place into nodes of OpenSearch that answer, and end with those who use them."""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tools.opensearch import supervise
from tools.opensearch.owner import give
from tools.opensearch.place import Place, new_folder, readable_home

HEAP_MB, HEAP_MB_OF_THREE = 512, 400
START_SECONDS = 180  # 10 on a quiet machine
STOP_SECONDS = 30
ATTEMPTS = 3  # another program may take a port between the look and the start
JVM = (
    "-XX:+UseSerialGC",  # the least memory and threads on a shared machine
    "--enable-native-access=ALL-UNNAMED",
    "--add-modules=jdk.incubator.vector",
    "-Djava.security.manager=disallow",
    "-Dlog4j2.disable.jmx=true",
    "-Dio.netty.noUnsafe=true",
    "-Dopensearch.distribution.type=tar",
    "-Dopensearch.bundled_jdk=false",
)
QUICK = ("-XX:TieredStopAtLevel=1",)  # starts in half the time (7 s for 14), runs slower for good
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy does not lead to this machine
MAIN = "org.opensearch.bootstrap.OpenSearch"
LOG = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""


class NotStarted(Exception):
    """A node ended, or did not answer in time; the text ends with its log."""


class Node:
    """One process of OpenSearch, with files that outlast it."""

    def __init__(self, place: Place, folder: Path, users: Path, name: str, jvm: Sequence[str]) -> None:
        """Describe a node whose files lie in the folder; it runs while somebody holds a lock on the file `users`."""
        self._place, self._folder, self._users, self._jvm = place, folder, users, jvm
        self._files = folder / name
        self._supervisor: subprocess.Popen[str] | None = None
        self.name, self.port, self.transport, self.pid = name, 0, 0, 0
        for part in ("conf", "files", "logs", "snapshots", "tmp"):
            (self._files / part).mkdir(parents=True)
            give(self._files / part, place.owner)
        give(self._files, place.owner)

    @property
    def url(self) -> str:
        """Name its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def running(self) -> bool:
        """Tell whether its process is there."""
        return self._supervisor is not None and self._supervisor.poll() is None

    @property
    def log(self) -> str:
        """Read the end of its log."""
        file = self._files / "log"
        return file.read_text(encoding="utf-8", errors="replace")[-3000:] if file.exists() else ""

    def configure(self, settings: dict[str, Any]) -> None:
        """Write its settings; they count from the next start."""
        own = {
            "cluster.name": self._folder.name,
            "node.name": self.name,
            "network.host": "127.0.0.1",
            "http.port": self.port,
            "transport.port": self.transport,
            "path.data": str(self._files / "files"),
            "path.logs": str(self._files / "logs"),
            "path.repo": [str(self._files / "snapshots")],
            # A full disk is its owner's business, not the tests'.
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }
        lines = [f"{key}: {json.dumps(value)}" for key, value in {**own, **settings}.items()]
        (self._files / "conf" / "opensearch.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (self._files / "conf" / "log4j2.properties").write_text(LOG, encoding="utf-8")

    def start(self) -> None:
        """Start it without waiting."""
        owner, home = self._place.owner, readable_home(self._place, self._folder)
        command = [str(self._place.java), *self._jvm]
        command += [f"-Djava.io.tmpdir={self._files / 'tmp'}", f"-XX:ErrorFile={self._files / 'logs' / 'error.log'}"]
        command += [f"-Dopensearch.path.home={home}", f"-Dopensearch.path.conf={self._files / 'conf'}"]
        command += ["-cp", f"{home / 'lib'}/*", MAIN]
        watched = [str(self._users), str(self._folder), str(self._files / "log")]
        watched.append(f"{owner.user}:{owner.group}" if owner else "-")
        self._supervisor = subprocess.Popen(  # noqa: S603 - all of it was found or made here
            [sys.executable, "-I", supervise.__file__, *watched, *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            start_new_session=True,
            cwd="/",
            text=True,
        )
        assert self._supervisor.stdout is not None
        with self._supervisor.stdout as told:
            self.pid = int(told.readline() or 0)

    def kill(self) -> None:
        """Kill it as a power cut would; its files stay."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def wait(self) -> None:
        """Wait until its process is gone."""
        if self._supervisor is not None:
            self._supervisor.wait(STOP_SECONDS)

    def leave(self) -> None:
        """Let it run on without us."""
        if self._supervisor is not None:
            self._supervisor.returncode = 0  # what Python would warn of: a child that outlasts its parent

    def ask(self, path: str) -> Any:
        """Get what it answers to a path, read from JSON; raises OSError."""
        with DIRECT.open(self.url + path, timeout=START_SECONDS) as answer:
            return json.load(answer)

    def await_ready(self, nodes: int = 1) -> None:
        """Wait until it answers as one of so many nodes; raises NotStarted."""
        deadline = time.monotonic() + START_SECONDS
        while self.running and time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                health = self.ask("/_cluster/health")
                if health["number_of_nodes"] >= nodes and health["status"] != "red":
                    return
            time.sleep(0.1)
        raise NotStarted(f"OpenSearch did not start: {self.log}")


class Cluster:
    """Nodes that belong together, with a folder of their own that goes with them."""

    def __init__(
        self, place: Place, count: int = 1, *, heap_mb: int = HEAP_MB, quick: bool = False, users: Path | None = None
    ) -> None:
        """Start so many nodes, wait until they answer; raises NotStarted.

        `quick` is for short lives. They run until nobody holds a shared lock on the file `users` any more: we do until
        `stop`, or until our end.
        """
        self.folder = new_folder(place)
        users = users or self.folder / "users"
        self._lock = hold(users)
        jvm = (f"-Xms{heap_mb}m", f"-Xmx{heap_mb}m", *JVM, *(QUICK if quick else ()))
        self.nodes = tuple(Node(place, self.folder, users, f"node-{number}", jvm) for number in range(count))
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    @property
    def url(self) -> str:
        """Name the addresses of all nodes, separated by commas."""
        return ",".join(node.url for node in self.nodes)

    def stop(self) -> None:
        """Stop all nodes and remove their files; calling it twice is harmless."""
        self._let_go()
        for node in self.nodes:
            node.wait()
        shutil.rmtree(self.folder, ignore_errors=True)  # who watched over a node that had ended was gone too

    def leave(self) -> None:
        """Leave the nodes to the others who hold them, without whom they end."""
        self._let_go()
        for node in self.nodes:
            node.leave()

    def _let_go(self) -> None:
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def _start(self) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            self._configure()
            for node in self.nodes:
                node.start()
            try:
                for node in self.nodes:
                    node.await_ready(len(self.nodes))
            except NotStarted:
                taken = any("BindException" in node.log or "BindHttpException" in node.log for node in self.nodes)
                if attempt == ATTEMPTS or not taken:
                    raise
                for node in self.nodes:
                    node.kill()
            else:
                return

    def _configure(self) -> None:
        ports = free_ports(2 * len(self.nodes))
        for node in self.nodes:
            node.port, node.transport = ports.pop(), ports.pop()
        for node in self.nodes:
            node.configure(self._together() if len(self.nodes) > 1 else {"discovery.type": "single-node"})

    def _together(self) -> dict[str, Any]:
        return {
            "discovery.seed_hosts": [f"127.0.0.1:{node.transport}" for node in self.nodes],
            "cluster.initial_cluster_manager_nodes": [node.name for node in self.nodes],
        }


@contextlib.contextmanager
def running(place: Place, count: int = 1, *, heap_mb: int = HEAP_MB, quick: bool = False) -> Iterator[Cluster]:
    """Run so many nodes as long as the block lasts; `quick` is for short lives."""
    cluster = Cluster(place, count, heap_mb=heap_mb, quick=quick)
    try:
        yield cluster
    finally:
        cluster.stop()


def hold(users: Path) -> int:
    """Take a shared lock on the file, and give the descriptor that holds it; it ends with us."""
    descriptor = os.open(users, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def free_ports(count: int) -> list[int]:
    """Find so many ports of this machine that nobody listens on."""
    with contextlib.ExitStack() as stack:
        probes: Sequence[socket.socket] = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
