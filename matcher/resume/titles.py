"""Turn a printed text into the answer whether it is a known section title."""

from matcher.resume.headings import LONGEST_TITLE, kind_of_title


def is_title(text: str) -> bool:
    """Say whether a text is a known section title."""
    return len(text) <= LONGEST_TITLE and kind_of_title(text) is not None
