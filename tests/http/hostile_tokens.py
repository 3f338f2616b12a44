"""Turn one good token into many that must open nothing, each named by what is wrong with it."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from service.http.signing import ALGORITHM, Signer, _header, key_number

GIVEN = dict[str, str]  # headers of a request
STRANGER = ed25519.Ed25519PrivateKey.from_private_bytes(b"7" * 32)


def part(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def read(text: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return value


class Forger:
    """Knows everything that an attacker may know, and signs with keys of its own; `right` signs with ours."""

    def __init__(self, signer: Signer, good: str, now: datetime) -> None:
        self.signer, self.good, self.now = signer, good, now
        self.number = key_number(now)
        self.head, self.body, self.signature = good.split(".")
        self.claims = read(self.body)

    def right(self, header: Mapping[str, Any] | None = None, payload: bytes | None = None, **claims: Any) -> str:
        """Sign with our own key: nothing but the claims or the header is wrong."""
        head = {**_header(self.number), **(header or {})}
        body = payload if payload is not None else json.dumps({**self.claims, **claims}).encode()
        signing = f"{part(head)}.{part(body)}"
        key = self.signer._key(self.number)
        signature = key.private_key.sign(signing.encode())
        return f"{signing}.{part(signature)}"

    def forged(self, header: Mapping[str, Any] | None = None, **claims: Any) -> str:
        """Sign with another key of the right kind."""
        head, body = {**_header(self.number), **(header or {})}, {**self.claims, **claims}
        signing = f"{part(head)}.{part(body)}"
        return f"{signing}.{part(STRANGER.sign(signing.encode()))}"

    def hashed(self, algorithm: str, secret: bytes, **header: Any) -> str:
        """Sign by a hash, with something public as the secret."""
        digest = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}[algorithm]
        signing = f"{part({**_header(self.number), 'alg': algorithm, **header})}.{self.body}"
        return f"{signing}.{part(hmac.digest(secret, signing.encode(), digest))}"

    def unsigned(self, **header: Any) -> str:
        """Say that there is no signature."""
        return f"{part({**_header(self.number), **header})}.{self.body}."


def hostile(forger: Forger, admin: str, without: Mapping[str, str]) -> dict[str, GIVEN]:
    """Name what each request sends; `admin` is an operator's token, `without` are others that open nothing here."""
    found = {name: {"Authorization": f"Bearer {token}"} for name, token in tokens(forger)}
    found |= {name: {"Authorization": text} for name, text in odd_headers(forger.good)}
    found |= {name: {"Authorization": f"Bearer {token}"} for name, token in without.items()}
    found["an operator's token"] = {"Authorization": f"Bearer {admin}"}
    found["no header"] = {}
    return found


def tokens(forger: Forger) -> Iterator[tuple[str, str]]:
    """Name tokens that are wrong in themselves."""
    yield from without_signature(forger)
    yield from with_other_keys(forger)
    yield from with_odd_headers(forger)
    yield from with_wrong_claims(forger)
    yield from with_odd_forms(forger)


def without_signature(forger: Forger) -> Iterator[tuple[str, str]]:
    """Leave the signature out, in several spellings."""
    for spelling in ("none", "None", "NONE", "nOnE", ""):
        yield f"alg {spelling!r}", forger.unsigned(alg=spelling)
    yield "alg none, signature kept", f"{forger.unsigned(alg='none')}{forger.signature}"
    yield "alg null", forger.unsigned(alg=None)
    yield "alg missing", f"{part({'typ': 'at+jwt', 'kid': f'k{forger.number}'})}.{forger.body}.{forger.signature}"
    yield "signature left out", f"{forger.head}.{forger.body}."
    yield "signature of zeros", f"{forger.head}.{forger.body}.{part(bytes(64))}"


def with_other_keys(forger: Forger) -> Iterator[tuple[str, str]]:
    """Take another key, or our public one for a secret."""
    public = forger.signer.public(forger.now)["keys"][0]
    raw = base64.urlsafe_b64decode(public["x"] + "=")
    for algorithm in ("HS256", "HS384", "HS512"):
        yield f"{algorithm} by the public key", forger.hashed(algorithm, raw)
    yield "HS256 by the key as JWK", forger.hashed("HS256", json.dumps(public).encode())
    yield "HS256 by nothing", forger.hashed("HS256", b"")
    signing = f"{part({**_header(forger.number), 'alg': 'RS256'})}.{forger.body}".encode()
    by_rsa = rsa.generate_private_key(public_exponent=65537, key_size=2048).sign(signing, PKCS1v15(), SHA256())
    yield "RS256 by another's key", f"{signing.decode()}.{part(by_rsa)}"
    signing = f"{part({**_header(forger.number), 'alg': 'ES256'})}.{forger.body}".encode()
    r, s = decode_dss_signature(ec.generate_private_key(ec.SECP256R1()).sign(signing, ec.ECDSA(SHA256())))
    by_curve = r.to_bytes(32) + s.to_bytes(32)
    yield "ES256 by another's key", f"{signing.decode()}.{part(by_curve)}"
    yield f"ES256 that says {ALGORITHM}", f"{forger.head}.{forger.body}.{part(by_curve)}"
    yield f"RS256 that says {ALGORITHM}", f"{forger.head}.{forger.body}.{part(by_rsa)}"
    yield "another's key", forger.forged()
    yield "another's key, another tenant", forger.forged(tenant="t" + "a" * 16)
    yield "another's key, more scopes", forger.forged(scope="keys:write all_seats")
    other = Signer(b"8" * 32, forger.signer.issuer, forger.signer.audience)
    yield "another installation's", other.sign(_plain(forger.claims), forger.now)


def with_odd_headers(forger: Forger) -> Iterator[tuple[str, str]]:
    """Point at keys elsewhere, or ask for what we don't do."""
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": part(STRANGER.public_key().public_bytes_raw())}
    for kid in ("../../../../dev/null", "/etc/passwd", "https://evil.example/key", "k' OR '1'='1", "k\x00", "k999999"):
        yield f"kid {kid!r}", forger.forged({"kid": kid})
        yield f"kid {kid!r}, our key", forger.right({"kid": kid})
    for name, value in (
        ("jku", "https://evil.example/jwks.json"),
        ("x5u", "https://evil.example/chain.pem"),
        ("jwk", jwk),
        ("x5c", ["MIIB"]),
        ("crit", ["exp"]),
        ("crit", []),
        ("b64", False),
        ("zip", "DEF"),
    ):
        yield f"{name} {len(str(value))}, another's key", forger.forged({name: value})
        yield f"{name} {len(str(value))}, our key", forger.right({name: value})
    for typ in ("JWT", "at+JWT", "refresh+jwt", "", None, 7):
        yield f"typ {typ!r}", forger.right({"typ": typ})
    yield "EdDSA by its older name", forger.right({"alg": "EdDSA"})
    yield "kid of another number", forger.right({"kid": f"k{forger.number - 1}"})
    yield "kid as a list", forger.right({"kid": [f"k{forger.number}"]})


def with_wrong_claims(forger: Forger) -> Iterator[tuple[str, str]]:
    """Sign wrong claims with our own key."""
    at = int(forger.now.timestamp())
    day = int(timedelta(days=1).total_seconds())
    for name, claims in (
        ("expired", {"iat": at - 1_000, "exp": at - 100}),
        ("expired this second", {"iat": at - 900, "exp": at}),
        ("issued tomorrow", {"iat": at + day, "exp": at + day + 900}),
        ("not before tomorrow", {"nbf": at + day}),
        ("lives a year", {"exp": at + 365 * day}),
        ("never ends", {"exp": None}),
        ("ends at text", {"exp": str(at + 900)}),
        ("ends at a fraction", {"exp": at + 900.5}),
        ("ends at true", {"iat": True, "exp": True}),
        ("ends beyond time", {"iat": 10**30, "exp": 10**30 + 900}),
        ("another audience", {"aud": "other"}),
        ("admin audience", {"aud": "talentjoin-admin"}),
        ("audiences", {"aud": ["talentjoin", "other"]}),
        ("another issuer", {"iss": "https://evil.example"}),
        ("issuer with a slash", {"iss": forger.claims["iss"] + "/"}),
        ("client missing", {"sub": None}),
        ("client a list", {"sub": ["cl_1"]}),
        ("unknown client", {"sub": "cl_nobody"}),
        ("unknown operator", {"sub": "operator:nobody"}),
        ("tenant a number", {"tenant": 7}),
        ("scopes a list", {"scope": ["all_seats"]}),
        ("a claim that we know not", {"admin": True}),
        ("like a refresh token", {"token_use": "refresh"}),
    ):
        yield name, forger.right(**claims)
    twice = json.dumps(forger.claims)[:-1] + ',"tenant":"t0000000000000000"}'
    yield "a claim twice", forger.right(payload=twice.encode())
    yield "claims in a list", forger.right(payload=json.dumps([forger.claims]).encode())
    yield "claims that are no JSON", forger.right(payload=b"{")
    yield "claims too deep", forger.right(payload=b"[" * 2_000)
    yield "claims that are no text", forger.right(payload=b"\xff\xfe")
    for missing in ("iss", "aud", "iat", "exp", "jti", "tenant", "instance", "scope"):
        kept = {name: value for name, value in forger.claims.items() if name != missing}
        yield f"{missing} left out", forger.right(payload=json.dumps(kept).encode())


def with_odd_forms(forger: Forger) -> Iterator[tuple[str, str]]:
    """Spell a good token in other ways."""
    head, body, signature = forger.head, forger.body, forger.signature
    flipped = signature[:-1] + chr(ord(signature[-1]) + 1)  # the last letter's two low bits mean nothing
    yield "spare bits of the signature", f"{head}.{body}.{flipped}"
    yield "empty", ""
    yield from (
        ("a dot", "."),
        ("two dots", ".."),
        ("one part", head),
        ("two parts", f"{head}.{body}"),
        ("four parts", f"{forger.good}.{signature}"),
        ("five parts, like encrypted", f"{head}.{body}.{signature}.{body}.{head}"),
        ("padded", f"{forger.good}="),
        ("truncated by one", forger.good[:-1]),
        ("truncated by half", forger.good[: len(forger.good) // 2]),
        ("first letter changed", "f" + forger.good[1:]),
        ("a blank inside", forger.good[:50] + " " + forger.good[50:]),
        ("a letter more", forger.good + "A"),
        ("twice", f"{forger.good},{forger.good}"),
        ("another alphabet", forger.good.replace("-", "+").replace("_", "/") + "+"),
        ("unicode", forger.good[:-1] + "é"),
        ("as long as headers may be", f"{head}.{'A' * 15_000}.{signature}"),
        ("JSON form", json.dumps({"payload": body, "signatures": [{"protected": head, "signature": signature}]})),
        ("SQL", "' OR 1=1 --"),
    )


def odd_headers(good: str) -> Iterator[tuple[str, str]]:
    """Send a good token in a header that is none of ours."""
    for scheme in ("bearer", "BEARER", "Basic", "Token", "DPoP", "Bearer:", ""):
        yield f"scheme {scheme!r}", f"{scheme} {good}"
    yield "two blanks", f"Bearer  {good}"
    yield "a tab", f"Bearer\t{good}"
    yield "no token", "Bearer "


def _plain(claims: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claims.items() if name not in ("iss", "aud", "iat", "exp")}
