"""Tests of the readers on the shipped sample: what a resume says stands whole in one line, in reading order."""

import json
import random
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from matcher.resume.characters import read_characters
from matcher.resume.limits import Limits
from matcher.resume.line import Pages
from matcher.resume.read import read_lines
from matcher.resume.runs import to_rows

SAMPLE = Path(__file__).parents[3] / "service" / "demo" / "resumes"
TRUTH: dict[str, dict[str, Any]] = {
    entry["file"]: entry["truth"] for entry in json.loads((SAMPLE / "truth.json").read_text("utf-8"))["files"]
}
FILES = sorted(TRUTH)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def read(name: str) -> Pages:
    return read_lines((SAMPLE / name).read_bytes(), name, Limits())


@pytest.mark.parametrize("name", FILES)
def test_names_titles_companies_and_schools_stand_whole_in_a_line(name: str) -> None:
    truth, lines = TRUTH[name], [letters(line.text) for line in read(name).lines]
    wanted = [truth["name"]]
    wanted += [position[field] for position in truth["work"] for field in ("company", "title")]
    wanted += [entry["school"] for entry in truth["education"]]
    missing = [value for value in wanted if value and not any(letters(value) in line for line in lines)]
    assert missing == []


@pytest.mark.parametrize("name", FILES)
def test_positions_are_read_in_the_order_they_are_printed(name: str) -> None:
    whole = "".join(letters(line.text) for line in read(name).lines)
    companies = [letters(position["company"] or "") for position in TRUTH[name]["work"]]
    places = [whole.find(company) for company in companies if whole.count(company) == 1]
    assert places == sorted(places)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".pdf")])
def test_every_line_of_a_pdf_says_where_it_stands(name: str) -> None:
    pages = read(name)
    assert pages.pages == len(pages.widths)
    for line in pages.lines:
        assert line.page is not None
        assert 1 <= line.page <= (pages.pages or 0)
        assert line.x0 < line.x1
        assert line.y0 < line.y1
        assert line.left <= line.x0
        assert line.x1 <= line.right + 1
        assert line.gap >= 0


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith(".pdf")])
def test_every_line_of_another_format_has_a_path_of_its_own(name: str) -> None:
    paths = [line.path for line in read(name).lines]
    assert all(paths)
    assert {line.box for line in read(name).lines} == {None}


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".pdf")][:6])
def test_rows_do_not_depend_on_the_order_in_which_words_were_drawn(name: str) -> None:
    shuffle = random.Random(name)
    for page in read_characters((SAMPLE / name).read_bytes(), Limits()).pages:
        rows = to_rows(page.characters)
        words: list[list[Any]] = [[]]
        for character in page.characters:
            if character[0] == " " or (words[-1] and abs(words[-1][-1][3] - character[3]) > 0.01):
                words.append([])
            if character[0] != " ":
                words[-1].append(character)
        shuffle.shuffle(words)
        mixed = to_rows([character for word in words for character in word])
        before = sorted(letters("".join(item.text for item in row)) for row in rows)
        after = sorted(letters("".join(item.text for item in row)) for row in mixed)
        same = sum(a == b for a, b in zip(before, after, strict=False))
        assert same >= 0.8 * max(len(before), len(after))
