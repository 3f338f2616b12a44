"""Turn tables into made-up people of sixteen languages, with the words that their resumes are written in."""

from dataclasses import dataclass

Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Words:
    """Titles of sections, names of months, and the word for the present, as one language prints them."""

    work: str
    education: str
    skills: str
    languages: str
    months: str
    present: str
    year_first: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A position; an end of None is the present."""

    title: str
    company: str
    city: str
    start: Month
    end: Month | None
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Study:
    """Time at a school."""

    school: str
    degree: str
    area: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """All that a resume is printed from."""

    words: Words
    name: str
    email: str
    phone: str
    city: str
    roles: tuple[Role, ...]
    studies: tuple[Study, ...]
    skills: tuple[str, ...]
    tongues: tuple[tuple[str, str], ...]


ENGLISH_MONTHS = "January February March April May June July August September October November December"
# Titles of sections; months; present.
WORDS = {
    "en": Words("Work Experience", "Education", "Skills", "Languages", ENGLISH_MONTHS, "present"),
    "de": Words(
        "Berufserfahrung",
        "Ausbildung",
        "Kenntnisse",
        "Sprachen",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "heute",
    ),
    "fr": Words(
        "Expérience professionnelle",
        "Formation",
        "Compétences",
        "Langues",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "aujourd'hui",
    ),
    "es": Words(
        "Experiencia laboral",
        "Formación académica",
        "Habilidades",
        "Idiomas",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "actualidad",
    ),
    "it": Words(
        "Esperienze lavorative",
        "Istruzione",
        "Competenze",
        "Lingue",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "oggi",
    ),
    "pt": Words(
        "Experiência profissional",
        "Formação académica",
        "Competências",
        "Idiomas",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "atualmente",
    ),
    "nl": Words(
        "Werkervaring",
        "Opleiding",
        "Vaardigheden",
        "Talen",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "heden",
    ),
    "sv": Words(
        "Arbetslivserfarenhet",
        "Utbildning",
        "Kompetenser",
        "Språk",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "nuvarande",
    ),
    "da": Words(
        "Erhvervserfaring",
        "Uddannelse",
        "Kompetencer",
        "Sprog",
        "januar februar marts april maj juni juli august september oktober november december",
        "nu",
    ),
    "no": Words(
        "Arbeidserfaring",
        "Utdanning",
        "Ferdigheter",
        "Språk",
        "januar februar mars april mai juni juli august september oktober november desember",
        "nå",
    ),
    "fi": Words(
        "Työkokemus",
        "Koulutus",
        "Taidot",
        "Kielitaito",
        "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
        "nykyinen",
    ),
    "pl": Words(
        "Doświadczenie zawodowe",
        "Wykształcenie",
        "Umiejętności",
        "Języki",
        "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
        "obecnie",
    ),
    "cs": Words(
        "Pracovní zkušenosti",
        "Vzdělání",
        "Dovednosti",
        "Jazyky",
        "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
        "dosud",
    ),
    "tr": Words(
        "İş Deneyimi",
        "Eğitim",
        "Beceriler",
        "Diller",
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "devam ediyor",
    ),
    "hu": Words(
        "Szakmai tapasztalat",
        "Tanulmányok",
        "Készségek",
        "Nyelvtudás",
        "január február március április május június július augusztus szeptember október november december",
        "jelenleg",
        year_first=True,
    ),
    "ro": Words(
        "Experiență profesională",
        "Educație",
        "Competențe",
        "Limbi străine",
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
        "prezent",
    ),
}
DUTIES = {
    "en": "Kept the books of three sites in order;Trained four new colleagues",
    "de": "Betreute die Kunden im Süden des Landes;Schulte vier neue Kollegen",
    "fr": "Suivi des comptes de trois agences;Encadrement de quatre apprentis",
    "es": "Llevé las cuentas de tres tiendas;Formé a cuatro compañeros nuevos",
    "it": "Gestione dei conti di tre sedi;Affiancamento di quattro nuovi colleghi",
    "pt": "Acompanhei as contas de três lojas;Formei quatro novos colegas",
    "nl": "Hield de boeken van drie winkels bij;Leidde vier nieuwe collega's op",
    "sv": "Skötte bokföringen för tre butiker;Lärde upp fyra nya kollegor",
    "da": "Passede regnskabet for tre butikker;Oplærte fire nye kolleger",
    "no": "Førte regnskapet for tre butikker;Lærte opp fire nye kolleger",
    "fi": "Hoidin kolmen myymälän kirjanpidon;Perehdytin neljä uutta työntekijää",
    "pl": "Prowadzenie ksiąg trzech sklepów;Szkolenie czterech nowych pracowników",
    "cs": "Vedení účetnictví tří prodejen;Zaškolení čtyř nových kolegů",
    "tr": "Üç mağazanın hesaplarını tuttum;Dört yeni çalışanı eğittim",
    "hu": "Három üzlet könyvelését vezettem;Négy új kollégát tanítottam be",
    "ro": "Am ținut contabilitatea a trei magazine;Am instruit patru colegi noi",
}
# Name; mail; phone; city | title; company; city, the later position first, twice | school; degree; area | skills |
# languages with levels.
TABLE = {
    "en": "Harriet Whitlock;h.whitlock@example.org;+44 20 7946 0958;Leeds|Senior Accountant;Fernhill Ltd;Leeds|"
    "Bookkeeper;Marlow & Sons Ltd;York|University of Leeds;BSc;Economics|Excel;Negotiation;SQL|"
    "English/native;German/B2",
    "de": "Katharina Weidner;k.weidner@example.org;+49 30 901820;Berlin|Projektmanagerin;Hallmann GmbH;Berlin|"
    "Sachbearbeiterin;Nordwerk AG;Hamburg|Universität Hamburg;Bachelor;Betriebswirtschaft|Excel;Projektmanagement;SAP|"
    "Deutsch/Muttersprache;Englisch/C1",
    "fr": "Camille Fournier;c.fournier@example.org;+33 1 42 68 53 00;Lyon|Comptable;Dumas SARL;Lyon|"
    "Assistante commerciale;Groupe Vernet SA;Nantes|Université de Nantes;Licence;Économie|Excel;Comptabilité;SAP|"
    "Français/langue maternelle;Anglais/B2",
    "es": "Lucía Herrero;l.herrero@example.org;+34 91 524 68 00;Madrid|Contable;Talleres Rivas S.L.;Madrid|"
    "Administrativa;Grupo Olmedo S.A.;Sevilla|Universidad de Sevilla;Grado;Economía|Excel;Contabilidad;SAP|"
    "Español/nativo;Inglés/B2",
    "it": "Giulia Marchetti;g.marchetti@example.org;+39 06 6982 4567;Roma|Contabile;Ferrini S.p.A.;Roma|"
    "Impiegata amministrativa;Bassi S.r.l.;Milano|Università di Bologna;Laurea;Economia|Excel;Contabilità;SAP|"
    "Italiano/madrelingua;Inglese/B2",
    "pt": "Mariana Teixeira;m.teixeira@example.org;+351 21 324 5678;Lisboa|Contabilista;Moreira Lda;Lisboa|"
    "Assistente administrativa;Grupo Salgado S.A.;Porto|Universidade do Porto;Licenciatura;Economia|"
    "Excel;Contabilidade;SAP|Português/nativo;Inglês/B2",
    "nl": "Femke Hoekstra;f.hoekstra@example.org;+31 20 552 1234;Amsterdam|Boekhouder;Vermeer B.V.;Amsterdam|"
    "Administratief medewerker;Zuidland N.V.;Utrecht|Universiteit Utrecht;Bachelor;Economie|Excel;Boekhouden;SAP|"
    "Nederlands/moedertaal;Engels/B2",
    "sv": "Elin Bergqvist;e.bergqvist@example.org;+46 8 508 290 00;Stockholm|Redovisningsekonom;Norrvik AB;Stockholm|"
    "Säljare;Lindhaga AB;Uppsala|Uppsala universitet;Kandidatexamen;Ekonomi|Excel;Bokföring;SAP|"
    "Svenska/modersmål;Engelska/B2",
    "da": "Freja Mikkelsen;f.mikkelsen@example.org;+45 33 66 33 66;København|Bogholder;Havnegaard A/S;København|"
    "Sælger;Brøndby Handel ApS;Odense|Aarhus Universitet;Bachelor;Økonomi|Excel;Bogføring;SAP|"
    "Dansk/modersmål;Engelsk/B2",
    "no": "Ingrid Solberg;i.solberg@example.org;+47 21 80 21 80;Oslo|Regnskapsfører;Fjellheim AS;Oslo|"
    "Selger;Nordkapp Handel AS;Bergen|Universitetet i Bergen;Bachelor;Økonomi|Excel;Regnskap;SAP|"
    "Norsk/morsmål;Engelsk/B2",
    "fi": "Aino Lehtinen;a.lehtinen@example.org;+358 9 310 1691;Helsinki|Kirjanpitäjä;Koivula Oy;Helsinki|"
    "Myyjä;Rantanen Oy;Tampere|Tampereen yliopisto;Kandidaatti;Kauppatieteet|Excel;Kirjanpito;SAP|"
    "Suomi/äidinkieli;Englanti/B2",
    "pl": "Agnieszka Zielińska;a.zielinska@example.org;+48 22 443 44 55;Warszawa|Księgowa;Borowik Sp. z o.o.;Warszawa|"
    "Sprzedawca;Jasna S.A.;Kraków|Uniwersytet Jagielloński;Licencjat;Ekonomia|Excel;Księgowość;SAP|"
    "polski/ojczysty;angielski/B2",
    "cs": "Tereza Nováková;t.novakova@example.org;+420 236 002 222;Praha|Účetní;Havelka s.r.o.;Praha|"
    "Prodavačka;Moravia Obchod a.s.;Brno|Masarykova univerzita;Bakalář;Ekonomie|Excel;Účetnictví;SAP|"
    "čeština/rodilý mluvčí;angličtina/B2",
    "tr": "Elif Yıldırım;e.yildirim@example.org;+90 212 455 66 00;İstanbul|Muhasebeci;Karaca Ltd. Şti.;İstanbul|"
    "Satış Temsilcisi;Doğan Ticaret A.Ş.;Ankara|Ankara Üniversitesi;Lisans;İktisat|Excel;Muhasebe;SAP|"
    "Türkçe/anadil;İngilizce/B2",
    "hu": "Eszter Horváth;e.horvath@example.org;+36 1 327 1000;Budapest|Könyvelő;Tisza Kft.;Budapest|"
    "Értékesítő;Alföld Zrt.;Szeged|Szegedi Tudományegyetem;BSc;Közgazdaságtan|Excel;Könyvelés;SAP|"
    "magyar/anyanyelv;angol/B2",
    "ro": "Ioana Dumitrescu;i.dumitrescu@example.org;+40 21 305 5500;București|Contabil;Carpați SRL;București|"
    "Vânzător;Dacia Comerț SA;Cluj-Napoca|Universitatea din București;Licență;Economie|Excel;Contabilitate;SAP|"
    "Română/limba maternă;Engleză/B2",
}


def _person(language: str) -> Person:
    who, later, earlier, school, skills, tongues = (piece.split(";") for piece in TABLE[language].split("|"))
    name, email, phone, city = who
    duties = tuple(DUTIES[language].split(";"))
    return Person(
        words=WORDS[language],
        name=name,
        email=email,
        phone=phone,
        city=city,
        roles=(
            Role(later[0], later[1], later[2], (2019, 3), None, duties),
            Role(earlier[0], earlier[1], earlier[2], (2014, 9), (2019, 2), duties[:1]),
        ),
        studies=(Study(school[0], school[1], school[2], 2011, 2014),),
        skills=tuple(skills),
        tongues=tuple((tongue.split("/")[0], tongue.split("/")[1]) for tongue in tongues),
    )


PEOPLE = {language: _person(language) for language in TABLE}
