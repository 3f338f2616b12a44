"""Turn one candidate of a file into the waterfall of its best profile in another, or of a named one."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
from pydantic import BaseModel, ConfigDict

from entities.errors import InvalidTable, NotFound
from entities.link import Decision, Evidence
from matcher.streams import Explained
from service.flows.match import MatchOrder, match_sides, telling_bad_text
from service.flows.match_story import people_of, rows_of, shown
from service.flows.people_files import PeopleFiles, people_files
from service.report import Report

TEXTS = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_dictionary)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class RivalExplanation(_Frozen):
    """One profile that the candidate was compared with; the evidence sums to `log_odds`. `place` 1 is the best."""

    profile: str
    place: int
    probability: float
    log_odds: float
    evidence: tuple[Evidence, ...]
    values: dict[str, str] | None = None


class FileExplanation(_Frozen):
    """A candidate's decision with its reason, and the profiles that came into question.

    `shown` is the profile that was asked for, or the best one; None where no key brings the candidate and any profile
    together. `margin` is the log-odds by which the best one leads the runner-up.
    """

    candidate: str
    row: int
    decision: Decision
    reason: str
    none_probability: float
    compared: int
    shown: RivalExplanation | None
    best: RivalExplanation | None
    runner_up: RivalExplanation | None
    margin: float | None
    weights: str
    values: dict[str, str] | None = None


def explain_in_files(
    candidate: str,
    candidates: Path,
    profiles: Path,
    *,
    profile: str | None = None,
    weights: Path | None = None,
    values: bool = False,
    report: Report,
) -> FileExplanation:
    """Explain one candidate; without weights, they are estimated from both files first.

    Raises:
        NotFound: there is no such candidate, or nothing brings it and the profile together.
        InvalidTable: an input can't be read, lacks `id`, or has a column of a wrong type.

    """
    sides = people_files("candidates", candidates), people_files("profiles", profiles)
    with telling_bad_text(*sides):
        people = sides[0].table()
        row = _row_of(people, candidate)
        # With weights given, nobody else on the candidate's side matters.
        asked = people if weights is None else people.slice(row, 1)
        order = MatchOrder(weights=weights)
        matched = match_sides(asked, sides[1], order, report=report, explain=(candidate,))
    (found,) = (one for one in matched.explained if one.candidate == candidate)
    rivals = _rivals(found, sides[1] if values else None, profile)
    return _explanation(
        found, rivals, profile, row, weights=matched.weights.hash, values=_values(people, row) if values else None
    )


def _row_of(people: pa.Table, candidate: str) -> int:
    if "id" not in people.schema.names:
        raise InvalidTable("candidates: column id is missing", hint="only id is mandatory")
    kind = people.schema.field("id").type
    if not any(is_kind(kind) for is_kind in TEXTS):
        raise InvalidTable(f"candidates: column id is {kind}, not string")
    (row,) = rows_of(people, [candidate])
    if row < 0:
        raise NotFound("no such candidate in the file")
    return row


def _values(people: pa.Table, row: int) -> dict[str, str]:
    return shown(people.slice(row, 1).to_pylist()[0])


def _rivals(found: Explained, people: PeopleFiles | None, profile: str | None) -> list[RivalExplanation]:
    told = {one.profile for one in found.rivals[:2]} | ({profile} if profile else set())
    known = {} if people is None else people_of(people, told)
    return [
        RivalExplanation(
            profile=one.profile,
            place=place,
            probability=one.probability,
            log_odds=one.log_odds,
            evidence=one.evidence,
            values=shown(known[one.profile]) if one.profile in known else None,
        )
        for place, one in enumerate(found.rivals, 1)
    ]


def _explanation(
    found: Explained,
    rivals: Sequence[RivalExplanation],
    profile: str | None,
    row: int,
    *,
    weights: str,
    values: dict[str, str] | None,
) -> FileExplanation:
    best, second = rivals[0] if rivals else None, rivals[1] if len(rivals) > 1 else None
    chosen = best if profile is None else next((one for one in rivals if one.profile == profile), None)
    if profile is not None and chosen is None:
        raise NotFound(
            "the candidate was not compared with that profile", hint="they share no key, or it is not in the file"
        )
    return FileExplanation(
        candidate=found.candidate,
        row=row,
        decision=found.decision,
        reason=found.reason,
        none_probability=found.none_probability,
        compared=found.pairs,
        shown=chosen,
        best=best,
        runner_up=second,
        margin=best.log_odds - second.log_odds if best and second else None,
        weights=weights,
        values=values,
    )
