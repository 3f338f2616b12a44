"""Turn the registry of kinds against the models it speaks of."""

from typing import get_args

import pytest

from entities.ats import MODELS, AboutKind
from entities.errors import InvalidItem
from entities.ids import KINDS as NAMES
from entities.ids import InstanceId, RecordKind, SourceId, TenantKey, record_id
from store.kinds import KINDS, ON_THE_WAY, TO_CANDIDATE, histories, kind_of, references, subject_of, targets
from tests.store.samples import ATS, application, candidate, note, record, stage_entry

TENANT = TenantKey("tone")


@pytest.mark.parametrize("kind", NAMES)
def test_registry_names_fields_that_the_model_has(kind: RecordKind) -> None:
    rules, fields = KINDS[kind], MODELS[kind].model_fields
    assert set(rules.points) <= set(fields)
    assert set(rules.histories.values()) <= set(fields)
    assert set(rules.owner) <= set(rules.points)
    assert not rules.about or {"about", "about_kind"} <= set(fields)


def test_registry_is_whole() -> None:
    assert tuple(KINDS) == NAMES
    about = {f"about_{kind}" for kind in get_args(AboutKind)}
    assert about - {*TO_CANDIDATE, *ON_THE_WAY} == {"about_job"}
    roles = {role for rules in KINDS.values() for role in rules.points}
    assert roles - {*TO_CANDIDATE, *ON_THE_WAY} == {"job"}


def test_unknown_kind_names_its_place() -> None:
    with pytest.raises(InvalidItem) as caught:
        kind_of({"kind": "dog"})
    assert caught.value.pointer == "/kind"


def test_application_names_both_its_ends() -> None:
    found = references("application", application("a1", "c1", "j1"))
    assert [(one.role, one.kind, one.source) for one in found] == [
        ("candidate", "candidate", "c1"),
        ("job", "job", "j1"),
    ]
    assert references("note", note("n1", candidate="c1"))[0].source == "c1"
    assert references("candidate", candidate("c1")) == []


def test_access_entry_names_what_it_is_about() -> None:
    entry = record("access_entry", "x1", about_kind="note", about="n1", state="open")
    assert targets(TENANT, ATS, "access_entry", entry) == [
        ("about_note", record_id(TENANT, ATS, "note", SourceId("n1")))
    ]


def test_key_of_a_record_is_that_of_whom_it_hangs_on() -> None:
    person = record_id(TENANT, ATS, "candidate", SourceId("c1"))
    applied = record_id(TENANT, ATS, "application", SourceId("a1"))
    for item, owner in [
        (candidate("c1"), person),
        (application("a1", "c1", "j1"), person),
        (note("n1", candidate="c1"), person),
        (note("n1", application="a1"), applied),
        (stage_entry("s1", "a1"), applied),
    ]:
        kind = kind_of(item)
        own = record_id(TENANT, ATS, kind, item["id"])
        assert subject_of(kind, own, targets(TENANT, ATS, kind, item)) == owner


def test_targets_of_two_instances_differ() -> None:
    item = application("a1", "c1", "j1")
    one, other = (targets(TENANT, InstanceId(name), "application", item) for name in ("ats1", "ats2"))
    assert not {target for _, target in one} & {target for _, target in other}


def test_stage_entry_is_a_history_by_itself() -> None:
    item = stage_entry("s1", "a1", stage="Offer")
    entry = {"state": "Offer", "at": item["entered_at"], "id": "s1"}
    assert histories("stage_entry", item) == [("stage", 0, entry)]
    assert histories("note", note("n1", candidate="c1")) == []
