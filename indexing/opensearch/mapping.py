"""Turn the table of fields into the columns of an OpenSearch index."""

import hashlib
import json
from typing import Any

from entities.errors import EngineDown
from entities.query import FacetName
from indexing.analysis import ANALYSIS
from indexing.fields import COUNTED_FACETS, FACET_SOURCES, PLAIN_FACETS, TEXT_FIELDS
from indexing.opensearch.refusals import REBUILD_HINT

LAYOUT = "1"  # change it whenever bodies.py writes something else for the same document
# Scope `any` looks into two columns of every field's tokens and words: one list of documents a term, not ten.
ANY, ANY_WORDS = "any", "any_words"
# Prefixes look into columns of unstemmed words.
WORDS_COLUMNS = {field.name: f"{field.name}_words" if field.stemmed else field.name for field in TEXT_FIELDS}
FACET_COLUMNS: dict[FacetName, str] = {facet: f"{facet}_facet" for facet in FACET_SOURCES}
SPELLED_COLUMNS: dict[FacetName, str] = {
    facet: f"{facet}_spelled" for facet in COUNTED_FACETS if facet not in PLAIN_FACETS
}
GAP = 100  # positions between two values: no phrase is that far apart
TENANT = "tenant"  # in a pool: whose document it is

# Finished tokens come with spaces between them: nothing is left to analyse.
_TEXT: dict[str, Any] = {"type": "text", "analyzer": "whitespace", "norms": False}
_PLACED = {**_TEXT, "index_options": "positions", "position_increment_gap": GAP}
_LISTED = {**_TEXT, "index_options": "docs"}
_TERM: dict[str, Any] = {"type": "keyword", "doc_values": False}
_COLUMN: dict[str, Any] = {"type": "keyword", "index": False}


def columns() -> dict[str, dict[str, Any]]:
    """List the columns of an index, each with its OpenSearch type."""
    made: dict[str, dict[str, Any]] = {
        "key": _COLUMN,
        "access": _TERM,
        "hidden_from": _TERM,
        TENANT: _TERM,
        "number": {"type": "long", "index": False},
        "version": {"type": "long", "index": False, "store": True},
        "member": {"type": "long"},
        "updated": {"type": "long"},
        "years": {"type": "integer"},
    }
    for field in TEXT_FIELDS:
        made[field.name] = _PLACED
        if field.stemmed:
            made[WORDS_COLUMNS[field.name]] = _LISTED
    made |= dict.fromkeys((ANY, ANY_WORDS), _LISTED)
    for facet, column in FACET_COLUMNS.items():
        made[column] = {"type": "keyword"} if facet in COUNTED_FACETS else _TERM
    return made | dict.fromkeys(SPELLED_COLUMNS.values(), _COLUMN)


def format_tag() -> str:
    """Name the form of an index: equal tags mean that its terms can be read by this code."""
    parts = (LAYOUT, ANALYSIS, repr(TEXT_FIELDS), repr(FACET_SOURCES), json.dumps(columns(), sort_keys=True))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:8]


def mapping() -> dict[str, Any]:
    """Make the mapping of an index; the documents themselves are not kept, the store has them."""
    return {
        "dynamic": "strict",
        "_source": {"enabled": False},
        "_meta": {"format": format_tag()},
        "properties": columns(),
    }


def check_mapping(held: dict[str, Any]) -> None:
    """Raise EngineDown unless an index's mapping is the one that we would make."""
    if (held.get("_meta") or {}).get("format") != format_tag():
        raise EngineDown("an index was written in another form", hint=REBUILD_HINT)
    strict = held.get("dynamic") == "strict" and (held.get("_source") or {}).get("enabled") is False
    properties = held.get("properties") or {}
    made = columns()
    if not strict or properties.keys() != made.keys() or any(_plain(properties[n]) != _plain(made[n]) for n in made):
        raise EngineDown("an index's mapping was changed by hand", hint=REBUILD_HINT)


def _plain(column: dict[str, Any]) -> dict[str, str]:
    """Leave out what OpenSearch doesn't repeat: the defaults."""
    defaults = {"index_options": "positions", "position_increment_gap": str(GAP)}
    told = {name: str(value).lower() for name, value in column.items()}
    return {name: value for name, value in told.items() if defaults.get(name) != value}
