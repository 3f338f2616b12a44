"""Tests of whole parses under changes that must not matter: order, white space, footers, case, file name."""

import random
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.resume import Found, Resume
from matcher.resume import parse_resume
from tests.matcher.resume.grammars import HEADERS, Printed, print_jobs, to_text
from tests.matcher.resume.invented import MONTHS, as_html, as_text, invent

SEEDS = st.integers(0, 10**6)
PROVENANCE = {"page", "box", "path", "text", "confidence"}


def parsed(text: str, name: str = "a.txt") -> Resume:
    resume = parse_resume(text.encode(), name).resume
    assert resume is not None
    return resume


def bare(resume: Resume) -> dict[str, object]:
    """Return the values without where they stand and how sure they are."""

    def strip(node: object) -> object:
        if isinstance(node, dict):
            return {key: strip(value) for key, value in node.items() if key not in PROVENANCE}
        return [strip(each) for each in node] if isinstance(node, (list, tuple)) else node

    stripped = strip(resume.model_dump())
    assert isinstance(stripped, dict)
    return stripped


def without(resume: Resume, *fields: str) -> dict[str, object]:
    return {name: value for name, value in bare(resume).items() if name not in fields}


def found_values(node: object) -> list[Found[str]]:
    if isinstance(node, Found):
        return [node]
    if isinstance(node, (list, tuple)):
        return [value for each in node for value in found_values(each)]
    fields = getattr(type(node), "model_fields", {})
    return [value for name in fields for value in found_values(getattr(node, name))]


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


BLOCKS = {
    "EXPERIENCE": "Cook, Laurent GmbH\nMar 2019 – May 2021\n- Cooked for forty.\n\nWaiter, Weiss Ltd\n2017 – 2018",
    "EDUCATION": "BSc in Physics, University of Leeds, 2009 – 2012",
    "SKILLS": "Python, Excel, Negotiation",
    "LANGUAGES": "English, German (B2)",
    "CERTIFICATIONS": "- First Aid at Work (2019)\n- CISSP (2020)",
}
EXTRA = {
    "INTERESTS": "Chess, choir and long walks",
    "REFERENCES": "Available on request",
    "PUBLICATIONS": "Byron, A. (2021). Heat in films. Journal of Films 12, 2019–2023.",
    "HOBBIES": "- Sailing\n- Cooking for friends since 2015",
    "AWARDS": "2020 Young Researcher Prize",
    "VOLUNTEERING": "Leeds Food Bank, 2018 – 2020",
}
TOP = "Ada Byron\nLeeds, UK | ada@example.com | +44 20 7946 0958 | linkedin.com/in/adabyron\n"


def lay_out(blocks: list[tuple[str, str]]) -> str:
    return TOP + "".join(f"\n{title}\n\n{body}\n" for title, body in blocks)


PLAIN = lay_out(list(BLOCKS.items()))


@given(st.permutations(list(BLOCKS.items())))
def test_the_order_of_sections_changes_no_field(blocks: list[tuple[str, str]]) -> None:
    assert bare(parsed(lay_out(blocks))) == bare(parsed(PLAIN))


@given(st.lists(st.sampled_from(sorted(EXTRA.items())), unique=True), st.data())
def test_other_sections_change_no_field(extra: list[tuple[str, str]], data: st.DataObject) -> None:
    blocks = list(BLOCKS.items())
    for block in extra:
        blocks.insert(data.draw(st.integers(0, len(blocks))), block)
    assert bare(parsed(lay_out(blocks))) == bare(parsed(PLAIN))


@pytest.mark.parametrize("left_out", BLOCKS)
def test_a_section_left_out_empties_its_own_field_only(left_out: str) -> None:
    field = {"EXPERIENCE": "work"}.get(left_out, left_out.lower())
    resume = parsed(lay_out([(title, body) for title, body in BLOCKS.items() if title != left_out]))
    assert without(resume, field, "headline") == without(parsed(PLAIN), field, "headline")
    assert not getattr(resume, field)


@pytest.mark.parametrize("change", [str.upper, str.title, str.capitalize])
@pytest.mark.parametrize("mark", ["{}", "{}:", "--- {} ---", "{} ______________"])
def test_how_titles_are_written_changes_nothing(change: object, mark: str) -> None:
    assert callable(change)
    blocks = [(mark.format(change(title)), body) for title, body in BLOCKS.items()]
    assert bare(parsed(lay_out(blocks))) == bare(parsed(PLAIN))


@settings(max_examples=25)
@given(SEEDS, st.integers(1, 4))
def test_more_blank_lines_change_nothing(seed: int, count: int) -> None:
    text = as_text(invent(seed)).decode()
    assert bare(parsed(text.replace("\n\n", "\n" * (1 + count)))) == bare(parsed(text))
    assert bare(parsed("\n" * count + text + "\n" * count)) == bare(parsed(text))


@settings(max_examples=25)
@given(SEEDS)
def test_white_space_and_line_ends_change_nothing(seed: int) -> None:
    text = as_text(invent(seed)).decode()
    assert bare(parsed(text.replace("\n", "\r\n"))) == bare(parsed(text))
    assert bare(parsed("\n".join(f"{line}  " for line in text.split("\n")))) == bare(parsed(text))
    assert bare(parsed("\ufeff" + text)) == bare(parsed(text))


@settings(max_examples=25)
@given(SEEDS)
def test_accents_apart_from_their_letters_change_nothing(seed: int) -> None:
    text = as_text(invent(seed)).decode()
    assert bare(parsed(unicodedata.normalize("NFD", text))) == bare(parsed(unicodedata.normalize("NFC", text)))


@settings(max_examples=25)
@given(SEEDS, st.sampled_from(["Made with Resumatic", "Created with Inkwell Pro", "Generated by cvpress 2.1"]))
def test_a_program_s_footer_changes_nothing(seed: int, footer: str) -> None:
    text = as_text(invent(seed)).decode()
    assert bare(parsed(f"{text}\n\n{footer}\n")) == bare(parsed(text))


@settings(max_examples=25)
@given(SEEDS)
def test_rules_between_sections_change_nothing(seed: int) -> None:
    text = as_text(invent(seed)).decode()
    assert bare(parsed(text.replace("\n\n", "\n\n-----------------------------\n"))) == bare(parsed(text))


@settings(max_examples=20)
@given(SEEDS, st.sampled_from(["a.txt", "resume.TXT", "noname", None]))
def test_a_text_s_name_changes_nothing(seed: int, name: str | None) -> None:
    content = as_text(invent(seed))
    assert parse_resume(content, name).resume == parse_resume(content, "b.txt").resume


@settings(max_examples=20)
@given(SEEDS)
def test_text_and_markup_of_one_resume_agree_on_dates(seed: int) -> None:
    truth = invent(seed)
    spans = []
    for content, name in ((as_text(truth), "a.txt"), (as_html(truth), "a.html")):
        resume = parse_resume(content, name).resume
        assert resume is not None
        spans.append([(job.start and job.start.value, job.end and job.end.value) for job in resume.work])
    assert spans[0] == spans[1]


@settings(max_examples=40)
@given(SEEDS, st.sampled_from(sorted(HEADERS)), st.sampled_from(sorted(MONTHS)))
def test_every_value_has_its_place_its_source_and_a_bounded_confidence(seed: int, header: str, language: str) -> None:
    text = to_text(print_jobs(seed, header=header, language=language)).decode()
    printed = letters(text)
    values = found_values(parsed(text))
    assert len(values) > 12
    for value in values:
        assert 0 < value.confidence < 1
        assert value.path
        assert value.text
        assert letters(value.text) in printed
        assert value.page is None
        assert value.box is None
        if not re.fullmatch(r"\d{4}(-\d\d)?|\+\d+", value.value):
            assert letters(value.value) in printed
        elif value.raw is not None:
            assert letters(value.raw) in printed


@settings(max_examples=30)
@given(SEEDS, st.sampled_from(sorted(HEADERS)))
def test_years_of_dates_are_printed(seed: int, header: str) -> None:
    text = to_text(print_jobs(seed, header=header)).decode()
    for job in parsed(text).work:
        for day in (job.start, job.end):
            assert day is None or day.value[:4] in text


@settings(max_examples=20)
@given(SEEDS)
def test_positions_in_another_order_are_the_same_positions(seed: int) -> None:
    printed = print_jobs(seed, header="title dash company", bullets=True)
    blocks: list[list[tuple[str, str]]] = [[]]
    for pair in printed.laid_out[1:]:
        blocks[-1].append(pair)
        if pair[0] == "gap":
            blocks.append([])
    random.Random(seed).shuffle(blocks)
    mixed = Printed(printed.jobs, printed.months, (printed.laid_out[0], *(pair for block in blocks for pair in block)))

    def positions(each: Printed) -> list[tuple[str, str, str]]:
        jobs = parsed(to_text(each).decode()).work
        found = [[value.value if value else "" for value in (job.title, job.company, job.start)] for job in jobs]
        return sorted((title, company, start) for title, company, start in found)

    assert positions(mixed) == positions(printed)


@settings(max_examples=15)
@given(SEEDS)
def test_what_was_read_reads_the_same_again(seed: int) -> None:
    first = parsed(to_text(print_jobs(seed, header="title at company", bullets=False)).decode())
    jobs = [
        f"{job.title.value}, {job.company.value}\n{job.start.value} – {job.end.value if job.end else 'present'}\n"
        for job in first.work
        if job.title and job.company and job.start
    ]
    skills = ", ".join(skill.value for skill in first.skills)
    assert first.name is not None
    again = parsed(f"{first.name.value}\n\nExperience\n\n" + "\n".join(jobs) + f"\nSkills\n\n{skills}\n")
    assert bare(again)["skills"] == bare(first)["skills"]
    assert [job.start and job.start.value for job in again.work] == [
        job.start and job.start.value for job in first.work
    ]
    assert again.name is not None
    assert again.name.value == first.name.value
