"""Tests of titles told by how they look, of labels that open a list, of headers that only look like titles."""

from matcher.resume.sections import split_sections
from tests.matcher.resume.printed_lines import line


def test_titles_behind_icons_count_where_several_kinds_have_them() -> None:
    titled = [line("- Experience", 0, 14.0, bold=True), line("Cook, Inn Ltd", 1), line("- Skills", 2, 14.0, bold=True)]
    assert [section.kind for section in split_sections([*titled, line("Baking", 3)])] == ["top", "work", "skills"]


def test_labelled_lists_open_sections_of_one_line() -> None:
    texts = ["Baking, frying", "Languages: English, German", "Hobbies: chess", "Tools: ovens"]
    noted = [line("Skills", 0, 14.0, bold=True), *(line(text, at) for at, text in enumerate(texts, 1))]
    found = [(section.kind, [held.text for held in section.lines]) for section in split_sections(noted)][1:]
    assert found == [
        ("skills", ["Baking, frying", "Tools: ovens"]),
        ("languages", ["English, German"]),
        ("other", ["chess"]),
    ]


def test_labels_in_a_margin_open_sections_of_one_row() -> None:
    noted = [line("Skills", 0, 14.0, bold=True), line("Baking", 1), line("Languages\tEnglish, German", 2)]
    assert [section.kind for section in split_sections(noted)] == ["top", "skills", "languages"]


def test_one_telling_word_is_a_title_where_it_looks_like_one() -> None:
    texts = ["#Profil", "Kokk", "#Stillinger", "Kokk, Inn AS, 2019 - 2020", "#Utdanning", "BI Oslo"]
    noted = [line(text.strip("#"), at, 14.0 if text[0] == "#" else 10.0) for at, text in enumerate(texts)]
    assert [section.kind for section in split_sections(noted)] == ["top", "summary", "work", "education"]
    plain = [line(text.strip("#"), at) for at, text in enumerate(texts)]
    assert "work" not in [section.kind for section in split_sections(plain) if section.title]


def test_titles_no_list_has_are_told_by_their_look() -> None:
    texts = [
        *("Anna Larsson", "anna@example.com", "Lund"),
        *("#Qvfg Naq", "Cook, Inn Ltd   2019 - 2020", "Waiter, Bar Ltd   2017 - 2019"),
        *("#Zlgu Bar", "BSc Physics, University of Leeds   2012 - 2015", "A-levels, Leeds College   2012"),
        *("#Xnau Gjb", "English (native), German (B2), French (A2)"),
    ]
    noted = [line(text.strip("#"), at, 14.0 if text[0] == "#" else 10.0) for at, text in enumerate(texts)]
    assert [section.kind for section in split_sections(noted)] == ["top", "work", "education", "languages"]


def test_a_header_that_looks_like_a_title_goes_back_to_its_entry() -> None:
    texts = [
        *("#EXPERIENCE", "Cook, Inn Ltd", "2019 - 2020", "#CLINICAL RESEARCH ASSOCIATE", "Helvia Ltd", "2016 - 2018"),
        *("#EDUCATION", "BSc Physics, University of Leeds, 2012 - 2015", "#SKILLS", "Baking"),
    ]
    noted = [line(text.strip("#"), at, 14.0 if text[0] == "#" else 10.0) for at, text in enumerate(texts)]
    found = split_sections(noted)
    assert [section.kind for section in found] == ["top", "work", "education", "skills"]
    assert "CLINICAL RESEARCH ASSOCIATE" in [held.text for held in found[1].lines]


def test_document_titles_open_nothing() -> None:
    texts = ["RESUME", "Anna Larsson", "#Experience", "Cook, Inn Ltd", "#Skills", "Baking"]
    noted = [line(text.strip("#"), at, 14.0 if at == 0 or text[0] == "#" else 10.0) for at, text in enumerate(texts)]
    assert [section.kind for section in split_sections(noted)] == ["top", "work", "skills"]
