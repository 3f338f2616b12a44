"""Turn addresses, numbers, companies, titles, places and dates into their forms, line by line."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import fields

ANY = st.text(max_size=80)
LOCALS = st.text("abcxyz.", min_size=1, max_size=10).filter(lambda text: text.strip("."))

EMAILS = [  # as written, its one spelling, the letters of its mailbox name
    ("ulrike@post.example", "ulrike@post.example", "ulrike"),
    ("ULRIKE@POST.EXAMPLE", "ulrike@post.example", "ulrike"),
    (" ulrike@post.example\n", "ulrike@post.example", "ulrike"),
    ("ulrike.v@post.example", "ulrike.v@post.example", "ulrikev"),
    ("ulrike-v_88@post.example", "ulrike-v_88@post.example", "ulrikev"),
    # tags
    ("ulrike+jobs@post.example", "ulrike@post.example", "ulrike"),
    ("ulrike+a+b@post.example", "ulrike@post.example", "ulrike"),
    ("+jobs@post.example", "", ""),
    # gmail's dots and its other host
    ("u.l.r.i.k.e@gmail.com", "ulrike@gmail.com", "ulrike"),
    ("ulrike@googlemail.com", "ulrike@gmail.com", "ulrike"),
    ("U.lrike+x@GoogleMail.com", "ulrike@gmail.com", "ulrike"),
    ("u.lrike@yahoo.com", "u.lrike@yahoo.com", "ulrike"),
    ("ulrike@notgmail.com", "ulrike@notgmail.com", "ulrike"),
    ("...@gmail.com", "", ""),
    # mailboxes of a role are nobody's
    ("info@post.example", "", ""),
    ("Jobs@post.example", "", ""),
    ("no-reply@post.example", "", ""),
    ("hr2@post.example", "", ""),
    ("info+ulrike@post.example", "", ""),
    ("infos@post.example", "infos@post.example", "infos"),
    # international hosts
    ("ulrike@müller.example", "ulrike@xn--mller-kva.example", "ulrike"),
    ("ulrike@MÜLLER.example", "ulrike@xn--mller-kva.example", "ulrike"),
    ("ulrike@mu\u0308ller.example", "ulrike@xn--mller-kva.example", "ulrike"),
    ("ulrike@xn--mller-kva.example", "ulrike@xn--mller-kva.example", "ulrike"),
    ("ulrike@例え.example", "ulrike@xn--r8jz45g.example", "ulrike"),
    ("ulrike@ü..example", "ulrike@ü..example", "ulrike"),
    # other letters in the mailbox name
    ("ульрике@post.example", "ульрике@post.example", ""),
    # as a mail program writes it
    ("Ulrike V <ulrike@post.example>", "ulrike@post.example", "ulrike"),
    ('"V, Ulrike" <ulrike@post.example> ', "ulrike@post.example", "ulrike"),
    ("ulrike@post.example.", "ulrike@post.example", "ulrike"),
    ("ulrike @post.example", "ulrike@post.example", "ulrike"),
    # no address
    ("", "", ""),
    ("@", "", ""),
    ("ulrike", "", ""),
    ("ulrike@", "", ""),
    ("@post.example", "", ""),
    ("\x00", "", ""),
    ("<>", "", ""),
    ("ulrike@" + "x" * 400, "ulrike@" + "x" * 313, "ulrike"),
    ("x" * 400 + "@post.example", "", ""),
]


@pytest.mark.parametrize(("text", "address", "letters"), EMAILS)
def test_an_address_has_one_spelling(text: str, address: str, letters: str) -> None:
    assert fields.email_form(text) == (address, letters)


@given(LOCALS, st.sampled_from(("post.example", "gmail.com", "müller.example")), st.text("abc", max_size=4))
def test_case_and_tag_never_change_an_address(local: str, host: str, tag: str) -> None:
    plain = fields.email_form(f"{local}@{host}")
    assert fields.email_form(f"{local.upper()}+{tag}@{host.upper()}") == plain
    assert fields.email_form(f"Someone <{local}@{host}>") == plain


@given(LOCALS, LOCALS)
def test_two_mailboxes_are_one_only_where_the_host_ignores_dots(left: str, right: str) -> None:
    alike = left.replace(".", "") == right.replace(".", "")
    assert (fields.email_form(f"{left}@gmail.com") == fields.email_form(f"{right}@gmail.com")) == alike
    assert (fields.email_form(f"{left}@post.example")[0] == fields.email_form(f"{right}@post.example")[0]) == (
        left == right
    )


@given(ANY)
def test_an_address_form_has_both_halves_or_is_empty(text: str) -> None:
    form, letters = fields.email_form(text)
    local, at, host = form.rpartition("@")
    assert (form == "" and letters == "") or (local and at and host)
    assert letters == "" or letters.isascii()
    assert letters not in fields.ROLES


PHONES = [
    ("+49 171 2345678", "712345678"),
    ("0171 2345678", "712345678"),
    ("0171/2345678", "712345678"),
    ("0049 171 2345678", "712345678"),
    ("+49 (0)171 2345678", "712345678"),
    ("tel:+49-171-2345678", "712345678"),
    ("+1 (202) 555-0142", "025550142"),
    ("202.555.0142", "025550142"),
    ("202 555 0142 ext. 7", "025550142"),
    ("202 555 0142 x7", "025550142"),
    ("202 555 0142 EXT 7", "025550142"),
    ("202 555 0142;ext=7", "025550142"),
    ("202 555 0142 #7", "025550142"),
    ("555 0142", "5550142"),
    ("555 014", ""),
    ("٠١٧١٢٣٤٥٦٧٨", "712345678"),
    ("０１７１２３４５６７８", "712345678"),
    ("0000000", ""),
    ("999999999", ""),
    ("n/a", ""),
    ("", ""),
    ("\x00", ""),
]


@pytest.mark.parametrize(("text", "expected"), PHONES)
def test_a_number_is_its_last_digits(text: str, expected: str) -> None:
    assert fields.phone_form(text) == expected


@given(st.text("0123456789", min_size=7, max_size=12), st.sampled_from((" ", "-", ".", "/", " (")))
def test_how_a_number_is_grouped_never_shows(digits: str, between: str) -> None:
    assert fields.phone_form(between.join(digits)) == fields.phone_form(digits)


@given(ANY)
def test_a_number_form_is_ascii_digits_of_a_known_length(text: str) -> None:
    form = fields.phone_form(text)
    assert form == "" or (form.isascii() and form.isdigit() and 7 <= len(form) <= fields.PHONE_TAIL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://members.example/in/ulrike-1", "members.example/in/ulrike-1"),
        ("http://members.example/in/ulrike-1/", "members.example/in/ulrike-1"),
        ("https://www.members.example/in/ulrike-1", "members.example/in/ulrike-1"),
        ("www.members.example/in/ulrike-1", "members.example/in/ulrike-1"),
        ("members.example/in/ulrike-1", "members.example/in/ulrike-1"),
        ("HTTPS://Members.example/in/Ulrike-1?from=mail", "members.example/in/ulrike-1"),
        ("https://members.example/in/ulrike-1/#about", "members.example/in/ulrike-1"),
        ("https://members.example/in/ulrike-1/?a=1#b", "members.example/in/ulrike-1"),
        ("@ulrike", "ulrike"),
        (" Ulrike ", "ulrike"),
        ("https://", ""),
        ("", ""),
    ],
)
def test_a_handle_is_what_names_the_person(text: str, expected: str) -> None:
    assert fields.handle_form(text) == expected


COMPANIES = [
    ("Acorn Data", "acorn data"),
    ("ACORN DATA", "acorn data"),
    ("Acorn Data, Inc.", "acorn data"),
    ("Acorn Data Incorporated", "acorn data"),
    ("Acorn Data LLC", "acorn data"),
    ("Acorn Data, L.L.C.", "acorn data"),
    ("Acorn Data Ltd.", "acorn data"),
    ("Acorn Data Pty Ltd", "acorn data"),
    ("Acorn Data plc", "acorn data"),
    ("Acorn Data GmbH", "acorn data"),
    ("Acorn Data GmbH & Co. KG", "acorn data"),
    ("Acorn Data AG", "acorn data"),
    ("Acorn Data SE", "acorn data"),
    ("Acorn Data S.A.", "acorn data"),
    ("Acorn Data SA", "acorn data"),
    ("Acorn Data S.p.A.", "acorn data"),
    ("Acorn Data S.r.l.", "acorn data"),
    ("Acorn Data B.V.", "acorn data"),
    ("Acorn Data N.V.", "acorn data"),
    ("Acorn Data Oy", "acorn data"),
    ("Acorn Data A/S", "acorn data"),
    ("Acorn Data AB", "acorn data"),
    ("The Acorn Data Company", "acorn data"),
    ("Acorn Data Group Holding", "acorn data"),
    ("Müller GmbH", "muller"),
    ("Müller & Söhne GmbH", "muller sohne"),
    ("Keller and Sons", "keller sons"),
    ("Keller & Sons", "keller sons"),
    ("U.S. Acorn", "us acorn"),
    ("AcornData", "acorndata"),
    ("ÄcornData", "acorndata"),
    ("3 Elms", "3 elms"),
    # a name that is nothing but a form stays one
    ("Group", "group"),
    ("The Company", "the company"),
    ("", ""),
    ("  ", ""),
    ("\x00", ""),
]


@pytest.mark.parametrize(("text", "expected"), COMPANIES)
def test_a_company_is_its_name_without_the_legal_form(text: str, expected: str) -> None:
    assert fields.company_form(text) == expected


@given(ANY)
def test_a_company_form_is_its_own_form_and_bounded(text: str) -> None:
    form = fields.company_form(text)
    assert len(form) <= fields.COMPANY_LIMIT
    assert form == form.strip()
    assert fields.company_form(form) == form or len(form) > fields.COMPANY_LIMIT // 2


@given(st.sampled_from(("Acorn", "Elm Works", "Ärmel")), st.sampled_from(sorted(fields.LEGAL_FORMS)))
def test_a_legal_form_never_shows(name: str, form: str) -> None:
    plain = fields.company_form(name)
    for written in (f"{name} {form}", f"{name}, {form.upper()}.", f"{form.title()} {name}"):
        assert fields.company_form(written) == plain


TITLES = [  # as written, folded, the family
    ("Data Engineer", "data engineer", "data engineer"),
    ("Senior Data Engineer", "senior data engineer", "data engineer"),
    ("Sr. Data Engineer", "sr data engineer", "data engineer"),
    ("Data Engineer II", "data engineer ii", "data engineer"),
    ("Lead Data-Engineer", "lead data engineer", "data engineer"),
    ("Engineer, Data", "engineer data", "data engineer"),
    ("Head of Data", "head of data", "data"),
    ("Vice President of Sales", "vice president of sales", "sales"),
    ("VP Sales", "vp sales", "sales"),
    ("Director", "director", ""),
    ("Data Engineer (m/w/d)", "data engineer", "data engineer"),
    ("Data Engineer (f/m/x)", "data engineer", "data engineer"),
    ("Data Engineer (M, W, D)", "data engineer", "data engineer"),
    ("Nurse (Intensive Care)", "nurse intensive care", "care intensive nurse"),
    ("C++ Developer", "cpp developer", "cpp developer"),
    ("C# Developer", "csharp developer", "csharp developer"),
    ("C Developer", "c developer", "c developer"),
    ("Ingénieur Données", "ingenieur donnees", "donnees ingenieur"),
    ("", "", ""),
    ("\x00", "", ""),
]


@pytest.mark.parametrize(("text", "whole", "family"), TITLES)
def test_a_title_and_its_family(text: str, whole: str, family: str) -> None:
    assert fields.title_forms(text) == (whole, family)


@given(st.permutations(["data", "platform", "engineer"]), st.sampled_from(sorted(fields.SENIORITY)))
def test_order_and_seniority_never_change_the_family(words: list[str], rank: str) -> None:
    assert fields.title_forms(" ".join([rank, *words]))[1] == "data engineer platform"
    assert fields.title_forms(" ".join([*words, rank]))[1] == "data engineer platform"


@given(ANY)
def test_a_family_holds_no_seniority_and_only_words_of_the_title(text: str) -> None:
    whole, family = fields.title_forms(text)
    assert not set(family.split()) & fields.SENIORITY
    assert set(family.split()) <= set(whole.split())
    assert family.split() == sorted(set(family.split()))


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("Leipzig", "leipzig", ""),
        ("Leipzig, Germany", "leipzig", "germany"),
        ("Leipzig, Saxony, Germany", "leipzig", "germany"),
        (" leipzig ,GERMANY ", "leipzig", "germany"),
        ("São Paulo, Brazil", "sao paulo", "brazil"),
        ("Washington D.C., United States", "washington", "united states"),
        ("München, Deutschland", "munich", "germany"),
        ("Greater Boston Area", "boston", ""),
        ("NYC, USA", "new york", "united states"),
        ("Austin, TX", "austin", "united states"),
        ("Greater, Area", "greater", "area"),
        ("12 Elm Street", "12 elm street", ""),
        (", Leipzig, ,", "leipzig", ""),
        ("東京, 日本", "dong jing", "ri ben"),
        ("", "", ""),
        (",,", "", ""),
        ("🙂, 🙂", "", ""),
    ],
)
def test_a_place_is_its_first_part_and_its_country(text: str, city: str, country: str) -> None:
    assert fields.place_forms(text) == (city, country)


@given(st.dates(date(1900, 1, 1)))
def test_every_day_reads_back_from_all_its_spellings(day: date) -> None:
    number = int(day.strftime("%Y%m%d")) if day.year >= 1000 else 0
    for written in (
        day.isoformat(),
        f" {day.isoformat()}T00:00:00Z",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.month}/{day.day}/{day.year}",
    ):
        assert fields.birth_form(written) == number


@pytest.mark.parametrize(
    "text", ["", "1980", "1980-02", "80-02-01", "1980-00-01", "1980-02-30", "13/13/1980", "0000-00-00", "x1980-02-01"]
)
def test_no_day_is_no_number(text: str) -> None:
    assert fields.birth_form(text) == 0


@given(ANY)
def test_forms_do_not_depend_on_how_marks_are_encoded(text: str) -> None:
    composed, split = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    if len(split) < 60:
        assert fields.company_form(composed) == fields.company_form(split)
        assert fields.place_forms(composed)[0] == fields.place_forms(split)[0]


@pytest.mark.parametrize(
    "form",
    [
        fields.email_form,
        fields.phone_form,
        fields.handle_form,
        fields.company_form,
        fields.title_forms,
        fields.place_forms,
        fields.birth_form,
    ],
)
@pytest.mark.parametrize("letter", ["a", "ä", "1", "@", ".", ",", "<", "(", "\x00", "ﷺ", "🙂", " ", "ext "])
def test_ten_megabytes_of_anything_give_a_short_answer(form: object, letter: str) -> None:
    answer = form(letter * (10_000_000 // len(letter.encode())))  # type: ignore[operator]  # every form takes a text
    assert len(str(answer)) < 20_000
