"""Tests of entries without dates, of lone dates among ranges, of running text told by its look."""

import pytest

from entities.resume import Found
from matcher.resume.entries import to_entries
from matcher.resume.rows import to_rows
from matcher.resume.work import find_positions
from tests.matcher.resume.printed_lines import line, lines

UNDATED = "Harbour Cafe\nKitchen Assistant\n- Washed.\nCity Parks\nGardener\n- Planted.\n- Mowed."


def shown(value: Found[str] | None) -> str | None:
    return value.value if value else None


def jobs(notes: str) -> list[tuple[str | None, str | None, str | None, str | None, bool]]:
    return [
        (shown(job.title), shown(job.company), shown(job.start), shown(job.end), job.current)
        for job in find_positions([lines(notes)], frozenset())
    ]


def test_headers_between_running_text_are_entries() -> None:
    assert jobs(UNDATED) == [
        ("Kitchen Assistant", "Harbour Cafe", None, None, False),
        ("Gardener", "City Parks", None, None, False),
    ]
    first, second = to_entries(lines(UNDATED))
    assert [found.text for found in first.body] == ["Washed."]
    assert [found.text for found in second.body] == ["Planted.", "Mowed."]


@pytest.mark.parametrize(
    "notes",
    [
        "Harbour Cafe\nKitchen Assistant\n- Washed.",  # once is no rhythm
        "Harbour Cafe\nKitchen Assistant\n- Washed.\nGardener\n- Planted.",  # headers of two sizes
        "- Washed.\n- Planted.",
        "Awards\n- Gold.\nPrizes\n- Silver.",  # no title
        "",
    ],
)
def test_other_sections_have_no_undated_entries(notes: str) -> None:
    assert jobs(notes) == []


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        ("2023", ("2023", None, True)),
        ("Mar 2023", ("2023-03", None, True)),
        ("Summer 2023", ("2023", "2023", False)),
        ("Q3 2023", ("2023", "2023", False)),
        ("since 2023", ("2023", None, True)),
        ("until 2023", (None, "2023", False)),
    ],
)
def test_a_lone_first_date_goes_on_but_for_a_season(first: str, wanted: tuple[str | None, str | None, bool]) -> None:
    found = jobs(f"*Cook, Inn Ltd\t{first}\n*Waiter, Bar Ltd\t2019 – 2021")
    assert found[0][2:] == wanted
    assert found[1][2:] == ("2019", "2021", False)


def test_a_lone_first_date_ends_where_the_present_is_printed_elsewhere() -> None:
    found = jobs("*Cook, Inn Ltd\t2023\n*Waiter, Bar Ltd\t2019 – present")
    assert found[0][2:] == ("2023", "2023", False)
    assert found[1][2:] == ("2019", None, True)


def test_a_lone_date_behind_words_counts_where_ranges_stand_so() -> None:
    notes = [line("Cook", 0, bold=True), line("Inn Jul 2025", 1), line("- Led.", 2)]
    notes += [line("Waiter", 3, bold=True), line("Bar Nov 2021 - Jan 2024", 4), line("- Led.", 5)]
    assert [row.line.text for row in to_rows(notes) if row.anchor] == ["Inn Jul 2025", "Bar Nov 2021 - Jan 2024"]
    assert [row.line.text for row in to_rows(notes[:3]) if row.anchor] == []


def test_running_text_is_told_by_its_look() -> None:
    notes = [
        "*Kela\tHelsinki",
        "*Cook\t2019 – 2021",
        "Led five people in two kitchens every day of the week.",
        "Washed up at night.",
        "Built 200 things",
        "*Waiter\t2017 – 2018",
    ]
    rows = {row.line.text: row.body for row in to_rows(lines("\n".join(notes)))}
    assert rows["Built 200 things"]
    assert not rows["Kela   Helsinki"]


def test_what_stands_beside_bare_dates_is_a_header_whatever_its_look() -> None:
    notes = (
        "*Cook, Kiln\n2019 – 2021\nLed five people in two kitchens every day of the week.\nWaiter, Loft\n2017 – 2018\n"
    )
    notes += "Ordered fish and vegetables for forty guests and two boats."
    assert [found[:2] for found in jobs(notes)] == [("Cook", "Kiln"), ("Waiter", "Loft")]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Ran the kitchen.", True),
        ("Relecture.", True),
        ("Acme Inc.", False),
        ("St. Oda Ltd.", False),
        ("Univ. of York", False),
        ("Team Lead", False),
    ],
)
def test_a_full_stop_behind_a_whole_word_ends_running_text(text: str, body: bool) -> None:  # noqa: FBT001 - a table's column
    first, *_ = to_rows(lines(f"{text}\nCook\t2019 – 2021"))
    assert first.body is body
