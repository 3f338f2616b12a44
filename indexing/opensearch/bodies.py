"""Turn a person document into what OpenSearch indexes of it, by the field table."""

import hashlib
from itertools import chain
from typing import Any

from entities.document import ALL_SEATS, PersonDocument
from indexing.analysis import stem, words
from indexing.engine import Slot
from indexing.fields import TEXT_FIELDS, facet_values, texts
from indexing.opensearch.mapping import ANY, ANY_WORDS, FACET_COLUMNS, SPELLED_COLUMNS, WORDS_COLUMNS

PERSON, SHADOW = "p:", "s:"  # begin the keys and access tokens of persons and of shadows
ALL_PERSONS, ALL_SHADOWS = "p", "s"  # what all seats at once find; no token reads so, for tokens have a beginning
ID_BYTES = 300  # of a key in an id; OpenSearch takes 512 for all of it
DIGEST_LETTERS = 16  # of a folded value, before its spelling


def body(document: PersonDocument) -> dict[str, Any]:
    """Make the columns of a person or shadow: finished tokens with spaces between them, terms and numbers."""
    side = SHADOW if document.shadow else PERSON
    made: dict[str, Any] = {
        "key": side + document.key,
        "access": _access(document, side),
        "number": document.number,
        "version": document.version,
        "updated": document.updated,
    }
    if document.hidden_from:
        made["hidden_from"] = [side + token for token in document.hidden_from]
    if document.member is not None:
        made["member"] = document.member
    if document.years is not None:
        made["years"] = document.years
    _add_texts(made, document)
    for facet, column in FACET_COLUMNS.items():
        held = facet_values(document, facet)
        if held:
            made[column] = [key for key, _ in held]
            if facet in SPELLED_COLUMNS:
                made[SPELLED_COLUMNS[facet]] = [spelled_term(key, spelled) for key, spelled in held]
    return made


def _add_texts(made: dict[str, Any], document: PersonDocument) -> None:
    every: dict[str, None] = {}
    for field in TEXT_FIELDS:
        values = [words(text) for text in texts(document, field)]
        if not values:
            continue
        held = dict.fromkeys(chain.from_iterable(values))
        every |= held
        if field.stemmed:
            made[field.name] = [" ".join(map(stem, value)) for value in values]
            made[WORDS_COLUMNS[field.name]] = " ".join(held)
        else:
            made[field.name] = [" ".join(value) for value in values]
    if every:
        made[ANY_WORDS] = " ".join(every)
        made[ANY] = " ".join(dict.fromkeys(map(stem, every)))


def _access(document: PersonDocument, side: str) -> list[str]:
    tokens = [side + token for token in document.access]
    if ALL_SEATS not in document.hidden_from:
        tokens.append(ALL_SHADOWS if document.shadow else ALL_PERSONS)
    return tokens


def id_of(slot: Slot) -> str:
    """Name a place of the index: a document's id, the same whoever writes it."""
    key, shadow = slot
    side = SHADOW if shadow else PERSON
    raw = key.encode("utf-8", "surrogatepass")
    if len(raw) <= ID_BYTES:
        return side + key
    return f"{side}#{hashlib.sha256(raw).hexdigest()}"


def slot_of_key(term: str) -> Slot:
    """Read the value of a document's key column."""
    return term[len(PERSON) :], term.startswith(SHADOW)


def spelling_mark(key: str) -> str:
    """Give what all spellings of a folded value begin with: short and of plain letters, whatever the value is."""
    return hashlib.blake2b(key.encode(), digest_size=DIGEST_LETTERS // 2).hexdigest()


def spelled_term(key: str, spelled: str) -> str:
    """Write a folded value's spelling as one term."""
    return spelling_mark(key) + spelled


def spelling_of_term(term: str) -> str:
    """Read the spelling back."""
    return term[DIGEST_LETTERS:]
