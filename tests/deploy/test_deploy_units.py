"""The systemd units start commands that exist, with settings that exist, and nothing that they don't need."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from service.settings import PREFIX, Settings, read_settings
from tools.source import ROOT

FOLDER = ROOT / "deploy" / "systemd"
UNITS = sorted(FOLDER.glob("*.service"))
ENVIRONMENT = dict(
    line.split("=", 1)
    for line in (FOLDER / "talentjoin.env").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
HARDENED = {
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "ProtectKernelModules": "yes",
    "ProtectKernelTunables": "yes",
    "ProtectControlGroups": "yes",
    "RestrictNamespaces": "yes",
    "RestrictSUIDSGID": "yes",
    "LockPersonality": "yes",
    "SystemCallFilter": "@system-service",
    "User": "talentjoin",
    "UMask": "0077",
    "StateDirectoryMode": "0700",
}
MOST_EXPOSED = 25  # tenths, of systemd-analyze security: 100 is without any protection
ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="needs systemd-analyze")


def keys(unit: Path) -> dict[str, str]:
    lines = unit.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def test_worker_and_service_have_a_unit() -> None:
    assert [unit.name for unit in UNITS] == ["talentjoin-worker.service", "talentjoin.service"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_are_hardened(unit: Path) -> None:
    held = keys(unit)
    assert {name: held.get(name) for name in HARDENED} == HARDENED
    assert {"MemoryMax", "TasksMax", "LimitNOFILE", "TimeoutStopSec", "Restart"} <= set(held)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_start_a_command_that_there_is(unit: Path) -> None:
    program, command, *_ = keys(unit)["ExecStart"].split()
    assert program == "/opt/talentjoin/bin/talentjoin"
    options = [
        word for word in keys(unit)["ExecStart"].split() + ENVIRONMENT["SERVE_OPTIONS"].split() if word[:2] == "--"
    ]
    shown = subprocess.run(
        [sys.executable, "-m", "service.cli", command, "--help"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    if command == "worker":
        options = ["--json"]
    assert [option for option in options if option not in shown.stdout] == []


def test_the_service_waits_for_the_worker() -> None:
    worker, service = UNITS
    assert keys(service)["Wants"].split()[-1] == worker.name
    assert keys(service)["After"].split()[-1] == worker.name


def test_what_is_set_is_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {name for name in ENVIRONMENT if name.startswith(PREFIX)}
    assert names <= {PREFIX + name.upper() for name in Settings.model_fields}
    for name in names:
        monkeypatch.setenv(name, ENVIRONMENT[name])
    settings = read_settings()
    assert (settings.engine, len(settings.opensearch_hosts), settings.embedded) == ("opensearch", 3, False)


def test_no_secret_stands_in_a_file() -> None:
    for name, value in ENVIRONMENT.items():
        assert not re.search(r"://[^/@]*:[^/@]*@", value), name
        assert "PASSWORD" not in name or value.startswith("/etc/talentjoin/")


@needs_systemd
def test_systemd_accepts_them(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/talentjoin/bin/talentjoin", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [str(ANALYZE), "verify", "--man=no", *(str(tmp_path / unit.name) for unit in UNITS)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
    )
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_them_hardly_exposed(unit: Path) -> None:
    command = [str(ANALYZE), "security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "unrecognized option" in done.stderr:
        pytest.skip("needs systemd-analyze of systemd 250 or newer")
    assert done.returncode == 0, done.stdout[-300:]
