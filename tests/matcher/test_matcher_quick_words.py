"""Check the quick ways to fold, split and sound words against plain ones, rule after rule."""

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from matcher import names

RULES = (  # of `names.sound`, applied in order
    (r"^(kn|gn|pn)", "n"),
    (r"^wr", "r"),
    (r"ph", "f"),
    (r"(tsch|tch|sch|sh|ch|cz|zh)", "s"),
    (r"(ck|q|x|c|g|kh)", "k"),
    (r"(d|th|dh|bh)", "t"),
    (r"[zj]", "s"),
    (r"[vwb]", "f"),
    (r"p", "f"),
    (r"m", "n"),
    (r"(.)\1+", r"\1"),
)
TOKEN = st.text("abcdefghijklmnopqrstuvwxyz0129", max_size=14)
CLUSTERED = st.lists(st.sampled_from("tsch tch sch ch h z c k q x d t b g p wr kn gn a e m n".split()), max_size=6)
ASCII = st.text(st.characters(max_codepoint=127), max_size=340)
WORDS = st.lists(
    st.sampled_from(("Dr.", "Ph.D", "Ph. D.", "M.A.", "Ma", "Md", "Jr.", "Anna", "O'Neil", "Müller", "x" * 50, ",")),
    max_size=6,
)


def plain_sound(token: str) -> str:
    """Apply one rule after another."""
    for pattern, letters in RULES:
        token = re.sub(pattern, letters, token)
    return token[:1] + re.sub("[aeiouyh]", "", token[1:])


def plain_tokens(text: str, least: int) -> list[str]:
    """Take every step, needed or not."""
    whole = names.folded(names.DOTTED_SUFFIX.sub(" ", text[: names.TEXT_LIMIT]))
    every = [token[: names.TOKEN_LIMIT] for token in whole.split()]
    kept = [token for token in every if token not in names.TITLES and token not in names.SUFFIXES]
    while len(kept) > least and kept[-1] in names.SURNAMES_TOO:
        kept = kept[:-1]
    return kept or every


@given(st.one_of(TOKEN, CLUSTERED.map("".join)))
def test_a_sound_is_what_the_rules_make(token: str) -> None:
    assert names.sound(token) == plain_sound(token)


def test_short_clusters_sound_as_the_rules_say() -> None:
    for letters in itertools.product("tschzkpnwgdb", repeat=4):
        token = "".join(letters)
        assert names.sound(token) == plain_sound(token)


@given(ASCII)
def test_plain_letters_fold_as_letter_by_letter(text: str) -> None:
    letters = text[: names.TEXT_LIMIT].replace("'", "").replace("`", "").lower()
    assert names.folded(text) == re.sub("[^a-z0-9]+", " ", letters).strip(" ")


@given(st.one_of(WORDS.map(" ".join), WORDS.map("".join), ASCII), st.sampled_from((1, 2)))
def test_tokens_are_found_as_step_by_step(text: str, least: int) -> None:
    assert names.tokens(text, least=least) == plain_tokens(text, least)
