"""What a seat may not see doesn't exist for it: all that it is told equals what a store without it tells."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from entities.document import Access
from tests.service.seat_stores import JOBS, KNOWS, OTHERS, Stores, entry, matches, open_stores, some_request, tell

SEED = 20_261_122
CASES, CASES_IN_ALL = 250, 1_000


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    with open_stores(tmp_path_factory.mktemp("seats"), SEED) as opened:
        yield opened


def said(house: Any, request: dict[str, Any], access: Access) -> str:
    """Give all that a viewer is told by a search."""
    text: str = house.search(access=access, **request).model_dump_json()
    return text


def but_for_scores(told: str) -> object:
    """Leave out how rare a word is, and what follows: that is counted over what everyone may see, whoever asks."""
    answer = json.loads(told)
    for hit in answer["hits"]:
        del hit["score"], hit["contributions"]
    answer["hits"].sort(key=lambda hit: hit["id"])
    return answer


def assert_apart(stores: Stores, rng: random.Random, cases: int) -> int:
    """Ask the store with secrets as one who may not see them, at times as one who may; gives how often that matters."""
    mattered = 0
    for number in range(cases):
        request, others = some_request(rng), rng.choice(OTHERS)
        case = f"case {number}: {request} as {others}"
        kept = said(stores.secret, request, others)
        assert kept == said(stores.without, request, others), case
        if number % 4 == 0:
            told = said(stores.secret, request, KNOWS)
            in_the_open = said(stores.opened, {**request, "offset": 0, "limit": 200}, KNOWS)
            whole = said(stores.secret, {**request, "offset": 0, "limit": 200}, KNOWS)
            assert but_for_scores(whole) == but_for_scores(in_the_open), case
            mattered += kept != told
    return mattered


def assert_jobs_apart(stores: Stores) -> None:
    for job in JOBS:
        for access in OTHERS:
            assert matches(stores.secret, job, access) == matches(stores.without, job, access), (job, access)
        told = matches(stores.secret, job, KNOWS), matches(stores.opened, job, KNOWS)
        assert but_for_scores(told[0]) == but_for_scores(told[1]), job


def test_random_searches_of_a_seat_equal_a_store_without_what_it_may_not_see(stores: Stores) -> None:
    assert assert_apart(stores, random.Random(SEED), CASES) > CASES / 12


def test_matches_of_every_job_equal_a_store_without_what_the_seat_may_not_see(stores: Stores) -> None:
    assert_jobs_apart(stores)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(8))
def test_a_thousand_random_cases_over_many_stores(tmp_path: Path, seed: int) -> None:
    with open_stores(tmp_path, seed, members=20, candidates=30) as stores:
        assert assert_apart(stores, random.Random(seed), CASES_IN_ALL // 4) > 0
        assert_jobs_apart(stores)


def test_all_seats_at_once_see_what_any_seat_may_see(stores: Stores) -> None:
    rng = random.Random(SEED)
    for _ in range(20):
        request = {**some_request(rng), "offset": 0, "limit": 200}
        told = said(stores.secret, request, None), said(stores.opened, request, None)
        assert but_for_scores(told[0]) == but_for_scores(told[1])


def test_the_knowing_seat_alone_finds_the_stage_the_note_and_the_candidate(stores: Stores) -> None:
    assert stores.secret.search("vera", access=KNOWS).total == stores.secret.search("vera", access=None).total == 1
    facets = {"facets": ("source",), "text": "vault OR oboe OR lute"}
    assert stores.secret.search(access=KNOWS, **facets).total > 0
    for access in OTHERS:
        assert stores.secret.search("vera", access=access).total == 0
        assert stores.secret.search("vault OR oboe OR lute", access=access).total == 0


def test_the_index_holds_what_the_store_says(stores: Stores) -> None:
    stores.secret.assert_index_is_store()
    assert len(stores.secret.people()) > len(stores.opened.people())


def test_entries_that_come_go_and_change_take_effect(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    requests = [some_request(rng) for _ in range(8)]
    other = OTHERS[0]
    with open_stores(tmp_path, SEED + 1, members=8, candidates=12) as stores:
        house, secrets = stores.secret, stores.secrets

        def as_in(reference: Any, access: Access = other, of: Access = other) -> None:
            house.assert_index_is_store()
            for request in requests:
                assert said(house, request, access) == said(reference, request, of)

        def as_in_the_open() -> None:
            house.assert_index_is_store()
            for request in requests:
                whole = {**request, "offset": 0, "limit": 200}
                told = said(house, whole, other), said(stores.opened, whole, other)
                assert but_for_scores(told[0]) == but_for_scores(told[1])

        as_in(stores.without)
        about_job = next(one for one in secrets.entries if one["about_kind"] == "job")
        rest = [one for one in secrets.entries if one is not about_job and one.get("state") == "restricted"]
        for one in rest:  # opened one by one, the private note stays
            house.delete("access_entry", one["id"])
        tell(house, {**about_job, "seats": ["south"], "modified": "2025-04-01"})
        tell(house, {**secrets.items[-1], "modified": "2025-04-02"})
        for note in (one for one in secrets.items if "visibility" in one):
            tell(house, {**note, "visibility": "everyone", "modified": "2025-04-02"})
            tell(stores.opened, {**note, "visibility": "everyone", "modified": "2025-04-02"})
        tell(stores.opened, {**secrets.items[-1], "modified": "2025-04-02"})
        house.drain()
        as_in_the_open()
        back = "2025-05-01"
        tell(house, *({**one, "modified": back, "created": back} for one in rest))
        tell(house, {**about_job, "modified": back}, entry("note", "vn0", modified=back))
        as_in(stores.without)
        for kind, source in ((one["kind"], one["id"]) for one in secrets.items):
            house.delete(kind, source, modified="2025-10-01")
        house.drain()
        as_in(stores.without)
        as_in(stores.without, KNOWS, KNOWS)
        as_in(stores.without, None, None)
