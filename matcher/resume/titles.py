"""Turn a printed text into the answer whether it is a known section title."""

from functools import lru_cache

from matcher.resume.lexicon import fold, section_titles, spread

TITLE_LONGEST = 42  # characters


@lru_cache(maxsize=8192)
def is_title(text: str) -> bool:
    """Say whether a text is a known section title."""
    return len(text) <= TITLE_LONGEST and fold(spread(text)) in section_titles()
