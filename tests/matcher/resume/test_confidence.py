"""Tests of calibrated confidences: rising with the raw score, changing nothing else, by the committed table."""

import hashlib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.resume import Found, FoundPosition, Resume
from matcher.resume.confidence import (
    LEAST,
    MOST,
    MOST_RISE,
    SHA256,
    TABLE,
    Scale,
    calibrated,
    document_signs,
    measure,
    rebuilt,
    scales,
)
from matcher.resume.line import Pages
from matcher.resume.person import read_person, read_raw
from matcher.resume.sections import Section
from tests.matcher.resume.printed_lines import line, lines

FIELDS = (
    "name email phone links city company title start end school degree area school_end skills languages certifications"
).split()
NOTES = """
#Ada Byron
Leeds, UK | ada.byron@example.com | +44 20 7946 0958
#Experience
*Software Engineer\tMar 2019 – Present
Vogel GmbH, Berlin
*Developer\tJan 2015 – Feb 2019
Haas AG, Hamburg
#Education
*BSc Mathematics\t2011 – 2014
University of York
#Skills
Python, SQL, Welding
"""
signs = st.lists(st.floats(0, 1), min_size=12, max_size=12)


def value(text: str, confidence: float = 0.9) -> Found[str]:
    return Found[str](value=text, confidence=confidence, text=text)


def pages() -> Pages:
    return Pages(lines=tuple(lines(NOTES)))


def test_the_table_is_the_built_one() -> None:
    content = (files("matcher.resume") / "lexicons" / TABLE).read_bytes()
    assert hashlib.sha256(content).hexdigest() == SHA256


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_a_rising_scale(field: str) -> None:
    scale = scales()[field]
    assert list(scale.scores) == sorted(scale.scores)
    assert list(scale.confidences) == sorted(scale.confidences)
    assert len(scale.scores) == len(scale.confidences)
    assert all(LEAST <= sure <= MOST for sure in scale.confidences)
    assert scale.weights[1] >= 0


@given(st.sampled_from(FIELDS), signs, st.floats(-4, 4), st.floats(-4, 4))
def test_a_higher_raw_score_is_never_less_sure(field: str, others: list[float], one: float, other: float) -> None:
    scale = scales()[field]
    low, high = sorted((one, other))
    assert scale.confidence([low, *others]) <= scale.confidence([high, *others])


def test_steps_hold_from_their_score_on() -> None:
    scale = Scale((0.0, 1.0), (0.0, 1.0), (0.25, 0.75))
    assert [scale.confidence([score]) for score in (-5.0, 0.0, 0.99, 1.0, 9.0)] == [0.25, 0.25, 0.25, 0.75, 0.75]


def test_only_confidences_change() -> None:
    raw, sections = read_raw(pages())
    sure = calibrated(raw, sections)
    assert sure == read_person(pages())
    assert rebuilt(sure, {}) == sure

    def bare(resume: Resume) -> str:
        every = {id(one.value): 0.5 for one in measure(resume, sections)}
        return rebuilt(resume, every).model_dump_json()

    assert bare(sure) == bare(raw)


def test_every_value_but_free_text_is_measured() -> None:
    resume, sections = read_raw(pages())
    fields = [one.field for one in measure(resume, sections)]
    assert set(fields) <= set(FIELDS)
    assert fields.count("company") == len(resume.work)
    assert fields.count("skills") == len(resume.skills)
    assert all(len(one.signs) == len(scales()[one.field].weights) - 1 for one in measure(resume, sections))
    assert all(0 <= sign <= 1 for one in measure(resume, sections) for sign in one.signs[1:])


def test_a_document_that_is_understood_has_more_signs() -> None:
    resume, sections = read_raw(pages())
    unknown = [Section("other", None, section.lines) for section in sections]
    understood, opaque = document_signs(resume, sections), document_signs(resume, unknown)
    assert understood[0] > opaque[0]
    assert understood[1] < opaque[1]
    assert document_signs(Resume(), []) == (0.0, 0.0, 0.0, 0.5, 0.5, 0.0, 1.0, 0.0)


@pytest.mark.parametrize(("starts", "share"), [(("2020", "2018", "2015"), 1.0), (("2015", "2018"), 0.0), ((), 1.0)])
def test_positions_in_order_are_a_sign(starts: tuple[str, ...], share: float) -> None:
    work = tuple(FoundPosition(start=value(start), title=value("Cook")) for start in starts)
    assert document_signs(Resume(work=work), [])[6] == share


def test_what_stands_in_a_clear_document_is_sure() -> None:
    resume = read_person(pages())
    assert resume.name
    assert resume.name.confidence >= 0.9
    assert resume.emails[0].confidence >= 0.9
    assert all(
        after.confidence <= before.value.confidence + MOST_RISE + 0.006
        for raw, sections in [read_raw(pages())]
        for before, after in zip(
            measure(raw, sections), [one.value for one in measure(calibrated(raw, sections), sections)], strict=True
        )
    )
    guess = read_person(Pages(lines=(line("Something Else"), line("12 of 34"))))
    assert guess.name is None or guess.name.confidence < resume.name.confidence
