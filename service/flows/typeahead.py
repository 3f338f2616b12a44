"""Turn the beginning of a value into the values that people hold whom a seat may see."""

from collections.abc import Mapping
from typing import Literal

from anyascii import anyascii

from entities.document import Access
from entities.hit import FacetCount
from entities.ids import TenantKey
from entities.query import FacetName, Prefix, Question, Scope
from indexing import search_united
from service.wiring import Parts

TypedField = Literal["title", "company", "skill", "location"]
FACETS: Mapping[TypedField, tuple[FacetName, Scope]] = {
    "title": ("current_title", "title"),
    "company": ("current_company", "company"),
    "skill": ("skill", "skill"),
    "location": ("location", "location"),
}
LOOKED_AT = 10_000  # values of people who hold such a word, the most frequent first


def complete(
    parts: Parts, tenant: TenantKey, field: TypedField, prefix: str, *, access: Access, limit: int
) -> list[FacetCount]:
    """List values in which the prefix stands at the beginning of a word, with how many people hold each.

    The most frequent come first. Values are those of the tenant's own people and of members, as the viewer finds them.

    Raises:
        EngineError: the index can't answer.

    """
    facet, scope = FACETS[field]
    question = Question(
        where=Prefix(text=prefix, scope=scope), facets=(facet,), facet_size=LOOKED_AT, limit=0, access=access
    )
    united = search_united(parts.engine, parts.tenant_index(tenant), parts.members_index, question, k=0)
    wanted = f" {_plain(prefix)}"
    return [one for one in united.facets[facet] if wanted in f" {_plain(one.value)}"][:limit]


def _plain(text: str) -> str:
    """Write text in small plain letters, words parted by one space."""
    letters = anyascii(text).casefold()
    return " ".join("".join(letter if letter.isalnum() or letter in "+#." else " " for letter in letters).split())
