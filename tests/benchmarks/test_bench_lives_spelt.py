"""How invented people are spelt, written in other scripts, addressed and dated, against tables made by hand."""

import itertools
import re
import unicodedata

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.lives import PRESETS
from benchmarks.lives.cultures import ADOPTED, HOSTS, TABLE, countries, cultures, shares
from benchmarks.lives.employers import SYNONYMS, schools, titles
from benchmarks.lives.mail import CROWDED, PATTERNS, WORK_PATTERNS, WORLD, _crowd, _invented, _local, _spread
from benchmarks.lives.presets import NAME_FIELDS, PERSON_FIELDS, USUAL
from benchmarks.lives.scripts import FINALS, INITIALS, MEDIALS, cyrillic, greek, korean
from benchmarks.lives.spelling import RULES, letters_only, spellings, unmarked
from benchmarks.lives.texts import chosen, digits, glued, initials, taken
from benchmarks.lives.views import EARLIEST, _month, _months, _variant
from benchmarks.lives.wordlists import draw, sections, words
from benchmarks.lives.written import chinese_families, chinese_given, japanese, pairs
from matcher import PERSON_SCHEMA

WESTERN = "Anna Björk Çelik Dvořák Élodie Fañez Gößmann Håkon Iñaki Łukasz Müller Nuñez O'Brien Šimić Zoë".split()

SPELT = [
    # name, rules, the two other spellings
    ("Müller", "german", "Mueller", "Mueller"),
    ("Strauß", "german", "Strauss", "Strauss"),
    ("Österreicher", "german", "Oesterreicher", "Oesterreicher"),
    ("Bjørn", "nordic", "Bjoern", "Bjoern"),
    ("Åsa", "nordic", "Aasa", "Aasa"),
    ("Deepak", "indian", "Dipak", "Deepak"),
    ("Pooja", "indian", "Puja", "Pooja"),
    ("Reddy", "indian", "Reddi", "Reddy"),
    ("Rajesh", "indian", "Rajes", "Rajesh"),
    ("O'Brien", "irish", "O Brien", "O Brien"),
    ("MacDonald", "irish", "McDonald", "McDonald"),
    ("Sujono", "indonesian", "Soedjono", "Soedjono"),
    ("Wijaya", "indonesian", "Widjaja", "Widjaja"),
    ("Ayşe", "turkish", "Ayshe", "Ayshe"),
    ("Siriporn", "thai", "Siriphon", "Siriphon"),
    ("Jean-Pierre", "french", "Jean Pierre", "JeanPierre"),
    ("Smith", "plain", "Smith", "Smith"),
    ("Zoë", "plain", "Zoë", "Zoë"),
    ("", "german", "", ""),
]


@pytest.mark.parametrize(("name", "rules", "second", "third"), SPELT)
def test_a_name_is_spelt_in_two_other_ways(name: str, rules: str, second: str, third: str) -> None:
    assert spellings(name, rules) == (second, third)


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("name", WESTERN)
def test_a_name_that_no_rule_touches_stays_as_it_is_and_another_loses_its_marks(name: str, rules: str) -> None:
    for other in spellings(name, rules):
        assert other == name or other == unmarked(other)
        assert letters_only(other)


UNMARKED = [
    ("Müller", "Muller"),
    ("Łódź", "Lodz"),
    ("Ærø", "Aero"),
    ("İbrahim", "Ibrahim"),
    ("ışık", "isik"),
    ("Strauß", "Strauss"),
    ("Nguyễn Đức", "Nguyen Duc"),
    ("Wałęsa", "Walesa"),
    ("plain", "plain"),
    ("王", "王"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "plain"), UNMARKED)
def test_marks_are_stripped(text: str, plain: str) -> None:
    assert unmarked(text) == plain


@given(st.text(max_size=12))
def test_stripping_twice_strips_no_more_and_leaves_no_mark(text: str) -> None:
    once = unmarked(text)
    assert unmarked(once) == once
    assert not any(unicodedata.combining(letter) for letter in unicodedata.normalize("NFD", once))


@given(st.text(max_size=12))
def test_a_mailbox_name_holds_lower_case_letters_only(text: str) -> None:
    found = letters_only(text)
    assert re.fullmatch("[a-z]*", found)
    assert letters_only(found) == found


CYRILLIC = [
    # name, country; passport, what people write, third
    ("Жуков", "ru", "Zhukov", "Zhukov", "Schukow"),
    ("Чайковский", "ru", "Chaykovskiy", "Chaykovsky", "Tschaykowskiy"),
    ("Юлия", "ru", "Yuliya", "Iulia", "Julia"),
    ("Елена", "ru", "Yelena", "Yelena", "Elena"),
    ("Яковлев", "ru", "Yakovlev", "Iakovlev", "Jakowlew"),
    ("Шевченко", "ua", "Shevchenko", "Shevchenko", "Schewtschenko"),
    ("Гончар", "ua", "Honchar", "Honchar", "Hontschar"),
    ("Олена", "ua", "Olena", "Olena", "Elena"),
    ("Христов", "bg", "Hristov", "Hristov", "Hristow"),
    ("Ангел", "bg", "Angel", "Angel", "Angel"),
    ("Соловьёв", "ru", "Solovyov", "Solovyov", "Solowjow"),
    ("Римская-Корсакова", "ru", "Rimskaya-Korsakova", "Rimskaia-Korsakova", "Rimskaja-Korsakowa"),
]


@pytest.mark.parametrize(("name", "country", "passport", "loose", "third"), CYRILLIC)
def test_cyrillic_is_spelt_by_passport_by_people_and_abroad(
    name: str, country: str, passport: str, loose: str, third: str
) -> None:
    assert cyrillic(name, country) == (passport, loose, third)


GREEK = [
    ("Παπαδόπουλος", "Papadopoulos", "Papadopoulos", "Papadopoulos"),
    ("Χρήστος", "Christos", "Hristos", "Christos"),
    ("Μπάμπης", "Babis", "Babis", "Babis"),
    ("Γκίκας", "Gkikas", "Gkikas", "Gikas"),
    ("Σοφία", "Sofia", "Sofia", "Sophia"),
    ("Δημήτρης", "Dimitris", "Dimitris", "Dimitris"),
    ("Κωνσταντίνος", "Konstantinos", "Konstantinos", "Konstadinos"),
]


@pytest.mark.parametrize(("name", "standard", "loose", "third"), GREEK)
def test_greek_is_spelt_by_the_standard_and_in_looser_ways(name: str, standard: str, loose: str, third: str) -> None:
    assert greek(name) == (standard, loose, third)


KOREAN = [
    ("서연", "Seoyeon", "Seo-yeon", "Su Youn"),
    ("영희", "Yeonghui", "Yeong-hui", "Young Hui"),
    ("철수", "Cheolsu", "Cheol-su", "Chul Soo"),
    ("한국", "Hanguk", "Han-guk", "Han Kook"),
    ("가", "Ga", "Ga", "Ka"),
    ("Kim", "Kim", "Kim", "Kim"),
    ("", "", "", ""),
]


@pytest.mark.parametrize(("name", "joined", "hyphened", "older"), KOREAN)
def test_korean_names_are_spelt_joined_hyphened_and_in_the_older_way(
    name: str, joined: str, hyphened: str, older: str
) -> None:
    assert korean(name) == (joined, hyphened, older)


def test_every_korean_syllable_is_its_three_letters() -> None:
    assert (len(INITIALS), len(MEDIALS), len(FINALS)) == (19, 21, 28)
    numbers = itertools.product(range(19), range(21), range(28))
    for number, (first, middle, last) in enumerate(numbers):
        if number % 97 == 0:
            letters = (INITIALS[first], MEDIALS[middle], FINALS[last])
            wanted = "".join(one for one in letters if one != "-")
            assert korean(chr(ord("가") + number))[0].lower() == wanted


@pytest.mark.parametrize(("code", "wong"), [("cn", "Wang"), ("hk", "Wong"), ("tw", "Wang"), ("sg", "Wong")])
def test_chinese_surnames_are_spelt_as_where_people_live(code: str, wong: str) -> None:
    found = {native: usual for usual, _, _, native in chinese_families(code)}
    assert found["王"] == wong
    assert ("张" if code in {"cn", "sg"} else "張") in found
    assert found.get("陳", found.get("陈")) == {"cn": "Chen", "hk": "Chan", "tw": "Chen", "sg": "Chan"}[code]


@pytest.mark.parametrize("gender", ["male", "female"])
@pytest.mark.parametrize("code", ["cn", "hk", "tw", "sg"])
def test_chinese_given_names_have_one_or_two_characters_spelt_as_there(code: str, gender: str) -> None:
    names = chinese_given(code, gender)
    assert len(names) > 500
    for usual, second, third, native in names:
        assert len(native) in ((1, 2) if code == "cn" else (2,))
        assert len(set(native)) == len(native)
        assert usual[:1].isupper()
        shape = {"cn": r"[A-Z][a-z]+", "tw": r"[A-Z][a-z]+-[A-Z][a-z]+"}.get(code, r"[A-Z][a-z]+ [A-Z][a-z]+")
        assert re.fullmatch(shape, usual), usual
        assert all(one.replace(" ", "").replace("-", "").isascii() for one in (second, third))


@pytest.mark.parametrize("section", ["common", "male", "female"])
def test_japanese_names_are_written_in_kanji_or_kana_and_spelt_capitalised(section: str) -> None:
    found = japanese(section)
    writings = [native for *_, native in found]
    assert len(set(writings)) == len(writings)
    for usual, second, third, native in found:
        assert not native.isascii()
        assert all(one.isascii() and one[0].isupper() for one in (usual, second, third))


@pytest.mark.parametrize("section", [name for name in sections("pairs") if name])
def test_every_hand_written_name_has_a_native_and_a_latin_writing(section: str) -> None:
    found = pairs(section)
    assert found
    for usual, second, third, native in found:
        assert native
        assert not native.isascii()
        assert all(unmarked(one).isascii() and one for one in (usual, second, third))


# ---- tables of the world
def test_cultures_live_in_known_countries_and_share_the_world() -> None:
    found = cultures()
    assert len({one.code for one in found}) == len(found) == len(TABLE.strip().splitlines())
    assert all(0 <= one.country < len(countries()) for one in found)
    assert {one.spelling for one in found} <= set(RULES)
    layouts = {"west", "double", "portuguese", "family_first", "patronym", "initials", "mononym"}
    assert {one.layout for one in found} == layouts
    assert shares().sum() == pytest.approx(1)
    assert (shares() > 0).all()
    assert set(ADOPTED) <= {one.code for one in found}
    assert set(HOSTS) <= {one.code for one in countries()}


def test_countries_have_cities_dialling_codes_and_top_level_labels() -> None:
    for one in countries():
        assert re.fullmatch("[A-Z]{2}", one.code)
        assert re.fullmatch(r"\d{1,3}", one.dial), one.code
        assert re.fullmatch(r"[a-z]{2,3}(\.[a-z]{2})?", one.top), one.code
        assert one.cities
        assert all(city.name and city.own and "_" not in city.name for city in one.cities)
    named = {city.name: city for one in countries() for city in one.cities}
    assert named["Montreal"].own == "Montréal"
    assert named["New York"].region == "NY"


def test_presets_change_rates_that_exist_and_keep_the_names() -> None:
    for name, preset in PRESETS.items():
        assert set(USUAL) <= set(preset.rates), name
        assert set(preset.rates) - set(USUAL) <= {"no Latin-script cultures"}, name
        assert set(NAME_FIELDS) <= preset.fields <= set(PERSON_FIELDS), name
        for rate, value in preset.rates.items():
            assert value >= 0
            assert value <= 1 or "years since" in rate, (name, rate)
    assert set(PERSON_FIELDS) | {"id"} == set(PERSON_SCHEMA.names)
    with pytest.raises(TypeError):
        PRESETS["usual"].rates["no profile"] = 0.5  # type: ignore[index]  # that it can't be is the point


def test_titles_belong_to_trades_and_rise_in_one_order() -> None:
    listed = titles()
    assert len(listed.names) == listed.count * listed.rises
    assert listed.of_trade.shape[1] == SYNONYMS
    assert (listed.of_trade >= 0).all()
    assert (listed.of_trade < listed.count).all()
    assert len(np.unique(listed.of_trade)) == listed.count  # no title without its trade
    assert listed.cumulative[-1] == pytest.approx(1)
    assert len(listed.areas) == len(listed.of_trade)
    plain = listed.names.to_pylist()[: listed.count]
    assert listed.names.to_pylist()[listed.count].endswith(plain[0])


def test_every_city_has_three_schools() -> None:
    names, starts = schools()
    assert starts.tolist() == np.cumsum([0, *(3 * len(one.cities) for one in countries())]).tolist()
    assert len(names) == starts[-1]
    city = countries()[0].cities[0]
    assert names.to_pylist()[:3] == [
        f"University of {city.name}",
        f"{city.own} University",
        f"{city.name} Institute of Technology",
    ]


@given(st.lists(st.floats(0.01, 5), min_size=1, max_size=8), st.lists(st.floats(0, 0.999), min_size=1, max_size=8))
def test_drawing_from_weights_is_walking_along_them(weights: list[float], dice: list[float]) -> None:
    cumulative = np.cumsum(weights) / sum(weights)
    found = draw(cumulative, np.array(dice)).tolist()
    for at, place in zip(dice, found, strict=True):
        assert place == min(sum(edge <= at for edge in cumulative), len(weights) - 1)


# ---- columns of text
@given(st.lists(st.tuples(st.booleans(), st.one_of(st.none(), st.text(max_size=3))), min_size=1, max_size=6))
def test_choosing_and_gluing_are_what_rows_one_by_one_would_give(rows: list[tuple[bool, str | None]]) -> None:
    flags = np.array([flag for flag, _ in rows])
    text = pa.array([one for _, one in rows], pa.string())
    assert chosen(flags, text, "x").to_pylist() == [one if flag else "x" for flag, one in rows]
    assert chosen(flags, None, text).to_pylist() == [None if flag else one for flag, one in rows]
    assert glued(text, "-", text).to_pylist() == [None if one is None else f"{one}-{one}" for _, one in rows]
    assert initials(text).to_pylist() == [None if one is None else one[:1] for _, one in rows]
    numbers = np.arange(len(rows))
    assert taken(text, numbers, flags).to_pylist() == [one if flag else None for flag, one in rows]


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=6), st.integers(0, 9))
def test_digits_are_padded_to_their_width_and_never_cut(numbers: list[int], width: int) -> None:
    assert digits(np.array(numbers), width).to_pylist() == [str(one).zfill(width) for one in numbers]


# ---- addresses
WAYS = {0: "ann.smith", 1: "annsmith", 2: "asmith", 3: "smith.ann", 4: "ann_smith", 5: "ann", 7: "annsmit", 8: "smitha"}


@pytest.mark.parametrize("pattern", WAYS)
def test_a_mailbox_name_follows_its_pattern(pattern: int) -> None:
    given_names, family = pa.array(["ann", "bo"]), pa.array(["smith", "li"])
    found = _local(np.array([pattern, 0]), given_names, family, np.array([0.1, 0.2])).to_pylist()
    assert found == [WAYS[pattern], "bo.li"]


def test_an_invented_mailbox_name_is_two_words_and_depends_on_its_number_alone() -> None:
    stems = {word.lower() for word in words("work", "stems")}
    dice = np.array([0.0, 0.25, 0.25, 0.999])
    found = _invented(dice).to_pylist()
    assert found[1] == found[2]
    for one in found:
        assert any(one.startswith(stem) and one[len(stem) :] in stems for stem in stems)
    mixed = _local(np.full(4, 6), pa.array(["ann"] * 4), pa.array(["smith"] * 4), dice).to_pylist()
    assert mixed == found


def test_patterns_are_cumulative_shares() -> None:
    for shares_of in (PATTERNS, WORK_PATTERNS):
        assert list(shares_of) == sorted(set(shares_of))
        assert shares_of[-1] == 1.0


@given(st.floats(1e-6, 0.05), st.floats(1e-6, 0.05), st.integers(0, 8))
def test_the_commoner_a_name_the_more_crowded_its_mailbox_name(given_share: float, family: float, at: int) -> None:
    pattern = np.array([at, at])
    less, more = _crowd(pattern, np.array([given_share, 2 * given_share]), np.array([family, 2 * family]))
    assert 0 < less <= more
    few, many = (len(one) for one in _spread(WORLD * np.array([less, more]), np.array([0.032, 0.032])).to_pylist())
    assert 1 <= few <= 7
    assert many <= 7
    assert 0 < CROWDED < 1


VARIANTS = [
    ("ann.smith@gmail.com", 0, "annsmith@gmail.com"),
    ("ann.smit@gmail.com", 0, "annsmit@gmail.com"),
    ("ann@example.com", 0, "Ann@EXAMPLE.COM"),
    ("ann@example.com", 1, "ann+jobs@example.com"),
    ("ann@example.com", 2, "Ann@example.com"),
]


@pytest.mark.parametrize(("text", "way", "wanted"), VARIANTS)
def test_a_variant_is_the_same_mailbox_in_another_way(text: str, way: int, wanted: str) -> None:
    found = _variant(text, way)
    assert found.replace("googlemail", "gmail") == wanted


@given(st.integers(EARLIEST * 12, 2027 * 12 + 11))
def test_a_month_of_the_calendar_comes_back(month: int) -> None:
    year, left = divmod(month, 12)
    at = _month(np.array([year + (left + 0.5) / 12]))
    assert _months()[int(at[0])].as_py() == f"{year:04d}-{left + 1:02d}"


def test_years_beyond_the_calendar_are_its_ends() -> None:
    at = _month(np.array([1_800.0, 9_999.0])).tolist()
    assert [_months()[one].as_py() for one in at] == [f"{EARLIEST}-01", "2027-12"]
