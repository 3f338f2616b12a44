"""Turn a piece of text into cues: how much it looks like a job title, an organisation, a school, a degree."""

import re
from collections.abc import Sequence
from functools import cache

from matcher.resume.degrees import degree_in
from matcher.resume.lexicon import any_ends_as, ends_as, fold, holds, phrases_in, words
from matcher.resume.memo import remembered
from matcher.resume.schools import is_school

AMBIGUOUS = frozenset(("master", "chief", "member", "mason", "chair", "partner", "partners", "associates", "student"))
DOMAIN = re.compile(r"\w\.(?:com|io|ai|net|org|co|dev|app|de|fr|it|es|nl|eu|tv|se|pl|cz|hu|uk|us)\b", re.IGNORECASE)
APART = re.compile(r"[ /&+()-]+")
DOTTED_FORMS = frozenset(("tic", "san", "inh"))  # legal forms only with their full stop
CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
LEGAL_TAIL = 4  # words
SENTENCE_WORDS = 4
SMALL_SHARE = 0.6


@remembered
def job_words(text: str) -> int:
    """Return how many words of the text name an occupation."""
    folded = fold(text)
    found = words("jobs", "word")
    tokens = APART.split(folded)
    return sum([token in found or ends_as(token, "jobs", "end") for token in tokens]) or holds(folded, "jobs", "part")


def is_job(text: str) -> bool:
    """Whether a word of the text names an occupation."""
    return job_words(text) > 0


@remembered
def weak_job_words(text: str) -> int:
    """Return how many words hint at an occupation (Senior, Marketing)."""
    return sum(token in words("jobs", "weak") for token in fold(text).split())


@cache
def _last_words() -> frozenset[str]:
    return frozenset(form.rpartition(" ")[2] for form in words("organisations", "legal"))


def _ends_legally(tokens: Sequence[str]) -> bool:
    tails = [" ".join(tokens[-size:]) for size in range(1, min(LEGAL_TAIL, len(tokens) - 1) + 1)]
    return not words("organisations", "legal").isdisjoint(tails)


@remembered
def has_legal_form(text: str) -> bool:
    """Whether the text ends in a legal form (GmbH, Inc., s.r.o.), or starts with one that stands first."""
    tokens = fold(text).split()
    if tokens and tokens[-1] in _last_words() and _ends_legally(tokens):
        # One or two small letters are rather a word or a country than a legal form.
        last = text.strip(" )(").split()[-1]
        if tokens[-1] in DOTTED_FORMS:
            return last.endswith(".")
        return len(tokens[-1]) > 2 or not last.islower() or "." in last or "/" in last
    return len(tokens) > 1 and tokens[0] in ("ооо", "оао", "зао", "пао", "ао", "тов", "pt")


@remembered
def organisation_score(text: str) -> float:
    """Return how much the text looks like an organisation, 0 (no cue) to 4."""
    folded = fold(text)
    if folded in words("organisations", "self"):
        return 3.0
    score = 3.0 if has_legal_form(text) else 0.0
    if phrases_in(folded, "organisations", "word"):
        score += 1.0
    score += 2.0 * holds(folded, "organisations", "part")
    if any_ends_as(folded.split(), "organisations", "end"):
        score += 0.6
    if DOMAIN.search(text):
        score += 1.5
    if " & " in text or CAPITALS.search(text):
        score += 0.4
    return min(score, 4.0)


@remembered
def title_score(text: str) -> float:
    """Return how much the text looks like a job title, below 0 where it can hardly be one."""
    jobs, weak = job_words(text), weak_job_words(text)
    count = len(text.split())
    score = (2.0 + 0.3 * min(jobs - 1, 2) if jobs else 0.0) + 0.4 * min(weak, 3)
    tokens = fold(text).split()
    if jobs == 1 and any(token in AMBIGUOUS for token in tokens):
        score -= 0.6
    if has_legal_form(text):
        score -= 2.0
    if count > 8:
        score -= 1.0
    return score


@remembered
def reads_as_sentence(text: str) -> bool:
    """Whether most words are small and none is a cue: "Cut invoice errors by a third"."""
    tokens = [token for token in text.split() if token[0].isalpha()]
    small = sum(token[0].islower() for token in tokens)
    if len(tokens) < SENTENCE_WORDS or small < SMALL_SHARE * len(tokens):
        return False
    return not job_words(text) and organisation_score(text) < 1 and not is_school(text) and degree_in(text) is None


def names_degree(text: str) -> bool:
    """Whether the text names a degree."""
    return degree_in(text) is not None
