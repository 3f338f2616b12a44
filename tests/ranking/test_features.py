"""Turn invented documents into feature values, and compare them with a slow reference."""

import pytest
from hypothesis import given
from rapidfuzz import fuzz

from ranking.features import DAY, FEATURES, FIELDS, Features, Found, features, wanted_title
from tests.ranking import invented
from tests.ranking.invented import NOW, analyse, document, term


def of(
    *documents: invented.PersonDocument, asked: str = "", title: str = "", scores: tuple[float, ...] = ()
) -> Features:
    found = [Found(one, score) for one, score in zip(documents, scores or [1.0] * len(documents), strict=True)]
    return features(found, [term(word) for word in asked.split()], now=NOW, analyse=analyse, title=title)


@given(invented.found, invented.terms)
def test_values_lie_between_0_and_1(found: list[Found], terms: list[invented.Term]) -> None:
    values = features(found, terms, now=NOW, analyse=analyse).values
    assert values.shape == (len(found), len(FEATURES))
    assert ((values >= 0) & (values <= 1 + 1e-12)).all()


@given(invented.found, invented.terms)
def test_coverage_equals_the_slow_reference(found: list[Found], terms: list[invented.Term]) -> None:
    got = features(found, terms, now=NOW, analyse=analyse).column("coverage")
    assert got.tolist() == pytest.approx([invented.coverage(one.document, terms) for one in found])


@given(invented.documents, invented.terms)
def test_a_person_is_judged_alone(person: invented.PersonDocument, terms: list[invented.Term]) -> None:
    alone = features([Found(person, 3.0)], terms, now=NOW, analyse=analyse).values[0]
    others = [Found(document(f"q{number}", titles=("Sales Lead",)), 3.0) for number in range(3)]
    among = features([*others, Found(person, 3.0)], terms, now=NOW, analyse=analyse).values[-1]
    assert among.tolist() == alone.tolist()


def test_many_terms_are_held_as_one_is() -> None:
    words = [f"w{number}" for number in range(150)]
    person = document(skills=tuple(words[::2]), summary=" ".join(words[100:]))
    together = of(person, asked=" ".join(words)).held[:, 0, :]
    for at, word in enumerate(words):
        assert together[at].tolist() == of(person, asked=word).held[0, 0].tolist()


def test_terms_reach_only_the_fields_of_their_scope() -> None:
    person = document(titles=("Python trainer",), skills=("Python",), summary="python")
    computed = features([Found(person, 1)], [term("python", "skill")], now=NOW, analyse=analyse)
    assert [field for field, has in zip(FIELDS, computed.held[0, 0], strict=True) if has] == ["skills"]


def test_a_term_of_two_words_needs_both_in_one_field() -> None:
    person = document(headline="machine operator", skills=("learning",), summary="learning of a machine")
    computed = features([Found(person, 1)], [term("machine learning")], now=NOW, analyse=analyse)
    assert [field for field, has in zip(FIELDS, computed.held[0, 0], strict=True) if has] == ["summary"]


def test_title_is_judged_by_the_terms_asked_of_titles() -> None:
    person = document(titles=("Data engineer",))
    asked = [term("data", "title"), term("nurse", "title"), term("python")]
    assert features([Found(person, 1)], asked, now=NOW, analyse=analyse).column("title").tolist() == [0.5]
    assert [one.text for one in wanted_title(asked)] == ["data", "nurse"]


def test_title_similarity_is_the_best_of_all_titles() -> None:
    people = (document("1", titles=("Nurse", "Data engineer")), document("2"), document("3", headline="Engineer, data"))
    assert of(*people, asked="data engineer").column("title_similarity").tolist() == [1.0, 0.0, 1.0]


def test_title_similarity_is_that_of_whole_words_only() -> None:
    people = [document(str(at), titles=(title,)) for at, title in enumerate(("data lead", "data sales lead", "datum"))]
    found = of(*people, asked="data engineer").column("title_similarity").tolist()
    assert found == pytest.approx([8 / 13, 8 / 17, 0.0])
    for title, value in zip(("data lead", "data sale lead"), found, strict=False):
        assert value == pytest.approx(fuzz.token_set_ratio("data engineer", title) / 100, abs=0.2)


def test_rank_and_family_follow_the_title_given() -> None:
    person = document(current_title="Senior Nurse")
    assert of(person, asked="python", title="Senior Nurse").column("seniority").tolist() == [1.0]
    assert of(person, asked="python", title="Dentist").column("family").tolist() == [1.0]
    assert of(person, asked="python").column("seniority").tolist() == [0.0]


def test_recency_halves_in_a_year() -> None:
    now = int(NOW.timestamp())
    people = [document(str(at), updated=when) for at, when in enumerate((now, now - 365 * DAY, 0, now + 9 * DAY))]
    assert of(*people).column("recency").tolist() == pytest.approx([1.0, 0.5, 0.0, 1.0])


@pytest.mark.parametrize(
    ("stages", "hired", "silver", "rejected"),
    [
        ((), 0, 0, 0),
        (("Applied",), 0, 0, 0),
        (("Offer",), 0, 1, 0),
        (("Offer", "Hired"), 1, 0, 0),
        (("Rejected",), 0, 0, 1),
        (("Rejected", "Final interview"), 0, 1, 0),
    ],
)
def test_stage_history(stages: tuple[str, ...], hired: int, silver: int, rejected: int) -> None:
    computed = of(document(stages=stages))
    names = ("hired_before", "silver_medal", "rejected")
    assert [computed.column(name)[0] for name in names] == [hired, silver, rejected]


def test_how_well_the_words_answer_counts_between_0_and_1() -> None:
    found = [Found(document(str(at)), score) for at, score in enumerate((-1.0, 0.25, 1.0, 8.0))]
    assert features(found, [], now=NOW, analyse=analyse).column("lexical").tolist() == [0.0, 0.25, 1.0, 1.0]


def test_who_else_is_found_changes_no_bit_of_a_value() -> None:
    terms = [term(word, weight=weight) for word, weight in (("data", 0.1), ("lead", 0.7), ("nurse", 1.3))]
    people = [document(f"p{at}", titles=("Data lead", "Nurse")[: at % 3], skills=("lead",)) for at in range(70)]
    alone = [features([Found(one, 0.3)], terms, now=NOW, analyse=analyse).values[0].tolist() for one in people]
    for count in (2, 7, 33, 70):
        found = [Found(one, 0.3) for one in people[:count]]
        assert features(found, terms, now=NOW, analyse=analyse).values.tolist() == alone[:count]


def test_nobody_found() -> None:
    assert features([], [term("data")], now=NOW, analyse=analyse).values.shape == (0, len(FEATURES))
