"""Turn a seed into an invented resume with its truth: people, layouts, date styles, languages are drawn at random.

Names of people and companies are made up; many companies lack a legal form and many titles a word that marks one.
"""

import html
import random
import re
from dataclasses import dataclass, field

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene feb mar abr may jun jul ago sep oct nov dic",
    "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez",
    "cs": "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "sv": "jan feb mars apr maj juni juli aug sept okt nov dec",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "hu": "január február március április május június július augusztus szeptember október november december",
}
PRESENT = {
    "en": "Present;Now;Current;to date",
    "de": "heute;aktuell",
    "fr": "aujourd'hui;présent",
    "es": "actualidad;presente",
    "pl": "obecnie",
    "nl": "heden",
    "it": "oggi;in corso",
    "tr": "günümüz;halen",
    "pt": "atual;presente",
    "cs": "současnost;dosud",
    "sv": "nuvarande;pågående",
    "ru": "настоящее время;н.в.",
    "hu": "jelenleg;jelen",
}
TITLES = {
    "en": "Software Engineer;Product Manager;Growth;Senior Data Analyst;Customer Success;Warehouse Operative;Nurse;"
    "Head of People;VP Sales;Marketing & Communications;Barista;UX Researcher;Dispatcher;Site Reliability;"
    "Chief of Staff;Business Development;Vice President - Operations;Cook;Legal Counsel;Postdoc",
    "de": "Softwareentwickler;Leiter Einkauf;Sachbearbeiterin;Werkstudentin;Projektmanager;Krankenpfleger",
    "fr": "Ingénieur logiciel;Chargée de projet;Responsable des ventes;Comptable;Stagiaire marketing",
    "es": "Ingeniero de software;Jefa de ventas;Analista de datos;Enfermera;Director comercial",
    "pl": "Inżynier oprogramowania;Kierownik sprzedaży;Specjalista ds. marketingu;Analityk danych",
    "nl": "Softwareontwikkelaar;Hoofd verkoop;Medewerker klantenservice;Projectleider",
    "it": "Ingegnere del software;Responsabile vendite;Analista dati;Impiegata amministrativa",
    "tr": "Yazılım Mühendisi;Satış Müdürü;Pazarlama Uzmanı",
    "pt": "Engenheiro de software;Gerente de vendas;Analista de dados",
    "cs": "Softwarový inženýr;Vedoucí prodeje;Účetní;Projektový manažer",
    "sv": "Mjukvaruingenjör;Försäljningschef;Redovisningsekonom;Projektledare",
    "ru": "Инженер-программист;Менеджер по продажам;Главный бухгалтер;Аналитик данных",
    "hu": "Szoftverfejlesztő;Értékesítési vezető;Könyvelő;Projektmenedzser",
}
COMPANIES = (
    "Brightwater;Laurent;Quantix;Meadow & Finch;Oakridge Foods;Northgate Hospital;Zephyr Labs;Halden;"
    "Kestrel Aerospace Ltd;Nimbus Cloud Inc.;Ostrava Steel a.s.;Trattoria Bellini;Vogel & Sohn GmbH;Stadt Aachen;"
    "Kappa;Greenline Logistics;Dubois et Fils SARL;Studio Forma;Alpenbank AG;City of Leeds;Polaris Consulting;"
    "Fjord Energi AS;BlueRiver;Mercato Centrale;Banco del Sur;Cobalt.io;TNQ"
).split(";")
PLACES = {
    "en": "London, UK;Austin, TX;Chicago, IL;Manchester;Toronto, Canada;Remote",
    "de": "Berlin;München;Hamburg, Deutschland;Wien",
    "fr": "Lyon;Paris, France;Nantes",
    "es": "Madrid;Sevilla, España;Valencia",
    "pl": "Kraków;Warszawa, Polska",
    "nl": "Utrecht;Amsterdam, Nederland",
    "it": "Milano;Roma, Italia",
    "tr": "İstanbul;Ankara, Türkiye",
    "pt": "Lisboa;Porto, Portugal",
    "cs": "Praha;Brno",
    "sv": "Göteborg;Stockholm, Sverige",
    "ru": "Москва;Казань",
    "hu": "Budapest;Győr",
}
# Sections of work; education; skills; languages; summary; certificates.
HEADINGS = {
    "en": "Experience|EMPLOYMENT|Work History|Where I have worked;Education|Academic Background|Studies;"
    "Skills|Toolkit|What I know;Languages;Summary|About me;Certifications|Licenses & Certifications",
    "de": "Berufserfahrung|Beruflicher Werdegang;Ausbildung|Studium;Kenntnisse|Fähigkeiten;Sprachen;Profil;Zertifikate",
    "fr": "Expérience professionnelle;Formation|Études;Compétences;Langues;Profil|À propos;Certifications",
    "es": "Experiencia laboral|Trayectoria profesional;Formación;Habilidades;Idiomas;Perfil;Certificaciones",
    "pl": "Doświadczenie zawodowe;Wykształcenie;Umiejętności;Języki;Profil;Certyfikaty",
    "nl": "Werkervaring;Opleiding;Vaardigheden;Talen;Profiel;Certificaten",
    "it": "Esperienza lavorativa;Istruzione e formazione;Competenze;Lingue;Profilo;Certificazioni",
    "tr": "İş Deneyimi;Eğitim;Beceriler;Diller;Özet;Sertifikalar",
    "pt": "Experiência profissional;Formação académica;Competências;Idiomas;Perfil;Certificações",
    "cs": "Pracovní zkušenosti;Vzdělání;Dovednosti;Jazyky;Profil;Certifikáty",
    "sv": "Arbetslivserfarenhet;Utbildning;Färdigheter;Språk;Profil;Certifikat",
    "ru": "Опыт работы;Образование;Навыки;Языки;О себе;Сертификаты",
    "hu": "Szakmai tapasztalat;Tanulmányok;Készségek;Nyelvek;Profil;Tanúsítványok",
}
LANGUAGES = {
    "en": "English;German;French",
    "de": "Deutsch;Englisch",
    "fr": "Français;Anglais",
    "es": "Español;Inglés",
    "pl": "polski;angielski",
    "nl": "Nederlands;Engels",
    "it": "Italiano;Inglese",
    "tr": "Türkçe;İngilizce",
    "pt": "Português;Inglês",
    "cs": "čeština;angličtina",
    "sv": "Svenska;Engelska",
    "ru": "Русский;Английский",
    "hu": "magyar;angol",
}
# A header's lines: T title, C company, P place, D dates; a tab is a wide gap.
WORK_LAYOUTS = {
    "title, company with place, dates": ("T", "C, P", "D"),
    "company with dates, title with place": ("C\tD", "T\tP"),
    "dates first": ("D", "T", "C"),
    "dates first in one line": ("D\tT, C, P",),
    "title at company": ("T at C (D)",),
    "bars": ("T | C | D",),
    "company, then title with dates": ("C, P", "T, D"),
    "profile export": ("T", "C · Full-time", "D · 2 yrs 3 mos", "P"),
    "dates with a colon": ("D: T, C",),
    "labels": ("Company: C", "Position: T", "Period: D"),
    "company with dates in brackets": ("C (D)", "T"),
    "title with dates in brackets": ("T (D)", "C, P"),
    "four lines": ("T", "C", "P", "D"),
    "dates in the middle": ("C – P", "D", "T"),
    "title and company, dates apart": ("T, C\tD",),
    "dates before the company": ("D | C | P", "T"),
}
# S school, G degree, A subject, D dates.
EDUCATION_LAYOUTS = (
    ("S\tD", "G, A"),
    ("G in A", "S", "D"),
    ("D", "G A", "S"),
    ("G A, S, D",),
    ("S — G, A (D)",),
    ("G | A | S | D",),
)
SCHOOLS = (
    ("University of Leeds", "BSc", "Computer Science"),
    ("TU Berlin", "Diplom", "Maschinenbau"),
    ("Universidad de Sevilla", "Grado", "Economía"),
    ("Boston College", "MBA", "Finance"),
    ("Politecnico di Milano", "Laurea Magistrale", "Ingegneria Gestionale"),
    ("Lund University", "Master of Science", "Physics"),
    ("ETH Zürich", "PhD", "Chemistry"),
    ("Trinity College Dublin", "Bachelor of Arts (Hons)", "Philosophy"),
)
BULLETS = (
    "Cut invoice errors by a third",
    "Ran the weekly planning round with four teams.",
    "Built a reporting pipeline in Python",
    "Looked after 40 accounts in the north",
    "Moved the shop to a new till system, on time",
    "Won the 2019 service prize",
    "Hired and coached 6 people between 2018 and 2019",
)
SKILLS = "Python;Excel;SQL;Project planning;Negotiation;CI/CD;C++;Bookkeeping;Adobe InDesign;Node.js;SAP FI/CO;Scrum"
CERTIFICATES = ("Prince2 Practitioner", "AWS Certified Developer", "First Aid at Work", "CISSP", "Sommelier Level 2")
NAMES = (
    "Marta Kowalczyk;Jonas Koch;Ama Owusu-Mensah;Léa Fontaine;Tomás de la Vega;Björn Åkesson;Deniz Yılmaz;"
    "Katalin Szabó;Owen Baker;Siobhán O’Dell;Lars van den Berg"
)
DATE_STYLES = ("month", "number", "dot", "iso", "day", "year", "apostrophe")
DASHES = (" - ", " – ", "–", " — ")

Day = tuple[int, int]  # year, month


@dataclass(frozen=True, slots=True)
class Job:
    """A position as it was laid out; `end` is None up to the present."""

    title: str
    company: str
    place: str
    start: Day
    end: Day | None


@dataclass(frozen=True, slots=True)
class Invented:
    """A laid-out resume: (kind, text) pairs in order, with what they say."""

    name: str
    language: str
    date_style: str
    jobs: tuple[Job, ...]
    schools: tuple[tuple[str, str, str, int], ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    certificates: tuple[str, ...]
    laid_out: list[tuple[str, str]] = field(default_factory=list)

    def printed(self, day: Day) -> str:
        """Return a date at the precision this resume prints."""
        return str(day[0]) if self.date_style == "year" else f"{day[0]}-{day[1]:02}"


def format_date(day: Day, style: str, language: str) -> str:
    year, month = day
    name = MONTHS[language].split()[month - 1]
    return {
        "month": f"{year}. {name}" if language == "hu" else f"{name} {year}",
        "number": f"{month:02}/{year}",
        "dot": f"{month:02}.{year}",
        "iso": f"{year}-{month:02}",
        "day": f"15.{month:02}.{year}",
        "year": str(year),
        "apostrophe": f"{MONTHS['en'].split()[month - 1][:3]} '{year % 100:02}",
    }[style]


def _fill(pattern: str, values: dict[str, str]) -> str:
    return re.sub(r"\b[TCPDSGA]\b", lambda match: values.get(match[0], match[0]), pattern)


def _jobs(draw: random.Random, language: str) -> tuple[Job, ...]:
    month = draw.randint(2019, 2024) * 12 + draw.randint(0, 11)
    jobs: list[Job] = []
    for company in draw.sample(COMPANIES, draw.randint(2, 4)):
        start = month - draw.randint(13, 50)
        current = not jobs and draw.random() < 0.6
        jobs.append(
            Job(
                draw.choice(TITLES[language].split(";")),
                company,
                draw.choice(PLACES[language].split(";")),
                (start // 12, start % 12 + 1),
                None if current else (month // 12, month % 12 + 1),
            )
        )
        month = start - draw.randint(0, 3)
    return tuple(jobs)


def _range(start: Day, end: Day | None, resume: Invented, present: str, dash: str) -> str:
    last = present if end is None else format_date(end, resume.date_style, resume.language)
    return f"{format_date(start, resume.date_style, resume.language)}{dash}{last}"


def invent(seed: int, layout: str | None = None, language: str | None = None, style: str | None = None) -> Invented:
    """Draw a resume; what isn't given is drawn too."""
    draw = random.Random(seed)
    language = language or draw.choice(["en"] * 6 + list(MONTHS))
    style = style or draw.choice(DATE_STYLES if language == "en" else DATE_STYLES[:-1])
    jobs = _jobs(draw, language)
    end = jobs[-1].start[0] - 1
    schools = draw.sample(SCHOOLS, draw.randint(1, 2))
    resume = Invented(
        name=draw.choice(NAMES.split(";")),
        language=language,
        date_style=style,
        jobs=jobs,
        schools=tuple((*school, end - 4 * number) for number, school in enumerate(schools)),
        skills=tuple(draw.sample(SKILLS.split(";"), 6)),
        languages=tuple(LANGUAGES[language].split(";")),
        certificates=tuple(draw.sample(CERTIFICATES, 2)),
    )
    _lay_out(resume, draw, layout or draw.choice(list(WORK_LAYOUTS)))
    return resume


def _lay_out(resume: Invented, draw: random.Random, layout: str) -> None:
    out, language = resume.laid_out, resume.language
    present, dash = draw.choice(PRESENT[language].split(";")), draw.choice(DASHES)
    headings = [draw.choice(names.split("|")) for names in HEADINGS[language].split(";")]
    address = re.sub(r"[^a-z]", "", resume.name.lower().split()[0]) + "@example.com"
    out += [("name", resume.name), ("plain", f"{address} | +49 30 1234567 | {PLACES[language].split(';')[0]}")]
    out += [("title", headings[4]), ("plain", "Ten years in the trade, with an eye for numbers, a hand for people.")]
    out.append(("title", headings[0]))
    bullets = draw.choice(("bullet", "bullet", "plain", ""))
    for job in resume.jobs:
        dates = _range(job.start, job.end, resume, present, dash)
        values = {"T": job.title, "C": job.company, "P": job.place, "D": dates}
        out += [("header", _fill(pattern, values)) for pattern in WORK_LAYOUTS[layout]]
        out += [(bullets, text) for text in draw.sample(BULLETS, draw.randint(1, 3)) if bullets]
        out.append(("gap", ""))
    out.append(("title", headings[1]))
    lines = draw.choice(EDUCATION_LAYOUTS)
    for school, degree, subject, end in resume.schools:
        dates = _range((end - 3, 9), (end, 6), resume, present, dash)
        out += [("header", _fill(line, {"S": school, "G": degree, "A": subject, "D": dates})) for line in lines]
        out.append(("gap", ""))
    out += [("title", headings[2]), ("plain", draw.choice((", ", " | ", " • ", "; ")).join(resume.skills))]
    out += [("title", headings[3]), *(("plain", f"{name} - C1") for name in resume.languages)]
    out += [("title", headings[5]), *(("bullet", f"{name} (2019)") for name in resume.certificates)]


def as_text(resume: Invented) -> bytes:
    lines = []
    for kind, text in resume.laid_out:
        if kind == "title":
            lines += ["", text.upper(), ""]
        elif kind == "bullet":
            lines.append(f"- {text}")
        elif text or kind == "gap":
            lines.append(text.replace("\t", "      "))
    return "\n".join(lines).encode()


def as_html(resume: Invented) -> bytes:
    tags = {"name": "h1", "title": "h2", "bullet": "li", "plain": "p", "header": "p"}
    blocks = []
    for kind, text in resume.laid_out:
        if kind != "gap" and text:
            spans = "".join(f"<td>{html.escape(part)}</td>" for part in text.split("\t"))
            inner = f"<table><tr>{spans}</tr></table>" if "\t" in text else html.escape(text)
            blocks.append(f"<{tags[kind]}>{inner}</{tags[kind]}>")
    return f"<html><body>{''.join(blocks)}</body></html>".encode()
