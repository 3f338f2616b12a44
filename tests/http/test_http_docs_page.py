"""The pages of the contract show all of it, work without scripts, and let nothing in from elsewhere."""

import ast
import json
import re
import shlex
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.http.codes import PROBLEMS
from service.http.docs_page import POLICY, _templates, coded
from service.http.openapi import operations
from service.http.samples import curl, python
from tests.http.conftest import Town
from tools.docs.contract import FILES, documents

DOCUMENT = documents()["openapi.json"]
OPERATIONS = [
    pytest.param(path, method, one, id=one["operationId"])
    for name in FILES
    for path, method, one in operations(documents()[name])
]


class Page(HTMLParser):
    """What a page holds: ids, links, and names of elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.elements.add(tag)
        self.attributes |= set(named)
        self.ids += [named["id"] or ""] if "id" in named else []
        self.links += [value for name in ("href", "src") if (value := named.get(name))]


@pytest.fixture(scope="module")
def pages(shared_town: Town) -> dict[str, Page]:
    return {path: Page(shared_town.call("GET", path).text) for path in ("/docs", "/docs/problems")}


def test_every_operation_has_a_place(pages: dict[str, Page]) -> None:
    assert set(pages["/docs"].ids) >= {one["operationId"] for _, _, one in operations(DOCUMENT)}


def test_every_code_has_a_place(pages: dict[str, Page]) -> None:
    assert set(pages["/docs/problems"].ids) >= set(PROBLEMS)


def test_no_id_stands_twice_and_no_link_leads_nowhere(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids))
        for link in page.links:
            target, _, anchor = link.partition("#")
            if not anchor:
                assert target in ("/docs", "/docs/problems", "/docs/style.css", "/openapi.json", "data:,"), link
            else:
                assert anchor in pages[target or path].ids, link


def test_nothing_runs_and_nothing_comes_from_elsewhere(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert not page.elements & {"script", "iframe", "object", "embed", "form", "style"}
        assert not {name for name in page.attributes if name.startswith("on") or name == "style"}
        assert not [link for link in page.links if "//" in link]


@pytest.mark.parametrize("path", ["/docs", "/docs/problems", "/docs/style.css", "/openapi.json"])
def test_the_policy_is_strict(shared_town: Town, path: str) -> None:
    answer = shared_town.call("GET", path)
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in POLICY
    assert "url(" not in shared_town.call("GET", "/docs/style.css").text


def test_a_problem_leads_to_its_place(shared_town: Town, pages: dict[str, Page]) -> None:
    refused = shared_town.call("GET", "/v1/candidates/c1").json()
    path, _, anchor = refused["type"].partition("#")
    assert anchor == refused["code"] == "unauthenticated"
    assert anchor in pages[path].ids


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_examples_can_be_copied(path: str, method: str, operation: dict[str, object]) -> None:
    shell = curl(method, path, operation)
    words = shlex.split(shell.replace("\\\n", " "))
    assert words[0] == "curl"
    assert not re.search(r"\{\w+\}", next(word for word in words if word.startswith("$TALENTJOIN")))
    if "-d" in words and "Content-Type: application/json" in words:
        json.loads(words[words.index("-d") + 1])
    call = ast.parse(python(operation)).body[0]
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)


@given(st.lists(st.text(st.characters(exclude_characters="`"), min_size=1), max_size=5))
def test_backticks_mark_code(parts: list[str]) -> None:
    text = "".join(f"`{part}`" if number % 2 else part for number, part in enumerate(parts))
    assert coded(text) == [(part, number % 2 == 1) for number, part in enumerate(parts)]


def test_text_is_shown_as_it_is() -> None:
    shown = (
        _templates().from_string('{% from "text.html" import coded %}{{ coded(text) }}').render(text="a `<b>` & <c>")
    )
    assert shown == "a <code>&lt;b&gt;</code> &amp; &lt;c&gt;"
