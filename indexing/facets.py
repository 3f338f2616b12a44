"""Turn counts by spelling into the facet values to show."""

from collections.abc import Mapping

from entities.hit import FacetCount
from entities.query import FacetName
from indexing.engine import Counts, Spelling


def combine(plus: tuple[Counts, ...], minus: tuple[Counts, ...]) -> Counts:
    """Add counts up spelling by spelling, and take others away; what comes to nothing is left out."""
    totals: Counts = {}
    for sign, group in ((1, plus), (-1, minus)):
        for counts in group:
            for facet, values in counts.items():
                total = totals.setdefault(facet, {})
                for spelled, count in values.items():
                    total[spelled] = total.get(spelled, 0) + sign * count
    return {facet: {s: n for s, n in values.items() if n > 0} for facet, values in totals.items()}


def shown(values: Mapping[Spelling, int], size: int) -> tuple[FacetCount, ...]:
    """Sum spellings up by folded value and give the `size` most frequent, ties by value, in their best spelling."""
    totals: dict[str, int] = {}
    best: dict[str, tuple[int, str]] = {}
    for (key, spelled), count in values.items():
        totals[key] = totals.get(key, 0) + count
        rank = (-count, spelled)
        if key not in best or rank < best[key]:
            best[key] = rank
    ordered = sorted((-total, best[key][1]) for key, total in totals.items())
    return tuple(FacetCount(value=value, count=-total) for total, value in ordered[:size])


def shown_all(counts: Counts, size: int) -> dict[str, tuple[FacetCount, ...]]:
    """Do `shown` for every facet."""
    facets: dict[FacetName, tuple[FacetCount, ...]] = {facet: shown(values, size) for facet, values in counts.items()}
    return {str(facet): answer for facet, answer in facets.items()}
