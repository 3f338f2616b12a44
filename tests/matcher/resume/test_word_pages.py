"""Tests of what surrounds the text of a Word document: styles, numbering, fields, heads, feet, notes, facts."""

import zipfile
from io import BytesIO

import pytest

from matcher.resume.docx import read_docx
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.styles import Look, over, read_numbering, read_sheet
from tests.matcher.resume.word_files import HEAD, SPACES, lines, package, pages, par, relations, run, texts

PART = "word/{}.xml"


def margin(name: str, *found: str) -> dict[str, str]:
    return {PART.format(name): f"<w:hdr {SPACES}>{''.join(found)}</w:hdr>"}


def reference(tag: str, identity: str, kind: str = "default") -> str:
    return f'<w:{tag}Reference w:type="{kind}" r:id="{identity}"/>'


def linked(**targets: str) -> dict[str, str]:
    return {"word/_rels/document.xml.rels": relations(**targets)}


def styles(*found: str, default: str = "") -> dict[str, str]:
    part = f"<w:styles {SPACES}><w:docDefaults>{default}</w:docDefaults>{''.join(found)}</w:styles>"
    return {"word/styles.xml": part}


def style(name: str, label: str, inside: str = "", kind: str = "paragraph") -> str:
    return f'<w:style w:styleId="{name}" w:type="{kind}"><w:name w:val="{label}"/>{inside}</w:style>'


def numbering(**formats: str) -> dict[str, str]:
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/></w:lvl></w:abstractNum>'
        for at, form in enumerate(formats.values())
    )
    nums = "".join(
        f'<w:num w:numId="{name[1:]}"><w:abstractNumId w:val="{at}"/></w:num>' for at, name in enumerate(formats)
    )
    return {"word/numbering.xml": f"<w:numbering {SPACES}>{kinds}{nums}</w:numbering>"}


def listed(identity: str) -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{identity}"/></w:numPr>'


@pytest.mark.parametrize(
    ("format", "text", "bullet"),
    [
        ("bullet", "Led a team", True),
        ("decimal", "Led a team", True),
        ("none", "Led a team", False),
        ("decimal", "Education", False),  # a numbered title
    ],
)
def test_numbering_tells_lists_from_titles(format: str, text: str, *, bullet: bool) -> None:  # noqa: A002 - its name there
    assert lines(par(text, properties=listed("3")), **numbering(n3=format))[0].bullet == bullet


def test_list_number_zero_takes_a_paragraph_out_of_the_list_of_its_style() -> None:
    part = styles(style("S", "Punkte", f"<w:pPr>{listed('3')}</w:pPr>"))
    named = '<w:pStyle w:val="S"/>'
    assert lines(par("a", properties=named), **part)[0].bullet
    assert not lines(par("a", properties=named + listed("0")), **part)[0].bullet


@pytest.mark.parametrize(
    "label", ["heading 2", "Überschrift 2", "Titre 2", "Título 2", "Kop 2", "Nagłówek 2", "CV Heading 2", "Başlık 2"]
)
def test_headings_are_known_by_name_in_many_languages(label: str) -> None:
    [found] = lines(par("a", properties='<w:pStyle w:val="S"/>'), **styles(style("S", label)))
    assert (found.heading, found.bullet) == (2, False)


def test_an_outline_level_makes_a_heading_and_level_nine_body_text() -> None:
    part = styles(style("S", "Rail", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'))
    assert lines(par("a", properties='<w:pStyle w:val="S"/>'), **part)[0].heading == 1
    assert lines(par("a", properties='<w:outlineLvl w:val="9"/><w:pStyle w:val="S"/>'), **part)[0].heading == 0


def test_the_default_paragraph_style_may_have_any_name() -> None:
    usual = style("a1", "Standard", '<w:rPr><w:sz w:val="18"/></w:rPr>').replace("w:type", 'w:default="1" w:type')
    assert lines(par("a"), **styles(usual))[0].size == 9


def test_character_styles_stand_over_the_paragraphs() -> None:
    part = styles(style("C", "Strong", "<w:rPr><w:b/></w:rPr>", "character"))
    assert lines(par("a", '<w:rStyle w:val="C"/>'), **part)[0].bold


def test_text_hidden_by_a_style_and_text_too_small_to_see_are_not_read() -> None:
    part = styles(style("C", "Hidden", "<w:rPr><w:vanish/></w:rPr>", "character"))
    hidden, tiny = run("b", '<w:rStyle w:val="C"/>'), run("c", '<w:sz w:val="2"/>')
    body = f"<w:p>{run('a')}{hidden}{tiny}</w:p>"
    assert texts(body, **part) == ["a"]


def test_what_a_look_says_stands_over_what_is_below() -> None:
    lower, upper = Look(size=9, bold=True, before=6), Look(bold=False, heading=0)
    assert over(upper, lower) == Look(size=9, bold=False, before=6, heading=0)
    assert over(Look(), lower) == lower
    assert over(lower, Look()) == lower


def test_without_parts_there_are_no_styles_and_no_lists() -> None:
    numbers = read_numbering(None)
    assert (numbers.marks, read_sheet(None, numbers).named(None)) == ({}, Look())


def test_white_space_counts_spacing_and_empty_paragraphs_in_sizes() -> None:
    spaced = '<w:spacing w:before="{}" w:after="{}"/>'
    body = par("a", properties=spaced.format(0, 200)) + par("b", properties=spaced.format(300, 0)) + par("c")
    first, second, third = lines(body)
    assert first.gap == 0
    assert second.gap == pytest.approx(1.5 + third.gap)  # the larger of 10 and 15 points, in lines of 10
    assert lines(par("a") + par("") + par("b"))[1].gap > third.gap + 1


def test_paragraphs_of_one_style_may_stand_close() -> None:
    near = '<w:spacing w:after="400"/><w:contextualSpacing/>'
    assert lines(par("a", properties=near) + par("b", properties=near))[1].gap < 0.5
    assert lines(par("a", properties=near) + par("b"))[1].gap > 1.5


def test_indents_are_the_left_edge_of_lines() -> None:
    assert [one.x0 for one in lines(par("a", properties='<w:ind w:left="720"/>') + par("b"))] == [36, 0]


@pytest.mark.parametrize(
    ("runs", "parts"),
    [
        ([("Tools ", "<w:b/>"), ("Figma, Word", "")], ["Tools", "Figma, Word"]),
        ([("Cook ", "<w:b/>"), ("Inn AB Lund", "<w:i/>")], ["Cook", "Inn AB Lund"]),
        ([("Tools: ", "<w:b/>"), ("Figma, Word", "")], ["Tools: Figma, Word"]),
        ([("Led ", "<w:b/>"), ("a team of nine", "")], ["Led a team of nine"]),
        ([("Jane ", "<w:b/>"), ("Doe", "")], ["Jane Doe"]),
        ([("Jane ", HEAD.replace("26", "48")), ("van Doe Lund", '<w:sz w:val="48"/>')], ["Jane van Doe Lund"]),
    ],
)
def test_looks_part_a_line_where_nothing_else_does(runs: list[tuple[str, str]], parts: list[str]) -> None:
    [found] = lines(f"<w:p>{''.join(run(*one) for one in runs)}</w:p>")
    assert [part.text for part in found.parts] == parts


def test_letter_spaced_words_stay_apart_and_wide_gaps_part() -> None:
    assert texts(par("S K I L L S  S E T") + par("Cook      2019")) == ["S K I L L S  S E T", "Cook   2019"]


def field(instruction: str, shown: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{instruction}</w:instrText></w:r>{marks[1]}{run(shown)}{marks[2]}"


@pytest.mark.parametrize("instruction", [' HYPERLINK "https://x.example" ', "HYPERLINK https://x.example"])
def test_fields_that_link_do(instruction: str) -> None:
    found = pages(f"<w:p>{field(instruction, 'page')}</w:p>")
    assert [(target, one.text) for target, one in found.links] == [("https://x.example", "page")]


def test_what_stands_behind_a_link_is_no_link() -> None:
    found = pages(f"<w:p>{field('HYPERLINK x', 'a')}</w:p>" + par("b"))
    assert [one.text for _, one in found.links] == ["a"]


def test_placeholders_are_not_read() -> None:
    shown = "<w:sdt>{}<w:sdtContent>{}</w:sdtContent></w:sdt>"
    asks = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    body = shown.format(asks, par("Click here")) + f"<w:p>{shown.format(asks, run('Name'))}{run('a')}</w:p>"
    assert texts(body + shown.format("<w:sdtPr/>", par("b"))) == ["a", "b"]


def test_symbols_are_bullets_or_nothing() -> None:
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="{}"/></w:r>'
    body = f"<w:p>{symbol.format('F0A7')}{run(' Led')}</w:p><w:p>{symbol.format('F028')}{run('070')}</w:p>"
    assert [(one.text, one.bullet) for one in lines(body)] == [("Led", True), ("070", False)]


def test_the_first_head_is_read_first_and_the_foot_without_page_numbers() -> None:
    section = reference("header", "r1") + reference("footer", "r2")
    foot = par("jane@example.com") + f"<w:p>{run('Page ')}{field('PAGE', '1')}</w:p>"
    parts = linked(r1="header1.xml", r2="footer1.xml") | margin("header1", par("Jane")) | margin("footer1", foot)
    found = lines(par("Cook"), section, **parts)
    assert [one.text for one in found] == ["Jane", "jane@example.com", "Cook"]
    assert found[1].column != found[0].column == found[2].column


def test_a_head_of_the_first_page_only_counts_where_the_section_says_so() -> None:
    both = reference("header", "r1", "first") + reference("header", "r2")
    parts = (
        linked(r1="header1.xml", r2="/word/header2.xml")
        | margin("header1", par("Jane"))
        | margin("header2", par("Doe"))
    )
    assert texts(par("Cook"), both, **parts) == ["Doe", "Cook"]
    assert texts(par("Cook"), both + "<w:titlePg/>", **parts) == ["Jane", "Cook", "Doe"]


def test_heads_of_even_pages_only_count_where_the_settings_say_so() -> None:
    section = reference("header", "r1") + reference("header", "r2", "even")
    parts = linked(r1="header1.xml", r2="header2.xml") | margin("header1", par("Jane")) | margin("header2", par("Doe"))
    settings = {"word/settings.xml": f"<w:settings {SPACES}><w:evenAndOddHeaders/></w:settings>"}
    assert texts(par("Cook"), section, **parts) == ["Jane", "Cook"]
    assert texts(par("Cook"), section, **parts, **settings) == ["Jane", "Cook", "Doe"]


def test_notes_are_remarks_below_the_text() -> None:
    notes = f'<w:footnotes {SPACES}><w:footnote w:type="separator">{par("-")}</w:footnote><w:footnote>{par("a note")}'
    found = lines(par("Cook"), **{"word/footnotes.xml": f"{notes}</w:footnote></w:footnotes>"})
    assert [(one.text, one.bullet) for one in found] == [("Cook", False), ("a note", True)]


def test_title_and_author_are_kept() -> None:
    core = (
        '<x xmlns:d="http://purl.org/dc/elements/1.1/"><d:title> CV  Jane </d:title><d:creator>Jane Doe</d:creator></x>'
    )
    assert pages(par("a"), **{"docProps/core.xml": core}).titles == ("CV Jane", "Jane Doe")
    assert pages(par("a")).titles == ()


def test_damaged_side_parts_are_done_without() -> None:
    damaged = dict.fromkeys(("word/styles.xml", "word/numbering.xml", "docProps/core.xml", "word/settings.xml"), "<x")
    assert texts(par("a"), **damaged) == ["a"]


def test_strict_documents_and_other_names_of_the_main_part_are_read() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(package(par("a")))) as old, zipfile.ZipFile(packed, "w") as new:
        body = old.read("word/document.xml").replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        new.writestr("word/document2.xml", body)
        new.writestr(
            "_rels/.rels", relations(r1="/word/document2.xml").replace("Id=", 'Type="urn:x/officeDocument" Id=')
        )
    assert [one.text for one in read_docx(packed.getvalue(), Limits()).lines] == ["a"]


def only(content: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("word/document.xml", content)
    return packed.getvalue()


@pytest.mark.parametrize(
    "head", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "c">]>', '<?xml version="1.0" encoding="rot13"?>']
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_unknown_encodings_are_refused(head: str, encoding: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_docx(only(f"{head}<w:document {SPACES}/>".encode(encoding)), Limits())
    assert refusal.value.status == "corrupt"


def test_wide_xml_is_read() -> None:
    content = f'<?xml version="1.0" encoding="utf-16"?><w:document {SPACES}>{par("ä")}</w:document>'
    assert [one.text for one in read_docx(only(content.encode("utf-16")), Limits()).lines] == ["ä"]
