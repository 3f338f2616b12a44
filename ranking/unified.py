"""Turn what the engines found for a search into one ordered, explained list of hits."""

from collections.abc import Callable, Sequence
from datetime import datetime

from entities.hit import Hit, Reason
from entities.query import Sort
from ranking.explain import reasons, rows
from ranking.features import Features, Found, features
from ranking.model import Model, score
from ranking.terms import Analyse, Term


def rank_unified(
    found: Sequence[Found],
    terms: Sequence[Term],
    *,
    sort: Sort = "relevance",
    now: datetime,
    analyse: Analyse,
    model: Model,
    page: slice | None = None,
) -> list[Hit]:
    """Order what was found, all of it, best or newest first; equal ones by key, tenant's before members'.

    A hit's contributions sum exactly to its score. `page` names the places whose hits carry contributions and reasons
    (all of them if None): give it where only a page is shown, for explaining costs most.
    """
    computed = features(found, terms, now=now, analyse=analyse)

    def why(at: int) -> tuple[Reason, ...]:
        return reasons(found[at].document, at, computed)

    return hits_of(found, computed, model, why, sort=sort, page=page)


def hits_of(
    found: Sequence[Found],
    computed: Features,
    model: Model,
    why: Callable[[int], tuple[Reason, ...]],
    *,
    sort: Sort = "relevance",
    page: slice | None = None,
) -> list[Hit]:
    """Score and order what was found; `why` gives the reasons of the hit at a place in `found`."""
    contributions = model.contributions(computed.values).tolist()
    values = computed.values.tolist()
    scores = [score(row) for row in contributions]

    def place(at: int) -> tuple[float, str, bool]:
        document = found[at].document
        first = -float(document.updated) if sort == "recency" else -scores[at]
        return first, document.person, found[at].origin == "members"

    order = sorted(range(len(found)), key=place)
    explained = set(order if page is None else order[page])
    return [
        Hit(
            document=found[at].document,
            score=scores[at],
            contributions=rows(values[at], contributions[at]) if at in explained else (),
            reasons=why(at) if at in explained else (),
        )
        for at in order
    ]
