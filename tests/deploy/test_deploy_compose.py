"""The compose file names settings that exist, and gives no container more than it needs."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from service.settings import PREFIX, Settings
from tools.source import PACKAGES, ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = DEPLOY / "compose"
TEXT = (COMPOSE / "compose.yaml").read_text(encoding="utf-8")
FILE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = FILE["services"]
OURS = {name: one for name, one in SERVICES.items() if one["image"].startswith("talentjoin:")}
LASTING = {name: one for name, one in SERVICES.items() if one["restart"] == "unless-stopped"}
OPEN = {"TALENTJOIN_LISTEN"}  # of the compose file itself
PINNED = re.compile(r"[a-z0-9/.-]+:\d+\.\d+(\.\d+)?[a-z0-9.-]*(@sha256:[0-9a-f]{64})?")
SETTINGS = {PREFIX + name.upper() for name in Settings.model_fields}
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
SCRIPT = (COMPOSE / "make-secrets.sh").read_text(encoding="utf-8")


def test_it_has_the_parts_of_the_product() -> None:
    assert set(SERVICES) == {"postgres", "opensearch", "prepare", "worker", "service"}
    assert set(OURS) == {"prepare", "worker", "service"}
    assert set(SERVICES) - set(LASTING) == {"prepare"}


@pytest.mark.parametrize("name", sorted(set(re.findall(rf"\b{PREFIX}[A-Z_]+", TEXT + DOCKERFILE)) - OPEN))
def test_every_variable_is_a_setting(name: str) -> None:
    assert name in SETTINGS


@pytest.mark.parametrize("name", sorted(OURS))
def test_what_is_set_is_valid(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in OURS[name]["environment"].items():
        monkeypatch.setenv(variable, "https://talent.example.com" if value.startswith("${") else value)
    assert Settings().engine == ("embedded" if name == "prepare" else "opensearch")


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_images_are_pinned(name: str) -> None:
    assert PINNED.fullmatch(SERVICES[name]["image"])


def test_base_images_are_pinned() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert len(bases) == 2
    assert all(PINNED.fullmatch(base) for base in bases)


@pytest.mark.parametrize("name", sorted(LASTING))
def test_health_is_looked_at(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert {"interval", "timeout", "retries", "start_period"} <= set(check)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_resources_are_limited(name: str) -> None:
    assert {"mem_limit", "cpus", "pids_limit"} <= set(SERVICES[name])


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_nobody_has_rights(name: str) -> None:
    one = SERVICES[name]
    user, _, group = one["user"].partition(":")
    assert int(user) > 0
    assert int(group) > 0
    assert one["read_only"] is True
    assert one["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in one["security_opt"]
    assert not {"privileged", "cap_add", "devices", "pid", "ipc", "network_mode"} & set(one)


def test_only_the_service_is_reached_from_outside() -> None:
    assert [name for name, one in SERVICES.items() if "ports" in one] == ["service"]
    assert FILE["networks"]["inside"]["internal"] is True
    assert all(one["networks"] == ["inside"] for name, one in SERVICES.items() if name != "service")
    assert SERVICES["service"]["ports"][0].startswith("${TALENTJOIN_LISTEN:-127.0.0.1:")
    assert "--certificate" in SERVICES["service"]["command"]


def test_no_secret_stands_in_a_file() -> None:
    for one in SERVICES.values():
        for variable, value in one["environment"].items():
            secret = re.search(r"PASSWORD|SECRET|TOKEN|KEY", variable) is not None
            assert not secret or value.startswith("/run/secrets/"), variable
            assert not re.search(r"://[^/@]*:[^/@]*@", value), variable
    assert "password" not in (DEPLOY / "Dockerfile").read_text(encoding="utf-8").lower()


def test_every_secret_is_drawn_by_the_script_and_used() -> None:
    used = {
        secret if isinstance(secret, str) else secret["source"]
        for one in SERVICES.values()
        for secret in one["secrets"]
    }
    assert used == set(FILE["secrets"])
    assert all(one["file"].startswith("secrets/") for one in FILE["secrets"].values())


@pytest.mark.parametrize(
    ("service", "folder"), [("postgres", "postgres"), ("opensearch", "opensearch"), ("service", "talentjoin")]
)
def test_the_script_gives_each_file_to_who_reads_it(service: str, folder: str) -> None:
    (owner,) = re.findall(rf"\b{folder}=(\d+)", SCRIPT)
    assert SERVICES[service]["user"].partition(":")[0] == owner
    for secret in SERVICES[service]["secrets"]:
        source = secret if isinstance(secret, str) else secret["source"]
        assert Path(FILE["secrets"][source]["file"]).parts[1] in {folder, "ca"}
    if folder == "talentjoin":
        assert f"USER {owner}:" in DOCKERFILE


def test_only_who_makes_the_tables_knows_their_owner() -> None:
    assert [name for name, one in OURS.items() if "owner.pgpass" in one["secrets"]] == ["prepare"]
    assert OURS["worker"]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"


def test_every_mounted_file_is_there() -> None:
    mounts = [mount for one in SERVICES.values() for mount in one["volumes"] if mount.startswith("./")]
    assert len(mounts) == 6
    for mount in mounts:
        source, _, options = mount.partition(":")
        assert (COMPOSE / source).is_file()
        assert options.endswith(":ro")


def test_every_volume_is_declared() -> None:
    named = {mount.partition(":")[0] for one in SERVICES.values() for mount in one["volumes"]}
    assert {name for name in named if not name.startswith(".")} == set(FILE["volumes"])


def test_opensearch_takes_nobody_by_password_and_no_name_but_ours() -> None:
    folder = COMPOSE / "opensearch"
    read = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in folder.glob("*.yml")}
    assert set(read["internal_users"]) == {"_meta"}
    assert read["roles_mapping"]["talentjoin"] == {"users": ["talentjoin"]}
    patterns = [one["index_patterns"] for one in read["roles"]["talentjoin"]["index_permissions"]]
    assert patterns == [["tj-*"]]
    assert read["opensearch"]["plugins.security.ssl.http.enabled"] is True
    (domain,) = read["config"]["config"]["dynamic"]["authc"].values()
    assert domain["http_authenticator"]["type"] == "clientcert"


def test_the_image_holds_what_runs_and_nothing_else() -> None:
    copied = set(re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE))
    sources = {source for line in copied for source in line.split()}
    assert sources == {*PACKAGES, "requirements/run.lock", "pyproject.toml", "README.md", "LICENSE", "NOTICE"}
    assert all((ROOT / source).exists() for source in sources)
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[1] == "*"
    assert {line[1:] for line in ignored if line.startswith("!")} == sources
    assert "--require-hashes" in DOCKERFILE


def test_compose_itself_accepts_it() -> None:
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("needs docker with its plugin compose")
    command = [docker, "compose", "--file", "compose.yaml", "config", "--quiet"]
    done = subprocess.run(
        command,
        cwd=COMPOSE,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "TALENTJOIN_PUBLIC_URL": "https://talent.example.com"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_guide_names_what_is_there() -> None:
    guide = (DEPLOY / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+", guide)) - SETTINGS == OPEN
    for folder in ("compose", "systemd"):
        assert (DEPLOY / folder).is_dir()
        assert f"`{folder}/`" in guide
