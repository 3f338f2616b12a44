"""Turn a few words into invented documents, terms to rank, and a slow, obvious reference of coverage."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from entities.document import PersonDocument
from entities.query import Scope
from ranking.features import ASKED_BY, READ_FROM, Found
from ranking.terms import Term

NOW = datetime(2026, 6, 1, tzinfo=UTC)
EDGES = ".,;:()"
VOCABULARY = ("data", "engineer", "nurse", "python", "java", "berlin", "triage", "sales", "lead", "figma")
STAGES = ("Applied", "Phone screen", "Final interview", "Offer", "Hired", "Rejected", "Not hired")


def analyse(text: str) -> tuple[str, ...]:
    """Fold and split as simply as possible: one token for each white-space separated word, a plural s taken off."""
    words = (word.strip(EDGES).casefold() for word in text.split())
    return tuple(word.removesuffix("s") for word in words if word)


def document(key: str = "p1", **fields: Any) -> PersonDocument:
    """Make a document of the fields that matter."""
    return PersonDocument(key=key, version=1, **fields)


def term(text: str, scope: Scope = "any", weight: float = 1.0, *, prefix: bool = False) -> Term:
    """Make a term as `terms_of` would."""
    return Term(text, analyse(text), scope, weight, prefix)


def holds(one: Term, text: str) -> bool:
    """Say slowly whether a text holds a term."""
    tokens = analyse(text)
    if one.prefix:
        return all(any(token.startswith(start) for token in tokens) for start in one.tokens)
    return all(token in tokens for token in one.tokens)


def coverage(person: PersonDocument, terms: list[Term]) -> float:
    """Say slowly how much of the terms, by weight, a document holds in the fields that they ask of."""
    held = 0.0
    for one in terms:
        fields = [read(person) for field, read in READ_FROM.items() if one.scope in ("any", ASKED_BY.get(field))]
        held += one.weight if any(holds(one, text) for text in fields) else 0.0
    total = sum(one.weight for one in terms)
    return held / total if total else 0.0


words = st.sampled_from(VOCABULARY)
phrases = st.lists(words, max_size=4).map(" ".join)
lists = st.lists(phrases.filter(bool), max_size=3).map(tuple)
scopes: st.SearchStrategy[Scope] = st.sampled_from(["any", "any", "title", "skill", "company", "location"])
terms = st.lists(
    st.builds(term, phrases.filter(bool), scopes, st.sampled_from([0.5, 1.0, 2.0]), prefix=st.booleans()),
    max_size=6,
    unique_by=lambda one: (one.tokens, one.scope, one.prefix),
)
documents = st.builds(
    document,
    st.text("abc", min_size=1, max_size=3),
    headline=phrases,
    titles=lists,
    companies=lists,
    skills=lists,
    schools=lists,
    summary=st.lists(phrases, max_size=3).map("\n".join),
    notes=phrases,
    current_title=phrases,
    current_company=phrases,
    location=phrases,
    name=phrases,
    tags=lists,
    stages=st.lists(st.sampled_from(STAGES), max_size=2).map(tuple),
    in_ats=st.booleans(),
    open_to_work=st.booleans(),
    updated=st.integers(0, int(NOW.timestamp()) + 100_000),
)
found = st.lists(
    st.builds(Found, documents, st.floats(0, 30), st.sampled_from(["tenant", "members"])),
    max_size=5,
    unique_by=lambda one: (one.document.key, one.origin),
)
