"""Turn the ways in which two values can agree into ordered tables of named levels.

Level 0 is always "missing": nothing to compare on one side, worth nothing either way. After it the levels run from
the strongest agreement to disagreement.
"""

from types import MappingProxyType

FIRST = ("exact", "full form", "typo", "middle name", "initial", "near", "differs", "missing")
LAST = ("exact", "one of several", "typo", "initial", "near", "differs", "missing")
EMAIL = ("same", "same, used by three or more", "mailbox name same", "mailbox name fits the name", "differs")
NAMES_SEEN = ("names agree", "names differ", "no names")  # an address says less where the names already agree
TYPO, NEAR = 0.92, 0.85  # Jaro-Winkler similarity from which two names count as one misspelt, or as near
CROWD = 3  # profiles with one address from which it says little
BOTH_RARE = (0.001, 0.01, 0.1, 1.0)  # expected profiles that bear both names by chance: upper limits of the levels
ONE_RARE = (3.0, 30.0, 300.0)  # profiles that bear the one name that agrees
COMPANY_RARE = (4.0, 40.0)  # profiles that name the company
PLACE_RARE = (5.0, 100.0, 1_000.0)  # profiles at the place

_PLAIN: dict[str, tuple[str, ...]] = {
    "name": (
        "missing",
        *(f"first {first}, last {last}" for first in FIRST for last in LAST),
        "first and last swapped",
        "run together",
    ),
    "rarity": (
        "missing",
        *(f"both names, expected {limit:g} or fewer" for limit in BOTH_RARE),
        "both names, common",
        *(f"surname, {limit:g} or fewer" for limit in ONE_RARE),
        "surname, common",
        *(f"first name, {limit:g} or fewer" for limit in ONE_RARE),
        "first name, common",
    ),
    "middle name": ("missing", "same", "initial", "differs"),
    "e-mail": (
        "missing",
        *(f"{names}: {level}" for names in NAMES_SEEN for level in EMAIL),
    ),
    "phone": ("missing", "same", "differs"),
    "handle": ("missing", "same", "differs"),
    "employer": (
        "missing",
        *(f"current same, named by {limit:g} or fewer" for limit in COMPANY_RARE),
        "current same, common",
        *(f"one shared, named by {limit:g} or fewer" for limit in COMPANY_RARE),
        "one shared, common",
        "none shared",
    ),
    "title": ("missing", "same", "same family", "differs"),
    "place": (
        "missing",
        *(f"same, home of {limit:g} or fewer" for limit in PLACE_RARE),
        "same, common",
        "similar",
        "same country",
        "differs",
    ),
    "birth date": ("missing", "same", "two parts same", "year same", "differs"),
    "school": ("missing", "one shared", "none shared"),
}
# Pairs whose names do not both agree were mostly brought together by what these comparisons look at, so agreement says
# less there: each level has a twin for them.
APART = " (names apart)"
CONDITIONAL = ("middle name", "employer", "title", "place", "birth date", "school", "phone")
LEVELS = MappingProxyType(
    {
        name: (*levels, *(level + APART for level in levels[1:])) if name in CONDITIONAL else levels
        for name, levels in _PLAIN.items()
    }
)
COMPARISONS = tuple(LEVELS)


def _groups(*sizes: int) -> tuple[range, ...]:
    starts = [1 + sum(sizes[:at]) for at in range(len(sizes))]
    return tuple(range(start, start + size) for start, size in zip(starts, sizes, strict=True))


GROUPS = MappingProxyType(
    {  # levels that share one whole: a weight compares shares within its group, given what another comparison saw
        **{name: _groups(len(_PLAIN[name]) - 1, len(_PLAIN[name]) - 1) for name in CONDITIONAL},
        "rarity": _groups(len(BOTH_RARE) + 1, len(ONE_RARE) + 1, len(ONE_RARE) + 1),
        "e-mail": _groups(*(len(EMAIL) for _ in NAMES_SEEN)),
    }
)
SWAPPED = LEVELS["name"].index("first and last swapped")
TOGETHER = LEVELS["name"].index("run together")


def groups(comparison: str) -> tuple[range, ...]:
    """Give the level groups of a comparison, "missing" left out."""
    return GROUPS.get(comparison, (range(1, len(LEVELS[comparison])),))


def apart(comparison: str) -> int:
    """Give how far a conditional comparison's levels for names apart lie behind the others."""
    return len(_PLAIN[comparison]) - 1


_STEPS = MappingProxyType(
    {  # for first names and surnames: from the strongest level down; what stands in no row is not compared
        FIRST: (
            ("exact", "typo", "near", "differs"),
            ("exact", "full form", "differs"),
            ("exact", "initial", "differs"),
            ("exact", "middle name", "differs"),
        ),
        LAST: (
            ("exact", "typo", "near", "differs"),
            ("exact", "one of several", "differs"),
            ("exact", "initial", "differs"),
        ),
    }
)


def _name_chains() -> tuple[tuple[int, ...], ...]:
    firsts = [[FIRST.index(level) for level in steps] for steps in _STEPS[FIRST]]
    lasts = [[LAST.index(level) for level in steps] for steps in _STEPS[LAST]]
    along_first = [tuple(1 + at * len(LAST) + last for at in steps) for steps in firsts for last in range(len(LAST))]
    along_last = [tuple(1 + first * len(LAST) + at for at in steps) for steps in lasts for first in range(len(FIRST))]
    return (*along_first, *along_last)


_CHAINS = MappingProxyType(
    {name: _name_chains() if name == "name" else tuple(tuple(group) for group in groups(name)) for name in COMPARISONS}
)


def chains(comparison: str) -> tuple[tuple[int, ...], ...]:
    """Give level numbers in chains from the strongest agreement to the weakest: no weight may rise along one."""
    return _CHAINS[comparison]
