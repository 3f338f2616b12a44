"""Tests of the first lines of whole resumes: name, address, phone, links in any order, shape, label and script."""

from dataclasses import dataclass
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entities.resume import Resume
from matcher.resume import parse_resume

BODY = (
    "\n\nExperience\n\nCook, Brightwater Ltd\nMarch 2019 – May 2021\n- Cooked for forty guests\n\n"
    "Education\n\nBSc in Physics, University of Leeds, 2014 – 2017\n\nSkills\n\nExcel, Negotiation\n"
)


@dataclass(frozen=True, slots=True)
class Head:
    """Contact data as printed."""

    name: str
    email: str
    phone: str
    link: str
    city: str


HEADS = (
    Head("Ada Byron", "ada.byron@example.com", "+44 20 7946 0958", "linkedin.com/in/adabyron", "Leeds"),
    Head("Jürgen Weiß", "j.weiss@example.de", "+49 30 901820", "github.com/jweiss", "Berlin"),
    Head("María José García López", "mjgarcia@example.es", "+34 91 524 68 00", "linkedin.com/in/mjgarcia", "Madrid"),
    Head("Anne-Sophie Lefèvre", "as.lefevre@example.fr", "+33 1 42 68 53 00", "github.com/aslefevre", "Lyon"),
    Head("Łukasz Wójcik", "lukasz.wojcik@example.pl", "+48 22 443 44 55", "linkedin.com/in/lwojcik", "Kraków"),
    Head("Mehmet Öztürk", "m.ozturk@example.com", "+90 212 455 66 00", "github.com/mozturk", "Ankara"),
    Head("Jan van der Berg", "jan@example.nl", "+31 20 552 1234", "linkedin.com/in/janvdberg", "Utrecht"),
    Head("Siobhan O'Neill", "siobhan@example.ie", "+353 1 222 2222", "github.com/soneill", "Dublin"),
    Head("Nguyen Thi Mai", "mai.nguyen@example.com", "+84 24 3825 5555", "linkedin.com/in/maint", "Hanoi"),
    Head("Priya Venkataraman", "priya.v@example.in", "+91 22 2266 0000", "github.com/priyav", "Mumbai"),
    Head("João da Silva", "joao@example.pt", "+351 21 324 5678", "linkedin.com/in/joaodasilva", "Lisboa"),
    Head("Dr. Eva Lindqvist", "eva@example.se", "+46 8 508 290 00", "github.com/evalind", "Stockholm"),
)
LABELLED = {
    "en": ("Email", "Phone", "LinkedIn", "Address"),
    "de": ("E-Mail", "Telefon", "Web", "Anschrift"),
    "fr": ("Courriel", "Téléphone", "Site web", "Adresse"),
    "es": ("Correo electrónico", "Teléfono", "Web", "Dirección"),
    "it": ("E-mail", "Cellulare", "Sito web", "Indirizzo"),
    "pt": ("E-mail", "Telefone", "Site", "Morada"),
    "nl": ("E-mail", "Telefoon", "Website", "Adres"),
    "pl": ("E-mail", "Telefon", "Strona", "Adres"),
    "sv": ("E-post", "Mobil", "Webb", "Adress"),
    "tr": ("E-posta", "Telefon", "Web", "Adres"),
}
FIELDS = ("email", "phone", "link", "city")
SEPARATORS = (" | ", " · ", " • ", "    ", "\n", " – ", " / ")


def parsed(head: str) -> Resume:
    resume = parse_resume((head + BODY).encode(), "a.txt").resume
    assert resume is not None
    return resume


def check(resume: Resume, head: Head) -> None:
    assert resume.name is not None
    assert resume.name.value == head.name.removeprefix("Dr. ")
    assert [value.value for value in resume.emails] == [head.email]
    assert [value.value for value in resume.phones] == ["+" + "".join(filter(str.isdigit, head.phone))]
    assert [value.value.removeprefix("https://") for value in resume.links] == [head.link]
    assert resume.location is not None
    assert resume.location.city == head.city


def body_is_read(resume: Resume) -> None:
    (job,) = resume.work
    assert job.title is not None
    assert job.company is not None
    assert (job.title.value, job.company.value) == ("Cook", "Brightwater Ltd")
    assert [skill.value for skill in resume.skills] == ["Excel", "Negotiation"]
    assert len(resume.education) == 1


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head.name)
def test_a_line_each(head: Head) -> None:
    resume = parsed(f"{head.name}\n{head.city}\n{head.email}\n{head.phone}\n{head.link}")
    check(resume, head)
    body_is_read(resume)


@pytest.mark.parametrize("separator", SEPARATORS)
def test_one_line_for_all(separator: str) -> None:
    for head in HEADS[::2]:
        check(parsed(f"{head.name}\n" + separator.join((head.city, head.phone, head.email, head.link))), head)


@pytest.mark.parametrize("order", list(permutations(FIELDS))[::2])
def test_in_any_order(order: tuple[str, ...]) -> None:
    head = HEADS[sum(map(len, order[:2])) % len(HEADS)]
    check(parsed(f"{head.name}\n" + " | ".join(getattr(head, field) for field in order)), head)


@pytest.mark.parametrize("language", LABELLED)
@pytest.mark.parametrize("mark", [": ", "\t", " : "])
def test_behind_labels(language: str, mark: str) -> None:
    head = HEADS[list(LABELLED).index(language)]
    values = (head.email, head.phone, head.link, head.city)
    rows = [f"{label}{mark}{value}" for label, value in zip(LABELLED[language], values, strict=True)]
    check(parsed("\n".join([head.name, *rows])), head)


@pytest.mark.parametrize("before", ["Curriculum Vitae", "RESUME", "Lebenslauf", "CV", "Życiorys"])
def test_below_the_word_for_the_document(before: str) -> None:
    for head in HEADS[:3]:
        check(parsed(f"{before}\n\n{head.name}\n{head.city} | {head.email} | {head.phone} | {head.link}"), head)


@pytest.mark.parametrize("head", HEADS, ids=lambda head: head.name)
def test_an_occupation_below_the_name_is_no_part_of_it(head: Head) -> None:
    resume = parsed(f"{head.name}\nSenior Accountant\n{head.city} | {head.email} | {head.phone} | {head.link}")
    check(resume, head)
    assert resume.headline is None or "Accountant" in resume.headline.value


@settings(max_examples=40)
@given(st.sampled_from(HEADS), st.permutations(FIELDS), st.sampled_from(SEPARATORS[:5]), st.integers(0, 2))
def test_any_head(head: Head, order: list[str], separator: str, blank: int) -> None:
    values = [getattr(head, field) for field in order]
    check(parsed(head.name + "\n" * (1 + blank) + separator.join(values)), head)


@settings(max_examples=20)
@given(st.sampled_from(HEADS), st.sampled_from(HEADS))
def test_a_referee_s_data_stand_behind_the_person_s(head: Head, referee: Head) -> None:
    if head.name == referee.name:
        return
    text = f"{head.name}\n{head.city} | {head.email} | {head.phone} | {head.link}{BODY}\nReferences\n\n"
    resume = parse_resume(f"{text}{referee.name}, {referee.phone}, {referee.email}\n".encode(), "a.txt").resume
    assert resume is not None
    assert resume.name is not None
    assert resume.name.value == head.name.removeprefix("Dr. ")
    assert resume.emails[0].value == head.email
    assert resume.phones[0].value == "+" + "".join(filter(str.isdigit, head.phone))


@pytest.mark.parametrize("head", HEADS[::3], ids=lambda head: head.name)
def test_without_a_datum_only_that_one_is_missing(head: Head) -> None:
    for left_out in FIELDS:
        rows = [getattr(head, field) for field in FIELDS if field != left_out]
        resume = parsed("\n".join([head.name, *rows]))
        lists = {"email": resume.emails, "phone": resume.phones, "link": resume.links}
        for field, values in lists.items():
            assert len(values) == (field != left_out)
        assert (resume.location is None) == (left_out == "city")
