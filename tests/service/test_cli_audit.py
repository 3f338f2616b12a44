"""`talentjoin audit` names the first wrong place of a trail, and with heads kept elsewhere even a cut-off end."""

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from entities.ids import TenantKey
from service.cli import app
from service.settings import Settings
from service.wiring import open_parts
from store import audit
from tests.service.conftest import NOW, House

RUN = CliRunner()
MANY = 1_200  # entries, more than two pages


def call(*arguments: object, code: int = 0) -> str:
    done = RUN.invoke(app, [str(one) for one in arguments])
    assert done.exit_code == code, f"{done.output}\n{done.stderr}"
    return done.stdout


def verdicts(*arguments: object, code: int = 0) -> dict[str, Any]:
    """Verify, and give the verdicts by the tenants' names."""
    return {one["name"]: one for one in json.loads(call("audit", "verify", "--json", *arguments, code=code))}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """Give a folder with two tenants, the first of which has a long trail; and both tenants' keys."""
    folder = tmp_path_factory.mktemp("trail") / "data"
    with open_parts(Settings(data=folder), clock=lambda: NOW) as parts:
        acme = House(parts, "acme")
        other = acme.beside("other")
        with parts.store.writing(acme.tenant, actor="cl_1") as tx:
            audit.append_many(tx, [audit.Deed("record.read", "candidate", [f"r{n}"]) for n in range(MANY)])
    return folder, acme.tenant, other.tenant


@pytest.fixture
def copy(kept: tuple[Path, str, str], tmp_path: Path) -> tuple[Path, sqlite3.Connection]:
    """Give a copy of it, and the connection of somebody who may do anything to the long trail."""
    folder = tmp_path / "data"
    shutil.copytree(kept[0], folder)
    connection = sqlite3.connect(folder / "tenants" / kept[1] / "records.db", isolation_level=None)
    for verb in ("UPDATE", "DELETE"):
        connection.execute(f"DROP TRIGGER audit_{verb}")
    return folder, connection


def flip(connection: sqlite3.Connection, number: int) -> int:
    connection.execute("UPDATE audit SET actor = 'nobody' WHERE number = ?", (number,))
    return number


def drop(connection: sqlite3.Connection, number: int) -> int:
    connection.execute("DELETE FROM audit WHERE number = ?", (number,))
    return number


def reorder(connection: sqlite3.Connection, number: int) -> int:
    other = number % MANY + 1
    for old, new in ((number, -1), (other, number), (-1, other)):
        connection.execute("UPDATE audit SET number = ? WHERE number = ?", (new, old))
    return min(number, other)


def truncate(connection: sqlite3.Connection, number: int) -> int:
    connection.execute("DELETE FROM audit WHERE number >= ?", (number,))
    return number


BENDS: tuple[Callable[[sqlite3.Connection, int], int], ...] = (flip, drop, reorder, truncate)


@pytest.mark.parametrize("bend", BENDS)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_any_bend_of_any_entry_is_named(
    copy: tuple[Path, sqlite3.Connection], bend: Callable[[sqlite3.Connection, int], int], seed: int
) -> None:
    folder, connection = copy
    place = bend(connection, random.Random(seed).randint(1, MANY))
    connection.close()
    shown = call("audit", "verify", "--data", folder, code=1)
    assert f"audit entry {place} is" in shown
    found = verdicts("--data", folder, code=1)
    assert found["acme"]["wrong"].startswith(f"audit entry {place} is")
    assert found["acme"]["head"] is None
    assert found["other"]["head"]["number"] == 0


def append(folder: Path, tenant: str, deeds: list[audit.Deed]) -> None:
    with (
        open_parts(Settings(data=folder), clock=lambda: NOW) as parts,
        parts.store.writing(TenantKey(tenant), actor="cl_1") as tx,
    ):
        audit.append_many(tx, deeds)


def rewrite(connection: sqlite3.Connection, count: int) -> None:
    """Cut the end off as who knows all about the store would: the counter too."""
    truncate(connection, count + 1)
    connection.execute("UPDATE counter SET value = ? WHERE name = 'audit'", (count,))


def test_a_whole_trail_has_length_and_head(kept: tuple[Path, str, str]) -> None:
    found = verdicts("--data", kept[0])
    acme = found["acme"]
    assert (acme["tenant"], acme["wrong"], acme["head"]["number"]) == (kept[1], "", MANY)
    assert found["other"]["head"]["hash"] == "00" * 32
    assert verdicts("--tenant", "acme", "--data", kept[0]) == {"acme": acme}
    assert acme["head"]["hash"] in call("audit", "verify", "--data", kept[0])


def test_a_kept_head_shows_a_cut_that_the_store_does_not(
    kept: tuple[Path, str, str], copy: tuple[Path, sqlite3.Connection], tmp_path: Path
) -> None:
    heads = tmp_path / "heads.jsonl"
    heads.write_text(call("audit", "head", "--data", kept[0]), encoding="utf-8")
    assert len(heads.read_text(encoding="utf-8").splitlines()) == 2
    folder, connection = copy
    call("audit", "verify", "--head", heads, "--data", folder)
    rewrite(connection, MANY - 3)
    connection.close()
    call("audit", "verify", "--data", folder)  # by itself the rest is whole
    assert f"audit entry {MANY - 2} is missing" in call("audit", "verify", "--head", heads, "--data", folder, code=1)


def test_a_kept_head_shows_entries_made_anew(
    kept: tuple[Path, str, str], copy: tuple[Path, sqlite3.Connection], tmp_path: Path
) -> None:
    heads = tmp_path / "heads.jsonl"
    heads.write_text(call("audit", "head", "--tenant", "acme", "--data", kept[0]), encoding="utf-8")
    folder, connection = copy
    rewrite(connection, MANY - 5)
    connection.close()
    append(folder, kept[1], [audit.Deed("harmless", "job", [])] * 9)
    call("audit", "verify", "--data", folder)
    shown = call("audit", "verify", "--head", heads, "--data", folder, code=1)
    assert f"audit entry {MANY} is not the one of the signed head" in shown


def test_a_longer_trail_passes_an_older_head(
    kept: tuple[Path, str, str], copy: tuple[Path, sqlite3.Connection], tmp_path: Path
) -> None:
    folder, connection = copy
    connection.close()
    heads = tmp_path / "heads.jsonl"
    heads.write_text(call("audit", "head", "--data", folder), encoding="utf-8")
    append(folder, kept[1], [audit.Deed("more", "job", [])])
    assert verdicts("--head", heads, "--data", folder)["acme"]["head"]["number"] == MANY + 1


def bent(head: dict[str, Any]) -> list[str]:
    others = {"tenant": "t" + "a" * 16, "number": 1, "hash": "ab" * 32, "signature": "cd" * 64}
    return [json.dumps({**head, name: value}) for name, value in others.items()]


def test_heads_that_are_not_ours_are_refused(kept: tuple[Path, str, str], tmp_path: Path) -> None:
    head = json.loads(call("audit", "head", "--data", kept[0]).splitlines()[0])
    heads = tmp_path / "heads.jsonl"
    for line in bent(head):
        heads.write_text(line + "\n", encoding="utf-8")
        shown = call("audit", "verify", "--head", heads, "--data", kept[0], code=1)
        assert "not of this installation" in shown or "the tenant is gone" in shown
    for line in ("nonsense", "{}", json.dumps({**head, "more": 1})):
        heads.write_text("\n" + line, encoding="utf-8")
        done = RUN.invoke(app, ["audit", "verify", "--head", str(heads), "--data", str(kept[0])])
        assert (done.exit_code, "line 2 is no signed head" in done.stderr) == (1, True)
    call("audit", "verify", "--head", tmp_path / "nowhere", "--data", kept[0], code=1)


def test_the_farthest_head_of_a_file_counts(
    kept: tuple[Path, str, str], copy: tuple[Path, sqlite3.Connection], tmp_path: Path
) -> None:
    folder, connection = copy
    last = call("audit", "head", "--tenant", "acme", "--data", kept[0])
    rewrite(connection, 10)
    connection.close()
    first = call("audit", "head", "--tenant", "acme", "--data", folder)
    heads = tmp_path / "heads.jsonl"
    for text in (first + last, last + first):
        heads.write_text(text, encoding="utf-8")
        assert "audit entry 11 is missing" in call("audit", "verify", "--head", heads, "--data", folder, code=1)


def test_a_broken_trail_gets_no_head(copy: tuple[Path, sqlite3.Connection]) -> None:
    folder, connection = copy
    flip(connection, 7)
    connection.close()
    done = RUN.invoke(app, ["audit", "head", "--data", str(folder)])
    assert (done.exit_code, len(done.stdout.splitlines())) == (1, 1)
    assert "acme: audit entry 7" in done.stderr


def test_a_trail_is_listed_newest_first_and_by_subject(kept: tuple[Path, str, str]) -> None:
    listed = json.loads(call("audit", "list", "--tenant", "acme", "--limit", 3, "--json", "--data", kept[0]))
    assert [one["number"] for one in listed] == [MANY, MANY - 1, MANY - 2]
    (one,) = json.loads(call("audit", "list", "--tenant", "acme", "--about", "r16", "--json", "--data", kept[0]))
    assert (one["number"], one["actor"], one["count"]) == (17, "cl_1", 1)
    assert call("audit", "list", "--tenant", "acme", "--actor", "nobody", "--json", "--data", kept[0]) == "[]\n"
    assert "record.read" in call("audit", "list", "--tenant", "acme", "--action", "record.read", "--data", kept[0])
