"""Truth tables of certificates: issuer, date, number cut off wherever a layout prints them; names never torn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.certificates import find_certifications
from tests.matcher.resume.printed_lines import lines

BOLD = "*First Aid at Work\nBritish Red Cross 2019\n*Manual Handling\nNIFAST 2021"

SHAPES: dict[str, list[str]] = {
    "First Aid at Work, St John Ambulance, 2019\nForklift Licence, RTITB, 2020": [
        "First Aid at Work",
        "Forklift Licence",
    ],
    "First Aid at Work – St John Ambulance (2019)\nForklift Licence – RTITB (2020)": [
        "First Aid at Work",
        "Forklift Licence",
    ],
    "First Aid at Work (St John Ambulance), 2019\nForklift Licence (RTITB), 2020": [
        "First Aid at Work",
        "Forklift Licence",
    ],
    "First Aid at Work | St John Ambulance | 2019\nForklift Licence | RTITB | 2020": [
        "First Aid at Work",
        "Forklift Licence",
    ],
    "2019\tFirst Aid at Work\tSt John Ambulance\n2020\tForklift Licence\tRTITB": [
        "First Aid at Work",
        "Forklift Licence",
    ],
    "First Aid at Work\nSt John Ambulance\nForklift Licence\nState of Alaska": [
        "First Aid at Work",
        "Forklift Licence",
    ],
    "First Aid at Work\nIssued by St John Ambulance\nCredential ID 4711\nForklift Licence\nIssued by RTITB": [
        "First Aid at Work",
        "Forklift Licence",
    ],
    BOLD: ["First Aid at Work", "Manual Handling"],
    "ISTQB Foundation (SEETB, 2022); CCNA (Cisco, 2022)": ["ISTQB Foundation", "CCNA"],
    "Hot work (Brandskyddsföreningen, 2018) Truckkort A+B (TYA, 2017)": ["Hot work", "Truckkort A+B"],
    "CISSP 2019, CISM 2020": ["CISSP", "CISM"],
    "CPIM, Lean Six Sigma Green Belt, CSCP": ["CPIM", "Lean Six Sigma Green Belt", "CSCP"],
    "Certifications: PMP": ["PMP"],
    "Työturvallisuuskortti, Työturvallisuuskeskus, 2020\nEA 2, Suomen Punainen Risti, 2021": [
        "Työturvallisuuskortti",
        "EA 2",
    ],
    "Gabelstaplerschein – DEKRA\nGeprüfter Fachwirt für Einkauf – IHK Ostwestfalen": [
        "Gabelstaplerschein",
        "Geprüfter Fachwirt für Einkauf",
    ],
    "English – Native | Spanish – B2\nPRINCE2 Practitioner, 2020": ["PRINCE2 Practitioner"],
    "Bachelor of Arts in History, 2016\nPRINCE2 Practitioner, 2020": ["PRINCE2 Practitioner"],
    "jan@example.com\nPRINCE2 Practitioner": ["PRINCE2 Practitioner"],
}

WHOLE = (
    "AWS Certified Solutions Architect – Associate",
    "Project Management Professional (PMP)",
    "Microsoft Certified: Azure Developer Associate",
    "CompTIA Security+",
    "Oracle Certified Professional, Java SE 11",
    "Commercial Driver's License, Class A",
    "Certified Kubernetes Administrator (CKA)",
    "Chartered Financial Analyst – Level II",
    "MLT (ASCP)",
)


def certificates(notes: str) -> list[str]:
    return [value.value for value in find_certifications([lines(notes)])]


@pytest.mark.parametrize("notes", SHAPES)
def test_shapes(notes: str) -> None:
    assert certificates(notes) == SHAPES[notes]


@pytest.mark.parametrize("name", WHOLE)
def test_names_are_never_torn(name: str) -> None:
    assert certificates(name) == [name]
    assert certificates(f"- {name}\n- First Aid") == [name, "First Aid"]


@pytest.mark.parametrize("name", WHOLE[:4])
def test_a_known_issuer_is_cut_off_a_long_name(name: str) -> None:
    assert certificates(f"{name}, Amazon Web Services, 2021") == [name]


@given(st.permutations([key for key in SHAPES if "\n" not in key and "@" not in key][:4]))
def test_sections_are_read_apart(sections: list[str]) -> None:
    found = [value.value for value in find_certifications([lines(notes) for notes in sections])]
    assert found == [name for notes in sections for name in SHAPES[notes]]


@given(st.lists(st.text(max_size=60), max_size=6))
def test_every_value_is_printed(texts: list[str]) -> None:
    held = lines("\n".join(texts))
    printed = "\n".join(line.text for line in held)
    for value in find_certifications([held]):
        assert all(word in printed for word in value.value.split())
