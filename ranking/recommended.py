"""Turn the people found for a job into an ordered list that shows which requirements each one meets."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from entities.ats import Job
from entities.hit import Hit, Reason
from ranking.explain import evidence, history
from ranking.features import Features, Found, features
from ranking.model import Model
from ranking.question import JobQuestion, PartKind, QuestionPart, nodes_of, plain_title
from ranking.terms import Analyse, Term, terms_of
from ranking.unified import hits_of

# What the checklist names, in its order; the telling words of a description count, but aren't requirements.
NAMES: dict[PartKind, str] = {"title": "title", "skill": "skill", "nice_skill": "nice to have", "location": "place"}


def recommend(  # noqa: PLR0913 - the nouns that meet here, each once
    job: Job,
    question: JobQuestion,
    found: Iterable[Found],
    *,
    now: datetime,
    analyse: Analyse,
    model: Model,
    applied: AbstractSet[str] = frozenset(),
    do_not_contact: AbstractSet[str] = frozenset(),
    page: slice | None = None,
) -> list[Hit]:
    """Order people for a job, best first, equal ones by key, each with the checklist of its requirements.

    `applied` and `do_not_contact` are keys of persons to leave out. Rank and family of work are compared with the
    job's own title, whatever was edited in the question. `page` names the places of explained hits (all if None).
    """
    gone = applied | do_not_contact
    kept = [one for one in found if one.document.person not in gone]
    terms = terms_of(question.where, analyse=analyse)
    computed = features(kept, terms, now=now, analyse=analyse, title=plain_title(job.title))
    asked = _terms_by_part(question.parts, computed.terms, analyse)

    def why(at: int) -> tuple[Reason, ...]:
        return _checklist(kept[at], at, computed, asked)

    return hits_of(kept, computed, model, why, page=page)


def _terms_by_part(
    parts: Sequence[QuestionPart], terms: Sequence[Term], analyse: Analyse
) -> tuple[tuple[QuestionPart, tuple[int, ...]], ...]:
    places = {(term.tokens, term.scope): at for at, term in enumerate(terms)}
    asked = []
    for part in parts:
        keys = [(analyse(node.text), node.scope) for node in nodes_of(part)]
        if part.kind in NAMES:
            asked.append((part, tuple(places[key] for key in keys if key in places)))
    return tuple(asked)


def _checklist(
    one: Found, at: int, computed: Features, asked: Iterable[tuple[QuestionPart, tuple[int, ...]]]
) -> tuple[Reason, ...]:
    """Say for each requirement what shows it, first those that are met, then those in part, then what is missing."""
    lines: list[tuple[int, Reason]] = []
    for part, places in asked:
        shown = [
            reason
            for place in places
            if (
                reason := evidence(
                    one.document, computed.terms[place], computed.held[place, at].tolist(), computed.bits
                )
            )
        ]
        name = f"{NAMES[part.kind]} {part.text}"
        if not shown:
            lines.append((2, Reason(text=f"Missing: {name}")))
        elif len(shown) < len(places):
            lines.append((1, Reason(text=f"In part: {name}", field=shown[0].field, evidence=shown[0].evidence)))
        else:
            lines.append((0, Reason(text=f"Met: {name}", field=shown[0].field, evidence=shown[0].evidence)))
    return (*(reason for _, reason in sorted(lines, key=lambda line: line[0])), *history(one.document))
