"""Turn documents with queries into the proof that evidence names the words that were found, and no others."""

import random

import pytest

from entities.query import Node, Word
from indexing import OracleEngine, Upsert, evidence, parse_query
from indexing.evidence import SNIPPET
from tests.indexing.conformance import ADA, INDEX, keys
from tests.indexing.people import some_node, some_person


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("engineers", "title", "Senior C++ Engineer"),
        ("scientist", "title", "Data Scientist"),
        ("python", "skill", "python"),
        ("obrien", "name", "Ada O'Brien-Müller"),
        ("o'brien-müller", "name", "Ada O'Brien-Müller"),
        ('"c++ engineer"', "title", "Senior C++ Engineer"),
        ("apple*", "company", "Apples GmbH"),
        ("zurich", "location", "Zürich"),
        ("compilers", "headline", "Building compilers"),
        ("大学", "summary", "Led teams that design payment services. Works with 北京大学 on 自然言語処理."),
        ("medallists", "tag", "silver medallist"),
        ("prefer", "note", "Prefers remote work"),
    ],
)
def test_a_term_has_its_most_telling_field(text: str, field: str, words: str) -> None:
    (reason,) = evidence(ADA, parse_query(text))
    assert (reason.field, reason.evidence) == (field, words)
    assert reason.text.startswith(field)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("", []),
        ("engineer python", ["title", "skill"]),
        ("engineer OR nurse OR wien", ["title", "school"]),
        ("python NOT engineer", ["skill"]),
        ("NOT NOT engineer", ["title"]),
        ("engineer engineer ENGINEER", ["title", "title"]),
        ('"engineer data"', []),
        ('"scientist senior"', []),
        ("& nurse", []),
        ("summary:", []),
    ],
)
def test_terms_have_reasons_in_the_order_of_the_query(text: str, fields: list[str]) -> None:
    assert [reason.field for reason in evidence(ADA, parse_query(text.replace("summary:", "xyz")))] == fields


def test_a_long_text_is_cut_around_the_find() -> None:
    long = ADA.model_copy(update={"summary": "before " * 200 + "the needle stands here " + "after " * 200})
    (reason,) = evidence(long, Word(text="needle"))
    assert reason.evidence == "... before before before the needle stands here after after ..."
    for text in ("x" * 5_000 + " needle", "needle " + "x" * 5_000, "北京" * 2_000):
        (reason,) = evidence(long.model_copy(update={"summary": text}), parse_query("needle OR 北京"))
        assert len(reason.evidence) <= SNIPPET + len("...  ...")


def test_evidence_is_there_exactly_where_a_term_is_found() -> None:
    random_ = random.Random(3)
    engine = OracleEngine()
    for _ in range(150):
        leaf: Node = some_node(random_, 0)
        person = some_person(random_, "p")
        engine.apply(INDEX, [Upsert(person)])
        found = bool(keys(engine, leaf)) and leaf.op != "everything"
        assert bool(evidence(person, leaf)) == found, (leaf, person)
