"""Turn ESCO's occupations with O*NET's titles and technologies into the compact table of indexing.widening.

python -m tools.build_taxonomy FOLDER      with FOLDER/esco/*.csv and FOLDER/onet/*.txt
"""

import argparse
import csv
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from indexing.analysis import ANALYSIS, analyse, words

TABLE = Path(__file__).parents[1] / "indexing" / "widening" / "taxonomy.z"
LANGUAGES = ("en", "de", "es")
LONGEST = 60  # characters of a label
MOST_WORDS = 6
MOST_GROUPS = 3  # a label of more occupations than that names none
MOST_TARGETS = 16  # labels of one language that a group widens to
SHORT_FORM = re.compile(r"^(?P<long>[^()]+?)\s*\((?P<short>[^()]+)\)$")
ENDING = re.compile(r"/-?(in|innen|r|n|a|e)\b")
ALIKE = 3  # letters that two forms of one title begin with alike
INITIALS = re.compile(r"[A-Z][A-Z0-9]{1,5}")
USED_BY = 4  # occupations from which a technology is offered to who types
VENDORS = (
    *("Adobe Systems", "Apache", "Apple", "Atlassian", "Autodesk", "ESRI", "Google", "IBM", "Intuit", "Microsoft"),
    *("National Instruments", "Oracle", "The MathWorks"),
)
EVERYDAY = frozenset("access access software classroom contacts docs drive edge excel word project publisher".split())
EVERYDAY |= frozenset("outlook office teams windows notes maps meet sheets forms slides planner pages numbers".split())
EVERYDAY -= {"excel", "outlook"}  # names that nobody writes for anything else beside work


@dataclass
class Group:
    """The labels of one occupation or technology by language, the best first, and what else leads to it."""

    labels: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    leads: list[str] = field(default_factory=list)


def clean(label: str) -> str:
    """Bring a label to one line of single spaces; empty where it is too long, or nothing to search for."""
    plain = " ".join(label.replace("|", " ").split())
    return plain if len(plain) <= LONGEST and 0 < len(words(plain)) <= MOST_WORDS else ""


def forms(label: str) -> Iterator[str]:
    """Part `director/directora` and `Chief Executive Officer (CEO)` into their forms; `Dozent/in` has one."""
    match = SHORT_FORM.match(label.strip())
    if match is not None and not any(INITIALS.fullmatch(word) for word in match["short"].split()):
        label, match = match["long"], None  # a remark, and no short form
    parts = [match["long"], match["short"]] if match is not None else ENDING.sub("", label).strip().split("/")
    if match is None and len({part.strip()[:ALIKE].lower() for part in parts}) > 1:
        parts = [label]
    yield from filter(None, map(clean, parts))


def esco(folder: Path) -> list[Group]:
    """Read a group for each occupation."""
    groups: dict[str, Group] = defaultdict(Group)
    for language in LANGUAGES:
        with (folder / "esco" / f"occupations_{language}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                group = groups[row["conceptUri"]]
                for label in (row["preferredLabel"], *row["altLabels"].split("\n")):
                    group.labels[language].extend(forms(label))
                group.leads.extend(one for label in row["hiddenLabels"].split("\n") for one in forms(label))
    return list(groups.values())


def onet(folder: Path) -> list[Group]:
    """Read a group for each occupation; it widens to the titles that people reported, not to every alternate one."""
    groups: dict[str, Group] = defaultdict(Group)
    for row in _rows(folder, "Occupation Data"):
        groups[row["O*NET-SOC Code"]].labels["en"].extend(forms(row["Title"]))
    for row in _rows(folder, "Sample of Reported Titles"):
        groups[row["O*NET-SOC Code"]].labels["en"].extend(forms(row["Reported Job Title"]))
    for row in _rows(folder, "Alternate Titles"):
        group = groups[row["O*NET-SOC Code"]]
        group.leads.extend(forms(row["Alternate Title"]))
    return list(groups.values())


def technologies(folder: Path) -> tuple[list[Group], list[str]]:
    """Read a group for each technology with two names, and the names that many occupations use, the most used first."""
    used = Counter(row["Example"] for row in _rows(folder, "Technology Skills"))
    groups = [Group({"en": names}) for example in used if len(names := list(_names(example))) > 1]
    offered = [name for example, count in used.most_common() if count >= USED_BY for name in _names(example)]
    return groups, list(dict.fromkeys(filter(clean, offered)))


def _names(example: str) -> Iterator[str]:
    """Give a technology's names: `Structured query language SQL` and `Microsoft Excel` have two each."""
    example = example.removesuffix(" software").strip()
    vendor = next((vendor for vendor in VENDORS if example.startswith(vendor + " ")), "")
    product = example.removeprefix(vendor).strip()
    *spelled, last = product.split()
    if INITIALS.fullmatch(last) and spelled and "".join(word[0] for word in _parts(spelled)).upper() == last:
        yield " ".join(spelled)
        yield last
    else:
        yield vendor.removesuffix(" Systems") + " " + product if vendor and not product.startswith("Adobe") else product
        if vendor and product.lower() not in EVERYDAY and len(product) > 2:
            yield product.removeprefix("Adobe ")


def _parts(spelled: Iterable[str]) -> list[str]:
    return [part for word in spelled for part in word.split("-") if part]


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / "onet" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def table(titles: list[Group], skills: list[Group], offered: list[str]) -> str:
    """Lay the table out: the form; titles, then skills to offer; groups; keys in order with the groups they lead to."""
    keys: dict[str, tuple[set[str], ...]] = defaultdict(lambda: (set(), set(), set()))
    shown: list[list[str]] = []
    for number, group in enumerate([*titles, *skills]):
        lists = [_distinct(group.labels.get(language, [])) for language in LANGUAGES]
        shown.append(["|".join(one[:MOST_TARGETS]) for one in lists])
        for place, labels in enumerate(lists):
            for label in labels:
                keys[" ".join(analyse(label))][label not in group.labels[LANGUAGES[place]][:1]].add(f"{number}.{place}")
        for label in filter(_is_telling, group.leads):
            keys[" ".join(analyse(label))][2].add(f"{number}.0")
    named = {key: next(filter(None, ranks)) for key, ranks in keys.items()}
    lines = [f"{key}\t{','.join(sorted(places))}" for key, places in sorted(named.items()) if _is_clear(places)]
    ranked = [
        label
        for place in range(MOST_TARGETS)
        for language in LANGUAGES
        for group in titles
        for label in _distinct(group.labels.get(language, []))[place : place + 1]
    ]
    parts = (
        [_offer(label) for label in _distinct(ranked)],
        [_offer(label) for label in _distinct(offered)],
        ["\t".join(one) for one in shown],
        lines,
    )
    return "\n\n".join([f"taxonomy 1 {ANALYSIS}", *("\n".join(part) for part in parts)])


def _is_telling(label: str) -> bool:
    """Tell whether a label that nobody prefers says enough: a word alone does only as initials."""
    return " " in label or INITIALS.fullmatch(label) is not None


def _is_clear(places: set[str]) -> bool:
    return len({place.partition(".")[0] for place in places}) <= MOST_GROUPS


def _distinct(labels: Iterable[str]) -> list[str]:
    """Keep one label of those that mean the same to an index."""
    kept: dict[tuple[str, ...], str] = {}
    for label in labels:
        if tokens := analyse(label):
            kept.setdefault(tokens, label)
    return list(kept.values())


def _offer(label: str) -> str:
    plain = " ".join(words(label))
    return plain if plain == label else f"{plain}\t{label}"


def main(arguments: list[str] | None = None) -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Build indexing/widening/taxonomy.z from ESCO and O*NET.")
    parser.add_argument("folder", type=Path, help="holds esco/*.csv and onet/*.txt")
    folder = parser.parse_args(arguments).folder
    csv.field_size_limit(1 << 24)
    skills, offered = technologies(folder)
    text = table([*esco(folder), *onet(folder)], skills, offered)
    packed = zlib.compress(text.encode(), 9)
    TABLE.write_bytes(packed)
    sys.stdout.write(f"{len(text)} characters, {len(packed)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
