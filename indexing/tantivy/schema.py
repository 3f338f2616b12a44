"""Turn a person document into a tantivy document, by the field table."""

import hashlib
from typing import Any

import tantivy
from tantivy.tantivy import __version__

from entities.document import ALL_SEATS, PersonDocument
from entities.query import FacetName
from indexing.analysis import ANALYSIS, analysed
from indexing.engine import Slot, Spelling
from indexing.fields import COUNTED_FACETS, FACET_SOURCES, PLAIN_FACETS, TEXT_FIELDS, facet_values, texts

LAYOUT = "3"  # change it whenever this module writes something else for the same document
JOINT = "\x1f"  # between a facet value's folded form and its spelling; white space, so never in either
# Scope `any` looks into two columns of every field's tokens and words: one list of documents a term, not ten.
ANY, ANY_WORDS = "any", "any_words"
# Prefixes look into columns of unstemmed words.
WORDS_COLUMNS = {field.name: f"{field.name}_words" if field.stemmed else field.name for field in TEXT_FIELDS}
FACET_COLUMNS: dict[FacetName, str] = {facet: f"{facet}_facet" for facet in FACET_SOURCES}
SPELLED_COLUMNS: dict[FacetName, str] = {
    facet: f"{facet}_spelled" for facet in COUNTED_FACETS if facet not in PLAIN_FACETS
}
MOST_YEARS = 99  # above, years count as that many
PERSON, SHADOW = "p:", "s:"  # begin the keys and access tokens of persons and of shadows
ALL_PERSONS, ALL_SHADOWS = "p", "s"  # what all seats at once find; no token reads so, for tokens have a beginning


def build_schema() -> tantivy.Schema:
    """Make tantivy's schema: finished tokens are split at spaces, everything else is one term."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for tokens in ("access", "hidden_from"):
        builder.add_text_field(tokens, tokenizer_name="raw", index_option="basic")
    # Unsigned columns filled through Document kill the writer thread, so all numbers are signed.
    builder.add_integer_field("version", fast=True)
    builder.add_integer_field("number", fast=True)
    builder.add_integer_field("member", indexed=True, fast=True)
    builder.add_integer_field("updated", indexed=True, fast=True)
    for field in TEXT_FIELDS:
        builder.add_text_field(field.name, tokenizer_name="whitespace", index_option="position")
        if field.stemmed:
            builder.add_text_field(WORDS_COLUMNS[field.name], tokenizer_name="whitespace", index_option="basic")
    for column in (ANY, ANY_WORDS):
        builder.add_text_field(column, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("years", tokenizer_name="raw", index_option="basic")
    for facet, column in FACET_COLUMNS.items():
        counted = facet in COUNTED_FACETS
        builder.add_text_field(column, fast=counted, tokenizer_name="raw", index_option="basic")
    for column in SPELLED_COLUMNS.values():
        builder.add_text_field(column, tokenizer_name="raw", index_option="basic")
    return builder.build()


def format_tag() -> str:
    """Name the form of an index: equal tags mean that its files and terms can be read by this code."""
    parts = (LAYOUT, ANALYSIS, __version__, repr(TEXT_FIELDS), repr(FACET_SOURCES))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]


def tantivy_document(document: PersonDocument, schema: tantivy.Schema) -> tantivy.Document:
    """Make the tantivy document of a person or shadow."""
    side = SHADOW if document.shadow else PERSON
    columns: dict[str, Any] = {
        "key": side + document.key,
        "access": _access(document, side),
        "hidden_from": [side + token for token in document.hidden_from],
        "number": document.number,
        "version": document.version,
        "updated": document.updated,
    }
    if document.member is not None:
        columns["member"] = document.member
    if document.years is not None:
        columns["years"] = years_term(document.years)
    return tantivy.Document.from_dict(columns | _texts(document) | _facets(document), schema)


def _texts(document: PersonDocument) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    spoken: set[str] = set()
    tokens: set[str] = set()
    for field in TEXT_FIELDS:
        values = [analysed(text) for text in texts(document, field)]
        if not values:
            continue
        if field.stemmed:
            columns[field.name] = [value.stemmed for value in values]
            columns[WORDS_COLUMNS[field.name]] = " ".join([value.spoken for value in values])
        else:
            columns[field.name] = [value.spoken for value in values]
        for value in values:
            spoken.update(value.words)
            tokens.update(value.tokens)
    if spoken:
        columns[ANY_WORDS] = " ".join(spoken)
        columns[ANY] = " ".join(tokens)
    return columns


def _facets(document: PersonDocument) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for facet, column in FACET_COLUMNS.items():
        found = facet_values(document, facet)
        if found:
            columns[column] = [key for key, _ in found]
            if facet in SPELLED_COLUMNS:
                columns[SPELLED_COLUMNS[facet]] = [key + JOINT + spelled for key, spelled in found]
    return columns


def years_term(years: int) -> str:
    """Write years of experience as a term."""
    return str(min(years, MOST_YEARS))


def _access(document: PersonDocument, side: str) -> list[str]:
    tokens = [side + token for token in document.access]
    if ALL_SEATS not in document.hidden_from:
        tokens.append(ALL_SHADOWS if document.shadow else ALL_PERSONS)
    return tokens


def key_term(slot: Slot) -> str:
    """Write a place of the index as the one term of its key column."""
    key, shadow = slot
    return (SHADOW if shadow else PERSON) + key


def slot_of_term(term: str) -> Slot:
    """Read `key_term` back."""
    return term[len(PERSON) :], term.startswith(SHADOW)


def spelling_of_term(term: str) -> Spelling:
    """Read a term of a count column."""
    key, _, spelled = term.partition(JOINT)
    return key, spelled
