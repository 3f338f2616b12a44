"""The page on the API names every route, every code with cause and fix, and limits that the code has."""

import json
import re

import pytest

from service.http import bodies
from service.http.codes import PROBLEMS
from service.http.openapi import codes_of, operations
from tools.docs import api
from tools.docs.api import OF_THE_PROCESS, with_generated
from tools.docs.contract import FILES, documents
from tools.source import ROOT

PAGE = (ROOT / "docs" / api.PAGE).read_text(encoding="utf-8")
ANSWERED = {code for name in FILES for _, _, one in operations(documents()[name]) for code in codes_of(one)}


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_every_code_has_cause_and_fix(code: str) -> None:
    known = PROBLEMS[code]
    _, _, part = PAGE.partition(f"#### `{code}`\n")
    part, _, _ = part.partition("\n#### ")
    assert known.cause in part
    assert known.fix in part
    assert str(known.status) in part
    assert known.cause.endswith(".")
    assert known.fix.endswith(".")


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_every_code_is_of_a_route_or_of_the_process(code: str) -> None:
    assert (code in ANSWERED) != (code in OF_THE_PROCESS), code


def test_the_generated_parts_are_fresh() -> None:
    assert with_generated(PAGE) == PAGE, "run make docs"


def test_every_route_is_listed() -> None:
    for path, method, operation in operations(documents()["openapi.json"]):
        assert f"| `{method.upper()} {path}` | {operation['summary']} |" in PAGE


def test_every_code_that_is_named_is_one() -> None:
    prose = PAGE[: PAGE.index("## Routes")]
    named = set(re.findall(r"`([a-z]+_[a-z_]+)`", prose))
    known = {*PROBLEMS, "act_as", "all_seats", "change_token"}
    assert named <= known, named - known


def test_limits_are_those_of_the_code() -> None:
    assert f"{bodies.BODY_BYTES // bodies.MEGABYTE} MB" in PAGE
    assert f"{bodies.DEPTH} levels" in PAGE


def test_its_json_is_json() -> None:
    for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL):
        example = json.loads(block)
        assert example["code"] in PROBLEMS
        assert example["status"] == PROBLEMS[example["code"]].status
