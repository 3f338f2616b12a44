"""Turn a real OpenSearch node into one that sometimes answers otherwise, is slow, or speaks TLS: a proxy before it."""

import datetime as dt
import http.client
import ipaddress
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Told = tuple[int, dict[str, object]]  # status and body in place of the node's
Judge = Callable[[str, str, bytes], Told | None]  # method, path, body -> what to answer; None: ask the node
Edit = Callable[[str, dict[str, object]], None]  # path, the node's answer -> changed in place
DAY = dt.timedelta(days=1)


@dataclass
class Proxy:
    """What stands before the node: `judge` answers in its place, `edit` changes its answers, `seconds` delays them."""

    url: str = ""
    judge: Judge = lambda *_: None
    edit: Edit = lambda *_: None
    seconds: float = 0.0
    seen: list[tuple[str, str]] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=list)

    def clear(self) -> None:
        """Let everything through from now on."""
        self.judge, self.edit, self.seconds = (lambda *_: None), (lambda *_: None), 0.0
        self.seen.clear()
        self.heads.clear()

    def refuse_next(self, times: int, part: str, told: Told) -> None:
        """Answer the next calls of paths with this part so."""
        left = [told] * times
        self.judge = lambda _, path, __: left.pop() if part in path and left else None


def refusal(status: int, kind: str, reason: str = "") -> Told:
    """Write an error as OpenSearch does."""
    cause = {"type": kind, "reason": reason}
    return status, {"error": {**cause, "root_cause": [cause]}, "status": status}


@contextmanager
def proxy_of(node: str, tls: ssl.SSLContext | None = None) -> Iterator[Proxy]:
    """Run a proxy before a node on a free port of its own."""
    proxy, target = Proxy(), urlsplit(node)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            proxy.seen.append((self.command, self.path))
            proxy.heads.append(dict(self.headers.items()))
            time.sleep(proxy.seconds)
            told = proxy.judge(self.command, self.path, body)
            status, answer = told or self.forward(body)
            raw = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def forward(self, body: bytes) -> Told:
            connection = http.client.HTTPConnection(target.hostname or "", target.port, timeout=60)
            connection.request(self.command, self.path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = json.loads(response.read() or b"{}")
            connection.close()
            proxy.edit(self.path, answer)
            return response.status, answer

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815  # the server's names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def handle(self) -> None:
            """Take a client that gives up for one that is done."""
            try:
                super().handle()
            except (ConnectionError, ssl.SSLError, TimeoutError):
                self.close_connection = True

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing: a refused handshake is what the test is about."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    proxy.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield proxy
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(frozen=True)
class Papers:
    """Paths of a certificate authority's certificate, and of a certificate and key that it signed."""

    authority: Path
    certificate: Path
    key: Path


def papers(folder: Path, name: str) -> Papers:
    """Make an authority and a certificate for 127.0.0.1 that it signed."""
    made = Papers(*(folder / f"{name}-{part}.pem" for part in ("authority", "certificate", "key")))
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(f"{name} root", f"{name} root", root_key, root_key, authority=True)
    made.authority.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    signed = _certificate(name, f"{name} root", key, root_key, authority=False)
    made.certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    made.key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return made


def _certificate(
    name: str, issuer: str, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey, *, authority: bool
) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    usage = x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + DAY)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
        .sign(signer, hashes.SHA256())
    )
