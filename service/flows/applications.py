"""Turn what leads to a candidate into its applications, as a viewer may see them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from entities.ats import Application, Job, StageEntry
from entities.document import Access
from entities.ids import RecordId, SourceId, record_id
from service.flows.access import visible
from store import TenantTx, records
from sync import as_record


class AppliedJob(BaseModel):
    """The job that an application is for."""

    model_config = ConfigDict(frozen=True)

    source_id: str
    title: str


class Applied(BaseModel):
    """One application, with the stage that it has reached."""

    model_config = ConfigDict(frozen=True)

    source_id: str
    job: AppliedJob | None = Field(description="Null where the job is unknown, or not for this seat.")
    stage: str = Field(description="The latest stage, or the status where there is none.")
    status: str
    source: str
    applied_at: datetime | None


def applications_of(tx: TenantTx, seen: Sequence[records.Stored], access: Access) -> tuple[Applied, ...]:
    """Show the applications among records that a viewer may see, the newest first.

    `seen` holds the stage entries too; jobs are read here.
    """
    read = [(stored, as_record(stored.payload)) for stored in seen]
    entries = [record for _, record in read if isinstance(record, StageEntry)]
    applications = [(stored, record) for stored, record in read if isinstance(record, Application)]
    jobs = _jobs(tx, applications, access)
    shown = [
        Applied(
            source_id=one.id,
            job=jobs.get(_job(tx, stored, one)),
            stage=_stage(one, entries),
            status=one.status,
            source=one.source,
            applied_at=one.applied_at,
        )
        for stored, one in applications
    ]
    dated = {one.id: one.applied_at or one.modified for _, one in applications}
    return tuple(sorted(shown, key=lambda one: (dated[one.source_id], one.source_id), reverse=True))


def _jobs(
    tx: TenantTx, applications: Iterable[tuple[records.Stored, Application]], access: Access
) -> Mapping[RecordId, AppliedJob]:
    stored = records.get_many(tx, {_job(tx, stored, one) for stored, one in applications})
    found = {one.id: as_record(one.payload) for one in visible(tx, list(stored.values()), access)}
    return {key: AppliedJob(source_id=job.id, title=job.title) for key, job in found.items() if isinstance(job, Job)}


def _job(tx: TenantTx, stored: records.Stored, one: Application) -> RecordId:
    return record_id(tx.tenant, stored.instance, "job", SourceId(one.job))


def _stage(one: Application, entries: Iterable[StageEntry]) -> str:
    entered = [entry for entry in entries if entry.application == one.id]
    return max(entered, key=lambda entry: (entry.entered_at, entry.id)).stage if entered else one.status
