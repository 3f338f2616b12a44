"""Tests of Word documents built from nested pieces: every word once and in order, with its place and look."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.docx import read_docx
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line, Pages

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:shape" xmlns:v="urn:vml"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def archive(body: str, *, method: int = zipfile.ZIP_DEFLATED, **parts: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", method) as file:
        file.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()


def read(body: str, **parts: str) -> Pages:
    return read_docx(archive(body, **parts), Limits())


def texts(body: str, **parts: str) -> list[str]:
    return [line.text for line in read(body, **parts).lines]


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def text_box(body: str) -> str:
    content = f"<w:txbxContent>{body}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


# A tree of blocks with the words that it shows, in order.
Block = tuple[str, list[str]]
words = st.text("abcäöåł&<>'\"", min_size=1, max_size=6)


def of_paragraph(found: list[str]) -> Block:
    return paragraph(*(run(f"{word} ") for word in found)), found


def of_table(rows: list[list[Block]]) -> Block:
    return table(*([cell for cell, _ in row] for row in rows)), [word for row in rows for _, own in row for word in own]


def of_wrapper(wrapper: str, inner: list[Block]) -> Block:
    name = wrapper.split(maxsplit=1)[0]
    body = "".join(body for body, _ in inner)
    return f"<{wrapper}>{body}</{name}>", [word for _, own in inner for word in own]


def of_box(found: list[str], inner: list[Block]) -> Block:
    box = text_box("".join(body for body, _ in inner))
    return paragraph(run(" ".join(found)), box), [*found, *(word for _, own in inner for word in own)]


paragraphs = st.lists(words, max_size=4).map(of_paragraph)
blocks = st.recursive(
    paragraphs,
    lambda inner: st.one_of(
        st.lists(st.lists(inner, min_size=1, max_size=3), min_size=1, max_size=3).map(of_table),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: of_wrapper("w:sdt", found)),
        st.lists(inner, min_size=1, max_size=3).map(lambda found: of_wrapper("w:sdtContent", found)),
        st.tuples(st.lists(words, max_size=2), st.lists(inner, min_size=1, max_size=2)).map(lambda it: of_box(*it)),
    ),
    max_leaves=8,
)


@given(st.lists(blocks, min_size=1, max_size=4))
def test_every_word_of_nested_tables_and_boxes_is_read_once_in_order(found: list[Block]) -> None:
    expected = [word for _, own in found for word in own]
    body = "".join(body for body, _ in found)
    if not expected:
        with pytest.raises(Unreadable) as refusal:
            read(body)
        assert refusal.value.status == "empty"
        return
    lines = read(body).lines
    assert [word for line in lines for word in line.text.split()] == expected
    paths = [line.path for line in lines]
    assert len(set(paths)) == len(paths)


def test_paths_count_tables_rows_cells_and_paragraphs_from_one() -> None:
    inner = table([paragraph(run("c")) + paragraph(run("d"))])
    body = paragraph(run("a")) + table([paragraph(run("b"))], [inner, paragraph(run("e"))]) + table(
        [paragraph(run("f"))]
    )  # fmt: skip
    assert {line.text: line.path for line in read(body).lines} == {
        "a": "body/p[1]",
        "b": "body/table[1]/r[1]/c[1]/p[1]",
        "c": "body/table[1]/r[2]/c[1]/table[1]/r[1]/c[1]/p[1]",
        "d": "body/table[1]/r[2]/c[1]/table[1]/r[1]/c[1]/p[2]",
        "e": "body/table[1]/r[2]/c[2]/p[1]",
        "f": "body/table[2]/r[1]/c[1]/p[1]",
    }


def test_an_empty_paragraph_counts_in_paths_but_is_no_line() -> None:
    assert [line.path for line in read(paragraph() + paragraph(run(" ")) + paragraph(run("a"))).lines] == ["body/p[3]"]


@given(st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=6), st.integers(1, 5))
def test_runs_may_cut_a_text_anywhere(found: list[str], length: int) -> None:
    text = " ".join(found)
    pieces = [text[at : at + length] for at in range(0, len(text), length)]
    assert texts(paragraph(*map(run, pieces))) == [text]


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", ["a   b"]),
        ("<w:r><w:t>a</w:t><w:ptab/><w:tab/><w:t>b</w:t></w:r>", ["a   b"]),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r>", ["a", "b", "c"]),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>", ["a-b"]),
        ("<w:r><w:t>a</w:t><w:softHyphen/><w:t>b</w:t></w:r>", ["ab"]),
        ("<w:r><w:t>a</w:t><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>", ["ab"]),
        ("<w:r><w:t>a\xa0b  c</w:t></w:r>", ["a b c"]),
        ("<w:ins><w:r><w:t>a</w:t></w:r></w:ins><w:del><w:r><w:delText>b</w:delText></w:r></w:del>", ["a"]),
        ("<w:del><w:r><w:t>b</w:t></w:r></w:del><w:r><w:t>a</w:t></w:r>", ["a"]),
        ("<w:moveTo><w:r><w:t>a</w:t></w:r></w:moveTo>", ["a"]),
        ("<w:smartTag><w:r><w:t>a</w:t></w:r></w:smartTag><w:r><w:t>b</w:t></w:r>", ["ab"]),
        ("<w:sdt><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>", ["a"]),
        ("<w:fldSimple w:instr='PAGE'><w:r><w:t>a</w:t></w:r></w:fldSimple>", ["a"]),
        ("<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>a</w:t></w:r>", ["a"]),
        ("<w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:t>no</w:t></w:rPr></w:r>", ["a"]),
        ("<w:bookmarkStart/><w:proofErr/><w:r><w:t>a</w:t><w:t>b</w:t></w:r>", ["ab"]),
    ],
)
def test_what_a_paragraph_shows_is_what_word_prints(inside: str, lines: list[str]) -> None:
    assert texts(f"<w:p>{inside}</w:p>") == lines


def test_moved_text_is_read_where_it_stands_now() -> None:
    source = "<w:p><w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:t>kept</w:t></w:r></w:p>"
    target = "<w:p><w:moveTo><w:r><w:t>moved</w:t></w:r></w:moveTo></w:p>"
    assert texts(source + target) == ["kept", "moved"]


def test_hidden_text_is_not_read() -> None:
    assert texts(paragraph(run("shown "), run("hidden", "<w:vanish/>"), run("too", '<w:vanish w:val="0"/>'))) == [
        "shown too"
    ]


LOOKS = ["<w:b/>", '<w:b w:val="1"/>', '<w:b w:val="true"/>', '<w:b w:val="on"/>']


@pytest.mark.parametrize("look", LOOKS)
def test_a_switch_is_on_unless_it_says_off(look: str) -> None:
    off = (look.replace("/>", ' w:val="0"/>') if "val" not in look else "<w:b w:val='false'/>", "<w:b w:val='off'/>")
    assert read(paragraph(run("a", look))).lines[0].bold
    assert not any(read(paragraph(run("a", plain))).lines[0].bold for plain in off)


@pytest.mark.parametrize(("bold", "expected"), [("aaa", True), ("aa", False)])
def test_a_part_is_bold_where_most_letters_are(bold: str, *, expected: bool) -> None:
    [line] = read(paragraph(run(bold, "<w:b/><w:i/>"), run("bb"))).lines
    assert (line.bold, line.italic) == (expected, expected)


def test_a_part_is_as_large_as_its_largest_letters() -> None:
    body = paragraph(
        run("Jane", '<w:sz w:val="40"/>'), run(" Doe", '<w:sz w:val="24"/>'), run(" ", '<w:sz w:val="90"/>')
    )
    assert read(body).lines[0].size == 20
    assert read(paragraph(run("a", '<w:sz w:val="large"/>'))).lines[0].size == 10


def style(name: str, inside: str, label: str = "") -> str:
    return f'<w:style w:styleId="{name}"><w:name w:val="{label or name}"/>{inside}</w:style>'


def styled(*styles: str, named: str | None = None, default: str = "") -> Line:
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{default}</w:rPr></w:rPrDefault></w:docDefaults>"
    part = f"<w:styles {SPACES}>{defaults}{''.join(styles)}</w:styles>"
    properties = f'<w:pStyle w:val="{named}"/>' if named else ""
    return read(paragraph(run("a"), properties=properties), **{"word/styles.xml": part}).lines[0]


def test_a_style_inherits_what_it_does_not_say() -> None:
    upper = style("Upper", '<w:basedOn w:val="Middle"/><w:rPr><w:i/></w:rPr>')
    middle = style("Middle", '<w:basedOn w:val="Lower"/><w:rPr><w:sz w:val="30"/></w:rPr>')
    lower = style("Lower", '<w:rPr><w:b/><w:sz w:val="80"/></w:rPr>', "heading 3")
    line = styled(upper, middle, lower, named="Upper")
    assert (line.size, line.bold, line.italic, line.heading) == (15, True, True, 3)


def test_paragraphs_without_a_style_have_the_normal_one() -> None:
    assert styled(style("Normal", '<w:rPr><w:sz w:val="22"/></w:rPr>')).size == 11
    assert styled(default='<w:sz w:val="18"/><w:b/>').size == 9
    assert styled(default="<w:b/>", named="Unknown").bold  # fmt: skip


def test_styles_that_inherit_from_each_other_come_to_an_end() -> None:
    one, other = (style(name, f'<w:basedOn w:val="{lower}"/>') for name, lower in (("A", "B"), ("B", "A")))
    assert styled(one, other, named="A").size == 10
    chain = [style(f"S{at}", f'<w:basedOn w:val="S{at + 1}"/>') for at in range(60)]
    assert styled(*chain, named="S0").size == 10


@pytest.mark.parametrize(
    ("label", "heading", "bullet"),
    [
        ("heading 2", 2, False),
        ("Heading4", 4, False),
        ("List Paragraph", 0, True),
        ("Aufzählung", 0, True),
        ("Body", 0, False),
    ],
)
def test_names_of_styles_tell_headings_and_lists(label: str, heading: int, *, bullet: bool) -> None:
    line = styled(style("S", "", label), named="S")
    assert (line.heading, line.bullet) == (heading, bullet)


def test_numbering_marks_lists_but_not_headings() -> None:
    numbered = "<w:pPr><w:numPr/></w:pPr>"
    assert styled(style("S", numbered, "Body"), named="S").bullet
    assert not styled(style("S", numbered, "heading 1"), named="S").bullet


@pytest.mark.parametrize("text", ["• amber", "- amber", "– amber", "\uf0b7 amber", "▪amber"])
def test_a_written_bullet_is_taken_off_and_keeps_the_look(text: str) -> None:
    [line] = read(paragraph(run(text, '<w:b/><w:sz w:val="24"/>'))).lines
    assert (line.text, line.bullet, line.bold, line.size) == ("amber", True, True, 12)


@pytest.mark.parametrize("text", ["-5 % amber", "•", "2019 - 2020", "e-mail"])
def test_other_dashes_are_no_bullets(text: str) -> None:
    [line] = read(paragraph(run(text))).lines
    assert (line.text, line.bullet) == (text, False)


def relations(**targets: str) -> str:
    items = "".join(f'<Relationship Id="{name}" Target="{target}"/>' for name, target in targets.items())
    return f'<Relationships xmlns="{RELATIONS}">{items}</Relationships>'


def test_links_belong_to_the_line_that_shows_them_and_to_their_own_part() -> None:
    link = '<w:hyperlink r:id="r1"><w:r><w:t>page</w:t></w:r></w:hyperlink>'
    header = f"<w:hdr {SPACES}>{paragraph(link)}</w:hdr>"
    body = paragraph(run("a "), link, "<w:r><w:br/></w:r>", run("b")) + paragraph('<w:hyperlink r:id="r9"/>', run("c"))
    found = read(
        body,
        **{
            "word/header2.xml": header,
            "word/_rels/header2.xml.rels": relations(r1="https://head.example"),
            "word/_rels/document.xml.rels": relations(r1="https://body.example", r9="https://unused.example"),
        },
    )
    assert [(target, line.text, line.path) for target, line in found.links] == [
        ("https://head.example", "page", "header2/p[1]"),
        ("https://body.example", "a page", "body/p[1]"),
    ]


def test_a_link_over_several_runs_is_kept_once() -> None:
    link = f'<w:hyperlink r:id="r1">{run("my ")}{run("page")}</w:hyperlink>'
    found = read(paragraph(link), **{"word/_rels/document.xml.rels": relations(r1="https://x.example")})
    assert [target for target, _ in found.links] == ["https://x.example"]


@pytest.mark.parametrize(
    ("facts", "date"),
    [
        ("<d:created>2020-01-01T00:00:00Z</d:created><d:modified>2024-01-31T00:00:00Z</d:modified>", "2024-01-31"),
        ("<d:created>2020-01-01</d:created>", "2020-01-01"),
        ("<d:modified>soon</d:modified><d:created>2020-01-01</d:created>", "2020-01-01"),
        ("<d:modified/>", None),
        ("<modified>2020-01-01</modified>", None),
    ],
)
def test_the_date_of_change_comes_before_that_of_making(facts: str, date: str | None) -> None:
    core = f'<x xmlns:d="http://purl.org/dc/terms/">{facts}</x>'
    assert read(paragraph(run("a")), **{"docProps/core.xml": core}).date == date


def test_headers_come_in_the_order_of_their_names_and_other_parts_not_at_all() -> None:
    parts = {
        f"word/{name}.xml": f"<w:hdr {SPACES}>{paragraph(run(name))}</w:hdr>"
        for name in ("header2", "header1", "footnotes", "comments", "footer1", "headerx")
    }
    assert texts(paragraph(run("a")), **parts) == ["header1", "header2", "a"]


def status(content: bytes, limits: Limits | None = None) -> str:
    try:
        read_docx(content, limits or Limits())
    except Unreadable as refusal:
        return refusal.status
    return "ok"


SMALL = archive(paragraph(run("amber")))
SIZE = zipfile.ZipFile(BytesIO(SMALL)).getinfo("word/document.xml").file_size


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(archive=SIZE), "ok"),
        (Limits(archive=SIZE - 1), "too_large"),
        (Limits(archive_entries=1), "ok"),
        (Limits(archive_entries=0), "too_large"),
        (Limits(characters=5), "ok"),
        (Limits(characters=4), "too_large"),
        (Limits(document_depth=1), "ok"),
        (Limits(document_depth=0), "too_large"),
    ],
)
def test_limits_are_exact(limits: Limits, expected: str) -> None:
    assert status(SMALL, limits) == expected


@pytest.mark.parametrize(("deepest", "expected"), [(3, "ok"), (2, "too_large")])
def test_boxes_within_boxes_count_as_depth(deepest: int, expected: str) -> None:
    nested = paragraph(text_box(paragraph(text_box(paragraph(run("amber"))))))
    assert status(archive(nested), Limits(document_depth=deepest)) == expected


@pytest.mark.parametrize(("length", "expected"), [(99_000, "ok"), (110_000, "too_large")])
def test_only_large_entries_are_judged_by_their_ratio(length: int, expected: str) -> None:
    assert status(archive(paragraph(run("amber" + " " * length)))) == expected


def test_an_entry_that_lies_about_its_size_is_caught_while_it_inflates() -> None:
    content = archive(paragraph(run("amber" + " " * 5000)), method=zipfile.ZIP_DEFLATED)
    size = zipfile.ZipFile(BytesIO(content)).getinfo("word/document.xml").file_size
    lying = content.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != content
    assert status(lying) in {"too_large", "corrupt"}


def test_an_encrypted_entry_is_told_apart() -> None:
    at = SMALL.index(b"PK\x01\x02") + 8
    local = SMALL.index(b"PK\x03\x04") + 6
    flagged = bytearray(SMALL)
    flagged[at] |= 1
    flagged[local] |= 1
    assert status(bytes(flagged)) == "encrypted"


@given(st.integers(0, len(SMALL) - 1), st.integers(1, 255))
def test_a_flipped_byte_is_read_or_refused(at: int, change: int) -> None:
    damaged = bytearray(SMALL)
    damaged[at] ^= change
    assert status(bytes(damaged)) in {"ok", "corrupt", "unsupported", "encrypted", "too_large", "empty"}
