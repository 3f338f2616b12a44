"""Addresses are covered wherever they stand in a text; everything else stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.flows.masking import MASK, masked


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.com",
        "Ann.O+x@mail.example.co.uk",
        "\u00e4nn@b\u00fccher.example",
        "+49 30 1234567",
        "+49301234567",
        "030/1234 5678",
        "+49 (0)30 1234567",
        "555-010-9999",
        "001.212.555.0199",
    ],
)
def test_addresses_are_covered(address: str) -> None:
    text = f"Write to {address}, or come."
    assert masked(text) == f"Write to {MASK * len(address)}, or come."
    assert masked(address) == MASK * len(address)


@pytest.mark.parametrize(
    "text",
    [
        "Engineer, 2016 - 2020",
        "01/2016 - 12/2020",
        "10,000,000 records",
        "ISO 9001:2015",
        "@home",
        "a@b",
        "C++ and C#, v1.2.3",
        "12345678901234567890",
        "",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert masked(text) == text


@given(st.text(), st.sampled_from(["ann@example.com", "+49 30 1234567"]))
def test_the_length_stays_and_nothing_is_left(around: str, address: str) -> None:
    text = f"{around} {address} {around}"
    found = masked(text)
    assert len(found) == len(text)
    assert address not in found
    assert masked(found) == found
    assert all(new in (old, MASK) for old, new in zip(text, found, strict=True))
