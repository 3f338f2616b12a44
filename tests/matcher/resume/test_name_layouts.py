"""Tests of names in many layouts: beside titles larger than they are, in tables, in two boxes, with titles around."""

import re

import pytest

from entities.resume import Found
from matcher.resume.lexicon import fold
from matcher.resume.line import Line
from matcher.resume.name import find_name
from matcher.resume.name_texts import cased, cleaned, is_shaped, without_document
from tests.matcher.resume.printed_lines import line

# A line is "size|text", "size and b|text" where bold; lines are parted by "/", parts by tabs.
LAYOUTS = (
    ("26|CURRICULUM VITAE/14|Ada Byron/10|Leeds, UK/10|+44 20 7946 0958", "Ada Byron"),
    ("20|Curriculum Vitae – Ada Byron/10|Leeds", "Ada Byron"),
    ("20|Lebenslauf von Jürgen Möller/10|Leeds", "Jürgen Möller"),
    ("18|Tabellarischer Lebenslauf/12|Jürgen Möller/10|Hauptstraße 5/10|10115 Berlin", "Jürgen Möller"),
    ("12b|Name:\tAda Byron/10|Adresse:\tLeeds", "Ada Byron"),
    ("10|Vorname\tAda/10|Nachname\tByron/10|Adresse\tLeeds", "Ada Byron"),
    ("10|Nachname\tByron/10|Vorname\tAda/10|Adresse\tLeeds", "Ada Byron"),
    ("10|Name, Vorname\tByron, Ada/10|Adresse\tLeeds", "Ada Byron"),
    ("10|Nom : BYRON/10|Prénom : Ada/10|Adresse : Lyon", "Ada BYRON"),
    ("24|Dr.-Ing. Ada Byron/10|x", "Ada Byron"),
    ("24|Ada Byron, MBA, PMP®/10|x", "Ada Byron"),
    ("24|Ada Byron PhD/10|x", "Ada Byron"),
    ("24|Prof. Dr. med. Ada Byron/10|x", "Ada Byron"),
    ("24|ADA BYRON, RN, BSN/10|x", "Ada Byron"),
    ("24|Ing. Petr Novák, Ph.D./10|x", "Petr Novák"),
    ("24|Mgr. Jana Nováková/10|x", "Jana Nováková"),
    ("24|Dott.ssa Giulia Rossi/10|x", "Giulia Rossi"),
    ("24|A D A   B Y R O N/10|x", "Ada Byron"),
    ("40|Ada/40|Byron/12|Software Engineer", "Ada Byron"),
    ("20|Ada/34b|BYRON/12|Software Engineer/12b|Experience/12b|Education", "Ada BYRON"),
    ("30b|Head of Marketing/14|Ada Byron/10|Leeds, UK/10|ada.byron@example.com", "Ada Byron"),
    ("30b|SENIOR DATA SCIENTIST/16|Ada Byron/10|Leeds, UK", "Ada Byron"),
    (
        "16b|Berufserfahrung/16b|Ausbildung/16b|Kenntnisse/11|Jürgen Möller/10|juergen.moeller@example.com",
        "Jürgen Möller",
    ),
    (
        "11|Jürgen Möller/16b|Berufliche Stationen/10|2019 - 2020 X/16b|Schulische Bildung/10|bb/16b|Besondere Kenntnisse",  # noqa: E501 - a layout is one line
        "Jürgen Möller",
    ),
    ("10|Ada Byron | 5 Mill Lane, Leeds | +44 20 7946 0958 | ada@example.com/12b|Experience", "Ada Byron"),
    ("10|Ada Byron · Leeds · ada@example.com/14b|Professional Experience/14b|Education/14b|Skills", "Ada Byron"),
    ("24|Ada Byron – Software Engineer/10|x", "Ada Byron"),
    ("24|Ada Byron, Software Engineer/10|x", "Ada Byron"),
    ("24|Ada Byron (she/her)/10|x", "Ada Byron"),
    ('24|Robert "Bob" Smith/10|x', 'Robert "Bob" Smith'),
    ("24|José María de la Cruz y Fernández/10|x", "José María de la Cruz y Fernández"),
    ("24|Nguyễn Thị Minh Khai/10|x", "Nguyễn Thị Minh Khai"),
    ("24|Szabó-Kovács Anna/10|x", "Szabó-Kovács Anna"),
    ("24|J. R. R. Tolkien/10|x", "J. R. R. Tolkien"),
    ("24|Fatima bint Ahmed Al-Rashid/10|x", "Fatima bint Ahmed Al-Rashid"),
    ("24|O'Brien, Seán/10|x", "Seán O'Brien"),
    ("24|van der Berg, Jan/10|x", "Jan van der Berg"),
    ("24|王小明/10|软件工程师", "王小明"),
    ("24|山田 太郎/10|x", "山田 太郎"),
    ("24|김민수/10|x", "김민수"),
    ("24|Иванов Иван Иванович/10|x", "Иванов Иван Иванович"),
    ("24|Παπαδόπουλος Νίκος/10|x", "Παπαδόπουλος Νίκος"),
    ("24|AYŞE IŞIK/10|x", "AYŞE IŞIK"),
    ("24|İBRAHİM ÇELİK/10|x", "İbrahim Çelik"),
    ("24b|Paris Dubois/10|Lyon, France", "Paris Dubois"),
    ("24b|Jordan Baker/10|Software Engineer", "Jordan Baker"),
    ("24b|Austin Cook/10|Chicago, IL", "Austin Cook"),
    ("24b|Max Mustermann/14|Koch/10|Berlin", "Max Mustermann"),
    ("22b|Deutsche Bank AG/12|Bewerbung als Analystin/11|Eva Klein/10|eva.klein@example.com", "Eva Klein"),
    ("18b|About Me/12|I am Ada./18b|Experience/14|Ada Byron/18b|Education", "Ada Byron"),
    ("10|Page 1 of 2/10|Confidential/22|Ada Byron", "Ada Byron"),
    ("22|Résumé/16|Zoé Lefèvre-Dumont/10|Lyon", "Zoé Lefèvre-Dumont"),
    ("22|Ada Byron's Resume/10|Leeds", "Ada Byron"),
    ("22|Ada Byron | Resume/10|Leeds", "Ada Byron"),
    ("22|Ada Byron Curriculum Vitae/10|Leeds", "Ada Byron"),
    ("22|Ms. Ada Byron/10|Leeds", "Ada Byron"),
    ("22|Herr Dipl.-Ing. (FH) Hans Müller/10|Leeds", "Hans Müller"),
    ("22|Dipl.-Kffr. Eva Klein/10|Leeds", "Eva Klein"),
    ("22|Mag. Eva Klein, MSc/10|Leeds", "Eva Klein"),
    ("22|Ada M. Byron Jr./10|Leeds", "Ada M. Byron Jr."),
    ("22|John Smith III/10|Leeds", "John Smith III"),
    ("14b|Personal Profile/22|ADA BYRON/10|x", "Ada Byron"),
    (
        "22|Europass/16|Curriculum Vitae/10|Personal information/10|First name(s) / Surname(s)\tAda Byron/10|Address\tLeeds",  # noqa: E501 - a layout is one line
        "Ada Byron",
    ),
    ("22|Sofia/22|Rossi/12|Architetto", "Sofia Rossi"),
    ("10|ada.byron@example.com/10|07700 900123/24|Ada Byron", "Ada Byron"),
    ("11b|Ada Byron\tLeeds, UK\tada@x.example", "Ada Byron"),
    ("11|Leeds, UK\tAda Byron\tada@x.example", "Ada Byron"),
    ("22|ada byron/10|designer of small things", "ada byron"),
    ("22|ada byron/10|ada.byron@example.com", "ada byron"),
    ("20|Hi, I'm Ada Byron/10|x", "Ada Byron"),
    ("20|My name is Ada Byron/10|x", "Ada Byron"),
    ("12b|RESUME OF ADA BYRON/10|x", "Ada Byron"),
    ("24|MacDonald, Ronald J./10|x", "Ronald J. MacDonald"),
    ("24|Mary Ann St. Clair/10|x", "Mary Ann St. Clair"),
    ("24|Jean-Luc D’Aubigné/10|x", "Jean-Luc D’Aubigné"),
)


def printed(notes: str) -> tuple[list[Line], list[Found[str]]]:
    """Return the lines of a note, and the e-mail addresses in them."""
    lines, addresses = [], []
    for number, note in enumerate(re.split(r"/(?=\d+b?\|)", notes)):
        size, _, text = note.partition("|")
        lines.append(line(text, number, float(size.rstrip("b")), bold=size.endswith("b")))
        addresses += [Found[str](value=address, confidence=0.9) for address in re.findall(r"[\w.]+@[\w.]+", text)]
    return lines, addresses


@pytest.mark.parametrize(("notes", "name"), LAYOUTS)
def test_the_name_is_found_in_its_layout(notes: str, name: str) -> None:
    lines, addresses = printed(notes)
    found = find_name(lines, addresses)
    assert found is not None
    assert found.value == name
    assert sorted(filter(str.isalpha, fold(name))) == sorted(filter(str.isalpha, fold(found.raw or found.value)))
    assert all(token in fold(found.text).replace(" ", "") for token in fold(name).split())


@pytest.mark.parametrize(
    "notes",
    [
        "20b|Work Experience/12b|Vogel & Sohn GmbH/10|Leeds, UK",
        "20|Software Engineer/10|Leeds, UK",
        "20|Curriculum Vitae/10|Page 1 of 2",
        "12|12 Baker Street/10|+44 20 7946 0958",
        "10|",
    ],
)
def test_what_is_no_name_is_none(notes: str) -> None:
    assert find_name(*printed(notes)) is None


def test_a_document_s_title_and_a_file_s_name_choose_between_two() -> None:
    lines = [line("Ada Byron", 0, 12.0), line("Leeds, UK", 1), line("Eve Adams", 2, 12.0)]
    plain = find_name(lines, [])
    titled = find_name(lines, [], titles=("CV Eve Adams",))
    filed = find_name(lines, [], file_name="eve_adams_cv.pdf")
    assert [found.value if found else None for found in (plain, titled, filed)] == [
        "Ada Byron",
        "Eve Adams",
        "Eve Adams",
    ]
    assert find_name([line("Leeds, UK")], [], titles=("Ada Byron",), file_name="ada-byron.pdf") is None


def test_a_name_on_later_pages_is_known_again() -> None:
    first = [line("Ada Byron", 0, 12.0), line("Leeds, UK", 1), line("Eve Adams", 2, 12.0)]
    other = [line("Eve Adams – page 2", 0, 8.0), line("More", 1)]
    later = [Line(parts=each.parts, page=2, y0=each.y0, size=each.size) for each in other]
    assert (found := find_name([*first, *later], []))
    assert found.value == "Eve Adams"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ADA BYRON", "Ada Byron"),
        ("JEAN-PIERRE O'BRIEN", "Jean-Pierre O'Brien"),
        ("AYŞE IŞIK", "AYŞE IŞIK"),
        ("İBRAHİM IŞIK", "İbrahim Işık"),
        ("Ada BYRON", "Ada BYRON"),
        ("王小明", "王小明"),
    ],
)
def test_capitals_are_read_as_a_name(text: str, wanted: str) -> None:
    assert cased(text) == wanted
    assert cased(wanted) == wanted


@pytest.mark.parametrize("name", ["Ada Byron", "Jan van der Berg", "Ana I. Torres", "Ada M. Byron Jr."])
def test_cleaning_twice_changes_nothing(name: str) -> None:
    for printed_name in (name, f"Dr. {name}, PhD", f"CV – {name}", f"{name} | Resume", f"I'm {name}"):
        assert cleaned(printed_name) == name
        assert cleaned(cleaned(printed_name)) == name
        assert is_shaped(cleaned(printed_name))


def test_the_word_for_the_document_alone_stays() -> None:
    assert without_document("Lebenslauf") == "Lebenslauf"
    assert without_document("Lebenslauf Ada Byron") == "Ada Byron"
