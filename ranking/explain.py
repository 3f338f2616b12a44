"""Turn feature values into contribution rows, held terms into sentences with the words that show them."""

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import islice
from operator import or_

from entities.document import PersonDocument
from entities.hit import Contribution, Reason
from ranking.features import FIELDS, Features, Field
from ranking.model import FEATURES
from ranking.stages import far_stage, hired_stage
from ranking.terms import Term, TermBits

MOST_REASONS = 8
WORDS_AROUND = 4  # words of context on each side of a word found in running text
LONGEST_RUN = 12  # words between the first and the last word of a term that are quoted together
RUN = re.compile(r"\S+")

# Which attributes of a document stand behind each field, in the order in which they make good evidence.
ATTRIBUTES: dict[Field, tuple[str, ...]] = {
    "current_title": ("current_title",),
    "titles": ("titles", "current_title"),
    "skills": ("skills",),
    "headline": ("headline",),
    "companies": ("current_company", "companies"),
    "location": ("location",),
    "schools": ("schools",),
    "name": ("name",),
    "summary": ("summary", "notes", "tags"),
}
LABELS: dict[str, str] = {
    "current_title": "Current title",
    "titles": "Title",
    "skills": "Skill",
    "headline": "Headline",
    "current_company": "Current company",
    "companies": "Company",
    "location": "Location",
    "schools": "School",
    "name": "Name",
    "summary": "Profile or resume says",
    "notes": "A note says",
    "tags": "Tag",
}
RUNNING_TEXT = frozenset(("summary", "notes"))
ORDER = {attribute: at for at, attribute in enumerate(LABELS)}


def rows(values: Sequence[float], contributions: Sequence[float]) -> tuple[Contribution, ...]:
    """Make the rows of one hit, in the order of FEATURES; what adds nothing is left out."""
    return tuple(
        Contribution(feature=feature, value=value, contribution=contribution)
        for feature, value, contribution in zip(FEATURES, values, contributions, strict=True)
        if contribution != 0.0
    )


def reasons(document: PersonDocument, at: int, computed: Features) -> tuple[Reason, ...]:
    """Say where the `at`-th person holds the terms, best field first, then what their history says."""
    found: dict[tuple[str, str], Reason] = {}
    for term, held in zip(computed.terms, computed.held[:, at, :].tolist(), strict=True):
        reason = evidence(document, term, held, computed.bits)
        if reason is not None:
            found.setdefault((reason.field, reason.evidence), reason)
    ordered = sorted(found.values(), key=lambda reason: ORDER[reason.field])
    return (*ordered[:MOST_REASONS], *history(document))


def evidence(document: PersonDocument, term: Term, held: Sequence[bool], bits: TermBits) -> Reason | None:
    """Quote the best place of a document that holds the term; `held` tells for each of FIELDS whether it does."""
    needed = bits.needed[term]
    for field, has in zip(FIELDS, held, strict=True):
        if not has:
            continue
        entries = list(_entries(document, field))
        best = (
            max(entries, key=lambda entry: (bits.of(entry[1]) & needed).bit_count()) if len(entries) > 1 else entries[0]
        )
        attribute, text = best
        quote = _window(text, needed, bits) if attribute in RUNNING_TEXT else text
        return Reason(text=LABELS[attribute], field=attribute, evidence=quote)
    return None


def history(document: PersonDocument) -> tuple[Reason, ...]:
    """Say what a person's document tells beyond the question: hired before, came far, open to work."""
    said: list[Reason] = []
    hired = next(filter(hired_stage, document.stages), "")
    far = next(filter(far_stage, document.stages), "")
    if hired:
        said.append(Reason(text="Was hired before", field="stages", evidence=hired))
    elif far:
        said.append(Reason(text="Came far in an application", field="stages", evidence=far))
    if document.open_to_work:
        said.append(Reason(text="Open to work", field="open_to_work"))
    return tuple(said)


def _entries(document: PersonDocument, field: Field) -> Iterator[tuple[str, str]]:
    for attribute in ATTRIBUTES[field]:
        held = getattr(document, attribute)
        for text in (held,) if isinstance(held, str) else held:
            yield attribute, text


def _window(text: str, needed: int, bits: TermBits) -> str:
    """Cut the words of the term out of running text, with some words around, within one line."""
    lines = text.splitlines()
    line = lines[0] if len(lines) == 1 else max(lines, key=lambda line: (bits.of(line) & needed).bit_count())
    held = [bits[word] & needed for word in line.split()]
    first = last = next(at for at, mask in enumerate(held) if mask)
    missing = reduce(or_, held)
    for at, mask in enumerate(held[first : first + LONGEST_RUN], first):
        if mask & missing:
            last, missing = at, missing & ~mask
    words = RUN.finditer(line)
    start, end = max(0, first - WORDS_AROUND), min(len(held) - 1, last + WORDS_AROUND)
    quoted = list(islice(words, start, end + 1))
    return line[quoted[0].start() : quoted[-1].end()]
