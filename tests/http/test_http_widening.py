"""Over HTTP a search says on every page what it was widened by, quotes the word that is there, and can be narrow."""

from typing import Any

import pytest

from tests.http.conftest import Town
from tests.http.crowd import Crowd, candidate, crowd_in


@pytest.fixture(scope="module")
def crowd(shared_town: Town) -> Crowd:
    made = crowd_in(shared_town, "misspelt", members=0, candidates=0)
    made.house.push(
        *(candidate(at, id=f"t{at}", name=f"Tiberius Quince{at}", current_title="Wireman") for at in range(4))
    )
    made.house.push(candidate(9, id="hidden", name="Xanthippe Vaulting"))
    made.house.drain()
    made.shut("candidate", "hidden", "s1")
    return made


TIBERIUS = [{"word": "Tiberjus", "alternatives": ["tiberius"], "kind": "typo"}]


def test_a_page_says_what_was_widened_and_marks_the_word_that_is_there(crowd: Crowd) -> None:
    page = crowd.search(text="Tiberjus", highlight=True, explain=True)
    assert (page["total"], page["query"], page["widened"]) == (4, "Tiberjus", TIBERIUS)
    for hit in page["hits"]:
        (mark,) = [one for one in hit["highlights"] if one["field"] == "name"]
        assert [mark["text"][slice(*span)] for span in mark["marks"]] == ["Tiberius"]
        assert hit["name"] in [reason["evidence"] for reason in hit["why"]["reasons"]]


def test_every_page_says_so(crowd: Crowd) -> None:
    pages = list(crowd.pages(text="Tiberjus", limit=2))
    assert [page["widened"] for page in pages] == [TIBERIUS, TIBERIUS]
    assert len({hit["id"] for page in pages for hit in page["hits"]}) == 4


def test_it_can_be_switched_off(crowd: Crowd) -> None:
    page = crowd.search(text="Tiberjus", widen=False)
    assert (page["total"], page["widened"]) == (0, [])
    assert crowd.search(text="tiberius", widen=False)["total"] == crowd.search(text="tiberius")["total"] == 4


def test_a_cursor_belongs_to_its_switch(crowd: Crowd) -> None:
    cursor = crowd.search(text="Tiberius", limit=2)["next"]
    body = {"text": "Tiberius", "limit": 2, "cursor": cursor, "widen": False}
    assert crowd.ask("POST", "/v1/search", None, 400, json=body)["code"] == "invalid_cursor"


@pytest.mark.parametrize("viewer", [None, "s1", "s2"])
def test_the_word_of_somebody_hidden_is_never_named(crowd: Crowd, viewer: str | None) -> None:
    page = crowd.search(viewer, text="Xanthipe")
    assert (page["total"], page["widened"]) == (0, [])


@pytest.mark.parametrize("widen", ["yes", 1, None])
def test_the_switch_is_true_or_false(crowd: Crowd, widen: Any) -> None:
    problem = crowd.ask("POST", "/v1/search", None, 422, json={"text": "x", "widen": widen})
    assert problem["code"] == "invalid_input"


def test_a_kept_search_finds_what_it_says(crowd: Crowd) -> None:
    kept = crowd.ask("POST", "/v1/saved-searches", "s1", 201, json={"name": "n", "text": "Tiberjus"})
    page = crowd.ask("GET", f"/v1/saved-searches/{kept['number']}/people", "s1")
    assert (page["total"], page["widened"]) == (0, [])
