"""Odd characters go, everything else stays, and what is too long or no e-mail is refused by name."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from entities.text import SHORT, Email, NeededText, ShortText, clean, is_email


class Card(BaseModel):
    name: NeededText
    email: Email | None = None
    note: ShortText = ""


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("Ann\x00a", "Anna"),
        ("\u202eevil\u202c", "evil"),
        ("\u2066a\u2069", "a"),
        ("  Zoë \u200b", "Zoë"),
        ("Zoe\u0308", "Zoë"),
        ("line\none\ttab", "line\none\ttab"),
        ("\ufeffBOM", "BOM"),
        ("\ud800x", "x"),
        ("山田 太郎", "山田 太郎"),
        ("a\u200db", "a\u200db"),
    ],
)
def test_a_character_is_dropped_only_where_no_reader_should_see_it(given_text: str, kept: str) -> None:
    assert clean(given_text) == kept


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_what_is_cleaned_can_be_stored_as_utf8_without_nul(text: str) -> None:
    assert b"\x00" not in clean(text).encode("utf-8")


@given(st.text(alphabet=st.characters(categories=("L", "N"))))
def test_letters_and_digits_are_never_lost(text: str) -> None:
    assert normalize("NFD", clean(text)) == normalize("NFD", text)


@pytest.mark.parametrize("address", ["a@b.de", "ann.smith+jobs@mail.example.co.uk", "ö@b.com"])
def test_addresses_with_a_domain_are_addresses(address: str) -> None:
    assert is_email(address)
    assert Card(name="x", email=address).email == address


@pytest.mark.parametrize(
    "address", ["", "a", "a@", "@b.de", "a@b", "a b@c.de", "a@b@c.de", "a@b.d", "<a@b.de>", "a,b@c.de"]
)
def test_other_texts_are_no_addresses(address: str) -> None:
    assert not is_email(address)
    with pytest.raises(ValidationError):
        Card(name="x", email=address)


def test_a_name_that_is_only_control_characters_is_empty() -> None:
    with pytest.raises(ValidationError) as refused:
        Card(name="\x00\u202e ")
    assert refused.value.errors()[0]["type"] == "empty"


def test_the_limit_is_exact() -> None:
    assert Card(name="x" * SHORT).name == "x" * SHORT
    with pytest.raises(ValidationError) as refused:
        Card(name="x" * (SHORT + 1))
    assert refused.value.errors()[0]["type"] == "too_long"


def test_an_error_message_never_repeats_what_was_sent() -> None:
    with pytest.raises(ValidationError) as refused:
        Card(name="x", email="secret person")
    assert "secret" not in refused.value.errors(include_input=False)[0]["msg"]
