"""Turn a command into its exit status plus what it cost: wall, CPU-seconds, peak memory of its whole process tree."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

SAMPLE_SECONDS = 0.1
TICKS = os.sysconf("SC_CLK_TCK")  # a second, in the kernel's counts
PEER = Path(__file__).parent / "peers" / "splink_run.py"
PEER_PYTHON = Path(".venv-peers/bin/python")
UNCUT = 50_000  # up to so many profiles, no pair of the peer's is cut


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took, its children included; memory in megabytes."""

    wall: float
    cpu: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Linked:
    """A tool's links with what they cost and what the tool told of itself."""

    links: pa.Table
    cost: Cost
    told: Mapping[str, Any]
    weights: Path | None = None


class CommandFailed(RuntimeError):
    """A command ended with another status than 0; the message ends with the last line it wrote."""


def measured(command: Sequence[str], allowed: Sequence[int] = (0,)) -> tuple[Cost, str]:
    """Run a command to its end and give its cost with its standard output.

    Memory is that of the tree: private pages of all processes, shared ones once, sampled ten times a second; of a
    single process, the kernel's own high-water mark. Raises CommandFailed.
    """
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(list(command), stdout=out, stderr=err, start_new_session=True)
        peak, busy = 0.0, dict[int, float]()
        try:
            while True:
                peak = max(peak, _tree_megabytes(process.pid, busy))
                ended, status, usage = os.wait4(process.pid, os.WNOHANG)
                if ended:
                    break
                time.sleep(SAMPLE_SECONDS)
        except BaseException:
            process.kill()
            process.wait()
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - begun
        out.seek(0)
        err.seek(0)
        text = out.read().decode("utf-8", "replace")
        if process.returncode not in allowed:
            tail = (err.read().decode("utf-8", "replace") or text).strip().splitlines()[-1:]
            raise CommandFailed(f"{Path(command[0]).name} {command[1:3]} ended with {process.returncode}: {tail}")
    # what the kernel adds up lacks workers that nobody waited for; what was seen lacks the last tenth of a second
    return Cost(wall, max(usage.ru_utime + usage.ru_stime, sum(busy.values())), peak), text


def talentjoin(*arguments: str) -> list[str]:
    """Give the real command of this environment."""
    script = Path(sys.executable).with_name("talentjoin")
    return [str(script), *arguments] if script.exists() else [sys.executable, "-m", "service.cli", *arguments]


def ours(folder: Path, out: Path, *extra: str) -> Linked:
    """Match a folder's files with `talentjoin match`; exit status 3 (weights not believed) counts as done."""
    weights = out.with_suffix(".weights.json")
    files = [f"--{name}={folder / f'{name}.parquet'}" for name in ("candidates", "profiles")]
    files += [f"--out={out}", f"--save-weights={weights}"]
    cost, text = measured(talentjoin("match", *files, "--json", *extra), (0, 3))
    return Linked(pq.read_table(out), cost, _last_object(text).get("report", {}), weights)


def splink(folder: Path, out: Path, python: Path = PEER_PYTHON) -> Linked:
    """Match the same files with Splink in its own environment."""
    stats = out.with_suffix(".json")
    profiles = pq.ParquetFile(folder / "profiles.parquet").metadata.num_rows
    files = [f"--{name}={folder / f'{name}.parquet'}" for name in ("candidates", "profiles", "truth")]
    cut = ["--no-cut"] if profiles <= UNCUT else []
    cost, _ = measured([str(python), str(PEER), *files, f"--out={out}", f"--stats={stats}", *cut])
    return Linked(pq.read_table(out), cost, json.loads(stats.read_text("utf-8")))


def _tree_megabytes(root: int, busy: dict[int, float]) -> float:
    """Read the memory of a process and all it started, in megabytes; note the CPU-seconds of each in `busy`."""
    shared, private, peak = 0, 0, 0
    for pid in _tree(root):
        found = _status(pid)
        busy[pid] = max(busy.get(pid, 0.0), _seconds(pid))
        private += found.get("RssAnon", 0)
        shared = max(shared, found.get("RssFile", 0) + found.get("RssShmem", 0))
        if pid == root:
            peak = found.get("VmHWM", 0)
    return max(private + shared, peak) / 1_024


def _tree(root: int) -> list[int]:
    """List a process and all it started, by whatever thread."""
    found = [root]
    for pid in found:  # grows while it is read
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                found += [int(one) for one in file.read_text(encoding="ascii").split()]
            except OSError:  # the thread has ended
                continue
    return found


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _status(pid: int) -> dict[str, int]:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return {}
    pairs = (line.split(":", 1) for line in lines if line.startswith(("Rss", "VmHWM")))
    return {name: int(value.split()[0]) for name, value in pairs}


def _last_object(text: str) -> dict[str, Any]:
    """Read the last JSON object of a command's output; progress lines may stand before it."""
    start = text.rfind("\n{")
    for piece in (text, text[start + 1 :] if start >= 0 else "", *reversed(text.strip().splitlines())):
        try:
            found = json.loads(piece)
        except ValueError:
            continue
        if isinstance(found, dict):
            return found
    return {}
