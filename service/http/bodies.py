"""Turn a request's bytes into one JSON value, strictly."""

import json
from typing import Any

from starlette.requests import Request

from entities.errors import InputError, TooLarge

DEPTH = 20  # levels of nesting in a body
MEGABYTE = 1_000_000
BODY_BYTES = MEGABYTE
LARGE_BYTES = 14 * MEGABYTE  # a file of 10 MB as base64, or 10 MB of lines


class InvalidJson(InputError):
    """The body is not one JSON value."""

    code = "invalid_json"


class InvalidEncoding(InputError):
    """The body is not UTF-8."""

    code = "invalid_encoding"


class TooDeep(InputError):
    """The body nests too deep."""

    code = "too_deep"


class StrictRequest(Request):
    """A request whose JSON is read by our rules."""

    async def json(self) -> Any:
        """Read the body as one JSON value."""
        return parse(await self.body())


def parse(raw: bytes) -> Any:
    """Read one JSON value; raises InvalidEncoding, InvalidJson or TooDeep."""
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise InvalidEncoding from None
    except RecursionError:
        raise TooDeep from None
    except ValueError:
        raise InvalidJson from None
    if _deeper_than(value, DEPTH):
        raise TooDeep
    return value


def check_size(size: int, most: int = BODY_BYTES) -> None:
    """Make sure that a body is not over its limit; raises TooLarge."""
    if size > most:
        raise TooLarge(f"the body is over {most // MEGABYTE} MB")


def _no_number(_: str) -> Any:
    raise ValueError


def _deeper_than(value: object, levels: int) -> bool:
    layer = [value]
    for _ in range(levels):
        layer = [
            child
            for parent in layer
            for child in (parent.values() if isinstance(parent, dict) else parent if isinstance(parent, list) else ())
            if isinstance(child, dict | list)
        ]
        if not layer:
            return False
    return True
