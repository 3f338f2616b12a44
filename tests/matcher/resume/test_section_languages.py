"""Tests of sections in thirteen languages and more: titles in every spelling, unknown titles told by what they hold."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.headings import kind_of_title
from matcher.resume.lexicon import fold, rows
from matcher.resume.line import Line
from matcher.resume.sections import Section, classify, split_sections
from tests.matcher.resume.printed_lines import line, lines

# Work; education; skills; languages; summary; certificates; contact; what is left over.
TITLES = {
    "en": "Work Experience;Education;Skills;Languages;Summary;Certifications;Contact;References",
    "de": "Berufserfahrung;Ausbildung;Kenntnisse;Sprachen;Profil;Zertifikate;Kontakt;Interessen",
    "fr": "Expériences professionnelles;Formation;Compétences;Langues;Profil;Certifications;Coordonnées;Loisirs",
    "es": "Experiencia laboral;Formación académica;Habilidades;Idiomas;Perfil;Certificaciones;Contacto;Intereses",
    "pt": "Experiência profissional;Formação académica;Competências;Idiomas;Perfil;Certificações;Contacto;Interesses",
    "it": "Esperienza lavorativa;Istruzione;Competenze;Lingue;Profilo;Certificazioni;Contatti;Interessi",
    "nl": "Werkervaring;Opleiding;Vaardigheden;Talen;Profiel;Certificaten;Contact;Interesses",
    "pl": "Doświadczenie zawodowe;Wykształcenie;Umiejętności;Języki;Profil;Certyfikaty;Kontakt;Zainteresowania",
    "cs": "Pracovní zkušenosti;Vzdělání;Dovednosti;Jazyky;Profil;Certifikáty;Kontakt;Zájmy",
    "sv": "Arbetslivserfarenhet;Utbildning;Färdigheter;Språk;Profil;Certifikat;Kontakt;Intressen",
    "hu": "Szakmai tapasztalat;Tanulmányok;Készségek;Nyelvek;Profil;Tanúsítványok;Elérhetőség;Érdeklődés",
    "tr": "İş Deneyimi;Eğitim;Beceriler;Diller;Özet;Sertifikalar;İletişim;İlgi Alanları",
    "ru": "Опыт работы;Образование;Навыки;Языки;О себе;Сертификаты;Контакты;Интересы",
    "ar": "الخبرة العملية;التعليم;المهارات;اللغات;نبذة;الشهادات;معلومات الاتصال;",
    "he": "ניסיון תעסוקתי;השכלה;כישורים;שפות;תקציר;הסמכות;יצירת קשר;",
}
KINDS = ("work", "education", "skills", "languages", "summary", "certifications", "contact", "other")
PAIRS = [
    (language, kind, title)
    for language, titles in TITLES.items()
    for kind, title in zip(KINDS, titles.split(";"), strict=True)
    if title
]
LISTED = [(row.key, entry) for row in rows("sections.txt") if not row.key.startswith("hint") for entry in row.entries]


def kinds(sections: list[Section]) -> list[str]:
    return [section.kind for section in sections if section.title is not None]


@pytest.mark.parametrize(("language", "kind", "title"), PAIRS)
def test_a_title_opens_its_kind_in_every_spelling(language: str, kind: str, title: str) -> None:
    spellings = [title, title.upper(), title.lower(), f"{title}:", f"— {title} —", f"  {title} ", f"1. {title}"]
    assert {kind_of_title(spelling) for spelling in spellings} == {kind}, language
    assert kind_of_title("  ".join(" ".join(word) for word in title.split())) in (kind, None)


@pytest.mark.parametrize("language", TITLES)
def test_a_document_of_listed_titles_falls_into_their_sections(language: str) -> None:
    titles = [title for title in TITLES[language].split(";") if title]
    notes = "\n".join(f"# {title}\nfirst text of {number}\nsecond text" for number, title in enumerate(titles))
    sections = split_sections(lines(notes))
    assert kinds(sections) == list(KINDS[: len(titles)])
    for section in sections[1:]:
        assert [held.text for held in section.lines][1:] == ["second text"]


@pytest.mark.parametrize("language", TITLES)
def test_upper_case_titles_split_the_same(language: str) -> None:
    titles = [title for title in TITLES[language].split(";") if title]
    for change in (str.upper, str.lower, str.title):
        notes = "\n".join(f"# {change(title)}\ntext" for title in titles)
        assert kinds(split_sections(lines(notes))) == list(KINDS[: len(titles)])


@given(st.sampled_from(LISTED))
def test_every_listed_title_is_known_by_itself(listed: tuple[str, str]) -> None:
    _, title = listed
    assert kind_of_title(title) in KINDS
    assert kind_of_title(fold(title)) == kind_of_title(title)


@given(st.permutations(range(8)), st.sampled_from(sorted(set(TITLES) - {"ar", "he"})))
def test_the_order_of_sections_is_the_document_s(order: list[int], language: str) -> None:
    titles = TITLES[language].split(";")
    notes = "\n".join(f"# {titles[number]}\ntext of {number}" for number in order)
    assert kinds(split_sections(lines(notes))) == [KINDS[number] for number in order]


def styled(*texts: str, size: float = 14.0, bold: bool = True) -> list[Line]:
    return [
        line(text.removeprefix("#"), number, size if text.startswith("#") else 10.0, bold=bold and text[:1] == "#")
        for number, text in enumerate(texts)
    ]


CONTENT = {
    "work": ["Cook, Inn Ltd", "2019 – 2020", "Waiter, Bar Ltd", "2017 – 2019"],
    "education": ["University of Leeds", "BSc Physics", "2012 – 2015", "Leeds College, A-levels, 2012"],
    "languages": ["English", "German – B2", "French (native)"],
    "summary": [
        "For ten years now a cook who likes to feed many people well, and who keeps the books of the house.",
        "Looks for a house by the sea with a small team in which the day starts early and nobody shouts at all.",
    ],
    "other": ["Choir", "Chess", "Long walks"],
}
NEUTRAL = ("Adventures so far", "Chapter two", "Bits & pieces", "Ma vie", "Zzyzx", "Dies und das")


@pytest.mark.parametrize("kind", CONTENT)
@pytest.mark.parametrize("title", NEUTRAL)
def test_an_unknown_title_is_told_by_what_stands_below(kind: str, title: str) -> None:
    assert classify(line(title), [line(text) for text in CONTENT[kind]]) == kind
    found = split_sections(styled("#Skills", "Baking", "#Contact", "Leeds", f"#{title}", *CONTENT[kind]))
    assert found[-1].kind == kind
    assert len(found[-1].lines) == len(CONTENT[kind])


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("My career so far", "work"),
        ("Where I studied", "education"),
        ("What I'm good at", "skills"),
        ("The languages I use", "languages"),
        ("Courses taken", "certifications"),
        ("A short profile", "summary"),
        ("Side projects", "other"),
    ],
)
def test_a_word_of_an_unknown_title_hints_at_its_kind(title: str, kind: str) -> None:
    texts = CONTENT["work"] if kind == "work" else ["Something", "Something else"]
    assert classify(line(title), [line(text) for text in texts]) == kind


def test_a_hint_at_work_needs_dates_or_occupations() -> None:
    assert classify(line("Work I admire"), [line("Sagrada Família"), line("Golden Gate")]) != "work"


def test_an_employer_in_capitals_opens_no_section() -> None:
    texts = ("EXPERIENCE", "Cook, Inn", "2019 – 2020", "TNQ", "Waiter", "2017 – 2019", "SKILLS", "Baking")
    gaps = (2.0, 1.0, 0.0, 1.0, 0.0, 0.0, 2.0, 1.0)
    held = [replace(line(text, at), gap=gap) for at, (text, gap) in enumerate(zip(texts, gaps, strict=True))]
    assert kinds(split_sections(held)) == ["work", "skills"]
    for above, below in ((2.0, 0.0), (1.0, 1.0)):
        held[3], held[4] = replace(held[3], gap=above), replace(held[4], gap=below)
        assert kinds(split_sections(held)) == ["work", "skills"]
    held[3], held[4] = replace(held[3], gap=2.0), replace(held[4], gap=1.0)
    assert kinds(split_sections(held)) == ["work", "other", "skills"]


@pytest.mark.parametrize("label", ["Highlights", "Achievements", "Skills", "Projects"])
def test_a_label_repeated_in_plain_text_opens_no_section(label: str) -> None:
    jobs = [text for _ in range(3) for text in ("Cook, Inn", "2019 – 2020", label, "Baked")]
    held = [line(text, number) for number, text in enumerate(["Experience", *jobs, "Languages", "English"])]
    assert kinds(split_sections(held)) == ["work", "languages"]


def test_employers_in_the_style_of_the_titles_open_no_sections() -> None:
    jobs = [text for name in ("Weiss", "Laurent", "Halden", "Quantix") for text in (f"#{name}", "Cook, 2019 – 2020")]
    assert kinds(split_sections(styled("#Experience", *jobs, "#Skills", "Baking"))) == ["work", "skills"]
    few = styled("#Experience", "Cook, 2019 – 2020", "#Weiss", "Choir", "#Skills", "Baking")
    assert kinds(split_sections(few)) == ["work", "other", "skills"]


def test_bullets_sentences_and_long_lines_are_no_titles() -> None:
    known = styled("#Skills", "Baking", "#Languages", "English")
    for text in ("- Experience", "Experience,", "Experience with ovens of every make, and with their makers as well"):
        assert kinds(split_sections([*known, line(text, 9, 14.0, bold=True)])) == ["skills", "languages"]


def test_a_footer_of_a_program_is_left_out() -> None:
    found = split_sections(styled("#Skills", "Baking", "Made with Resumatic", "Powered by Inkwell"))
    assert [held.text for held in found[-1].lines] == ["Baking"]


@given(st.lists(st.text(max_size=30), max_size=12), st.sampled_from([10.0, 14.0]))
def test_no_line_is_lost_or_doubled(texts: list[str], size: float) -> None:
    held = [line(text, number, size if number % 3 else 10.0) for number, text in enumerate(texts)]
    sections = split_sections(held)
    kept = [each.text for section in sections for each in section.lines]
    kept += [section.title.text for section in sections if section.title]
    printed = [each.text for each in held if each.text.strip()]
    assert len(kept) <= len(printed)
    for text in kept:
        assert any(text.strip() in other for other in printed)
