"""Tests of certificates with who gave them and when, as resumes of many languages print them: the name alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume import parse_resume
from matcher.resume.certificates import find_certifications
from tests.matcher.resume.printed_lines import lines

# The certificate, who gives it.
GIVEN = (
    ("First Aid at Work", "Red Cross"),
    ("Ausbildereignungsprüfung", "IHK München"),
    ("Sauveteur secouriste du travail", "INRS"),
    ("Carné de carretillero", "Cruz Roja"),
    ("Patentino muletto", "INAIL"),
    ("Técnico de segurança", "Senai"),
    ("VCA Basis", "SSVV"),
    ("Truckkort", "TYA"),
    ("Truckcertifikat", "AMU"),
    ("Truckførerbevis", "Arbeidstilsynet"),
    ("Hygieniapassi", "Ruokavirasto"),
    ("Prawo jazdy kategorii C", "UDT"),
    ("Svářečský průkaz", "ČSÚ"),
    ("İlk yardım sertifikası", "Kızılay"),
    ("Targoncavezető engedély", "NSZFH"),
    ("Curs de prim ajutor", "Crucea Roșie"),
    ("AWS Certified Solutions Architect", "Amazon Web Services"),
    ("Certified ScrumMaster", "Scrum Alliance"),
    ("CCNA", "Cisco"),
    ("PRINCE2 Foundation", "AXELOS"),
    ("Google Analytics Individual Qualification", "Google"),
    ("Six Sigma Green Belt", "ASQ"),
    ("ITIL 4 Foundation", "PeopleCert"),
    ("TOEFL iBT", "ETS"),
)
SHAPES = (
    "{c}, {i}, 2019",
    "{c} – {i} (2019)",
    "{c} ({i}, 2019)",
    "{c} | {i} | 2019",
    "2019\t{c}\t{i}",
    "{c}, 2019",
    "{c} (2019)",
    "2019 – {c}",
    "2019: {c}",
    "- {c}",
    "{c}\n{i}, 2019",
    "{c} — {i} — 05/2019",
)
MONTHS = ("May 2019", "05/2019", "mai 2019", "Mai 2019", "mayo 2019", "maj 2019", "2019-05")
TITLES = ("Certifications", "Zertifikate", "Certificats", "Certificaciones", "Certificazioni", "Certyfikaty")


def names(notes: str) -> list[str]:
    return [value.value for value in find_certifications([lines(notes)])]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_name_alone_in_every_shape(shape: str) -> None:
    for certificate, issuer in GIVEN:
        assert names(shape.format(c=certificate, i=issuer)) == [certificate]


@pytest.mark.parametrize("row", GIVEN, ids=lambda row: row[0])
@pytest.mark.parametrize("when", MONTHS)
def test_a_month_is_no_part_of_it(row: tuple[str, str], when: str) -> None:
    certificate, issuer = row
    assert names(f"{certificate}, {issuer}, {when}") == [certificate]
    assert names(f"{certificate} ({when})") == [certificate]


@given(st.permutations(GIVEN), st.sampled_from([shape for shape in SHAPES if "\n" not in shape]), st.integers(2, 6))
def test_lists_keep_their_order(rows: list[tuple[str, str]], shape: str, count: int) -> None:
    notes = "\n".join(shape.format(c=certificate, i=issuer) for certificate, issuer in rows[:count])
    assert names(notes) == [certificate for certificate, _ in rows[:count]]


@given(st.sampled_from(GIVEN), st.sampled_from(SHAPES))
def test_a_line_twice_is_one_certificate(row: tuple[str, str], shape: str) -> None:
    notes = shape.format(c=row[0], i=row[1])
    assert names(f"{notes}\n{notes}") == [row[0]]


@pytest.mark.parametrize("title", TITLES)
def test_whole_resumes_with_a_section_of_them(title: str) -> None:
    rows = "\n".join(f"- {certificate}, {issuer}, 2019" for certificate, issuer in GIVEN[16:21])
    text = f"Ada Byron\nada@example.com\n\nExperience\n\nCook, Brightwater Ltd\n2018 – 2021\n\n{title}\n\n{rows}\n"
    resume = parse_resume(text.encode(), "a.txt").resume
    assert resume is not None
    assert [value.value for value in resume.certifications] == [certificate for certificate, _ in GIVEN[16:21]]
    assert len(resume.work) == 1
    assert resume.education == ()
    for value in resume.certifications:
        assert value.value in value.text


@pytest.mark.parametrize("text", ["2019", "05/2019 – 06/2020", "ada@example.com", ""])
def test_dates_and_addresses_are_no_certificates(text: str) -> None:
    assert names(text) == []
