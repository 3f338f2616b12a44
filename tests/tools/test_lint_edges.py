"""Each own lint finds its rule broken in every dress, at its line, and in the places that it watches only."""

import textwrap

import pytest

from tools.lint import clocks, environment, log_fields, opt_outs, outbound_http, tenant_scope
from tools.lint.__main__ import BESIDE_TOO, RULES, findings
from tools.lint.finding import Finding, Rule, excepted
from tools.source import BESIDE, PACKAGES, ROOT, modules, parse


def lines(rule: Rule, path: str, text: str) -> list[int]:
    return [finding.line for finding in rule(parse(path, textwrap.dedent(text).strip("\n")))]


@pytest.mark.parametrize("package", PACKAGES)
def test_clocks_are_watched_below_the_service_only(package: str) -> None:
    text = "import time\nnow = time.time()"
    assert lines(clocks.check, f"{package}/x.py", text) == ([] if package == "service" else [2])


@pytest.mark.parametrize("name", sorted(clocks.CLOCKS))
def test_every_clock_is_known_by_every_way_to_import_it(name: str) -> None:
    module, _, function = name.rpartition(".")
    outer, _, inner = module.rpartition(".")
    ways = [f"import {module.partition('.')[0]}\n{name}()", f"from {module} import {function}\n{function}()"]
    ways += [f"from {module} import {function} as f\nx = [f]"]
    if inner and outer:
        ways.append(f"from {outer} import {inner} as y\ny.{function}()")
    for way in ways if outer or "." not in module else ways[:1]:
        assert lines(clocks.check, "store/x.py", way) == [2], way


@pytest.mark.parametrize("call", ["random.random()", "random.choice(x)", "random.seed(3)", "random.SystemRandom()"])
def test_the_shared_dice_are_found(call: str) -> None:
    assert lines(clocks.check, "matcher/x.py", f"import random\nx = {call}") == [2]


@pytest.mark.parametrize("made", ["random.Random(7)", "random.Random(seed)", "random.Random(x=3)"])
def test_seeded_dice_are_not(made: str) -> None:
    assert lines(clocks.check, "matcher/x.py", f"import random\ndice = {made}\ndice.shuffle(x)") == []


def test_a_name_that_only_looks_like_a_clock_is_none() -> None:
    text = "def f(time, datetime, random):\n    return time.time() + datetime.now() + random.random()"
    assert lines(clocks.check, "store/x.py", text) == []


@pytest.mark.parametrize(
    "read", ["os.environ['A']", "os.environ.get('A')", "os.getenv('A')", "os.putenv('A', '1')", "'A' in os.environ"]
)
@pytest.mark.parametrize("path", ["store/x.py", "service/x.py", "service/settings/x.py"])
def test_the_environment_is_read_in_one_place(read: str, path: str) -> None:
    assert lines(environment.check, path, f"import os\nx = {read}") == [2]
    assert lines(environment.check, "service/settings.py", f"import os\nx = {read}") == []


@pytest.mark.parametrize("client", outbound_http.CLIENTS)
def test_every_client_is_found_however_it_is_imported(client: str) -> None:
    package, _, name = client.rpartition(".")
    ways = [f"import {client}", f"import {client} as x", f"from {client} import anything"]
    ways += [f"from {package} import {name}"] if package else []
    for way in ways:
        assert lines(outbound_http.check, "sync/pull.py", f"x = 1\n{way}") == [2], way
        assert lines(outbound_http.check, "sync/egress.py", way) == []


@pytest.mark.parametrize(
    "innocent",
    [
        "import httpx2000",
        "import socketserver_",
        "from http import HTTPStatus",
        "import requests_mock",
        "from urllib import parse",
    ],
)
def test_a_name_that_begins_alike_is_no_client(innocent: str) -> None:
    assert lines(outbound_http.check, "sync/pull.py", innocent) == []


@pytest.mark.parametrize("logger", sorted(log_fields.LOGGERS))
@pytest.mark.parametrize("level", sorted(log_fields.LEVELS))
def test_every_logger_and_level_is_watched(logger: str, level: str) -> None:
    assert lines(log_fields.check, "service/x.py", f"{logger}.{level}(f'hello {{person}}')") == [1]
    assert lines(log_fields.check, "service/x.py", f"self.{logger}.{level}('Hello')") == [1]
    assert lines(log_fields.check, "service/x.py", f"{logger}.{level}('link.made', tenant=t, count=2)") == []


@pytest.mark.parametrize(
    "event", ["made", "Link.made", "link.Made", "link made", ".made", "link.", "link.made!", "", "link..made"]
)
def test_an_event_is_a_noun_and_a_verb(event: str) -> None:
    assert lines(log_fields.check, "service/x.py", f"log.info({event!r})") == [1]


@pytest.mark.parametrize(
    "field", ["name", "email", "phone", "title", "text", "query", "payload", "candidate", "member", "url", "path"]
)
def test_a_field_that_may_hold_a_person_is_not_on_the_list(field: str) -> None:
    assert field not in log_fields.FIELDS
    assert lines(log_fields.check, "service/x.py", f"log.info('link.made', {field}=x)") == [1]
    assert lines(log_fields.check, "service/x.py", f"log.bind({field}=x)") == [1]


@pytest.mark.parametrize("session", ["tx", "session", "_session", "self.tx", "self._session"])
def test_a_statement_on_a_session_is_in_scope(session: str) -> None:
    for method in sorted(tenant_scope.RUNS):
        assert lines(tenant_scope.check, "store/x.py", f"{session}.{method}(q)") == []


@pytest.mark.parametrize("other", ["connection", "engine", "self._engine", "work", "db", "tx_other", "cursor"])
def test_a_statement_on_anything_else_is_not(other: str) -> None:
    for method in sorted(tenant_scope.RUNS):
        assert lines(tenant_scope.check, "store/x.py", f"x = 1\n{other}.{method}(q)") == [2]


@pytest.mark.parametrize(
    "way",
    ["store.writing(tenant)", "parts.store.reading(t)", "store.members_reading()", "self._store.control_writing()"],
)
def test_what_is_opened_for_a_tenant_is_a_session(way: str) -> None:
    assert lines(tenant_scope.check, "service/x.py", f"with {way} as here:\n    here.execute(q)") == []
    assert lines(tenant_scope.check, "service/x.py", f"with {way} as here:\n    there.execute(q)") == [2]
    assert lines(tenant_scope.check, "service/x.py", f"with {way} as here:\n    here.connection") == [2]


@pytest.mark.parametrize("package", PACKAGES)
def test_statements_are_watched_where_a_store_can_be_reached(package: str) -> None:
    found = lines(tenant_scope.check, f"{package}/x.py", "connection.execute(q)")
    assert bool(found) == (package in tenant_scope.WATCHED)


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("# noqa", True),
        ("#noqa", True),
        ("# noqa: E501", True),
        ("# noqa: E501 - why", True),
        ("# noqa: E501 - the table is wide", False),
        ("# noqa: E501, A001 - the table is wide", False),
        ("# type: ignore", True),
        ("# type: ignore[misc]", True),
        ("# type: ignore[misc]  # no types are shipped", False),
        ("# type: ignore[misc, attr-defined]  # no types are shipped", False),
        ("# a note on noqa and its reasons", False),
        ("# nothing", False),
    ],
)
def test_an_opt_out_needs_a_code_and_two_words(comment: str, found: bool) -> None:  # noqa: FBT001 - a column
    assert lines(opt_outs.check, "store/x.py", f"a = 1\nb = 2  {comment}") == ([2] if found else [])


def test_findings_are_listed_by_module_and_rule_with_their_places() -> None:
    one = parse("store/a.py", "import socket\nimport os\nos.environ")
    other = parse("matcher/b.py", "import time\nx = time.time()  # noqa")
    told = [(rule, str(finding).partition(": ")[0]) for rule, finding in findings([one, other])]
    assert told == [
        ("environment", "store/a.py:3"),
        ("outbound-http", "store/a.py:1"),
        ("clocks", "matcher/b.py:2"),
        ("opt-outs", "matcher/b.py:2"),
    ]


@pytest.mark.parametrize("folder", [*BESIDE, "tests"])
def test_beside_the_wheel_only_opt_outs_are_watched(folder: str) -> None:
    module = parse(f"{folder}/x.py", "import socket, os, time  # noqa\nos.environ\ntime.time()\nlog.info('x')")
    assert {rule for rule, _ in findings([module])} == BESIDE_TOO == {"opt-outs"}


def test_the_project_breaks_none_of_its_own_rules() -> None:
    assert [str(finding) for _, finding in findings(modules((*PACKAGES, *BESIDE, "tests")))] == []


@pytest.mark.parametrize("lint", [clocks, environment, outbound_http, tenant_scope])
def test_every_exception_names_a_place_that_exists_or_is_planned_and_a_reason(lint: object) -> None:
    planned = {"sync/egress.py"}
    for place, reason in lint.EXCEPTIONS.items():  # type: ignore[attr-defined]  # each of them has the table
        assert (ROOT / place).exists() or place in planned, place
        assert reason


@pytest.mark.parametrize(
    ("place", "is_one"),
    [
        ("store/engine.py", True),
        ("store/migrations/x/y.py", True),
        ("store/migrations.py", False),
        ("astore/engine.py", False),
    ],
)
def test_an_exception_is_a_file_or_a_whole_folder(place: str, is_one: bool) -> None:  # noqa: FBT001 - a column
    module = parse(place, "x = 1")
    assert excepted(module, {"store/engine.py": "opens", "store/migrations/": "moves"}) is is_one


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_tells_the_incident_that_it_comes_from(rule: str) -> None:
    lint = {
        "log-fields": log_fields,
        "opt-outs": opt_outs,
        "outbound-http": outbound_http,
        "tenant-scope": tenant_scope,
    }
    module = lint.get(rule) or {"clocks": clocks, "environment": environment}[rule]
    assert "The incident: " in str(module.__doc__)
    assert RULES[rule] is module.check  # type: ignore[attr-defined]  # each of them has one


def test_a_finding_reads_as_an_editor_jumps() -> None:
    assert str(Finding("store/a.py", 7, "why")) == "store/a.py:7: why"
