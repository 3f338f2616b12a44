"""Turn the ways in which two records of one table can agree into ordered tables of named levels.

Level 0 is always "missing" and adds nothing. The number beside a level is the log-odds it is believed to add before the
records themselves are looked at.
"""

from types import MappingProxyType

GIVEN = ("given names agree", "given names alike", "given names differ")
TYPO, NEAR = 0.92, 0.8  # Jaro-Winkler similarity from which two given names agree misspelt, or are alike
ALIKE = (50.0, 70.0, 85.0, 99.9)  # per cent of letters that two whole names share, in order
RARE = (0.1, 6.0, 9.0, 11.0, 13.0, 15.0, 17.0)  # surprise (nats) of all words that two names share
RARE_VALUE = (4.0, 6.5)  # surprise of the rarest value that two sets share
CROWD = 5  # records with one address, number or handle, from which it says little
MANY = 30  # records with one date of birth, from which it says little: 1 January, or a default


def _grid(outer: tuple[str, ...], rows: tuple[str, ...], columns: tuple[str, ...]) -> dict[str, float]:
    """Lay three tables of steps out as one, with log-odds that rise along each."""
    return {
        f"{first}, {row}, {column}": -5.5 + 1.2 * i + 0.9 * j - 2.0 * at
        for at, first in enumerate(outer)
        for i, row in enumerate(rows)
        for j, column in enumerate(columns)
    }


def _steps(word: str, limits: tuple[float, ...], unit: str) -> tuple[str, ...]:
    return (f"{word} under {limits[0]:g}{unit}", *(f"{word} from {limit:g}{unit}" for limit in limits))


BELIEFS: MappingProxyType[str, MappingProxyType[str, float]] = MappingProxyType(
    {
        name: MappingProxyType({"missing": 0.0, **levels})
        for name, levels in {
            "name": _grid(GIVEN, _steps("letters", ALIKE, "%"), _steps("words", RARE, " nats")),
            "e-mail": {
                "one shared": 6.0,
                "one shared by many": 1.0,
                "mailbox name shared": 3.0,
                "mailbox name fits the name": 2.0,
                "none shared": -0.7,
            },
            "phone": {"one shared": 5.0, "one shared by many": 1.0, "none shared": -0.7},
            "handle": {"one shared": 6.0, "one shared by many": 1.0, "none shared": -1.0},
            "birth date": {
                "same": 6.0,
                "same, that of many": 3.0,
                "one digit differs": 3.0,
                "day and month same": 1.0,
                "two digits differ": 0.5,
                "year same": -0.5,
                "differs": -4.0,
            },
            "place": {
                "every part shared, rare": 3.5,
                "every part shared": 2.0,
                "every part shared, common": 1.0,
                "some shared, rare": 3.0,
                "some shared": 1.5,
                "some shared, common": 0.5,
                "district shared": 1.5,
                "none shared": -1.5,
            },
            "employer": {"one shared, rare": 3.0, "one shared": 2.0, "one shared, common": 1.0, "none shared": -1.0},
            "school": {"one shared, rare": 3.0, "one shared": 2.0, "one shared, common": 1.0, "none shared": -1.0},
            "title": {"one shared, rare": 2.0, "one shared": 1.0, "one shared, common": 0.5, "none shared": -0.7},
        }.items()
    }
)
COMPARISONS = tuple(BELIEFS)
LEVELS = MappingProxyType({name: tuple(levels) for name, levels in BELIEFS.items()})
