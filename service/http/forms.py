"""Turn the form that RFC 6749 asks for into parameters, with the one proof of who sends it."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote_plus

from fastapi import Request

from entities.errors import InputError, InvalidClient
from service.http.bodies import media_type, raw_body

MEDIA = "application/x-www-form-urlencoded"
FORM_BYTES = 32_768
FIELDS_MOST = 20
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
NAME_LETTERS = 200
RAW = raw_body()


class InvalidRequest(InputError):
    """The form lacks a parameter, repeats one, or can't be read."""

    code = "invalid_request"


@dataclass(frozen=True, slots=True)
class Proof:
    """Who says to be calling, and how it is proven: by a secret or by a signed assertion; neither is ever shown."""

    client: str
    secret: str = field(default="", repr=False)
    assertion: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Form:
    """The parameters of a form, none of them empty, and the proof that came with it."""

    values: Mapping[str, str] = field(repr=False)
    proof: Proof

    def need(self, name: str) -> str:
        """Give a parameter; raises InvalidRequest where it is missing."""
        if name not in self.values:
            raise InvalidRequest(f"the form lacks {name}", pointer=f"/{name}")
        return self.values[name]


async def read_form(request: Request) -> Form:
    """Read the form of a request.

    Raises:
        InvalidRequest: it is no form, repeats a parameter, or proves the client in two ways.
        InvalidClient: no client is named, or the header can't be read.
        TooLarge: it is over 32 kB.

    """
    if media_type(request) != MEDIA:
        raise InvalidRequest(f"the body is not of the type {MEDIA}")
    values = _parsed(await RAW(request))
    return Form(values, _proof(values, request.headers.get("authorization")))


def _parsed(raw: bytes) -> dict[str, str]:
    try:
        text = raw.decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS_MOST, errors="strict")
    except ValueError:  # of decoding too
        raise InvalidRequest("the form can't be read") from None
    if len({name for name, _ in pairs}) != len(pairs):
        raise InvalidRequest("the form repeats a parameter")
    return {name: value for name, value in pairs if value}


def _proof(values: Mapping[str, str], header: str | None) -> Proof:
    ways = [header is not None, "client_secret" in values, "client_assertion" in values]
    if sum(ways) > 1:
        raise InvalidRequest("the client is proven in two ways", hint="choose one")
    named = values.get("client_id", "")
    if header is not None:
        proof = _basic(header)
        if named not in ("", proof.client):
            raise InvalidRequest("two clients are named", pointer="/client_id")
        return proof
    if len(named) > NAME_LETTERS:
        raise InvalidClient
    if "client_assertion" in values:
        if values.get("client_assertion_type") != ASSERTION_TYPE:
            raise InvalidRequest(f"assertions are of the type {ASSERTION_TYPE}", pointer="/client_assertion_type")
        return Proof(named, assertion=values["client_assertion"])
    return Proof(named, secret=values.get("client_secret", ""))


def _basic(header: str) -> Proof:
    """Read id and secret, both form-encoded within the base64 (RFC 6749 section 2.3.1)."""
    scheme, _, rest = header.partition(" ")
    try:
        if scheme.lower() != "basic":
            raise InvalidClient
        name, colon, secret = base64.b64decode(rest.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        raise InvalidClient from None
    if not colon or len(name) > NAME_LETTERS:
        raise InvalidClient
    return Proof(unquote_plus(name), secret=unquote_plus(secret))
