"""Tests of one person's resume as a page, a Word file, a PDF of one or two columns: all say the same."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.resume import parse_resume
from matcher.resume.limits import Limits, Source
from tests.matcher.resume.cv_builder import (
    ALL,
    ROLES,
    STUDIES,
    STYLES,
    WESTERN,
    Layout,
    blocks,
    facts,
    read,
    to_docx,
    to_html,
    to_pdf,
    to_text,
    truth,
    two_columns,
)
from tests.matcher.resume.cv_people import PEOPLE
from tests.matcher.resume.pdf_writer import classic, document, shown

layouts = st.builds(
    Layout,
    role=st.sampled_from(sorted(set(ROLES) - {"dates above"})),
    study=st.sampled_from(sorted(STUDIES)),
    style=st.sampled_from(sorted(STYLES)),
    dash=st.sampled_from([" – ", " - "]),
)


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("tables", [False, True])
def test_a_page_says_what_the_text_says(language: str, *, tables: bool) -> None:
    person = PEOPLE[language]
    assert read(to_html(blocks(person), tables=tables), "a.html") == read(to_text(blocks(person)), "a.txt")


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("tables", [False, True])
def test_a_word_file_says_what_the_text_says(language: str, *, tables: bool) -> None:
    person = PEOPLE[language]
    assert read(to_docx(blocks(person), tables=tables), "a.docx") == read(to_text(blocks(person)), "a.txt")


@pytest.mark.parametrize("language", WESTERN)
@pytest.mark.parametrize("source", ["pdfminer", "pdfium"])
def test_a_printed_page_says_what_the_text_says(language: str, source: Source) -> None:
    person = PEOPLE[language]
    resume = parse_resume(to_pdf(blocks(person)), "a.pdf", limits=Limits(source=source)).resume
    assert facts(resume) == truth(person)


@pytest.mark.parametrize("language", WESTERN)
@pytest.mark.parametrize("by_rows", [False, True])
def test_two_columns_say_what_one_says(language: str, *, by_rows: bool) -> None:
    person = PEOPLE[language]
    assert read(two_columns(person, by_rows=by_rows), "a.pdf") == truth(person)


@pytest.mark.parametrize("role", ROLES)
def test_every_header_in_a_page_beside_a_rail(role: str) -> None:
    for by_rows in (False, True):
        assert read(two_columns(PEOPLE["en"], Layout(role=role), by_rows=by_rows), "a.pdf") == truth(PEOPLE["en"])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_header_in_every_kind_of_file(role: str, language: str) -> None:
    person, layout = PEOPLE[language], Layout(role=role)
    printed = blocks(person, layout)
    wanted = truth(person)
    assert read(to_html(printed), "a.html") == wanted
    assert read(to_docx(printed), "a.docx") == wanted
    assert read(to_pdf(printed), "a.pdf") == wanted


@settings(max_examples=20)
@given(language=st.sampled_from(ALL), layout=layouts, tables=st.booleans())
def test_any_layout_in_a_page(language: str, layout: Layout, *, tables: bool) -> None:
    person = PEOPLE[language]
    assert read(to_html(blocks(person, layout), tables=tables), "a.html") == truth(person)


@settings(max_examples=20)
@given(language=st.sampled_from(ALL), layout=layouts, tables=st.booleans())
def test_any_layout_in_a_word_file(language: str, layout: Layout, *, tables: bool) -> None:
    person = PEOPLE[language]
    assert read(to_docx(blocks(person, layout), tables=tables), "a.docx") == truth(person)


@settings(max_examples=20)
@given(st.sampled_from(WESTERN), layouts)
def test_any_layout_in_a_printed_page(language: str, layout: Layout) -> None:
    person = PEOPLE[language]
    if layout.role == "dash":  # "title – employer" below a duty is told by a page's right edge
        layout = replace(layout, study="school first")
    assert read(to_pdf(blocks(person, layout)), "a.pdf") == truth(person)


@pytest.mark.parametrize("name", ["cv.pdf", "CV Harriet Whitlock.PDF", "scan.docx", "noname", "", None])
def test_the_content_tells_the_format_and_not_the_name(name: str | None) -> None:
    """A name that says otherwise doesn't make a file unreadable."""
    person = PEOPLE["en"]
    assert facts(parse_resume(to_pdf(blocks(person)), name).resume) == truth(person)


@pytest.mark.parametrize("language", ["en", "de"])
def test_both_sources_place_every_value_on_its_page(language: str) -> None:
    content = two_columns(PEOPLE[language])
    places = []
    for source in ("pdfminer", "pdfium"):
        resume = parse_resume(content, "a.pdf", limits=Limits(source=source)).resume
        assert resume is not None
        values = [*resume.emails, *resume.phones, *resume.skills, *(job.title for job in resume.work if job.title)]
        assert all(value.page == 1 and value.box and value.path is None for value in values)
        places.append([[round(side / 12) for side in value.box or ()] for value in values])
    for one, other in zip(*places, strict=True):
        assert all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True))


def test_a_value_s_box_holds_its_column() -> None:
    """What stands in the rail has a box left of the gutter, what stands in the body one right of it."""
    resume = parse_resume(two_columns(PEOPLE["en"]), "a.pdf").resume
    assert resume is not None
    for value in (*resume.skills, *resume.languages, *resume.emails, *resume.phones):
        assert value.box
        assert value.box[2] < 235
    for job in resume.work:
        assert job.title
        assert job.title.box
        assert job.title.box[0] > 235


@pytest.mark.parametrize("pages", [2, 3])
def test_a_resume_over_pages_is_one_resume(pages: int) -> None:
    """Rows of PDF pages are cut anywhere: the parse doesn't change where a page ends between two entries."""
    person = PEOPLE["en"]
    text = [block for block in blocks(replace(person, skills=person.skills[:2])) if block.kind != "gap"]
    rows = [(block.cells, 20.0 if block.kind == "name" else 13.0 if block.kind == "head" else 10.0) for block in text]
    cut = [at for at, block in enumerate(text) if block.kind == "head"][-pages + 1 :]
    contents, start = [], 0
    for end in [*cut, len(rows)]:
        page = [
            shown([(60 if not index else 400, 80 + 20 * at, cell) for index, cell in enumerate(cells)], size)
            for at, (cells, size) in enumerate(rows[start:end])
        ]
        contents.append(b"\n".join(page))
        start = end
    got = read(classic(document(*contents)), "a.pdf")
    assert got == truth(replace(person, skills=person.skills[:2]))
