"""Tests of text in several looks, parted where the look is all that tells pieces apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.spans import Span, merged, part_of, tidied, to_parts

spans = st.builds(
    Span, st.text("ab ,A1", max_size=6), st.sampled_from([10.0, 11.0, 14.0, 20.0]), st.booleans(), st.booleans()
)


def texts(*found: tuple[str, bool], bullet: bool = False) -> list[str]:
    return [part.text for part in to_parts((Span(text, 10, bold) for text, bold in found), bullet=bullet)]


@given(st.lists(spans, max_size=8))
def test_merging_keeps_the_text_and_is_done_once(found: list[Span]) -> None:
    once = merged(found)
    assert "".join(span.text for span in once) == "".join(span.text for span in found)
    assert merged(once) == once


@given(st.lists(spans, max_size=8), st.booleans())
def test_parts_hold_every_letter_in_order(found: list[Span], bullet: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    shown = "".join(part.text for part in to_parts(found, bullet=bullet))
    assert shown.replace(" ", "") == "".join(span.text for span in found).replace(" ", "")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([("Senior Cook ", True), ("Inn AB", False)], ["Senior Cook", "Inn AB"]),
        ([("Senior Cook", True), (" Inn AB", False)], ["Senior Cook", "Inn AB"]),
        ([("Senior Cook", True), ("Inn AB", False)], ["Senior CookInn AB"]),
        ([("Senior Cook, ", True), ("Inn AB", False)], ["Senior Cook, Inn AB"]),
        ([("Senior Cook ", True), ("at Inn AB", False)], ["Senior Cook at Inn AB"]),
        ([("Senior Cook ", False), ("2019 – 2021", True)], ["Senior Cook", "2019 – 2021"]),
        ([("Senior Cook ", True), ("(Lund)", False)], ["Senior Cook", "(Lund)"]),
        ([("Field ", True), ("drones, ice cores", False)], ["Field", "drones, ice cores"]),
        ([("Jane ", True), ("Doe", False)], ["Jane Doe"]),
    ],
)
def test_a_look_parts_at_a_space_without_a_mark(found: list[tuple[str, bool]], expected: list[str]) -> None:
    assert texts(*found) == expected
    assert len(texts(*found, bullet=True)) == 1


def test_many_looks_are_emphasis() -> None:
    assert len(texts(*((f"Word{at} ", bool(at % 2)) for at in range(6)))) == 1


def test_wide_gaps_part_but_not_letter_spacing() -> None:
    assert texts(("Cook      2019", False)) == ["Cook", "2019"]
    assert texts(("S K I L L S    S E T", False)) == ["S K I L L S  S E T"]
    assert tidied("a \xa0 b") == "a b"


def test_a_part_is_as_large_as_its_largest_letters_and_looks_as_most() -> None:
    part = part_of([Span("aaa ", 20, bold=True), Span("bb", 10), Span(" ", 90)])
    assert part is not None
    assert (part.text, part.size, part.bold) == ("aaa bb", 20, True)
    assert part_of([Span(" ", 10)]) is None
