"""Tests that no value is invented: its letters stand in its source text, and that in the document."""

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.resume.limits import Limits
from matcher.resume.line import Pages
from matcher.resume.person import read_person
from matcher.resume.read import read_lines
from tests.matcher.resume.printed_lines import line

FIXTURES = Path(__file__).parents[2] / "fixtures" / "resumes"
MANIFEST: list[dict[str, Any]] = json.loads((FIXTURES / "manifest.json").read_text(encoding="utf-8"))
DATES = re.compile(r"(?:19|20)\d\d(?:-\d\d)?")
PIECES = st.sampled_from(
    (
        "Ada Byron;Leeds, UK;ada@example.com;+44 20 7946 0958;linkedin.com/in/ada;Experience;Software Engineer;"
        "Vogel GmbH;Jan 2019 – Present;2015 - 2018;Education;BSc Mathematics;University of York;Skills;Python, SQL;"
        "Languages;English, German;References;eve@vogel.example;12345;·;CV;- Built 12 tools;max [at] example.com"
    ).split(";")
)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def values(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for item in node:
            yield from values(item)
    elif isinstance(node, dict):
        if isinstance(node.get("value"), str):
            yield node
        else:
            for item in node.values():
                yield from values(item)


def check(pages: Pages) -> int:
    """Check every value of a document; return how many there are."""
    told = letters(" ".join([line.text for line in pages.lines] + [target for target, _ in pages.links]))
    paged = any(line.page for line in pages.lines)
    found = list(values(read_person(pages).model_dump(mode="json")))
    for value in found:
        printed = value["raw"] or value["value"]
        assert 0 < value["confidence"] <= 0.99
        assert value["text"]
        assert (value["page"] is not None and value["box"] is not None) if paged else value["path"] is not None
        if DATES.fullmatch(value["value"]):
            assert value["value"][:4] in told or value["value"][2:4] in told
            continue
        words = [letters(word) for word in re.split(r"\s+|(?<=[a-z])-", printed)]
        assert all(word in told for word in words), printed
    return len(found)


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["path"])
def test_every_value_of_a_shipped_document_stands_in_it(entry: dict[str, Any]) -> None:
    pages = read_lines((FIXTURES / entry["path"]).read_bytes(), entry["path"], Limits())
    assert check(pages) > 10


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=14), st.lists(st.sampled_from([10.0, 14.0, 22.0]), min_size=14, max_size=14))
def test_whatever_is_printed_nothing_is_invented(texts: list[str], sizes: list[float]) -> None:
    printed = [line(text, number, size) for number, (text, size) in enumerate(zip(texts, sizes, strict=False))]
    check(Pages(lines=tuple(printed)))


@pytest.mark.parametrize("file_name", ["Eve Adams.pdf", "", "CV Zoé Zola 2024.docx"])
def test_a_file_s_name_adds_no_value(file_name: str) -> None:
    pages = Pages(lines=(line("Ada Byron", 0, 20.0), line("Leeds, UK", 1)), titles=(file_name,))
    assert read_person(pages, file_name) == read_person(pages)
