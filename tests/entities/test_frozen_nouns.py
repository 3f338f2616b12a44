"""Every noun is frozen, knows no field but its own, and comes back from its own JSON as what it was."""

import importlib
import json
import pkgutil
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import entities
from entities.document import EVERYONE, PersonDocument
from entities.hit import Contribution, EngineAnswer, EngineHit, FacetCount, Hit, Reason
from entities.link import Evidence, Link
from entities.member import Education, Member, Position
from entities.person import Person
from entities.query import And, Everything, Filter, Not, Or, Phrase, Prefix, Question, Range, Word
from entities.resume import (
    Answered,
    DocumentFacts,
    Found,
    FoundEducation,
    FoundPlace,
    FoundPosition,
    ParseOutcome,
    Resume,
)

DOCUMENT = PersonDocument(
    key="p1",
    version=3,
    member=7,
    in_ats=True,
    name="Ann Lee",
    titles=("Nurse", "Cook"),
    skills=("Triage",),
    access=("team-a",),
    updated=1_700_000_000,
)
NAME = Found[str](value="Ann Lee", confidence=0.9, page=1, box=(72.0, 40.5, 150.0, 52.0), text="ANN LEE", raw="ANN")
PLACE = FoundPlace(value="Wien, AT", confidence=0.8, city="Wien", region=None, country="AT", path="p[3]")
JOB = FoundPosition(title=NAME, start=Found[str](value="2019-05", confidence=1.0), current=True, location=NAME)
SCHOOL = FoundEducation(institution=NAME, degree=Found[str](value="BSc", confidence=0.5))
RESUME = Resume(name=NAME, emails=(NAME,), location=PLACE, work=(JOB,), education=(SCHOOL,), skills=(NAME, NAME))
WORD, PHRASE, PREFIX = Word(text="nurse"), Phrase(text="data lake", scope="skill"), Prefix(text="py", weight=0.5)
RANGE = Range(low=3, high=7)
TREE = Or(parts=(And(parts=(WORD, Not(part=PHRASE), RANGE)), PREFIX, Everything(), Not(part=Not(part=Or(parts=())))))
FILTER = Filter(field="skill", values=("Python", "SQL"))
SAMPLES: tuple[BaseModel, ...] = (
    DOCUMENT,
    FacetCount(value="Berlin", count=3),
    EngineHit(number=1, score=1.5, updated=9),
    EngineAnswer(
        hits=(EngineHit(number=2, score=0.0),),
        total=1,
        facets={"skill": (FacetCount(value="x", count=1),), "stage": ()},
    ),
    Contribution(feature="coverage", value=0.5, contribution=2.0),
    Reason(text="Title", field="titles", evidence="Nurse"),
    Hit(document=DOCUMENT, score=2.0, contributions=(Contribution(feature="x", value=1, contribution=2.0),)),
    Evidence(field="name", level="exact", log_odds=4.5, note="rare"),
    Link(
        candidate="c",
        profile=None,
        probability=0.2,
        none_probability=0.8,
        evidence=(Evidence(field="prior", level="", log_odds=-9.0),),
    ),
    Member(id="m", name="Ann", positions=(Position(company="Inn", end=""),), closed=True),
    Position(title="Cook"),
    Education(school="TU"),
    Person(id="c", emails=("a@b.de",), positions=(Position(title="Cook"),), education=(Education(area="Law"),)),
    WORD,
    PHRASE,
    PREFIX,
    RANGE,
    TREE,
    And(parts=(WORD, WORD)),
    Not(part=Everything()),
    Everything(),
    FILTER,
    Question(where=TREE, filters=(FILTER,), facets=("skill", "in_ats"), sort="recency", offset=5, access=("a", "b")),
    NAME,
    PLACE,
    JOB,
    SCHOOL,
    RESUME,
    DocumentFacts(pages=2, language="de", date="2026-01-02"),
    Answered(status="timeout", error="too slow"),
    ParseOutcome(status="ok", document=DocumentFacts(pages=1), resume=RESUME),
)
names = pytest.mark.parametrize("noun", SAMPLES, ids=lambda noun: type(noun).__name__)


def every_model() -> set[type[BaseModel]]:
    """Find the nouns of the package, but for the wire's records, which have tests of their own."""
    found = set()
    for module in pkgutil.iter_modules(entities.__path__):
        held = vars(importlib.import_module(f"entities.{module.name}")).values()
        found |= {one for one in held if isinstance(one, type) and issubclass(one, BaseModel) and one is not BaseModel}
    return {one for one in found if not one.__name__.startswith("_") and one.__module__ != "entities.ats"}


def test_every_noun_has_a_sample() -> None:
    sampled = {type(noun).__name__.partition("[")[0] for noun in SAMPLES}
    assert {model.__name__.partition("[")[0] for model in every_model()} == sampled


@pytest.mark.parametrize("model", sorted(every_model(), key=lambda model: model.__name__))
def test_every_noun_is_declared_frozen_and_closed(model: type[BaseModel]) -> None:
    assert model.model_config.get("frozen") is True
    assert model.model_config.get("extra") == "forbid"


@names
def test_no_field_of_a_noun_can_be_set(noun: BaseModel) -> None:
    for name in type(noun).model_fields:
        with pytest.raises(ValidationError) as refused:
            setattr(noun, name, getattr(noun, name))
        assert refused.value.errors()[0]["type"] == "frozen_instance"


@names
def test_a_noun_refuses_a_field_that_is_not_its_own(noun: BaseModel) -> None:
    with pytest.raises(ValidationError) as refused:
        type(noun).model_validate({**noun.model_dump(), "shoe_size": 42})
    assert [error["type"] for error in refused.value.errors()] == ["extra_forbidden"]


@names
def test_a_noun_comes_back_from_its_json(noun: BaseModel) -> None:
    assert type(noun).model_validate_json(noun.model_dump_json()) == noun
    assert type(noun).model_validate(json.loads(json.dumps(noun.model_dump(mode="json")))) == noun


@names
def test_equal_nouns_are_equal_however_they_were_made(noun: BaseModel) -> None:
    fields: dict[str, Any] = {name: getattr(noun, name) for name in type(noun).model_fields}
    assert type(noun)(**dict(reversed(fields.items()))) == noun
    assert noun.model_copy() == noun


@names
def test_a_nouns_lists_are_tuples_so_that_it_is_frozen_all_the_way_down(noun: BaseModel) -> None:
    waiting: list[object] = [noun]
    while waiting:
        here = waiting.pop()
        assert not isinstance(here, list | set)
        if isinstance(here, BaseModel):
            waiting.extend(getattr(here, name) for name in type(here).model_fields)
        elif isinstance(here, tuple):
            waiting.extend(here)


@pytest.mark.parametrize(
    "noun", [one for one in SAMPLES if not isinstance(one, EngineAnswer)], ids=lambda noun: type(noun).__name__
)
def test_a_noun_can_be_a_key(noun: BaseModel) -> None:
    assert {noun: 1}[type(noun).model_validate(noun.model_dump())] == 1


def test_a_document_is_open_to_everyone_unless_told_otherwise() -> None:
    assert PersonDocument(key="a", version=0).access == (EVERYONE,)
    assert Question().access == (EVERYONE,)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("offset", -1),
        ("limit", -1),
        ("facet_size", -1),
        ("sort", "age"),
        ("facets", ("shoe",)),
        ("where", {"op": "xor"}),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(field: str, wrong: object) -> None:
    with pytest.raises(ValidationError) as refused:
        Question.model_validate({field: wrong})
    assert refused.value.errors()[0]["loc"][0] == field


@pytest.mark.parametrize("scope", ["any", "title", "company", "skill", "location", "school", "name"])
def test_every_scope_of_a_leaf_survives_json(scope: str) -> None:
    for op in ("word", "phrase", "prefix"):
        question = Question.model_validate({"where": {"op": op, "text": "x", "scope": scope}})
        assert json.loads(question.model_dump_json())["where"] == {
            "op": op,
            "text": "x",
            "scope": scope,
            "weight": 1.0,
        }


def test_a_tree_of_conditions_is_told_apart_by_its_operator_alone() -> None:
    parts = [WORD.model_dump(), PHRASE.model_dump()]
    both, either = (Question.model_validate({"where": {"op": op, "parts": parts}}).where for op in ("and", "or"))
    assert (both, either) == (And(parts=(WORD, PHRASE)), Or(parts=(WORD, PHRASE)))
    assert both != either


@pytest.mark.parametrize("status", ["", "OK", "fine", None])
def test_a_parse_ends_in_a_known_status_only(status: object) -> None:
    with pytest.raises(ValidationError):
        ParseOutcome.model_validate({"status": status})


@pytest.mark.parametrize("decision", ["maybe", "", None])
def test_a_link_is_decided_in_known_words_only(decision: object) -> None:
    with pytest.raises(ValidationError):
        Link.model_validate(
            {"candidate": "c", "profile": "p", "probability": 1, "none_probability": 0, "decision": decision}
        )


def test_a_box_has_four_numbers() -> None:
    for box in ((1.0, 2.0, 3.0), (1.0, 2.0, 3.0, 4.0, 5.0), ("a", 2.0, 3.0, 4.0)):
        with pytest.raises(ValidationError):
            Found[str].model_validate({"value": "x", "confidence": 1.0, "box": box})
