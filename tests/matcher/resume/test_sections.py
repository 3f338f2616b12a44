"""Tests of section titles by word list, style, place; and of kinds guessed from content."""

import pytest

from matcher.resume.headings import kind_of_title
from matcher.resume.line import Line, Part
from matcher.resume.sections import classify, split_sections
from matcher.resume.titled import body_size


def line(text: str, size: float = 10.0, **more: object) -> Line:
    bold = bool(more.pop("bold", False))
    x0 = float(str(more.pop("x0", 50.0)))
    parts = tuple(Part(piece, x0, x0 + 100, size, bold) for piece in text.split("\t"))
    settings = {"page": 1, "left": 50.0, "right": 550.0, "x0": x0, "x1": x0 + 100, **more}
    return Line(parts=parts, size=size, bold=bold, **settings)  # type: ignore[arg-type] # a test's short hand


def kinds(*lines: Line) -> list[tuple[str, list[str]]]:
    return [(section.kind, [held.text for held in section.lines]) for section in split_sections(lines)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Experience", "work"),
        ("E X P E R I E N C E", "work"),
        ("WORK  HISTORY", "work"),
        ("— Work Experience —", "work"),
        ("SKILLS ----------------", "skills"),
        ("2. Education", "education"),
        ("Berufserfahrung", "work"),
        ("Formación académica", "education"),
        ("Expérience professionnelle :", "work"),
        ("Umiejętności", "skills"),
        ("ÖZET", "summary"),
        ("Опыт работы", "work"),
        ("Образование", "education"),
        ("Szakmai tapasztalat", "work"),
        ("Education & Certifications", "education"),
        ("Vzdělání", "education"),
        ("Språk", "languages"),
        ("工作经历", "work"),
        ("Cook", None),
        ("Experience with people of all ages and of every walk of life", None),
        ("", None),
        ("---", None),
    ],
)
def test_kind_of_title(text: str, kind: str | None) -> None:
    assert kind_of_title(text) == kind


def test_titles_with_a_style_rule_out_titles_without() -> None:
    found = kinds(
        line("Ada Byron", 20.0),
        line("Experience", 14.0, bold=True),
        line("Cook, Inn, 2019 – 2020"),
        line("Training"),
        line("Skills", 14.0, bold=True),
        line("Research"),
        line("Languages", 14.0, bold=True),
        line("English"),
    )
    assert found == [
        ("top", ["Ada Byron"]),
        ("work", ["Cook, Inn, 2019 – 2020", "Training"]),
        ("skills", ["Research"]),
        ("languages", ["English"]),
    ]


def test_plain_titles_count_where_no_title_has_a_style() -> None:
    found = kinds(line("Ada Byron"), line("Experience"), line("Cook, Inn"), line("Skills"), line("Baking"))
    assert [kind for kind, _ in found] == ["top", "work", "skills"]


def test_a_title_in_the_margin_opens_a_section_with_the_rest_of_its_row() -> None:
    row = Line(parts=(Part("Experience", size=12.0, bold=True), Part("2019 – 2020", size=10.0)), page=1, size=12.0)
    other = Line(parts=(Part("Skills", size=12.0, bold=True), Part("Baking", size=10.0)), page=1, size=12.0)
    assert kinds(line("Ada"), row, line("Cook"), other) == [
        ("top", ["Ada"]),
        ("work", ["2019 – 2020", "Cook"]),
        ("skills", ["Baking"]),
    ]


def test_headings_inside_a_section_open_none() -> None:
    found = kinds(
        line("Education", 16.0, bold=True),
        line("Inn School"),
        line("Courses", 12.0, bold=True),
        line("Algorithms"),
        line("Skills", 16.0, bold=True),
        line("Tools", 12.0, bold=True),
        line("Hammer"),
        line("Certificates", 16.0, bold=True),
        line("Welder"),
    )
    assert [kind for kind, _ in found] == ["top", "education", "skills", "certifications"]
    assert found[1][1] == ["Inn School", "Courses", "Algorithms"]


def test_a_label_in_every_position_is_no_title() -> None:
    jobs = [line(text, bold=text == "Highlights") for _ in range(3) for text in ("Cook, Inn", "Highlights", "Cooked")]
    found = kinds(line("Work", 14.0, bold=True), *jobs, line("Skills", 14.0, bold=True), line("Baking"))
    assert [kind for kind, _ in found] == ["top", "work", "skills"]


def test_a_section_goes_on_in_the_column_at_its_edge_on_the_next_page() -> None:
    found = kinds(
        line("Skills", 14.0, bold=True, column=1, left=30.0, x0=30.0),
        line("Baking", column=1, left=30.0, x0=30.0),
        line("Experience", 14.0, bold=True, column=2, left=200.0, x0=200.0),
        line("Cook", column=2, left=200.0, x0=200.0),
        line("Frying", page=2, column=1, left=32.0, x0=32.0),
        line("Waiter", page=2, column=2, left=200.0, x0=200.0),
    )
    assert found == [("top", []), ("skills", ["Baking", "Frying"]), ("work", ["Cook", "Waiter"])]


def test_both_columns_of_a_grid_belong_to_the_title_above() -> None:
    found = kinds(
        line("Experience", 14.0, bold=True, y0=100.0),
        line("Cook", y0=120.0),
        line("Skills", 14.0, bold=True, y0=300.0),
        line("Baking", y0=320.0, column=1, right=200.0),
        line("Frying", y0=320.0, column=2, left=300.0, x0=300.0),
    )
    assert found == [("top", []), ("work", ["Cook"]), ("skills", ["Baking", "Frying"])]


def test_an_unknown_title_is_told_by_its_style_and_content() -> None:
    found = kinds(
        line("Skills", 14.0, bold=True),
        line("Baking"),
        line("Languages", 14.0, bold=True),
        line("English"),
        line("Adventures", 14.0, bold=True),
        line("Cook, Inn"),
        line("2019 – 2020"),
        line("Waiter, Bar"),
        line("2017 – 2019"),
    )
    assert found[-1][0] == "work"


@pytest.mark.parametrize(
    ("title", "texts", "kind"),
    [
        ("My toolbox", ["Python", "SQL"], "skills"),
        ("Adventures", ["Cook, 2019 – 2020", "Waiter, 2017 – 2019"], "work"),
        ("Roots", ["University of Leeds", "BSc Physics, 2019"], "education"),
        ("Voices", ["English", "German", "French"], "languages"),
        ("Bits", ["Choir", "Chess"], "other"),
    ],
)
def test_classify(title: str, texts: list[str], kind: str) -> None:
    assert classify(line(title), [line(text) for text in texts]) == kind


def test_a_labelled_line_at_the_top_is_a_section_of_its_own() -> None:
    found = kinds(line("Ada Byron", 20.0), line("Skills: Baking, Frying"), line("ada@example.com"))
    assert ("skills", ["Baking, Frying"]) in found


def test_body_size_is_the_size_of_most_characters() -> None:
    assert body_size([line("Name", 20.0), line("a long line of text", 9.5), line("Title", 14.0)]) == 9.5
    assert body_size([]) == 10.0


def test_every_line_stands_in_one_section() -> None:
    texts = ["Ada", "Experience", "Cook", "Skills", "Baking", "Other", "Chess"]
    lines = [line(text, 14.0 if text in ("Experience", "Skills", "Other") else 10.0) for text in texts]
    sections = split_sections(lines)
    held = [text.text for section in sections for text in section.lines]
    titles = [section.title.text for section in sections if section.title]
    assert sorted(held + titles) == sorted(texts)
