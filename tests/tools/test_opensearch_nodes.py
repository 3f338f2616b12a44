"""Nodes answer, outlast kill -9 with what they held, and end with those who use them, whatever ends those."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.opensearch import node as node_module
from tools.opensearch.node import Cluster, Node, NotStarted, free_ports, running
from tools.opensearch.owner import Owner, may
from tools.opensearch.place import Place, find_place, new_folder, readable_home
from tools.source import ROOT

# Stands in for OpenSearch: answers on the port of its settings, in a hundredth of the time.
JAVA = f"""#!{sys.executable} -I
import http.server, json, pathlib, sys
conf = pathlib.Path(next(word for word in sys.argv if "path.conf=" in word).partition("=")[2])
settings = dict(line.split(": ", 1) for line in (conf / "opensearch.yml").read_text().splitlines())
seeds = json.loads(settings.get("discovery.seed_hosts", "[1]"))

class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = json.dumps({{"number_of_nodes": len(seeds), "status": "yellow"}}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_): ...

http.server.HTTPServer(("127.0.0.1", int(settings["http.port"])), Answers).serve_forever()
"""
USE = """
    import pathlib, sys
    from tests.opensearch_node import STARTED, shared_node
    from tools.opensearch.place import Place
    folder, java = map(pathlib.Path, sys.argv[1:])
    url = shared_node(folder, lambda: Place(folder, java, None))
    print(url, len(STARTED), flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Give a place whose OpenSearch only pretends."""
    (tmp_path / "home" / "lib").mkdir(parents=True)
    java = tmp_path / "java"
    java.write_text(JAVA)
    java.chmod(0o755)
    return Place(tmp_path / "home", java, None)


def until(true: Callable[[], bool]) -> None:
    while not true():  # the test's own time limit ends a wait in vain
        time.sleep(0.02)


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def use(folder: Path, java: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(USE), str(folder), str(java)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def told(user: subprocess.Popen[str]) -> tuple[str, int]:
    assert user.stdout is not None
    url, started = user.stdout.readline().split()
    return url, int(started)


def kill(user: subprocess.Popen[str]) -> None:
    user.send_signal(signal.SIGKILL)
    user.communicate()


def test_nodes_answer_then_leave_nothing(place: Place) -> None:
    with running(place, 3) as cluster:
        pids, folder = [node.pid for node in cluster.nodes], cluster.folder
        assert len(set(cluster.url.split(","))) == 3
        assert all(node.ask("/")["number_of_nodes"] == 3 for node in cluster.nodes)
    assert all(gone(pid) for pid in pids)
    assert not folder.exists()
    cluster.stop()  # once more is harmless


def test_a_killed_node_starts_again_over_its_files(place: Place) -> None:
    with running(place) as cluster:
        (node,) = cluster.nodes
        kept, first, url = cluster.folder / "node-0" / "files" / "kept", node.pid, node.url
        kept.touch()
        node.kill()
        assert (node.running, gone(first)) == (False, True)
        node.start()
        node.await_ready()
        assert (node.url, kept.exists(), node.running) == (url, True, True)
        assert node.pid != first


def test_a_node_that_ends_tells_what_it_said(place: Place) -> None:
    place.java.write_text("#!/bin/sh\necho its last words\nexit 3\n")
    with pytest.raises(NotStarted, match="its last words"):
        Cluster(place)


def test_a_port_that_is_taken_meanwhile_is_changed_for_another(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[list[int]] = []
    whole = place.java.read_text()
    place.java.write_text("#!/bin/sh\necho BindHttpException\nexit 1\n")

    def ports(count: int) -> list[int]:
        tries.append(free_ports(count))
        if len(tries) == 2:
            place.java.write_text(whole)
        return list(tries[-1])

    monkeypatch.setattr(node_module, "free_ports", ports)
    with running(place) as cluster:
        assert len(tries) == 2
        assert cluster.nodes[0].port in tries[1]


def test_kill_of_the_starter_ends_the_nodes(place: Place, tmp_path: Path) -> None:
    starter = use(tmp_path, place.java)
    told(starter)
    folder = Path((tmp_path / "opensearch.url").read_text().split()[0])
    assert folder.is_dir()
    kill(starter)
    until(lambda: not folder.exists())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a process of its parent's death")
def test_kill_of_the_watch_ends_the_node(place: Place) -> None:
    with running(place) as cluster:
        (node,) = cluster.nodes
        assert isinstance(node, Node)
        assert node._supervisor is not None
        node._supervisor.kill()
        until(lambda: gone(node.pid))


def test_one_node_is_shared_until_its_last_user_ends(place: Place, tmp_path: Path) -> None:
    users = [use(tmp_path, place.java) for _ in range(3)]
    answers = [told(user) for user in users]
    assert len({url for url, _ in answers}) == 1
    assert sorted(started for _, started in answers) == [0, 0, 1]
    starter = next(user for user, (_, started) in zip(users, answers, strict=True) if started)
    users.remove(starter)
    folder = Path((tmp_path / "opensearch.url").read_text().split()[0])
    kill(starter)
    late = use(tmp_path, place.java)
    assert told(late) == (answers[0][0], 0)
    for user in (*users, late):
        assert folder.is_dir()
        kill(user)
    until(lambda: not folder.exists())
    again = use(tmp_path, place.java)
    assert told(again)[1] == 1
    kill(again)


def test_files_that_its_user_cannot_read_are_copied(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root runs it as another user")
    (tmp_path / "closed" / "home" / "lib").mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)
    place = Place(tmp_path / "closed" / "home", tmp_path / "java", Owner(65534, 65534))
    folder = new_folder(place)
    try:
        assert readable_home(place, folder) == folder / "home"
        assert may(place.owner, "-r", folder / "home" / "lib")
    finally:
        subprocess.run(["rm", "-r", str(folder)], check=True)


def test_the_real_one_answers_without_rights(opensearch: str, opensearch_place: Place) -> None:
    with urllib.request.urlopen(opensearch) as answer:  # noqa: S310 - the fixture's own address
        assert json.load(answer)["version"]["distribution"] == "opensearch"
    assert (opensearch_place.owner is None) == (os.geteuid() != 0)
    assert find_place() == opensearch_place


@pytest.mark.parametrize(("ci", "outcome"), [("", "1 skipped"), ("true", "1 error")])
def test_without_what_it_needs_it_is_named_and_only_ci_fails(tmp_path: Path, ci: str, outcome: str) -> None:
    test = "tests/tools/test_opensearch_nodes.py::test_the_real_one_answers_without_rights"
    environment = {"PATH": str(tmp_path), "OPENSEARCH_CACHE": str(tmp_path), "HOME": str(tmp_path), "CI": ci}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rsE", "-p", "no:cacheprovider", test],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome in done.stdout
    assert "install" in done.stdout
