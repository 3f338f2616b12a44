"""Turn a finished match into the story that its report tells, with personal values only where they were asked for."""

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from matcher.streams import Explained, Matched
from service.flows.people_files import PeopleFiles
from service.pictures import Fall, RunStory, Sampled

SHOWN = {"match": 4, "review": 3, "none": 3}  # samples of each decision, where there are as many
SHOWN_RIVALS = 2
SHOWN_LETTERS = 400  # of a value
LEFT_OUT = ("id",)


def story_of(
    matched: Matched, candidates: pa.Table, files: Mapping[str, str], profiles: PeopleFiles | None
) -> RunStory:
    """Tell a run; with `profiles` given, samples carry ids and values of both sides."""
    chosen = _chosen(matched.explained)
    rows = rows_of(candidates, [one.candidate for one in chosen])
    known: dict[str, dict[str, Any]] = {}
    if profiles is not None:
        wanted = {rival.profile for one in chosen for rival in one.rivals[:SHOWN_RIVALS]}
        known = people_of(profiles, wanted)
    samples = []
    for one, row in zip(chosen, rows, strict=True):
        values = shown(candidates.slice(row, 1).to_pylist()[0]) if profiles is not None else None
        falls = tuple(
            Fall(
                rival.probability,
                rival.log_odds,
                rival.evidence,
                profile=rival.profile if profiles is not None else None,
                values=shown(known[rival.profile]) if rival.profile in known else None,
            )
            for rival in one.rivals[:SHOWN_RIVALS]
        )
        samples.append(
            Sampled(
                row,
                one.decision,
                one.reason,
                one.none_probability,
                falls,
                candidate=one.candidate if profiles is not None else None,
                values=values,
            )
        )
    return RunStory(matched.table, matched.weights, matched.report, samples, files, version("talentjoin"))


def rows_of(people: pa.Table, ids: Sequence[str]) -> list[int]:
    """Find the rows in which ids stand; -1 for one that isn't there."""
    found = pc.index_in(pa.array(ids, pa.string()), people["id"].combine_chunks().cast(pa.string()))
    return [int(row) for row in pc.fill_null(found, -1).to_pylist()]


def people_of(people: PeopleFiles, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Read the people with these ids, batch by batch, until all are found."""
    left = set(ids)
    found: dict[str, dict[str, Any]] = {}
    for batch in people.batches() if left else ():
        names = batch.column(batch.schema.get_field_index("id")).cast(pa.string())
        for row in batch.filter(pc.is_in(names, pa.array(sorted(left), pa.string()))).to_pylist():
            found[row["id"]] = row
            left.discard(row["id"])
        if not left:
            break
    return found


def shown(person: Mapping[str, Any]) -> dict[str, str]:
    """Write a person's values as words, field by field."""
    words = {name: _words(value) for name, value in person.items() if name not in LEFT_OUT}
    return {name: value for name, value in words.items() if value}


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return " ".join(filter(None, (_words(one) for one in value.values())))
    listed = isinstance(value, list)
    text = "; ".join(filter(None, (_words(one) for one in value))) if listed else str(value)
    return text if len(text) <= SHOWN_LETTERS else text[: SHOWN_LETTERS - 1] + "…"


def _chosen(explained: Iterable[Explained]) -> list[Explained]:
    """Choose samples: some of each decision, and where one has too few, more of the others."""
    left = dict(SHOWN)
    chosen: list[Explained] = []
    spare: list[Explained] = []
    for one in explained:
        (chosen if left[one.decision] > 0 else spare).append(one)
        left[one.decision] -= 1
    chosen += spare[: max(0, sum(SHOWN.values()) - len(chosen))]
    return sorted(chosen, key=lambda one: tuple(SHOWN).index(one.decision))
