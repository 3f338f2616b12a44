"""Turn a person's own words into words without the e-mail addresses or phone numbers that stand in them."""

import re

MASK = "\u2022"
EMAIL = re.compile(r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[^\s@<>()\[\],;:\"]+")
PHONE = re.compile(r"(?<![\w+])\+?\d(?:[ \t\u00a0()./-]{0,2}\d){6,}(?!\w)")
FEWEST, MOST = 9, 15  # digits of a phone number; two years are eight


def masked(text: str) -> str:
    """Cover addresses and numbers, letter by letter: the text keeps its length, so that places in it still hold."""
    return PHONE.sub(_cover_number, EMAIL.sub(_cover, text))


def _cover(found: re.Match[str]) -> str:
    return MASK * len(found.group())


def _cover_number(found: re.Match[str]) -> str:
    digits = sum(map(str.isdigit, found.group()))
    runs_on = found.group().startswith("+")  # a number with its country's, and more digits right behind it
    return _cover(found) if digits >= FEWEST and (digits <= MOST or runs_on) else found.group()
