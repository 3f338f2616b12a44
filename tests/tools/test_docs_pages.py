"""Generated pages say all that they are made from, go stale when it changes, and touch nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from benchmarks.report import Row, write_results
from entities.errors import TalentjoinError
from service.cli import app
from service.settings import PREFIX, Settings
from tools.docs import __main__ as docs
from tools.docs import contract, figures, headlines
from tools.docs.commands import HEAD, command_paths, entry, help_of, leaf_paths
from tools.docs.errors import sentence, tree
from tools.docs.headlines import OPEN, ROWS, SHUT, with_headlines
from tools.docs.settings import bounds, default
from tools.docs.settings import render as settings_page

TABLE = (
    Row("F1", ">= 0.9", 0.95, "", holds=True),
    Row("a|b", "", "x|y", "s", holds=None),
    Row("time", "<= 2", 3, "s", holds=False),
)


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "benchmarks" / "results"
    folder.mkdir(parents=True)
    monkeypatch.setattr(figures, "RESULTS", folder)
    monkeypatch.setattr(headlines, "ROOT", tmp_path)
    return folder


def cells(page: str) -> list[list[str]]:
    """Read the rows of a page's tables as cells, an escaped bar being no border."""
    rows = [line.replace("\\|", "\0").strip("|").split("|") for line in page.splitlines() if line.startswith("| ")]
    return [[cell.strip().replace("\0", "|") for cell in row] for row in rows]


def test_the_page_of_figures_has_every_row_and_hides_no_failure(results: Path) -> None:
    write_results("zoo", TABLE, 7, {"members": 3}, folder=results)
    write_results("ant", TABLE[:1], None, {}, folder=results)
    page = figures.render()
    assert page.index("## ant") < page.index("## zoo")
    assert cells(page)[1] == ["F1", ">= 0.9", "0.95", "", "yes"]
    assert cells(page)[3:] == [
        ["F1", ">= 0.9", "0.95", "", "yes"],
        ["a|b", "", "x|y", "s", ""],
        ["time", "<= 2", "3", "s", "**no**"],
    ]
    assert "`make bench-zoo` (seed 7; members 3)" in page
    assert "python" in page


def test_without_results_the_page_of_figures_is_its_head(results: Path) -> None:
    assert list(results.iterdir()) == []
    assert figures.render() == figures.HEAD


@pytest.mark.parametrize("number", range(len(ROWS)))
def test_each_headline_is_its_row_and_no_other(results: Path, number: int) -> None:
    bench, name, words = ROWS[number]
    write_results(bench, [Row("other", "", 1, "s", None), Row(name, "", 42, "u", None)], 1, {}, folder=results)
    told = with_headlines(f"a {OPEN} old {SHUT} b")
    assert cells(told)[1:] == [[words, "42 u", f"`make bench-{bench}`"]]


def test_headlines_come_in_their_order_and_those_without_result_are_left_out(results: Path) -> None:
    for bench in {bench for bench, _, _ in ROWS}:
        rows = [Row(name, "", at, "", None) for at, (of, name, _) in enumerate(ROWS) if of == bench]
        write_results(bench, rows, 1, {}, folder=results)
    assert [row[0] for row in cells(with_headlines(OPEN + SHUT))[1:]] == [words for _, _, words in ROWS]
    (results / "matching.json").unlink()
    assert [row[0] for row in cells(with_headlines(OPEN + SHUT))[1:]] == [w for b, _, w in ROWS if b != "matching"]


@settings(max_examples=40)
@given(st.text("ab |\n#"), st.text("ab |\n#"), st.text("ab |\n#"))
def test_only_what_stands_between_the_marks_changes(before: str, old: str, after: str) -> None:
    told = with_headlines(before + OPEN + old + SHUT + after)
    assert told.startswith(before + OPEN)
    assert told.endswith(SHUT + after)
    assert with_headlines(told) == told
    assert with_headlines(before + OPEN + SHUT + after) == told


@pytest.fixture
def project(results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a project of its own: an empty docs folder, a README with marks, one result."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text(f"# Hello\n\n{OPEN}{SHUT}\n")
    monkeypatch.setattr(docs, "ROOT", tmp_path)
    monkeypatch.setattr(docs, "README", tmp_path / "README.md")
    write_results("sync", [Row("all stages", "", 9, "s", None)], 1, {}, folder=results)
    return tmp_path


def contents(project: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (*(project / "docs").iterdir(), project / "README.md")}


def test_checking_writes_nothing_and_names_what_is_stale(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(project)
    assert docs.main(check=True) == 1
    assert contents(project) == before
    said = capsys.readouterr().out
    assert all(f"{name}.md" in said for name in (*docs.PAGES, "README"))


def test_writing_makes_every_page_fresh_and_twice_is_once(project: Path) -> None:
    assert docs.main(check=False) == 0
    written = contents(project)
    assert set(written) == {*(f"{name}.md" for name in docs.PAGES), *contract.FILES, "README.md"}
    assert docs.main(check=True) == 0
    assert docs.main(check=False) == 0
    assert contents(project) == written
    for name in docs.PAGES:
        assert written[f"{name}.md"].startswith(docs.MARK)
        assert written[f"{name}.md"].endswith("\n")
        assert not written[f"{name}.md"].endswith("\n\n")


@pytest.mark.parametrize("name", [*docs.PAGES, "README"])
def test_a_page_changed_by_hand_is_stale_and_mended(
    project: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    docs.main(check=False)
    path = project / "README.md" if name == "README" else project / "docs" / f"{name}.md"
    fresh = path.read_text()
    path.write_text(
        fresh.replace("|", "!", 1).replace("#", "##", 1) if name != "README" else fresh.replace("9 s", "8 s")
    )
    capsys.readouterr()
    assert docs.main(check=True) == 1
    assert capsys.readouterr().out.strip() == f"stale, run make docs: {path.name}"
    docs.main(check=False)
    mended = path.read_text()
    assert mended == fresh or name == "README"
    assert docs.main(check=True) == 0


def test_a_new_result_makes_figures_and_headlines_stale(
    project: Path, results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs.main(check=False)
    write_results("sync", [Row("all stages", "", 10, "s", None)], 1, {}, folder=results)
    capsys.readouterr()
    assert docs.main(check=True) == 1
    assert capsys.readouterr().out.strip() == "stale, run make docs: figures.md, README.md"


COMMAND: Any = typer.main.get_command(app)


def test_every_command_has_its_own_entry_and_hidden_ones_have_none() -> None:
    paths = list(command_paths(COMMAND))
    assert len(set(paths)) == len(paths)
    assert paths[0] == ()
    assert set(leaf_paths(COMMAND)) <= set(paths)
    assert {path[:-1] for path in paths if path} <= set(paths)
    groups = set(paths) - set(leaf_paths(COMMAND))
    assert all(any(path[:-1] == group for path in paths if path) for group in groups)


@pytest.mark.parametrize("path", [(), ("tenant",), ("search",)], ids=" ".join)
def test_an_entry_is_the_commands_own_help(path: tuple[str, ...]) -> None:
    text = entry(path)
    assert text.startswith(f"{'#' * (2 + len(path))} `talentjoin{''.join(f' {part}' for part in path)}`\n")
    assert help_of(path) in text
    assert "Usage: talentjoin" in help_of(path)
    assert all(line == line.rstrip() for line in help_of(path).splitlines())


def test_exit_codes_are_told_on_the_page_of_commands() -> None:
    for code in range(6):
        assert f"{code} " in HEAD


def test_the_error_tree_is_walked_parents_first() -> None:
    walked = list(tree(TalentjoinError))
    assert walked[0] == (0, TalentjoinError)
    for at, (depth, error) in enumerate(walked[1:], start=1):
        parent = next(above for level, above in reversed(walked[:at]) if level == depth - 1)
        assert error.__bases__ == (parent,)
        assert sentence(error).endswith(".")


def test_errors_made_elsewhere_are_no_part_of_the_tree() -> None:
    class Passing(TalentjoinError):
        """A test's own."""

    assert Passing not in {error for _, error in tree(TalentjoinError)}


class Sample(BaseModel):
    """Fields with every kind of default and bound."""

    plain: int = 3
    none: int | None = None
    made: list[int] = Field(default_factory=list)
    low: int = Field(default=1, ge=0)
    both: float = Field(default=1.5, gt=0, le=9)


@pytest.mark.parametrize(
    ("name", "told", "allowed"),
    [
        ("plain", "`3`", ""),
        ("none", "none", ""),
        ("made", "depends on the machine", ""),
        ("low", "`1`", "Allowed: at least 0."),
        ("both", "`1.5`", "Allowed: more than 0, at most 9."),
    ],
)
def test_a_setting_tells_its_default_and_bounds(name: str, told: str, allowed: str) -> None:
    field = Sample.model_fields[name]
    assert default(field) == told
    assert bounds(field) == allowed


def test_the_page_of_settings_has_each_once_in_order_with_words() -> None:
    headings = [line for line in settings_page().splitlines() if line.startswith("## ")]
    assert headings == [f"## `{PREFIX}{name.upper()}`" for name in Settings.model_fields]
    assert all(field.description for field in Settings.model_fields.values())


def test_results_of_the_project_are_whole() -> None:
    for path in sorted((Path(docs.ROOT) / "benchmarks" / "results").glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        assert told["bench"] == path.stem
        assert told["rows"]
        assert all(set(row) == {"name", "goal", "measured", "unit", "holds"} for row in told["rows"])
