"""Tests of header pieces: places told by the slot they stand in, agencies and units taken out, capitals that end."""

import pytest

from matcher.resume.entries import to_entries
from matcher.resume.headers import Header, labelled, split_place, to_headers, without_agency
from tests.matcher.resume.printed_lines import lines

TOWNS = ("Lecco", "Dornbirn", "Wiener Neustadt", "Winston-Salem", "Bury St Edmunds")


def headers(notes: str) -> list[Header]:
    return to_headers(to_entries(lines(notes)))


def pieces(notes: str) -> list[tuple[list[str], str | None]]:
    return [
        ([piece.text for piece in header.pieces], header.place.text if header.place else None)
        for header in headers(notes)
    ]


def years(number: int) -> str:
    return f"{2022 - 2 * number} – {2023 - 2 * number}"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Acme (via Hays)", "Acme"),
        ("Acme (contract through Tempora)", "Acme"),
        ("Acme (über Randstad)", "Acme"),
        ("Acme (Manpower aracılığıyla)", "Acme"),
        ("Acme (Randstad közvetítésével)", "Acme"),
        ("Acme (przez Adecco)", "Acme"),
        ("Acme via Hays", "Acme"),
        ("Acme c/o Hays", "Acme"),
        ("Acme (Holdings)", "Acme (Holdings)"),
        ("Via Appia", "Via Appia"),
        ("Acme (via)", "Acme (via)"),
    ],
)
def test_agencies_are_taken_out(text: str, left: str) -> None:
    assert without_agency(text) == left


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Employer: Kiln", ("company", "Kiln")),
        ("Position: Cook", ("title", "Cook")),
        ("Ort: Köln", ("place", "Köln")),
        ("Sector: Food", ("noise", " Food")),
        ("Note: Food", (None, "Note: Food")),
        ("Employer:", (None, "Employer:")),
        ("Employer", (None, "Employer")),
    ],
)
def test_labels_say_what_stands_behind_them(text: str, said: tuple[str | None, str]) -> None:
    assert labelled(text) == said


@pytest.mark.parametrize(
    ("text", "least", "cut"),
    [
        ("Kiln, Lecco", 0.55, ("Kiln, Lecco", None)),
        ("Kiln, Lecco", 0.3, ("Kiln", "Lecco")),
        ("Kiln, Berlin, Germany", 0.55, ("Kiln", "Berlin, Germany")),
        ("Kiln in Leeds", 0.55, ("Kiln", "Leeds")),
        ("Kiln (Berlin)", 0.55, ("Kiln", "Berlin")),
        ("Berlin", 0.3, ("Berlin", None)),
    ],
)
def test_places_are_cut_as_surely_as_asked(text: str, least: float, cut: tuple[str, str | None]) -> None:
    assert split_place(text, least) == cut


@pytest.mark.parametrize("count", [2, 3, 5])
def test_towns_of_a_slot_are_places_together(count: int) -> None:
    notes = "\n".join(f"*Cook\t{years(n)}\nKiln North {n}, {town}\n- Led." for n, town in enumerate(TOWNS[:count]))
    assert pieces(notes) == [(["Cook", f"Kiln North {n}"], town) for n, town in enumerate(TOWNS[:count])]


def test_an_unknown_town_follows_the_others() -> None:
    towns = ("Leeds", "York", "Berlin", "Hintertupfing")
    notes = "\n".join(f"*Cook\t{years(n)}\nKiln {n} North, {town}\n- Led." for n, town in enumerate(towns))
    assert [place for _, place in pieces(notes)] == list(towns)


def test_a_lone_title_with_its_company_keeps_both() -> None:
    names = ("Acme, Leeds", "Bolt, York", "Cargo, Berlin", "Dunder")
    notes = "\n".join(f"*{years(n)}\tCook, {name}\n- Led." for n, name in enumerate(names))
    assert pieces(notes)[-1] == (["Cook, Dunder"], None)


def test_companies_called_like_towns_stay_companies() -> None:
    names = ("Halden", "Kestrel Foods", "Bolt Ltd", "Marlow Kites")
    notes = "\n".join(f"*{name}\n{years(n)}\nCook\n- Led." for n, name in enumerate(names))
    assert [found[0][-1] if found[0][0] == "Cook" else found[0][0] for found in pieces(notes)] == list(names)


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("Kiln, Leeds — Cook", (["Kiln — Cook"], "Leeds")),
        ("Kiln (Portland, OR) — Cook", (["Kiln — Cook"], "Portland, OR")),
        ("Cook; Leeds; Kiln", (["Cook", "Kiln"], "Leeds")),
        ("Kiln / Cook / Leeds", (["Kiln", "Cook"], "Leeds")),
        ("Employer: Kiln Position: Cook", (["Kiln", "Cook"], None)),
        ("Professor, Department of Physics, Masaryk University", (["Professor, Masaryk University"], None)),
        ("Cook · full-time · Kiln", (["Cook", "Kiln"], None)),
        (". Cook. Kiln.", (["Cook. Kiln"], None)),
        ("Kiln (Carlow) cooked for forty guests and washed up", (["Kiln"], "Carlow")),
    ],
)
def test_pieces_of_a_row(row: str, wanted: tuple[list[str], str | None]) -> None:
    notes = "\n".join(f"*{row}\t{years(n)}\n- Led." for n in range(2))
    assert pieces(notes) == [wanted, wanted]


def test_capitals_end_where_the_place_begins() -> None:
    names = ("COSTA DEL BEAN Bury St Edmunds", "TK MAYHEW Leeds", "OAK FURNITURE Winston-Salem")
    notes = "\n".join(f"*{name}\nCook\t{years(n)}\n- Led." for n, name in enumerate(names))
    assert [found[0] for found in pieces(notes)] == [
        ["COSTA DEL BEAN", "Cook"],
        ["TK MAYHEW", "Cook"],
        ["OAK FURNITURE", "Cook"],
    ]


def test_one_name_with_capitals_is_whole() -> None:
    names = ("ABB ROBOTICS Deutschland", "Bolt Ltd", "Kiln")
    notes = "\n".join(f"*{name}\nCook\t{years(n)}\n- Led." for n, name in enumerate(names))
    assert pieces(notes)[0][0][0] == "ABB ROBOTICS Deutschland"


def test_street_addresses_are_places() -> None:
    notes = "\n".join(f"*Cook\nKiln\n{n}42 Airport Blvd, Boise, ID 70097\n{years(n)}\n- Led." for n in range(3))
    assert {tuple(found[0]) for found in pieces(notes)} == {("Kiln", "Cook")}


def test_slots_count_from_the_dates_and_skip_places() -> None:
    (header,) = headers("Cook\nKiln\nLeeds, United Kingdom\n2019 – 2021")
    assert [(piece.text, piece.slot) for piece in header.pieces] == [
        ("Kiln", ("above", 0, 0)),
        ("Cook", ("above", 1, 0)),
    ]
    assert header.place is not None
    assert header.place.text == "Leeds, United Kingdom"
