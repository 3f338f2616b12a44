"""Tests of positions in the habits of many lands: every title, company, start and end of short invented resumes."""

from typing import NamedTuple

import pytest

from entities.resume import Found
from matcher.resume import parse_resume


class Told(NamedTuple):
    """A resume with its positions: title, company, start, end (None: not printed, or the present)."""

    text: str
    positions: tuple[tuple[str | None, str | None, str | None, str | None], ...]


HABITS = {
    "italian sentences of dates": Told(
        text="""\
Marco De Santis
marco@example.it

ESPERIENZE PROFESSIONALI

Da marzo 2021 ad oggi
Brambilla & Figli
Responsabile di produzione
- Gestione di 40 persone.

Da settembre 2018 a febbraio 2021
Officine Galvani
Capoturno
- Turni notturni.

Estate 2018
Bar Centrale, Lecco
Cameriere
""",
        positions=(
            ("Responsabile di produzione", "Brambilla & Figli", "2021-03", None),
            ("Capoturno", "Officine Galvani", "2018-09", "2021-02"),
            ("Cameriere", "Bar Centrale", "2018", "2018"),
        ),
    ),
    "german title at company": Told(
        text="""\
Jana Krüger
Beruflicher Werdegang

seit 04/2020
Gruppenleiterin Einkauf bei Hansa Antriebe
Verantwortung für 12 Mitarbeitende

10/2016 bis 03/2020
Strategische Einkäuferin bei Möller Technik
Lieferantenaudits

08/2013 bis 09/2016 (3 Jahre)
Sachbearbeiterin bei Weber
Ablage
""",
        positions=(
            ("Gruppenleiterin Einkauf", "Hansa Antriebe", "2020-04", None),
            ("Strategische Einkäuferin", "Möller Technik", "2016-10", "2020-03"),
            ("Sachbearbeiterin", "Weber", "2013-08", "2016-09"),
        ),
    ),
    "promotions on lines of their own": Told(
        text="""\
Alice Moreau
Experience

Lumen
Senior Product Designer · Jan 2022 - Present · 2 yrs
Product Designer · Mar 2019 - Dec 2021 · 2 yrs 10 mos
Led the redesign.

Oakfield
UX Researcher · Jun 2016 - Feb 2019
""",
        positions=(
            ("Senior Product Designer", "Lumen", "2022-01", None),
            ("Product Designer", "Lumen", "2019-03", "2021-12"),
            ("UX Researcher", "Oakfield", "2016-06", "2019-02"),
        ),
    ),
    "profile export": Told(
        text="""\
Chinedu Obi
Lagos, Nigeria

Experience

Tradewell
5 years 2 months

Operations Manager
January 2021 - Present (3 years)
Lagos, Nigeria
Running 3 warehouses.

Warehouse Supervisor
November 2018 - January 2021 (2 years 3 months)

Kora
Dispatcher
March 2016 - October 2018 (2 years 8 months)
Ibadan

Education
University of Lagos
BSc, Economics · (2012 - 2016)
""",
        positions=(
            ("Operations Manager", "Tradewell", "2021-01", None),
            ("Warehouse Supervisor", "Tradewell", "2018-11", "2021-01"),
            ("Dispatcher", "Kora", "2016-03", "2018-10"),
        ),
    ),
    "polish table of years": Told(
        text="""\
Katarzyna Wójcik

DOŚWIADCZENIE ZAWODOWE

od 2019 r. do chwili obecnej    Zielony Targ, Poznań
                                kierownik sklepu
2016–2019                       Piekarnia Rogal, Poznań
                                ekspedientka
2014–2016                       Hotel Pod Lipą
                                recepcjonistka
""",
        positions=(
            ("kierownik sklepu", "Zielony Targ", "2019", None),
            ("ekspedientka", "Piekarnia Rogal", "2016", "2019"),
            ("recepcjonistka", "Hotel Pod Lipą", "2014", "2016"),
        ),
    ),
    "french dates before a colon": Told(
        text="""\
Élodie Garnier
Parcours professionnel

Depuis septembre 2020 : Chargée de communication, Mairie de Pau
Rédaction du bulletin municipal.

2017 - 2020 : Assistante de rédaction chez Sud Hebdo
Relecture.

juin-août 2016 : Stagiaire, Radio Adour
""",
        positions=(
            ("Chargée de communication", "Mairie de Pau", "2020-09", None),
            ("Assistante de rédaction", "Sud Hebdo", "2017", "2020"),
            ("Stagiaire", "Radio Adour", "2016-06", "2016-08"),
        ),
    ),
    "spanish full stops": Told(
        text="""\
Lucía Ferrer

EXPERIENCIA LABORAL

2019-actualidad. Jefa de enfermería. Clínica Santa Rita (Valencia).
2015-2019. Enfermera de quirófano. Hospital del Mar Menor.
2012-2015. Auxiliar. Residencia Los Olmos.
""",
        positions=(
            ("Jefa de enfermería", "Clínica Santa Rita", "2019", None),
            ("Enfermera de quirófano", "Hospital del Mar Menor", "2015", "2019"),
            ("Auxiliar", "Residencia Los Olmos", "2012", "2015"),
        ),
    ),
    "finnish dates last": Told(
        text="""\
Aino Virtanen

TYÖKOKEMUS

Kukkakauppa Orvokki, Tampere
Myymälävastaava
5/2020–

Kahvila Helmi, Nokia
Kokki
8/2017–4/2020

Kaupan Ketju Oy
Kassanhoitaja
kesällä 2016
""",
        positions=(
            ("Myymälävastaava", "Kukkakauppa Orvokki", "2020-05", None),
            ("Kokki", "Kahvila Helmi", "2017-08", "2020-04"),
            ("Kassanhoitaja", "Kaupan Ketju Oy", "2016", "2016"),
        ),
    ),
    "russian legal form first": Told(
        text="""\
Иванов Пётр

ОПЫТ РАБОТЫ

Март 2019 — настоящее время
ООО «Северсталь-Сервис»
Ведущий инженер
Обслуживание линий.

Июнь 2014 — февраль 2019
Завод «Прогресс»
Инженер-технолог
""",
        positions=(
            ("Ведущий инженер", "ООО «Северсталь-Сервис»", "2019-03", None),
            ("Инженер-технолог", "Завод «Прогресс»", "2014-06", "2019-02"),
        ),
    ),
    "turkish company first": Told(
        text="""\
Ayşe Demir

İŞ DENEYİMİ

Mayıs 2021'den beri - Karaca Yapı, Şantiye Şefi
Haziran 2018 - Nisan 2021 - Ege Proje, Saha Mühendisi
""",
        positions=(
            ("Şantiye Şefi", "Karaca Yapı", "2021-05", None),
            ("Saha Mühendisi", "Ege Proje", "2018-06", "2021-04"),
        ),
    ),
    "dutch bars": Told(
        text="""\
Bram de Wit

WERKERVARING

Teamleider logistiek | Van Dam Groenten | Venlo | sinds februari 2022
- plannen

Orderpicker | Bol Distributie | Tilburg | mei 2018 t/m januari 2022
- picken
""",
        positions=(
            ("Teamleider logistiek", "Van Dam Groenten", "2022-02", None),
            ("Orderpicker", "Bol Distributie", "2018-05", "2022-01"),
        ),
    ),
    "one employer with ranks": Told(
        text="""\
James Carter
EXPERIENCE
United States Army, Fort Bragg, NC                      08/2012 - 06/2020
Platoon Sergeant (06/2017 - 06/2020)
- Led 32 soldiers
Squad Leader (08/2014 - 06/2017)
- Led 9 soldiers
Infantryman (08/2012 - 08/2014)
""",
        positions=(
            ("Platoon Sergeant", "United States Army", "2017-06", "2020-06"),
            ("Squad Leader", "United States Army", "2014-08", "2017-06"),
            ("Infantryman", "United States Army", "2012-08", "2014-08"),
        ),
    ),
    "contracts through agencies": Told(
        text="""\
Ines Prado
Work History
Data Analyst, Barclays (via Harvey Nash)      Oct '21 – Mar '23
Built dashboards.
Data Analyst, NatWest (contract through Hays)     Jan '20 – Sept '21
Reports.
""",
        positions=(
            ("Data Analyst", "Barclays", "2021-10", "2023-03"),
            ("Data Analyst", "NatWest", "2020-01", "2021-09"),
        ),
    ),
    "no date at all": Told(
        text="""\
Tom Reed
tom@example.com

EMPLOYMENT HISTORY

Harbour Cafe
Kitchen Assistant
- Washed dishes.
- Prepared salads.

Greens Supermarket
Shelf Stacker
- Night shifts.

City Parks
Gardener
- Planted trees.
""",
        positions=(
            ("Kitchen Assistant", "Harbour Cafe", None, None),
            ("Shelf Stacker", "Greens Supermarket", None, None),
            ("Gardener", "City Parks", None, None),
        ),
    ),
    "departments between title and school": Told(
        text="""\
Dr. Hana Novotná
ACADEMIC APPOINTMENTS
Associate Professor, Department of Physics, Masaryk University, 2018–present
Assistant Professor, Department of Physics, Masaryk University, 2012–2018
Postdoctoral Fellow, CERN, Geneva, 2009–2012
""",
        positions=(
            ("Associate Professor", "Masaryk University", "2018", None),
            ("Assistant Professor", "Masaryk University", "2012", "2018"),
            ("Postdoctoral Fellow", "CERN", "2009", "2012"),
        ),
    ),
    "units behind titles": Told(
        text="""\
Omar Haddad
Professional Experience
Manager, Supply Planning — Delta Foods — Jan 2020 to present
Cut stock by a fifth.
Analyst, Demand — Delta Foods — Mar 2017 to Dec 2019
Forecasts.
Trainee, Logistics — Petra — Jun 2015 to Feb 2017
""",
        positions=(
            ("Manager, Supply Planning", "Delta Foods", "2020-01", None),
            ("Analyst, Demand", "Delta Foods", "2017-03", "2019-12"),
            ("Trainee, Logistics", "Petra", "2015-06", "2017-02"),
        ),
    ),
    "czech hanging headers": Told(
        text="""\
Jana Dvořáková
Pracovní zkušenosti
od 3/2020 dosud
   vedoucí prodejny, Drogerie Sluníčko, Brno
1/2016 – 2/2020
   prodavačka, Potraviny U Lípy, Brno
""",
        positions=(
            ("vedoucí prodejny", "Drogerie Sluníčko", "2020-03", None),
            ("prodavačka", "Potraviny U Lípy", "2016-01", "2020-02"),
        ),
    ),
    "romanian labels": Told(
        text="""\
Andrei Popa
EXPERIENȚĂ PROFESIONALĂ
Perioada: martie 2019 – prezent
Funcția: Inginer de calitate
Angajator: Dacia Componente
Perioada: iunie 2015 – februarie 2019
Funcția: Operator CNC
Angajator: Metalica
""",
        positions=(
            ("Inginer de calitate", "Dacia Componente", "2019-03", None),
            ("Operator CNC", "Metalica", "2015-06", "2019-02"),
        ),
    ),
    "portuguese brackets": Told(
        text="""\
Rui Tavares
Experiência Profissional
Programador Sénior na Farol Digital (desde 2021)
Programador na Nuvem Azul (2018 a 2021)
Estagiário na Câmara Municipal de Faro (2017)
""",
        positions=(
            ("Programador Sénior", "Farol Digital", "2021", None),
            ("Programador", "Nuvem Azul", "2018", "2021"),
            ("Estagiário", "Câmara Municipal de Faro", "2017", "2017"),
        ),
    ),
    "places in brackets": Told(
        text="""\
Grace Kim
EXPERIENCE
Sable & Finch (Portland, OR) — Store Manager
November 2019 – Present
- Hired 12.
Paper Kite (Salem, OR) — Key Holder
July 2016 – October 2019
- Opened.
""",
        positions=(
            ("Store Manager", "Sable & Finch", "2019-11", None),
            ("Key Holder", "Paper Kite", "2016-07", "2019-10"),
        ),
    ),
    "hungarian dates first": Told(
        text="""\
Kiss Éva
Szakmai tapasztalat
2019. 03. – jelenleg: Könyvelő, Számadó Kft., Szeged
2015. 09. – 2019. 02.: Pénzügyi asszisztens, Tisza Bank, Szeged
""",
        positions=(
            ("Könyvelő", "Számadó Kft.", "2019-03", None),
            ("Pénzügyi asszisztens", "Tisza Bank", "2015-09", "2019-02"),
        ),
    ),
    "swedish since": Told(
        text="""\
Karin Ek
ARBETSLIVSERFARENHET
Enhetschef, Solgården, Umeå, fr.o.m. augusti 2020
Sjuksköterska, Norrlands sjukhus, januari 2015 – juli 2020
Undersköterska (vikarie), Hemtjänsten Väst, somrarna 2012–2014
""",
        positions=(
            ("Enhetschef", "Solgården", "2020-08", None),
            ("Sjuksköterska", "Norrlands sjukhus", "2015-01", "2020-07"),
            ("Undersköterska (vikarie)", "Hemtjänsten Väst", "2012", "2014"),
        ),
    ),
    "greek": Told(
        text="""\
Νίκος Παππάς
ΕΠΑΓΓΕΛΜΑΤΙΚΗ ΕΜΠΕΙΡΙΑ
Ιανουάριος 2019 – σήμερα
Λογιστής
Αφοί Γεωργίου
Μάρτιος 2014 – Δεκέμβριος 2018
Βοηθός λογιστή
Ελαιουργείο Μάνης
""",
        positions=(
            ("Λογιστής", "Αφοί Γεωργίου", "2019-01", None),
            ("Βοηθός λογιστή", "Ελαιουργείο Μάνης", "2014-03", "2018-12"),
        ),
    ),
    "employer with its total": Told(
        text="""\
Sam Okafor
EMPLOYMENT
Northgate Insurance, London                         2014 – 2023
  Claims Team Leader                                2019 – 2023
  • led 9 handlers
  Senior Claims Handler                             2016 – 2019
  • liability
  Claims Handler                                    2014 – 2016
Brightwater                                         2011 – 2014
  Call Centre Agent                                 2011 – 2014
  • inbound
""",
        positions=(
            ("Claims Team Leader", "Northgate Insurance", "2019", "2023"),
            ("Senior Claims Handler", "Northgate Insurance", "2016", "2019"),
            ("Claims Handler", "Northgate Insurance", "2014", "2016"),
            ("Call Centre Agent", "Brightwater", "2011", "2014"),
        ),
    ),
    "one line each": Told(
        text="""\
Nora Vik
Experience
Kitchen Manager, Fjordgløtt, since May 2021
Ran the kitchen.
Sous Chef, Bryggen Mat, Apr 2018 - Apr 2021
Second in line.
Commis, Havhuset, Aug 2016 - Mar 2018
""",
        positions=(
            ("Kitchen Manager", "Fjordgløtt", "2021-05", None),
            ("Sous Chef", "Bryggen Mat", "2018-04", "2021-04"),
            ("Commis", "Havhuset", "2016-08", "2018-03"),
        ),
    ),
    "a career break": Told(
        text="""\
Petra Lang
Berufserfahrung
01.02.2021 – heute    Filialleiterin, Buchladen Lindner, Jena
01.08.2019 – 31.01.2021    Elternzeit
01.03.2014 – 31.07.2019    Buchhändlerin, Thalheim Bücher, Gera
""",
        positions=(
            ("Filialleiterin", "Buchladen Lindner", "2021-02", None),
            ("Elternzeit", None, "2019-08", "2021-01"),
            ("Buchhändlerin", "Thalheim Bücher", "2014-03", "2019-07"),
        ),
    ),
    "chinese": Told(
        text="""\
张伟
工作经历
2019年3月至今  华东软件有限公司  高级工程师
2015年7月-2019年2月  上海银行  数据分析师
""",
        positions=(
            ("高级工程师", "华东软件有限公司", "2019-03", None),
            ("数据分析师", "上海银行", "2015-07", "2019-02"),
        ),
    ),
    "capitals above": Told(
        text="""\
Ben Ash
EXPERIENCE
KITE & CO                                   Bristol, UK
Brand Strategist                            Sep 2020 – Present
• Rebrand.
MOSS                                        Bath, UK
Copywriter                                  Jan 2018 – Aug 2020
• Words.
TERN                                        Bath, UK
Junior Copywriter                           Jul 2016 – Dec 2017
• Words.
""",
        positions=(
            ("Brand Strategist", "KITE & CO", "2020-09", None),
            ("Copywriter", "MOSS", "2018-01", "2020-08"),
            ("Junior Copywriter", "TERN", "2016-07", "2017-12"),
        ),
    ),
}
CURRENT = frozenset(
    habit for habit, told in HABITS.items() if told.positions[0][3] is None and told.positions[0][2] is not None
)


def shown(value: Found[str] | None) -> str | None:
    return value.value if value else None


def positions(text: str) -> list[tuple[str | None, str | None, str | None, str | None]]:
    resume = parse_resume(text.encode(), "a.txt").resume
    assert resume is not None
    return [(shown(job.title), shown(job.company), shown(job.start), shown(job.end)) for job in resume.work]


@pytest.mark.parametrize("habit", HABITS)
def test_every_position_is_read(habit: str) -> None:
    assert positions(HABITS[habit].text) == list(HABITS[habit].positions)


@pytest.mark.parametrize("habit", HABITS)
def test_only_the_first_position_goes_on(habit: str) -> None:
    resume = parse_resume(HABITS[habit].text.encode(), "a.txt").resume
    assert resume is not None
    assert [job.current for job in resume.work[:1]] == [habit in CURRENT]
    assert not any(job.current for job in resume.work[1:])


@pytest.mark.parametrize("habit", HABITS)
def test_windows_line_ends_change_nothing(habit: str) -> None:
    assert positions(HABITS[habit].text.replace("\n", "\r\n")) == list(HABITS[habit].positions)


@pytest.mark.parametrize("habit", HABITS)
def test_every_value_is_printed(habit: str) -> None:
    resume = parse_resume(HABITS[habit].text.encode(), "a.txt").resume
    assert resume is not None
    for job in resume.work:
        for value in (job.title, job.company, job.location):
            assert value is None or value.value in HABITS[habit].text
        for day in (job.start, job.end):
            assert day is None or day.value[2:4] in HABITS[habit].text
