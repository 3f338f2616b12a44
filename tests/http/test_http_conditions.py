"""Writes that say which version they mean happen on that version only."""

import threading
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.errors import VersionMismatch
from service.http.conditions import Conditions, etag
from tests.http.conftest import Town
from tests.http.written import Desk, code

VERSIONS = st.one_of(st.none(), st.integers(1, 9))
names = count()


@pytest.fixture(scope="module")
def desk(shared_town: Town) -> Desk:
    return Desk(shared_town)


def may(said: Conditions, version: int | None) -> bool:
    try:
        said.check(version)
    except VersionMismatch:
        return False
    return True


@given(version=VERSIONS, named=st.lists(st.integers(1, 9), min_size=1), other=st.text(max_size=5))
def test_a_list_of_tags_means_any_of_them(version: int | None, named: list[int], other: str) -> None:
    tags = ", ".join([*map(etag, named), f'"x{other.replace(",", "").replace("*", "")}'])
    assert may(Conditions(match=tags), version) == (version in named)
    assert may(Conditions(none_match=tags), version) == (version not in named)


@given(version=VERSIONS)
def test_a_star_means_whatever_is_there(version: int | None) -> None:
    assert may(Conditions(match="*"), version) == (version is not None)
    assert may(Conditions(none_match="*"), version) == (version is None)
    assert may(Conditions(), version)


@given(version=st.integers(1, 9))
def test_a_weak_tag_matches_only_where_a_weak_one_may(version: int) -> None:
    weak = f"W/{etag(version)}"
    assert not may(Conditions(match=weak), version)
    assert not may(Conditions(none_match=weak), version)


@pytest.mark.parametrize("said", ['"2"', "1", '"1', 'W/"1"', "", "nonsense", '"9", "8"'])
def test_another_version_is_neither_written_nor_deleted(desk: Desk, said: str) -> None:
    path = f"/jobs/c{next(names)}"
    desk.put(path, {"title": "Welder"})
    headers = {"If-Match": said}
    assert code(desk.put(path, {"title": "Nurse"}, headers=headers)) == (412, "version_mismatch")
    assert code(desk.call("DELETE", path, headers=headers)) == (412, "version_mismatch")
    assert desk.call("GET", path).json()["record"]["title"] == "Welder"


def test_the_version_that_was_read_is_written_once(desk: Desk) -> None:
    desk.put("/jobs/read", {"title": "Welder"})
    headers = {"If-Match": desk.call("GET", "/jobs/read").headers["ETag"]}
    assert desk.put("/jobs/read", {"title": "Nurse"}, headers=headers).status_code == 200
    assert code(desk.put("/jobs/read", {"title": "Baker"}, headers=headers)) == (412, "version_mismatch")
    assert desk.call("DELETE", "/jobs/read", headers={"If-Match": '"2"'}).status_code == 200


def test_only_a_new_record_is_made_where_none_may_be(desk: Desk) -> None:
    none = {"If-None-Match": "*"}
    assert desk.put("/jobs/new", headers=none).status_code == 201
    assert code(desk.put("/jobs/new", {"title": "Nurse"}, headers=none)) == (412, "version_mismatch")
    assert code(desk.put("/jobs/missing", headers={"If-Match": "*"})) == (412, "version_mismatch")
    assert code(desk.call("GET", "/jobs/missing")) == (404, "not_found")
    assert code(desk.call("DELETE", "/jobs/missing", headers={"If-Match": "*"})) == (404, "not_found")


def test_of_writers_at_once_of_one_version_one_wins(desk: Desk) -> None:
    desk.put("/jobs/raced", {"title": "Welder"})
    statuses: list[int] = []

    def write(number: int) -> None:
        answer = desk.put("/jobs/raced", {"title": f"Title {number}"}, headers={"If-Match": '"1"'})
        statuses.append(answer.status_code)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 412, 412, 412, 412, 412]
    assert desk.call("GET", "/jobs/raced").json()["version"] == 2
