"""Whatever a cluster answers, or doesn't: a typed error that says what to do, or a partial answer that says why."""

import base64
import logging
import socket
import ssl
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from entities.document import PersonDocument
from entities.errors import EngineBusy, EngineDown, EngineError, SettingsError, TalentjoinError
from entities.query import Question
from indexing import Delete, Upsert, index_name, parse_query
from indexing.engine import Ask
from indexing.opensearch import Cluster, OpenSearchEngine
from indexing.opensearch.breaker import FAILURES, PAUSE_SECONDS
from indexing.opensearch.snapshot import OpenSearchSnapshot
from indexing.opensearch.writing import FIRST_WAIT_SECONDS, MOST_TRIES
from tests.indexing.opensearch_proxy import Proxy, papers, proxy_of, refusal

INDEX = index_name(b"tests of faults", "one")
SECRET = "secret word"  # noqa: S105  # of nobody
ADA = PersonDocument(key="ada", version=3, number=1, name="Ada Lovelace", titles=("Engineer",), updated=7)
BOB = ADA.model_copy(update={"key": "bob", "number": 2, "name": "Bob Roe"})
Make = Callable[..., OpenSearchEngine]


@pytest.fixture(scope="module")
def proxy(opensearch: str) -> Iterator[Proxy]:
    with proxy_of(opensearch) as proxy:
        engine = OpenSearchEngine(Cluster(hosts=(proxy.url,)), now=time.time)
        engine.drop(INDEX)
        engine.apply(INDEX, [Upsert(ADA), Upsert(BOB)])
        yield proxy
        proxy.clear()
        engine.drop(INDEX)
        engine.close()


@pytest.fixture
def make(proxy: Proxy) -> Iterator[Make]:
    """Open engines on the proxy; they are closed with the test, the proxy lets all through before and after."""
    opened: list[OpenSearchEngine] = []

    def make(**settings: object) -> OpenSearchEngine:
        cluster = {name: settings.pop(name) for name in list(settings) if name in Cluster.__slots__}
        waits: list[float] = []
        engine = OpenSearchEngine(
            Cluster(**{"hosts": (proxy.url,), "search_seconds": 3.0, **cluster}),
            **{"now": time.time, "wait": waits.append, "seed": 1, **settings},
        )
        engine.waits = waits
        opened.append(engine)
        return engine

    proxy.clear()
    yield make
    proxy.clear()
    for engine in opened:
        engine.close()


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


def test_a_write_refused_for_now_is_tried_again_with_growing_waits(make: Make, proxy: Proxy) -> None:
    engine = make()
    proxy.refuse_next(3, "/_bulk", refusal(429, "rejected_execution_exception"))
    engine.apply(INDEX, [Upsert(ADA)])
    for attempt, waited in enumerate(engine.waits):
        assert FIRST_WAIT_SECONDS * 2**attempt / 2 <= waited <= FIRST_WAIT_SECONDS * 2**attempt
    assert len(engine.waits) == 3


@pytest.mark.parametrize(
    ("status", "kind", "error"),
    [
        (429, "rejected_execution_exception", EngineBusy),
        (503, "", EngineBusy),
    ],
)
def test_a_cluster_that_stays_busy_is_not_asked_for_ever(
    make: Make, proxy: Proxy, status: int, kind: str, error: type[EngineError]
) -> None:
    engine = make()
    proxy.refuse_next(1_000, "/_bulk", refusal(status, kind))
    with pytest.raises(error):
        engine.apply(INDEX, [Upsert(ADA)])
    assert len(engine.waits) == MOST_TRIES - 1
    assert sum("_bulk" in path for _, path in proxy.seen) == MOST_TRIES


@pytest.mark.parametrize(("status", "error"), [(429, EngineBusy), (503, EngineDown)])
def test_only_the_documents_that_were_refused_are_sent_again(
    make: Make, proxy: Proxy, status: int, error: type[EngineError]
) -> None:
    engine, bodies, left = make(), [], [2]
    kind = "rejected_execution_exception" if status == 429 else "unavailable_shards_exception"

    def refuse_bob(path: str, answer: dict[str, object]) -> None:
        if "_bulk" in path and left[0]:
            left[0] -= 1
            answer["errors"] = True
            answer["items"][-1]["index"] |= {"status": status, "error": {"type": kind, "reason": "not now"}}

    def remember(_: str, path: str, body: bytes) -> None:
        if "_bulk" in path:
            bodies.append(body.count(b'"_id"'))

    proxy.edit, proxy.judge = refuse_bob, remember
    engine.apply(INDEX, [Upsert(ADA), Upsert(BOB)])
    assert bodies == [2, 1, 1]
    left[0] = 1_000
    with pytest.raises(error):
        engine.apply(INDEX, [Upsert(ADA), Upsert(BOB)])


def test_what_is_older_than_what_is_there_counts_as_done(make: Make) -> None:
    engine = make()
    older = ADA.model_copy(update={"version": 2, "titles": ("Plumber",)})
    engine.apply(INDEX, [Upsert(older)])
    engine.apply(INDEX, [Delete("ada", version=2)])
    assert engine.search(INDEX, Question(where=parse_query("plumber"))).total == 0
    assert engine.versions(INDEX) == {("ada", False): 3, ("bob", False): 3}
    engine.apply(INDEX, [Delete("ada", version=4), Upsert(BOB)])
    engine.apply(INDEX, [Upsert(ADA)])  # late: it was deleted since
    assert engine.versions(INDEX) == {("bob", False): 3}
    engine.apply(INDEX, [Upsert(ADA.model_copy(update={"version": 5}))])
    assert len(engine.versions(INDEX)) == 2


@pytest.mark.parametrize(
    ("setting", "hint"), [("read_only_allow_delete", "disk"), ("write", "index.blocks.write"), ("read_only", "block")]
)
def test_an_index_that_takes_no_writes_still_answers(make: Make, opensearch: str, setting: str, hint: str) -> None:
    engine = make(hosts=(opensearch,))
    try:
        engine._wire.call("PUT", INDEX, "_settings", body={f"index.blocks.{setting}": True})
        with pytest.raises(EngineDown) as refused:
            engine.apply(INDEX, [Upsert(BOB)])
        assert hint in (refused.value.hint or "")
        assert not engine.waits
        assert engine.search(INDEX, Question()).total == 2
    finally:
        engine._wire.call("PUT", INDEX, "_settings", body={f"index.blocks.{setting}": None})
    engine.apply(INDEX, [Upsert(BOB)])


def test_a_missing_shard_makes_an_answer_partial(make: Make, proxy: Proxy) -> None:
    engine = make()

    def lose_one(path: str, answer: dict[str, object]) -> None:
        for response in answer.get("responses", ()):
            response["_shards"] = {"total": 3, "successful": 2, "failed": 1}
            response["timed_out"] = True

    proxy.edit = lose_one
    answer = engine.search(INDEX, Question())
    assert answer.total == 2
    assert answer.partial == ("1 of 3 parts of the index did not answer", "the search engine ran out of time")


def test_a_shard_missing_when_a_state_is_pinned_makes_all_its_answers_partial(make: Make, proxy: Proxy) -> None:
    engine = make()

    def lose_one(path: str, answer: dict[str, object]) -> None:
        if "point_in_time" in path:
            answer["_shards"] = {"total": 2, "successful": 1, "failed": 1}

    proxy.edit = lose_one
    assert engine.search(INDEX, Question()).partial == ("1 of 2 parts of the index did not answer",)


@pytest.mark.parametrize("kind", ["search_phase_execution_exception", "no_shard_available_action_exception"])
def test_no_shard_at_all_is_down(make: Make, proxy: Proxy, kind: str) -> None:
    engine = make()

    def lose_all(path: str, answer: dict[str, object]) -> None:
        if "responses" in answer:
            status, told = refusal(503, kind, "all shards failed")
            answer["responses"] = [{**told, "status": status}]

    proxy.edit = lose_all
    with pytest.raises(EngineDown):
        engine.search(INDEX, Question())


def test_one_search_of_many_that_is_refused_raises_its_own_error(make: Make, proxy: Proxy) -> None:
    engine = make()

    def busy(path: str, answer: dict[str, object]) -> None:
        if "responses" in answer:
            answer["responses"][-1] = {**refusal(429, "rejected_execution_exception")[1], "status": 429}

    proxy.edit = busy
    with pytest.raises(EngineBusy):
        engine.snapshot(INDEX).ask(Ask(INDEX, Question()), Ask(INDEX, Question()))


def forget(engine: OpenSearchEngine, snapshot: OpenSearchSnapshot) -> None:
    """Let the node lose what it keeps for a snapshot, as when it is killed."""
    engine._wire.call("DELETE", "_search", "point_in_time", body={"pit_id": [snapshot._pins[INDEX].mark]})


def test_a_state_that_the_node_forgot_is_pinned_again_while_nothing_was_told_of_it(make: Make) -> None:
    engine = make()
    snapshot = engine.snapshot(INDEX)
    forget(engine, snapshot)
    assert snapshot.ask(Ask(INDEX, Question()))[0].total == 2
    forget(engine, snapshot)
    with pytest.raises(EngineDown) as lost:
        snapshot.ask(Ask(INDEX, Question()))
    assert lost.value.hint == "ask again"


def test_a_closed_engine_says_so_whatever_it_is_asked(make: Make) -> None:
    engine = make()
    snapshot = engine.snapshot(INDEX)
    engine.close()
    engine.close()
    for call in (
        lambda: engine.snapshot(INDEX, index_name(b"tests of faults", "never")),
        lambda: snapshot.ask(Ask(INDEX, Question())),
        lambda: engine.move(INDEX, "own"),
        lambda: engine.drop(INDEX),
        lambda: engine.form(INDEX),
    ):
        with pytest.raises(EngineDown, match="closed"):
            call()


def test_states_nobody_holds_are_let_go_of(make: Make, proxy: Proxy) -> None:
    engine = make()
    for _ in range(20):
        engine.search(INDEX, Question())
    engine.close()
    opened = sum(method == "POST" and "point_in_time" in path for method, path in proxy.seen)
    assert opened == 20
    assert sum(method == "DELETE" for method, _ in proxy.seen) >= 2


def test_a_slow_cluster_costs_no_more_than_the_deadline(make: Make, proxy: Proxy) -> None:
    engine = make(search_seconds=0.3, write_seconds=0.3)
    engine.health()
    proxy.seconds = 2.0
    for call in (lambda: engine.search(INDEX, Question()), lambda: engine.apply(INDEX, [Upsert(ADA)])):
        began = time.monotonic()
        with pytest.raises(EngineDown, match="in time"):
            call()
        assert time.monotonic() - began < 2.0


def test_after_five_failures_nobody_waits_until_one_call_succeeds(make: Make) -> None:
    now = [100.0]
    engine = make(hosts=(f"http://127.0.0.1:{free_port()}",), clock=lambda: now[0])
    for _ in range(FAILURES):
        with pytest.raises(EngineDown, match="can't be reached"):
            engine.search(INDEX, Question())
    with pytest.raises(EngineDown, match="does not answer"):
        engine.search(INDEX, Question())
    now[0] += PAUSE_SECONDS
    with pytest.raises(EngineDown, match="can't be reached"):
        engine.health()
    with pytest.raises(EngineDown, match="does not answer"):
        engine.health()


def test_of_several_hosts_a_dead_one_is_passed_over(make: Make, proxy: Proxy) -> None:
    engine = make(hosts=(f"http://127.0.0.1:{free_port()}", proxy.url, f"http://127.0.0.1:{free_port()}"))
    for _ in range(6):
        assert engine.search(INDEX, Question()).total == 2


@pytest.mark.parametrize(
    "version",
    [
        {"distribution": "opensearch", "number": "2.19.1"},
        {"distribution": "opensearch", "number": "1.0"},
        {"number": "8.11.0"},
    ],
)
def test_a_cluster_of_another_kind_is_named(make: Make, proxy: Proxy, version: dict[str, str]) -> None:
    engine = make()
    proxy.judge = lambda _, path, __: (200, {"version": version}) if path == "/" else None
    for call in (engine.health, lambda: engine.snapshot(INDEX), lambda: engine.apply(INDEX, [Upsert(ADA)])):
        with pytest.raises(EngineError, match=r"not OpenSearch|too old") as refused:
            call()
        assert "3.0 or newer" in (refused.value.hint or "")
    proxy.clear()
    assert engine.health()["version"].startswith("3.")


def test_a_refused_sign_in_is_named(make: Make, proxy: Proxy) -> None:
    proxy.judge = lambda *_: (401, {"error": "Unauthorized"})
    with pytest.raises(EngineError, match="sign-in"):
        make().health()


def test_a_user_who_may_not_look_at_settings_still_searches(make: Make, proxy: Proxy) -> None:
    proxy.judge = lambda _, path, __: (
        refusal(403, "security_exception") if "/_cluster" in path or "_nodes" in path else None
    )
    assert make().search(INDEX, Question()).total == 2


def test_errors_and_logs_repeat_nothing_of_a_request(
    make: Make, proxy: Proxy, caplog: pytest.LogCaptureFixture
) -> None:
    engine = make()
    with caplog.at_level(logging.DEBUG):
        engine.search(INDEX, Question(where=parse_query("lovelace")))
        for status in (400, 403, 429, 500, 503):
            told = refusal(status, "parsing_exception", "failed to parse [Ada Lovelace]")
            proxy.refuse_next(1_000, "/_msearch", told)
            with pytest.raises(TalentjoinError) as failed:
                engine.search(INDEX, Question(where=parse_query("lovelace")))
            assert "lovelace" not in f"{failed.value} {failed.value.hint}".lower()
    assert "lovelace" not in caplog.text.lower()


def test_a_password_goes_nowhere_it_could_be_read() -> None:
    for hosts in (("http://search.example:9200",), ("ftp://x",), ("https://user:pass@search.example",), ("",), ()):
        with pytest.raises(SettingsError):
            OpenSearchEngine(Cluster(hosts=hosts, user="u", password=SECRET), now=time.time)
    assert SECRET not in repr(Cluster(hosts=("https://x",), user="u", password=SECRET))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("papers")


def server_side(folder: Path, name: str) -> ssl.SSLContext:
    made = papers(folder, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.certificate, made.key)
    return context


def test_tls_with_a_password(folder: Path, opensearch: str) -> None:
    with proxy_of(opensearch, server_side(folder, "server")) as proxy:
        trusted = str(folder / "server-authority.pem")
        engine = OpenSearchEngine(
            Cluster(hosts=(proxy.url,), user="u", password=SECRET, ca_file=trusted), now=time.time
        )
        assert engine.health()["engine"] == "opensearch"
        assert {head["authorization"] for head in proxy.heads} == {
            "Basic " + base64.b64encode(f"u:{SECRET}".encode()).decode()
        }
        engine.close()
        stranger = OpenSearchEngine(Cluster(hosts=(proxy.url,)), now=time.time)
        with pytest.raises(EngineDown, match="certificate"):
            stranger.health()
        stranger.close()


def test_tls_with_a_client_certificate(folder: Path, opensearch: str) -> None:
    ours = papers(folder, "client")
    context = server_side(folder, "server2")
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(ours.authority)
    with proxy_of(opensearch, context) as proxy:
        where = {"hosts": (proxy.url,), "ca_file": str(folder / "server2-authority.pem")}
        engine = OpenSearchEngine(
            Cluster(**where, certificate_file=str(ours.certificate), key_file=str(ours.key), search_seconds=3),
            now=time.time,
        )
        assert engine.health()["status"]
        engine.close()
        nobody = OpenSearchEngine(Cluster(**where, search_seconds=3), now=time.time)
        with pytest.raises(EngineDown):
            nobody.health()
        nobody.close()


def test_tls_older_than_1_2_is_not_spoken(folder: Path, opensearch: str) -> None:
    context = server_side(folder, "old")
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with proxy_of(opensearch, context) as proxy:
        engine = OpenSearchEngine(Cluster(hosts=(proxy.url,), ca_file=str(folder / "old-authority.pem")), now=time.time)
        with pytest.raises(EngineDown):
            engine.health()
        engine.close()


def test_a_missing_certificate_file_is_a_wrong_setting(folder: Path) -> None:
    with pytest.raises(SettingsError):
        OpenSearchEngine(
            Cluster(hosts=("https://127.0.0.1:1",), ca_file=str(folder / "none.pem")), now=time.time
        ).health()
