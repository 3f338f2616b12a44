"""What a re-match reads of links, corrections, jobs, members and set-aside work, against a plain count of the same."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from entities.errors import LeaseLost
from entities.ids import MemberId, MemberNumber, RecordId, Sequence, TenantKey
from entities.link import CorrectionKind, Decision, Link
from store import Store, jobs, links, members, outbox
from store.tables import members as member_tables
from store.tables.people import link as link_table
from store.vault import OperatorVault

SHARED_STORE = True
MINUTE = timedelta(minutes=1)
KEYS = count()
ANN, BOB, EVA = MemberNumber(7), MemberNumber(8), MemberNumber(9)


def link(candidate: str, profile: int | None, decision: Decision) -> tuple[RecordId, Link]:
    named = None if profile is None else str(profile)
    return RecordId(candidate), Link(
        candidate=candidate, profile=named, probability=0.5, none_probability=0.25, decision=decision, weights="w"
    )


def keep(store: Store, tenant: TenantKey, *given: tuple[RecordId, Link]) -> None:
    with store.writing(tenant, actor="worker") as tx:
        links.put_many(tx, given)


def said(store: Store, tenant: TenantKey, candidate: str, kind: CorrectionKind, member: MemberNumber) -> None:
    with store.writing(tenant, actor="person") as tx:
        links.correct(tx, RecordId(candidate), kind, member, "seat1")


HEADS: list[tuple[int | None, Decision, MemberNumber | None, MemberNumber | None]] = [
    # profile, decision; whom it joins, whom it names
    (7, "match", ANN, ANN),
    (7, "review", None, ANN),
    (7, "none", None, None),
    (None, "none", None, None),
]


@pytest.mark.parametrize(("profile", "decision", "joined", "named"), HEADS)
def test_a_head_says_whom_a_link_joins_and_whom_it_names(
    profile: int | None, decision: Decision, joined: MemberNumber | None, named: MemberNumber | None
) -> None:
    head = links.Head(None if profile is None else MemberNumber(profile), decision)
    assert (head.joined, head.named) == (joined, named)


@given(st.sampled_from([None, 7, 8]), st.sampled_from(["match", "review", "none"]))
def test_whoever_is_joined_is_named(profile: int | None, decision: Decision) -> None:
    head = links.Head(None if profile is None else MemberNumber(profile), decision)
    assert head.joined in (None, head.named)
    assert (head.joined is not None) == (decision == "match" and profile is not None)


def test_heads_are_those_of_the_kept_links_and_no_others(store: Store, tenant: TenantKey) -> None:
    given_links = [link("r1", 7, "match"), link("r2", 8, "review"), link("r3", 9, "none"), link("r4", None, "none")]
    keep(store, tenant, *given_links)
    with store.reading(tenant) as tx:
        found = links.heads(tx, [RecordId(name) for name in ("r4", "r9", "r1", "r2", "r3", "r1")])
        whole = links.get_many(tx, found)
    assert set(found) == {RecordId(f"r{at}") for at in (1, 2, 3, 4)}
    for key, head in found.items():
        assert head.decision == whole[key].decision
        assert head.member == (None if whole[key].profile is None else int(whole[key].profile or 0))


def test_heads_of_many_are_read_in_any_number(store: Store, tenant: TenantKey) -> None:
    keep(store, tenant, *(link(f"r{at}", at, "match") for at in range(1, 503)))
    with store.reading(tenant) as tx:
        found = links.heads(tx, [RecordId(f"r{at}") for at in range(2_000)])
        assert links.heads(tx, []) == {}
    assert {key: head.joined for key, head in found.items()} == {
        RecordId(f"r{at}"): MemberNumber(at) for at in range(1, 503)
    }


def test_heads_and_corrections_are_one_tenants(store: Store, tenant: TenantKey, another_tenant: Any) -> None:
    other: TenantKey = another_tenant()
    keep(store, tenant, link("r1", 7, "match"))
    said(store, tenant, "r1", "not_linked", ANN)
    with store.reading(other) as tx:
        assert links.heads(tx, [RecordId("r1")]) == {}
        assert links.all_corrections(tx) == {}


WORDS = st.lists(
    st.tuples(
        st.sampled_from(["r1", "r2", "r3"]),
        st.sampled_from(["linked", "not_linked", "other_member"]),
        st.sampled_from([ANN, BOB, EVA]),
    ),
    max_size=8,
)


@settings(max_examples=6, deadline=None)
@example([("r1", "linked", ANN), ("r1", "not_linked", ANN)])
@given(WORDS)
def test_all_corrections_are_those_of_each_candidate(
    store: Store, another_tenant: Any, words: list[tuple[str, CorrectionKind, MemberNumber]]
) -> None:
    tenant: TenantKey = another_tenant()
    for candidate, kind, member in words:
        said(store, tenant, candidate, kind, member)
    with store.reading(tenant) as tx:
        every = links.all_corrections(tx)
        one_by_one = {key: links.corrections_of(tx, [key])[key] for key in every}
    assert every == one_by_one
    assert set(every) == {RecordId(candidate) for candidate, _, _ in words}
    for candidate, standing in every.items():
        assert standing.forced not in standing.forbidden, candidate


# ---- jobs that somebody ends
def enqueue(store: Store, tenant: TenantKey, kind: str, key: str) -> int:
    with store.writing(tenant, actor="api") as tx:
        return jobs.enqueue(tx, kind, key)


def claim(store: Store, tenant: TenantKey) -> jobs.Job:
    with store.writing(tenant, actor="worker") as tx:
        job = jobs.claim(tx, lease=MINUTE)
    assert job is not None
    return job


def cancel(store: Store, tenant: TenantKey, kind: str, key: str) -> int:
    with store.writing(tenant, actor="person") as tx:
        return jobs.cancel(tx, kind, key)


def ending(store: Store, tenant: TenantKey, number: int) -> tuple[str, str]:
    with store.reading(tenant) as tx:
        job = jobs.get(tx, number)
    assert job is not None
    return job.state, job.code


def test_cancelling_ends_what_waits_and_what_runs_and_tells_how_many(store: Store, tenant: TenantKey) -> None:
    running = enqueue(store, tenant, "rematch", "all")
    assert claim(store, tenant).number == running
    waiting = enqueue(store, tenant, "rematch", "all")
    assert waiting != running
    assert cancel(store, tenant, "rematch", "all") == 2
    assert ending(store, tenant, running) == ending(store, tenant, waiting) == ("failed", jobs.CODE_CANCELLED)
    assert cancel(store, tenant, "rematch", "all") == 0


@pytest.mark.parametrize("step", ["renew", "finish", "check", "fail"])
def test_whoever_runs_what_was_cancelled_loses_it_at_the_next_step(store: Store, tenant: TenantKey, step: str) -> None:
    enqueue(store, tenant, "rematch", "all")
    job = claim(store, tenant)
    cancel(store, tenant, "rematch", "all")
    steps: dict[str, Any] = {
        "renew": lambda tx: jobs.renew(tx, job, lease=MINUTE, progress={}),
        "finish": lambda tx: jobs.finish(tx, job),
        "check": lambda tx: jobs.check(tx, job),
        "fail": lambda tx: jobs.fail(tx, job, "broken"),
    }
    with pytest.raises(LeaseLost), store.writing(tenant, actor="worker") as tx:
        steps[step](tx)
    assert ending(store, tenant, job.number) == ("failed", jobs.CODE_CANCELLED)


def test_cancelling_leaves_other_kinds_keys_tenants_and_what_has_ended(
    store: Store, tenant: TenantKey, another_tenant: Any
) -> None:
    other: TenantKey = another_tenant()
    done = enqueue(store, tenant, "rematch", "all")
    with store.writing(tenant, actor="worker") as tx:
        job = jobs.claim(tx, lease=MINUTE)
        assert job is not None
        jobs.finish(tx, job)
    kept = [(tenant, enqueue(store, tenant, "rematch", "some")), (tenant, enqueue(store, tenant, "export", "all"))]
    kept.append((other, enqueue(store, other, "rematch", "all")))
    assert cancel(store, tenant, "rematch", "all") == 0
    assert ending(store, tenant, done)[0] == "done"
    assert [ending(store, whose, number)[0] for whose, number in kept] == ["waiting"] * 3


def test_what_was_cancelled_may_be_ordered_anew_and_by_retry(store: Store, tenant: TenantKey) -> None:
    number = enqueue(store, tenant, "rematch", "all")
    cancel(store, tenant, "rematch", "all")
    again = enqueue(store, tenant, "rematch", "all")
    assert again != number
    assert ending(store, tenant, again) == ("waiting", "")
    with store.writing(tenant, actor="person") as tx:
        assert jobs.retry(tx, number) == again  # one waits already


# ---- work that was put aside
def test_what_was_set_aside_is_named_whatever_else_was_asked_about(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="test") as tx:
        outbox.add(tx, "refresh", ["a", "b", "c"])
    with store.writing(tenant, actor="test") as tx:
        claimed = outbox.claim(tx, "refresh", limit=10, lease=MINUTE)
        outbox.bury(tx, "refresh", [one for one in claimed if one.entity != "b"], code="odd")
    with store.reading(tenant) as tx:
        asked = [f"x{at}" for at in range(2_000)]
        assert sorted(outbox.set_aside(tx, "refresh", ["a", *asked, "b", "c"])) == ["a", "c"]
        assert outbox.set_aside(tx, "refresh", ["b"]) == []
        assert outbox.set_aside(tx, "refresh", []) == []
        assert outbox.set_aside(tx, "index", ["a", "c"]) == []


# ---- the members' log
@pytest.fixture
def no_members(store: Store) -> Iterator[None]:
    """Begin, and end, with an empty log: the store is shared."""
    tables = (member_tables.member, member_tables.counter, member_tables.change, member_tables.outbox)

    def empty() -> None:
        with store.members_writing() as tx:
            for table in tables:
                tx.execute(table.delete())

    empty()
    yield
    empty()


def step(store: Store, what: str, name: str, mark: int) -> tuple[int, int, bool] | None:
    """Change the log as told; gives (sequence, number, whether the member is new), None where nothing changed."""
    with store.members_writing() as tx:
        known = members.by_ids(tx, [MemberId(name)])
        if what == "put":
            members.put_many(tx, [{"id": name, "name": f"{name} {mark}", "skills": [], "closed": False}])
        elif not members.delete_many(tx, [MemberId(name)]):
            return None
        one = known.get(MemberId(name)) or members.by_ids(tx, [MemberId(name)])[MemberId(name)]
        return members.head(tx), one.number, not known


STEPS = st.lists(st.tuples(st.sampled_from(["put", "put", "delete"]), st.sampled_from(["a", "b", "c"])), max_size=8)


@pytest.mark.usefixtures("no_members")
@settings(max_examples=8, deadline=None)
@example([("put", "a"), ("put", "a"), ("delete", "a"), ("put", "a")])
@example([])
@given(steps=STEPS)
def test_the_log_answers_like_a_plain_list_of_it(store: Store, steps: list[tuple[str, str]]) -> None:
    with store.members_writing() as tx:
        members.delete_many(tx, [MemberId(name) for name in "abc"])
        start = members.head(tx)
    log = [done for what, name in steps if (done := step(store, what, name, next(KEYS)))]
    last = log[-1][0] if log else start
    with store.members_reading() as tx:
        for after in range(start, last + 1):
            for upto in range(after, last + 1):
                stretch = [one for one in log if after < one[0] <= upto]
                found = members.changed_between(tx, Sequence(after), Sequence(upto))
                assert found == sorted({number for _, number, _ in stretch})
                assert members.only_added(tx, Sequence(after), Sequence(upto)) == all(new for *_, new in stretch)
        there = members.scan(tx, MemberNumber(-1), 100)
        assert members.highest(tx) == max((one.number for one in there), default=0)


# ---- the secret of the matching keys
def test_a_secret_is_of_its_purpose_and_its_master_key_alone() -> None:
    one = OperatorVault(bytes(range(32)))
    found = {one.secret("matching"), one.secret("other"), OperatorVault(bytes(32)).secret("matching")}
    assert len(found) == 3
    assert one.secret("matching") == OperatorVault(bytes(range(32))).secret("matching")
    assert all(0 < secret < 2**128 for secret in found)
    assert any(secret >= 2**64 for secret in found)


def test_weights_are_read_latest_first_and_of_their_tenant(
    store: Store, tenant: TenantKey, another_tenant: Any
) -> None:
    other: TenantKey = another_tenant()
    numbers = []
    for text in ("{}", '{"a":1}', '{"a":1}', "{}"):
        with store.writing(tenant, actor="worker") as tx:
            numbers.append(links.save_weights(tx, text))
    assert numbers[1] == numbers[2]
    assert len(set(numbers)) == 3
    with store.reading(tenant) as tx:
        assert links.latest_weights(tx) == "{}"
    with store.reading(other) as tx:
        assert links.latest_weights(tx) is None


def test_the_head_table_is_read_without_opening_what_is_sealed(
    store: Store, tenant: TenantKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store, tenant, link("r1", 7, "match"))
    with store.writing(tenant, actor="test") as tx:  # what is sealed can't be opened any more
        tx.execute(update(link_table).values(payload=b"broken"))
    with store.reading(tenant) as tx:
        assert links.heads(tx, [RecordId("r1")])[RecordId("r1")].joined == ANN
