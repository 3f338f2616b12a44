"""Tests of cues: occupations, organisations, schools, degrees in thirteen languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.cues import (
    degree_in,
    has_legal_form,
    is_job,
    is_school,
    names_degree,
    organisation_score,
    reads_as_sentence,
    title_score,
    weak_job_words,
)

TITLES = (
    "Software Engineer;Vertriebsleiterin;Chargée de projet;Jefa de ventas;Engenheiro civil;Impiegata;Verpleegkundige;"
    "Kierownik sprzedaży;Vedoucí prodeje;Försäljningschef;Könyvelő;Satış Müdürü;Главный бухгалтер;Head of People;"
    "Vice President, Treasury;Praktikantin;Stagiaire;Sachbearbeiter"
).split(";")
COMPANIES = (
    "Vogel & Sohn GmbH;Ostrava Steel a.s.;Dubois SARL;Kestrel Ltd.;Halden AB;Banca Alpina S.p.A.;Tejera S.L.;"
    "Kft. Nagy Kft.;Delta Sp. z o.o.;ООО Волга;Nimbus, Inc.;Erdoğan Ltd. Şti.;Fjord A/S;Porto Lda"
).split(";")
SCHOOLS = (
    "University of Leeds;TU Berlin;Lycée Ampère;Universidad de Sevilla;Politecnico di Milano;Masarykova univerzita;"
    "Hogeschool Utrecht;Uniwersytet Jagielloński;Lunds universitet;Boğaziçi Üniversitesi;Szegedi Tudományegyetem;"
    "Казанский федеральный университет;ETH Zürich;Handelshochschule Leipzig"
).split(";")
DEGREES = (
    "BSc;B.Sc.;Master of Arts;Diplom-Ingenieur;Licence;Grado en Derecho;Laurea Magistrale;Magister;Bakalář;"
    "Kandidatexamen;Yüksek Lisans;Бакалавр;PhD;MBA;Associate Degree;A-levels;Abitur;BA"
).split(";")


@pytest.mark.parametrize("text", TITLES)
def test_titles(text: str) -> None:
    assert is_job(text)
    assert title_score(text) > 1.5


@pytest.mark.parametrize("text", COMPANIES)
def test_companies(text: str) -> None:
    assert has_legal_form(text)
    assert organisation_score(text) >= 3
    assert title_score(text) < 1


@pytest.mark.parametrize("text", ["Responsible for the co", "Laurent", "GmbH", "", "Head of", "Marketing"])
def test_no_legal_form(text: str) -> None:
    assert not has_legal_form(text)


@pytest.mark.parametrize("text", SCHOOLS)
def test_schools(text: str) -> None:
    assert is_school(text)


@pytest.mark.parametrize("text", ["Tu Nguyen", "Laurent", "Hu Li", "", "Physics"])
def test_no_schools(text: str) -> None:
    assert not is_school(text)


@pytest.mark.parametrize("text", DEGREES)
def test_degrees(text: str) -> None:
    assert names_degree(text)
    assert degree_in(text)


@pytest.mark.parametrize("text", ["Physics", "as an aide", "ma", "Laurent", "", "Big Data"])
def test_no_degrees(text: str) -> None:
    assert degree_in(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cut invoice errors by a third", True),
        ("Looked after twelve tables in the garden", True),
        ("Responsable des ventes et du service", False),
        ("Software Engineer", False),
        ("University of the West of England", False),
        ("Vogel und Sohn mit Partnern und Freunden GmbH", False),
        ("", False),
    ],
)
def test_reads_as_sentence(text: str, expected: bool) -> None:  # noqa: FBT001 - a table's column
    assert reads_as_sentence(text) is expected


def test_one_s_own_business_is_an_organisation() -> None:
    assert organisation_score("Self-employed") == organisation_score("Freiberuflich") == 3.0


def test_hints_count_for_titles() -> None:
    assert weak_job_words("Senior Marketing") == 2
    assert title_score("Senior Software Engineer") > title_score("Engineer")


@given(st.text(max_size=60))
def test_any_text_has_cues_within_bounds(text: str) -> None:
    assert 0 <= organisation_score(text) <= 4
    assert title_score(text) < 6
    assert isinstance(is_school(text), bool)
    degree_in(text)
    reads_as_sentence(text)


@given(st.sampled_from(TITLES), st.sampled_from(COMPANIES))
def test_a_title_scores_as_title_above_any_company(title: str, company: str) -> None:
    assert title_score(title) > title_score(company)
    assert organisation_score(company) > organisation_score(title)
