"""Tests of text files with a layout made of signs: frames, columns, margins, mails, signatures, Markdown, wraps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line, Pages
from matcher.resume.markdown import is_markdown, plain, to_spans
from matcher.resume.plain_columns import in_columns
from matcher.resume.plain_text import Row, is_rule, to_rows
from matcher.resume.txt import read_txt, text_lines


def read(text: str) -> Pages:
    return read_txt(text.encode(), Limits())


def lines(text: str) -> tuple[Line, ...]:
    return read(text).lines


def texts(text: str) -> list[str]:
    return [line.text for line in lines(text)]


COLUMNS = """\
                      MARTA SANTOS

CONTACT               EXPERIENCE
+351 912 345 678      Coordinator       2021 - now
marta@example.org     Garland, Porto
                      - Planned lorries to Spain
SKILLS                - Cut empty runs
Excel
Planning              EDUCATION
                      Bachelor, University of Minho
"""


def test_two_columns_are_read_one_after_the_other() -> None:
    found = lines(COLUMNS)
    assert [line.text for line in found] == [
        "MARTA SANTOS",
        *("CONTACT", "+351 912 345 678", "marta@example.org", "SKILLS", "Excel", "Planning"),
        *("EXPERIENCE", "Coordinator   2021 - now", "Garland, Porto", "Planned lorries to Spain", "Cut empty runs"),
        *("EDUCATION", "Bachelor, University of Minho"),
    ]
    assert len({line.column for line in found}) == 3
    assert {line.left for line in found if line.column == found[-1].column} == {22 * 6.0}


def test_a_margin_of_titles_stands_above_what_is_beside_it() -> None:
    text = """\
Jane Doe

Experience    Cook, Inn AB
              2019 - 2021

              Waiter, Bar AB
              2017 - 2019

Education     BSc, Lund University
"""
    found = lines(text)
    assert [line.text for line in found][1:3] == ["Experience", "Cook, Inn AB"]
    assert [(line.text, line.heading) for line in found if line.heading] == [("Experience", 2), ("Education", 2)]
    assert {line.column for line in found} == {0}


@pytest.mark.parametrize(
    "text",
    [
        "Jane\n" + "2019 - 2020        Cook, Inn AB\n" * 6,
        "Jane\nPeriod             School\n" + "2019 - 2020        Lund University\n" * 6,
        "Jane\n" + "Python             Java            Rust\n" * 6,
    ],
)
def test_rows_of_records_are_read_across(text: str) -> None:
    assert all(len(line.parts) > 1 for line in lines(text)[1:])


words = st.text("abcd", min_size=1, max_size=6)
pairs = st.lists(st.tuples(words, st.sampled_from(["Skills", "Education", "xyz", ""])), max_size=12)


@given(pairs)
def test_no_word_of_a_layout_is_lost(found: list[tuple[str, str]]) -> None:
    rows = [Row(at, f"{left:20}{right}") for at, (left, right) in enumerate(found)]
    expected = sorted(word for row in rows for word in row.text.split())
    assert sorted(word for row in in_columns(rows) for word in row.text.split()) == expected


@pytest.mark.parametrize(
    "text",
    ["| Jane | Cook |", "+------+\n| Jane | Cook |\n+------+", "│ Jane │ Cook │", "┌────┐\n║ Jane ║ Cook ║\n└────┘"],
)
def test_cells_of_drawn_tables_are_parts(text: str) -> None:
    assert texts(text + "\n\nInn") == ["Jane   Cook", "Inn"]


@pytest.mark.parametrize("edge", ["*", "#", "+"])
def test_boxes_of_signs_are_taken_off(edge: str) -> None:
    rule = edge * 20
    assert texts(f"{rule}\n{edge}     Jane Doe     {edge}\n{rule}\nCook") == ["Jane Doe", "Cook"]


@pytest.mark.parametrize("text", ["* one *", "C# is C#", "| one", "# one"])
def test_what_only_looks_like_a_frame_keeps_its_words(text: str) -> None:
    assert "one" in texts(f"Jane\n{text}")[1] or "C# is C#" in texts(f"Jane\n{text}")


@pytest.mark.parametrize(
    "title",
    ["[ SKILLS ]", "*** SKILLS ***", "== SKILLS ==", "--- SKILLS ---", "<<< SKILLS >>>", "## SKILLS", "SKILLS ----"],
)
def test_decorated_titles_are_headings(title: str) -> None:
    found = lines(f"Jane\n\n{title}\nPython")[1]
    assert (found.text, found.heading) == ("SKILLS", 2)


@pytest.mark.parametrize(("rule", "heading"), [("======", 2), ("-" * 12, 2), ("-" * 60, 0)])
def test_a_title_underlined_at_its_length_is_a_heading(rule: str, heading: int) -> None:
    assert lines(f"Jane\n\nSKILLS\n{rule}\nPython")[1].heading == heading


def test_a_title_between_two_rules_is_a_heading() -> None:
    rule = "=" * 70
    assert lines(f"Jane\n\n{rule}\nSKILLS\n{rule}\nPython")[1].heading == 2


@pytest.mark.parametrize("text", ["---", "* * *", "+--+--+", "│───│", "......", "═══"])
def test_rules_are_drawn_with_many_signs(text: str) -> None:
    assert is_rule(text)


@pytest.mark.parametrize("text", ["--", "a --- b", "|", "2019 - 2020", "C++"])
def test_other_rows_are_no_rules(text: str) -> None:
    assert not is_rule(text)


MAIL = """\
From: Tom Baker <tom@example.com>
To: jobs@firm.example
Subject: Application
Date: Mon, 3 Mar 2025 10:11:12 +0000

Experience
"""


def test_of_a_mails_head_only_the_sender_stays() -> None:
    found = lines(MAIL)
    assert [line.text for line in found] == ["From: Tom Baker <tom@example.com>", "Experience"]
    assert found[0].size == 10  # no name of its own


def test_labels_without_a_mail_stay() -> None:
    assert texts("Jane\nDate: 3 Mar 2025\nTo: you") == ["Jane", "Date: 3 Mar 2025", "To: you"]


@pytest.mark.parametrize("mark", ["> ", ">", "> > "])
def test_marks_of_quoted_mails_are_taken_off(mark: str) -> None:
    assert texts("\n".join(f"{mark}{text}" for text in ("Jane", "- Cook", "Inn"))) == ["Jane", "Cook", "Inn"]


@pytest.mark.parametrize(
    "closing", ["Kind regards,", "Mit freundlichen Grüßen", "-- ", "Cordialement,", "Z poważaniem"]
)
def test_a_signature_goes_on_with_no_section(closing: str) -> None:
    found = lines(f"Cook\n\nSkills\nPython\n\n{closing}\nJane Doe\n070 123")
    assert [line.text for line in found] == ["Cook", "Skills", "Python", "Jane Doe", "070 123"]
    assert {line.column for line in found[:3]} == {0}
    assert {(line.column, line.left) for line in found[3:]} == {(-1, -1000.0)}


def test_page_numbers_are_dropped() -> None:
    assert texts("Jane\nPage 1 of 2\nCook") == ["Jane", "Cook"]


def test_the_name_below_a_title_of_the_document_is_large() -> None:
    assert [line.size for line in lines("Curriculum Vitae\nJane Doe\nCook")] == [10, 20, 10]


WIDE = "Ran the kitchen of a house with forty guests a day and a team of"


def test_a_line_that_had_no_room_goes_on_below() -> None:
    assert texts(f"Jane\n{WIDE}\nnine cooks.") == ["Jane", f"{WIDE} nine cooks."]
    assert texts(f"Jane\n- {WIDE}\nnine cooks.")[1] == f"{WIDE} nine cooks."


@pytest.mark.parametrize(
    "below", ["- nine cooks", "", "Skills", "May 2019 - June 2021", "jane@example.com", "nine   cooks"]
)
def test_what_stands_for_itself_below_a_full_line_stays(below: str) -> None:
    found = texts(f"Jane\n{WIDE}\n{below}\nx")
    assert found[1] == WIDE


def test_a_short_line_that_had_room_ends() -> None:
    assert texts("Jane\nRan the kitchen of\nnine cooks\n" + "a" * 70) == [
        "Jane",
        "Ran the kitchen of",
        "nine cooks",
        "a" * 70,
    ]


MARKED = """\
# Jane Doe

**Cook** · [mail](mailto:jane@example.com) · <https://x.example/jane>

## Experience

### Cook, **Inn AB**

* Ran `Kafka` and **two** _kitchens_\\!

| Skill | Years |
|-------|-------|
| SQL   | 9     |
"""


def test_markdown_is_read_as_it_is_shown() -> None:
    found = read(MARKED)
    assert [(line.text, line.heading) for line in found.lines] == [
        ("Jane Doe", 1),
        ("Cook · mail · https://x.example/jane", 0),
        ("Experience", 2),
        ("Cook, Inn AB", 3),
        ("Ran Kafka and two kitchens!", 0),
        ("Skill   Years", 0),
        ("SQL   9", 0),
    ]
    assert [line.size for line in found.lines[:4]] == [20, 10, 14, 12]
    assert [(target, line.text[:4]) for target, line in found.links] == [
        ("mailto:jane@example.com", "Cook"),
        ("https://x.example/jane", "Cook"),
    ]


def test_text_without_marks_is_no_markdown() -> None:
    assert not is_markdown("Cook * 2019\n# 1 in sales\n5 * 6 * 7")
    assert texts("Jane\nsnake_case_name and 2*3*4")[1] == "snake_case_name and 2*3*4"


@given(st.lists(st.sampled_from(["**a**", "_b_", "[c](d)", "e", " ", "`f`", "\\*", "<g@h>", "__i__"]), max_size=8))
def test_marks_are_taken_off_and_letters_kept(pieces: list[str]) -> None:
    spans, targets = to_spans(" ".join(pieces), 10)
    shown = [letter for letter in plain(spans) if letter in "abcefghi"]
    assert shown == [letter for piece in pieces for letter in piece.partition("](")[0] if letter in "abcefghi"]
    assert targets == [{"[c](d)": "d", "<g@h>": "g@h"}[piece] for piece in pieces if piece in ("[c](d)", "<g@h>")]


@given(st.text("ab |*-=#>\t\n+[]()_`", max_size=120))
def test_any_text_is_read_with_all_its_letters(text: str) -> None:
    try:
        found = lines(text)
    except Unreadable as refusal:
        assert refusal.status == "empty"  # noqa: PT017 - either way is right
    else:
        assert all(part.text for line in found for part in line.parts)
        assert len({line.path for line in found}) == len(found)


@given(st.lists(st.text("ab ", max_size=9), max_size=9))
def test_rows_keep_their_numbers(found: list[str]) -> None:
    rows = to_rows("\n".join(found))
    assert [row.number for row in rows] == sorted({row.number for row in rows})


def test_text_that_is_decoded_already_gives_the_same_lines() -> None:
    assert tuple(text_lines(COLUMNS)) == lines(COLUMNS)
    assert text_lines(" \n") == []
