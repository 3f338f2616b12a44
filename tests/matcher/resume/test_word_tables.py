"""Tests of tables, text boxes and frames in Word documents: read as the page reads, every word once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.cells import Cell, arrange, joined, relinked
from matcher.resume.line import Line, Part
from tests.matcher.resume.word_files import floating, lines, package, par, pars, run, table, texts

LEFT = pars("CONTACT", "+48 601 234 567", "anna@example.pl", "SKILLS", "Excel", "Payroll")
RIGHT = pars("EXPERIENCE", "Accountant", "Inn AB\t2019 – 2021", "EDUCATION", "MSc Finance, Lund University")


def line(text: str, *, bullet: bool = False, path: str = "p") -> Line:
    return Line(parts=(Part(text),), bullet=bullet, path=path)


def cell(start: int, *found: str, bullet: bool = False) -> Cell:
    return Cell(start, start * 100.0, tuple(line(text, bullet=bullet, path=f"{start}{text}") for text in found))


def arranged(*rows: list[Cell]) -> list[str]:
    return [found.text for found in arrange(rows, 1)]


def test_a_layout_is_read_column_by_column_each_with_its_own_edge() -> None:
    found = lines(par("Anna Nowak") + table([LEFT, RIGHT]))
    assert [one.text for one in found][:3] == ["Anna Nowak", "CONTACT", "+48 601 234 567"]
    assert [one.text for one in found][-2:] == ["EDUCATION", "MSc Finance, Lund University"]
    assert len({one.column for one in found}) == 3
    assert {one.left for one in found} == {0.0, 100.0}


def test_rows_of_a_layout_go_on_in_their_column() -> None:
    rows = [pars("SKILLS", "Excel"), pars("EXPERIENCE", "Accountant")], [pars("Payroll"), pars("Inn AB")]
    assert texts(table(*rows)) == ["SKILLS", "Excel", "Payroll", "EXPERIENCE", "Accountant", "Inn AB"]


def test_a_merged_cell_above_a_layout_is_read_first() -> None:
    banner = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{par("Anna Nowak")}</w:tc>'
    body = table([LEFT, RIGHT]).replace("<w:tr>", f"<w:tr>{banner}</w:tr><w:tr>", 1)
    assert texts(body)[:2] == ["Anna Nowak", "CONTACT"]


def test_a_date_stands_beside_the_first_line_of_its_entry() -> None:
    rows = [par("2019 – 2021"), pars("Cook", "Inn AB") + par("• Led a team")], [par("2015 – 2019"), pars("Waiter")]
    assert texts(table(*rows)) == ["2019 – 2021   Cook", "Inn AB", "Led a team", "2015 – 2019   Waiter"]


def test_cells_of_one_line_are_the_parts_of_a_record() -> None:
    head, *rows = [["Year", "Degree", "School"], ["2015", "MSc", "Lund"], ["2012", "BSc", "Oslo"]]
    body = table(*([par(text) for text in row] for row in (head, *rows)), grid=(1000, 1000, 1000))
    assert texts(body) == ["   ".join(row) for row in (head, *rows)]


def test_a_title_in_the_margin_stands_apart_above_what_is_beside_it() -> None:
    found = lines(table([par("EDUCATION"), pars("MSc Finance", "Lund University")]))
    assert [one.text for one in found] == ["EDUCATION", "MSc Finance", "Lund University"]
    assert found[0].gap >= 1


def test_a_label_stands_beside_its_value() -> None:
    rows = [[par("Address"), par("Main Road 1, Leeds")], [par("Nationality"), par("British")]]
    assert texts(table(*rows)) == ["Address   Main Road 1, Leeds", "Nationality   British"]


def test_lists_side_by_side_are_read_one_after_the_other() -> None:
    assert arranged([cell(0, "a", "b", bullet=True), cell(1, "c", "d", bullet=True)]) == ["a", "b", "c", "d"]


def test_titles_above_lists_are_read_with_their_list() -> None:
    rows = [cell(0, "Skills"), cell(1, "Languages")], [cell(0, "Excel", "Word"), cell(1, "Polish", "Greek")]
    assert arranged(*rows) == ["Skills", "Excel", "Word", "Languages", "Polish", "Greek"]


def test_nested_tables_are_rows_of_their_cell() -> None:
    inner = table([par("Cook"), par("2019 – 2021")], [par("Inn AB"), par("Lund")])
    assert texts(table([inner + par("• Led a team")])) == ["Cook   2019 – 2021", "Inn AB   Lund", "Led a team"]


rows_of_words = st.lists(st.lists(st.lists(st.text("abc", min_size=1, max_size=4), max_size=4), max_size=4), max_size=4)


@given(rows_of_words)
def test_every_line_of_a_table_is_read_once_whatever_it_is(words: list[list[list[str]]]) -> None:
    rows = [[cell(at, *found) for at, found in enumerate(row)] for row in words]
    expected = sorted(word for row in words for found in row for word in found)
    assert sorted(word for text in arranged(*rows) for word in text.split()) == expected


@given(st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=5))
def test_lines_beside_each_other_keep_all_parts_and_paths(words: list[str]) -> None:
    one = joined([line(word, path=f"{at}") for at, word in enumerate(words)])
    assert [part.text for part in one.parts] == words
    assert (one.path or "").split("+") == [str(at) for at in range(len(words))]


def test_links_follow_their_lines_into_joined_ones() -> None:
    held = line("mail", path="a")
    one = joined([held, line("web", path="b")])
    assert relinked([("mailto:x", held)], [one]) == (("mailto:x", one),)
    assert relinked([("mailto:x", held)], []) == (("mailto:x", held),)


def test_boxes_are_read_once_by_their_place_on_the_page() -> None:
    boxes = [
        floating(300, 200, par("Lund University")),
        floating(300, 100, par("EDUCATION")),
        floating(40, 90, par("x")),
    ]
    found = lines(f"<w:p>{''.join(boxes)}</w:p>" + par("after"))
    assert [one.text for one in found] == ["x", "EDUCATION", "Lund University", "after"]
    assert len({one.column for one in found}) == 4
    assert found[1].left == found[2].left != found[0].left


def test_a_date_in_a_box_stands_beside_its_paragraph() -> None:
    body = f"<w:p>{floating(30, 90, par('2019 – now'))}{run('Cook, Inn AB')}</w:p>"
    [found] = lines(body)
    assert (found.text, found.column) == ("2019 – now   Cook, Inn AB", 0)


def test_a_box_in_the_flow_stays_in_its_column() -> None:
    box = f"<w:txbxContent>{par('b')}</w:txbxContent>"
    body = f"<w:p>{run('a')}<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>"
    assert [(one.text, one.column) for one in lines(body)] == [("a", 0), ("b", 0)]


@pytest.mark.parametrize(("frame", "own"), [('w:x="900"', True), ('w:dropCap="drop" w:x="9"', False), ("", False)])
def test_frames_are_columns_of_their_own(frame: str, *, own: bool) -> None:
    framed = par("a", properties=f"<w:framePr {frame}/>")
    first, second = lines(framed + par("b"))
    assert (first.column != second.column) == own


def test_rows_in_content_controls_are_rows() -> None:
    body = table([par("2019"), par("Cook")])
    wrapped = re.sub(r"(<w:tr>.*</w:tr>)", r"<w:sdt><w:sdtContent>\1</w:sdtContent></w:sdt>", body)
    assert texts(wrapped) == texts(body) == ["2019   Cook"]


def test_a_hostile_table_is_read_in_linear_time() -> None:
    many = [Cell(at, 0.0, (line("a"),)) for at in range(5_000)]
    assert len(arrange([many], 1)) == 1
    long = Cell(0, 0.0, tuple(line("a") for _ in range(5_000)))
    assert len(arrange([[long, Cell(1, 0.0, (line("2019"), *long.lines))]], 1)) == 10_001


def test_the_package_itself_is_valid() -> None:
    assert package(par("a")).startswith(b"PK")


ODD_NUMBERS = st.sampled_from(["", "-1", "nan", "inf", "1e300", "99999999999999", "x", "3"])


@given(st.lists(ODD_NUMBERS, min_size=6, max_size=6))
def test_odd_numbers_change_no_words(numbers: list[str]) -> None:
    span, width, left, line_height, size, offset = numbers
    properties = f'<w:ind w:left="{left}"/><w:spacing w:line="{line_height}" w:before="{left}"/>'
    first = par("a", f'<w:sz w:val="3{size}0"/>', properties)
    merged = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{first}</w:tc>'
    body = table([par("b")]).replace("<w:tr>", f'<w:tr><w:trPr><w:gridBefore w:val="{span}"/></w:trPr>{merged}', 1)
    box = re.sub(r"<wp:posOffset>[^<]*", f"<wp:posOffset>{offset}", floating(1, 1, par("d")))
    found = texts(body.replace('w:w="2000"', f'w:w="{width}"') + f"<w:p>{box}</w:p>" + par("c"))
    assert sorted(" ".join(found).split()) == ["a", "b", "c", "d"]
