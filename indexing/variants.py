"""Turn what each class of viewers may see of a person into the documents of which every viewer finds exactly one.

Mostly every seat sees the same, and one document under the person's own key is all there is. Where seats see more than
others, the last of the person's documents keeps that key: the one for everybody else, if there is one. Each document
is hidden from the tokens of those before it, so that a viewer of several seats finds one document too.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from entities.document import ALL_SEATS, EVERYONE, VARIANT_MARK, PersonDocument
from indexing.documents import CandidateView, person_document, shadow_document

MOST_VARIANTS = 64  # documents of one person; the seats of further ones find what everybody else finds
MARK_BYTES = 8


@dataclass(frozen=True, slots=True)
class Sight:
    """What viewers with any of these tokens see of one person: the candidates that they may see, as they see them.

    EVERYONE stands for the seats that no other sight names, ALL_SEATS for who looks as all seats at once.
    """

    tokens: tuple[str, ...]
    views: tuple[CandidateView, ...]


def person_documents(key: str, sights: Iterable[Sight], of_member: PersonDocument | None) -> list[PersonDocument]:
    """Project one person for all its viewers; of the sights, the richest come first, and one has ALL_SEATS.

    Sights that come to the same document share it; one without candidates has none. With a member comes its shadow,
    which is visible to all who find any of the documents.
    """
    tokens: dict[PersonDocument, list[str]] = {}
    for sight in sights:
        if sight.views:
            tokens.setdefault(person_document(key, sight.views, of_member), []).extend(sight.tokens)
    contents = _in_order(tokens)
    documents: list[PersonDocument] = []
    taken: set[str] = set()
    for place, content in enumerate(contents):
        named = tokens[content]
        access = (EVERYONE,) if EVERYONE in named else tuple(sorted(set(named) - {ALL_SEATS}))
        hidden = taken if ALL_SEATS in named else taken | {ALL_SEATS}
        own_key = key if place + 1 == len(contents) else variant_key(key, named)
        documents.append(
            content.model_copy(update={"key": own_key, "access": access, "hidden_from": tuple(sorted(hidden))})
        )
        taken |= set(access)
    if documents and of_member is not None:
        documents.append(shadow_document(key, of_member, tuple(sorted(taken))))
    return documents


def variant_key(person: str, tokens: Iterable[str]) -> str:
    """Name a person's document by who finds it, whatever it holds."""
    digest = hashlib.blake2b(digest_size=MARK_BYTES)
    for token in sorted(tokens):
        raw = token.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(4, "big") + raw)
    return f"{person}{VARIANT_MARK}{digest.hexdigest()}"


def _in_order(tokens: Mapping[PersonDocument, Sequence[str]]) -> list[PersonDocument]:
    """Put the document of everybody else last, before it the one that all seats at once find: neither is cut off."""
    last = [content for content in tokens if EVERYONE in tokens[content]]
    whole = [content for content in tokens if ALL_SEATS in tokens[content] and content not in last]
    fixed = [*whole, *last]
    seats = [content for content in tokens if content not in fixed]
    return [*seats[: MOST_VARIANTS - len(fixed)], *fixed]
