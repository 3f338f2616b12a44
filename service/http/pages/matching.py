"""Turn a picked job into a page of the people recommended for it."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from entities.ats import Job
from entities.errors import NotFound
from entities.ids import InstanceId, RecordId, SourceId
from indexing import analyse
from ranking import QuestionPart, terms_of
from service.flows.access import visible
from service.flows.recommend import recommend_for
from service.http.pages.found import HitView, hit_views
from service.http.pages.frame import shell
from service.http.pages.guard import Here, OwnForm, PageRoute, Visit
from service.http.pages.places import HITS, Matches, first
from service.http.pages.render import page
from service.http.pages.searching import in_doubt
from store import records
from sync import as_record

router = APIRouter(route_class=PageRoute, include_in_schema=False)
MOST_JOBS = 500  # a picker with more is none


@dataclass(frozen=True, slots=True)
class JobOption:
    """One job to pick."""

    id: RecordId
    label: str
    state: str
    instance: InstanceId
    source: SourceId


@dataclass(frozen=True, slots=True)
class MatchesView:
    """The people recommended for a job, the question that found them, and how many were considered."""

    title: str
    parts: tuple[QuestionPart, ...]
    considered: int
    hits: tuple[HitView, ...]


@router.get("/matches")
def show_matches(visit: Here, request: Request) -> Response:
    """Show the matches of the job that the address points at, or the jobs to pick from."""
    at = request.query_params.get("at", "")
    place = visit.session.places.get(at)
    chosen = place.job if isinstance(place, Matches) else ""
    jobs = _jobs(visit)
    view = _matches(visit, next((job for job in jobs if job.id == chosen), None)) if chosen else None
    groups = [
        (state, [job for job in jobs if job.state == state]) for state in dict.fromkeys(job.state for job in jobs)
    ]
    return page("matches.html", at=at, chosen=chosen, groups=groups, view=view, **shell(visit, "matches"))


@router.post("/matches")
def pick_job(visit: Here, form: OwnForm) -> Response:
    """Keep the job that was picked, and show its matches."""
    return RedirectResponse(visit.address("/matches", Matches(first(form, "job"))), 303)


def _jobs(visit: Visit) -> list[JobOption]:
    """List the jobs that the seat may see, open ones first."""
    call = visit.call
    with call.parts.store.reading(call.tenant) as tx:
        stored = visible(tx, records.by_kind(tx, "job", limit=MOST_JOBS), call.viewer(tx).access)
    options = [_option(one) for one in stored]
    return sorted(options, key=lambda job: (job.state != "open", job.state, job.label.casefold(), job.id))


def _matches(visit: Visit, job: JobOption | None) -> MatchesView:
    if job is None:
        raise NotFound("there is no such job")
    call = visit.call
    with call.parts.store.reading(call.tenant) as tx:
        access = call.viewer(tx).access
    found = recommend_for(call.parts, call.tenant, job.source, instance=job.instance, limit=HITS, access=access)
    call.saw("person", [hit.id for hit in found.hits])
    hits = hit_views(found.hits, terms_of(found.question.where, analyse=analyse), in_doubt(visit, found.hits))
    return MatchesView(found.title, found.question.parts, found.considered, hits)


def _option(stored: records.Stored) -> JobOption:
    job = as_record(stored.payload)
    assert isinstance(job, Job)
    label = f"{job.title}, {job.location}" if job.location else job.title
    return JobOption(stored.id, label, job.state, stored.instance, stored.source)
