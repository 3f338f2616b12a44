"""Turn some people into a visible question for people like them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from entities.ats import Job
from entities.document import Access, PersonDocument
from entities.hit import Hit
from entities.ids import TenantKey
from entities.query import And, Everything, FacetName, Filter, Question
from indexing import analyse, parse_query, render_query
from ranking import Found, JobQuestion, QuestionPart, default_model, listing, question_of, recommend
from service.flows.find import LeaveOut, Listed, find
from service.flows.ranked import Order, stretch
from service.wiring import Parts

RANKED = 500  # people fetched
MOST_SKILLS = 20
TITLE, SKILL, PLACE = 3.0, 2.0, 1.0  # weights of what all of the people hold; less of what only some do
NO_TITLE = "-"  # a job must have a title, and this one has no word


@dataclass(frozen=True, slots=True)
class Likeness:
    """What to look for: the people it was made of, by id, and the question, with a job's noun around its title."""

    people: tuple[str, ...]
    job: Job
    question: JobQuestion


def likeness(people: Sequence[PersonDocument], *, text: str, now: datetime) -> Likeness:
    """Ask for the titles, skills and places that people hold; `text` in the query language narrows it.

    Raises:
        InvalidQuery, TooLarge: the text can't be read.

    """
    titles = _shares(people, lambda one: [one.current_title or next(iter(one.titles), "")])
    skills = _shares(people, lambda one: one.skills)
    places = _shares(people, lambda one: [one.location.split(",")[0].strip()])
    parts = [QuestionPart(kind="title", text=title, weight=TITLE * share) for title, share in titles]
    parts += [QuestionPart(kind="skill", text=skill, weight=SKILL * share) for skill, share in skills[:MOST_SKILLS]]
    parts += [QuestionPart(kind="location", text=place, weight=PLACE * share) for place, share in places]
    question = question_of(parts)
    narrowed = parse_query(text)
    if not isinstance(narrowed, Everything):
        where = And(parts=(narrowed, question.where))
        question = JobQuestion(parts=question.parts, where=where, text=render_query(where))
    title = titles[0][0] if titles else NO_TITLE
    return Likeness(tuple(one.person for one in people), Job(id="similar", modified=now, title=title), question)


def rank_similar(
    parts: Parts,
    tenant: TenantKey,
    wanted: Likeness,
    *,
    filters: tuple[Filter, ...],
    facets: tuple[FacetName, ...],
    access: Access,
) -> Listed:
    """Rank the people that are most like those asked for, themselves left out.

    Raises:
        EngineError: the index can't answer.

    """
    reach = RANKED + len(wanted.people)  # who is left out must not crowd out the others
    question = Question(
        where=wanted.question.where,
        filters=filters,
        facets=facets,
        limit=reach,
        access=access,
    )
    title, left_out = listing.job_title(wanted.job), LeaveOut(persons=frozenset(wanted.people), counted=True)
    return find(parts, tenant, question, best=reach, title=title, leave_out=left_out)


def show_similar(
    parts: Parts, tenant: TenantKey, wanted: Likeness, order: Order, page: slice, *, access: Access
) -> list[Hit]:
    """Read and explain one stretch of people that were ranked before."""

    def rank(found: Sequence[Found]) -> list[Hit]:
        return _ranked(wanted, found, order.at)

    return stretch(parts, tenant, order, page, rank, access=access)


def _ranked(wanted: Likeness, found: Sequence[Found], now: datetime) -> list[Hit]:
    return recommend(
        wanted.job,
        wanted.question,
        found,
        now=now,
        analyse=analyse,
        model=default_model(),
        applied=frozenset(wanted.people),
    )


def _shares(
    people: Sequence[PersonDocument], held: Callable[[PersonDocument], Sequence[str]]
) -> list[tuple[str, float]]:
    """Give each value that somebody holds with the share of people who do, the most shared first, then as they come."""
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for one in people:
        values = {value.casefold(): value for value in held(one) if value}
        counts.update(values.keys())
        for key, value in values.items():
            spelled.setdefault(key, value)
    order = {key: at for at, key in enumerate(spelled)}
    return [
        (spelled[key], round(count / len(people), 3))
        for key, count in sorted(counts.items(), key=lambda pair: (-pair[1], order[pair[0]]))
    ]
