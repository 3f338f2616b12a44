"""Turn a request's bytes into one JSON value, strictly."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import Receive, Scope

from entities.errors import InputError, InvalidItem, TooLarge
from entities.nesting import DEPTH, deeper_than
from sync import Flaw

MEGABYTE = 1_000_000
BODY_BYTES = MEGABYTE
FILE_BYTES = 10 * MEGABYTE  # a file as it is, or lines of items
LARGE_BYTES = 14 * MEGABYTE  # a file of 10 MB as base64
JSON_TYPE = re.compile(r"application/(.+\+)?json\s*(;.*)?", re.IGNORECASE)
SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")  # may be a half of a letter without the other
UNREADABLE = b"\0"  # stands for a body that failed; no model takes it


class InvalidJson(InputError):
    """The body is not one JSON value, or an object names a field twice."""

    code = "invalid_json"


class InvalidEncoding(InputError):
    """The body is not UTF-8."""

    code = "invalid_encoding"


class TooDeep(InputError):
    """The body nests too deep."""

    code = "too_deep"


class UnsupportedMediaType(InputError):
    """The body is not of a type that the route takes."""

    code = "unsupported_media_type"


class InvalidRecord(InvalidItem):
    """The record breaks its kind's schema."""

    def __init__(self, *flaws: Flaw) -> None:
        super().__init__()
        self.flaws = flaws


class StrictRequest(Request):
    """A request whose body is bounded, and read as JSON by our rules.

    What is wrong with it is kept in `failed`, and raised only once the caller is known: FastAPI reads bodies first.
    """

    def __init__(self, scope: Scope, receive: Receive, most: int = BODY_BYTES) -> None:
        super().__init__(scope, receive)
        self._most = most
        self.failed: InputError | None = None

    async def body(self) -> bytes:
        """Read the body, at most as much as the route takes."""
        if not hasattr(self, "_body"):
            try:
                self._body = await self._bounded()
            except TooLarge as error:
                self.failed, self._body = error, UNREADABLE
        return self._body

    async def json(self) -> Any:
        """Read the body as one JSON value; bytes that no model takes stand for one that can't be read."""
        raw = await self.body()
        if self.failed is not None:
            return UNREADABLE
        try:
            return parse(raw) if len(raw) <= BODY_BYTES else await run_in_threadpool(parse, raw)
        except InputError as error:
            self.failed = error
            return UNREADABLE

    async def _bounded(self) -> bytes:
        declared = self.headers.get("content-length", "0")
        check_size(int(declared) if declared.isdecimal() else 0, self._most)
        held = bytearray()
        async for chunk in self.stream():
            held += chunk
            check_size(len(held), self._most)
        return bytes(held)


def raw_body(*types: str) -> Callable[[Request], Awaitable[bytes]]:
    """Make a dependency that gives the body as bytes, of one of these media types where any is named.

    Raises TooLarge, UnsupportedMediaType.
    """

    async def read(request: Request) -> bytes:
        if types and media_type(request) not in types:
            raise UnsupportedMediaType(f"the body must be {' or '.join(types)}")
        raw = await request.body()
        failed = getattr(request, "failed", None)
        if failed is not None:
            raise failed
        return raw

    return read


def media_type(request: Request) -> str:
    """Name the body's type without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def is_json(request: Request) -> bool:
    """Tell whether the body is said to be JSON."""
    return JSON_TYPE.fullmatch(request.headers.get("content-type", "").strip()) is not None


def parse(raw: bytes) -> Any:
    """Read one JSON value; raises InvalidEncoding, InvalidJson or TooDeep."""
    value = loads(raw)
    if deeper_than(value, DEPTH):
        raise TooDeep
    return value


def loads(raw: bytes) -> Any:
    """Read one JSON value, however deep: no field twice, no NaN, no halves of letters.

    Raises InvalidEncoding, InvalidJson, or TooDeep where it is deeper than can be read.
    """
    try:
        text = raw.decode("utf-8")
        value = json.loads(text, parse_constant=_no_number, object_pairs_hook=_object)
        if SURROGATE.search(text):
            value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "ignore"))
    except UnicodeDecodeError:
        raise InvalidEncoding from None
    except RecursionError:
        raise TooDeep from None
    except ValueError:
        raise InvalidJson from None
    return value


def check_size(size: int, most: int = BODY_BYTES) -> None:
    """Make sure that a body is not over its limit; raises TooLarge."""
    if size > most:
        raise TooLarge(f"the body is over {most // MEGABYTE} MB")


def _no_number(_: str) -> Any:
    raise ValueError


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise ValueError
    return held
