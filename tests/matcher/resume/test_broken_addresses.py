"""Tests of e-mail addresses and links that are hidden, spaced, broken over lines, or stand where others' do."""

import pytest

from matcher.resume.emails import find_emails, is_whole, spelled_out
from matcher.resume.lexicon import fold
from matcher.resume.line import Line, Part
from matcher.resume.links import bare, find_links, resembles
from tests.matcher.resume.printed_lines import line, lines


def emails(*texts: str) -> list[str]:
    return [value.value for value in find_emails([line(text, number) for number, text in enumerate(texts)], [])]


def links(*texts: str, top: bool = True) -> list[str]:
    held = [line(text, number) for number, text in enumerate(texts)]
    return [value.value for value in find_links(held, [], frozenset(map(id, held)) if top else frozenset())]


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.com",
        "E-Mail:ada@example.com",
        "Mail ada@example.com|Leeds",
        "ada [at] example [dot] com",
        "ada(at)example.com",
        "ada {at} example (punkt) com",
        "ada at example dot com",
        "ada @example.com",
        "ada@ example.com",
        "ada@example .com",
        "ADA@EXAMPLE.COM",
        "✉ ada@example.com",
        "<ada@example.com>",
        "ada@example.com, Leeds",
        "(ada@example.com)",
        "mailto:ada@example.com",
    ],
)
def test_an_address_in_any_spelling(text: str) -> None:
    assert emails(text) == ["ada@example.com"]


@pytest.mark.parametrize(
    "text", ["Engineer @ booking.com", "Follow @john.doe", "at work at home", "user@", "@ada", "a@b", "ada @ Acme"]
)
def test_other_uses_of_the_sign_are_no_addresses(text: str) -> None:
    assert emails(text) == []
    assert "@" not in spelled_out("at work at home")


@pytest.mark.parametrize(
    ("texts", "address"),
    [
        (("maximilian.mustermann@", "example.com"), "maximilian.mustermann@example.com"),
        (("maximilian.mustermann", "@example.com"), "maximilian.mustermann@example.com"),
        (("maximilian.mustermann@exam", "ple.com"), "maximilian.mustermann@example.com"),
        (("max@gmail.c", "om"), "max@gmail.com"),
        (("Anna.very-long.", "name@gmail.com"), "Anna.very-long.name@gmail.com"),
        (("E-Mail: anna-", "maria@gmail.com | Leeds"), "anna-maria@gmail.com"),
        (("Leeds", "max@gmail.com"), "max@gmail.com"),
        (("max@gmail.com", "com"), "max@gmail.com"),
    ],
)
def test_a_broken_address_is_mended(texts: tuple[str, ...], address: str) -> None:
    assert emails(*texts) == [address]
    (found,) = find_emails([line(text, number) for number, text in enumerate(texts)], [])
    assert fold(address).replace(" ", "") in fold(found.text).replace(" ", "")


def test_a_linked_address_stands_for_its_printed_pieces() -> None:
    held = lines("ada.lovelace.byron-\nking@example.com")
    found = find_emails(held, [("mailto:ada.lovelace.byron-king@example.com?subject=Hi", held[0])])
    assert [value.value for value in found] == ["ada.lovelace.byron-king@example.com"]


@pytest.mark.parametrize(("text", "whole"), [("a@b.com", True), ("a@b.co", True), ("a@b.exam", False), ("a@b", False)])
def test_an_ending_that_nobody_has_is_a_broken_one(text: str, *, whole: bool) -> None:
    assert is_whole(text) is whole


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (("linkedin.com/in/maja-vandenbillung-", "470"), ["linkedin.com/in/maja-vandenbillung-470"]),
        (("https://www.linkedin.com/in/", "ada-byron"), ["https://www.linkedin.com/in/ada-byron"]),
        (("linkedin.com", "/in/ada"), ["linkedin.com/in/ada"]),
        (("behance.net/", "adabyron · github.com/adabyron"), ["behance.net/adabyron", "github.com/adabyron"]),
        (("Site www.a", "dabyron.example | Leeds"), ["www.adabyron.example"]),
        (("Site www.linkedin.", "com/in/ada"), ["www.linkedin.com/in/ada"]),
        (("see ada-", "byron.example"), ["ada-byron.example"]),
        (("linkedin.com/in/ada/", "Website"), ["linkedin.com/in/ada/"]),
        (("linkedin.com/in/ada-", "LINKS"), ["linkedin.com/in/ada-"]),
        (("linkedin.com/in/ada/", "21.08.1990"), ["linkedin.com/in/ada/"]),
        (("ada@mail.exam", "ple.net"), []),
        (("Leeds, ada@example.com,", "behance.net/ada"), ["behance.net/ada"]),
        (("github.com/ada", "linkedin.com/in/ada"), ["github.com/ada", "linkedin.com/in/ada"]),
        (("linkedin.com/in/ada-byronada-byron.example",), ["linkedin.com/in/ada-byron", "ada-byron.example"]),
        (("Web\tlinkedin.com/in/ada-by ron-king",), ["linkedin.com/in/ada-byron-king"]),
        (("linkedin.com/in/adawww.ada.example",), ["linkedin.com/in/ada", "www.ada.example"]),
    ],
)
def test_a_broken_link_is_mended(texts: tuple[str, ...], wanted: list[str]) -> None:
    assert links(*texts) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "B.Tech",
        "Node.js",
        "ASP.NET",
        "Outreach.io",
        "gmail.com",
        "doi.org/10.1/a",
        "ada@example.com",
        "the team.It was",
    ],
)
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert links(text) == []


def test_outside_the_contact_lines_only_pages_of_one_person_count() -> None:
    for text in ("acme.com", "https://acme.com/careers", "github.com/acme/tool"):
        assert links(text, top=False) == []
    for text in ("github.com/ada", "linkedin.com/in/ada", "orcid.org/0000-0002-1825-0097"):
        assert links(text, top=False) == [text]


def test_a_second_page_of_a_host_is_a_work_s() -> None:
    contact, project = line("github.com/ada"), line("github.com/acme", 9)
    assert [v.value for v in find_links([contact, project], [], frozenset([id(contact)]))] == ["github.com/ada"]


def test_a_target_mends_its_broken_print_and_is_not_said_twice() -> None:
    held = line("linkedin.com/in/ada-by")
    target = Line(parts=(Part("x"),), page=1)
    top = frozenset([id(held), id(target)])
    found = find_links([held], [("https://www.linkedin.com/in/ada-byron?trk=cv", target)], top)
    assert [bare(value.value) for value in found] == ["linkedin.com/in/ada-byron"]
    again = find_links([held], [("https://linkedin.com/in/ada-by/", target)], top)
    assert [value.value for value in again] == ["linkedin.com/in/ada-by"]


@pytest.mark.parametrize(
    ("target", "alike"),
    [("https://github.com/adabyron", True), ("https://byron.example", True), ("https://github.com/theme", False)],
)
def test_an_address_resembles_a_name_by_four_letters(target: str, *, alike: bool) -> None:
    assert resembles(target, ["Ada Byron"]) is alike
    assert not resembles(target, [])
