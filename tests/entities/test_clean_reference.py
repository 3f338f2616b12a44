"""Cleaning does what its rule says, character by character: compared with a slow reading of that rule."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from entities.text import LONG, MEDIUM, SHORT, Email, LongText, MediumText, NeededText, ShortText, clean, is_email

KEPT_CONTROLS = "\t\n\r\x85"  # tab, newline, and the two that readers take for one
ZERO_WIDTH = "\u200b\u200c\u200d\u2060"
SPACES_AT_EDGES = " \t\r\n\xa0\u3000"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SPECIALS = st.sampled_from(
    "\x00\x07\x1b\x7f\x80\x85\x9f" + BIDI + ZERO_WIDTH + SPACES_AT_EDGES + "\ufeff\ufffe\ufdd0é한"
)
TEXT = st.text(st.one_of(st.characters(), SPECIALS, st.sampled_from(["\ud800", "\udfff", "e", "\u0301", "ﬁ"])))


def goes(character: str) -> bool:
    """Say slowly whether the rule removes a character."""
    code = ord(character)
    if character in KEPT_CONTROLS:
        return False
    is_control = unicodedata.category(character) == "Cc"
    is_surrogate = 0xD800 <= code <= 0xDFFF
    is_no_character = 0xFDD0 <= code <= 0xFDEF or code in (0xFFFE, 0xFFFF)
    return is_control or is_surrogate or is_no_character or character in BIDI or character == "\ufeff"


def slowly(text: str) -> str:
    """Clean text as the rule reads, one step after the other."""
    kept = unicodedata.normalize("NFC", "".join(c for c in text if not goes(c)))
    while kept and kept[0] in ZERO_WIDTH + SPACES_AT_EDGES:
        kept = kept[1:]
    while kept and kept[-1] in ZERO_WIDTH + SPACES_AT_EDGES:
        kept = kept[:-1]
    return kept


@given(TEXT)
def test_cleaning_equals_the_rule_read_slowly(text: str) -> None:
    assert clean(text) == slowly(text)


def test_every_character_of_the_first_plane_alone_is_treated_by_the_rule() -> None:
    wrong = [hex(code) for code in range(0x10000) if clean(f"a{chr(code)}b") != slowly(f"a{chr(code)}b")]
    assert wrong == []


@given(TEXT, TEXT)
def test_a_whole_is_clean_where_its_parts_are_joined_by_a_letter(one: str, other: str) -> None:
    joined = clean(f"{one}x\u00b7x{other}")
    assert joined.startswith(unicodedata.normalize("NFC", clean(one + "x"))[:1])
    assert clean(joined) == joined


@pytest.mark.parametrize(
    ("noun", "limit"), [(ShortText, SHORT), (NeededText, SHORT), (MediumText, MEDIUM), (LongText, LONG)]
)
def test_a_limit_counts_what_is_left_after_cleaning(noun: object, limit: int) -> None:
    reader: TypeAdapter[str] = TypeAdapter(noun)
    assert reader.validate_python(" \u200b" + "x" * limit + "\x00\u202e ") == "x" * limit
    with pytest.raises(ValidationError) as refused:
        reader.validate_python("x" * (limit + 1))
    assert refused.value.errors()[0]["type"] == "too_long"


@pytest.mark.parametrize("noun", [ShortText, NeededText, MediumText, LongText, Email])
@pytest.mark.parametrize("wrong", [7, None, ["a"], {"a": 1}, b"\xff", True])
def test_what_is_no_text_is_refused(noun: object, wrong: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(noun).validate_python(wrong)


LOCAL = st.text("abcXYZ019._%+-'", min_size=1, max_size=20)
LABEL = st.text("abcXYZ019-", min_size=1, max_size=10)


@given(LOCAL, st.lists(LABEL, min_size=1, max_size=3), st.text("abcdefXYZ", min_size=2, max_size=8))
def test_usual_addresses_are_addresses(local: str, labels: list[str], top: str) -> None:
    assert is_email(f"{local}@{'.'.join(labels)}.{top}")


@given(LOCAL, LABEL, st.sampled_from(' \t\n<>()[],;:\\"@'), st.integers(0, 30))
def test_a_sign_that_ends_an_address_in_a_list_makes_it_none(local: str, label: str, sign: str, at: int) -> None:
    address = f"{local}@{label}.com"
    at = min(at, len(address))
    assert not is_email(address[:at] + sign + address[at:])


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("a" * 64 + "@b.de", True),
        ("a" * 65 + "@b.de", False),
        ("a@" + "b" * 253 + ".de", True),
        ("a@" + "b" * 254 + ".de", False),
        ("a@b." + "d" * 63, True),
        ("a@b." + "d" * 64, False),
    ],
)
def test_the_parts_of_an_address_have_their_limits(address: str, is_one: bool) -> None:  # noqa: FBT001 - a column
    assert is_email(address) is is_one


def test_an_address_is_cleaned_before_it_is_judged() -> None:
    assert TypeAdapter(Email).validate_python(" ann@example.com\u200b\r\n") == "ann@example.com"
