"""Tests of the model that tells a section by what stands in it, in languages that no title helps with."""

import hashlib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.content import MODEL, features_of, kind_odds, model, odds
from matcher.resume.lexicon import LEXICONS
from tests.matcher.resume.printed_lines import line

BLOCKS = [
    ("work", ["Cook, Inn Ltd", "2019 – 2020", "- Cooked for 40 guests a day", "Waiter, Bar Ltd", "2017 – 2019"]),
    (
        "work",
        ["Projektleiter | Hettwer GmbH | 03/2019 – heute", "- Leitung von zwölf Baustellen", "2014 – 2019 Bauleiter"],
    ),
    ("work", ["Ingénieure, Renault SA", "janvier 2018 - aujourd'hui", "- Conduite d'un projet de moteurs"]),
    ("education", ["University of Leeds", "BSc Physics", "2012 – 2015", "Leeds College, A-levels, 2012"]),
    ("education", ["Universität Wien, Master Informatik, 2014 – 2016", "HTL Graz, Matura, 2010"]),
    ("education", ["Politechnika Gdańska", "Magister, Informatyka", "2009 – 2014"]),
    ("languages", ["English (native)", "German – B2", "French – A2"]),
    ("languages", ["Deutsch Muttersprache", "Englisch fließend"]),
    ("skills", ["Python, SQL, Docker, Kubernetes, Git, Linux"]),
    ("skills", ["Excel", "SAP", "Project management", "Budgeting"]),
    ("summary", ["For ten years now a cook who likes to feed many people well, and who keeps the books of the house."]),
    ("contact", ["anna@example.com", "+46 70 123 47 62", "linkedin.com/in/anna-larsson"]),
]
TEXTS = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60))


@pytest.mark.parametrize(("kind", "texts"), BLOCKS)
def test_a_block_is_told_by_what_stands_in_it(kind: str, texts: list[str]) -> None:
    told = kind_odds([line(text) for text in texts])
    assert max(told, key=lambda name: told[name]) == kind, told


@given(TEXTS)
def test_odds_are_shares_of_every_kind(texts: list[str]) -> None:
    told = kind_odds([line(text) for text in texts])
    assert set(told) == set(model().kinds)
    assert sum(told.values()) == pytest.approx(1.0)
    assert all(0 <= share <= 1 for share in told.values())


@given(st.permutations(["Cook, Inn Ltd", "2019 – 2020", "Waiter, Bar Ltd", "2017 – 2019"]))
def test_the_order_of_lines_says_nothing(texts: list[str]) -> None:
    assert features_of([line(text) for text in texts]) == pytest.approx(
        features_of([line(text) for text in sorted(texts)])
    )


def test_empty_blocks_have_odds_too() -> None:
    assert features_of([]) == [0.0] * len(model().mean)
    assert sum(odds(features_of([])).values()) == pytest.approx(1.0)


def test_the_model_is_the_one_that_was_built() -> None:
    packed = (files("matcher.resume") / LEXICONS / MODEL).read_bytes()
    assert hashlib.sha256(packed).hexdigest().startswith(BUILT)
    net = model()
    assert len(net.mean) == len(net.scale) == len(net.hidden)
    assert {len(row) for row in net.hidden} == {len(net.hidden_offset)} == {len(net.out)}
    assert {len(row) for row in net.out} == {len(net.kinds)}


BUILT = "0c6bba8c58a6f37e"  # tools/build_sections.py benchmarks' press and chromium sets, tested on office: 0.895
