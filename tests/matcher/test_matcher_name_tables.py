"""Turn written names into parts, line by line: what a person would say the parts are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import names

WORDS = st.lists(st.sampled_from(("anna", "maria", "lee", "okafor", "braun", "cruz")), min_size=2, max_size=4)
PLAIN = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)

SPLITS = [  # a whole name, its given names, its surnames
    # one word, two, three
    ("Ulrike", "ulrike", ""),
    ("Ulrike Vantongeren", "ulrike", "vantongeren"),
    ("Ulrike Ada Vantongeren", "ulrike ada", "vantongeren"),
    ("U. A. Vantongeren", "u a", "vantongeren"),
    ("Quell T.", "quell", "t"),
    # letter case and spaces are typing
    ("ULRIKE VANTONGEREN", "ulrike", "vantongeren"),
    ("  ulrike\tvantongeren ", "ulrike", "vantongeren"),
    ("Ulrike\u00a0Vantongeren", "ulrike", "vantongeren"),
    ("Ulrike\u200bVantongeren", "ulrikevantongeren", ""),
    # "Last, First"
    ("Vantongeren, Ulrike", "ulrike", "vantongeren"),
    ("Vantongeren,Ulrike Ada", "ulrike ada", "vantongeren"),
    ("García López, María José", "maria jose", "garcia lopez"),
    ("van der Berg, Jan", "jan", "van der berg"),
    (", Ulrike", "ulrike", ""),
    ("Vantongeren,", "vantongeren", ""),
    # titles before, letters after, with and without dots and commas
    ("Dr. Ulrike Vantongeren", "ulrike", "vantongeren"),
    ("Prof. Dr. Ulrike Vantongeren", "ulrike", "vantongeren"),
    ("Mrs Ulrike Vantongeren", "ulrike", "vantongeren"),
    ("Frau Vantongeren", "vantongeren", ""),
    ("Ulrike Vantongeren Jr.", "ulrike", "vantongeren"),
    ("Ulrike Vantongeren III", "ulrike", "vantongeren"),
    ("Ulrike Vantongeren, PhD", "ulrike", "vantongeren"),
    ("Ulrike Vantongeren, Ph.D.", "ulrike", "vantongeren"),
    ("Ulrike Vantongeren Ph. D.", "ulrike", "vantongeren"),
    ("Ulrike Vantongeren, M.D., Ph.D.", "ulrike", "vantongeren"),
    ("Ulrike Vantongeren, MBA, PMP", "ulrike", "vantongeren"),
    ("Ulrike Vantongeren MA", "ulrike", "vantongeren"),
    ("Ulrike Vantongeren, MA", "ulrike", "vantongeren"),
    ("Vantongeren, Ulrike, PhD", "ulrike", "vantongeren"),
    ("Vantongeren, Dr. Ulrike", "ulrike", "vantongeren"),
    ("Vantongeren Jr., Ulrike", "ulrike", "vantongeren"),
    # letters that are surnames too
    ("Wei Ma", "wei", "ma"),
    ("Ma, Wei", "wei", "ma"),
    ("Ma Wei", "ma", "wei"),
    ("Wei Ma, MBA", "wei", "ma"),
    ("Su Lin Ba", "su", "lin"),  # three words: letters after a name are likelier
    ("Grace Eng", "grace", "eng"),
    ("Eng, Grace", "grace", "eng"),
    ("Md Rahim", "md", "rahim"),
    # initials with dots in the middle are no letters after a name
    ("Anna M.A. Vantongeren", "anna m a", "vantongeren"),
    ("J.R. Vantongeren", "j r", "vantongeren"),
    # particles belong to the surname
    ("Jan van Dijk", "jan", "van dijk"),
    ("Jan van den Berg", "jan", "van den berg"),
    ("Ludwig von der Heide", "ludwig", "von der heide"),
    ("Luca della Torre", "luca", "della torre"),
    ("José de la Cruz", "jose", "de la cruz"),
    ("Ana dos Santos", "ana", "dos santos"),
    ("Omar bin Said", "omar", "bin said"),
    ("Layla al Hadi", "layla", "al hadi"),
    ("Mary St. John", "mary", "st john"),
    ("Van Nguyen", "van", "nguyen"),  # the first word is a given name, whatever it looks like
    ("Al Marlow", "al", "marlow"),
    # hyphens and apostrophes
    ("Jean-Luc Marchetti", "jean luc", "marchetti"),
    ("Braun-Keller, Eva", "eva", "braun keller"),
    ("Sinéad O'Malley", "sinead", "omalley"),
    ("Sinéad O’Malley", "sinead", "omalley"),
    ("Sinéad O\u00b4Malley", "sinead", "omalley"),
    ("Kealoha Ka\u02bbawa", "kealoha", "kaawa"),
    ("D'Angelo Reed", "dangelo", "reed"),
    # marks, ligatures, letters beyond ASCII, capitals within
    ("Zoë McKinley", "zoe", "mckinley"),
    ("Zoe McKinley", "zoe", "mckinley"),
    ("Łukasz Żółty", "lukasz", "zolty"),
    ("Jürgen Weiß", "jurgen", "weiss"),
    ("Åse Ørsted", "ase", "orsted"),
    ("Şule Çelikoğlu", "sule", "celikoglu"),
    ("Nguyễn Văn An", "nguyen", "van an"),
    ("Ｕｌｒｉｋｅ Ｖａｎｔｏｎｇｅｒｅｎ", "ulrike", "vantongeren"),
    # other alphabets with the given name first, or with a comma
    ("Иван Петров", "ivan", "petrov"),
    ("Петров, Иван Сергеевич", "ivan sergeevich", "petrov"),
    ("Αλέξανδρος Νικολάου", "alexandros", "nikolaoy"),
    ("محمد علي", "mhmd", "ly"),
    ("דוד לוי", "dvd", "lvy"),
    # Chinese and Korean: family name first, spaced or not
    ("王小明", "xiaoming", "wang"),
    ("王 小明", "xiaoming", "wang"),
    ("李娜", "na", "li"),
    ("王", "", "wang"),
    ("王, 小明", "xiao ming", "wang"),
    ("김민준", "minjun", "gim"),
    ("김 민준", "minjun", "gim"),
    # katakana with a dot between is a foreign name in its own order
    ("ジョン・スミス", "jiyon", "sumisu"),
    ("约翰·史密斯", "yuehan", "shimisi"),
    ("Gal·la Marcel·lí", "galla", "marcelli"),
    # what is no name
    ("", "", ""),
    ("   ", "", ""),
    (",", "", ""),
    (",,,", "", ""),
    ("-", "", ""),
    ("\x00", "", ""),
    ("🙂", "", ""),
    ("Dr.", "dr", ""),
    ("PhD, MBA", "phd", "mba"),
    # pictures are no words
    ("Ulrike 🚀 Vantongeren", "ulrike", "vantongeren"),
    ("✨Ulrike Vantongeren✨", "ulrike", "vantongeren"),
    ("Ulrike Vantongeren 👩🏽‍💻", "ulrike", "vantongeren"),
]


@pytest.mark.parametrize(("text", "given_names", "surnames"), SPLITS)
def test_a_written_name_has_these_parts(text: str, given_names: str, surnames: str) -> None:
    assert names.split_name(text) == (given_names.split(), surnames.split())


FOLDS = [
    ("Müller", "muller"),
    ("MÜLLER", "muller"),
    ("Mu\u0308ller", "muller"),  # the mark as a letter of its own
    ("straße", "strasse"),
    ("Ærø", "aero"),
    ("Çağlar", "caglar"),
    ("ﬁnley", "finley"),
    ("①", "1"),
    ("M\u00e9lanie d\u2019Arc", "melanie darc"),
    ("GmbH & Söhne", "gmbh sohne"),
    ("McÉwan", "mcewan"),
    ("王小明", "wang xiao ming"),
    ("anna王小明", "anna wang xiao ming"),
    ("a_b", "a b"),
    ("a\x00b", "a b"),
    ("a\u202eb", "ab"),
    ("Петро́в", "petrov"),
    ("I\u0307zmir", "izmir"),
    ("1st", "1st"),
]


@pytest.mark.parametrize(("text", "expected"), FOLDS)
def test_a_text_folds_to(text: str, expected: str) -> None:
    assert names.folded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ma", ["ma"]),
        ("Ma MBA", ["ma"]),
        ("Keller MBA", ["keller"]),
        ("Keller MA", ["keller"]),
        ("MBA", ["mba"]),
        ("Jr", ["jr"]),
        ("Ma Ba", ["ma"]),
        ("Ba Keller", ["ba", "keller"]),
        ("Keller, Jr.", ["keller"]),
        ("x" * 100, ["x" * names.TOKEN_LIMIT]),
    ],
)
def test_one_field_has_these_tokens(text: str, expected: list[str]) -> None:
    assert names.tokens(text) == expected


@pytest.mark.parametrize(
    ("surnames", "expected"),
    [
        ("van der berg", "berg"),
        ("de la cruz", "cruz"),
        ("garcia y lopez", "garcia lopez"),
        ("dos santos e silva", "santos silva"),
        ("von", "von"),
        ("de la", "de la"),
        ("do", "do"),
        ("keller", "keller"),
        ("", ""),
    ],
)
def test_particles_are_not_the_name(surnames: str, expected: str) -> None:
    assert names.without_particles(surnames.split()) == expected.split()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("steven", "stephen"),
        ("jon", "john"),
        ("katherine", "catharine"),
        ("mohammed", "muhammad"),
        ("mhmd", "mohamed"),
        ("schmidt", "shmitt"),
        ("knudsen", "nudsen"),
        ("wright", "right"),
        ("alexei", "alexey"),
        ("tchaikovsky", "tschaikowski"),
        ("meyer", "meier"),
        ("philippa", "filipa"),
        ("vasquez", "wasques"),
        ("gnes", "nes"),
        ("jakob", "jacob"),
        ("isabel", "izabell"),
    ],
)
def test_spellings_of_one_sound_agree(left: str, right: str) -> None:
    assert names.sound(left) == names.sound(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("anna", "emma"), ("lee", "ray"), ("keller", "fischer"), ("okafor", "abara"), ("lopez", "garcia"), ("li", "wu")],
)
def test_other_names_sound_otherwise(left: str, right: str) -> None:
    assert names.sound(left) != names.sound(right)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("bill", "william"),
        ("bob", "robert"),
        ("liz", "elizabeth"),
        ("kate", "katherine"),
        ("mike", "michael"),
        ("tony", "anthony"),
        ("alex", "alexander"),
        ("alex", "alexandra"),
        ("peggy", "margaret"),
        ("jim", "james"),
        ("dave", "david"),
        ("sue", "susan"),
    ],
)
def test_a_nickname_leads_to_its_full_form_after_itself(short: str, full: str) -> None:
    assert full in names.canonicals(short)
    assert names.canonicals(short)[0] == short


@given(PLAIN)
def test_full_forms_begin_with_the_name_itself_and_never_repeat(token: str) -> None:
    forms = names.canonicals(token)
    assert forms[0] == token
    assert len(set(forms)) == len(forms)


@given(PLAIN)
def test_a_sound_keeps_no_vowel_but_the_first_letter(token: str) -> None:
    heard = names.sound(token)
    assert len(heard) <= len(token)
    assert not set(heard[1:]) & set("aeiouy")
    assert names.sound(token + token[-1]) == heard


@given(WORDS)
def test_a_comma_turns_the_order_round_and_nothing_else(words: list[str]) -> None:
    plain = names.split_name(" ".join(words))
    assert names.split_name(f"{words[-1]}, {' '.join(words[:-1])}") == plain
    assert plain == (words[:-1], words[-1:])


@given(WORDS, st.sampled_from(sorted(names.TITLES)), st.sampled_from(sorted(names.SUFFIXES)))
def test_titles_and_letters_never_change_the_parts(words: list[str], title: str, letters: str) -> None:
    plain = names.split_name(" ".join(words))
    assert names.split_name(" ".join([f"{title}.", *words])) == plain
    assert names.split_name(f"{' '.join(words)}, {letters.upper()}") == plain
    assert names.split_name(f"{title} {' '.join(words)} {letters}") == plain


@given(WORDS, st.booleans())
def test_letter_case_and_spaces_never_change_the_parts(words: list[str], upper: bool) -> None:  # noqa: FBT001 - drawn
    typed = "  ".join(word.upper() if upper else word.title() for word in words)
    assert names.split_name(f" {typed} ") == names.split_name(" ".join(words))


@given(st.text(max_size=80))
def test_no_letter_of_a_split_is_new(text: str) -> None:
    left, right = names.split_name(text)
    letters = set(names.folded(text)) | set(names.folded(text.replace(" ", "")))
    assert set("".join(left + right)) <= letters


@given(st.text(max_size=400))
def test_only_the_start_of_a_long_name_is_read(text: str) -> None:
    cut = text[: names.TEXT_LIMIT]
    assert names.folded(text + "x" * names.TEXT_LIMIT)[:1] in {names.folded(cut)[:1], "x"}
    assert names.split_name(cut + "x" * 9) == names.split_name(cut) or len(text) < names.TEXT_LIMIT


def test_no_word_is_both_title_and_surname_too() -> None:
    assert not names.SURNAMES_TOO & (names.TITLES | names.SUFFIXES)
    assert all(word == names.folded(word) for word in names.TITLES | names.SUFFIXES | names.PARTICLES)
