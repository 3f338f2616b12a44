"""Tests of section titles as resumes of many languages print them: the kind of each, in any spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.headings import kind_of_title, words_of_titles
from matcher.resume.lexicon import fold, spread
from matcher.resume.titles import is_title

TITLES: dict[str, tuple[str, ...]] = {
    "work": (
        "Experience",
        "Work Experience",
        "Employment History",
        "Professional Background",
        "Career Summary and Employment",
        "Relevant Experience",
        "Where I have worked",
        "Berufserfahrung",
        "Beruflicher Werdegang",
        "Berufliche Stationen",
        "Praktische Erfahrungen",
        "Expérience professionnelle",
        "Parcours professionnel",
        "Expériences",
        "Experiencia laboral",
        "Trayectoria profesional",
        "Experiencia profesional",
        "Esperienza lavorativa",
        "Esperienze professionali",
        "Experiência profissional",
        "Percurso profissional",
        "Histórico profissional",
        "Werkervaring",
        "Loopbaan",
        "Arbetslivserfarenhet",
        "Anställningar",
        "Yrkeserfarenhet",
        "Erhvervserfaring",
        "Ansættelser",
        "Arbeidserfaring",
        "Yrkeserfaring",
        "Työkokemus",
        "Työhistoria",
        "Doświadczenie zawodowe",
        "Przebieg kariery",
        "Pracovní zkušenosti",
        "Praxe",
        "Zaměstnání",
        "İş Deneyimi",
        "İş Tecrübesi",
        "Mesleki Deneyim",
        "Szakmai tapasztalat",
        "Munkatapasztalat",
        "Experiență profesională",
        "Experiență",
        "Опыт работы",
        "Досвід роботи",
        "工作经历",
        "職歴",
    ),
    "education": (
        "Education",
        "Education and Training",
        "Academic Background",
        "Qualifications",
        "Academic History",
        "Ausbildung",
        "Schulbildung",
        "Studium",
        "Bildungsweg",
        "Formation",
        "Diplômes",
        "Études",
        "Parcours académique",
        "Formación académica",
        "Educación",
        "Estudios",
        "Istruzione",
        "Istruzione e formazione",
        "Titoli di studio",
        "Formação académica",
        "Escolaridade",
        "Habilitações literárias",
        "Opleiding",
        "Opleidingen",
        "Utbildning",
        "Studier",
        "Uddannelse",
        "Utdanning",
        "Utdannelse",
        "Koulutus",
        "Opinnot",
        "Wykształcenie",
        "Edukacja",
        "Vzdělání",
        "Dosažené vzdělání",
        "Eğitim",
        "Öğrenim Durumu",
        "Tanulmányok",
        "Végzettség",
        "Educație",
        "Studii",
        "Educație și formare",
        "Образование",
        "Освіта",
        "教育背景",
        "学歴",
    ),
    "skills": (
        "Skills",
        "Technical Skills",
        "Key Skills",
        "Core Competencies",
        "Areas of Expertise",
        "Tools and Technologies",
        "Kenntnisse",
        "Fähigkeiten",
        "EDV-Kenntnisse",
        "Kompetenzen",
        "Compétences",
        "Compétences techniques",
        "Savoir-faire",
        "Informatique",
        "Habilidades",
        "Competencias",
        "Conocimientos",
        "Competenze",
        "Capacità e competenze",
        "Conoscenze informatiche",
        "Competências",
        "Aptidões",
        "Conhecimentos",
        "Vaardigheden",
        "Competenties",
        "Kompetenser",
        "Färdigheter",
        "Kompetencer",
        "Færdigheder",
        "Ferdigheter",
        "Kompetanse",
        "Taidot",
        "Osaaminen",
        "Umiejętności",
        "Kompetencje",
        "Dovednosti",
        "Znalosti",
        "Beceriler",
        "Yetkinlikler",
        "Készségek",
        "Ismeretek",
        "Competențe",
        "Abilități",
        "Навыки",
        "Навички",
        "技能",
        "スキル",
    ),
    "languages": (
        "Languages",
        "Language Skills",
        "Sprachen",
        "Sprachkenntnisse",
        "Langues",
        "Langues étrangères",
        "Idiomas",
        "Lingue",
        "Lingue straniere",
        "Línguas",
        "Talen",
        "Talenkennis",
        "Språk",
        "Språkkunskaper",
        "Sprog",
        "Sprogkundskaber",
        "Språkkunnskaper",
        "Kielitaito",
        "Kielet",
        "Języki",
        "Języki obce",
        "Znajomość języków",
        "Jazyky",
        "Jazykové znalosti",
        "Diller",
        "Yabancı Dil",
        "Yabancı Diller",
        "Nyelvtudás",
        "Nyelvek",
        "Idegen nyelvek",
        "Limbi străine",
        "Limbi",
        "Языки",
        "Мови",
        "语言",
        "語学",
    ),
    "certifications": (
        "Certifications",
        "Certificates",
        "Licenses & Certifications",
        "Licences",
        "Courses and Certificates",
        "Zertifikate",
        "Weiterbildungen",
        "Zertifizierungen",
        "Certificats",
        "Certificaciones",
        "Certificados",
        "Certificazioni",
        "Certificações",
        "Certificaten",
        "Certifikat",
        "Certifikater",
        "Sertifikater",
        "Sertifikaatit",
        "Certyfikaty",
        "Kursy i certyfikaty",
        "Certifikáty",
        "Sertifikalar",
        "Tanúsítványok",
        "Certificări",
        "Сертификаты",
    ),
    "summary": (
        "Summary",
        "Profile",
        "About me",
        "Professional Summary",
        "Objective",
        "Profil",
        "Über mich",
        "Zusammenfassung",
        "Profil professionnel",
        "À propos",
        "À propos de moi",
        "Perfil",
        "Perfil profesional",
        "Sobre mí",
        "Resumen",
        "Profilo",
        "Chi sono",
        "Sobre mim",
        "Resumo",
        "Profiel",
        "Over mij",
        "Om mig",
        "Profiltekst",
        "Om meg",
        "Profiili",
        "Minusta",
        "O mnie",
        "Podsumowanie",
        "O mně",
        "Hakkımda",
        "Özet",
        "Rólam",
        "Bemutatkozás",
        "Despre mine",
        "О себе",
        "Про себе",
    ),
    "other": (
        "Interests",
        "Hobbies",
        "References",
        "Publications",
        "Volunteering",
        "Awards",
        "Hobbys",
        "Interessen",
        "Referenzen",
        "Ehrenamt",
        "Veröffentlichungen",
        "Centres d'intérêt",
        "Loisirs",
        "Références",
        "Bénévolat",
        "Aficiones",
        "Intereses",
        "Referencias",
        "Voluntariado",
        "Interessi",
        "Hobby",
        "Interesses",
        "Referências",
        "Hobby's",
        "Referenties",
        "Intressen",
        "Fritid",
        "Referenser",
        "Interesser",
        "Fritidsinteresser",
        "Referencer",
        "Referanser",
        "Harrastukset",
        "Suosittelijat",
        "Zainteresowania",
        "Referencje",
        "Zájmy",
        "Koníčky",
        "Hobiler",
        "İlgi Alanları",
        "Referanslar",
        "Hobbi",
        "Érdeklődési kör",
        "Referenciák",
        "Hobby-uri",
        "Pasiuni",
        "Referințe",
        "Увлечения",
        "Хобби",
    ),
    "contact": (
        "Contact",
        "Contact Details",
        "Personal Details",
        "Kontakt",
        "Persönliche Daten",
        "Coordonnées",
        "Datos personales",
        "Contacto",
        "Dati personali",
        "Contatti",
        "Dados pessoais",
        "Contactos",
        "Persoonlijke gegevens",
        "Personuppgifter",
        "Kontaktoplysninger",
        "Kontaktinformasjon",
        "Yhteystiedot",
        "Dane osobowe",
        "Osobní údaje",
        "İletişim",
        "Kişisel Bilgiler",
        "Személyes adatok",
        "Elérhetőség",
        "Date personale",
        "Контакты",
    ),
}
LATIN = [(kind, title) for kind, titles in TITLES.items() for title in titles if title[0] < "\u0370"]
ALL = [(kind, title) for kind, titles in TITLES.items() for title in titles]


@pytest.mark.parametrize("kind", TITLES)
def test_titles_of_a_kind(kind: str) -> None:
    assert [title for title in TITLES[kind] if kind_of_title(title) != kind] == []


@pytest.mark.parametrize("kind", TITLES)
def test_titles_in_capitals(kind: str) -> None:
    assert [title for title in TITLES[kind] if kind_of_title(title.upper()) != kind] == []


@pytest.mark.parametrize("kind", TITLES)
@pytest.mark.parametrize("mark", ["{}:", "{} :", "• {}", "{}.", "– {} –", "{} |"])
def test_ornaments_change_no_kind(kind: str, mark: str) -> None:
    assert [title for title in TITLES[kind] if kind_of_title(mark.format(title)) != kind] == []


@pytest.mark.parametrize("kind", TITLES)
def test_numbered_titles(kind: str) -> None:
    for title in TITLES[kind]:
        assert kind_of_title(f"1. {title}") == kind
        if title[:3].isalpha() and title[0] < "\u0370":
            assert kind_of_title(f"II. {title}") == kind


@given(st.sampled_from(LATIN))
def test_letter_spaced_titles_are_titles(pair: tuple[str, str]) -> None:
    kind, title = pair
    if len(title) < 4 or not title.replace(" ", "").isalpha():
        return
    spaced = "  ".join(" ".join(word) for word in title.upper().split())
    assert fold(spread(spaced)) == fold(title)
    assert kind_of_title(spread(spaced)) == kind


@given(st.sampled_from(ALL))
def test_a_title_is_a_title(pair: tuple[str, str]) -> None:
    assert is_title(pair[1])


@given(st.sampled_from(LATIN))
def test_without_accents_it_is_the_same_title(pair: tuple[str, str]) -> None:
    kind, title = pair
    assert kind_of_title(fold(title)) == kind


@given(
    st.sampled_from(LATIN), st.sampled_from(["2014 – 2017", "at Brightwater Ltd", "I led a team of nine people there"])
)
def test_a_title_in_a_longer_line_is_none(pair: tuple[str, str], behind: str) -> None:
    assert kind_of_title(f"{pair[1]} {behind}") is None


@given(st.sampled_from(ALL))
def test_a_title_tells_languages_by_two_letters(pair: tuple[str, str]) -> None:
    for tag in words_of_titles(fold(pair[1])):
        assert len(tag) == 2
        assert tag.islower()
