"""Turn the list of artefacts into checks against real schemas and a used data folder."""

from collections.abc import Iterator
from pathlib import Path, PurePath

import pytest
from sqlalchemy import create_engine, inspect

from entities.ids import TenantKey
from store import Store, artefacts, blobs, dump, jobs, members
from store.tables import METADATA, SCHEMAS

SHARED_STORE = True


def schemas(store: Store, tenant: TenantKey) -> Iterator[tuple[str, list[str]]]:
    """Read the names of the tables that are really there, chain by chain."""
    root = store.settings.root
    files = {"control": root / "control.db", "members": root / "members.db"}
    files |= {"tenant": store.folder(tenant) / "records.db", "keys": store.folder(tenant) / "keys.db"}
    for chain, schema in SCHEMAS.items():
        url = store.settings.admin_url or f"sqlite:///{files[chain]}"
        engine = create_engine(url)
        yield chain, inspect(engine).get_table_names(schema if store.settings.on_postgres else None)
        engine.dispose()


def test_every_table_has_its_rules_and_every_rule_its_table(store: Store, tenant: TenantKey) -> None:
    found = {f"{chain}.{table}" for chain, tables in schemas(store, tenant) for table in tables}
    assert found == set(artefacts.TABLES)


def test_every_file_of_a_used_folder_has_its_rules(store: Store, tenant: TenantKey) -> None:
    blobs.put_many(store, tenant, [b"one", b"two"])
    with store.members_writing() as tx:
        members.put_many(tx, [{"id": "m1", "name": "Someone"}])
    with store.writing(tenant, actor="test") as tx:
        jobs.enqueue(tx, "link", "all")
        root = store.settings.root
        found = [path.relative_to(root) for path in root.rglob("*") if path.is_file()]  # with the write-ahead logs
    assert len(found) >= (3 if store.settings.on_postgres else 8)
    assert [path for path in found if artefacts.of_file(path) is None] == []


@pytest.mark.parametrize("one", artefacts.ARTEFACTS, ids=lambda one: one.name)
def test_each_says_what_it_holds_and_what_becomes_of_it(one: artefacts.Artefact) -> None:
    assert one.holds
    assert (one.erasure == "destroy") <= (one.returned == "never")
    assert (one.erasure == "shred") <= (one.returned in ("returned", "derived"))


def test_what_is_sealed_for_a_person_is_shredded() -> None:
    rules = {table.name: artefacts.TABLES[f"tenant.{table.name}"][1] for table in dump.SEALED if table.name != "member"}
    assert {name for name, erasure in rules.items() if erasure != "shred"} == {"weights"}


def test_returned_tables_are_tables(store: Store) -> None:
    assert artefacts.returned_tables("tenant") < set(METADATA["tenant"].tables)
    assert {"layer", "audit", "message"} < artefacts.returned_tables("tenant")
    assert artefacts.returned_tables("keys") == artefacts.returned_tables("members") == frozenset()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("tenants/t1/records.db-wal", "tenants/*/records.db*"),
        ("tenants/t1/blobs/ab/abcd", "tenants/*/blobs/??/*"),
        ("index/abc/g000001-00000000/meta.json", "index/*/**"),
        ("index/abc/CURRENT", "index/*/**"),
        ("keys/master.key", "keys/**"),
        ("keys", None),
        ("tenants/t1/blobs/ab/cd/ef", None),
        ("tenants/t1/forgotten.db", None),
        ("secret.txt", None),
    ],
)
def test_a_file_is_found_by_its_place(path: str, name: str | None) -> None:
    found = artefacts.of_file(PurePath(path))
    assert (found and found.name) == name


def test_a_forgotten_table_is_seen() -> None:
    assert artefacts.of_table("tenant", "forgotten") is None
    found = artefacts.of_table("tenant", "record")
    assert found is not None
    assert (found.erasure, found.returned) == ("shred", "returned")
    assert Path(found.name).name == "tenant.record"
