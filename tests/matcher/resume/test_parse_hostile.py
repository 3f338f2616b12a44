"""Tests of hostile text: endless, countless, controlling, reversed; the answer stays typed and the work bounded."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.resume import Resume
from matcher.resume import dates, parse_resume
from matcher.resume.line import Line, Pages, Part
from matcher.resume.person import LONGEST_LINE, MOST_PARTS, read_person

LARGE = 150_000  # characters, near what a text file may hold
UNITS = (
    "a",
    "A b ",
    "@",
    "a@b.",
    "1",
    "+49 30 1234567 ",
    "2019 – ",
    "01/2019 - 02/2020 ",
    "Jan ",
    "- ",
    "| ",
    "( ",
    ", ",
    "http://",
    "www.a.",
    "Python, ",
    "University of ",
    "GmbH ",
    "of in at ",
    "\u202e",
    "\u0301",
    "\u200b",
    "漢",
    "é",
)
TITLES = ("Experience", "Education", "Skills", "Languages", "Certifications", "Contact")


def parsed(text: str) -> Resume | None:
    outcome = parse_resume(text.encode("utf-8", "surrogatepass"), "a.txt")
    assert outcome.status in ("ok", "empty", "unsupported", "too_large")
    return outcome.resume


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.timeout(60)
def test_one_endless_line_of_anything_ends(unit: str) -> None:
    for title in ("Experience", "Skills"):
        parsed(f"Ada Byron\nada@example.com\n\n{title}\n\n{unit * (LARGE // len(unit))}")


@pytest.mark.parametrize("unit", ["Cook, Inn, 2019 – 2020", "- Cooked.", "Cook", "Python, SQL", "Skills", "", "a b"])
@pytest.mark.timeout(60)
def test_countless_lines_of_anything_end(unit: str) -> None:
    for title in ("Experience", "Education", "Skills"):
        parsed(f"Ada Byron\n\n{title}\n\n" + f"{unit}\n" * 1000)
    parsed(f"{unit}\n" * 3000)


@pytest.mark.timeout(60)
def test_a_million_characters_are_refused_not_read() -> None:
    assert parse_resume(b"a" * 1_000_000, "a.txt").status == "too_large"
    assert parse_resume(b"a\n" * 500_000, "a.txt").status == "too_large"


def calls_of(function: str, text: str) -> int:
    """Return how often a function of the dates module is called while a text is parsed."""
    count = 0

    def watch(frame: object, event: str, _: object) -> None:
        nonlocal count
        code = frame.f_code  # type: ignore[attr-defined]  # a frame, as the interpreter gives it
        count += event == "call" and code.co_name == function and code.co_filename == dates.__file__

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        parsed(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("title", TITLES)
def test_dates_are_looked_for_in_proportion_to_the_lines(title: str) -> None:
    body = "Cook, Laurent GmbH, 2019 – 2020\n- Cooked for forty guests.\n"
    small, large = (calls_of("find_dates", f"Ada Byron\n\n{title}\n\n{body * count}") for count in (20, 200))
    assert large <= 12 * small


CONTROL = "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), 127, 0x85, 0x2028, 0x2029, 0xFEFF, 0xFFFD]))
DIRECTION = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(alphabet=CONTROL + DIRECTION + "aA1 \n@.-–", max_size=200))
def test_control_characters_are_survived(text: str) -> None:
    for title in TITLES:
        parsed(f"Ada Byron\n\n{title}\n\n{text}")


@given(st.lists(st.sampled_from([*UNITS, *TITLES, "\n", "\n\n", "\t", "2019 – 2020", "Cook"]), max_size=40))
def test_pieces_in_any_order_are_survived(pieces: list[str]) -> None:
    resume = parsed("".join(pieces))
    assert resume is None or all(0 < skill.confidence < 1 for skill in resume.skills)


@given(st.binary(max_size=300))
def test_any_bytes_get_a_typed_answer(content: bytes) -> None:
    for name in ("a.txt", "a.html", "a.pdf", "a.docx", None):
        assert parse_resume(content, name).status in (
            "ok",
            "empty",
            "unsupported",
            "corrupt",
            "encrypted",
            "needs_ocr",
            "unmappable_fonts",
            "too_large",
        )


@pytest.mark.parametrize("count", [1, MOST_PARTS, MOST_PARTS * 4])
@pytest.mark.timeout(60)
def test_lines_of_countless_parts_are_bounded(count: int) -> None:
    parts = tuple(Part(f"Cook {number}, Inn, 2019 – 2020") for number in range(count))
    lines = tuple(Line(parts=parts, path=f"line[{number}]") for number in range(3))
    resume = read_person(Pages(lines=(Line(parts=(Part("Experience"),), path="line[0]"), *lines)))
    for job in resume.work:
        for value in (job.title, job.company):
            assert value is None or len(value.value) <= LONGEST_LINE


@pytest.mark.parametrize("mark", DIRECTION)
def test_marks_of_direction_hide_no_address(mark: str) -> None:
    resume = parsed(f"Ada Byron\n{mark}ada@example.com{mark} | {mark}+44 20 7946 0958{mark}\n")
    assert resume is not None
    assert [email.value for email in resume.emails] == ["ada@example.com"]
    assert [phone.value for phone in resume.phones] == ["+442079460958"]


@pytest.mark.timeout(60)
def test_no_value_outgrows_its_bound() -> None:
    resume = parsed("Ada Byron\n\nExperience\n\nCook, Inn\n2019 – 2020\n" + "- cooked and cooked\n" * 5000)
    assert resume is not None
    (job,) = resume.work
    assert job.description is not None
    assert len(job.description.value) <= 4000
    assert len(job.description.text) <= 400
