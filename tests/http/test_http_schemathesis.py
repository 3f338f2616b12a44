"""Whatever the contract allows, and whatever it forbids, is answered as the contract says."""

import itertools
import json
import random
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.generation.drivers import CoverageGenerator
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.generation.overrides import Override
from schemathesis.python.asgi import get_client
from schemathesis.specs.openapi import checks as rules

from service.http.openapi import ADMIN, codes_of, contract, operations
from service.http.samples import request_body
from service.http.story import MOMENT, NOUNS
from tests.http.conftest import Town
from tests.http.desk import Desk
from tests.http.told import Told

Header = tuple[str, str]
CASES, MANY_CASES = 1_500, 10_000
ADMIN_CASES = 200
REACHED = 0.8  # of the operations answer well at least once, or the attack goes no deeper than the door
FAITHFUL = 0.8  # of what an example says is kept, in cases that aim
OPAQUE = frozenset({"cursor", "after", "If-Match", "If-None-Match"})  # nobody guesses one that is valid
STRAY = 0.3  # of the cases name what is not there
MODES = (GenerationMode.POSITIVE, GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
HEADERS_EACH = 3  # of the hostile ones, for each operation
CHECKS = [
    not_a_server_error,
    rules.status_code_conformance,
    rules.content_type_conformance,
    rules.response_schema_conformance,
    rules.response_headers_conformance,
]
UNNAMED = ("", "method_not_allowed", "route_not_found")  # no code, or one that is answered before a route is found
LINES = ("application/x-ndjson", "application/jsonl", "application/json-lines")
HOSTILE = (  # headers that a program may get wrong
    ("Viewer", "nobody"),
    ("Viewer", "x" * 300),
    ("Viewer", "\xff\xfe"),
    ("If-Match", "3"),
    ("If-Match", '"'),
    ("If-Match", 'W/"a", "b", *'),
    ("If-None-Match", "*" * 500),
    ("Idempotency-Key", ""),
    ("Idempotency-Key", "k" * 5_000),
    ("Idempotency-Key", "\xe9\xff"),
    ("Content-Type", "application/xml"),
    ("Content-Type", "application/json; charset=utf-16"),
    ("Content-Type", ";;;"),
    ("Content-Length", "-1"),
    ("Content-Encoding", "gzip"),
    ("Accept", "image/png;q=nonsense"),
    ("Accept-Encoding", "\xff"),
    ("Authorization", "Basic Zm9vOmJhcg=="),
    ("Authorization", "Bearer \xff"),
    ("Authorization", "Bearer " + "a" * 9_000),
    ("Range", "bytes=9-1"),
    ("Host", "[::1"),
    ("X-Request-Id", "mine\xff"),
    ("Cookie", "a=b; " * 100),
)


@schemathesis.serializer(*LINES)
def as_lines(_: Any, value: Any) -> bytes:
    """Send what was drawn as it is, and what is no text as one line."""
    return value if isinstance(value, bytes) else (value if isinstance(value, str) else json.dumps(value)).encode()


class Story(Protocol):
    """An application with something in it, somebody who may call all of it, and what is where."""

    app: Any
    token: str

    def order(self) -> Iterable[str]:
        """Name the operations, those that take away last."""

    def example(self, parameter: dict[str, Any], path: str) -> Any:
        """Choose what exists for a parameter."""

    def here(self, body: Any) -> Any:
        """Name what exists in a body."""


class AdminStory:
    """The operators' application, with one tenant."""

    def __init__(self, town: Town) -> None:
        desk = Desk(town)
        self.app, self.token = desk.app, desk.token()
        self.known = {"tenant": town.house("administered").tenant}

    def order(self) -> list[str]:
        found = list(operations(contract(self.app, ADMIN)))
        ordered = sorted(found, key=lambda one: one[1] == "delete" or "revoke" in one[2]["operationId"])
        return [one["operationId"] for _, _, one in ordered]

    def example(self, parameter: dict[str, Any], path: str) -> Any:  # noqa: ARG002 - the protocol's
        return self.known.get(parameter["name"], parameter.get("example"))

    def here(self, body: Any) -> Any:
        return body


class Attack:
    """Sends cases to a town and gathers what is answered against the contract."""

    def __init__(self, story: Story, dice: random.Random) -> None:
        load_all_checks()
        self.story = story
        self.dice = dice
        self.headers = {"Authorization": f"Bearer {story.token}"}
        schema = schemathesis.openapi.from_asgi("/openapi.json", story.app)
        order = list(story.order())  # what takes away comes last
        found = [one.ok() for one in schema.get_all_operations()]
        self.operations = sorted(found, key=lambda one: order.index(one.definition.raw["operationId"]))
        self.findings: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()
        self.reached: set[str] = set()

    def cases_of(self, operation: Any, most: int) -> Iterator[Any]:
        """Give cases at borders, each of one place out of order or none: a sample of them, without repeats."""
        generator = CoverageGenerator(
            operation=operation,
            generation_modes=list(GenerationMode),
            generation_config=operation.schema.config.generation,
            auth_storage=None,
            override=Override(query={}, headers={}, cookies={}, path_parameters={}),
            feedback=FeedbackSources(),
        )
        found = list(itertools.islice(generator, 40 * most))
        yield from self.dice.sample(found, min(most, len(found)))

    def fuzz(self, operation: Any, count: int, modes: Iterable[GenerationMode], headers: Sequence[Header] = ()) -> None:
        """Send random cases, of the allowed and of the forbidden; with each one of the headers, if there are any."""
        drawn = st.one_of([operation.as_strategy(generation_mode=mode) for mode in modes])
        left = list(headers)

        @seed(self.dice.randrange(1_000_000))
        @settings(
            max_examples=count,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(drawn)
        def once(case: Any) -> None:
            self.send(case, *([left.pop()] if left else []))

        once()

    def send(self, case: Any, *headers: Header) -> None:
        """Send one case, half of them to a path that exists and as a seat that may look."""
        self.aim(case)
        given_headers = {**self.headers, **dict(headers)}
        if case.meta is None or self.dice.random() < 0.5:
            given_headers.setdefault("Viewer", "seat-7")
        try:
            with get_client(self.story.app) as session:
                response = case.call(session=session, headers=given_headers)
        except Exception as error:  # noqa: BLE001 - what no handler caught is an answer of 500
            self.found(f"{case.method} {case.operation.path} raised {type(error).__name__}", case, str(error)[-1500:])
            return
        self.statuses[response.status_code] += 1
        if response.status_code < 400:
            self.reached.add(case.operation.definition.raw["operationId"])
        code = self.code_of(response)
        if code not in (*codes_of(case.operation.definition.raw), *UNNAMED):
            self.found(f"{case.method} {case.operation.path} undocumented code {code}", case, response.text[:400])
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as group:
            for failure in group.exceptions:
                self.note(case, response, failure)
        except Failure as failure:
            self.note(case, response, failure)

    def aim(self, case: Any) -> None:
        """Name a thing that exists, unless the case would take it away, and send more of what is valid."""
        if self.dice.random() < STRAY:
            return
        if case.media_type in LINES:
            line = {"kind": "candidate", "id": "c2", **NOUNS["Candidate"], "modified": MOMENT}
            case.body = f"{json.dumps(line)}\n{case.body}\n"
        story, raw = self.story, case.operation.definition.raw
        if case.method != "DELETE":
            for parameter in case.operation.path_parameters:
                case.path_parameters[parameter.name] = story.example(parameter.definition, case.operation.path)
        for given_values in (case.query, case.headers):
            for name in [name for name in given_values or () if name in OPAQUE and self.dice.random() < FAITHFUL]:
                del given_values[name]
        _, example = request_body(raw) or ("", None)
        if isinstance(case.body, dict) and isinstance(example, dict):
            drawn = {name: value for name, value in case.body.items() if self.dice.random() > FAITHFUL}
            case.body = {**story.here(example), **drawn}

    def code_of(self, response: Any) -> str:
        """Give the code of a problem; of a good answer, nothing."""
        return str(response.json()["code"]) if response.status_code >= 400 else ""

    def note(self, case: Any, response: Any, failure: BaseException) -> None:
        """Keep what a check found."""
        place = f"{case.method} {case.operation.path} {response.status_code} {type(failure).__name__}"
        self.found(place, case, f"{failure}\n  {response.text[:400]}")

    def found(self, place: str, case: Any, words: str) -> None:
        """Keep a finding, and print it once for each kind of it."""
        if place not in self.findings:
            print(f"\n{place}: {words}\n  {case.as_curl_command()[:600]}")
        self.findings[place] += 1


@pytest.fixture(scope="module")
def dice(request: pytest.FixtureRequest) -> random.Random:
    number = random.SystemRandom().randrange(1_000_000)
    print(f"\nseed {number}")
    return random.Random(number)


@pytest.fixture(scope="module")
def attack(shared_town: Town, dice: random.Random) -> Attack:
    return Attack(Told(shared_town, "attacked"), dice)


def run(attack: Attack, cases: int) -> int:
    """Send so many cases, as many of each operation as it has: one without parameters has only a few."""
    share = cases // len(attack.operations)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for operation in attack.operations:
            for case in attack.cases_of(operation, share // 2):
                attack.send(case)
        while (left := cases - attack.statuses.total()) > 0:
            for operation in attack.operations:
                attack.fuzz(operation, max(left // len(attack.operations), 1), MODES)
    return attack.statuses.total()


def test_cases_are_answered_as_the_contract_says(attack: Attack) -> None:
    sent = run(attack, CASES)
    print(f"\n{sent} cases over {len(attack.operations)} operations: {dict(sorted(attack.statuses.items()))}")
    print(f"never answered well: {sorted(set(attack.story.order()) - attack.reached)}")
    assert len(attack.reached) > len(attack.operations) * REACHED
    assert attack.findings == {}


def test_headers_that_are_wrong_are_answered_as_the_contract_says(attack: Attack) -> None:
    for operation in attack.operations:
        headers = attack.dice.sample(HOSTILE, HEADERS_EACH)
        attack.fuzz(operation, HEADERS_EACH, [GenerationMode.POSITIVE], headers)
    assert attack.findings == {}


def test_the_operators_api_answers_as_its_contract_says(shared_town: Town, dice: random.Random) -> None:
    attack = Attack(AdminStory(shared_town), dice)
    sent = run(attack, ADMIN_CASES)
    print(f"\n{sent} cases over {len(attack.operations)} operations: {dict(sorted(attack.statuses.items()))}")
    assert attack.findings == {}


@pytest.mark.full
def test_many_cases_are_answered_as_the_contract_says(attack: Attack) -> None:
    run(attack, MANY_CASES)
    assert attack.findings == {}
