"""Turn ESCO, O*NET, a teacher's vectors of their titles into the weights of ranking.titles_model.

    python -m tools.titles.build FOLDER TEACHER.npz              learn from everything, write the weights
    python -m tools.titles.build FOLDER TEACHER.npz --judge      learn from eight tenths of the occupations, write
                                                                 nothing, print figures on the last tenth
    python -m tools.titles.build FOLDER TEACHER.npz --develop    the same with the tenth kept for choosing settings

FOLDER holds esco/*.csv and onet/*.txt; `python -m tools.titles.teach` makes TEACHER.npz. Titles that an occupation set
aside lists are left out wherever else they stand.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

from ranking import titles_model
from ranking.titles_model import Learned, meanings, title_vectors
from tools.titles.fit import fit, titles_of
from tools.titles.judge import Compare, tasks
from tools.titles.labels import Part, everything

WEIGHTS = Path(titles_model.__file__).with_name(titles_model.WEIGHTS)
RECORD = WEIGHTS.with_suffix(".json")  # what the weights were made from
SEED = 1


def main() -> int:
    """Build, or judge the recipe."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("teacher", type=Path)
    arguments.add_argument("--judge", action="store_const", const="judge", dest="part")
    arguments.add_argument("--develop", action="store_const", const="develop", dest="part")
    asked = arguments.parse_args()
    with np.load(asked.teacher, allow_pickle=False) as given:
        teacher = dict(zip(given["texts"].tolist(), given["vectors"].astype(np.float32), strict=True))
    if asked.part:
        judge(asked.folder, teacher, asked.part)
    else:
        learned = fit(titles_of(everything(asked.folder)), teacher, seed=SEED)
        write(*learned, folder=asked.folder, teacher=asked.teacher)
    return 0


def write(rows: NDArray[np.int8], scales: NDArray[np.uint16], *, folder: Path, teacher: Path) -> None:
    """Write the weights, and beside them their hash and those of what they were made from."""
    with WEIGHTS.open("wb") as file:
        np.savez(file, rows=rows, scales=scales)
    sources = sorted((*folder.glob("esco/occupations_*.csv"), *folder.glob("onet/*.txt")))
    record = {
        "weights": _hash(WEIGHTS),
        "seed": SEED,
        "teacher": {"model": "all-MiniLM-L6-v2, int8", "vectors": _hash(teacher)},
        "sources": {str(source.relative_to(folder)): _hash(source) for source in sources},
    }
    RECORD.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def judge(folder: Path, teacher: dict[str, NDArray[np.float32]], part: Part) -> None:
    """Learn without the occupations set aside, then print figures on those of one part beside plain ways."""
    occupations = everything(folder)
    aside = frozenset(title for one in occupations if one.part != "fit" for title in one.titles)
    rows, scales = fit(titles_of([o for o in occupations if o.part == "fit"], aside), teacher, seed=SEED)
    titles_model.load = lambda: Learned(rows, scales.astype(np.int64))  # type: ignore[assignment] # not yet shipped
    ways: dict[str, Compare] = {"letters": by_letters, "words": by_words, "learned": by_meaning}
    print(f"{'MAP, MRR':18s}" + "".join(f"{way:>16s}" for way in ways))
    for task in tasks(occupations, part):
        figures = [task.figures(compare) for compare in ways.values()]
        print(f"{task.name:18s}" + "".join(f"{both[0]:9.3f} {both[1]:6.3f}" for both in figures), len(task.asked))


def by_letters(asked: Sequence[str], searched: Sequence[str]) -> NDArray[np.float64]:
    """Compare by runs of two to five letters inside words, the rare ones counting more."""
    runs = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True).fit(searched)
    alike: NDArray[np.float64] = (runs.transform(asked) @ runs.transform(searched).T).toarray()
    return alike


def by_words(asked: Sequence[str], searched: Sequence[str]) -> NDArray[np.float64]:
    """Compare by whole words, as ranking did before it knew meanings."""
    return process.cdist(asked, searched, scorer=fuzz.token_set_ratio, dtype=np.float64)


def by_meaning(asked: Sequence[str], searched: Sequence[str]) -> NDArray[np.float64]:
    """Compare by learned vectors."""
    held = title_vectors(searched)
    return np.array([meanings(one, held) for one in title_vectors(asked)])


if __name__ == "__main__":
    sys.exit(main())
