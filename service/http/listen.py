"""Turn an address into a socket that listens, where it may."""

import ipaddress
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path

from entities.errors import SettingsError

Socket = socket.socket
BACKLOG = 1_024
LOCAL_NAMES = frozenset({"localhost"})
WAYS_OUT = "give --certificate and --key, or --behind-proxy where a proxy ends TLS, or stay on 127.0.0.1"


@dataclass(frozen=True, slots=True)
class Tls:
    """A certificate with its chain, and its key: files in PEM."""

    certificate: Path
    key: Path

    def context(self) -> ssl.SSLContext:
        """Make what TLS connections are accepted with, of version 1.2 or newer; raises SettingsError."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION
        try:
            context.load_cert_chain(self.certificate, self.key)
        except (OSError, ssl.SSLError):
            raise SettingsError(
                "certificate or key can't be read, or don't belong together",
                hint="--certificate and --key name PEM files: the certificate with its chain, and its private key",
            ) from None
        return context


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach the address."""
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_reach(host: str, *, guarded: bool) -> None:
    """Make sure that others reach us by TLS alone; raises SettingsError that says what to do."""
    if not guarded and not is_loopback(host):
        raise SettingsError(
            f"{host} can be reached from other machines, and tokens would go in the clear", hint=WAYS_OUT
        )


def bind(host: str, port: int) -> Socket:
    """Listen on an address; port 0 is any that is free. Raises SettingsError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sends small answers at once (TCP_NODELAY) only where the protocol is named; else each waits for 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = error.strerror if isinstance(error, OSError) else "no such port"
        raise SettingsError(f"port {port} of {host} can't be had: {reason}", hint="choose another --port") from None
    return listener


def port_of(listener: Socket) -> int:
    """Tell the port that a socket listens on."""
    return int(listener.getsockname()[1])


def waiting_at(listener: Socket) -> list[Socket]:
    """Accept all who wait at a socket that doesn't block."""
    found = []
    while True:
        try:
            found.append(listener.accept()[0])
        except OSError:
            return found
