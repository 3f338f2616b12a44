"""Tests of whole contact blocks as people of many countries write them: name, address, first number, city."""

import pytest

from matcher.resume import parse_resume

RESUMES = (
    (
        """\
MARÍA FERNANDA OQUENDO-RÍOS
Ingeniera Industrial
Cra. 15 #93-47, Bogotá D.C., Colombia
Cel: 310 555 0187 | Correo: mfoquendo@correo.example
linkedin.com/in/mfoquendo

PERFIL PROFESIONAL
Ingeniera con ocho años de experiencia.

EXPERIENCIA LABORAL
Coordinadora de Planta, Alpina
Enero 2019 - Actualidad
- Lideré un equipo
""",
        "María Fernanda Oquendo-Ríos",
        "mfoquendo@correo.example",
        "+573105550187",
        "Bogotá",
    ),
    (
        """\
                    Curriculum Vitae

Persönliche Daten

Name:               Dr. rer. nat. Annegret Kreuzberg-Thoma
Geboren:            14.03.1985 in Stuttgart
Familienstand:      verheiratet, zwei Kinder
Anschrift:          Am Alten Markt 7
                    18273 Güstrow
Telefon:            03843 / 55 66 77
Mobil:              0152-0123 4567
E-Mail:             a.kreuzberg@posteo.example

Beruflicher Werdegang

seit 05/2018        Laborleiterin, Biotest Nord GmbH, Rostock
""",
        "Annegret Kreuzberg-Thoma",
        "a.kreuzberg@posteo.example",
        "+493843556677",
        "Güstrow",
    ),
    (
        """\
Siobhan Ní Bhriain
12 Castle Road, Salthill, Galway H91 X2Y3 ~ 087 123 4567 ~ siobhan.nibhriain@example.ie

Employment
2019-present  Nurse Manager, University Hospital Galway
""",
        "Siobhan Ní Bhriain",
        "siobhan.nibhriain@example.ie",
        "+353871234567",
        "Galway",
    ),
    (
        """\
RESUME

KRISHNAMURTHY VENKATARAMAN
S/o Shri R. Venkataraman
No. 14, 3rd Cross, Indiranagar,
Bengaluru - 560038
Mobile : +91 98450 12345
E-mail : krish.venkat@mail.example

CAREER OBJECTIVE
To work.

PROFESSIONAL EXPERIENCE
Infosys Ltd, Bengaluru   June 2015 - till date
Senior Systems Engineer
""",
        "Krishnamurthy Venkataraman",
        "krish.venkat@mail.example",
        "+919845012345",
        "Bengaluru",
    ),
    (
        """\
Wojciech Brzęczyszczykiewicz
ul. Polna 3 m. 12
62-800 Kalisz
tel. kom. 512 345 678
wojciech.brz@poczta.example

Doświadczenie zawodowe
03.2017 – obecnie  Kierownik zmiany, Winiary
""",
        "Wojciech Brzęczyszczykiewicz",
        "wojciech.brz@poczta.example",
        "+48512345678",
        "Kalisz",
    ),
    (
        """\
Ελένη Παπαδοπούλου
Οδός Ερμού 15, 10563 Αθήνα
Τηλ.: 210 1234567, Κιν.: 6971234567
Email: eleni.p@example.gr

ΕΠΑΓΓΕΛΜΑΤΙΚΗ ΕΜΠΕΙΡΙΑ
2018 - σήμερα  Λογίστρια, Alpha Bank
""",
        "Ελένη Παπαδοπούλου",
        "eleni.p@example.gr",
        "+302101234567",
        "Αθήνα",
    ),
    (
        """\
Lebenslauf

Ayşe Demirtaş
geb. am 03.04.1992 in Izmir
Karl-Marx-Allee 101, 10243 Berlin
0176/12345678
ayse_demirtas@mail.example

Berufspraxis
04/2018 - heute
Tischlerin, Holz & Form, Berlin
""",
        "Ayşe Demirtaş",
        "ayse_demirtas@mail.example",
        "+4917612345678",
        "Berlin",
    ),
    (
        """\
Jean-Baptiste LEROUX
34 ans - Permis B
14, rue des Lilas - 44000 NANTES
06 12 34 56 78
jb.leroux@example.fr

EXPERIENCES PROFESSIONNELLES
Depuis 2019 : Chef de chantier - Eiffage (Nantes)
""",
        "Jean-Baptiste LEROUX",
        "jb.leroux@example.fr",
        "+33612345678",
        "NANTES",
    ),
    (
        """\
CPT JORDAN A. WHITFIELD, U.S. Army (Ret.)
Colorado Springs, CO 80920 | (719) 555-0142 | jordan.whitfield@example.com | Active Secret Clearance

PROFESSIONAL EXPERIENCE
U.S. Army, Fort Carson, CO
Company Commander, 06/2018 - 07/2021
""",
        "Jordan A. Whitfield",
        "jordan.whitfield@example.com",
        "+17195550142",
        "Colorado Springs",
    ),
    (
        """\
Tuğba Yıldırım
Bağdat Cad. No:12 D:5 Kadıköy / İstanbul
0532 111 22 33
tugba@example.com.tr

İş Deneyimi
2020 - Halen: Muhasebe Uzmanı, Arçelik
""",
        "Tuğba Yıldırım",
        "tugba@example.com.tr",
        "+905321112233",
        "İstanbul",
    ),
    (
        """\
Nguyễn Thị Hồng Nhung
Địa chỉ: 25 Lê Lợi, Quận 1, TP. Hồ Chí Minh
Điện thoại: 0903 123 456
Email: nhung.nguyen@example.vn

Kinh nghiệm làm việc
2018 - nay: Kế toán trưởng, Công ty ABC
""",
        "Nguyễn Thị Hồng Nhung",
        "nhung.nguyen@example.vn",
        "+84903123456",
        "TP. Hồ Chí Minh",
    ),
    (
        """\
Petra Svobodová
Nad Štolou 18, 170 00 Praha 7
+420 777 123 456 | petra.svobodova@example.cz | www.petrasvobodova.example

Pracovní zkušenosti
2016 – dosud: Projektová manažerka, ČEZ
""",
        "Petra Svobodová",
        "petra.svobodova@example.cz",
        "+420777123456",
        "Praha",
    ),
    (
        """\
Oluwaseun "Seun" Adeyemi-Brown, MSc, PMP
Lagos, Nigeria · 0803 123 4567 · seun.ab@example.ng

WORK HISTORY
Site Manager — Julius Berger (2017 to date)
""",
        'Oluwaseun "Seun" Adeyemi-Brown',
        "seun.ab@example.ng",
        "+2348031234567",
        "Lagos",
    ),
    (
        """\
Contact
Laura Bianchi
Via Garibaldi 22
37121 Verona (VR)
Cell. 347 1234567
laura.bianchi@example.it
Nata a Padova il 12/05/1990

Esperienze lavorative
Dal 2018 ad oggi: Impiegata, Banco BPM
""",
        "Laura Bianchi",
        "laura.bianchi@example.it",
        "+393471234567",
        "Verona",
    ),
    (
        """\
Kovács-Nagy Ágnes Éva
6720 Szeged, Dugonics tér 3.
Tel.: 06 20 123 4567
kovacs.nagy.agnes@example.hu

Munkatapasztalat
2019.03. – jelenleg  Könyvelő, Pick Szeged Zrt.
""",
        "Kovács-Nagy Ágnes Éva",
        "kovacs.nagy.agnes@example.hu",
        "+36201234567",
        "Szeged",
    ),
    (
        """\
Erik Söderström-Åkerlund
Storgatan 14 B lgh 1203
903 26 Umeå
Mobil 070-555 12 34
erik.soderstrom@example.se

Arbetslivserfarenhet
2018-08 – nu   Systemutvecklare, Region Västerbotten
""",
        "Erik Söderström-Åkerlund",
        "erik.soderstrom@example.se",
        "+46705551234",
        "Umeå",
    ),
    (
        """\
Rua das Acácias, 120 - Apto 34 - Moema - São Paulo/SP - CEP 04520-000
(11) 98765-4321 - rafael.tavares@example.com.br
Rafael Augusto Tavares de Lima
Brasileiro, casado, 35 anos

Objetivo: Gerente Financeiro

Experiência Profissional
2017 a atual - Itaú Unibanco - Analista Financeiro Sênior
""",
        "Rafael Augusto Tavares de Lima",
        "rafael.tavares@example.com.br",
        "+5511987654321",
        "São Paulo",
    ),
)


@pytest.mark.parametrize(("text", "name", "address", "number", "city"), RESUMES, ids=lambda value: value[:12])
def test_a_contact_block_is_read(text: str, name: str, address: str, number: str, city: str) -> None:
    resume = parse_resume(text.encode(), "resume.txt").resume
    assert resume is not None
    assert resume.name is not None
    assert resume.location is not None
    assert resume.name.value == name
    assert [value.value for value in resume.emails] == [address]
    assert resume.phones[0].value == number
    assert resume.location.city == city
    assert city in text


@pytest.mark.parametrize(("text", "name"), [(text, name) for text, name, *_ in RESUMES], ids=lambda value: value[:12])
def test_the_same_block_as_markup(text: str, name: str) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n") if line.strip())
    resume = parse_resume(f"<html><body>{paragraphs}</body></html>".encode(), "resume.html").resume
    assert resume is not None
    assert resume.name is not None
    assert resume.name.value == name
