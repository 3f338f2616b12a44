"""Over HTTP no tenant learns that another one's id exists, nor changes a byte of it, on any route there is."""

import copy
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog

from service.settings import Settings
from service.wiring import open_parts
from store import engine
from tests.http.conftest import UNLIMITED, Town
from tests.isolation import http_city
from tests.isolation.http_city import City
from tests.isolation.http_routes import Unknown, operations
from tests.isolation.http_walls import Findings, look_at, ways

pytestmark = pytest.mark.timeout(1_800)  # one fixture does all, for 100 tenants in a full run
TENANTS, ALL_TENANTS, VICTIMS = 20, 100, 5
PATIENCE = 300  # seconds for one answer: a loaded machine is slow, not wrong
SHOWN = 5  # findings that a failure prints


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[City]:
    """Build the tenants: on a quick disk, without a log of the thousands of requests."""
    with pytest.MonkeyPatch.context() as patch:
        quick = [one.replace("synchronous=FULL", "synchronous=OFF") for one in engine.PRAGMAS]
        patch.setattr(engine, "PRAGMAS", tuple(quick))
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
        folder = tmp_path_factory.mktemp("city") / "data"
        settings = Settings(data=folder, answer_seconds=PATIENCE, arrive_seconds=PATIENCE, **UNLIMITED)
        with open_parts(settings, clock=lambda: datetime.now(UTC)) as parts:
            made = City(Town(parts), ALL_TENANTS if pytestconfig.getoption("--full") else TENANTS)
            yield made
            made.wire.close()
        structlog.reset_defaults()


@pytest.fixture(scope="module")
def found(city: City, pytestconfig: pytest.Config) -> Findings:
    """Try everything once; the tests look at what came of it."""
    return look_at(city, VICTIMS, thorough=pytestconfig.getoption("--full"))


def nothing(findings: list[str]) -> None:
    assert findings[:SHOWN] == [], f"{len(findings)} findings"


def test_every_operation_answers_its_owner(found: Findings) -> None:
    nothing(found.own)


def test_what_is_shown_of_people_stands_in_the_trail(found: Findings) -> None:
    nothing(found.unnoted)


def test_a_foreign_id_answers_as_one_that_nobody_has(found: Findings, city: City) -> None:
    nothing(found.foreign)
    paths = [way for way in ways(city, city.homes[0]) if way.place == "path"]
    assert found.tried >= len(paths) * VICTIMS * len(city.homes)
    print(
        f"\n{len(city.homes)} tenants, {len(city.operations)} operations, {found.tried} foreign ids, {city.calls} calls"
    )


def test_trying_foreign_ids_changes_nothing_of_anybody(found: Findings) -> None:
    nothing(found.changed)


def test_no_body_takes_a_field_that_is_ours(found: Findings) -> None:
    nothing(found.assigned)


def test_a_foreign_id_in_an_upsert_makes_the_senders_own(found: Findings) -> None:
    nothing(found.upserts)


def test_words_of_others_find_as_much_as_words_of_nobody(found: Findings) -> None:
    nothing(found.words)


def test_no_answer_ever_held_a_word_or_an_id_of_another_tenant(found: Findings, city: City) -> None:
    nothing(city.leaks)


def test_what_could_not_be_taken_away_was_there(found: Findings) -> None:
    nothing(found.closing)


def test_timing_is_printed(found: Findings) -> None:
    print("\n" + "\n".join(found.timings))
    assert len(found.timings) == 3


def test_every_field_of_every_kind_holds_a_canary() -> None:
    either = {"note": {"application"}, "feedback": {"candidate"}, "attachment": {"application"}}  # exactly one of two
    assert http_city.unfilled() == either


def test_each_tenant_has_ids_and_words_of_its_own(city: City) -> None:
    slots = city.homes[0].ids.keys()
    for slot in slots:
        values = [home.ids[slot] for home in city.homes]
        assert len(set(values)) == len(city.homes), slot
        assert city.unknown(slot, values[0]) not in values
        assert len(city.unknown(slot, values[0])) == len(values[0])


@pytest.fixture
def document(city: City) -> Any:
    return copy.deepcopy(city.document)


def parameter(name: str, place: str, *, required: bool = True) -> dict[str, Any]:
    return {"name": name, "in": place, "required": required, "schema": {"type": "string"}}


NEW: dict[str, tuple[str, dict[str, Any]]] = {
    "a path parameter": ("/v1/pipelines/{pipeline}", {"parameters": [parameter("pipeline", "path")]}),
    "a known name elsewhere": ("/v1/pipelines/{source_id}", {"parameters": [parameter("source_id", "path")]}),
    "a query parameter": ("/v1/pipelines", {"parameters": [parameter("owner", "query", required=False)]}),
    "a body": ("/v1/pipelines", {"requestBody": {"content": {}}}),
}


@pytest.mark.parametrize("what", NEW)
def test_a_new_route_that_the_tables_do_not_know_is_an_error(document: Any, what: str) -> None:
    path, operation = NEW[what]
    operations(document)
    document["paths"][path] = {"post": {"operationId": "new_one", **operation}}
    with pytest.raises(Unknown, match="new_one"):
        operations(document)


def test_a_route_that_is_gone_must_leave_the_tables(document: Any) -> None:
    del document["paths"]["/v1/tasks"]
    with pytest.raises(Unknown, match="order_task"):
        operations(document)


def test_a_leak_is_seen(city: City) -> None:
    """An answer to one tenant that holds another's word is a finding: here the other's token is used on purpose."""
    home, other = city.homes[2], city.homes[3]
    before = list(city.leaks)
    mine, home.token = home.token, other.token
    try:
        city.call(home, city.operations["list_contracts"], home.ids)
        assert len(city.leaks) > len(before)
    finally:
        home.token = mine
        city.leaks[:] = before
