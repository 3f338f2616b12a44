"""Tests of DOCX files read into lines."""

import pytest

from benchmarks.hostile import document, docx, external, laughs, zip_bomb
from matcher.resume.docx import read_docx
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def paragraph(text: str, run: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def lines(body: str, **others: bytes) -> tuple[Line, ...]:
    return read_docx(docx(document(body), **others), Limits()).lines


def test_paragraphs_become_lines_with_paths() -> None:
    read = lines(paragraph("Jane Doe") + paragraph("Cook"))
    assert [(line.text, line.path) for line in read] == [("Jane Doe", "body/p[1]"), ("Cook", "body/p[2]")]
    assert read[0].box is None


def test_tabs_part_and_breaks_end_a_line() -> None:
    body = "<w:p><w:r><w:t>Cook</w:t><w:tab/><w:t>2019</w:t><w:br/><w:t>Inn AB</w:t></w:r></w:p>"
    assert [[part.text for part in line.parts] for line in lines(body)] == [["Cook", "2019"], ["Inn AB"]]


def test_runs_of_one_word_are_not_torn() -> None:
    body = "<w:p><w:r><w:t>Ja</w:t></w:r><w:r><w:t xml:space='preserve'>ne </w:t></w:r><w:r><w:t>Doe</w:t></w:r></w:p>"
    assert [line.text for line in lines(body)] == ["Jane Doe"]


def test_run_style_overrides_paragraph_style_overrides_default() -> None:
    styles = f"""<w:styles {W}>
    <w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
    <w:style w:styleId="Title1">
    <w:name w:val="heading 1"/><w:basedOn w:val="Strong"/><w:rPr><w:sz w:val="40"/></w:rPr></w:style>
    <w:style w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style></w:styles>""".encode()
    titled = paragraph("Skills", properties='<w:pStyle w:val="Title1"/>')
    plain = paragraph("Skills", '<w:b w:val="0"/><w:i/>', '<w:pStyle w:val="Title1"/>')
    read = lines(titled + plain + paragraph("Python"), **{"word/styles.xml": styles})
    assert [(line.size, line.bold, line.italic, line.heading) for line in read] == [
        (20, True, False, 1),
        (20, False, True, 1),
        (11, False, False, 0),
    ]


def test_numbering_and_glyphs_are_bullets() -> None:
    numbered = paragraph("Led a team", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
    read = lines(numbered + paragraph("• Cut costs") + paragraph("Cook"))
    assert [(line.text, line.bullet) for line in read] == [("Led a team", True), ("Cut costs", True), ("Cook", False)]


def test_a_title_beside_its_text_stands_above_it() -> None:
    row = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Education", "Cook"))
    read = lines(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>" + paragraph("After"))
    assert [(line.text, line.path) for line in read] == [
        ("Education", "body/table[1]/r[1]/c[1]/p[1]"),
        ("Cook", "body/table[1]/r[1]/c[2]/p[1]"),
        ("After", "body/p[1]"),
    ]


def test_a_text_box_is_read_once_though_it_stands_in_the_file_twice() -> None:
    box = f"<w:txbxContent>{paragraph('Jane Doe')}</w:txbxContent>"
    choice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    body = f'<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r>{choice}</w:r></w:p>'
    assert [(line.text, line.path) for line in lines(body)] == [("Jane Doe", "body/p[1]/box/p[1]")]


def test_headers_come_first_and_feet_not_at_all() -> None:
    head, foot = (f"<w:hdr {W}>{paragraph(text)}</w:hdr>".encode() for text in ("Jane Doe", "Page 1"))
    read = lines(paragraph("Cook"), **{"word/header1.xml": head, "word/footer1.xml": foot})
    assert [(line.text, line.path) for line in read] == [("Jane Doe", "header1/p[1]"), ("Cook", "body/p[1]")]


def test_deleted_text_is_gone() -> None:
    body = "<w:p><w:del><w:r><w:delText>Waiter</w:delText></w:r></w:del><w:ins><w:r><w:t>Cook</w:t></w:r></w:ins></w:p>"
    assert [line.text for line in lines(body)] == ["Cook"]


def test_links_and_the_documents_date_are_kept() -> None:
    link = (
        '<w:p><w:hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="r1">'
        "<w:r><w:t>LinkedIn</w:t></w:r></w:hyperlink></w:p>"
    )
    relations = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Target="https://x.example/jane"/></Relationships>'
    )
    core = '<x xmlns:d="http://purl.org/dc/terms/"><d:modified>2024-01-31T10:00:00Z</d:modified></x>'
    others = {"word/_rels/document.xml.rels": relations.encode(), "docProps/core.xml": core.encode()}
    read = read_docx(docx(document(link), **others), Limits())
    assert [(target, line.text) for target, line in read.links] == [("https://x.example/jane", "LinkedIn")]
    assert read.date == "2024-01-31"


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (laughs(), "corrupt"),
        (external(), "corrupt"),
        (zip_bomb(), "too_large"),
        (docx(document("")), "empty"),
        (docx(b"<w:document"), "corrupt"),
        (b"PK\x03\x04 and nothing", "corrupt"),
        (docx(document(paragraph("x")), **{f"e{at}": b"" for at in range(2001)}), "too_large"),
        (docx(document("<w:sdt>" * 200 + "</w:sdt>" * 200)), "too_large"),
        (docx(document(paragraph("x" * 200_001))), "too_large"),
    ],
)
def test_hostile_files_end_in_their_status(content: bytes, status: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_docx(content, Limits())
    assert refusal.value.status == status
