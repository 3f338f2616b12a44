"""Turn text from outside into text that can be kept: the one documented rule for odd characters and lengths.

Removed: C0 and C1 controls but tab and newline (NUL among them), bidi controls, zero-width joiners at the edges,
unpaired surrogates and noncharacters. Normal form: NFC. White space at the edges goes. Over the limit: refused.
"""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)
EDGES = "\u200b\u200c\u200d\u2060 \t\r\n\xa0\u3000"
EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@[^\s@<>()\[\],;:\\\"]{1,253}\.[^\s@.<>()\[\],;:\\\"]{2,63}")

SHORT, MEDIUM, LONG = 200, 2_000, 200_000  # characters


def clean(text: str) -> str:
    """Drop what no reader should see, keep everything else."""
    return unicodedata.normalize("NFC", ODD.sub("", text)).strip(EDGES)


def is_email(text: str) -> bool:
    """Tell whether text has the form of one e-mail address."""
    return EMAIL.fullmatch(text) is not None


def _cleaned(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _at_most(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text) > limit:
            raise PydanticCustomError("too_long", "longer than {limit} characters", {"limit": limit})
        return text

    return AfterValidator(check)


def _not_empty(text: str) -> str:
    if not text:
        raise PydanticCustomError("empty", "empty, or nothing is left after cleaning")
    return text


def _an_email(text: str) -> str:
    if not is_email(text):
        raise PydanticCustomError("invalid_email", "not an e-mail address")
    return text


def _told(limit: int, **more: object) -> WithJsonSchema:
    """Say in JSON Schema what is checked here; it can't say that white space at the edges goes first."""
    return WithJsonSchema({"type": "string", "maxLength": limit, **more})


ShortText = Annotated[str, BeforeValidator(_cleaned), _at_most(SHORT), _told(SHORT)]
NeededText = Annotated[
    str, BeforeValidator(_cleaned), _at_most(SHORT), AfterValidator(_not_empty), _told(SHORT, minLength=1)
]
MediumText = Annotated[str, BeforeValidator(_cleaned), _at_most(MEDIUM), _told(MEDIUM)]
LongText = Annotated[str, BeforeValidator(_cleaned), _at_most(LONG), _told(LONG)]
Email = Annotated[
    str,
    BeforeValidator(_cleaned),
    _at_most(320),
    AfterValidator(_an_email),
    _told(320, pattern=r"^\s*[^\s@]+@[^\s@]+\s*$"),
]
