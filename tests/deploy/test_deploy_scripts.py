"""The scripts of the compose file draw secrets that fit together, and make roles that the store can use."""

import contextlib
import os
import re
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.flows.tenants import add_tenant
from service.settings import Settings
from service.wiring import open_parts
from tests.deploy.test_deploy_compose import COMPOSE, FILE, OURS
from tests.postgres import SUPERUSER, Cluster, find_binaries, running_cluster

PRIVATE = re.compile(r"(\.key|\.pgpass|superuser|owner|app)$")


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder with everything that the script draws."""
    if shutil.which("openssl") is None:
        pytest.skip("needs openssl")
    folder = tmp_path_factory.mktemp("drawn") / "secrets"
    draw(folder, check=True)
    return folder


def draw(folder: Path, *, check: bool) -> subprocess.CompletedProcess[str]:
    command = ["sh", str(COMPOSE / "make-secrets.sh"), "talent.example.com", "localhost"]
    return subprocess.run(
        command, env={**os.environ, "SECRETS": str(folder)}, capture_output=True, text=True, check=check
    )


def meet(server: ssl.SSLContext, client: ssl.SSLContext, name: str) -> dict[str, object] | None:
    """Let both shake hands; gives what the server knows the client by. Raises SSLError."""
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    ends = (client.wrap_bio(back, there, server_hostname=name), server.wrap_bio(there, back, server_side=True))
    for _ in range(3):
        for end in ends:
            with contextlib.suppress(ssl.SSLWantReadError):
                end.do_handshake()
    assert ends[1].version() in {"TLSv1.2", "TLSv1.3"}
    return ends[1].getpeercert()


def contexts(secrets: Path, server: str, client: str | None) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    ends = (ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=str(secrets / "ca" / "ca.crt")))
    ends[0].load_verify_locations(secrets / "ca" / "ca.crt")
    ends[0].load_cert_chain(secrets / f"{server}.crt", secrets / f"{server}.key")
    for end in ends:
        end.verify_flags |= ssl.VERIFY_X509_STRICT  # the default from Python 3.13 on
    if client is not None:
        ends[0].verify_mode = ssl.CERT_REQUIRED
        ends[1].load_cert_chain(secrets / f"{client}.crt", secrets / f"{client}.key")
    return ends


def test_every_secret_of_the_compose_file_is_drawn(secrets: Path) -> None:
    for one in FILE["secrets"].values():
        drawn = secrets / Path(one["file"]).relative_to("secrets")
        assert drawn.stat().st_size > 0
        assert not PRIVATE.search(drawn.name) or drawn.stat().st_mode & 0o077 == 0


def test_no_two_secrets_are_alike(secrets: Path) -> None:
    passwords = [(secrets / "postgres" / role).read_text() for role in ("superuser", "owner", "app")]
    assert len(set(passwords)) == 3
    assert all(re.fullmatch(r"[0-9a-f]{64}\n", password) for password in passwords)
    assert len(bytes.fromhex((secrets / "talentjoin" / "master.key").read_text().strip())) == 32


def test_what_is_there_is_left_alone(secrets: Path) -> None:
    before = (secrets / "talentjoin" / "master.key").read_text()
    again = draw(secrets, check=False)
    assert again.returncode == 1
    assert "nothing was changed" in again.stderr
    assert (secrets / "talentjoin" / "master.key").read_text() == before


def test_talentjoin_and_the_search_node_know_each_other(secrets: Path) -> None:
    shown = meet(*contexts(secrets, "opensearch/node", "talentjoin/client"), "opensearch")
    assert shown is not None
    assert shown["subject"] == ((("commonName", "talentjoin"),),)


def test_clients_know_the_service_by_its_name(secrets: Path) -> None:
    for name in ("talent.example.com", "localhost"):
        meet(*contexts(secrets, "talentjoin/tls", None), name)
    with pytest.raises(ssl.SSLCertVerificationError):
        meet(*contexts(secrets, "talentjoin/tls", None), "else.example.com")


@pytest.fixture
def bare(postgres_cluster: Cluster) -> Iterator[Cluster]:
    """Run a PostgreSQL without roles of ours; `postgres_cluster` says what is to be where there is none."""
    binaries = find_binaries()
    assert binaries is not None
    with running_cluster(binaries, durable=False) as cluster:
        with cluster._connect() as connection:
            connection.execute("DROP ROLE talentjoin_owner")
            connection.execute("DROP ROLE talentjoin_app")
            connection.execute("CREATE DATABASE talentjoin")
        yield cluster


def make_roles(bare: Cluster, passwords: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{find_binaries()}:{os.environ['PATH']}",
        "PGHOST": str(bare._folder),
        "PGPORT": str(bare.port),
        "POSTGRES_USER": SUPERUSER,
        "POSTGRES_DB": "talentjoin",
        "SECRETS": str(passwords),
    }
    subprocess.run(["sh", str(COMPOSE / "postgres-roles.sh")], env=environment, check=True, capture_output=True)


def address(variable: str, bare: Cluster, passfile: Path) -> str:
    """Give an address of the compose file, its host and password file being ours."""
    url = str(OURS["prepare"]["environment"][variable])
    at, given = "@postgres:5432/", f"/run/secrets/{passfile.name}"
    assert at in url
    assert given in url
    return url.replace(at, f"@127.0.0.1:{bare.port}/").replace(given, str(passfile))


def test_the_store_opens_with_roles_and_addresses_of_the_compose_file(
    secrets: Path, bare: Cluster, tmp_path: Path
) -> None:
    urls = []
    for role, variable in (("app", "TALENTJOIN_STORE"), ("owner", "TALENTJOIN_POSTGRES_ADMIN_URL")):
        shutil.copy(secrets / "postgres" / role, tmp_path / f"postgres.{role}")
        passfile = tmp_path / f"{role}.pgpass"
        line = (secrets / "talentjoin" / passfile.name).read_text()
        passfile.write_text(line.replace("postgres:5432:", f"127.0.0.1:{bare.port}:"))
        passfile.chmod(0o600)
        urls.append(address(variable, bare, passfile))
    make_roles(bare, tmp_path)
    prepare = Settings(data=tmp_path / "data", store=urls[0], postgres_admin_url=urls[1])
    with open_parts(prepare, clock=now):
        pass
    with open_parts(Settings(data=tmp_path / "data", store=urls[0]), clock=now) as parts:
        add_tenant(parts, "acme")


def now() -> datetime:
    return datetime(2026, 1, 5, tzinfo=UTC)
