"""Turn names of facets, and values that they can hold, from a caller into checked ones."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import cast, get_args

from entities.errors import InvalidQuery
from entities.query import FacetName, Filter

FACETS: tuple[FacetName, ...] = get_args(FacetName)
COUNTED: tuple[FacetName, ...] = tuple(name for name in FACETS if name != "job")
Conditions = Mapping[FacetName, tuple[str, ...]]

CLOSED: Mapping[FacetName, tuple[str, ...]] = MappingProxyType({"years": ("0-2", "3-5", "6-10", "11-15", "16+")})
OTHERWISE: Mapping[FacetName, str] = MappingProxyType(
    {"years": "other ranges go into the text, as years:3..7, years:5.. or years:..2"}
)


def facet_names(given: Iterable[str], pointer: str) -> tuple[FacetName, ...]:
    """Check names of facets to filter by; raises InvalidQuery that names the nearest one."""
    return _checked(given, FACETS, pointer)


def counted_names(given: Iterable[str], pointer: str) -> tuple[FacetName, ...]:
    """Check names of facets to count; raises InvalidQuery that names the nearest one."""
    names = list(given)
    if "job" in names:
        raise InvalidQuery("job can't be counted", pointer=f"{pointer}/job", hint="filter by it")
    return _checked(names, COUNTED, pointer)


def conditions(given: Mapping[str, Sequence[str]], pointer: str) -> dict[FacetName, tuple[str, ...]]:
    """Check filters; raises InvalidQuery that names the nearest facet, or the values that a facet has."""
    found = {name: tuple(given[name]) for name in facet_names(given, pointer)}
    for name, allowed in CLOSED.items():
        if not set(found.get(name, ())) <= set(allowed):
            raise InvalidQuery(
                f"the values of {name} are {', '.join(allowed)}", pointer=f"{pointer}/{name}", hint=OTHERWISE[name]
            )
    return found


def filters_of(kept: Conditions | None, without: Conditions | None) -> tuple[Filter, ...]:
    """Ask for people who hold one of the values of each facet in `kept`, and none of those in `without`."""
    return (
        *(Filter(field=field, values=values) for field, values in (kept or {}).items()),
        *(Filter(field=field, values=values, negated=True) for field, values in (without or {}).items()),
    )


def nearest(name: str, known: Sequence[str]) -> str:
    """Find the known name that is the likest."""
    from rapidfuzz import process

    found, *_ = process.extractOne(name, known)
    return str(found)


def _checked(given: Iterable[str], known: Sequence[FacetName], pointer: str) -> tuple[FacetName, ...]:
    names = list(dict.fromkeys(given))
    for name in names:
        if name not in known:
            place = name if name.isidentifier() and name.isascii() else ""
            hint = f"the nearest name is {nearest(name, known)}"
            raise InvalidQuery("there is no such facet", pointer=f"{pointer}/{place}", hint=hint)
    return tuple(cast("list[FacetName]", names))
