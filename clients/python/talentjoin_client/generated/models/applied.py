from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass as _dataclass
from dataclasses import field as _field
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from ..models.applied_job import AppliedJob


T = TypeVar("T", bound="Applied")


@_dataclass
class Applied:
    """One application, with the stage that it has reached.

    Attributes:
        source_id (str):
        job (AppliedJob | None): Null where the job is unknown, or not for this seat.
        stage (str): The latest stage, or the status where there is none.
        status (str):
        source (str):
        applied_at (datetime.datetime | None):
    """

    source_id: str
    job: AppliedJob | None
    stage: str
    status: str
    source: str
    applied_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _field(init=False, default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.applied_job import AppliedJob

        source_id = self.source_id

        job: dict[str, Any] | None
        if isinstance(self.job, AppliedJob):
            job = self.job.to_dict()
        else:
            job = self.job

        stage = self.stage

        status = self.status

        source = self.source

        applied_at: None | str
        if isinstance(self.applied_at, datetime.datetime):
            applied_at = self.applied_at.isoformat()
        else:
            applied_at = self.applied_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "source_id": source_id,
                "job": job,
                "stage": stage,
                "status": status,
                "source": source,
                "applied_at": applied_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.applied_job import AppliedJob

        d = dict(src_dict)
        source_id = d.pop("source_id")

        def _parse_job(data: object) -> AppliedJob | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                job_type_0 = AppliedJob.from_dict(data)

                return job_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AppliedJob | None, data)

        job = _parse_job(d.pop("job"))

        stage = d.pop("stage")

        status = d.pop("status")

        source = d.pop("source")

        def _parse_applied_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                applied_at_type_0 = datetime.datetime.fromisoformat(data)

                return applied_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        applied_at = _parse_applied_at(d.pop("applied_at"))

        applied = cls(
            source_id=source_id,
            job=job,
            stage=stage,
            status=status,
            source=source,
            applied_at=applied_at,
        )

        applied.additional_properties = d
        return applied

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
