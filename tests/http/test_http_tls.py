"""TLS 1.2 is the floor, nobody listens beyond this machine without it, and clients see through what is wrong."""

import contextlib
import socket
import ssl
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse

from entities.errors import SettingsError
from service.http.listen import Tls, bind, check_reach, is_loopback, port_of, waiting_at
from service.http.serving import Place
from service.settings import Settings
from tests.http.certificates import certificate
from tests.http.on_a_port import answering

EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing listens there
VERSIONS = (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    """Make a certificate for localhost."""
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def port(good: Tls) -> Iterator[int]:
    """Answer over TLS."""
    with answering(PlainTextResponse("safe"), Settings(), good.context()) as where:
        yield where


def spoken(port: int, trusted: Path, host: str = "localhost", version: ssl.TLSVersion | None = None) -> str:
    """Ask over TLS, of one version if any is named; gives the version spoken."""
    context = ssl.create_default_context(cafile=str(trusted))
    if version is not None:
        context.minimum_version = context.maximum_version = version
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname=host) as safe,
    ):
        safe.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        answer = b""
        while more := safe.recv(65_536):
            answer += more
        assert answer.endswith(b"safe")
        return safe.version() or ""


@pytest.mark.parametrize("version", VERSIONS)
def test_new_versions_are_spoken(port: int, good: Tls, version: ssl.TLSVersion) -> None:
    assert spoken(port, good.certificate, version=version) == version.name.replace("_", ".")


def old(context: ssl.SSLContext, version: ssl.TLSVersion) -> ssl.SSLContext:
    """Let a context speak an old version, and no other."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = version
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_old_versions_are_refused(port: int, good: Tls, version: ssl.TLSVersion) -> None:
    def spoken_with(where: int) -> str | None:
        client = old(ssl.create_default_context(cafile=str(good.certificate)), version)
        with (
            socket.create_connection(("127.0.0.1", where), timeout=10) as plain,
            client.wrap_socket(plain, server_hostname="localhost") as safe,
        ):
            return safe.version()

    lax = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    lax.load_cert_chain(good.certificate, good.key)
    with answering(PlainTextResponse("safe"), Settings(), old(lax, version)) as careless:
        assert spoken_with(careless) == version.name.replace("_", "."), "this client can, where it may"
    with pytest.raises((ssl.SSLError, ConnectionResetError)):
        spoken_with(port)


def test_another_host_is_not_taken_for_ours(port: int, good: Tls) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        spoken(port, good.certificate, host="talent.example.com")


def test_an_unknown_certificate_is_not_trusted(port: int, tmp_path: Path) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        spoken(port, certificate(tmp_path).certificate)


def test_an_expired_certificate_is_seen(tmp_path: Path) -> None:
    old = certificate(tmp_path, days=(-9, -1))
    with (
        answering(PlainTextResponse("safe"), Settings(), old.context()) as where,
        pytest.raises(ssl.SSLCertVerificationError, match="expired"),
    ):
        spoken(where, old.certificate)


def test_plain_text_gets_nothing_over_tls(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with contextlib.suppress(ConnectionResetError):
            assert b"safe" not in plain.recv(65_536)


def test_files_that_are_no_pair_are_refused(good: Tls, tmp_path: Path) -> None:
    other = certificate(tmp_path)
    for wrong in (Tls(good.certificate, other.key), Tls(tmp_path / "none", good.key), Tls(good.key, good.key)):
        with pytest.raises(SettingsError, match="can't be read"):
            wrong.context()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_this_machine_may_be_plain(host: str) -> None:
    check_reach(host, guarded=False)


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "10.0.0.7", "talent.example.com", "", "localhost.example.com"])
def test_beyond_this_machine_needs_a_guard(host: str, good: Tls) -> None:
    with pytest.raises(SettingsError) as refused:
        Place(host=host).check()
    assert refused.value.hint is not None
    assert all(way in refused.value.hint for way in ("--certificate", "--key", "--behind-proxy", "127.0.0.1"))
    with pytest.raises(SettingsError):
        Place(admin_host=host).check()
    Place(host=host, admin_host=host, tls=good).check()
    Place(host=host, behind_proxy=True).check()


@given(st.ip_addresses())
def test_only_loopback_is_loopback(address: object) -> None:
    expected = str(address).startswith("127.") or str(address) == "::1"
    assert is_loopback(str(address)) == expected


def test_health_on_this_machine_is_plain_and_elsewhere_is_not(good: Tls) -> None:
    assert Place(tls=good).context(internal=True) is None
    assert Place(tls=good).context(internal=False) is not None
    assert Place(admin_host=EVERYWHERE, tls=good).context(internal=True) is not None
    assert Place().context(internal=False) is None


def test_a_taken_port_is_a_typed_error() -> None:
    with bind("127.0.0.1", 0) as taken, pytest.raises(SettingsError, match="can't be had"):
        bind("127.0.0.1", port_of(taken))
    with pytest.raises(SettingsError, match="no such port"):
        bind("127.0.0.1", 70_000)


def test_who_has_knocked_is_let_in_before_the_door_is_closed() -> None:
    with bind("127.0.0.1", 0) as listener:
        listener.settimeout(0)
        assert waiting_at(listener) == []
        callers = [socket.create_connection(("127.0.0.1", port_of(listener))) for _ in range(3)]
        found = waiting_at(listener)
        assert len(found) == 3
        for one in (*callers, *found):
            one.close()


def test_small_answers_leave_at_once() -> None:
    with bind("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP, "else asyncio leaves Nagle's algorithm on"
