"""Tests of the person's name among a document's first lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.resume import Found
from matcher.resume.name import find_name
from tests.matcher.resume.printed_lines import line


def mail(address: str) -> list[Found[str]]:
    return [Found[str](value=address, confidence=0.9)] if address else []


def name(*sized: tuple[str, float], address: str = "") -> str | None:
    found = find_name([line(text, number, size) for number, (text, size) in enumerate(sized)], mail(address))
    return found.value if found else None


@pytest.mark.parametrize(
    ("sized", "address", "found"),
    [
        ([("Ada Byron", 24), ("Software Engineer", 12)], "", "Ada Byron"),
        ([("Curriculum Vitae", 30), ("Ada Byron", 14)], "ada@example.com", "Ada Byron"),
        ([("EXPERIENCE", 26), ("Ada Byron", 14)], "byron@example.com", "Ada Byron"),
        ([("A D A  B Y R O N", 24)], "", "Ada Byron"),
        ([("Resume of Ada Byron", 20)], "", "Ada Byron"),
        ([("Lebenslauf Ada Byron", 20)], "", "Ada Byron"),
        ([("Ada", 30), ("Byron-Lovelace", 30), ("Cook", 12)], "adabyron@example.com", "Ada Byron-Lovelace"),
        ([("Byron, Ada", 24)], "", "Ada Byron"),
        ([("Dr. Ada Byron, PhD", 24)], "", "Ada Byron"),
        ([("Name: Ada Byron", 10), ("Leeds", 10)], "", "Ada Byron"),
        ([("Jonas Koch", 12), ("Leitender Ingenieur", 16)], "jonas.koch@example.com", "Jonas Koch"),
        ([("Nguyễn Thị Hà", 20)], "", "Nguyễn Thị Hà"),
        ([("ADA BYRON\tCook", 20)], "", "Ada Byron"),
        ([("Ada Byron | Cook", 20)], "", "Ada Byron"),
        ([("José M. de la Vega", 20)], "", "José M. de la Vega"),
        ([("王小明", 20)], "", "王小明"),
        ([("Ada Byron Lead Cook", 20)], "", "Ada Byron"),
        ([("Ada\tByron\tLead Cook", 20)], "", "Ada Byron"),
        ([("Ada Byron ada@example.com +44 20 7946 0958", 12)], "", "Ada Byron"),
        ([("A DA BYRON", 20), ("Growth", 12)], "ada-byron@example.com", "Ada Byron"),
        ([("ADABYRON", 20), ("Growth", 12)], "ada.byron@example.com", "Ada Byron"),
        ([("2019", 20), ("ada@example.com", 10)], "", None),
        ([], "", None),
    ],
)
def test_names(sized: list[tuple[str, float]], address: str, found: str | None) -> None:
    assert name(*sized, address=address) == found


def test_only_the_first_page_with_text_counts() -> None:
    later = line("Ada Byron", size=30)
    second = type(later)(parts=later.parts, page=2, size=30)
    assert find_name([line("Leeds, UK"), second], []) is None
    found = find_name([second], [])
    assert found is not None
    assert found.page == 2  # the first was a photo


def test_a_name_broken_in_a_cell_beside_others_is_known_by_its_address() -> None:
    mails = [Found[str](value="aoife.bhriain@example.com", confidence=0.9)]
    printed = [line("Aoife Ní\tMarital", 0), line("Full name\tsingle", 1), line("Bhriain\tstatus", 2)]
    found = find_name(printed, mails)
    assert found is not None
    assert found.value == "Aoife Ní Bhriain"


def test_the_printed_form_is_kept() -> None:
    found = find_name([line("ADA BYRON", size=24)], [])
    assert found is not None
    assert (found.value, found.raw) == ("Ada Byron", "ADA BYRON")


def test_an_address_that_agrees_makes_it_surer() -> None:
    printed = [line("Ada Byron", size=24)]
    alone, agreed = find_name(printed, []), find_name(printed, mail("ada.byron@example.com"))
    assert alone is not None
    assert agreed is not None
    assert agreed.confidence > alone.confidence


@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_text_is_survived(texts: list[str]) -> None:
    found = find_name([line(text, number) for number, text in enumerate(texts)], [])
    assert found is None or found.value


@pytest.mark.parametrize(
    "row", ["Full name\tAda Byron\tMarital status\tsingle", "Name:\tAda\tByron", "Name\tAda Byron"]
)
def test_a_labelled_name_ends_where_the_next_label_begins(row: str) -> None:
    found = find_name([line("APPLICATION FOR EMPLOYMENT", 0, 13.0, bold=True), line(row, 1, 9.0)], [])
    assert found is not None
    assert found.value == "Ada Byron"
