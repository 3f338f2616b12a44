"""Turn two person tables into one table of links, estimating weights on the way."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

import numpy as np
import pyarrow as pa

from matcher.blocking import BlockingReport
from matcher.compared import Lists, compare_all
from matcher.decide import PRECISION, decide, match_at, reason
from matcher.hashing import I64
from matcher.prepare import prepare
from matcher.profiles import Profiles
from matcher.runs import Runs
from matcher.schema import LINK_SCHEMA, checked, checked_labels
from matcher.score import best_of, log_odds
from matcher.side import Side, usable_rows
from matcher.train import Sample, Trained, train
from matcher.weights import Weights

SAMPLE = 20_000  # candidates whose pairs the weights are fitted to
CHUNK = 50_000  # candidates compared at once
Progress = Callable[[str, int, int], None]
Labels = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Matched:
    """The links as a table (`schema.LINK_SCHEMA`), the weights that made them, and counts of what was done."""

    table: pa.Table
    weights: Weights
    report: Mapping[str, object]


def match_tables(
    candidates: pa.Table,
    profiles: pa.Table,
    *,
    weights: Weights | None = None,
    labels: pa.Table | None = None,
    precision: float = PRECISION,
    progress: Progress | None = None,
) -> Matched:
    """Link every candidate to its best profile; without weights, estimate them from the two tables first.

    `precision` is the share of decisions "match" that should be right.

    Raises InvalidTable when a table doesn't fit the match schema, naming the column and, for ids, the row.
    """
    tell = progress or _silent
    known: Labels = {} if labels is None else checked_labels(labels)
    left = checked(candidates, "candidates")
    tell("prepare profiles", 0, profiles.num_rows)
    prepared = Profiles(profiles)
    tell("prepare profiles", profiles.num_rows, profiles.num_rows)
    side = prepare(left)
    tell("prepare candidates", len(side), len(side))
    kept: Lists | None = None
    report: dict[str, object] = {"candidates": len(side), "profiles": len(prepared)}
    if weights is None:
        trained, kept = _fit(side, prepared, known, tell)
        weights = trained.weights
        report["training"] = dict(trained.report)
    tables, counted = [], Counter[str]()
    blocking: list[list[BlockingReport]] = []
    pairs = 0
    for start in range(0, len(side), CHUNK):
        chunk = side if len(side) <= CHUNK else side.take(np.arange(start, min(start + CHUNK, len(side))))
        lists = kept if kept is not None and len(side) <= CHUNK else compare_all(chunk, prepared.runs, {}, {})
        tables.append(_table(chunk, lists, weights, precision, counted))
        blocking.append(lists.reports)
        pairs += len(lists.candidate)
        tell("match", start + len(chunk), len(side))
    report |= {"pairs": pairs, "decisions": dict(counted), "blocking": _blocking(blocking), "weights": weights.hash}
    return Matched(pa.concat_tables(tables) if tables else LINK_SCHEMA.empty_table(), weights, report)


def estimate_weights(
    candidates: pa.Table, profiles: "pa.Table | Profiles", *, labels: pa.Table | None = None
) -> Weights:
    """Fit weights to two tables, or to a table and prepared profiles, without labels or with some.

    Raises InvalidTable as `match_tables` does.
    """
    side = prepare(checked(candidates, "candidates"))
    prepared = profiles if isinstance(profiles, Profiles) else Profiles(profiles)
    known: Labels = {} if labels is None else checked_labels(labels)
    return _fit(side, prepared, known, _silent)[0].weights


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def _fit(side: Side, profiles: Profiles, known: Labels, tell: Progress) -> tuple[Trained, Lists]:
    """Fit to an even sample of the candidates, and to all labelled ones."""
    rows = np.arange(len(side))
    if len(side) > SAMPLE:
        labelled = [row for row, name in enumerate(side.ids.tolist()) if name in known]
        chosen = {*np.linspace(0, len(side) - 1, SAMPLE).astype(int).tolist(), *labelled}
        rows = np.array(sorted(chosen), np.int64)
    sample = side if len(rows) == len(side) else side.take(rows)
    lists = compare_all(sample, profiles.runs, {}, {})
    tell("compare a sample", len(sample), len(sample))
    trained = train(_sample(sample, profiles, lists, known))
    tell("estimate weights", len(sample), len(sample))
    return trained, lists


def _sample(side: Side, profiles: Profiles, lists: Lists, known: Labels) -> Sample:
    emails = side.many["emails"].whole()
    own = np.sort(emails.values)
    alone = np.searchsorted(own, emails.values, side="right") - np.searchsorted(own, emails.values) == 1
    alone &= Runs(profiles.runs).counts("emails", emails.values) == 1
    unique = np.zeros(len(side), bool)
    unique[emails.rows[alone]] = True
    answers = np.full(len(lists.candidate), -1, np.int8)
    if known:
        asked = np.array([name in known for name in side.ids.tolist()], bool)[lists.candidate]
        at = np.flatnonzero(asked)
        pairs = zip(side.ids[lists.candidate[at]].tolist(), lists.ids(at).tolist(), strict=True)
        answers[at] = [known[name] == profile for name, profile in pairs]
    return Sample(lists.candidate, lists.codes, unique[lists.candidate], answers, len(side))


def _table(side: Side, lists: Lists, weights: Weights, precision: float, counted: Counter[str]) -> pa.Table:
    odds = log_odds(lists.codes, weights)
    best = best_of(lists.candidate, odds, lists.ids, len(side))
    usable = usable_rows(side)
    ids, firsts, seconds = side.ids.tolist(), _ids_at(lists, best.pair), _ids_at(lists, best.second)
    rows = []
    for row in range(len(side)):
        pair, second = int(best.pair[row]), int(best.second[row])
        probability = float(best.probability[row])
        decision = decide(probability, match_at(precision), has_profile=pair >= 0)
        counted[decision] += 1
        runner_up = float(best.second_probability[row]) if second >= 0 else None
        why = reason(decision, probability, runner_up, usable=bool(usable[row]), has_profile=pair >= 0)
        rows.append(
            (
                ids[row],
                firsts[row],
                probability,
                float(best.none_probability[row]),
                seconds[row],
                runner_up,
                decision,
                float(odds[pair]) if pair >= 0 else None,
                why,
            )
        )
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in LINK_SCHEMA]
    return pa.table(
        [pa.array(column, field.type) for column, field in zip(columns, LINK_SCHEMA, strict=True)], schema=LINK_SCHEMA
    )


def _ids_at(lists: Lists, pairs: I64) -> list[str | None]:
    found = np.full(len(pairs), None, object)
    some = np.flatnonzero(pairs >= 0)
    found[some] = lists.ids(pairs[some])
    ids: list[str | None] = found.tolist()
    return ids


def _blocking(chunks: list[list[BlockingReport]]) -> list[dict[str, object]]:
    """Add the families' counts up over the chunks."""
    total = []
    for families in zip(*chunks, strict=True):
        pairs, capped = sum(f.pairs for f in families), sum(f.capped for f in families)
        total.append(asdict(BlockingReport(families[0].family, pairs, capped)))
    return total
