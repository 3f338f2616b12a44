"""Tests of printed pages moved, scaled, redrawn in another order or cut into pieces: what they say stays the same."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.resume import parse_resume
from tests.matcher.resume.cv_builder import WESTERN, Block, Facts, Layout, blocks, facts, read, truth
from tests.matcher.resume.cv_people import PEOPLE
from tests.matcher.resume.pdf_writer import LETTER, classic, document, literal, packed, shown, tableless

Shown = tuple[float, float, float, str]  # left, baseline's distance from the top, size, text
SIZES = {"name": 22.0, "head": 14.0}


def placed(printed: list[Block]) -> list[Shown]:
    """Place every cell of a page of one column."""
    found: list[Shown] = []
    y = 50.0
    for block in printed:
        if block.kind == "gap":
            y += 8
            continue
        size = SIZES.get(block.kind, 10.0)
        y += max(15.0, 1.4 * size)
        texts = [f"• {block.cells[0]}"] if block.kind == "bullet" else list(block.cells)
        starts = [60.0, 420.0] if len(texts) == 2 and len(texts[1]) < 32 else [60.0, 230.0]
        found += [(x, y, size, text) for x, text in zip(starts, texts, strict=False)]
    return found


def drawn(
    page: list[Shown], *, scale: float = 1.0, right: float = 0.0, down: float = 0.0, height: float = 792.0
) -> bytes:
    return b"\n".join(
        shown([(x * scale + right, y * scale + down, text)], size * scale, height) for x, y, size, text in page
    )


def page_of(language: str, role: str = "title first, dates right") -> list[Shown]:
    return placed(blocks(PEOPLE[language], Layout(role=role)))


def said(content: bytes, tree: bytes = LETTER) -> Facts:
    return read(classic(document(content, tree=tree)), "a.pdf")


def box(width: float, height: float) -> bytes:
    return b"/MediaBox[0 0 %g %g]" % (width, height)


@settings(max_examples=20)
@given(st.sampled_from(WESTERN), st.integers(0, 10**6))
def test_the_order_of_drawing_says_nothing(language: str, seed: int) -> None:
    page = page_of(language)
    random.Random(seed).shuffle(page)
    assert said(drawn(page)) == truth(PEOPLE[language])


@pytest.mark.parametrize("scale", [0.7, 0.85, 1.0, 1.3, 2.0])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_scaled_page_says_the_same(scale: float, language: str) -> None:
    height = 792.0 * max(1.0, scale)
    content = drawn(page_of(language), scale=scale, height=height)
    assert said(content, box(612 * max(1.0, scale), height)) == truth(PEOPLE[language])


@pytest.mark.parametrize(("right", "down"), [(-30, 0), (20, 0), (0, 60), (0, -20), (15, 40)])
def test_a_moved_page_says_the_same(right: float, down: float) -> None:
    assert said(drawn(page_of("fr"), right=right, down=down)) == truth(PEOPLE["fr"])


@pytest.mark.parametrize(("width", "height"), [(612, 792), (595, 842), (842, 1191), (700, 900)])
def test_the_paper_s_size_says_nothing(width: float, height: float) -> None:
    for language in ("en", "sv"):
        assert said(drawn(page_of(language), height=height), box(width, height)) == truth(PEOPLE[language])


@pytest.mark.parametrize("write", [classic, packed, tableless])
def test_the_container_s_form_says_nothing(write: object) -> None:
    assert callable(write)
    for language in ("en", "it"):
        assert read(write(document(drawn(page_of(language)))), "a.pdf") == truth(PEOPLE[language])


def by_words(page: list[Shown]) -> bytes:
    """Show every word by itself, where Helvetica sets it."""
    widths = {**dict.fromkeys("ijl'|", 0.222), **dict.fromkeys(" tfI/.,:;()-", 0.278), **dict.fromkeys("mMW", 0.83)}
    pieces = []
    for x, y, size, text in page:
        at = x
        for word in text.split(" "):
            pieces.append((at, y, size, word))
            at += size * (sum(widths.get(letter, 0.556) for letter in word) + 0.3)
    return drawn(pieces)


@pytest.mark.parametrize("language", ["en", "es", "nl"])
def test_words_shown_apart_are_joined(language: str) -> None:
    got = said(by_words(page_of(language)))
    wanted = truth(PEOPLE[language])
    assert (got.name, got.emails, got.phones, got.languages) == (
        wanted.name,
        wanted.emails,
        wanted.phones,
        wanted.languages,
    )
    assert [row[2:] for row in got.positions] == [row[2:] for row in wanted.positions]


@pytest.mark.parametrize("language", ["en", "da", "fi"])
def test_text_under_a_matrix_is_where_the_matrix_says(language: str) -> None:
    content = b"q 2 0 0 2 0 0 cm\n" + drawn(page_of(language), scale=0.5, height=396.0) + b"\nQ"
    assert said(content) == truth(PEOPLE[language])


@pytest.mark.parametrize("paint", [b"1 0 0 rg", b"0.2 g", b"/DeviceRGB cs 0 0 1 sc", b"0 0 0 1 k"])
def test_colours_say_nothing(paint: bytes) -> None:
    assert said(paint + b"\n" + drawn(page_of("en"))) == truth(PEOPLE["en"])


@pytest.mark.parametrize("language", ["en", "pt"])
def test_drawn_boxes_and_rules_say_nothing(language: str) -> None:
    rules = b" ".join(b"60 %d m 550 %d l S" % (y, y) for y in range(100, 700, 97))
    boxes = b"0.9 g 0 700 612 92 re f 0 g " + b"40 40 532 712 re S "
    assert said(boxes + rules + b"\n" + drawn(page_of(language))) == truth(PEOPLE[language])


@settings(max_examples=12)
@given(st.sampled_from(WESTERN), st.sampled_from(["bars", "brackets", "dates below", "company first, dates right"]))
def test_every_box_stands_where_its_text_was_shown(language: str, role: str) -> None:
    page = page_of(language, role)
    resume = parse_resume(classic(document(drawn(page))), "a.pdf").resume
    assert resume is not None
    assert facts(resume) == truth(PEOPLE[language])
    values = [*resume.emails, *resume.phones, *resume.skills, *resume.languages]
    values += [job.title for job in resume.work if job.title] + [job.company for job in resume.work if job.company]
    for value in values:
        assert value.box is not None
        tops = [y for _, y, _, text in page if (value.raw or value.value) in text]
        assert any(value.box[1] - 4 <= y <= value.box[3] + 4 for y in tops), value


@pytest.mark.parametrize("footer", ["Page {} of 2", "{} / 2", "Seite {} von 2", "- {} -", "Harriet Whitlock, page {}"])
def test_a_page_break_inside_a_list_with_numbers_at_the_foot_adds_nothing(footer: str) -> None:
    """Skills one a line go on on the second page: the page's number is no skill, and no duty."""
    page = placed(blocks(PEOPLE["en"], Layout(skills="\n", sections=("work", "skills"))))
    for cut in (-1, -2, -len(PEOPLE["en"].skills) - 3):
        first = [*page[:cut], (260.0, 770.0, 9.0, footer.format(1))]
        shift = page[cut][1] - 60
        second = [(x, y - shift, size, text) for x, y, size, text in page[cut:]]
        second.append((260.0, 770.0, 9.0, footer.format(2)))
        got = read(classic(document(drawn(first), drawn(second))), "a.pdf")
        wanted = truth(PEOPLE["en"])
        assert (got.skills, got.positions, got.duties) == (wanted.skills, wanted.positions, wanted.duties), cut


def test_a_string_s_escapes_are_its_letters() -> None:
    assert literal("a(b)c\\") == b"(a\\(b\\)c\\\\)"
    page = [(60.0, 80.0, 20.0, "Ada (Byron)"), (60.0, 110.0, 10.0, "ada@example.com")]
    resume = parse_resume(classic(document(drawn(page))), "a.pdf").resume
    assert resume is not None
    assert [value.value for value in resume.emails] == ["ada@example.com"]
