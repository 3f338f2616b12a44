"""Tests of whole resumes written as people write them, in styles that no generator here makes."""

from dataclasses import dataclass

import pytest

from entities.resume import FoundEducation, FoundPosition
from matcher.resume import parse_resume


@dataclass(frozen=True, slots=True)
class Case:
    """A resume with what it says; an entry is (title, company, start, end) or (school, degree, subject, end)."""

    file_name: str
    text: str
    name: str
    phones: list[str]
    city: str | None
    work: list[tuple[str | None, ...]]
    education: list[tuple[str | None, ...]]
    skills: list[str]
    languages: list[str]


CASES = {
    "british": Case(
        file_name="a.txt",
        text="""\
PRIYA NARAYANAN
Leeds, United Kingdom  •  07700 900123  •  priya.n@example.org  •  linkedin.com/in/priyanarayanan

PROFILE
Operations professional with a decade of experience in grocery retail and last-mile delivery.

CAREER HISTORY

FRESHCART UK                                             Leeds
Regional Operations Lead                                 Aug 2021 - Present
  * Own P&L for 14 dark stores
  * Cut shrink from 3.1% to 1.9%

Operations Lead, North                                   Mar 2019 - Jul 2021
  * Opened six sites in eleven months

J THORNBURY PLC                                          Manchester
Graduate Trainee                                         Sept 2016 - Feb 2019
  * Rotations in supply, store and pricing

QUALIFICATIONS
BA (Hons) Business and Management, 2:1       University of Sheffield       2013 - 2016
A-levels: Maths (A), Economics (A), French (B)     Roundhay School     2011 - 2013

SKILLS
Forecasting, Labour planning, SQL (basic), Excel (advanced)

LANGUAGES
Tamil (native), English (fluent), French (conversational)

REFERENCES
Available on request
""",
        name="Priya Narayanan",
        phones=["+447700900123"],
        city="Leeds",
        work=[
            ("Regional Operations Lead", "FRESHCART UK", "2021-08", "now"),
            ("Operations Lead, North", "FRESHCART UK", "2019-03", "2021-07"),
            ("Graduate Trainee", "J THORNBURY PLC", "2016-09", "2019-02"),
        ],
        education=[
            ("University of Sheffield", "BA (Hons)", "Business and Management", "2016"),
            ("Roundhay School", "A-levels", "Maths (A), Economics (A), French (B)", "2013"),
        ],
        skills=["Forecasting", "Labour planning", "SQL", "Excel"],
        languages=["Tamil", "English", "French"],
    ),
    "german table": Case(
        file_name="a.txt",
        text="""\
Lebenslauf

Persönliche Daten
Name: Thomas Wörner
Anschrift: Lindenstraße 14, 70182 Stuttgart
Telefon: 0711 / 123 45 67
E-Mail: t.woerner@example.de

Beruflicher Werdegang

seit 04/2018      Projektleiter Anlagenbau
                  Maier & Stumpf Maschinenfabrik GmbH, Esslingen
                  - Führung eines Teams von 8 Ingenieuren
                  - Budgetverantwortung bis 4 Mio. Euro

09/2012 – 03/2018 Konstrukteur
                  Kessler Technik AG, Ulm
                  - Auslegung von Förderanlagen

10/2009 – 08/2012 Technischer Zeichner
                  Ingenieurbüro Hahn, Göppingen

Studium und Ausbildung

10/2005 – 09/2009 Hochschule Esslingen
                  Maschinenbau, Abschluss: Diplom-Ingenieur (FH), Note 1,8
09/2002 – 07/2005 Gewerbliche Schule Göppingen
                  Ausbildung zum Technischen Zeichner

Kenntnisse
SolidWorks, CATIA V5, SAP PM, MS Project

Sprachen
Deutsch (Muttersprache), Englisch (verhandlungssicher), Italienisch (Grundkenntnisse)
""",
        name="Thomas Wörner",
        phones=["+497111234567"],
        city="Stuttgart",
        work=[
            ("Projektleiter Anlagenbau", "Maier & Stumpf Maschinenfabrik GmbH", "2018-04", "now"),
            ("Konstrukteur", "Kessler Technik AG", "2012-09", "2018-03"),
            ("Technischer Zeichner", "Ingenieurbüro Hahn", "2009-10", "2012-08"),
        ],
        education=[
            ("Hochschule Esslingen", "Diplom-Ingenieur (FH)", "Maschinenbau", "2009-09"),
            ("Gewerbliche Schule Göppingen", "Ausbildung", "Technischen Zeichner", "2005-07"),
        ],
        skills=["SolidWorks", "CATIA V5", "SAP PM", "MS Project"],
        languages=["Deutsch", "Englisch", "Italienisch"],
    ),
    "french dates first": Case(
        file_name="a.txt",
        text="""\
Camille Dufresne
Chargée de communication
12 rue des Lilas, 69003 Lyon | 06 11 22 33 44 | camille.dufresne@example.fr

EXPÉRIENCES PROFESSIONNELLES

Depuis septembre 2020 : Chargée de communication, Mairie de Villeurbanne
Rédaction du magazine municipal, gestion des réseaux sociaux

Janvier 2018 - août 2020 : Assistante communication chez Alterra
Organisation de 25 événements par an

2016 - 2017 : Stagiaire chez Radio Canut, Lyon

FORMATION
2015-2017 Master Communication publique, Université Lumière Lyon 2
2012-2015 Licence Lettres modernes, Université Lumière Lyon 2
2012 Baccalauréat littéraire, Lycée Ampère

COMPÉTENCES
Suite Adobe (Photoshop, InDesign), WordPress, rédaction web, relations presse

LANGUES
Français : langue maternelle
Anglais : C1
Espagnol : B1
""",
        name="Camille Dufresne",
        phones=["+33611223344"],
        city="Lyon",
        work=[
            ("Chargée de communication", "Mairie de Villeurbanne", "2020-09", "now"),
            ("Assistante communication", "Alterra", "2018-01", "2020-08"),
            ("Stagiaire", "Radio Canut", "2016", "2017"),
        ],
        education=[
            ("Université Lumière Lyon 2", "Master", "Communication publique", "2017"),
            ("Université Lumière Lyon 2", "Licence", "Lettres modernes", "2015"),
            ("Lycée Ampère", "Baccalauréat littéraire", None, "2012"),
        ],
        skills=["Suite Adobe (Photoshop, InDesign)", "WordPress", "rédaction web", "relations presse"],
        languages=["Français", "Anglais", "Espagnol"],
    ),
    "american startup": Case(
        file_name="a.txt",
        text="""\
Marcus T. Bell
Senior Backend Developer
marcus@marcusbell.example.dev | (512) 555-0176 | Austin, TX | github.com/mtbell

EXPERIENCE

Senior Backend Developer
Lumen Freight (Series B logistics startup)
Austin, TX (Remote)
January 2022 – Present · 2 years 11 months
Built the rating engine handling 4M quotes a day in Go
Led migration from Heroku to AWS

Backend Developer
Pathways.io
Austin, TX
June 2019 – December 2021 · 2 years 7 months
Designed billing service

Software Engineering Intern
Delve Technologies
Summer 2018
Round Rock, TX
Wrote test tooling

EDUCATION

The University of Texas at Austin
B.S. Computer Science, Minor in Mathematics
Class of 2019
GPA 3.71

TECH STACK
Go, Python, PostgreSQL, Kafka
AWS, Terraform
CERTIFICATIONS
AWS Solutions Architect - Associate (exp. 2026)
""",
        name="Marcus T. Bell",
        phones=["+15125550176"],
        city="Austin",
        work=[
            ("Senior Backend Developer", "Lumen Freight (Series B logistics startup)", "2022-01", "now"),
            ("Backend Developer", "Pathways.io", "2019-06", "2021-12"),
            ("Software Engineering Intern", "Delve Technologies", "2018", "2018"),
        ],
        education=[("The University of Texas at Austin", "B.S.", "Computer Science", "2019")],
        skills=["Go", "Python", "PostgreSQL", "Kafka", "AWS", "Terraform"],
        languages=[],
    ),
    "italian": Case(
        file_name="a.txt",
        text="""\
Giulia Ferraris

Via Roma 8, 10121 Torino (TO)
Cell. 347 123 4567
giulia.ferraris@example.it
Data di nascita: 12/05/1990

ESPERIENZA LAVORATIVA

Da marzo 2021 ad oggi
Banca Alpina S.p.A. - Torino
Analista rischio di credito
Analisi dei bilanci e monitoraggio del portafoglio PMI.

Da ottobre 2017 a febbraio 2021
Revisori Associati Srl - Milano
Revisore contabile junior

ISTRUZIONE
2014 - 2017  Laurea Magistrale in Economia e Finanza - Università degli Studi di Torino - 110/110
2011 - 2014  Laurea Triennale in Economia Aziendale - Università degli Studi di Torino

COMPETENZE INFORMATICHE
Excel avanzato, SAS, SQL, Bloomberg

LINGUE
Italiano madrelingua, Inglese C1, Tedesco A2
""",
        name="Giulia Ferraris",
        phones=["+393471234567"],
        city="Torino",
        work=[
            ("Analista rischio di credito", "Banca Alpina S.p.A.", "2021-03", "now"),
            ("Revisore contabile junior", "Revisori Associati Srl", "2017-10", "2021-02"),
        ],
        education=[
            ("Università degli Studi di Torino", "Laurea Magistrale", "Economia e Finanza", "2017"),
            ("Università degli Studi di Torino", "Laurea Triennale", "Economia Aziendale", "2014"),
        ],
        skills=["Excel avanzato", "SAS", "SQL", "Bloomberg"],
        languages=["Italiano", "Inglese", "Tedesco"],
    ),
    "markup with headings of its own": Case(
        file_name="a.html",
        text="""\
<html><body><header><h1>Noor Haddad</h1><p>Product Designer</p>
<p><a href="mailto:noor@example.net">Email</a>
· <a href="https://www.linkedin.com/in/noorhaddad">LinkedIn</a> · Rotterdam, NL · +31 6 12345678</p></header>
<section>
<h2>Hello!</h2><p>I design services people do not have to think about,
from research to front-end prototypes, mostly for the public sector and for health.</p></section>
<section>
<h2>Places I've been</h2>

<article><h3>Tinker &amp; Sons</h3>
<p>Lead product designer</p>
<p>Since autumn 2021</p><ul><li>Set up the design system used by five squads</li>
<li>Ran weekly tests</li></ul></article>

<article><h3>Gemeente Delft</h3>
<p>UX designer</p>
<p>Feb '18 – Sept '21</p><ul><li>Rebuilt the permit flow</li></ul></article>

<article><h3>Freelance</h3>
<p>Interaction design</p>
<p>1 May 2015 – 31 Jan 2018</p></article></section>
<section>
<h2>Where I learned it</h2>
<article><h3>TU Delft</h3>
<p>MSc Design for Interaction</p>
<p>2013–15</p></article>
<article><h3>Willem de Kooning Academie</h3>
<p>BA Graphic Design</p>
<p>2009–13</p></article></section>
<section>
<h2>Things I'm good at</h2><ul><li>Figma</li><li>Service blueprints</li><li>HTML &amp; CSS</li></ul></section>
<section>
<h2>I speak</h2><p>Dutch, English, Arabic</p></section></body></html>
""",
        name="Noor Haddad",
        phones=["+31612345678"],
        city="Rotterdam",
        work=[
            ("Lead product designer", "Tinker & Sons", "2021", "now"),
            ("UX designer", "Gemeente Delft", "2018-02", "2021-09"),
            ("Interaction design", "Freelance", "2015-05", "2018-01"),
        ],
        education=[
            ("TU Delft", "MSc", "Design for Interaction", "2015"),
            ("Willem de Kooning Academie", "BA", "Graphic Design", "2013"),
        ],
        skills=["Figma", "Service blueprints", "HTML & CSS"],
        languages=["Dutch", "English", "Arabic"],
    ),
    "american with credentials": Case(
        file_name="a.txt",
        text="""\
JOHN A. SMITHSON, CPA
Denver, Colorado 80202 | (303) 555-0148 | jsmithson@example.com

SUMMARY OF QUALIFICATIONS
Finance leader with broad experience.

PROFESSIONAL EXPERIENCE

Controller, 6/2018 to present
RIDGELINE OUTDOOR CO., Denver, CO
Oversee a staff of twelve.
• Closed books in four days

Assistant Controller, 3/2014-6/2018
HOLLIS & MERCER LLP, Boulder, CO
• Led audits

EDUCATION AND CREDENTIALS
Master of Accountancy, University of Denver, Denver, CO, 2010
Bachelor of Science in Business Administration (Accounting), Colorado State University, 2008

TECHNICAL SKILLS
NetSuite, QuickBooks, Excel (pivot tables, Power Query), Tableau
""",
        name="John A. Smithson",
        phones=["+13035550148"],
        city="Denver",
        work=[
            ("Controller", "RIDGELINE OUTDOOR CO.", "2018-06", "now"),
            ("Assistant Controller", "HOLLIS & MERCER LLP", "2014-03", "2018-06"),
        ],
        education=[
            ("University of Denver", "Master of Accountancy", None, "2010"),
            ("Colorado State University", "Bachelor of Science", "Business Administration (Accounting)", "2008"),
        ],
        skills=["NetSuite", "QuickBooks", "Excel (pivot tables, Power Query)", "Tableau"],
        languages=[],
    ),
    "russian": Case(
        file_name="a.txt",
        text="""\
Анна Соколова
Главный бухгалтер
г. Казань | +7 912 345-67-89 | a.sokolova@example.ru

Опыт работы
Март 2019 — настоящее время
ООО «Волга-Трейд», Казань
Главный бухгалтер
• Ведение учета по трем юридическим лицам

Сентябрь 2014 — февраль 2019
АО Татэнерго
Бухгалтер
• Расчет заработной платы

Образование
2009–2014 Казанский федеральный университет, экономика, специалист

Навыки
1С:Бухгалтерия 8, Excel, МСФО

Языки
Русский — родной, Английский — B1
""",
        name="Анна Соколова",
        phones=["+79123456789"],
        city="Казань",
        work=[
            ("Главный бухгалтер", "ООО «Волга-Трейд»", "2019-03", "now"),
            ("Бухгалтер", "АО Татэнерго", "2014-09", "2019-02"),
        ],
        education=[("Казанский федеральный университет", "специалист", "экономика", "2014")],
        skills=["1С:Бухгалтерия 8", "Excel", "МСФО"],
        languages=["Русский", "Английский"],
    ),
}


def position(found: FoundPosition) -> tuple[str | None, ...]:
    values = [value.value if value else None for value in (found.title, found.company, found.start, found.end)]
    return (*values[:3], "now" if found.current else values[3])


def entry(found: FoundEducation) -> tuple[str | None, ...]:
    return tuple(value.value if value else None for value in (found.institution, found.degree, found.area, found.end))


@pytest.mark.parametrize("style", CASES)
def test_styles(style: str) -> None:
    case = CASES[style]
    resume = parse_resume(case.text.encode(), case.file_name).resume
    assert resume is not None
    assert resume.name is not None
    assert resume.name.value == case.name
    assert [phone.value for phone in resume.phones] == case.phones
    assert (resume.location.city if resume.location else None) == case.city
    assert [position(found) for found in resume.work] == case.work
    assert [entry(found) for found in resume.education] == case.education
    assert [skill.value for skill in resume.skills] == case.skills
    assert [language.value for language in resume.languages] == case.languages
