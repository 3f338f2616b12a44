"""Tests of titles that run up or down the page."""

import pytest

from matcher.resume.limits import Limits, Source
from matcher.resume.pdf import read_pdf
from tests.matcher.resume.pdf_writer import classic, document

ROWS = b" ".join(
    b"BT /F 10 Tf 120 %d Td (%s) Tj ET" % (700 - 14 * at, text)
    for at, text in enumerate([b"Cook at Inn AB", b"2019 - 2020", b"Fried eggs.", b"Waiter at Bar", b"2017 - 2018"])
)


@pytest.mark.parametrize("source", ["pdfminer", "pdfium"])
@pytest.mark.parametrize("matrix", [b"0 1 -1 0 80 658", b"0 -1 1 0 72 708"])
def test_a_turned_title_heads_the_rows_it_stands_beside(source: Source, matrix: bytes) -> None:
    title = b" BT /F 10 Tf %s Tm (Experience) Tj ET" % matrix
    lines = read_pdf(classic(document(ROWS + title)), Limits(source=source)).lines
    assert lines[0].parts[0].text == "Experience"
    assert lines[0].parts[0].x1 < 100
    assert len([line for line in lines if "Experience" in line.text]) == 1


@pytest.mark.parametrize("source", ["pdfminer", "pdfium"])
def test_other_turned_text_is_read_last(source: Source) -> None:
    mark = b" BT /F 10 Tf 0 1 -1 0 30 400 Tm (made by a program) Tj ET"
    lines = read_pdf(classic(document(mark + b" " + ROWS)), Limits(source=source)).lines
    assert lines[-1].text == "made by a program"
    assert lines[0].text == "Cook at Inn AB"


def test_titles_up_and_down_do_not_mix() -> None:
    up = b" BT /F 10 Tf 0 1 -1 0 40 640 Tm (Skills) Tj ET"
    down = b" BT /F 10 Tf 0 -1 1 0 40 500 Tm (Languages) Tj ET"
    lines = read_pdf(classic(document(ROWS + up + down)), Limits()).lines
    found = [part.text for line in lines for part in line.parts]
    assert "Skills" in found
    assert "Languages" in found
