"""A question comes of any job, however odd its texts, and holds the laws of questions."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.ats import Job
from entities.query import Everything, Or, Word
from indexing.analysis import analyse
from indexing.query import parse_query
from ranking import JobQuestion, QuestionPart, job_question, question_of, terms_of
from ranking.question import MOST_SKILLS, MOST_WORDS, TOO_COMMON, WEIGHTS, nodes_of, plain_text, plain_title
from ranking.skills import lexicon
from ranking.stopwords import STOPWORDS

HUGE = 200_000
ODD: dict[str, str] = {
    "empty": "",
    "white space": " \n\t\u3000 ",
    "markup only": "<div><br/><p></p><ul><li> </li></ul></div>",
    "unclosed markup": "<ul><li>Python<li>SQL <b",
    "comparison": "needs x < y and y > z, 3<4",
    "entities": "R&amp;D &lt;Python&gt; &#8226; SQL &nbsp; &bogus;",
    "script": "<script>var python = 'SQL';</script><style>p{color:red}</style>Nurse",
    "one endless line": "python " * (HUGE // 7),
    "one endless word": "x" * HUGE,
    "many words": " ".join(f"q{number:x}z" for number in range(20_000)),
    "digits": "2024 100 3.5 007",
    "punctuation": "!!! --- ((( \\ \"\" '' *** &&& ~~~",
    "operators": 'AND OR NOT title:x -y (z "w',
    "German": "Wir suchen Pflegefachkräfte für die Notaufnahme. Erfahrung mit Triage und Wundversorgung nötig.",
    "Spanish": "Buscamos enfermeras con experiencia en urgencias. Conocimientos de Python y SQL.",
    "French": "Nous recherchons un développeur; compétences: Python, SQL. Atout: Kafka.",
    "Chinese": "我们招聘软件工程师, 熟悉 Python 和 SQL。负责数据平台。",
    "Arabic": "نبحث عن مهندس برمجيات يجيد Python",
    "Japanese": "データ分析の経験。Python が必須です。",
    "bidi": "\u202ePython\u202c \u2066SQL\u2069",
    "emoji": "🚀🚀 Rust 🦀 lovers 💜",
    "nul": "Py\x00thon \x00",
    "surrogate": "Python \ud800 SQL",
    "combining": "Mu\u0308ller Ma\u0301laga caf\u0065\u0301",
}
TITLES = (
    "Data Engineer",
    "C++ / C# Developer (m/w/d)",
    "(m/f/x)",
    "看護師",
    "-",
    "AND",
    '"',
    "Nurse: ICU *",
    "a" * 200,
)


def job(title: str = "Data Engineer", **fields: Any) -> Job:
    return Job.model_construct(
        id="j1", modified=datetime(2026, 5, 1, tzinfo=UTC), title=title, **{"postings": (), **fields}
    )


def assert_lawful(question: JobQuestion) -> None:
    """Check what holds of every question built from a job."""
    for part in question.parts:
        assert 0 < part.weight <= WEIGHTS[part.kind]
        assert any(analyse(leaf.text) for leaf in nodes_of(part)), part.kind
    words = [part.text for part in question.parts if part.kind == "word"]
    skills = [part.text for part in question.parts if part.kind in ("skill", "nice_skill")]
    assert len(words) <= MOST_WORDS
    assert len(skills) <= MOST_SKILLS
    assert len(set(words)) == len(words)
    assert len(set(skills)) == len(skills)
    assert not STOPWORDS.intersection(words)
    other = {token for part in question.parts if part.kind != "word" for token in analyse(part.text)}
    assert other.isdisjoint(token for word in words for token in analyse(word))
    asked = {(one.tokens, one.scope) for one in terms_of(question.where, analyse=analyse)}
    assert {(one.tokens, one.scope) for one in terms_of(parse_query(question.text), analyse=analyse)} == asked
    assert question_of(question.parts) == question
    assert isinstance(question.where, Or if question.parts else Everything)


@pytest.mark.parametrize("name", ODD)
def test_an_odd_description_gives_a_lawful_question(name: str) -> None:
    question = job_question(job(description=ODD[name]), analyse=analyse)
    assert_lawful(question)
    assert question == job_question(job(description=ODD[name]), analyse=analyse)
    assert len(json.dumps(question.model_dump(mode="json"))) < 50_000


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("place", ["", ", , ,", "Wien, Österreich", "東京, 日本", "-"])
def test_odd_titles_and_places_give_lawful_questions(title: str, place: str) -> None:
    question = job_question(job(title, location=place, description="Needs triage."), analyse=analyse)
    assert_lawful(question)
    assert [part.kind for part in question.parts].count("title") == bool(analyse(plain_title(title)))
    assert [part.kind for part in question.parts].count("location") == bool(analyse(place.partition(",")[0]))


@pytest.mark.parametrize(
    ("name", "skills"),
    [
        ("unclosed markup", {"Python", "SQL"}),
        ("entities", {"Python", "SQL"}),
        ("Spanish", {"Python", "SQL"}),
        ("French", {"Python", "SQL", "Kafka"}),
        ("Chinese", {"Python", "SQL"}),
        ("Japanese", {"Python"}),
        ("Arabic", {"Python"}),
        ("emoji", {"Rust"}),
        ("one endless line", {"Python"}),
        ("empty", set()),
        ("digits", set()),
    ],
)
def test_skills_are_found_in_any_language_and_dress(name: str, skills: set[str]) -> None:
    question = job_question(job("Nurse", description=ODD[name]), analyse=analyse)
    assert {part.text for part in question.parts if part.kind in ("skill", "nice_skill")} == skills


@pytest.mark.parametrize("needed", [0, 5, MOST_SKILLS, MOST_SKILLS + 9])
def test_needed_and_nice_skills_share_one_limit_the_needed_first(needed: int) -> None:
    names = [skill.name for skill in lexicon() if not skill.exact and "/" not in skill.name][: 2 * needed + 60 : 2]
    text = "Requirements:\n" + "\n".join(names[:needed]) + "\nNice to have:\n" + "\n".join(names[needed:])
    question = job_question(job("Nurse", description=text), analyse=analyse)
    kinds = [part.kind for part in question.parts if part.kind in ("skill", "nice_skill")]
    assert len(kinds) == MOST_SKILLS
    assert kinds.count("skill") == min(needed, MOST_SKILLS)
    assert kinds == sorted(kinds, reverse=True)


def test_words_of_other_languages_are_told_from_their_stop_words() -> None:
    question = job_question(job(description=ODD["German"]), analyse=analyse)
    words = {part.text.lower() for part in question.parts}
    assert {"notaufnahme", "triage", "wundversorgung"} <= words
    assert words.isdisjoint({"wir", "suchen", "für", "die", "mit", "und", "erfahrung"})


PIECES = st.sampled_from(
    ["<p>", "</p>", "<", ">", "&amp;", "&", ";", "Python", "SQL", " ", "\n", "nice to have:", "C++"]
)
MESSY = st.lists(PIECES | st.text(max_size=6), max_size=15).map("".join)


@given(MESSY, st.text(max_size=15), st.text(max_size=15))
def test_any_texts_give_a_lawful_question(description: str, title: str, place: str) -> None:
    assert_lawful(job_question(job(title, description=description, location=place), analyse=analyse))


@given(MESSY)
def test_a_description_said_twice_asks_for_the_same_things(description: str) -> None:
    once = job_question(job(description=description), analyse=analyse)
    twice = job_question(job(description=f"{description}\n\n{description}"), analyse=analyse)
    if "<" not in description and ":" not in description:
        assert {(part.kind, part.text) for part in twice.parts} == {(part.kind, part.text) for part in once.parts}


@given(st.text(max_size=40))
def test_text_without_markup_is_left_as_it_is(text: str) -> None:
    if "<" not in text and "&" not in text:
        assert plain_text(text) == text


@given(st.lists(st.sampled_from(["p", "/p", "br/", "b class='x'", "!-- y --"]), max_size=8))
def test_nothing_is_left_of_markup_alone(tags: list[str]) -> None:
    assert plain_text("".join(f"<{tag}>" for tag in tags)).strip() == ""


@given(st.text(max_size=60))
def test_a_plain_title_is_plain_already(title: str) -> None:
    plain = plain_title(title)
    assert plain_title(plain) == plain
    assert not STOPWORDS.intersection(word.casefold() for word in plain.split())


@pytest.mark.parametrize(
    ("share", "asked"),
    [(0.0, False), (1e-9, True), (0.1, True), (TOO_COMMON - 1e-9, True), (TOO_COMMON, False), (1.0, False)],
)
def test_a_word_is_asked_for_if_somebody_but_not_every_second_one_holds_it(
    share: float,
    asked: bool,  # noqa: FBT001 - a column
) -> None:
    question = job_question(job(description="Glockenspiel"), analyse=analyse, frequencies=lambda _: [share])
    assert ("glockenspiel" in [part.text for part in question.parts]) is asked


@given(st.lists(st.integers(1, 450).map(lambda many: many / 1000), min_size=3, max_size=3, unique=True))
def test_the_rarer_a_word_the_more_it_weighs(shares: list[float]) -> None:
    of = dict(zip(("tuba", "xylophon", "quark"), shares, strict=True))
    question = job_question(
        job(description="tuba xylophone quark"),
        analyse=analyse,
        frequencies=lambda tokens: [of.get(token, 0.0) for token in tokens],
    )
    weights = {analyse(part.text)[0]: part.weight for part in question.parts if part.kind == "word"}
    assert sorted(weights, key=lambda token: -weights[token]) == sorted(of, key=lambda token: of[token])
    assert max(weights.values()) == WEIGHTS["word"]


def test_a_word_is_shown_in_its_most_frequent_spelling() -> None:
    text = "pipeline pipelines pipelines; quarks quark"
    words = [part.text for part in job_question(job(description=text), analyse=analyse).parts if part.kind == "word"]
    assert words == ["pipelines", "quark"]


@pytest.mark.parametrize(
    ("text", "kind", "leaves"),
    [
        ("Data Engineer", "title", [("data", "title"), ("engineer", "title")]),
        ("machine learning", "skill", [("machine learning", "any")]),
        ("New York", "location", [("new york", "location")]),
        ("& - Wien", "location", [("wien", "location")]),
        ("& -", "skill", []),
        ("", "title", []),
        ("triage", "word", [("triage", "any")]),
    ],
)
def test_a_part_is_asked_for_in_its_scope(text: str, kind: Any, leaves: list[tuple[str, str]]) -> None:
    found = nodes_of(QuestionPart(kind=kind, text=text, weight=2.0))
    assert [(leaf.text.lower(), leaf.scope) for leaf in found] == leaves
    assert all(leaf.weight == 2.0 for leaf in found)
    assert all(isinstance(leaf, Word) == (" " not in leaf.text) for leaf in found)
