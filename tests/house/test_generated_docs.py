"""Turn what stands in code into what must stand in docs/."""

import subprocess
import sys

import pytest
import typer

from entities import errors
from service.cli import app
from service.settings import PREFIX, Settings
from tools.docs.__main__ import PAGES, page
from tools.docs.commands import help_of, leaf_paths
from tools.docs.errors import sentence, tree
from tools.source import ROOT

ERRORS = [error for _, error in tree(errors.TalentjoinError)]


@pytest.mark.parametrize("name", PAGES)
def test_page_is_fresh(name: str) -> None:
    written = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    assert written == page(name), "run make docs"


def test_check_agrees() -> None:
    command = [sys.executable, "-m", "tools.docs", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_setting_has_a_heading() -> None:
    text = page("settings")
    for name in Settings.model_fields:
        assert f"## `{PREFIX}{name.upper()}`" in text


def test_every_error_has_a_line() -> None:
    text = page("errors")
    for error in ERRORS:
        assert f"`{error.code}` | {sentence(error)} | {error.retry} |" in text


def test_error_tree_is_whole() -> None:
    defined = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)}
    assert set(ERRORS) == defined


def test_error_codes_are_unique() -> None:
    codes = [error.code for error in ERRORS]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_error_says_one_sentence(error: type[errors.TalentjoinError]) -> None:
    assert sentence(error).endswith(".")
    assert str(error()) == sentence(error)
    assert error.__name__ in (errors.__doc__ or ""), "the tree in the module's docstring lacks it"


def test_every_command_shows_an_example() -> None:
    for path in leaf_paths(typer.main.get_command(app)):
        shown = help_of(path)
        assert f"talentjoin {' '.join(path)}" in shown.partition("\n")[2], f"no example in the help of {path}"
