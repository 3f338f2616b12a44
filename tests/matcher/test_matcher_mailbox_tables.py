"""Turn addresses and handles into mailbox names, hosts and the names in them, line by line."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import fields
from matcher.mailboxes import ENDINGS, SECOND_LEVEL, SLUG_LETTERS, box_form, host_form, slug_form

ANY = st.text(max_size=60)
LABEL = st.text(string.ascii_lowercase, min_size=2, max_size=8)
BOXES = [  # an address, its mailbox name in letters and digits
    ("uquell84@post.example", "uquell84"),
    ("U.Quell-84@post.example", "uquell84"),
    ("u_quell_84@POST.example", "uquell84"),
    ("u.quell+jobs@post.example", "uquell"),
    ("84@post.example", "84"),
    ("Ulrike Quell <u.quell84@post.example>", "uquell84"),
    ("u.quell@gmail.com", "uquell"),
    ("u.quell@googlemail.com", "uquell"),
    ("o'quell@post.example", "oquell"),
    ("info@post.example", ""),
    ("info84@post.example", ""),
    ("hr@post.example", ""),
    ("ульрике@post.example", ""),
    ("...@post.example", ""),
    ("uquell84", ""),
    ("@post.example", ""),
    ("", ""),
    ("\x00", ""),
]
HOSTS = [  # an address, the main label of its host
    ("u@acorn.example", "acorn"),
    ("u@ACORN.Example", "acorn"),
    ("u@acorn.example.", "acorn"),
    ("u@mail.acorn.example", "acorn"),
    ("u@eu.mail.acorn.example", "acorn"),
    ("u@acorn.co.uk", "acorn"),
    ("u@mail.acorn.co.uk", "acorn"),
    ("u@acorn.com.br", "acorn"),
    ("u@acorn.ac.at", "acorn"),
    ("u@acorn-data.example", "acorndata"),
    ("u@acorn24.example", "acorn24"),
    ("u@müller.example", "muller"),
    ("Ulrike <u@acorn.example>", "acorn"),
    # role mailboxes belong to the same house
    ("info@acorn.example", "acorn"),
    ("jobs@mail.acorn.co.uk", "acorn"),
    ("u@gmail.com", "gmail"),
    ("u@com.example", "com"),
    # no host
    ("u@acorn", ""),
    ("acorn.example", ""),
    ("u@", ""),
    ("u@.", ""),
    ("u@..example", ""),
    ("", ""),
    ("\x00", ""),
]
SLUGS = [  # a handle or profile address, the letters of the name in it
    ("https://members.example/in/kamala-khan-dbddc9", "kamalakhan"),
    ("https://www.members.example/in/kamala-khan-dbddc9/", "kamalakhan"),
    ("http://members.example/in/Kamala-Khan", "kamalakhan"),
    ("members.example/in/kamala_khan", "kamalakhan"),
    ("members.example/in/kamala.khan", "kamalakhan"),
    ("members.example/in/kamalakhan?from=mail", "kamalakhan"),
    ("members.example/in/kamalakhan#about", "kamalakhan"),
    ("members.example/in/kamala-khan-12-ab3", "kamalakhan"),
    ("members.example/in/zoë-müller", "zoemuller"),
    ("members.example/in/камала-хан", "kamalakhan"),
    ("@kamalakhan331", "kamalakhan"),
    ("KamalaKhan", "kamalakhan"),
    ("kamalakhan.dev", "kamalakhan"),
    ("kamalakhan.info", "kamalakhan"),
    ("www.kamalakhan.name", "kamalakhan"),
    ("kamala.khan", "kamalakhan"),
    ("git.example/kkhan", "kkhan"),
    # what is too short says nothing about a person
    ("git.example/kk", ""),
    ("git.example/4711", ""),
    ("@k", ""),
    ("", ""),
    ("https://", ""),
    ("-", ""),
    ("\x00", ""),
]


@pytest.mark.parametrize(("text", "expected"), BOXES)
def test_a_mailbox_name_is_its_letters_and_digits(text: str, expected: str) -> None:
    assert box_form(text) == expected


@pytest.mark.parametrize(("text", "expected"), HOSTS)
def test_a_host_is_the_name_of_its_house(text: str, expected: str) -> None:
    assert host_form(text) == expected


@pytest.mark.parametrize(("text", "expected"), SLUGS)
def test_a_handle_holds_a_name(text: str, expected: str) -> None:
    assert slug_form(text) == expected


@given(ANY)
def test_forms_are_plain_letters_of_bounded_length(text: str) -> None:
    box, slug, host = box_form(text), slug_form(text), host_form(text)
    assert set(box) <= set(string.ascii_lowercase + string.digits)
    assert set(slug) <= set(string.ascii_lowercase)
    assert slug == "" or len(slug) >= SLUG_LETTERS
    assert len(box) <= fields.EMAIL_LIMIT
    assert host == host.lower()
    assert " " not in host


@given(ANY)
def test_a_mailbox_name_without_its_digits_is_its_letters(text: str) -> None:
    address, letters = fields.email_form(text)
    box = box_form(text)
    assert "".join(letter for letter in box if letter.isalpha()) == (letters if address else "")


@given(LABEL, LABEL, st.sampled_from(("", "mail.", "a.b.")), st.sampled_from(("example", "co.uk", "com.br")))
def test_what_stands_before_a_house_never_shows(local: str, house: str, before: str, ending: str) -> None:
    if house not in SECOND_LEVEL:
        assert host_form(f"{local}@{before}{house}.{ending}") == house


@given(LABEL, LABEL, st.sampled_from(("", "https://", "http://www.", "HTTPS://WWW.")), st.sampled_from(("", "/", "//")))
def test_how_a_profile_address_is_copied_never_shows(first: str, last: str, scheme: str, slash: str) -> None:
    plain = slug_form(f"members.example/in/{first}-{last}")
    assert plain == first + last
    assert slug_form(f"{scheme}members.example/in/{first}-{last}{slash}") == plain
    assert slug_form(f"{scheme}members.example/in/{first.upper()}-{last.title()}-4f2a{slash}") == plain


@given(LABEL.filter(lambda text: len(text) > 3), st.sampled_from(sorted(ENDINGS)))
def test_the_ending_of_a_host_is_no_name(name: str, ending: str) -> None:
    assert slug_form(f"{name}.{ending}") == name


@pytest.mark.parametrize("form", [box_form, host_form, slug_form])
@pytest.mark.parametrize("letter", ["a", "@", ".", "/", "-", "ä", "\x00", "<"])
def test_a_million_letters_give_a_short_answer(form: object, letter: str) -> None:
    assert len(form(letter * 1_000_000)) <= 400  # type: ignore[operator]  # every form takes a text
