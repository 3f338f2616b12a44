"""Tests of names: schools, employers, occupations of many countries are told apart, in any case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.cues import has_legal_form, is_job, organisation_score, title_score
from matcher.resume.lexicon import fold
from matcher.resume.likeness import title_logit
from matcher.resume.schools import is_known_school, is_school, is_unit
from matcher.resume.study_words import role_of

SCHOOLS = (
    "University of Manchester",
    "MIT",
    "Stanford University",
    "King's College London",
    "Trinity College Dublin",
    "Indian Institute of Technology Delhi",
    "Lincoln High School",
    "City of Bristol College",
    "Northern Virginia Community College",
    "General Assembly",
    "University of California, Berkeley",
    "Nanyang Technological University",
    "Makerere University",
    "University of Lagos",
    "Technische Universität München",
    "RWTH Aachen",
    "Hochschule für Technik Stuttgart",
    "Ludwig-Maximilians-Universität",
    "Friedrich-Schiller-Gymnasium",
    "Berufsschule II Augsburg",
    "FH Münster",
    "Duale Hochschule Baden-Württemberg",
    "Sorbonne Université",
    "École Polytechnique",
    "Sciences Po Lyon",
    "Lycée Henri-IV",
    "IUT de Lannion",
    "INSA Rouen",
    "HEC Paris",
    "Universidad Complutense de Madrid",
    "IES Cervantes",
    "Universidad Nacional Autónoma de México",
    "Tecnológico de Monterrey",
    "Colegio San José",
    "Università degli Studi di Padova",
    "Liceo Scientifico Galilei",
    "Politecnico di Torino",
    "ITIS Volta",
    "Istituto Tecnico Commerciale",
    "Universidade de São Paulo",
    "Instituto Superior Técnico",
    "Escola Secundária de Camões",
    "SENAI",
    "Universiteit van Amsterdam",
    "Hogeschool Rotterdam",
    "ROC Midden Nederland",
    "TU Delft",
    "Stedelijk Gymnasium Haarlem",
    "Lunds universitet",
    "Kungliga Tekniska högskolan",
    "Chalmers tekniska högskola",
    "Södra Latins gymnasium",
    "Københavns Universitet",
    "Copenhagen Business School",
    "Aalborg Katedralskole",
    "Universitetet i Oslo",
    "Høyskolen Kristiania",
    "NTNU",
    "Helsingin yliopisto",
    "Aalto-yliopisto",
    "Metropolia Ammattikorkeakoulu",
    "Helsingin Suomalainen Yhteiskoulu",
    "Uniwersytet Warszawski",
    "Politechnika Wrocławska",
    "Akademia Górniczo-Hutnicza",
    "I Liceum Ogólnokształcące",
    "SGH",
    "Univerzita Karlova",
    "Vysoké učení technické v Brně",
    "Gymnázium Jana Keplera",
    "ČVUT v Praze",
    "Boğaziçi Üniversitesi",
    "Galatasaray Lisesi",
    "ODTÜ",
    "Orta Doğu Teknik Üniversitesi",
    "Budapesti Műszaki Egyetem",
    "Eötvös Loránd Tudományegyetem",
    "Fazekas Mihály Gimnázium",
    "Debreceni Egyetem",
    "Universitatea Babeș-Bolyai",
    "Academia de Studii Economice",
    "Colegiul Național Unirea",
    "Universitatea Politehnica Timișoara",
    "МГУ имени Ломоносова",
    "Санкт-Петербургский государственный университет",
    "Київський національний університет",
    "北京大学",
    "東京大学",
    "서울대학교",
)
OCCUPATIONS = (
    "Registered Nurse",
    "Forklift Driver",
    "Head Chef",
    "Primary School Teacher",
    "Electrician",
    "Truck Driver",
    "Assistant Manager",
    "Chief Financial Officer",
    "Receptionist",
    "Software Developer",
    "Data Scientist",
    "Intern",
    "Sales Assistant",
    "Warehouse Supervisor",
    "Research Fellow",
    "Care Worker",
    "Plumber",
    "Welder",
    "HR Business Partner",
    "Krankenschwester",
    "Geschäftsführer",
    "Elektriker",
    "Vertriebsmitarbeiter",
    "Auszubildender",
    "Koch",
    "Infirmière",
    "Chef de projet",
    "Vendeuse",
    "Électricien",
    "Directeur commercial",
    "Cuisinier",
    "Technicien de maintenance",
    "Camarero",
    "Enfermera",
    "Electricista",
    "Director de operaciones",
    "Dependienta",
    "Profesora de inglés",
    "Infermiera",
    "Cameriere",
    "Direttore vendite",
    "Elettricista",
    "Magazziniere",
    "Enfermeira",
    "Motorista",
    "Professora",
    "Diretor comercial",
    "Eletricista",
    "Verpleegkundige",
    "Vrachtwagenchauffeur",
    "Docent",
    "Magazijnmedewerker",
    "Sjuksköterska",
    "Elektriker",
    "Lärare",
    "Lastbilschaufför",
    "Sygeplejerske",
    "Butiksassistent",
    "Lærer",
    "Sykepleier",
    "Butikkmedarbeider",
    "Tømrer",
    "Sairaanhoitaja",
    "Sähköasentaja",
    "Opettaja",
    "Varastotyöntekijä",
    "Pielęgniarka",
    "Kierowca",
    "Elektryk",
    "Nauczyciel",
    "Magazynier",
    "Zdravotní sestra",
    "Řidič",
    "Elektrikář",
    "Učitel",
    "Hemşire",
    "Öğretmen",
    "Elektrik Teknisyeni",
    "Garson",
    "Ápolónő",
    "Villanyszerelő",
    "Tanár",
    "Raktáros",
    "Asistent medical",
    "Profesor",
    "Electrician",
    "Șofer",
    "Медсестра",
    "Водитель",
    "Учитель",
    "Инженер",
)
EMPLOYERS = (
    "Brightwater Ltd",
    "Oak & Sons PLC",
    "Nimbus Inc.",
    "Delta LLC",
    "Vogel GmbH & Co. KG",
    "Alpen AG",
    "Meyer OHG",
    "Stadtwerke eG",
    "Dubois SARL",
    "Leroy SAS",
    "Orsay S.A.",
    "Rivas S.L.",
    "Olmedo S.A. de C.V.",
    "Ferrini S.p.A.",
    "Bassi S.r.l.",
    "Moreira Lda",
    "Comércio Ltda",
    "Vermeer B.V.",
    "Zuid N.V.",
    "Norrvik AB",
    "Havn A/S",
    "Brønd ApS",
    "Fjell AS",
    "Koivu Oy",
    "Rantanen Oyj",
    "Borowik Sp. z o.o.",
    "Jasna S.A.",
    "Havelka s.r.o.",
    "Moravia a.s.",
    "Karaca Ltd. Şti.",
    "Doğan A.Ş.",
    "Tisza Kft.",
    "Alföld Zrt.",
    "Carpați SRL",
    "Dacia SA",
    "ООО Ромашка",
    "АО Волга",
    "Sharma Pvt. Ltd.",
    "Tan Sdn Bhd",
    "Ola d.o.o.",
)
UNITS = (
    "Faculty of Law",
    "Department of Physics",
    "Institut für Informatik",
    "Fakultät für Maschinenbau",
    "Faculté de droit",
    "Facultad de Medicina",
    "Facoltà di Lettere",
    "Wydział Zarządzania",
    "Fakulta stavební",
    "Hukuk Fakültesi",
)
GRADES = ("Senior ", "Junior ", "Lead ", "Assistant ", "Deputy ")
PEOPLE = ("Anna Larsson", "Jean Dupont", "Ewa Nowak", "Juan Pérez", "Ada Byron")


@pytest.mark.parametrize("name", SCHOOLS)
def test_schools_are_known(name: str) -> None:
    assert is_known_school(name)
    assert role_of(name)[0] == "school"


@pytest.mark.parametrize("name", [name for name in SCHOOLS if is_school(name) and len(name.split()) > 1])
def test_a_school_is_one_in_capitals_and_with_its_town(name: str) -> None:
    assert is_school(name.upper())
    assert is_school(f"{name}, Leeds")
    assert not is_unit(name)


@pytest.mark.parametrize("name", EMPLOYERS)
def test_legal_forms_of_many_lands_mark_employers(name: str) -> None:
    assert has_legal_form(name)
    assert organisation_score(name) > title_score(name)
    assert not is_job(name)
    assert not is_known_school(name)


@pytest.mark.parametrize("title", OCCUPATIONS)
def test_occupations_are_titles(title: str) -> None:
    assert is_job(title)
    assert title_score(title) > organisation_score(title)
    assert not has_legal_form(title)


@given(st.sampled_from(OCCUPATIONS[:17]), st.sampled_from(GRADES))
def test_a_grade_makes_a_title_no_less_of_one(title: str, grade: str) -> None:
    assert is_job(grade + title)
    assert title_score(grade + title) >= title_score(title) - 0.5


@given(st.sampled_from(OCCUPATIONS))
def test_titles_are_titles_in_any_case(title: str) -> None:
    assert is_job(title.upper())
    assert is_job(title.lower())


@pytest.mark.parametrize("name", UNITS)
def test_a_part_of_a_school_is_no_school(name: str) -> None:
    assert is_unit(name)
    assert role_of(name)[0] != "degree"


@pytest.mark.parametrize("name", PEOPLE)
def test_people_are_neither(name: str) -> None:
    assert not is_job(name)
    assert not has_legal_form(name)
    assert not is_school(name)


def test_titles_are_built_like_titles_on_the_whole() -> None:
    """The model of likeness isn't sure of one text, but parts the two lists."""
    titles = sum(title_logit(title) > 0 for title in OCCUPATIONS) / len(OCCUPATIONS)
    employers = sum(title_logit(name) < 0 for name in EMPLOYERS) / len(EMPLOYERS)
    schools = sum(title_logit(name) < 0 for name in SCHOOLS) / len(SCHOOLS)
    print(f"titles {titles:.2f}, employers {employers:.2f}, schools {schools:.2f}")
    assert titles > 0.85
    assert employers > 0.85
    assert schools > 0.7


@given(st.sampled_from(OCCUPATIONS), st.sampled_from(EMPLOYERS))
def test_title_and_employer_beside_each_other_keep_their_scores_apart(title: str, employer: str) -> None:
    assert title_score(title) - organisation_score(title) > title_score(employer) - organisation_score(employer)


@given(st.text(max_size=80))
def test_any_text_is_judged_and_never_fails(text: str) -> None:
    assert title_score(text) == title_score(text)
    assert organisation_score(text) >= 0
    if not fold(text):
        assert not is_job(text)
        assert not is_school(text)
        assert not has_legal_form(text)
