"""Turn a seed into a folder of ordinary people's resumes with a manifest of what each visibly says."""

import argparse
import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.cvs.person import Person
from benchmarks.cvs.street.blocks import Block, flattened, shouted
from benchmarks.cvs.street.catalogue import LAYOUTS, Layout
from benchmarks.cvs.street.dates import STYLES
from benchmarks.cvs.street.draw_html import chromium_pdf, old_page, weasy_pdf
from benchmarks.cvs.street.draw_office import convert, docx, rtf
from benchmarks.cvs.street.draw_raw import raw_pdf
from benchmarks.cvs.street.draw_text import groff_pdf, plain_text
from benchmarks.cvs.street.draw_typst import typst_pdf
from benchmarks.cvs.street.people import make_person
from benchmarks.cvs.street.reading import text_of
from benchmarks.cvs.street.skin import Skin
from benchmarks.cvs.street.view import View, view_of
from benchmarks.cvs.visible import entry_of, letters, truth_of

DRAW: dict[str, tuple[str, Callable[[list[Block], Skin], bytes]]] = {
    "txt": ("txt", plain_text),
    "groff": ("pdf", groff_pdf),
    "raw": ("pdf", raw_pdf),
    "typst": ("pdf", typst_pdf),
    "weasy": ("pdf", weasy_pdf),
    "chromium": ("pdf", chromium_pdf),
    "docx": ("docx", docx),
    "rtf": ("rtf", rtf),
    "html": ("html", lambda blocks, skin: old_page(blocks, skin).encode()),
}


@dataclass(frozen=True, slots=True)
class Made:
    """One document that is or will be in the folder."""

    path: Path
    layout: Layout
    view: View


@dataclass(frozen=True, slots=True)
class Task:
    """One document to make: its place in the layout, and which of its language's it is."""

    layout: Layout
    place: int
    language: str
    turn: int
    seed: int


def main() -> None:
    """Write the documents of all layouts and their manifest."""
    options = argparse.ArgumentParser(description="Write resumes as ordinary people in many countries make them.")
    options.add_argument("out", type=Path)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--people", type=int, default=0, help="at most this many documents")
    options.add_argument("--only", default="", help="only layouts whose name holds this")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    made: list[Made] = []
    with tempfile.TemporaryDirectory() as folder:
        waiting: dict[str, list[Path]] = {}
        turns = Counter[str]()
        for layout in LAYOUTS:
            for place, language in enumerate(layout.languages.split()):
                turns[language] += 1
                if chosen.only in layout.name:
                    task = Task(layout, place, language, turns[language], chosen.seed)
                    made.append(write_one(chosen.out, Path(folder), waiting, task))
        for kind, sources in waiting.items():
            convert(sources, kind, chosen.out)
    entries = [entry_for(one) for one in made][: chosen.people or None]
    (chosen.out / "manifest.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{len(entries)} documents of {len({entry['layout'] for entry in entries})} layouts")


def write_one(out: Path, folder: Path, waiting: dict[str, list[Path]], task: Task) -> Made:
    """Write one document, or its source that waits in `waiting` for LibreOffice."""
    layout, styles = task.layout, task.layout.dates.split()
    key = f"{task.seed} {layout.name} {task.place}"
    person = make_person(task.language, key, task.turn, layout.sector, layout.jobs)
    rng = random.Random(key + " view")
    view = view_of(person, styles[task.place % len(styles)], rng, english_heads=layout.english_heads)
    blocks = layout.arrange(view)
    blocks = shouted(blocks) if layout.manner == "caps" else flattened(blocks) if layout.manner == "flat" else blocks
    source, _, target = layout.draw.partition("-")
    ending, draw = DRAW[source]
    stem = f"{layout.name}-{task.place + 1}-{task.language}"
    where = folder / f"{stem}.{ending}" if target else out / f"{stem}.{ending}"
    where.write_bytes(draw(blocks, layout.skin))
    if target:
        waiting.setdefault(target, []).append(where)
    return Made(out / f"{stem}.{target or ending}", layout, view)


def entry_for(made: Made) -> dict[str, Any]:
    """Return the manifest entry of a document that is written."""
    text, pages = text_of(made.path)
    person, view = made.view.person, made.view
    truth = truth_of(person, text)
    if not truth["name"] and all(letters(part) in letters(text) for part in person.name.split()):
        truth["name"] = person.name
    shown = [job for job in person.work if letters(job.company) in letters(text) or letters(job.title) in letters(text)]
    for row, job in zip(truth["work"], shown, strict=True):
        said = view.said(job)
        row["start"], row["end"] = said.start, said.end
        if letters(said.text) not in letters(text) and letters(said.first) not in letters(text):
            print(f"{made.path.name}: date {said.text!r} not found")
    report_lost(made.path.name, person, truth)
    style = STYLES[view.dates]
    return entry_of(
        made.path.name,
        made.layout.name,
        made.layout.draw,
        person,
        truth,
        pages=pages,
        months=style.months and style.shape != "vague",
        twocol=made.layout.twocol,
    )


def report_lost(name: str, person: Person, truth: dict[str, Any]) -> None:
    """Print what a document should show but no reader finds."""
    lost = [key for key in ("name", "city") if not truth[key]]
    for job in person.work:
        lost += [job.company] if job.company not in {row["company"] for row in truth["work"]} else []
        lost += [job.title] if job.title not in {row["title"] for row in truth["work"]} else []
    lost += [one.school for one in person.education if one.school not in {row["school"] for row in truth["education"]}]
    lost += [
        one.area for one in person.education if one.area and one.area not in {row["area"] for row in truth["education"]}
    ]
    counts = {key: len(getattr(person, key)) for key in ("emails", "phones", "links", "languages", "certifications")}
    counts["skills"] = sum(len(items) for _, items in person.skills)
    lost += [f"{key} {len(truth[key])}/{count}" for key, count in counts.items() if len(truth[key]) < count]
    if lost:
        print(f"{name}: not found {lost}")


if __name__ == "__main__":
    main()
