"""Education in twenty languages: schools, degrees, subjects told apart in the words and orders of each."""

import pytest

from matcher.resume.education import find_education
from tests.matcher.resume.printed_lines import lines

Entry = tuple[str | None, str | None, str | None]

PRINTED: dict[str, Entry] = {
    "Bachelor of Science (Hons) in Marine Biology\nUniversity of Plymouth\n2009 – 2012": (
        "University of Plymouth",
        "Bachelor of Science (Hons)",
        "Marine Biology",
    ),
    "A-Levels: Maths, Physics, Art\nSt Aidan's Sixth Form\n2007 – 2009": (
        "St Aidan's Sixth Form",
        "A-Levels",
        "Maths, Physics, Art",
    ),
    "High School Diploma, Lincoln High School, 2004": ("Lincoln High School", "High School Diploma", None),
    "NVQ Level 3 in Hairdressing, Leeds City College": ("Leeds City College", "NVQ Level 3", "Hairdressing"),
    "2010 – 2014\tDiplom-Ingenieurin (FH) Maschinenbau\nHochschule Esslingen": (
        "Hochschule Esslingen",
        "Diplom-Ingenieurin (FH)",
        "Maschinenbau",
    ),
    "08/2001 – 07/2004\tAusbildung zur Industriekauffrau\nBerufskolleg Bottrop": (
        "Berufskolleg Bottrop",
        "Ausbildung",
        "Industriekauffrau",
    ),
    "Max-Planck-Gymnasium Gelsenkirchen\nAbitur (Note 1,7)\n1992 – 2001": (
        "Max-Planck-Gymnasium Gelsenkirchen",
        "Abitur",
        None,
    ),
    "Universität Wien\nMagister, Publizistik\n2001 – 2006": ("Universität Wien", "Magister", "Publizistik"),
    "Erstes Staatsexamen, Rechtswissenschaften\nJulius-Maximilians-Universität Würzburg\n2012": (
        "Julius-Maximilians-Universität Würzburg",
        "Erstes Staatsexamen",
        "Rechtswissenschaften",
    ),
    "2012-2014 : BTS Comptabilité et gestion, Lycée Jean Moulin": (
        "Lycée Jean Moulin",
        "BTS",
        "Comptabilité et gestion",
    ),
    "Licence professionnelle Commerce international\nIUT de Nantes\n2015": (
        "IUT de Nantes",
        "Licence professionnelle",
        "Commerce international",
    ),
    "Baccalauréat scientifique, mention bien\nLycée Ampère, 2009": (
        "Lycée Ampère",
        "Baccalauréat scientifique",
        None,
    ),
    "Grado en Ingeniería Informática\nUniversidad de Granada\n2010 - 2014": (
        "Universidad de Granada",
        "Grado",
        "Ingeniería Informática",
    ),
    "Técnico Superior en Administración y Finanzas, IES La Rosaleda, 2012": (
        "IES La Rosaleda",
        "Técnico Superior",
        "Administración y Finanzas",
    ),
    "Laurea magistrale in Economia aziendale\nUniversità degli Studi di Bari\n110/110 e lode\n2016": (
        "Università degli Studi di Bari",
        "Laurea magistrale",
        "Economia aziendale",
    ),
    "Diploma di perito industriale, ITIS Fermi, 2008": ("ITIS Fermi", "Diploma di perito industriale", None),
    "Mestrado em Direito Fiscal\nUniversidade do Minho\n2013 – 2015": (
        "Universidade do Minho",
        "Mestrado",
        "Direito Fiscal",
    ),
    "Ensino médio\nColégio Dom Bosco\n2006": ("Colégio Dom Bosco", "Ensino médio", None),
    "2011 – 2014\tmbo niveau 4 Verpleegkunde\nROC Midden Nederland": (
        "ROC Midden Nederland",
        "mbo niveau 4",
        "Verpleegkunde",
    ),
    "VWO, Stedelijk Gymnasium Leiden, 2005 – 2011": ("Stedelijk Gymnasium Leiden", "VWO", None),
    "Civilingenjör i datateknik\nLinköpings universitet\n2008 – 2013": (
        "Linköpings universitet",
        "Civilingenjör",
        "datateknik",
    ),
    "Gymnasieexamen, Teknikprogrammet\nÅva gymnasium": ("Åva gymnasium", "Gymnasieexamen", "Teknikprogrammet"),
    "Cand.merc. i International Marketing\nSyddansk Universitet\n2010 – 2012": (
        "Syddansk Universitet",
        "Cand.merc.",
        "International Marketing",
    ),
    "Bachelor i økonomi og administrasjon, Høgskolen i Molde, 2014": (
        "Høgskolen i Molde",
        "Bachelor",
        "økonomi og administrasjon",
    ),
    "Kauppatieteiden maisteri, laskentatoimi\nTurun yliopisto\n2012": (
        "Turun yliopisto",
        "Kauppatieteiden maisteri",
        "laskentatoimi",
    ),
    "Insinööri (AMK), tietotekniikka\nOulun ammattikorkeakoulu\n2009": (
        "Oulun ammattikorkeakoulu",
        "Insinööri (AMK)",
        "tietotekniikka",
    ),
    "Politechnika Gdańska\nmgr inż., Budownictwo\n2005 – 2010": ("Politechnika Gdańska", "mgr inż.", "Budownictwo"),
    "Matura, II Liceum Ogólnokształcące w Opolu, 2004": ("II Liceum Ogólnokształcące w Opolu", "Matura", None),
    "2004 – 2009\tIng., Strojírenství\nVysoké učení technické v Brně": (
        "Vysoké učení technické v Brně",
        "Ing.",
        "Strojírenství",
    ),
    "Maturita\nStřední průmyslová škola Kladno\n2004": ("Střední průmyslová škola Kladno", "Maturita", None),
    "Ege Üniversitesi\nİşletme, Lisans\n2009 – 2013": ("Ege Üniversitesi", "Lisans", "İşletme"),
    "Yüksek Lisans, Bilgisayar Mühendisliği, Hacettepe Üniversitesi, 2016": (
        "Hacettepe Üniversitesi",
        "Yüksek Lisans",
        "Bilgisayar Mühendisliği",
    ),
    "Debreceni Egyetem\nProgramtervező informatikus BSc\n2011 – 2014": (
        "Debreceni Egyetem",
        "BSc",
        "Programtervező informatikus",
    ),
    "Érettségi, Kossuth Lajos Gimnázium, 2007": ("Kossuth Lajos Gimnázium", "Érettségi", None),
    "Universitatea Babeș-Bolyai\nLicență, Drept\n2008 – 2012": ("Universitatea Babeș-Bolyai", "Licență", "Drept"),
    "Diplomă de bacalaureat, Colegiul Național Gheorghe Lazăr, 2008": (
        "Colegiul Național Gheorghe Lazăr",
        "Diplomă de bacalaureat",
        None,
    ),
    "2005 – 2010\nКазанский государственный университет\nСпециалист, юриспруденция": (
        "Казанский государственный университет",
        "Специалист",
        "юриспруденция",
    ),
    "Львівська політехніка\nМагістр, Комп'ютерні науки\n2012 – 2014": (
        "Львівська політехніка",
        "Магістр",
        "Комп'ютерні науки",
    ),
    "Πανεπιστήμιο Πατρών\nΠτυχίο, Οικονομικά\n2006 – 2010": ("Πανεπιστήμιο Πατρών", "Πτυχίο", "Οικονομικά"),
    "Sveučilište u Zagrebu\nMagistar, Ekonomija\n2009": ("Sveučilište u Zagrebu", "Magistar", "Ekonomija"),
}


def read(notes: str) -> list[Entry]:
    found = []
    for entry in find_education([lines(notes)]):
        values = (entry.institution, entry.degree, entry.area)
        school, degree, area = (value.value if value else None for value in values)
        found.append((school, degree, area))
    return found


@pytest.mark.parametrize("notes", PRINTED)
def test_an_entry_is_read_in_the_words_of_its_country(notes: str) -> None:
    assert read(notes) == [PRINTED[notes]]
