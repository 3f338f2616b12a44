"""The page on input names every code, every status and every limit that the code knows."""

import re
from pathlib import Path
from typing import get_args

import pytest

from entities import text
from entities.resume import ParseStatus
from sync import SAME_CODE, receive

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "input.md").read_text(encoding="utf-8")
CUSTOM = re.compile(r'PydanticCustomError\(\s*"([a-z_]+)"')
OUTCOME = re.compile(r'_invalid\(\w+, "([a-z_]+)"')
SOURCES = ("entities/text.py", "entities/moments.py", "entities/ats.py", "sync/receive.py")


def codes() -> set[str]:
    sources = [(ROOT / source).read_text(encoding="utf-8") for source in SOURCES]
    return {code for source in sources for pattern in (CUSTOM, OUTCOME) for code in pattern.findall(source)}


def test_there_are_codes_to_look_for() -> None:
    assert len(codes()) > 12


@pytest.mark.parametrize("code", sorted(codes() | set(SAME_CODE.values()) - {"not_one_of"}))
def test_every_code_of_an_item_is_named(code: str) -> None:
    assert f"`{code}`" in PAGE


@pytest.mark.parametrize("status", get_args(ParseStatus))
def test_every_status_of_a_file_is_named(status: str) -> None:
    assert f"`{status}`" in PAGE


def test_the_limits_are_those_of_the_code() -> None:
    for limit in (text.SHORT, text.MEDIUM, text.LONG):
        assert f"{limit:,}" in PAGE
    assert f"{receive.LINE_BYTES // 1_000_000} MB" in PAGE
    assert f"{receive.DEPTH} levels" in PAGE
