"""Every feature is what a slow reading of its sentence gives, and moves only with what it is about."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.document import PersonDocument
from entities.query import Scope
from ranking.features import ASKED_BY, COVERAGES, DAY, HALF_LIFE_DAYS, READ_FROM, Field, Found, features, wanted_title
from ranking.model import CANDIDATE_WEIGHTS, FEATURES, QUERY_WEIGHTS
from ranking.stages import far_stage, hired_stage, rejected_stage
from ranking.terms import Term
from ranking.titles import family_fit, seniority_fit
from ranking.titles_model import title_meaning
from tests.ranking import invented
from tests.ranking.invented import NOW, VOCABULARY, analyse, coverage, document, holds, term

few = settings(max_examples=40)  # each example computes two matrices


def covered(person: PersonDocument, terms: list[Term], field: Field) -> float:
    """Say slowly what share of the terms that a field may answer it holds, by weight."""
    own = [one for one in terms if one.scope == ASKED_BY.get(field)]
    asked = own or [one for one in terms if one.scope == "any"]
    total = sum(one.weight for one in asked)
    held = sum(one.weight for one in asked if holds(one, READ_FROM[field](person)))
    return held / total if total else 0.0


def placed(person: PersonDocument, terms: list[Term]) -> float:
    """Say slowly what share of the places asked for the person's place is."""
    asked = [one for one in terms if one.scope == "location"]
    total = sum(one.weight for one in asked)
    return sum(one.weight for one in asked if holds(one, person.location)) / total if total else 0.0


def similar(person: PersonDocument, terms: list[Term]) -> float:
    """Say slowly how like the asked title the most like of the person's titles is."""
    wanted = {token for one in wanted_title(terms) for token in one.tokens}
    titles = [person.current_title, *person.titles] if person.current_title or person.titles else [person.headline]
    return max(alike(wanted, set(analyse(title))) for title in titles)


def alike(wanted: set[str], held: set[str]) -> float:
    """Say slowly how long the words that two titles share are beside what only one of them has."""
    shared = " ".join(wanted & held)
    rest = min(len(" ".join(wanted - held)), len(" ".join(held - wanted)))
    return 2 * len(shared) / (2 * len(shared) + (1 + rest if rest else 0)) if shared else 0.0


def meant(person: PersonDocument, asked: str) -> float:
    """Say slowly how alike the asked title and the most alike of the person's first four are in meaning."""
    titles = [title for title in dict.fromkeys((person.current_title, *person.titles)) if title] or [person.headline]
    if not any(titles):
        titles = [line for line in person.summary.splitlines() if line.strip()]
    return max((title_meaning(asked, title) for title in titles[:4]), default=0.0)


def slowly(one: Found, terms: list[Term]) -> dict[str, float]:
    """Compute all features of one person as their names read."""
    person = one.document
    asked = " ".join(each.text for each in wanted_title(terms))
    title = person.current_title or (person.titles[0] if person.titles else person.headline)
    said = any(one.scope == "title" for one in wanted_title(terms))
    meaning = meant(person, asked) * (1.0 if said else 0.125)
    hired, far, rejected = (any(map(is_so, person.stages)) for is_so in (hired_stage, far_stage, rejected_stage))
    days = max(0.0, NOW.timestamp() - person.updated) / DAY
    filled = [person.titles, person.companies, person.skills, person.schools, person.summary]
    filled += [person.location, person.headline]
    heaviest, titled = (max((each.weight for each in some), default=0.0) for some in (terms, wanted_title(terms)))
    share = titled / heaviest if 0 < titled < heaviest else 1.0
    return {
        **{name: covered(person, terms, field) for name, field in COVERAGES.items()},
        "coverage": coverage(person, terms),
        "location": placed(person, terms),
        "title_similarity": share * similar(person, terms),
        "title_meaning": share * meaning,
        "title_alone": share * meaning if terms and {one.scope for one in terms} == {"title"} else 0.0,
        "seniority": share * seniority_fit(asked, title),
        "family": share * family_fit(asked, title),
        "lexical": min(1.0, max(0.0, one.score)),
        "recency": 0.5 ** (days / HALF_LIFE_DAYS) if person.updated else 0.0,
        "hired_before": float(hired),
        "silver_medal": float(far and not hired),
        "rejected": float(rejected and not far and not hired),
        "open_to_work": float(person.open_to_work),
        "in_ats": float(person.in_ats),
        "completeness": sum(map(bool, filled)) / 7,
    }


@few
@given(invented.found, invented.terms)
def test_each_feature_equals_its_slow_reading(found: list[Found], terms: list[Term]) -> None:
    values = features(found, terms, now=NOW, analyse=analyse).values
    for at, one in enumerate(found):
        expected = slowly(one, terms)
        assert set(expected) == set(FEATURES)
        assert values[at].tolist() == pytest.approx([expected[name] for name in FEATURES])


def values_of(found: list[Found], terms: list[Term]) -> list[list[float]]:
    rows: list[list[float]] = features(found, terms, now=NOW, analyse=analyse).values.tolist()
    return rows


@few
@given(invented.found, invented.terms)
def test_who_stands_where_in_the_answer_changes_no_value(found: list[Found], terms: list[Term]) -> None:
    assert values_of(found[::-1], terms) == values_of(found, terms)[::-1]


@few
@given(invented.found, invented.terms, st.sampled_from([0.25, 2.0, 1024.0]))
def test_only_the_proportions_of_weights_count(found: list[Found], terms: list[Term], times: float) -> None:
    heavier = [replace(one, weight=one.weight * times) for one in terms]
    assert values_of(found, heavier) == values_of(found, terms)


@few
@given(invented.found, invented.terms)
def test_capitals_in_a_document_change_no_value(found: list[Found], terms: list[Term]) -> None:
    def loud(person: PersonDocument) -> PersonDocument:
        texts = {name: value.upper() for name, value in person if isinstance(value, str) and name != "key"}
        lists = ("titles", "companies", "skills", "schools", "tags")
        return person.model_copy(update=texts | {n: tuple(map(str.upper, getattr(person, n))) for n in lists})

    assert values_of([replace(one, document=loud(one.document)) for one in found], terms) == values_of(found, terms)


@few
@given(invented.found, invented.terms)
def test_the_order_of_terms_changes_no_coverage(found: list[Found], terms: list[Term]) -> None:
    whole = features(found, terms, now=NOW, analyse=analyse)
    turned = features(found, terms[::-1], now=NOW, analyse=analyse)
    for name in ("coverage", "location", *COVERAGES):
        assert turned.column(name).tolist() == pytest.approx(whole.column(name).tolist())
    assert turned.held[::-1].tolist() == whole.held.tolist()


@few
@given(invented.documents, invented.terms)
def test_what_nobody_asked_for_changes_only_what_a_person_is_like(person: PersonDocument, terms: list[Term]) -> None:
    person = person.model_copy(update={"headline": person.headline or "clerk"})  # or a title is looked for in the text
    richer = person.model_copy(
        update={
            "skills": (*person.skills, "xylophone"),
            "summary": f"{person.summary} xylophone",
            "stages": (*person.stages, "Hired"),
            "open_to_work": not person.open_to_work,
            "in_ats": not person.in_ats,
        }
    )
    plain, changed = values_of([Found(person, 1.0)], terms)[0], values_of([Found(richer, 1.0)], terms)[0]
    moved = {name for name, one, other in zip(FEATURES, plain, changed, strict=True) if one != other}
    assert moved <= set(CANDIDATE_WEIGHTS)


@few
@given(invented.documents, invented.terms)
def test_a_question_changes_only_how_a_person_fits_it(person: PersonDocument, terms: list[Term]) -> None:
    asked, unasked = values_of([Found(person, 1.0)], terms)[0], values_of([Found(person, 1.0)], [])[0]
    moved = {name for name, one, other in zip(FEATURES, asked, unasked, strict=True) if one != other}
    assert moved <= set(QUERY_WEIGHTS) - {"lexical"}


RAISED: dict[str, tuple[Scope, tuple[str, ...]]] = {
    "skills": ("skill", ("skills",)),
    "companies": ("company", ("companies",)),
    "schools": ("school", ()),
    "tags": ("any", ("summary",)),
}


@few
@given(invented.documents, invented.words, st.sampled_from(sorted(RAISED)), invented.terms)
def test_one_more_entry_lowers_no_feature(person: PersonDocument, word: str, field: str, terms: list[Term]) -> None:
    richer = person.model_copy(update={field: (*getattr(person, field), word)})
    asked = [*terms, term(word, RAISED[field][0])]
    before, after = values_of([Found(person, 1.0)], asked)[0], values_of([Found(richer, 1.0)], asked)[0]
    for name, one, other in zip(FEATURES, before, after, strict=True):
        assert other >= one, name
    assert dict(zip(FEATURES, after, strict=True))["coverage"] > 0


@pytest.mark.parametrize("field", COVERAGES.items(), ids=lambda pair: pair[0])
def test_a_field_that_holds_all_that_is_asked_is_covered_whole(field: tuple[str, Field]) -> None:
    everything = " ".join(VOCABULARY)
    held = {"current_title": everything} if field[1] == "current_title" else {}
    lists = {"titles", "skills", "companies"}
    person = document(**(held or {field[1]: (everything,) if field[1] in lists else everything}))
    computed = features([Found(person, 1.0)], [term(word) for word in VOCABULARY], now=NOW, analyse=analyse)
    assert computed.column(field[0]).tolist() == [1.0]
    others = set(COVERAGES) - {field[0]} - ({"title"} if field[0] == "current_title" else set())
    assert [name for name in others if computed.column(name)[0] > 0] == []


@few
@given(st.integers(0, 4000), st.integers(1, 4000))
def test_the_longer_ago_the_less_recent(days: int, later: int) -> None:
    now = int(NOW.timestamp())
    people = [document("a", updated=now - days * DAY), document("b", updated=now - (days + later) * DAY)]
    newer, older = features([Found(one, 1.0) for one in people], [], now=NOW, analyse=analyse).column("recency")
    assert 1 >= newer > older > 0
    assert newer / older == pytest.approx(math.pow(2, later / HALF_LIFE_DAYS))
