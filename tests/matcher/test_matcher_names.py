"""Check how names and other fields are folded, split and reduced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import fields, names

ANY = st.text(max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller", "muller"),
        ("  O'Brien ", "obrien"),
        ("Jean-Pierre", "jean pierre"),
        ("Иванов", "ivanov"),
        ("\uff2d\uff41\uff52\uff43", "marc"),
        ("", ""),
        ("\x00\x01", ""),
    ],
)
def test_folding(text: str, expected: str) -> None:
    assert names.folded(text) == expected


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = names.folded(text)
    assert names.folded(once) == once
    assert once.isascii()


@pytest.mark.parametrize(
    ("text", "given_names", "surnames"),
    [
        ("Anna Maria Schmidt", ["anna", "maria"], ["schmidt"]),
        ("Schmidt, Anna Maria", ["anna", "maria"], ["schmidt"]),
        ("Anna Schmidt, PhD", ["anna"], ["schmidt"]),
        ("Dr. Anna Schmidt Jr.", ["anna"], ["schmidt"]),
        ("SCHMIDT, ANNA, MBA", ["anna"], ["schmidt"]),
        ("Jan van der Berg", ["jan"], ["van", "der", "berg"]),
        ("王小明", ["xiaoming"], ["wang"]),
        ("Madonna", ["madonna"], []),
        ("PhD", ["phd"], []),
        ("", [], []),
        (",", [], []),
    ],
)
def test_splitting(text: str, given_names: list[str], surnames: list[str]) -> None:
    assert names.split_name(text) == (given_names, surnames)


@given(ANY)
def test_splitting_never_fails_and_gives_bounded_tokens(text: str) -> None:
    for part in names.split_name(text):
        assert all(token and len(token) <= names.TOKEN_LIMIT for token in part)


def test_particles_go_only_where_something_is_left() -> None:
    assert names.without_particles(["van", "der", "berg"]) == ["berg"]
    assert names.without_particles(["de", "la"]) == ["de", "la"]


@pytest.mark.parametrize(
    ("left", "right"), [("smith", "smyth"), ("catherine", "kathryn"), ("philip", "filip"), ("meier", "mayer")]
)
def test_like_sounds_fall_together(left: str, right: str) -> None:
    assert names.sound(left) == names.sound(right)


def test_unlike_sounds_stay_apart() -> None:
    assert len({names.sound(token) for token in ("smith", "jones", "taylor", "wang", "garcia")}) == 5


def test_nicknames_lead_to_full_forms_and_never_across() -> None:
    assert "robert" in names.canonicals("bob")
    assert names.canonicals("robert")[0] == "robert"
    assert set(names.canonicals("bob")).isdisjoint(names.canonicals("alice"))
    assert names.canonicals("qwertz") == ("qwertz",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("John.Smith+jobs@GoogleMail.com", ("johnsmith@gmail.com", "johnsmith")),
        ("john.smith@yahoo.com", ("john.smith@yahoo.com", "johnsmith")),
        ("info@acme.example", ("", "")),
        ("nobody", ("", "")),
        ("@host.example", ("", "")),
        ("", ("", "")),
    ],
)
def test_email_forms(text: str, expected: tuple[str, str]) -> None:
    assert fields.email_form(text) == expected


@given(ANY)
def test_an_email_form_is_its_own_form(text: str) -> None:
    form, _ = fields.email_form(text)
    assert not form or fields.email_form(form)[0] == form


def test_company_forms_drop_legal_forms_only() -> None:
    assert fields.company_form("Acorn Data, Inc.") == fields.company_form("ACORN DATA GmbH") == "acorn data"
    assert fields.company_form("Group") == "group"


def test_title_forms_give_the_family() -> None:
    assert fields.title_forms("Senior Data Engineer")[1] == fields.title_forms("Data Engineer II")[1] == "data engineer"
    assert fields.title_forms("") == ("", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Austin, Texas, United States", ("austin", "united states")),
        ("São Paulo", ("sao paulo", "")),
        ("", ("", "")),
        (", ,", ("", "")),
    ],
)
def test_place_forms(text: str, expected: tuple[str, str]) -> None:
    assert fields.place_forms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("+49 171 2345678", "712345678"), ("0171-2345678", "712345678"), ("123", "")]
)
def test_phone_forms(text: str, expected: str) -> None:
    assert fields.phone_form(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1980-02-29", 19800229),
        ("02/29/1980", 19800229),
        ("1981-02-29", 0),
        ("0000-01-01", 0),
        ("sometime", 0),
        ("", 0),
    ],
)
def test_birth_forms(text: str, expected: int) -> None:
    assert fields.birth_form(text) == expected


def test_handles_lose_what_does_not_name_the_person() -> None:
    assert fields.handle_form("https://www.members.example/in/Anna-1/?x=1") == "members.example/in/anna-1"
    assert fields.handle_form("@Anna") == "anna"


def test_ten_megabytes_are_cut_not_read() -> None:
    huge = "ä" * 10_000_000
    assert len(names.folded(huge)) <= names.TEXT_LIMIT
    assert names.split_name(huge)[0]
    assert fields.place_forms(huge)
    assert fields.company_form(huge)
