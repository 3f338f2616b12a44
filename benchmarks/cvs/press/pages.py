"""Turn the view of a person into a PDF by WeasyPrint and an HTML design of the folder `html`."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import weasyprint  # type: ignore[import-not-found]  # of the environment that makes documents

from benchmarks.cvs.press.typst_press import font_folders

DESIGNS = Path(__file__).parent / "html"
FACES = {  # the designs' names of families, with the files of plain and bold
    "F1": ("Lato-Regular.ttf", "Lato-Bold.ttf"),
    "F2": ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf"),
    "F3": ("OpenSans-Regular.ttf", "OpenSans-Bold.ttf"),
    "F4": ("SourceSerifPro-Regular.ttf", "SourceSerifPro-Bold.ttf"),
}


@cache
def _kit() -> str:
    rules = [(DESIGNS / "kit.css").read_text(encoding="utf-8")]
    for family, files in FACES.items():
        for weight, file in zip((400, 700), files, strict=True):
            path = next(path for folder in font_folders() for path in sorted(Path(folder).rglob(file)))
            rules.append(f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("file://{path}"); }}')
    return "\n".join(rules)


def by_page(design: str, **options: bool) -> Callable[[dict[str, Any]], bytes]:
    """Return the function that draws a view by `html/<design>.html`; `options` go to the PDF writer."""

    def draw(view: dict[str, Any]) -> bytes:
        loader = jinja2.Environment(loader=jinja2.FileSystemLoader(DESIGNS), autoescape=True)
        html = loader.get_template(f"{design}.html").render(**view, kit=_kit())
        return bytes(weasyprint.HTML(string=html).write_pdf(**options))

    return draw
