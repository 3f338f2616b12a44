"""Tests of answers that are remembered until a document is done."""

from matcher.resume import parse_resume
from matcher.resume.lexicon import fold
from matcher.resume.memo import MOST, forget, remembered


def test_an_answer_is_found_once_until_it_is_forgotten() -> None:
    asked: list[str] = []

    @remembered
    def shout(text: str) -> str:
        """Return the text in capitals."""
        asked.append(text)
        return text.upper()

    assert [shout("a"), shout("a"), shout("b")] == ["A", "A", "B"]
    assert asked == ["a", "b"]
    forget()
    assert shout("a") == "A"
    assert asked == ["a", "b", "a"]
    assert shout.__doc__ == "Return the text in capitals."


def test_nothing_of_a_document_stays_behind() -> None:
    for content in (b"Ada Byron\nada@example.com\n\nExperience\nCook, Inn AB  2019 - 2020", b"", b"\x00\x01"):
        parse_resume(content, "a.txt")
        assert fold.cache_info().currsize == 0  # type: ignore[attr-defined]  # it is the wrapper of functools
    assert fold.cache_info().maxsize == MOST  # type: ignore[attr-defined]  # the same
