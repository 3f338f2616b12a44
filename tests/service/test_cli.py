"""Every command does its work, speaks JSON when asked to, shows an example, and ends with the code of what happened."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from service.cli import app

RUN = CliRunner()
RESUME = "Ann Smith\nann@example.com\n\nEXPERIENCE\nAstronomer, Observatory of Bonn\n2019 - Present\n\nSKILLS\nPython\n"
ITEMS = [
    {"kind": "candidate", "id": "c1", "modified": "2025-01-01", "name": "Ann Smith", "emails": ["ann@example.com"]},
    {"kind": "candidate", "id": "c2", "modified": "2025-01-01", "name": "Bob Stone", "current_title": "Engineer"},
    {"kind": "job", "id": "j1", "modified": "2025-01-01", "title": "Software Engineer", "description": "Python needed"},
    {"kind": "application", "id": "a1", "modified": "2025-01-01", "candidate": "c2", "job": "j1", "source": "Fair"},
]
MEMBERS = [
    {"id": "m1", "first_name": "Ann", "last_name": "Smith", "emails": ["ann@example.com"], "skills": ["Python"]},
    {"id": "m2", "first_name": "Eve", "last_name": "Frost", "headline": "Software Engineer", "skills": ["Python"]},
]


def call(*arguments: object, code: int = 0) -> str:
    done = RUN.invoke(app, [str(one) for one in arguments])
    assert done.exit_code == code, f"{done.output}\n{done.stderr}"
    return done.stdout


def rows(output: str) -> list[Any]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(name: str, items: list[dict[str, Any]]) -> Path:
        file = tmp_path / name
        file.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
        return file

    return write


@pytest.fixture
def filled(data: Path, write: Callable[..., Path]) -> Path:
    call("tenant", "add", "acme", "--data", data)
    call("members", "import", write("members.jsonl", MEMBERS), "--data", data)
    call("push", write("items.jsonl", ITEMS), "--data", data)
    return data


def commands(command: Any, name: str) -> list[tuple[str, Any]]:
    inner: dict[str, Any] = getattr(command, "commands", {})
    if not inner:
        return [(name, command)]
    return [found for key, one in inner.items() for found in commands(one, f"{name} {key}".strip())]


@pytest.mark.parametrize(("name", "command"), commands(get_command(app), ""))
def test_every_command_shows_an_example_and_speaks_json(name: str, command: Any) -> None:
    assert f"talentjoin {name}" in (command.help or ""), "the help needs an example"
    assert any("--json" in parameter.opts for parameter in command.params)
    assert all(
        getattr(parameter, "help", None) or parameter.name in ("name", "as_json") for parameter in command.params
    )


def test_help_needs_no_heavy_library() -> None:
    code = (
        "import sys, service.cli\n"
        "heavy = {'sklearn', 'pandas', 'numpy', 'pyarrow', 'sqlalchemy', 'tantivy', 'pdfminer', 'pydantic_settings'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_tenant_is_added_once_and_listed(data: Path) -> None:
    made = json.loads(call("tenant", "add", "acme", "--json", "--data", data))
    assert made["name"] == "acme"
    assert [row["tenant"] for row in json.loads(call("tenant", "list", "--json", "--data", data))] == [made["tenant"]]
    call("tenant", "add", "acme", "--data", data, code=1)


def test_from_a_pushed_line_to_an_explained_hit(filled: Path) -> None:
    answer = json.loads(call("search", "ann", "--facet", "in_ats", "--json", "--data", filled))
    assert [(hit["name"], hit["in_ats"]) for hit in answer["hits"]] == [("Ann Smith", True)]
    assert answer["facets"]["in_ats"] == [{"value": "true", "count": 1}]
    link = json.loads(call("explain", "c1", "--json", "--data", filled))
    assert link["decision"] in ("match", "review")
    assert sum(row["log_odds"] for row in link["evidence"]) == pytest.approx(link["log_odds"], abs=1e-9)
    hit = json.loads(call("explain", "c1", "--query", "ann", "--json", "--data", filled))
    assert hit["place"] == 1
    assert sum(row["contribution"] for row in hit["contributions"]) == pytest.approx(hit["score"], abs=1e-9)


def test_a_search_narrows_by_job_and_by_what_nobody_may_hold(filled: Path) -> None:
    def names(*options: str) -> list[str]:
        found = json.loads(call("search", *options, "--json", "--data", filled))
        return [hit["name"] for hit in found["hits"]]

    applied = names("--filter", "job=j1")
    assert "Bob Stone" in applied
    assert "Bob Stone" not in names("--without", "job=j1")
    assert set(names("--without", "in_ats=true")).isdisjoint(applied)
    assert names("years:..", "--without", "years=0-2") == names("years:3..")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--filter", "locaton=x"), "location"),
        (("--without", "stages=x"), "stage"),
        (("--facet", "skil"), "skill"),
        (("--facet", "job"), "filter by it"),
        (("--sort", "recent"), "recency"),
        (("--filter", "years=4"), "years:3..7"),
        (("--limit", "100000"), "1 to 200"),
        (("--offset", "5000"), "narrow the search"),
    ],
)
def test_what_cannot_be_searched_for_names_what_can(filled: Path, options: tuple[str, ...], said: str) -> None:
    done = RUN.invoke(app, ["search", "x", *options, "--data", str(filled)])
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())


def test_recommendations_leave_out_who_applied(filled: Path) -> None:
    answer = json.loads(call("recommend", "j1", "--json", "--data", filled))
    assert answer["hits"][0]["name"] == "Eve Frost"
    assert "Bob Stone" not in [hit["name"] for hit in answer["hits"]]
    assert answer["question"]["text"]


def test_tables_say_the_same_in_words(filled: Path) -> None:
    assert "Ann Smith" in call("search", "ann", "--facet", "location", "--data", filled)
    assert "Eve Frost" in call("recommend", "j1", "--data", filled)
    assert "sum" in call("explain", "c1", "--data", filled)
    assert "coverage" in call("explain", "c1", "--query", "ann", "--data", filled)
    assert "equal to the store" in " ".join(call("doctor", "--data", filled).split())
    assert "acme" in call("tenant", "list", "--data", filled)


def test_each_item_has_its_outcome_and_the_code_says_partly(filled: Path, write: Callable[..., Path]) -> None:
    bad = write("bad.jsonl", [ITEMS[0], {**ITEMS[1], "emails": ["broken"]}])
    found = rows(call("push", bad, "--json", "--data", filled, code=3))
    assert [row.get("result") for row in found[:-1]] == ["unchanged", "invalid"]
    assert (found[1]["code"], found[1]["pointer"], found[1]["line"]) == ("invalid_email", "/emails/0", 2)
    assert found[-1]["counts"]["invalid"] == 1


def test_resumes_are_pushed_by_the_names_of_their_files(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "cvs" / "c2").mkdir(parents=True)
    (tmp_path / "cvs" / "c1.txt").write_text(RESUME, encoding="utf-8")
    (tmp_path / "cvs" / "c2" / "cv.txt").write_text(RESUME.replace("Astronomer", "Beekeeper"), encoding="utf-8")
    found = rows(call("push", "--resumes", tmp_path / "cvs", "--json", "--data", filled))
    assert [row["result"] for row in found[:-1]] == ["created", "created"]
    for word, name in (("astronomer", "Ann Smith"), ("beekeeper", "Bob Stone")):
        answer = json.loads(call("search", word, "--json", "--data", filled))
        assert [hit["name"] for hit in answer["hits"]] == [name]
    again = rows(call("push", "--resumes", tmp_path / "cvs", "--json", "--data", filled))
    assert [row["result"] for row in again[:-1]] == ["unchanged", "unchanged"]


def test_members_come_from_parquet_too(data: Path, tmp_path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(MEMBERS), tmp_path / "m.parquet")
    call("tenant", "add", "acme", "--data", data)
    found = rows(call("members", "import", tmp_path / "m.parquet", "--json", "--data", data))
    assert [row["result"] for row in found[:-1]] == ["created", "created"]
    assert json.loads(call("search", "frost", "--json", "--data", data))["total"] == 1


def test_a_correction_is_said_and_kept(filled: Path) -> None:
    call("correct", "c1", "not_linked", "--json", "--data", filled)
    assert json.loads(call("rematch", "acme", "--json", "--data", filled))["rematch"] == "done"
    link = json.loads(call("explain", "c1", "--json", "--data", filled))
    assert (link["decision"], link["correction"]) == ("none", "not_linked")


def test_work_and_repairs(filled: Path) -> None:
    assert json.loads(call("worker", "--once", "--json", "--data", filled)) == {"done": 0}
    assert json.loads(call("rebuild", "--json", "--data", filled))["documents"] >= 2
    assert json.loads(call("rebuild", "--members", "--json", "--data", filled)) == {"documents": 2}
    assert json.loads(call("origins", "off", "--json", "--data", filled)) == {"changed": 0}
    checks = json.loads(call("doctor", "--json", "--data", filled))
    assert all(check["ok"] for check in checks)


def test_schemas_are_printed(data: Path) -> None:
    assert "candidate" in json.loads(call("schema", "--json"))
    assert json.loads(call("schema", "candidate"))["properties"]["emails"]
    call("schema", "unicorn", code=4)


def test_parse_answers_for_every_file(tmp_path: Path) -> None:
    good = tmp_path / "cv.txt"
    good.write_text(RESUME, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    files = [good, tmp_path / "missing.pdf", tmp_path / "folder", good]
    found = rows(call("parse", *files, "--json", code=3))
    assert [row["file"] for row in found] == [str(file) for file in files]
    assert [row["status"] for row in found] == ["ok", "unsupported", "unsupported", "ok"]
    assert found[0]["resume"]["name"]["value"] == "Ann Smith"
    assert set(found[0]) >= {"file", "status", "error", "seconds", "document", "resume"}
    assert "Ann Smith" in call("parse", good)


def test_match_writes_links(tmp_path: Path) -> None:
    people = [{"id": str(n), "name": f"Person{n} Surname{n}", "emails": [f"p{n}@example.com"]} for n in range(50)]
    pq.write_table(pa.Table.from_pylist(people), tmp_path / "c.parquet")
    pq.write_table(pa.Table.from_pylist(people), tmp_path / "p.parquet")
    out = tmp_path / "out.parquet"
    files = ("--candidates", tmp_path / "c.parquet", "--profiles", tmp_path / "p.parquet", "--out", out)
    assert json.loads(call("match", *files, "--json"))["candidates"] == 50
    table = pq.read_table(out)
    assert table["candidate_id"].to_pylist() == table["profile_id"].to_pylist()
    files = ("--candidates", tmp_path / "nothing", "--profiles", tmp_path / "p.parquet", "--out", out)
    call("match", *files, code=4)
    pq.write_table(pa.table({"name": ["x"]}), tmp_path / "c.parquet")
    call("match", "--candidates", tmp_path / "c.parquet", *files[2:], code=1)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("search", '"unclosed'), 2),
        (("search", "x", "--filter", "planet=mars"), 2),
        (("search", "x", "--facet", "locaton"), 2),
        (("search", "x", "--limit", "100000"), 2),
        (("search", "x", "--offset", "5000"), 2),
        (("search", "x", "--filter", "job=no-such-job"), 4),
        (("recommend", "no-such-job"), 4),
        (("explain", "no-such-candidate"), 4),
        (("correct", "c1", "perhaps"), 2),
        (("correct", "c1", "other_member"), 1),
        (("push",), 2),
        (("push", "no-such-file"), 4),
        (("search", "x", "--tenant", "nobody"), 4),
    ],
)
def test_what_cannot_be_done_says_so_in_one_line(filled: Path, arguments: tuple[str, ...], code: int) -> None:
    done = RUN.invoke(app, [*arguments, "--data", str(filled)])
    assert done.exit_code == code
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_a_typed_error_is_json_when_asked(filled: Path) -> None:
    done = RUN.invoke(app, ["search", '"unclosed', "--json", "--data", str(filled)])
    error = json.loads(done.stderr.splitlines()[-1])
    assert (done.exit_code, error["error"], error["retry"]) == (2, "invalid_query", "never")
