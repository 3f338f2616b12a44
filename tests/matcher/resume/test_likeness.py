"""Tests of the trained likeness of titles: its file, its features, what it says of words it never saw."""

import hashlib
import zlib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.lexicon import LEXICONS
from matcher.resume.likeness import MODEL, MOST_WORDS, SHA256, features, share, title_logit

TITLES = """Zerspanungsmechanikerin;Konditormeister;Kulturpädagoge;Fahrzeugreinigungskraft;Equilibrist
montador de muebles;soldadora;agrimensora;caballerizo
lute maker;lumber grader;fisheries observer;aerodynamicist;charpentière;chocolatier
restauratrice;magazziniere;saldatore;lasser;kwaliteitscontroleur;spawacz;księgowa;svářeč;hegesztő;könyvelő;kaynakçı
hitsaaja;sairaanhoitaja;snickare;sjuksköterska;tømrer;rørlegger;strungar;infirmieră;сварщик;бухгалтер"""
NAMES = """Hartwell & Pike;Müller GmbH;Novartech;Kowalski Sp. z o.o.;Grupo Azteca;Banco del Sur;Universität Jena
Zenith Labs;Fratelli Rossi;Blue Harbour Foods;ABX Systems;Ministry of Health;Hospital San Juan;Nordlys AS;Bergström AB
Hotel Continental;Stadtwerke Halle;Café Lumière;Tokaji Kft.;Yıldız Holding;Oakwood College;Delta Motors;Virta Oy"""


@pytest.mark.parametrize("title", TITLES.replace("\n", ";").split(";"))
def test_titles_are_rather_titles(title: str) -> None:
    assert title_logit(title) > 0


@pytest.mark.parametrize("name", NAMES.replace("\n", ";").split(";"))
def test_names_are_rather_names(name: str) -> None:
    assert title_logit(name) < 0


def test_the_file_is_the_one_that_was_built() -> None:
    content = (files("matcher.resume") / LEXICONS / MODEL).read_bytes()
    assert hashlib.sha256(content).hexdigest() == SHA256
    assert len(content) < 40_000


def test_every_line_of_the_file_is_a_feature_with_a_weight() -> None:
    content = (files("matcher.resume") / LEXICONS / MODEL).read_bytes()
    lines = zlib.decompress(content).decode().split("\n")
    rows = [line.rsplit("\t", 1) for line in lines]
    assert len({feature for feature, _ in rows}) == len(rows)
    assert all(int(weight) for feature, weight in rows if feature)
    assert all(feature[0] in "=$^FLnacd" for feature, _ in rows if feature)


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("Baker", {"n1", "=baker", "$er", "$ker", "^bak", "F=baker", "L=baker"}),
        ("Chef de partie", {"n3", "F=chef", "=de", "L=partie", "$tie"}),
        ("Hartwell & Pike", {"and", "=hartwell", "=pike"}),
        ("ABX Labs", {"capitals"}),
        ("Band 5 Nurse", {"digit"}),
    ],
)
def test_features_of_a_text(text: str, some: set[str]) -> None:
    assert some <= set(features(text))


def test_capitals_throughout_are_no_acronyms() -> None:
    assert "capitals" not in features("HEAD BAKER")


@given(st.text(max_size=80))
def test_case_and_space_around_change_nothing(text: str) -> None:
    assert features(f"  {text.lower()}  ") == features(text.lower())
    assert -40 < title_logit(text) < 40


@given(st.lists(st.sampled_from(["baker", "of", "bread", "north"]), min_size=1, max_size=30))
def test_a_text_weighs_less_a_word_the_longer_it_is(tokens: list[str]) -> None:
    text = " ".join(tokens)
    assert share(text) == pytest.approx(min(len(tokens), MOST_WORDS) ** -0.5)
    assert len([feature for feature in features(text) if feature.startswith("=")]) == min(len(tokens), MOST_WORDS)
    assert title_logit(text) == title_logit(text.upper())
