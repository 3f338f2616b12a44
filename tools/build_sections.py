"""Turn sets of generated resumes into the model that tells a section by what stands in it (matcher.resume.content).

`python tools/build_sections.py SET... [--test SET...]`: folders with a manifest (benchmarks/cvs), of which the dev part
is read. Blocks below listed titles are the examples; of each one random parts are added, since columns and pages cut
blocks. The model is written with its SHA-256 on standard output, beside the accuracy on the sets under --test.
"""

import argparse
import hashlib
import json
import random
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.neural_network import MLPClassifier

from matcher.resume.content import MODEL, Model, features_of, model, odds
from matcher.resume.headings import kind_of_title
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Line
from matcher.resume.read import read_lines
from matcher.resume.sections import split_sections

TABLE = Path(__file__).parents[1] / "matcher" / "resume" / "lexicons" / MODEL
HIDDEN, DECAY, SEED = 24, 0.3, 7
PARTS = 3  # random parts of a block
DIGITS = 4  # of a weight

Example = tuple[str, Sequence[Line]]


def blocks(folder: Path) -> Iterator[Example]:
    """Yield the titled blocks of a set's dev documents with their kind; what stands above all titles is contact."""
    for entry in json.loads((folder / "manifest.json").read_text()):
        path = folder / entry["path"]
        if entry.get("split", "dev") != "dev" or not path.exists():
            continue
        try:
            pages = read_lines(path.read_bytes(), path.name, Limits())
        except Unreadable:
            continue
        for section in split_sections(pages.lines):
            listed = kind_of_title(section.title.text) if section.title else "contact"
            if listed and section.lines and (section.title or len(section.lines) > 1):
                yield listed, section.lines


def with_parts(examples: Sequence[Example], chance: random.Random) -> Iterator[Example]:
    """Yield each example with some random runs of its lines."""
    for kind, lines in examples:
        yield kind, lines
        for _ in range(PARTS if len(lines) > 1 else 0):
            size = chance.randint(1, len(lines))
            start = chance.randint(0, len(lines) - size)
            yield kind, lines[start : start + size]


def rounded(values: np.ndarray) -> list[object]:
    """Return an array's numbers with few digits."""
    return json.loads(json.dumps(np.round(values.astype(float), DIGITS).tolist()))  # type: ignore[no-any-return]  # lists of numbers, by the line itself


def main() -> int:
    """Train, store and test the model."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sets", nargs="+", type=Path)
    options.add_argument("--test", nargs="*", type=Path, default=[])
    given = options.parse_args()
    chance = random.Random(SEED)  # noqa: S311 - draws examples
    examples = list(with_parts([block for folder in given.sets for block in blocks(folder)], chance))
    wide = np.array([features_of(lines) for _, lines in examples])
    mean, scale = wide.mean(axis=0), np.maximum(wide.std(axis=0), 1e-3)
    net = MLPClassifier((HIDDEN,), alpha=DECAY, max_iter=600, random_state=SEED, early_stopping=False)
    net.fit((wide - mean) / scale, [kind for kind, _ in examples])
    fields = {
        "kinds": list(net.classes_),
        "mean": rounded(mean),
        "scale": rounded(scale),
        "hidden": rounded(net.coefs_[0]),
        "hidden_offset": rounded(net.intercepts_[0]),
        "out": rounded(net.coefs_[1]),
        "out_offset": rounded(net.intercepts_[1]),
    }
    packed = zlib.compress(json.dumps({name: fields[name] for name in Model._fields}).encode(), 9)
    TABLE.write_bytes(packed)
    model.cache_clear()
    print(f"{len(examples)} examples, {len(packed)} bytes, sha256 {hashlib.sha256(packed).hexdigest()}")
    for folder in given.test:
        found = [(kind, odds(features_of(lines))) for kind, lines in blocks(folder)]
        right = sum(max(told, key=lambda name: told[name]) == kind for kind, told in found)
        print(f"{folder.name}: {right / len(found):.3f} of {len(found)} blocks")
    return 0


if __name__ == "__main__":
    sys.exit(main())
