"""Truth tables of header lines: what one printed line says of title, company, place, dates."""

import pytest

from entities.resume import FoundPosition
from matcher.resume.work import find_positions
from tests.matcher.resume.printed_lines import lines

Row = tuple[str | None, str | None, str | None, str | None, str | None]  # title, company, place, start, end

ONE_LINE: dict[str, Row] = {
    "Cook, Laurent GmbH, Berlin, 2019 – 2021": ("Cook", "Laurent GmbH", "Berlin", "2019", "2021"),
    "2019 – 2021: Cook, Laurent GmbH": ("Cook", "Laurent GmbH", None, "2019", "2021"),
    "2019-2021 Cook at Laurent": ("Cook", "Laurent", None, "2019", "2021"),
    "Cook @ Laurent (2019-2021)": ("Cook", "Laurent", None, "2019", "2021"),
    "Cook | Laurent | Lyon, France | 03/2019 – 05/2021": ("Cook", "Laurent", "Lyon, France", "2019-03", "2021-05"),
    "Laurent SARL — Cook — 2019–2021": ("Cook", "Laurent SARL", None, "2019", "2021"),
    "Head Chef, The Ivy, London, Mar 2019 to date": ("Head Chef", "The Ivy", "London", "2019-03", "now"),
    "Software Engineer · Cobalt.io · Remote · since 2020": ("Software Engineer", "Cobalt.io", "Remote", "2020", "now"),
    "Nurse, St. Mary's Hospital, Leeds (June 2015 – May 2018)": (
        "Nurse",
        "St. Mary's Hospital",
        "Leeds",
        "2015-06",
        "2018-05",
    ),
    "seit 04/2018 Projektleiter, Maier AG, Ulm": ("Projektleiter", "Maier AG", "Ulm", "2018-04", "now"),
    "09/2012 – 03/2018 Konstrukteurin bei Kessler Technik AG": (
        "Konstrukteurin",
        "Kessler Technik AG",
        None,
        "2012-09",
        "2018-03",
    ),
    "Depuis mars 2018 : Comptable chez Alterra, Lyon": ("Comptable", "Alterra", "Lyon", "2018-03", "now"),
    "2016 - 2019 Ingeniero de software en Banco del Sur": (
        "Ingeniero de software",
        "Banco del Sur",
        None,
        "2016",
        "2019",
    ),
    "Da marzo 2021 ad oggi: Revisore contabile presso Banca Alpina S.p.A.": (
        "Revisore contabile",
        "Banca Alpina S.p.A.",
        None,
        "2021-03",
        "now",
    ),
    "okt 2019 – heden: Projectleider bij Gemeente Utrecht": (
        "Projectleider",
        "Gemeente Utrecht",
        None,
        "2019-10",
        "now",
    ),
    "2018-2020 Kierownik sprzedaży, Polmet Sp. z o.o., Kraków": (
        "Kierownik sprzedaży",
        "Polmet Sp. z o.o.",
        "Kraków",
        "2018",
        "2020",
    ),
    "leden 2018 – dosud: Vedoucí prodeje, Ostrava Steel a.s.": (
        "Vedoucí prodeje",
        "Ostrava Steel a.s.",
        None,
        "2018-01",
        "now",
    ),
    "jan 2018 – nuvarande Projektledare, Halden AB, Göteborg": (
        "Projektledare",
        "Halden AB",
        "Göteborg",
        "2018-01",
        "now",
    ),
    "2018. március – jelenleg Könyvelő, Magyar Posta Zrt.": ("Könyvelő", "Magyar Posta Zrt.", None, "2018-03", "now"),
    "Ocak 2019 – halen Satış Müdürü, Delta Ltd. Şti.": ("Satış Müdürü", "Delta Ltd. Şti.", None, "2019-01", "now"),
    "Март 2019 — н.в. Главный бухгалтер, ООО Волга": ("Главный бухгалтер", "ООО Волга", None, "2019-03", "now"),
    "Analista de dados, Natura Ltda, 02/2017 – 02/2020": (
        "Analista de dados",
        "Natura Ltda",
        None,
        "2017-02",
        "2020-02",
    ),
    "Sergeant, U.S. Army, 2012-2016": ("Sergeant", "U.S. Army", None, "2012", "2016"),
    "Postdoctoral Researcher, CERN, Geneva, 2015–2019": (
        "Postdoctoral Researcher",
        "CERN",
        "Geneva",
        "2015",
        "2019",
    ),
    "Freelance Photographer, Self-employed, 2010 - present": (
        "Freelance Photographer",
        "Self-employed",
        None,
        "2010",
        "now",
    ),
    "软件工程师\t蓝天科技有限公司\t2019年3月 - 至今": ("软件工程师", "蓝天科技有限公司", None, "2019-03", "now"),
    "株式会社青空　エンジニア　2015年4月 – 2019年3月": ("エンジニア", "株式会社青空", None, "2015-04", "2019-03"),
    "데이터 분석가\t하늘전자\t2015.07 - 2019.02": ("데이터 분석가", "하늘전자", None, "2015-07", "2019-02"),
}

TWO_LINES: dict[str, Row] = {
    "Cook\nLaurent | Lyon | 2019 – 2021": ("Cook", "Laurent", "Lyon", "2019", "2021"),
    "*Laurent\t2019 – 2021\nCook\tLyon": ("Cook", "Laurent", "Lyon", "2019", "2021"),
    "2019 – 2021\nCook, Laurent GmbH": ("Cook", "Laurent GmbH", None, "2019", "2021"),
    "Cook – Laurent GmbH\n2019 – 2021 | Lyon, France": ("Cook", "Laurent GmbH", "Lyon, France", "2019", "2021"),
    "Laurent GmbH, Berlin, Germany\nCook\tMar 2019 – now": (
        "Cook",
        "Laurent GmbH",
        "Berlin, Germany",
        "2019-03",
        "now",
    ),
    "Cook\t2019 – 2021\nLaurent GmbH · Full-time": ("Cook", "Laurent GmbH", None, "2019", "2021"),
    "Polmet Sp. z o.o., Warszawa (Poland)\nInspector\t2019 – 2021": (
        "Inspector",
        "Polmet Sp. z o.o.",
        "Warszawa (Poland)",
        "2019",
        "2021",
    ),
    "Network Engineer (via Hays)\nBarclays Bank, London, 2021 – 2022": (
        "Network Engineer",
        "Barclays Bank",
        "London",
        "2021",
        "2022",
    ),
    "Laurent GmbH\nCook, 2019 – 2021 (2 years)": ("Cook", "Laurent GmbH", None, "2019", "2021"),
    "Laurent GmbH (2019 – 2021)\nCook": ("Cook", "Laurent GmbH", None, "2019", "2021"),
}


def row(position: FoundPosition) -> Row:
    found = (position.title, position.company, position.location, position.start, position.end)
    title, company, place, start, end = (value.value if value else None for value in found)
    return title, company, place, start, "now" if position.current else end


def positions(notes: str) -> list[Row]:
    return [row(position) for position in find_positions([lines(notes)], frozenset())]


@pytest.mark.parametrize("text", ONE_LINE)
def test_a_line_says_it_all(text: str) -> None:
    assert positions(text) == [ONE_LINE[text]]


@pytest.mark.parametrize("text", TWO_LINES)
def test_two_lines_say_it_all(text: str) -> None:
    assert positions(text) == [TWO_LINES[text]]


@pytest.mark.parametrize("text", ONE_LINE)
def test_running_text_below_changes_no_field(text: str) -> None:
    assert positions(f"{text}\n- Cooked for forty guests.\n- Led a team of six.") == [ONE_LINE[text]]


@pytest.mark.parametrize("text", ONE_LINE)
def test_a_line_says_the_same_as_a_bullet(text: str) -> None:
    (found,) = positions(f"- {text}")
    assert (found[3], found[4]) == ONE_LINE[text][3:]
    assert found[:2] == ONE_LINE[text][:2]


@pytest.mark.parametrize("text", [text for text in ONE_LINE if text.isascii() and "\t" not in text])
def test_the_kind_of_dash_does_not_matter(text: str) -> None:
    for dash in ("-", "–", "—"):  # between the dates only
        start, end = ONE_LINE[text][3:]
        if start and end and end != "now" and f"{start} - {end}" in text:
            assert positions(text.replace(f"{start} - {end}", f"{start} {dash} {end}")) == [ONE_LINE[text]]
    assert positions(text.replace(" – ", " - ")) == [ONE_LINE[text]]


UNCUED = {
    "title, company": "{0}, {1}, {2}",
    "company, title": "{1}, {0}, {2}",
    "bars": "{0} | {1} | {2}",
    "company bar title": "{1} | {0} | {2}",
    "two lines": "{0}\n{1}\t{2}",
    "company above": "{1}\t{2}\n{0}",
}
CUED = [("Accountant", "Vogel GmbH"), ("Nurse", "Northgate Hospital"), ("Cook", "Inn Ltd.")]
SPANS = ["2020 – 2022", "2018 – 2020", "2016 – 2018", "2014 – 2016"]


@pytest.mark.parametrize("layout", UNCUED)
@pytest.mark.parametrize("place", range(4))
def test_names_without_a_cue_follow_the_slots_of_the_others(layout: str, place: int) -> None:
    pairs = [*CUED[:place], ("Growth", "Weiss"), *CUED[place:]]
    body = "\n- Did what had to be done, and did it well.\n"
    notes = body.join(UNCUED[layout].format(*pair, span) for pair, span in zip(pairs, SPANS, strict=True)) + body
    assert [found[:2] for found in positions(notes)] == pairs
