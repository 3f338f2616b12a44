"""Turn presets of the generator into candidates' lists with their right answers."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pyarrow as pa

from benchmarks.lives import make_tables
from matcher.compared import compare_all
from matcher.patterns import Patterned, patterned
from matcher.prepare import prepare
from matcher.profiles import Profiles
from matcher.schema import checked
from service.demo.people import make_people
from service.demo.tables import people_tables

SIZES = MappingProxyType({"full": (5_000, 50_000), "quick": (1_500, 15_000)})  # candidates, profiles of each table
DEMO = "demo"  # the sandbox's people: another generator, by another hand


@dataclass(frozen=True, slots=True)
class Draw:
    """A table to fit to: preset, seed, and the fields left out of both sides."""

    preset: str
    seed: int
    without: tuple[str, ...] = ()


ADDRESSES = ("emails", "phones", "handles")
WORK = ("positions", "headline", "education")
RECIPE = MappingProxyType(
    {
        "clean": Draw("clean", 301),
        "usual": Draw("usual", 302),
        "rough": Draw("rough", 303),
        "native": Draw("native", 304),
        "demo": Draw(DEMO, 305),
        "no addresses": Draw("usual", 306, ADDRESSES),
        "names, e-mails": Draw("usual", 307, ("phones", "handles", "location", "birth_date", *WORK)),
        "names, employers": Draw("rough", 308, (*ADDRESSES, "headline", "education", "location", "birth_date")),
        "names, places": Draw("usual", 309, (*ADDRESSES, *WORK)),
        "names, e-mails of the demo": Draw(DEMO, 310, ("phones", "handles", "location", "birth_date", *WORK)),
        "names": Draw("clean", 311, (*ADDRESSES, *WORK, "location", "birth_date")),
    }
)


def listed(name: str, size: tuple[int, int]) -> Patterned:
    """Make one table of the recipe and compare it: every candidate's list, with the right answer known."""
    draw = RECIPE[name]
    candidates, profiles, truth = _tables(draw, size)
    right = dict(zip(truth["candidate_id"].to_pylist(), truth["profile_id"].to_pylist(), strict=True))
    side, prepared = prepare(checked(_without(candidates, draw), "candidates")), Profiles(_without(profiles, draw))
    lists = compare_all(side, prepared.runs, {}, {})
    owners = side.ids.tolist()
    pairs = zip(lists.candidate.tolist(), lists.ids(np.arange(len(lists.candidate))).tolist(), strict=True)
    known = np.array([right[owners[row]] == profile for row, profile in pairs], np.int8)
    return patterned(lists.candidate, lists.codes, np.zeros(len(known), bool), known, len(side))


def _tables(draw: Draw, size: tuple[int, int]) -> tuple[pa.Table, pa.Table, pa.Table]:
    candidates, profiles = size
    if draw.preset == DEMO:
        return people_tables(make_people(draw.seed, profiles, candidates))
    return make_tables(draw.seed, candidates, profiles, draw.preset)


def _without(table: pa.Table, draw: Draw) -> pa.Table:
    return table.drop([name for name in draw.without if name in table.schema.names])
