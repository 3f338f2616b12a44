"""Tests of positions told in sentences and numbered lists: header and running text come apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.prose import without_numbers, without_sentences
from matcher.resume.work import find_positions
from tests.matcher.resume.printed_lines import lines

SENTENCES = {
    "I worked as a cook at Inn from 2015 to 2018. Fed forty guests.": "cook at Inn from 2015 to 2018",
    "I was employed as Nurse at Oswin from 03/2015 until 04/2018.": "Nurse at Oswin from 03/2015 until 04/2018",
    "Von Juni 2019 bis Mai 2021 arbeitete ich als Koch bei Adler.": "Koch bei Adler   Von Juni 2019 bis Mai 2021",
    "Seit 2022 bin ich als Kellner bei Netto beschäftigt.": "Kellner bei Netto   Seit 2022",
    "J'ai travaillé comme soudeur chez Atlas de 2015 à 2018.": "soudeur chez Atlas de 2015 à 2018",
    "He trabajado como camarero en Sol desde 2019.": "camarero en Sol desde 2019",
    "Ho lavorato come saldatore presso Ferro dal 2015 al 2018.": "saldatore presso Ferro dal 2015 al 2018",
    "Trabalhei como padeiro na Aurora de 2015 a 2018.": "padeiro na Aurora de 2015 a 2018",
    "Ik heb gewerkt als kok bij Anker van 2015 tot 2018.": "kok bij Anker van 2015 tot 2018",
    "Jag arbetade som kock hos Ankaret från 2015 till 2018.": "kock hos Ankaret från 2015 till 2018",
}
OTHERS = (
    "I worked as hard as I could.",
    "Served as a point of contact for forty guests.",
    "From 2015 to 2018 the inn grew by half.",
    "Cook at Inn, 2015 – 2018",
    "As",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_becomes_a_header(sentence: str) -> None:
    first, *rest = without_sentences(lines(sentence))
    assert first.text == SENTENCES[sentence]
    assert not first.bullet
    assert [line.text for line in rest] == (["Fed forty guests."] if "guests" in sentence else [])
    assert all(line.bullet for line in rest)


@pytest.mark.parametrize("sentence", OTHERS)
def test_other_sentences_stay(sentence: str) -> None:
    assert without_sentences(lines(sentence)) == lines(sentence)


def test_positions_of_a_letter() -> None:
    notes = """\
I worked as Data Engineer at Square in Pune from March 2019 to December 2019. Moved 200 jobs.
I worked as Team Lead at Gate in Coimbatore from November 2020 to August
2021. Wrote tests. Led six."""
    found = find_positions([lines(notes)], frozenset())
    assert [(job.title and job.title.value, job.company and job.company.value) for job in found] == [
        ("Data Engineer", "Square"),
        ("Team Lead", "Gate"),
    ]
    assert [(job.start and job.start.value, job.end and job.end.value) for job in found] == [
        ("2019-03", "2019-12"),
        ("2020-11", "2021-08"),
    ]


@pytest.mark.parametrize(
    ("notes", "wanted"),
    [
        ("1) Cook\nFed.\n2) Waiter", ["Cook", "Fed.", "Waiter"]),
        ("1. Cook\n2. Waiter\n3. Porter", ["Cook", "Waiter", "Porter"]),
        ("2.1 Cook\n2.2 Waiter", ["Cook", "Waiter"]),
        ("(1) Cook\n(2) Waiter", ["Cook", "Waiter"]),
        ("1) Cook\n2) Waiter\n4) Porter", ["Cook", "Waiter", "Porter"]),
        ("1) Cook", ["1) Cook"]),
        ("3) Cook\n4) Waiter", ["3) Cook", "4) Waiter"]),
        ("1 Cook\n9 Waiter", ["1 Cook", "9 Waiter"]),
        ("12 cooks\n40 guests", ["12 cooks", "40 guests"]),
        ("01/2019 Cook\n02/2020 Waiter", ["01/2019 Cook", "02/2020 Waiter"]),
    ],
)
def test_numbers_that_count_up_are_stripped(notes: str, wanted: list[str]) -> None:
    assert [line.text for line in without_numbers(lines(notes))] == wanted


@given(st.integers(2, 12))
def test_a_list_of_any_length_loses_its_numbers_only(count: int) -> None:
    notes = "\n".join(f"{number}. Cook {number}" for number in range(1, count + 1))
    once = without_numbers(lines(notes))
    assert [line.text for line in once] == [f"Cook {number}" for number in range(1, count + 1)]
    assert without_numbers(once) == once
