"""What people's titles mean counts as far as the question speaks of a title."""

import pytest

from entities.document import PersonDocument
from entities.query import Scope
from ranking.columns import Rows, column_features, column_shares
from ranking.features import UNSAID, Found, features
from ranking.model import FEATURES, default_model
from ranking.rows import PEOPLE_KEY, encode, frequency_key, token_hash
from ranking.similarity import MOST_MEANT, titles_meant
from ranking.titles_model import title_meaning
from tests.ranking.invented import NOW, analyse, document, term


def both(person: PersonDocument, *asked: tuple[str, Scope], title: str = "") -> tuple[float, float]:
    """Give what the meaning of somebody's titles counts for, and what it counts for once more."""
    terms = [term(text, scope) for text, scope in asked]
    computed = features([Found(person, 0.0)], terms, now=NOW, analyse=analyse, title=title)
    return computed.column("title_meaning")[0], computed.column("title_alone")[0]


NURSE = document(current_title="Krankenpflegerin")
ALIKE = title_meaning("nurse", "Krankenpflegerin")


def test_a_title_alone_counts_twice() -> None:
    assert both(NURSE, ("nurse", "title")) == (ALIKE, ALIKE)


def test_a_title_beside_other_words_counts_once() -> None:
    assert both(NURSE, ("nurse", "title"), ("triage", "any")) == (ALIKE, 0.0)


def test_the_title_of_a_job_stands_in_for_one_that_the_question_lacks() -> None:
    assert both(NURSE, ("triage", "any"), title="nurse") == (ALIKE, 0.0)
    assert both(NURSE, ("cook", "title"), title="nurse")[0] == title_meaning("cook", "Krankenpflegerin")


def test_words_that_may_be_no_title_count_less() -> None:
    assert both(NURSE, ("nurse", "any")) == (ALIKE * UNSAID, 0.0)


def test_the_best_of_the_first_titles_counts() -> None:
    before = tuple(f"Cook {number}" for number in range(MOST_MEANT - 1))
    assert both(document(current_title="Cook", titles=(*before[1:], "nurse")), ("nurse", "title"))[0] == 1.0
    assert both(document(current_title="Cook", titles=(*before, "nurse")), ("nurse", "title"))[0] < 1.0


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ann Lee\nann@example.org\n\nRegistered nurse\n----\nI care", ("Ann Lee", "Registered nurse", "I care")),
        ("one two three four five six seven eight nine", ("one two three four five six seven eight",)),
        ("a\nb\nc\nd\ne", ("a", "b", "c", "d")),
        ("", ()),
    ],
)
def test_who_has_no_title_is_judged_by_the_first_lines(text: str, meant: tuple[str, ...]) -> None:
    assert titles_meant(document(summary=text)) == meant
    assert titles_meant(document(summary=text, headline="Cook")) == ("Cook",)


def test_an_engineer_is_never_offered_to_who_asks_for_a_dentist() -> None:
    people = [
        document("engineer", current_title="Software engineer", titles=("Software engineer",), open_to_work=True),
        document("dentist", current_title="Zahnärztin", titles=("Zahnärztin",)),
    ]
    words = [term("dentist", "title")]
    values = features([Found(one, 0.0) for one in people], words, now=NOW, analyse=analyse).values
    first, second = default_model().contributions(values).sum(axis=1)
    assert second > first


def test_rows_know_what_titles_mean() -> None:
    people = [document("a", titles=("Nurse", "Cook", "Clerk", "Driver", "Baker")), document("b"), NURSE]
    rows = Rows.of([encode(one, analyse=analyse) for one in people])
    words = [term("nurse", "title")]
    values = column_features(rows, words, rarities={words[0]: 1.0}, now=NOW, analyse=analyse)
    assert values[:, FEATURES.index("title_meaning")].tolist() == [1.0, 0.0, ALIKE]


def test_shares_are_told_where_enough_people_may_be_found() -> None:
    held = {PEOPLE_KEY: 200, frequency_key(token_hash("nurse"), "any"): 50}
    shares = column_shares(lambda keys: keys.astype(int) * 0 + [held.get(int(key), 0) for key in keys])
    assert shares is not None
    assert shares(["nurse", "cook"]) == [0.25, 0.0]
    assert column_shares(lambda keys: keys.astype(int) * 0 + 99) is None
