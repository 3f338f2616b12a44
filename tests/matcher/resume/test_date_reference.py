"""Tests of dates against a slow plain printer: 26 languages as their people write months, days, ranges, the present."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.dates import PRESENT, Dated, find_dates, find_range, only_dates, without_dates


@dataclass(frozen=True, slots=True)
class Tongue:
    """Months as they stand before a year, short ones, and a range's words: (before, between, present, since)."""

    full: str
    short: str
    words: tuple[str, str, str, str]
    form: str = "{month} {year}"


TONGUES = {
    "en": Tongue(
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
        ("from", "to", "present", "since"),
    ),
    "de": Tongue(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Jan. Feb. Mrz. Apr. Mai Jun. Jul. Aug. Sept. Okt. Nov. Dez.",
        ("von", "bis", "heute", "seit"),
    ),
    "fr": Tongue(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        ("de", "à", "aujourd’hui", "depuis"),
    ),
    "es": Tongue(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic.",
        ("desde", "hasta", "la actualidad", "desde"),
        "{month} de {year}",
    ),
    "pt": Tongue(
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
        ("de", "até", "o presente", "desde"),
        "{month} de {year}",
    ),
    "it": Tongue(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        ("da", "a", "oggi", "dal"),
    ),
    "nl": Tongue(
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
        ("van", "tot", "heden", "sinds"),
    ),
    "sv": Tongue(
        "januari februari mars april maj juni juli augusti september oktober november december",
        "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec.",
        ("från", "till", "nuvarande", "sedan"),
    ),
    "da": Tongue(
        "januar februar marts april maj juni juli august september oktober november december",
        "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.",
        ("fra", "til", "nu", "siden"),
    ),
    "no": Tongue(
        "januar februar mars april mai juni juli august september oktober november desember",
        "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.",
        ("fra", "til", "nå", "siden"),
    ),
    "fi": Tongue(
        "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
        "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
        ("", "–", "nykyinen", ""),
    ),
    "pl": Tongue(
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        ("od", "do", "obecnie", "od"),
    ),
    "cs": Tongue(
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "led úno bře dub kvě čvn čvc srp zář říj lis pro",
        ("od", "do", "současnost", "od"),
    ),
    "sk": Tongue(
        "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
        "jan feb mar apr máj jún júl aug sep okt nov dec",
        ("od", "do", "súčasnosť", "od"),
    ),
    "hu": Tongue(
        "január február március április május június július augusztus szeptember október november december",
        "jan. febr. márc. ápr. máj. jún. júl. aug. szept. okt. nov. dec.",
        ("", "–", "jelenleg", ""),
        "{year}. {month}",
    ),
    "tr": Tongue(
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
        ("", "–", "günümüz", ""),
    ),
    "ro": Tongue(
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
        "ian. feb. mart. apr. mai iun. iul. aug. sept. oct. nov. dec.",
        ("din", "până în", "prezent", "din"),
    ),
    "ru": Tongue(
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "янв. фев. мар. апр. мая июн. июл. авг. сен. окт. ноя. дек.",
        ("с", "по", "настоящее время", "с"),
    ),
    "uk": Tongue(
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        "січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. листоп. груд.",
        ("з", "до", "теперішній час", "з"),
    ),
    "bg": Tongue(
        "януари февруари март април май юни юли август септември октомври ноември декември",
        "ян. фев. март апр. май юни юли авг. септ. окт. ноем. дек.",
        ("от", "до", "момента", "от"),
    ),
    "el": Tongue(
        "Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος Οκτώβριος Νοέμβριος "
        "Δεκέμβριος",
        "Ιαν Φεβ Μαρ Απρ Μάιος Ιουν Ιουλ Αυγ Σεπ Οκτ Νοε Δεκ",
        ("από", "έως", "σήμερα", "από"),
    ),
    "sl": Tongue(
        "januar februar marec april maj junij julij avgust september oktober november december",
        "jan. feb. mar. apr. maj jun. jul. avg. sep. okt. nov. dec.",
        ("od", "do", "danes", "od"),
    ),
    "lt": Tongue(
        "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
        "",
        ("", "–", "dabar", ""),
        "{year} m. {month}",
    ),
    "et": Tongue(
        "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
        "",
        ("", "–", "praegu", ""),
    ),
    "ca": Tongue(
        "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
        "gen. febr. març abr. maig juny jul. agost. set. oct. nov. desembre",
        ("de", "a", "actualitat", "des de"),
        "{month} de {year}",
    ),
    "is": Tongue(
        "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
        "",
        ("", "–", "nú", ""),
    ),
}
Month = tuple[int, int]
NUMERIC: dict[str, Callable[[Month], str]] = {
    "03/2019": lambda day: f"{day[1]:02}/{day[0]}",
    "3/2019": lambda day: f"{day[1]}/{day[0]}",
    "03.2019": lambda day: f"{day[1]:02}.{day[0]}",
    "2019-03": lambda day: f"{day[0]}-{day[1]:02}",
    "2019/03": lambda day: f"{day[0]}/{day[1]:02}",
    "15.03.2019": lambda day: f"15.{day[1]:02}.{day[0]}",
    "15/03/2019": lambda day: f"15/{day[1]:02}/{day[0]}",
    "2019-03-15": lambda day: f"{day[0]}-{day[1]:02}-15",
    "03-2019": lambda day: f"{day[1]:02}-{day[0]}",
}
DASHES = ("-", "–", "—", " - ", " – ", " — ")
months_of_years = st.tuples(st.integers(1965, 2030), st.integers(1, 12))


def iso(day: Month) -> str:
    return f"{day[0]}-{day[1]:02}"


def said(text: str) -> list[tuple[str | None, str | None]]:
    return [(dated.start, dated.end) for dated in find_dates(text)]


def printed_months(tongue: Tongue) -> Iterator[tuple[int, str]]:
    for number, name in enumerate(tongue.full.split(), 1):
        yield number, name
    for number, name in enumerate(tongue.short.split(), 1):
        yield number, name


@pytest.mark.parametrize("language", TONGUES)
def test_every_month_as_its_people_print_it(language: str) -> None:
    tongue = TONGUES[language]
    for number, name in printed_months(tongue):
        for text in (tongue.form.format(month=name, year=2019), f"{name} 2019"):
            assert said(text) == [(f"2019-{number:02}", None)], text
            assert only_dates(text), text


@pytest.mark.parametrize("language", TONGUES)
def test_ranges_from_every_month_to_every_other(language: str) -> None:
    tongue = TONGUES[language]
    names = tongue.full.split()
    for first in range(12):
        for last in range(12):
            start, end = (tongue.form.format(month=names[at], year=year) for at, year in ((first, 2017), (last, 2019)))
            assert said(f"{start} – {end}") == [(f"2017-{first + 1:02}", f"2019-{last + 1:02}")]


@pytest.mark.parametrize("language", TONGUES)
def test_ranges_in_words(language: str) -> None:
    tongue = TONGUES[language]
    before, between, present, since = tongue.words
    for at, name in enumerate(tongue.full.split()):
        start = tongue.form.format(month=name, year=2017)
        end = tongue.form.format(month=tongue.full.split()[(at + 5) % 12], year=2019)
        assert said(f"{before} {start} {between} {end}".strip()) == [
            (f"2017-{at + 1:02}", f"2019-{(at + 5) % 12 + 1:02}")
        ]
        assert said(f"{start} – {present}") == [(f"2017-{at + 1:02}", PRESENT)]
        if since:
            assert said(f"{since} {start}") == [(f"2017-{at + 1:02}", PRESENT)]


@pytest.mark.parametrize("language", TONGUES)
def test_days_before_months_say_nothing_more(language: str) -> None:
    tongue = TONGUES[language]
    if tongue.form.startswith("{year}"):
        return
    for number, name in enumerate(tongue.full.split(), 1):
        day = tongue.form.format(month=name, year=2019)
        for text in (f"15 {day}", f"15. {day}", f"1 {day}"):
            assert said(text) == [(f"2019-{number:02}", None)], text


@pytest.mark.parametrize("language", TONGUES)
def test_case_changes_no_month(language: str) -> None:
    tongue = TONGUES[language]
    for number, name in printed_months(tongue):
        for text in (name.upper(), name.lower(), name.capitalize()):
            assert said(f"{text} 2021") == [(f"2021-{number:02}", None)], text


@pytest.mark.parametrize("form", NUMERIC)
@pytest.mark.parametrize("dash", DASHES)
def test_numeric_ranges_round_trip(form: str, dash: str) -> None:
    show = NUMERIC[form]
    if dash in "-–—" and "-" in form:
        dash = f" {dash} "
    for year in (1987, 1999, 2009, 2020):
        for month in (1, 6, 9, 10, 12):
            start, end = (year, month), (year + 2, 13 - month)
            assert said(f"{show(start)}{dash}{show(end)}") == [(iso(start), iso(end))]


@given(months_of_years, months_of_years, st.sampled_from(sorted(NUMERIC)), st.sampled_from(sorted(TONGUES)))
def test_forms_may_differ_at_the_two_ends(one: Month, other: Month, form: str, language: str) -> None:
    start, end = sorted((one, other))
    tongue = TONGUES[language]
    worded = tongue.form.format(month=tongue.full.split()[end[1] - 1], year=end[0])
    assert said(f"{NUMERIC[form](start)} – {worded}") == [(iso(start), iso(end))]


@given(months_of_years, months_of_years, st.sampled_from(sorted(TONGUES)))
def test_a_range_that_ends_before_it_starts_is_none(one: Month, other: Month, language: str) -> None:
    start, end = sorted((one, other))
    tongue = TONGUES[language]
    first, last = (tongue.form.format(month=tongue.full.split()[day[1] - 1], year=day[0]) for day in (end, start))
    for dated in find_dates(f"{first} – {last}"):
        assert dated.start is None or dated.end is None or dated.end == PRESENT or dated.start <= dated.end


@given(months_of_years, st.sampled_from(sorted(TONGUES)), st.sampled_from(["Acme", "Inn", "Büro Süd", "Łódź", "Škoda"]))
def test_what_stands_around_a_range_is_left(day: Month, language: str, around: str) -> None:
    tongue = TONGUES[language]
    start = tongue.form.format(month=tongue.full.split()[day[1] - 1], year=day[0])
    text = f"{around} ({start} – {day[0] + 1})"
    assert said(text) == [(iso(day), str(day[0] + 1))]
    assert without_dates(text).strip() == around


def spans(text: str) -> list[Dated]:
    return find_dates(text)


@given(st.lists(st.tuples(months_of_years, st.sampled_from(sorted(NUMERIC))), min_size=1, max_size=4))
def test_dates_apart_are_found_one_by_one_in_order(drawn: list[tuple[Month, str]]) -> None:
    texts = [NUMERIC[form](day) for day, form in drawn]
    line = "   |   ".join(texts)
    found = spans(line)
    assert [dated.start for dated in found] == [iso(day) for day, _ in drawn]
    assert [line[dated.begin : dated.finish] for dated in found] == texts


@given(months_of_years, st.sampled_from(sorted(NUMERIC)))
def test_the_first_range_is_the_range(day: Month, form: str) -> None:
    text = f"{NUMERIC[form](day)} – {day[0] + 1}"
    lone = NUMERIC[form](day)
    dated = find_range(f"{lone}   |   {text}")
    assert dated is not None
    assert (dated.start, dated.end) == (iso(day), str(day[0] + 1))
    assert find_range(lone) is None
