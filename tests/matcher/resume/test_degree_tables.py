"""Tests of degrees in seventeen languages: what is the degree and what the subject, however an entry prints them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.degrees import degree_in, find_degree, split_degree
from matcher.resume.lexicon import fold
from matcher.resume.study_words import names_subject, role_of

# What is printed: the degree, the subject (None where the degree says all).
PRINTED: dict[str, tuple[tuple[str, str, str | None], ...]] = {
    "en": (
        ("BSc (Hons) Computer Science", "BSc (Hons)", "Computer Science"),
        ("BA History", "BA", "History"),
        ("Bachelor of Arts in English Literature", "Bachelor of Arts", "English Literature"),
        ("MSc Data Science", "MSc", "Data Science"),
        ("Master of Science in Mechanical Engineering", "Master of Science", "Mechanical Engineering"),
        ("MBA Finance", "MBA", "Finance"),
        ("PhD in Physics", "PhD", "Physics"),
        ("BEng Civil Engineering", "BEng", "Civil Engineering"),
        ("LLB Law", "LLB", "Law"),
        ("Diploma in Nursing", "Diploma", "Nursing"),
        ("HND Business Studies", "HND", "Business Studies"),
        ("Associate of Applied Science in Welding", "Associate of Applied Science", "Welding"),
        ("Bachelor of Commerce, Accounting", "Bachelor of Commerce", "Accounting"),
        ("B.Tech in Electronics", "B.Tech", "Electronics"),
        ("M.Phil. Philosophy", "M.Phil.", "Philosophy"),
        ("Doctor of Philosophy in Chemistry", "Doctor of Philosophy", "Chemistry"),
        ("Master of Public Health", "Master of Public Health", None),
    ),
    "de": (
        ("Bachelor of Science Informatik", "Bachelor of Science", "Informatik"),
        ("Master Maschinenbau", "Master", "Maschinenbau"),
        ("Diplom-Ingenieur Elektrotechnik", "Diplom-Ingenieur", "Elektrotechnik"),
        ("Diplom Betriebswirtschaft", "Diplom", "Betriebswirtschaft"),
        ("Magister Artium Geschichte", "Magister Artium", "Geschichte"),
        ("Staatsexamen Rechtswissenschaften", "Staatsexamen", "Rechtswissenschaften"),
        ("B.Sc. Wirtschaftsinformatik", "B.Sc.", "Wirtschaftsinformatik"),
        ("M.A. Germanistik", "M.A.", "Germanistik"),
        ("Promotion in Chemie", "Promotion", "Chemie"),
        ("Abitur", "Abitur", None),
        ("Fachabitur", "Fachabitur", None),
    ),
    "fr": (
        ("Licence Économie", "Licence", "Économie"),
        ("Master Droit des affaires", "Master", "Droit des affaires"),
        ("BTS Comptabilité", "BTS", "Comptabilité"),
        ("DUT Informatique", "DUT", "Informatique"),
        ("Doctorat en chimie", "Doctorat", "chimie"),
        ("Licence professionnelle Commerce", "Licence professionnelle", "Commerce"),
        ("Diplôme d'ingénieur Génie civil", "Diplôme d'ingénieur", "Génie civil"),
        ("Baccalauréat Scientifique", "Baccalauréat Scientifique", None),
        ("CAP Cuisine", "CAP", "Cuisine"),
        ("Maîtrise de lettres", "Maîtrise", "lettres"),
    ),
    "es": (
        ("Grado en Derecho", "Grado", "Derecho"),
        ("Licenciatura en Economía", "Licenciatura", "Economía"),
        ("Máster en Marketing", "Máster", "Marketing"),
        ("Doctorado en Biología", "Doctorado", "Biología"),
        ("Ingeniería Técnica Informática", "Ingeniería Técnica", "Informática"),
        ("Técnico Superior en Administración", "Técnico Superior", "Administración"),
        ("Bachillerato", "Bachillerato", None),
        ("Diplomatura en Enfermería", "Diplomatura", "Enfermería"),
        ("Grado Superior en Cocina", "Grado Superior", "Cocina"),
    ),
    "it": (
        ("Laurea in Economia", "Laurea", "Economia"),
        ("Laurea triennale in Informatica", "Laurea triennale", "Informatica"),
        ("Laurea magistrale in Ingegneria civile", "Laurea magistrale", "Ingegneria civile"),
        ("Diploma di maturità scientifica", "Diploma di maturità scientifica", None),
        ("Dottorato in Fisica", "Dottorato", "Fisica"),
        ("Master in Marketing", "Master", "Marketing"),
    ),
    "pt": (
        ("Licenciatura em Direito", "Licenciatura", "Direito"),
        ("Mestrado em Economia", "Mestrado", "Economia"),
        ("Bacharelado em Administração", "Bacharelado", "Administração"),
        ("Doutorado em Química", "Doutorado", "Química"),
        ("Pós-graduação em Marketing", "Pós-graduação", "Marketing"),
        ("Ensino Médio", "Ensino Médio", None),
    ),
    "nl": (
        ("Bachelor Bedrijfskunde", "Bachelor", "Bedrijfskunde"),
        ("Master Rechten", "Master", "Rechten"),
        ("HBO Verpleegkunde", "HBO", "Verpleegkunde"),
        ("MBO Techniek", "MBO", "Techniek"),
        ("VWO", "VWO", None),
        ("HAVO", "HAVO", None),
        ("Doctoraal Geschiedenis", "Doctoraal", "Geschiedenis"),
    ),
    "sv": (
        ("Kandidatexamen i ekonomi", "Kandidatexamen", "ekonomi"),
        ("Masterexamen i datavetenskap", "Masterexamen", "datavetenskap"),
        ("Civilingenjör i maskinteknik", "Civilingenjör", "maskinteknik"),
        ("Högskoleexamen i fysik", "Högskoleexamen", "fysik"),
        ("Gymnasieexamen", "Gymnasieexamen", None),
        ("Magisterexamen i pedagogik", "Magisterexamen", "pedagogik"),
    ),
    "da": (
        ("Bachelor i jura", "Bachelor", "jura"),
        ("Kandidat i økonomi", "Kandidat", "økonomi"),
        ("Cand.merc. i finansiering", "Cand.merc.", "finansiering"),
        ("HF", "HF", None),
        ("Ph.d. i kemi", "Ph.d.", "kemi"),
    ),
    "no": (
        ("Bachelor i økonomi", "Bachelor", "økonomi"),
        ("Master i rettsvitenskap", "Master", "rettsvitenskap"),
        ("Fagbrev", "Fagbrev", None),
        ("Bachelorgrad i sykepleie", "Bachelorgrad", "sykepleie"),
    ),
    "fi": (
        ("Kauppatieteiden maisteri", "Kauppatieteiden maisteri", None),
        ("Insinööri (AMK)", "Insinööri (AMK)", None),
        ("Filosofian kandidaatti", "Filosofian kandidaatti", None),
        ("Tradenomi", "Tradenomi", None),
        ("Ylioppilastutkinto", "Ylioppilastutkinto", None),
        ("Diplomi-insinööri", "Diplomi-insinööri", None),
    ),
    "pl": (
        ("Licencjat Ekonomia", "Licencjat", "Ekonomia"),
        ("Magister Prawo", "Magister", "Prawo"),
        ("Inżynier Informatyka", "Inżynier", "Informatyka"),
        ("Doktorat Chemia", "Doktorat", "Chemia"),
        ("Matura", "Matura", None),
        ("Studia podyplomowe Marketing", "Studia podyplomowe", "Marketing"),
        ("Magister inżynier Budownictwo", "Magister inżynier", "Budownictwo"),
    ),
    "cs": (
        ("Bakalář Ekonomie", "Bakalář", "Ekonomie"),
        ("Magistr Právo", "Magistr", "Právo"),
        ("Inženýr Strojírenství", "Inženýr", "Strojírenství"),
        ("Maturita", "Maturita", None),
        ("Ing. Stavebnictví", "Ing.", "Stavebnictví"),
        ("Bc. Informatika", "Bc.", "Informatika"),
        ("Mgr. Psychologie", "Mgr.", "Psychologie"),
    ),
    "tr": (
        ("Lisans İktisat", "Lisans", "İktisat"),
        ("Yüksek Lisans Hukuk", "Yüksek Lisans", "Hukuk"),
        ("Ön Lisans Muhasebe", "Ön Lisans", "Muhasebe"),
        ("Doktora Kimya", "Doktora", "Kimya"),
        ("Lisans, Makine Mühendisliği", "Lisans", "Makine Mühendisliği"),
    ),
    "hu": (
        ("BSc Közgazdaságtan", "BSc", "Közgazdaságtan"),
        ("MSc Informatika", "MSc", "Informatika"),
        ("Érettségi", "Érettségi", None),
        ("Mesterképzés Jog", "Mesterképzés", "Jog"),
        ("Alapképzés Pszichológia", "Alapképzés", "Pszichológia"),
    ),
    "ro": (
        ("Licență Economie", "Licență", "Economie"),
        ("Master Drept", "Master", "Drept"),
        ("Bacalaureat", "Bacalaureat", None),
        ("Doctorat Chimie", "Doctorat", "Chimie"),
        ("Inginer Construcții", "Inginer", "Construcții"),
    ),
    "ru": (
        ("Бакалавр Экономика", "Бакалавр", "Экономика"),
        ("Магистр Право", "Магистр", "Право"),
        ("Специалист Бухгалтерский учёт", "Специалист", "Бухгалтерский учёт"),
        ("Кандидат наук", "Кандидат наук", None),
    ),
}
ROWS = [row for rows in PRINTED.values() for row in rows]
SPLIT = [(text, degree, area) for text, degree, area in ROWS if area]
JOINED = {
    "en": " in ",
    "de": " in ",
    "fr": " en ",
    "es": " en ",
    "it": " in ",
    "pt": " em ",
    "nl": " in ",
    "sv": " i ",
    "da": " i ",
    "no": " i ",
}
NO_DEGREES = (
    "Leeds",
    "Anna Larsson",
    "Computer Science",
    "Responsible for the books",
    "2014 – 2017",
    "Head of Finance",
    "Nurse at Northgate Hospital",
    "Universität Hamburg",
    "Excel, Word, SAP",
    "Projektleiter",
    "Vendeuse",
    "Brightwater Ltd",
    "as needed",
    "we met at the station",
)


def read(text: str) -> tuple[str, str | None]:
    degree = find_degree(text)
    assert degree is not None, text
    titled = split_degree(text, degree)
    return titled.degree, titled.area


@pytest.mark.parametrize("language", PRINTED)
def test_a_degree_is_split_from_its_subject(language: str) -> None:
    for text, degree, area in PRINTED[language]:
        assert read(text) == (degree, area), text


@pytest.mark.parametrize("language", JOINED)
def test_the_word_between_them_is_of_neither(language: str) -> None:
    for _, degree, area in PRINTED[language]:
        if area:
            assert read(f"{degree}{JOINED[language]}{area}") == (degree, area)


@pytest.mark.parametrize("mark", [", ", ": ", " – ", " - ", " | ", " · "])
def test_a_mark_between_them_is_of_neither(mark: str) -> None:
    for _, degree, area in SPLIT:
        assert read(f"{degree}{mark}{area}") == (degree, area), f"{degree}{mark}{area}"


def test_a_subject_in_brackets_is_a_subject() -> None:
    for _, degree, area in SPLIT:
        if "(" not in degree and " " not in (area or ""):
            assert read(f"{degree} ({area})") == (degree, area), f"{degree} ({area})"


@pytest.mark.parametrize("row", SPLIT, ids=lambda row: row[0])
def test_the_span_of_a_degree_is_its_words(row: tuple[str, str, str]) -> None:
    text, degree, _ = row
    found = find_degree(text)
    assert found is not None
    assert text[found.begin : found.finish].strip(" ,") == degree
    assert 0 < found.sure < 1


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_degree_alone_is_whole(row: tuple[str, str, str | None]) -> None:
    _, degree, _ = row
    assert read(degree) == (degree, None)
    assert degree_in(degree) == fold(degree)
    role, sure = role_of(degree)
    assert role == "degree"
    assert 0 < sure <= 1


@pytest.mark.parametrize("text", NO_DEGREES)
def test_what_is_no_degree(text: str) -> None:
    assert find_degree(text) is None
    assert degree_in(text) is None


@given(st.sampled_from(ROWS), st.sampled_from(["2014", "2014 – 2017", "Leeds", "(2014)"]))
def test_what_stands_behind_a_tab_is_not_in_the_span(row: tuple[str, str, str | None], behind: str) -> None:
    text, degree, _ = row
    found = find_degree(f"{text}   {behind}")
    assert found is not None
    assert found.finish <= len(text)
    assert fold(degree).split()[0] in fold(text[found.begin : found.finish])


@given(st.text(max_size=60))
def test_any_text_has_a_span_inside_it_or_none(text: str) -> None:
    found = find_degree(text)
    if found is not None:
        assert 0 <= found.begin < found.finish <= len(text)
        titled = split_degree(text, found)
        for piece in (titled.degree, titled.area or ""):
            assert all(word in text for word in piece.split())


def test_subjects_are_told_from_degrees() -> None:
    subjects = [area for _, _, area in SPLIT if area]
    known = [area for area in subjects if names_subject(area)]
    assert len(known) >= 0.5 * len(subjects)
    assert all(role_of(area)[0] != "school" for area in subjects)
