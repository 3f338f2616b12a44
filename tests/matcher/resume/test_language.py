"""Tests of the language tag: by frequent words, by titles, by letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.language import LETTERS, language_tag
from matcher.resume.lexicon import rows, stop_words
from tests.matcher.resume.printed_lines import line

SENTENCES = {
    "en": "Responsible for the sales of the house and for all of its clients in the north",
    "de": "Verantwortlich für den Verkauf und die Betreuung der Kunden im Norden",
    "fr": "Responsable de la vente et du suivi des clients dans le nord avec une équipe",
    "es": "Responsable de las ventas y de los clientes del norte con un equipo para la empresa",
    "pt": "Responsável pelas vendas e pela gestão dos clientes do norte com uma equipa",
    "it": "Responsabile delle vendite e della gestione dei clienti nel nord con una squadra",
    "nl": "Verantwoordelijk voor de verkoop en het beheer van de klanten in het noorden",
    "sv": "Ansvarig för försäljning och för kunder i norr med ett team av säljare",
    "da": "Ansvarlig for salg og for kunder i nord samt ledelse af et hold efter en plan",
    "no": "Ansvarlig for salg og for kunder i nord samt ledelse av et lag etter en plan",
    "fi": "Vastasin myynnistä ja asiakkaista sekä olin tiimin vetäjä",
    "pl": "Odpowiedzialny za sprzedaż i obsługę klientów na północy oraz w centrum z zespołem",
    "cs": "Odpovědný za prodej a péči o zákazníky na severu se svým týmem v praze",
    "hu": "Az értékesítés és az ügyfelek felelőse egy csapattal, valamint a vezetés és a terv",
    "tr": "Kuzeyde satış ve müşteri ilişkileri için bir ekip ile çalıştı ve bu işten sorumlu",
    "ro": "Responsabil de vânzări și de clienți din nord cu o echipă pentru companie",
    "ru": "Работал в отделе и на складе, отвечал за продажи и клиентов из города",
    "uk": "Відповідав за продажі та клієнтів у місті, працював з командою на складі",
    "el": "Υπεύθυνος για τις πωλήσεις και για τους πελάτες με την ομάδα στο βορρά",
    "hr": "Odgovoran za prodaju i za klijente na sjeveru te u gradu sa svojim timom",
}
TITLES = {
    "de": ["Berufserfahrung", "Ausbildung", "Kenntnisse", "Sprachen"],
    "sv": ["Arbetslivserfarenhet", "Utbildning", "Färdigheter", "Om mig"],
    "hu": ["Szakmai tapasztalat", "Tanulmányok", "Készségek", "Nyelvek"],
    "fr": ["Expériences professionnelles", "Formations et diplômes", "Compétences", "Langues parlées"],
}


@pytest.mark.parametrize("tag", SENTENCES)
def test_a_sentence_tells_its_language(tag: str) -> None:
    assert language_tag([line(SENTENCES[tag])]) == tag
    assert language_tag([line(SENTENCES[tag].upper())]) == tag


@pytest.mark.parametrize("tag", TITLES)
def test_titles_alone_tell_the_language(tag: str) -> None:
    noise = [line(text) for text in ("Python, Excel, SAP", "2019 - 2020", "Siemens")]
    assert language_tag([*map(line, TITLES[tag]), *noise]) == tag


@pytest.mark.parametrize("text", ["", "12345", "Python SAP Excel", "anna@example.com"])
def test_too_little_tells_nothing(text: str) -> None:
    assert language_tag([line(text)]) is None


@given(st.sampled_from(sorted(SENTENCES)), st.permutations(range(4)))
def test_the_order_of_lines_says_nothing(tag: str, order: list[int]) -> None:
    words = SENTENCES[tag].split()
    quarter = len(words) // 4 + 1
    pieces = [" ".join(words[at * quarter : (at + 1) * quarter]) for at in range(4)]
    assert language_tag([line(pieces[at]) for at in order]) == tag


def test_letters_and_frequent_words_are_of_languages_with_titles() -> None:
    titled = {row.key.split()[-1] for row in rows("headings.txt")}
    assert set(LETTERS) <= set(stop_words()) <= titled
