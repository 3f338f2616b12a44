"""Turn a search text into the conditions that people are found by, and the terms that they are ranked and shown by."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from entities.ids import TenantKey
from entities.query import And, Node, Scope, Word
from indexing import analyse, parse_query
from indexing.widening import FREQUENT, Widened, Widening, WideningKind, is_plain, taxonomy, widen
from ranking import terms_of
from service.wiring import Parts

if TYPE_CHECKING:
    from ranking import Term

UNSTEMMED: tuple[Scope, ...] = ("name", "company", "school", "location")  # where a word's ending matters


class WidenedWord(BaseModel):
    """What a word of a search, or words that are one name, was also taken for."""

    model_config = ConfigDict(frozen=True)

    word: str = Field(description="As it was typed.")
    alternatives: tuple[str, ...] = Field(description="Who holds one of these is found too, below the others.")
    kind: WideningKind = Field(description="`typo`: words one letter away; `taxonomy`: other names of the same work.")


def widened(parts: Parts, tenant: TenantKey, text: str, where: Node | None = None, *, doubt: bool = False) -> Widened:
    """Widen a search of plain words by what people hold whom everyone may find, and by known labels.

    In `doubt` even of words that many people hold. Any other search stays as it is. `where` is the text if it was read
    before.

    Raises:
        InvalidQuery, TooLarge: the text can't be read.
        StoreError: the lexicon can't be read.

    """
    where = parse_query(text) if where is None else where
    if not isinstance(where, Word | And) or not is_plain(text):
        return Widened(where)
    return widen(where, held=_Held(parts, tenant), labels=taxonomy(), doubt=doubt)


def asked_terms(where: Node, widenings: Sequence[Widening]) -> "tuple[Term, ...]":
    """List what a search asks for, then what else its words were taken for."""
    instead = [(one.words, one.alternatives, one.weight) for one in widenings]
    return terms_of(where, analyse=analyse, instead=instead)


def shown_widenings(widenings: Sequence[Widening]) -> tuple[WidenedWord, ...]:
    """Show what was widened."""
    return tuple(
        WidenedWord(word=" ".join(one.words), alternatives=one.alternatives, kind=one.kind) for one in widenings
    )


class _Held:
    """What the tenant's people and the members hold."""

    def __init__(self, parts: Parts, tenant: TenantKey) -> None:
        self._parts = parts
        self._indices = (parts.tenant_index(tenant), parts.members_index)

    def near(self, word: str) -> Mapping[str, int]:
        return self._parts.lexicon.near(self._indices, word)

    def spelled(self, word: str) -> int:
        scopes: tuple[Scope, ...] = ("any", *UNSTEMMED)
        anywhere, *names = self._parts.columns.holders([(analyse(word)[0], one) for one in scopes], self._indices)
        texts = anywhere - sum(names)
        return texts if texts >= FREQUENT else max(self._parts.lexicon.documents(self._indices, word), texts)

    def known(self, tokens: Sequence[str]) -> Sequence[int]:
        return self._parts.columns.holders([(token, "any") for token in tokens], self._indices)
