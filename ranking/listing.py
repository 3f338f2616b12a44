"""Turn what people answer to a question into their order, or a question into one that knows which words are rare."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from entities.ats import Job
from entities.query import And, Node, Not, Or, Phrase, Prefix, Sort, Word
from ranking.columns import Rows
from ranking.model import FEATURES, Model
from ranking.question import plain_title
from ranking.terms import Analyse, Term

LEXICAL = FEATURES.index("lexical")
DIGITS = 9  # scores that differ less are equal: how a machine adds up must not part people


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """People of one index, by the numbers of their documents, and what their order depends on.

    `values` are people x FEATURES; `left_out` is how many were asked for and aren't among them.
    """

    numbers: NDArray[np.int64]
    values: NDArray[np.float64]
    updated: NDArray[np.int64]
    ties: NDArray[np.uint64]
    left_out: int


def side(
    rows: Rows, numbers: Sequence[int], values: NDArray[np.float64], *, gone: AbstractSet[int], silent: bool
) -> Side:
    """Gather people from their rows, without the ones of some ties and, if `silent`, who must not be contacted."""
    ties = rows.ties()
    out = np.isin(ties, np.array(sorted(gone), dtype=np.uint64)) if gone else np.zeros(len(ties), dtype=np.bool_)
    if silent:
        out |= rows.silent()
    kept = ~out
    return Side(np.array(numbers, dtype=np.int64)[kept], values[kept], rows.updated()[kept], ties[kept], int(out.sum()))


def in_order(tenant: Side, members: Side, *, sort: Sort, model: Model) -> list[tuple[bool, int, float]]:
    """Order the people of both indices, equal ones by tie: whether it is a member, its number, its `lexical` value."""
    values = np.concatenate((tenant.values, members.values))
    first = (
        -np.concatenate((tenant.updated, members.updated))
        if sort == "recency"
        else -np.round(model.contributions(values).sum(axis=1), DIGITS)
    )
    of_members = np.arange(len(values)) >= len(tenant.numbers)
    places = np.lexsort((of_members, np.concatenate((tenant.ties, members.ties)), first))
    numbers = np.concatenate((tenant.numbers, members.numbers))[places].tolist()
    lexical = values[places, LEXICAL].tolist()
    return list(zip(of_members[places].tolist(), numbers, lexical, strict=True))


def job_title(job: Job) -> str:
    """Give the words of a job's title that name the work: what people's titles are compared with."""
    return plain_title(job.title)


def weigh(where: Node, rarities: Mapping[Term, float], *, analyse: Analyse) -> Node:
    """Multiply the weight of each leaf by how rare its term is, for an engine to choose whom to rank."""
    rare = {(term.tokens, term.scope, term.prefix): rarity for term, rarity in rarities.items()}

    def leaf_weight(leaf: Word | Phrase | Prefix) -> float:
        return leaf.weight * rare.get((analyse(leaf.text), leaf.scope, isinstance(leaf, Prefix)), 1.0)

    def visit(node: Node) -> Node:
        match node:
            case And() | Or():
                return node.model_copy(update={"parts": tuple(map(visit, node.parts))})
            case Not():
                return node
            case Word() | Phrase() | Prefix():
                return node.model_copy(update={"weight": leaf_weight(node)})
            case _:
                return node

    return visit(where)
