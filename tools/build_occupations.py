"""Turn ESCO's occupations into the table of matcher.resume.occupations.

python -m tools.build_occupations FOLDER      with FOLDER/occupations_{en,de,es}.csv
"""

import argparse
import csv
import hashlib
import re
import sys
from array import array
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from matcher.resume.lexicon import fold
from matcher.resume.occupations import COUNT_BYTES, TABLE, digest

OUT = Path(__file__).parents[1] / "matcher" / "resume" / "lexicons" / TABLE
LANGUAGES = ("en", "de", "es")
MOST_WORDS = 6
SHORT_FORM = re.compile(r"^(?P<long>[^()]+?)\s*\((?P<short>[^()]+)\)$")


def forms(label: str) -> Iterator[str]:
    """Yield the folded forms of a label: `director/directora` has two, a remark in brackets is dropped."""
    match = SHORT_FORM.match(label.strip())
    for part in (match["long"] if match else label).split("/"):
        folded = fold(part)
        if folded and folded.count(" ") < MOST_WORDS:
            yield folded


def labels(folder: Path) -> dict[str, dict[str, int]]:
    """Return each folded label with the ids it stands for: 0 as a preferred label, 1 as an alternative one."""
    found: dict[str, dict[str, int]] = {}
    for language in LANGUAGES:
        with (folder / f"occupations_{language}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                concept = row["conceptUri"].rpartition("/")[2]
                for rank, label in enumerate((row["preferredLabel"], *row["altLabels"].split("\n"))):
                    for form in forms(label):
                        ranks = found.setdefault(form, {})
                        ranks[concept] = min(ranks.get(concept, 1), rank, 1)
    return found


def settled(found: dict[str, dict[str, int]]) -> dict[str, str]:
    """Return the label's only concept, or the only one whose preferred label it is."""
    kept = {}
    for label, ranks in found.items():
        best = [concept for concept, rank in ranks.items() if rank == min(ranks.values())]
        if len(best) == 1:
            kept[label] = best[0]
    return kept


def main() -> int:
    """Write the table: two counts, digests of the labels in order, numbers of their concepts, the concepts' ids."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    kept = settled(labels(arguments.parse_args().folder))
    concepts = sorted(set(kept.values()))
    number = {concept: index for index, concept in enumerate(concepts)}
    rows = sorted((digest(label), number[concept]) for label, concept in kept.items())
    counts = len(concepts).to_bytes(COUNT_BYTES, "little") + len(rows).to_bytes(COUNT_BYTES, "little")
    digests, numbers = array("Q", (row[0] for row in rows)), array("H", (row[1] for row in rows))
    content = counts + digests.tobytes() + numbers.tobytes() + b"".join(UUID(concept).bytes for concept in concepts)
    OUT.write_bytes(content)
    sys.stdout.write(f"{len(concepts)} concepts, {len(rows)} labels, {len(content)} bytes\n")
    sys.stdout.write(f"sha256 {hashlib.sha256(content).hexdigest()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
