"""Tests of names in many forms: countries, titles, two lines, family name first, beside what is no name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.resume import Found
from matcher.resume.lexicon import fold
from matcher.resume.name import find_name
from tests.matcher.resume.printed_lines import line

NAMES = (
    "Ada Byron;Léa Fontaine;Tomás de la Vega;Björn Åkesson;Deniz Yılmaz;Siobhán O’Dell;Lars van den Berg;Ama Owusu;"
    "Nguyễn Thị Hà;Анна Соколова;Νίκος Παπαδόπουλος;José María García López;Mary-Jane Watson;J. R. Hartley;Wei Zhang;"
    "Fatima al Zahra;Giulia D'Angelo;Olga Kováčová;Kwame N'Dour;Jonas Koch;Thomas Cook;Marie Boulanger"
).split(";")
PREFIXES = ("Dr. ", "Prof. Dr. ", "Mr ", "Mrs. ", "Herr ", "Frau ", "Ing. ", "SGT ", "Capt. ", "Dipl.-Ing. ", "")
SUFFIXES = (", PhD", ", MBA", ", CPA", ", MD", ", PMP, MBA", ", RN", "")
BEFORE = ("Curriculum Vitae", "CV", "Resume", "Lebenslauf", "Životopis", "Özgeçmiş", "Резюме", "Confidential")
AFTER = ("Software Engineer", "Leeds, UK", "Vogel & Sohn GmbH", "University of York", "+44 20 7946 0958", "Page 1 of 2")


def name(*sized: tuple[str, float], address: str = "") -> str | None:
    mails = [Found[str](value=address, confidence=0.9)] if address else []
    found = find_name([line(text, number, size) for number, (text, size) in enumerate(sized)], mails)
    return found.value if found else None


@pytest.mark.parametrize("printed", NAMES)
def test_a_name_is_read_alone_and_above_anything(printed: str) -> None:
    for after in AFTER:
        if printed not in ("Thomas Cook", "Marie Boulanger", "Jonas Koch"):
            assert name((printed, 20), (after, 12)) == printed


@pytest.mark.parametrize("printed", NAMES)
def test_a_name_that_is_a_trade_is_known_by_its_address(printed: str) -> None:
    address = "".join(letter for letter in printed.lower().replace(" ", ".") if letter.isascii())
    assert name((printed, 20), ("Software Engineer", 14), address=f"{address}@example.com") == printed


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_titles_and_degrees_are_no_part_of_a_name(prefix: str, suffix: str) -> None:
    assert name((f"{prefix}Ada Byron{suffix}", 20)) == "Ada Byron"


@pytest.mark.parametrize("before", BEFORE)
def test_the_word_for_the_document_is_no_name(before: str) -> None:
    assert name((before, 26), ("Ada Byron", 14)) == "Ada Byron"
    assert name((before.upper(), 26), ("Ada Byron", 14)) == "Ada Byron"
    assert name((before, 20)) is None


@pytest.mark.parametrize("printed", NAMES[:13])
def test_upper_case_names_are_the_same_names(printed: str) -> None:
    found = name((printed.upper(), 20), ("Leeds, UK", 10))
    assert found is not None
    assert fold(found) == fold(printed)


@pytest.mark.parametrize("label", ["Name:", "Full name:", "Nom :", "Nombre:", "Naam:", "Imię i nazwisko:", "ФИО:"])
def test_a_label_is_cut_off(label: str) -> None:
    assert name((f"{label} Ada Byron", 10), ("Leeds, UK", 10)) == "Ada Byron"


@pytest.mark.parametrize("number", range(1, 6))
def test_a_name_at_any_height_is_found_by_its_size(number: int) -> None:
    rest = [(text, 10.0) for text in AFTER[:number]]
    assert name(*rest, ("Ada Byron", 22)) == "Ada Byron"
    assert name(*rest, ("Ada Byron", 10), address="ada.byron@example.com") == "Ada Byron"


@pytest.mark.parametrize("split", [1, 2])
def test_a_name_on_two_lines_is_one_name(split: int) -> None:
    tokens = "José García López".split()
    found = name((" ".join(tokens[:split]), 28), (" ".join(tokens[split:]), 28), ("Cook", 12))
    assert found == "José García López"


@given(st.sampled_from(["Cook", "Engineering", "Leeds", "2019", "ada@example.com", "www.example.com", "• Baking", "-"]))
def test_one_word_is_no_name(text: str) -> None:
    assert name((text, 20)) is None


@given(
    st.lists(st.sampled_from([*NAMES, *AFTER, *BEFORE]), max_size=6),
    st.lists(st.sampled_from([10.0, 20.0]), min_size=6),
)
def test_the_name_is_printed_and_its_confidence_bounded(texts: list[str], sizes: list[float]) -> None:
    held = [line(text, number, size) for number, (text, size) in enumerate(zip(texts, sizes, strict=False))]
    found = find_name(held, [])
    if found is not None:
        printed = " ".join(texts).casefold()
        assert all(word.casefold() in printed for word in found.value.split())
        assert 0 < found.confidence < 1
        assert found.page == 1
