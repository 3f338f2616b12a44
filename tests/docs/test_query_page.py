"""The page on searching: each example finds whom it says, reads as it says, or is refused as it says."""

import json
import re
from functools import cache

import pytest

from entities.document import PersonDocument
from entities.errors import InvalidQuery
from entities.query import Question
from indexing import Upsert, parse_query, render_query
from indexing.fields import SCOPES
from indexing.oracle import OracleEngine
from indexing.query import BYTE_LIMIT, DEPTH_LIMIT, TERM_LIMIT
from service.flows.facet_names import CLOSED, COUNTED, FACETS
from service.http.searches import SearchBody
from tools.source import ROOT

PAGE = (ROOT / "docs" / "query.md").read_text(encoding="utf-8")
TABLE = re.compile(r"^\|(.+)\|\n\|[-|]+\|\n((?:\|.*\|\n)+)", re.MULTILINE)


def rows(*columns: str) -> list[list[str]]:
    """Read every row of the tables with these columns, cells without their backticks."""
    found = []
    for heads, body in TABLE.findall(PAGE):
        if tuple(head.strip() for head in heads.split("|")) == columns:
            cells = [[cell.strip() for cell in re.split(r" ?\| ?", line.strip("|"))] for line in body.splitlines()]
            found += [[cell.strip("`") if cell.count("`") == 2 else cell for cell in row] for row in cells]
    return found


PEOPLE = rows("name", "title", "company", "skills", "place", "school", "years", "summary")
FOUND = rows("query", "finds", "why")
READ = rows("text", "query")
REFUSED = rows("text", "says", "hint")


@cache
def engine() -> OracleEngine:
    made = OracleEngine()
    for number, (name, title, company, skills, place, school, years, summary) in enumerate(PEOPLE):
        person = PersonDocument(
            key=name,
            version=1,
            number=number,
            name=name,
            current_title=title,
            current_company=company,
            skills=tuple(filter(None, skills.split(", "))),
            location=place,
            schools=tuple(filter(None, [school])),
            years=int(years) if years else None,
            summary=summary,
        )
        made.apply("tj-page", [Upsert(person)])
    return made


def test_there_are_examples() -> None:
    assert (len(PEOPLE), len(FOUND) > 35, len(READ) > 4, len(REFUSED) > 8) == (4, True, True, True)


@pytest.mark.parametrize(("query", "finds", "why"), FOUND, ids=[row[0] for row in FOUND])
def test_a_query_finds_whom_the_page_says(query: str, finds: str, why: str) -> None:
    answer = engine().search("tj-page", Question(where=parse_query(query), sort="recency"))
    found = [PEOPLE[hit.number][0].split()[0] for hit in answer.hits]
    told = {"everybody": [row[0].split()[0] for row in PEOPLE], "nobody": []}.get(finds, finds.split(", "))
    assert sorted(found) == sorted(told), why


@pytest.mark.parametrize(("text", "query"), READ)
def test_a_text_reads_as_the_page_says(text: str, query: str) -> None:
    assert render_query(parse_query(text)) == query
    assert parse_query(query) == parse_query(text)


@pytest.mark.parametrize(("text", "says", "hint"), REFUSED)
def test_a_text_is_refused_as_the_page_says(text: str, says: str, hint: str) -> None:
    with pytest.raises(InvalidQuery) as refused:
        parse_query(text)
    assert (refused.value.message, refused.value.hint or "") == (says, hint.replace("\\\\", "\\"))


def test_every_scope_and_facet_is_named_and_no_other() -> None:
    part = PAGE[PAGE.index("## Scopes") : PAGE.index("## Years")]
    assert {f"{scope}:" for scope in SCOPES} == set(re.findall(r"`([a-z]+:)`", part))
    part = PAGE[PAGE.index("## Filters") : PAGE.index("## What can't")]
    named = set(re.findall(r"`([a-z_0-9+-]+)`", part))
    assert named == {*FACETS, *CLOSED["years"], "filters", "without", "facets", "not_found"}
    assert set(COUNTED) < named


def test_limits_are_those_of_the_code() -> None:
    assert f"{BYTE_LIMIT:,} bytes, {TERM_LIMIT:,} terms and {DEPTH_LIMIT} levels" in PAGE


def test_its_json_is_a_search() -> None:
    (block,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert SearchBody.model_validate(json.loads(block)).facets == ["skill"]
