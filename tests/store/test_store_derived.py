"""Turn merged records into derived rows that a slow reading of all records would give, whatever came before."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from entities.ids import Origin, SourceId, TenantKey, record_id
from store import Store, records
from store.kinds import KINDS
from store.session import TenantTx
from store.tables.records import access, history, posting, reference
from tests.store.samples import ATS, application, candidate, job, merge, note, record, stage_entry

SHARED_STORE = True  # a tenant of its own is enough for each test
FEW = settings(max_examples=10, phases=(Phase.explicit, Phase.reuse, Phase.generate), deadline=None)
DAYS, ORIGINS = st.integers(1, 4), st.sampled_from(["push", "pull"])
STATES = st.lists(st.sampled_from(["new", "hired", "rejected"]), max_size=3)
SEATS = st.lists(st.sampled_from(["s1", "s2"]), max_size=2, unique=True)


def entries(states: list[str]) -> list[dict[str, str]]:
    return [
        {"state": one, "at": f"2026-01-0{place + 1}T00:00:00Z", "id": f"h{place}"} for place, one in enumerate(states)
    ]


def postings(states: list[str]) -> list[dict[str, str]]:
    return [{"url": f"https://jobs.example/{place}", "state": one} for place, one in enumerate(states)]


def entry(about_kind: str, state: str, seats: list[str], day: int) -> dict[str, Any]:
    about = {"note": "n1", "candidate": "c1"}[about_kind]
    return record("access_entry", "x1", day=day, about_kind=about_kind, about=about, state=state, seats=seats)


ITEMS = st.one_of(
    st.builds(lambda day, states: candidate("c1", day=day, status_history=entries(states)), DAYS, STATES),
    st.builds(
        lambda day, states, shown: job("j1", day=day, state_history=entries(states), postings=postings(shown)),
        DAYS,
        STATES,
        st.lists(st.sampled_from(["listed", "closed"]), max_size=2),
    ),
    st.builds(
        lambda day, of, states: application("a1", of, "j1", day=day, status_history=entries(states)),
        DAYS,
        st.sampled_from(["c1", "c2"]),
        STATES,
    ),
    st.builds(lambda day, stage: stage_entry("s1", "a1", day=day, stage=stage), DAYS, st.sampled_from(["In", "Out"])),
    st.builds(
        lambda day, about: note("n1", day=day, **{about: f"{about[0]}1"}),
        DAYS,
        st.sampled_from(["candidate", "application"]),
    ),
    st.builds(entry, st.sampled_from(["note", "candidate"]), st.sampled_from(["open", "restricted"]), SEATS, DAYS),
)
ACTS = st.lists(st.one_of(st.tuples(ORIGINS, ITEMS), st.sampled_from([*KINDS])), max_size=9)
NAMES = {"job": "j1", "candidate": "c1", "application": "a1", "stage_entry": "s1", "note": "n1", "access_entry": "x1"}


def looked_through(tx: TenantTx) -> dict[str, list[Any]]:
    """Say from the merged records alone what the derived rows must be."""
    live = [one for kind in KINDS for one in records.by_kind(tx, kind)]
    told: dict[str, list[Any]] = {"reference": [], "history": [], "posting": [], "access": []}
    for one in live:
        fields = {"candidate": "candidate", "application": "application", "job": "job"}
        for role, kind in fields.items():
            if one.kind not in ("job", "candidate", "access_entry") and one.payload.get(role):
                target = record_id(tx.tenant, ATS, kind, SourceId(one.payload[role]))  # type: ignore[arg-type] # a kind
                told["reference"].append((one.id, role, target))
        if one.kind == "access_entry":
            about = one.payload["about_kind"]
            target = record_id(tx.tenant, ATS, about, SourceId(one.payload["about"]))
            told["reference"].append((one.id, f"about_{about}", target))
            told["access"].append((target, one.id, about, one.payload["state"], one.payload.get("seats") or []))
        for role in ("state", "status"):
            for place, step in enumerate(one.payload.get(f"{role}_history") or []):
                told["history"].append((one.id, role, place, step["state"]))
        if one.kind == "stage_entry":
            told["history"].append((one.id, "stage", 0, one.payload["stage"]))
        for place, shown in enumerate(one.payload.get("postings") or []):
            told["posting"].append((one.id, place, shown["url"], shown["state"]))
    return {name: sorted(rows, key=str) for name, rows in told.items()}


def derived(tx: TenantTx) -> dict[str, list[Any]]:
    """Read the derived rows, opened."""
    subjects = {one.id: _subject(tx, one) for kind in KINDS for one in records.by_kind(tx, kind)}
    steps = []
    for row in tx.execute(select(history)):
        name = f"{row.record}/{row.role}/{row.place}"
        opened = json.loads(tx.vault.open("history", name, row.entry, subject=subjects[row.record]))
        assert row.at == datetime.fromisoformat(opened["at"]).replace(tzinfo=UTC)
        steps.append((row.record, row.role, row.place, opened["state"]))
    told = {
        "reference": [(row.from_id, row.role, row.to_id) for row in tx.execute(select(reference))],
        "history": steps,
        "posting": [(row.job, row.place, row.url, row.state) for row in tx.execute(select(posting))],
        "access": [
            (row.about, row.entry, row.about_kind, row.state, json.loads(row.seats))
            for row in tx.execute(select(access))
        ],
    }
    return {name: sorted(rows, key=str) for name, rows in told.items()}


def _subject(tx: TenantTx, one: records.Stored) -> str:
    from store.kinds import subject_of, targets  # noqa: PLC0415 - beside its only use

    return subject_of(one.kind, one.id, targets(tx.tenant, ATS, one.kind, one.payload))


@FEW
@given(acts=ACTS)
def test_derived_rows_are_what_a_look_through_all_records_gives(
    store: Store, another_tenant: Callable[[], TenantKey], acts: list[Any]
) -> None:
    tenant = another_tenant()
    with store.writing(tenant, actor="test") as tx:
        for act in acts:
            if isinstance(act, tuple):
                origin, item = act
                records.put(tx, instance=ATS, origin=origin, record=item, merge=merge)
            elif act in NAMES:
                named = SourceId(NAMES[act])
                gone = datetime(2025, 1, 1, tzinfo=UTC)
                records.delete(tx, instance=ATS, origin="push", kind=act, source=named, deleted_at=gone)
        assert derived(tx) == looked_through(tx)
        for on in (frozenset[Origin]({"push"}), frozenset[Origin]({"pull"}), frozenset[Origin]({"push", "pull"})):
            records.set_origins(tx, ATS, on, merge)
            assert derived(tx) == looked_through(tx)


def test_a_shorter_history_leaves_none_of_the_longer(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="test") as tx:
        for day, states in enumerate((["new", "hired", "rejected"], ["new"], []), 1):
            item = candidate("c1", day=day, status_history=entries(states))
            records.put(tx, instance=ATS, origin="push", record=item, merge=merge)
            assert [row[3] for row in derived(tx)["history"]] == states


def test_an_unchanged_record_writes_no_derived_row(store: Store, tenant: TenantKey) -> None:
    item = candidate("c1", status_history=entries(["new"]))
    with store.writing(tenant, actor="test") as tx:
        records.put(tx, instance=ATS, origin="push", record=item, merge=merge)
        before = tx.execute(select(history.c.entry)).scalars().all()
        records.put(tx, instance=ATS, origin="push", record=item, merge=merge)
        assert tx.execute(select(history.c.entry)).scalars().all() == before, "sealed anew, its nonce would differ"
