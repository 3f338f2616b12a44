"""Searches of plain words are widened below what they say, by what everyone may find, and say so."""

from typing import Any

import pytest

from entities.document import EVERYONE
from service.flows.asked import WidenedWord
from tests.service.conftest import House


@pytest.fixture(scope="module")
def house(shared_parts: Any) -> House:
    made = House(shared_parts, "widened")
    titles = ["Electrician", "Electrical installer", "Inside Wireman", "Nurse", "Welder", "Pilot"]
    names = ["Anna Bertoldi", "Hanna Bertholdi", "Berta Anders", "Cleo Quince", "Dan Riviera", "Eve Zanzibari"]
    made.push(
        *(
            {"kind": "candidate", "id": f"c{at}", "name": name, "current_title": title}
            for at, (name, title) in enumerate(zip(names, titles, strict=True))
        )
    )
    entry = {"kind": "access_entry", "id": "x5", "about_kind": "candidate", "about": "c5"}
    made.push({**entry, "state": "restricted", "seats": ["s1"]})
    made.drain()
    return made


def names(house: House, text: str, **request: Any) -> list[str]:
    return [hit.name for hit in house.search(text, **request).hits]


def test_a_misspelt_word_finds_whom_it_means_and_the_answer_says_so(house: House) -> None:
    answer = house.search("Riviera dan")
    assert (answer.total, answer.widened) == (1, ())
    answer = house.search("Rivierra")
    assert [hit.name for hit in answer.hits] == ["Dan Riviera"]
    assert answer.widened == (WidenedWord(word="Rivierra", alternatives=("riviera",), kind="typo"),)
    assert answer.query == "Rivierra"
    assert house.search("Rivierra", widen=False).total == 0


def test_reasons_name_the_word_that_was_found(house: House) -> None:
    (hit,) = house.search("Rivierra").hits
    assert [(reason.field, reason.evidence) for reason in hit.reasons] == [("name", "Dan Riviera")]


def test_the_word_as_typed_comes_before_its_alternatives(house: House) -> None:
    assert names(house, "bertoldi") == ["Anna Bertoldi", "Hanna Bertholdi"]
    assert names(house, "bertholdi") == ["Hanna Bertholdi", "Anna Bertoldi"]
    assert names(house, "bertoldi", widen=False) == ["Anna Bertoldi"]


def test_other_names_of_the_same_work_come_below_it(house: House) -> None:
    answer = house.search("electrician")
    assert answer.hits[0].current_title == "Electrician"
    assert {hit.current_title for hit in answer.hits[1:]} == {"Electrical installer", "Inside Wireman"}
    (widened,) = answer.widened
    assert (widened.word, widened.kind) == ("electrician", "taxonomy")
    assert {"electrical installer", "Inside Wireman"} <= set(widened.alternatives)


@pytest.mark.parametrize("text", ['"Rivierra"', "name:Rivierra", "Rivierra OR Rivierre", "-Rivierra", "Rivierra*"])
def test_the_language_is_never_widened(house: House, text: str) -> None:
    assert house.search(text).widened == ()


def test_scores_fall_and_contributions_add_up(house: House) -> None:
    for text in ("electrician", "bertoldi", "rivierra"):
        hits = house.search(text).hits
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        for hit in hits:
            assert sum(one.contribution for one in hit.contributions) == pytest.approx(hit.score)


@pytest.mark.parametrize("access", [None, (EVERYONE,), (EVERYONE, "s1")])
def test_nobody_learns_the_word_of_somebody_hidden(house: House, access: Any) -> None:
    answer = house.search("Zanzibarri", access=access)
    assert (answer.total, answer.widened) == (0, ())


def test_in_doubt_even_words_that_many_hold_are_taken_otherwise(house: House) -> None:
    house.push(*({"kind": "candidate", "id": f"m{at}", "name": f"Marta Olsen{at}"} for at in range(12)))
    house.push({"kind": "candidate", "id": "maria", "name": "Maria Quince"})
    house.drain()
    assert house.search("marta").widened == ()
    answer = house.search("marta quince")
    assert [hit.name for hit in answer.hits] == ["Maria Quince"]
    assert WidenedWord(word="marta", alternatives=("maria",), kind="typo") in answer.widened


def test_facets_and_totals_count_the_widened_search(house: House) -> None:
    answer = house.search("electrician", facets=("current_title",))
    assert answer.total == len(answer.hits) == sum(one.count for one in answer.facets["current_title"]) == 3


def test_whoever_goes_takes_the_word_along(house: House) -> None:
    house.push({"kind": "candidate", "id": "gone", "name": "Ulrika Quetzal"})
    house.drain()
    assert names(house, "quetzall") == ["Ulrika Quetzal"]
    house.delete("candidate", "gone")
    house.drain()
    assert house.search("quetzall").widened == ()
