"""Turn the ways in which two values can agree into ordered tables of named levels.

Level 0 is always "missing": nothing to compare on one side, worth nothing either way. After it the levels run from
the strongest agreement to disagreement.
"""

from types import MappingProxyType

FIRST = ("exact", "full form", "spelling", "start", "middle name", "initial", "near", "differs", "missing")
LAST = ("exact", "one of several", "spelling", "one of two, the other differs", "initial", "near", "differs", "missing")
ARRANGED = (  # names whose parts stand in other places
    "first and last swapped",
    "swapped, one an initial",
    "run together",
    "all parts found, in another order",
    "one lone name, the other's surname",
    "two parts shared",
)
EMAIL = (
    "same",
    "same, used by two",
    "same, used by three or more",
    "mailbox same, rare",
    "mailbox same",
    "mailbox fits both names",
    "mailbox fits name and initial",
    "mailbox fits one name",
    "differs, same host",
    "differs",
)
NAMES_SEEN = ("names agree", "first name differs", "names differ", "no names")
CLOSE_AT, NEAR = 0.92, 0.85  # Jaro-Winkler similarity from which two names count as one misspelt, or as near
CROWD = (1, 2)  # profiles with one address, or one mailbox name: upper limits of the levels
BOTH_RARE = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 10.0)  # expected profiles that bear both names by chance
LIKE_RARE = (0.001, 0.01, 0.1, 1.0, 10.0)  # the same where a name is misspelt, short, or elsewhere
ONE_RARE = (3.0, 30.0, 300.0)  # profiles that bear the one name that agrees
VALUE_RARE = (2.0, 5.0, 20.0, 100.0)  # profiles that name the company, school, host
PLACE_RARE = (5.0, 30.0, 100.0, 300.0, 1_000.0, 3_000.0)  # profiles at the place


def _rare(label: str, limits: tuple[float, ...]) -> tuple[str, ...]:
    return (*(f"{label}, {limit:g} or fewer" for limit in limits), f"{label}, common")


_PLAIN: dict[str, tuple[str, ...]] = {
    "name": (
        "missing",
        *(f"first {first}, last {last}" for first in FIRST for last in LAST),
        *ARRANGED,
    ),
    "name: rarity": (
        "missing",
        *_rare("both names, expected", BOTH_RARE),
        *_rare("both names alike, expected", LIKE_RARE),
        *_rare("surname", ONE_RARE),
        *_rare("first name", ONE_RARE),
    ),
    "middle name": ("missing", "same", "initial", "differs"),
    "generation": ("missing", "same", "only one says", "differs"),
    "e-mail": (
        "missing",
        *(f"{names}: {level}" for names in NAMES_SEEN for level in EMAIL),
    ),
    "phone": ("missing", "same", "same, shared", "differs"),
    "handle": ("missing", "same", "fits the mailbox", "differs"),
    "employer": (
        "missing",
        "same years",
        "current same",
        "one shared",
        "e-mail host",
        "none shared",
    ),
    "employer: rarity": ("missing", *_rare("named", VALUE_RARE)),
    "title": ("missing", "same", "same family", "one family shared", "differs"),
    "place": (
        "missing",
        "same",
        "similar",
        "same region",
        "same country",
        "differs",
    ),
    "place: rarity": ("missing", *_rare("home", PLACE_RARE)),
    "birth date": ("missing", "same", "two parts same", "year same", "differs"),
    "school": ("missing", "same year", "one shared", "none shared"),
    "school: rarity": ("missing", *_rare("named", VALUE_RARE)),
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
        "name: rarity": _groups(len(BOTH_RARE) + 1, len(LIKE_RARE) + 1, len(ONE_RARE) + 1, len(ONE_RARE) + 1),
        "e-mail": _groups(*(len(EMAIL) for _ in NAMES_SEEN)),
    }
)


def groups(comparison: str) -> tuple[range, ...]:
    """Give the level groups of a comparison, "missing" left out."""
    return GROUPS.get(comparison, (range(1, len(LEVELS[comparison])),))


def apart(comparison: str) -> int:
    """Give how far a conditional comparison's levels for names apart lie behind the others."""
    return len(_PLAIN[comparison]) - 1


_STEPS = MappingProxyType(
    {  # for first names and surnames: from the strongest level down; what stands in no row is not compared
        FIRST: (
            ("exact", "spelling", "near", "differs"),
            ("exact", "full form", "differs"),
            ("exact", "start", "differs"),
            ("exact", "initial", "differs"),
            ("exact", "middle name", "differs"),
        ),
        LAST: (
            ("exact", "spelling", "near", "differs"),
            ("exact", "one of several", "one of two, the other differs", "differs"),
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


def _email_chains() -> tuple[tuple[int, ...], ...]:
    """Order the addresses within what is seen of the names; a shared host says little either way."""
    steps = [at for at, level in enumerate(EMAIL) if level != "differs, same host"]
    return tuple(tuple(1 + seen * len(EMAIL) + at for at in steps) for seen in range(len(NAMES_SEEN)))


_CHAINS = MappingProxyType(
    {name: tuple(tuple(group) for group in groups(name)) for name in COMPARISONS}
    | {"name": _name_chains(), "e-mail": _email_chains()}
)


def chains(comparison: str) -> tuple[tuple[int, ...], ...]:
    """Give level numbers in chains from the strongest agreement to the weakest: no weight may rise along one."""
    return _CHAINS[comparison]
