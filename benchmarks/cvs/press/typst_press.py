"""Turn the view of a person into a PDF by a Typst design of the folder `typ`."""

import importlib.util
import json
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import typst  # type: ignore[import-not-found]  # of the environment that makes documents

DESIGNS = Path(__file__).parent / "typ"
FONT_PACKAGES = (
    "font_lato font_roboto font_source_sans_pro font_source_serif_pro font_font_awesome font_caladea"
    " font_hanken_grotesk ttf_opensans opensans"
).split()
LIBERATION = tuple(Path(root) / "share/fonts/truetype/liberation" for root in (f"{sys.prefix}/deb/x/usr", "/usr"))


@cache
def font_folders() -> tuple[str, ...]:
    """Return the folders of fonts that packages of the environment bring."""
    found = []
    for package in FONT_PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec and spec.submodule_search_locations:
            found.append(str(Path(next(iter(spec.submodule_search_locations)))))
    return (*found, *(str(folder) for folder in LIBERATION if folder.is_dir()))


def by_typst(design: str, *, tags: bool = True) -> Callable[[dict[str, Any]], bytes]:
    """Return the function that draws a view by `typ/<design>.typ`."""

    def draw(view: dict[str, Any]) -> bytes:
        pdf = typst.compile(
            str(DESIGNS / f"{design}.typ"),
            root=str(DESIGNS),
            font_paths=list(font_folders()),
            sys_inputs={"view": json.dumps(view)},
            pdf_tags=tags,
            timestamp=0,
        )
        return bytes(pdf)

    return draw
