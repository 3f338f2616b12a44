"""Tests of whole parses: shipped documents against their truth, status, facts, order of calls."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import matcher.resume
from entities.resume import Resume
from matcher.resume import PARSER_VERSION, Limits, parse_resume
from matcher.resume.language import language_tag
from tests.matcher.resume.printed_lines import lines

FIXTURES = Path(__file__).parents[2] / "fixtures" / "resumes"
MANIFEST: list[dict[str, Any]] = json.loads((FIXTURES / "manifest.json").read_text(encoding="utf-8"))
LEAST_POSITIONS = 0.95  # of all fixtures together; measured 55 of 56


def letters(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", (text or "").casefold())


def parsed(entry: dict[str, Any]) -> Resume:
    outcome = parse_resume((FIXTURES / entry["path"]).read_bytes(), entry["path"])
    assert outcome.status == "ok"
    assert outcome.resume is not None
    return outcome.resume


def right_positions(entry: dict[str, Any], resume: Resume) -> int:
    size = 7 if entry["months"] else 4
    printed = {
        (
            letters(position.title and position.title.value),
            letters(position.company and position.company.value),
            position.start.value[:size] if position.start else None,
            "now" if position.current else position.end and position.end.value[:size],
        )
        for position in resume.work
    }
    return sum(
        (
            letters(job["title"]),
            letters(job["company"]),
            job["start"][:size],
            "now" if job["end"] is None else job["end"][:size],
        )
        in printed
        for job in entry["truth"]["work"]
    )


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["path"])
def test_name_address_and_provenance(entry: dict[str, Any]) -> None:
    resume, truth = parsed(entry), entry["truth"]
    if truth["name"]:
        assert resume.name is not None
        assert sorted(letters(resume.name.value)) == sorted(letters(truth["name"]))
    assert [email.value.lower() for email in resume.emails] == [email.lower() for email in truth["emails"] or []]
    values = [resume.name, *resume.emails, *resume.phones, *resume.skills]
    values += [value for job in resume.work for value in (job.title, job.company, job.start, job.end)]
    for value in values:
        if value is not None:
            assert value.text
            assert value.page or value.path
            assert (value.page is None) == (value.box is None)


def test_positions_of_all_fixtures() -> None:
    right = sum(right_positions(entry, parsed(entry)) for entry in MANIFEST)
    printed = sum(len(entry["truth"]["work"]) for entry in MANIFEST)
    print(f"\n{right} of {printed} positions right")
    assert right >= LEAST_POSITIONS * printed


def test_facts_of_a_document() -> None:
    pdf = next(entry for entry in MANIFEST if entry["path"].endswith(".pdf"))
    content = (FIXTURES / pdf["path"]).read_bytes()
    outcome = parse_resume(content, pdf["path"])
    assert outcome.document.pages
    assert outcome.document.date
    assert outcome.document.language == "en"
    assert parse_resume(content, pdf["path"], document_date="2020-01-31").document.date == "2020-01-31"


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", "empty"),
        (b"%PDF-1.4 broken", "corrupt"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "unsupported"),
        (b"PK\x03\x04 no archive", "corrupt"),
        (b"lorem ipsum dolor", "empty"),
    ],
)
def test_every_file_gets_a_typed_status(content: bytes, status: str) -> None:
    outcome = parse_resume(content, "a.bin")
    assert outcome.status == status
    assert outcome.error


def test_limits_are_an_argument() -> None:
    assert parse_resume(b"Ada Byron", "a.txt", limits=Limits(file=3)).status == "too_large"


def test_the_face() -> None:
    assert PARSER_VERSION
    with pytest.raises(AttributeError, match="nothing"):
        _ = matcher.resume.nothing


def test_a_document_without_titles_still_gives_positions() -> None:
    text = (
        "Ada Byron\nada@example.com\n\nCook, Laurent\n2019 – 2021\n- Cooked.\n\nWaiter, Weiss\n2017 – 2019\n- Served.\n"
    )
    resume = parse_resume(text.encode(), "a.txt").resume
    assert resume is not None
    assert [job.company.value for job in resume.work if job.company] == ["Laurent", "Weiss"]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("I worked with the team and for the shop in the north of the city", "en"),
        ("Ich war für die Planung und den Einkauf in der Stadt mit einem Team zuständig", "de"),
        ("Responsable de la gestion des ventes et des achats pour les clients dans le nord", "fr"),
        ("Responsable de la gestión de las ventas y de los clientes para el norte con un equipo", "es"),
        ("Работал в отделе и на складе, с клиентами из города", "ru"),
        ("工作经历和教育背景都在这里", "zh"),
        ("Zzz", None),
    ],
)
def test_language_tag(text: str, tag: str | None) -> None:
    assert language_tag(lines(text)) == tag


@pytest.mark.parametrize("unit", ["a.", ", ", "2019 ", "2019-", "a@", "(", "Jan 2019 - ", "a: "])
def test_one_endless_line_is_cut(unit: str) -> None:
    line = unit * (60_000 // len(unit))
    assert parse_resume(f"Ada Byron\n\nExperience\n{line}".encode(), "a.txt").status == "ok"


@given(st.text(max_size=300), st.sampled_from(["Experience", "Skills", "Education", "Languages", "Certifications"]))
def test_any_text_is_survived(text: str, title: str) -> None:
    outcome = parse_resume(f"Ada Byron\n\n{title}\n\n{text}".encode(), "a.txt")
    assert outcome.status in ("ok", "unsupported", "empty")
