"""Tests of resumes filled in as forms: labels before values, side by side or in tables, in sixteen languages."""

from dataclasses import dataclass

import pytest

from tests.matcher.resume.cv_builder import (
    ALL,
    Block,
    Facts,
    Layout,
    named,
    read,
    section_blocks,
    to_docx,
    to_html,
    to_text,
    top_blocks,
    truth,
)
from tests.matcher.resume.cv_people import PEOPLE, Person


@dataclass(frozen=True, slots=True)
class Labels:
    """What a form asks for: the period, the position, the employer, the place."""

    period: str
    position: str
    employer: str
    place: str


# The labels of each language.
FORMS = {
    "en": Labels("Period", "Position", "Employer", "Location"),
    "de": Labels("Zeitraum", "Position", "Arbeitgeber", "Ort"),
    "fr": Labels("Période", "Poste", "Employeur", "Lieu"),
    "es": Labels("Periodo", "Puesto", "Empresa", "Lugar"),
    "it": Labels("Periodo", "Posizione", "Datore di lavoro", "Luogo"),
    "pt": Labels("Período", "Cargo", "Empresa", "Local"),
    "nl": Labels("Periode", "Functie", "Werkgever", "Plaats"),
    "sv": Labels("Period", "Befattning", "Arbetsgivare", "Ort"),
    "da": Labels("Periode", "Stilling", "Arbejdsgiver", "Sted"),
    "no": Labels("Periode", "Stilling", "Arbeidsgiver", "Sted"),
    "fi": Labels("Ajankohta", "Tehtävä", "Työnantaja", "Paikkakunta"),
    "pl": Labels("Okres", "Stanowisko", "Pracodawca", "Miejsce"),
    "cs": Labels("Období", "Pozice", "Zaměstnavatel", "Místo"),
    "tr": Labels("Tarih", "Pozisyon", "Şirket", "Yer"),
    "hu": Labels("Időszak", "Beosztás", "Munkáltató", "Hely"),
    "ro": Labels("Perioada", "Funcția", "Angajator", "Localitate"),
}
SHARED = ("name", "emails", "phones", "positions", "skills", "languages")


def form(language: str, order: str, *, cells: bool = False, place: bool = False) -> list[Block]:
    """Print the positions of a person as a form; `order` names fields by their first letters."""
    person, labels = PEOPLE[language], FORMS[language]
    printed = [*top_blocks(person), Block("gap"), Block("head", (person.words.work,))]
    for role in person.roles:
        end = named(person.words, role.end) if role.end else person.words.present
        values = {
            "d": (labels.period, f"{named(person.words, role.start)} – {end}"),
            "t": (labels.position, role.title),
            "e": (labels.employer, role.company),
        }
        rows = [values[field] for field in order] + ([(labels.place, role.city)] if place else [])
        printed += [Block("row", row if cells else (f"{row[0]}: {row[1]}",)) for row in rows]
        printed.append(Block("gap"))
    for kind in ("skills", "languages"):
        printed += section_blocks(person, kind, Layout())
    return printed


def told(facts: Facts) -> tuple[object, ...]:
    return tuple(getattr(facts, field) for field in SHARED)


def wanted(person: Person) -> tuple[object, ...]:
    return told(truth(person))


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("order", ["dte", "ted", "etd", "det"])
def test_labels_before_values_in_any_order(language: str, order: str) -> None:
    assert told(read(to_text(form(language, order)), "a.txt")) == wanted(PEOPLE[language])


@pytest.mark.parametrize("language", ALL)
def test_a_place_beside_them_is_neither(language: str) -> None:
    assert told(read(to_text(form(language, "det", place=True)), "a.txt")) == wanted(PEOPLE[language])


@pytest.mark.parametrize("language", ALL)
def test_labels_in_a_column_of_a_page(language: str) -> None:
    printed = form(language, "dte", cells=True)
    assert told(read(to_html(printed, tables=True), "a.html")) == wanted(PEOPLE[language])


@pytest.mark.parametrize("language", ALL)
def test_labels_in_a_column_of_a_word_file(language: str) -> None:
    printed = form(language, "etd", cells=True)
    assert told(read(to_docx(printed, tables=True), "a.docx")) == wanted(PEOPLE[language])
    assert told(read(to_docx(printed), "a.docx")) == wanted(PEOPLE[language])


@pytest.mark.parametrize("language", ALL)
def test_labels_in_capitals(language: str) -> None:
    printed = [
        Block(block.kind, (f"{block.cells[0].partition(': ')[0].upper()}: {block.cells[0].partition(': ')[2]}",))
        if block.kind == "row"
        else block
        for block in form(language, "dte")
    ]
    assert told(read(to_text(printed), "a.txt")) == wanted(PEOPLE[language])
