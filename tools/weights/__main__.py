"""Turn invented people whose answers are known into the weights shipped with the matcher.

    python -m tools.weights             fit and write matcher/weights.json
    python -m tools.weights --quick     the same from smaller tables, while levels are being worked on
    python -m tools.weights --judge     fit without each table in turn, write nothing, print how that table fares

The same levels and the same recipe give the same weights; what they were made from stands in the file.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from pydantic import JsonValue

from matcher import weights as shipped
from matcher.patterns import Patterned
from matcher.weights import Weights, from_table
from tools.weights.fit import joint
from tools.weights.judge import judged
from tools.weights.material import RECIPE, SIZES, listed

FILE = Path(shipped.__file__).with_name("weights.json")


def main() -> int:
    """Fit, or judge the recipe."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--judge", action="store_true")
    asked = arguments.parse_args()
    size = SIZES["quick" if asked.quick else "full"]
    material = {name: listed(name, size) for name in RECIPE}
    if asked.judge:
        print(judged(material))
        return 0
    found = written(material, size)
    FILE.write_text(found.to_json(), encoding="utf-8")
    print(f"{FILE}: {found.hash}")
    return 0


def written(material: Mapping[str, Patterned], size: tuple[int, int]) -> Weights:
    """Make weights of lists whose answers are known, with the recipe in them."""
    table, prior = joint(list(material.values()))
    recipe: dict[str, JsonValue] = {
        name: {"preset": one.preset, "seed": one.seed, "without": list(one.without)} for name, one in RECIPE.items()
    }
    made: dict[str, JsonValue] = {"recipe": recipe, "candidates": size[0], "profiles": size[1]}
    return from_table(table, prior, "shipped", training=made)


if __name__ == "__main__":
    sys.exit(main())
