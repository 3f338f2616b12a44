"""Turn the files of ESCO and O*NET into the titles that each lists for one occupation."""

import csv
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Language = Literal["en", "es", "de"]
Part = Literal["fit", "develop", "judge"]

LANGUAGES: tuple[Language, ...] = ("en", "es", "de")
TWO_GENDERS: tuple[Language, ...] = ("es", "de")  # preferred labels are "he/she"
CODE = "O*NET-SOC Code"
ONET_TITLES = {"Alternate Titles": "Alternate Title", "Sample of Reported Titles": "Reported Job Title"}
MINOR_GROUP = 7  # characters of a code, "15-1252": occupations of one kind of work
TENTHS: dict[int, Part] = {0: "judge", 1: "develop"}


@dataclass(frozen=True, slots=True)
class Occupation:
    """The titles that a taxonomy lists for one occupation in one language, in lower case, the usual one first.

    Those of ESCO have the same key in each language; `preferred` counts the spellings of the usual title.
    """

    key: str
    group: str
    language: Language
    titles: tuple[str, ...]
    preferred: int = 1

    @property
    def part(self) -> Part:
        """Tell what the occupation is for: a tenth to develop with, a tenth to judge by, the rest to fit on."""
        return TENTHS.get(zlib.crc32(f"split{self.key.partition(':')[2]}".encode()) % 10, "fit")


def esco(folder: Path, language: Language) -> list[Occupation]:
    """Read `esco/occupations_<language>.csv` of a folder."""
    occupations = []
    with (folder / f"esco/occupations_{language}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            usual = row["preferredLabel"].split("/") if language in TWO_GENDERS else [row["preferredLabel"]]
            titles = _once([*usual, *row["altLabels"].split("\n")])
            key = f"esco:{row['conceptUri'].rsplit('/', 1)[1]}"
            occupations.append(Occupation(key, f"isco:{row['iscoGroup']}", language, titles, len(usual)))
    return occupations


def onet(folder: Path) -> list[Occupation]:
    """Read the titles of `onet` of a folder; all are English."""
    titles = {row[CODE]: [row["Title"]] for row in _rows(folder, "Occupation Data")}
    for name, column in ONET_TITLES.items():
        for row in _rows(folder, name):
            titles[row[CODE]].append(row[column])
    return [
        Occupation(f"onet:{code}", f"soc:{code[:MINOR_GROUP]}", "en", _once(listed)) for code, listed in titles.items()
    ]


def everything(folder: Path) -> list[Occupation]:
    """Read both taxonomies, all languages."""
    return [*(one for language in LANGUAGES for one in esco(folder, language)), *onet(folder)]


def _rows(folder: Path, name: str) -> Iterable[dict[str, str]]:
    with (folder / f"onet/{name}.txt").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _once(titles: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title for listed in titles if (title := " ".join(listed.lower().split()))))
