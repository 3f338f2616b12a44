"""Turn a seed into a folder of PDFs with a manifest of what each visibly says."""

import argparse
import json
import random
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2

from benchmarks.cvs.person import Person
from benchmarks.cvs.press.dates import COARSE, season_month
from benchmarks.cvs.press.invent import make_person
from benchmarks.cvs.press.layouts import Layout, all_layouts
from benchmarks.cvs.press.pools import languages
from benchmarks.cvs.press.view import printed_person, view_of
from benchmarks.cvs.visible import entry_of, truth_of


def main() -> None:
    """Write the documents of all layouts and their manifest."""
    options = argparse.ArgumentParser(description="Write invented resumes as typesetting programs draw them.")
    options.add_argument("out", type=Path)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--people", type=int, default=0, help="at most this many documents")
    options.add_argument("--only", default="", help="only layouts whose name holds this")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    entries, made = [], Counter[str]()
    for place, layout in enumerate(all_layouts()):
        for language in languages_of(layout, place):
            made[language] += 1
            if chosen.only in layout.name:
                entries.append(write_one(chosen.out, layout, language, made[language], chosen.seed))
    entries = entries[: chosen.people] if chosen.people else entries
    (chosen.out / "manifest.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{len(entries)} documents of {len({entry['layout'] for entry in entries})} layouts")


def languages_of(layout: Layout, place: int) -> list[str]:
    """Return the languages a layout is drawn in: its own, or English and the next ones in turn."""
    if layout.languages:
        return [layout.languages[turn % len(layout.languages)] for turn in range(layout.count)]
    others = [one for one in languages() if one != "en"]
    return ["en", *(others[(place * 2 + step) % len(others)] for step in range(layout.count - 1))]


def write_one(out: Path, layout: Layout, language: str, number: int, seed: int) -> dict[str, Any]:
    """Write one document, and return its manifest entry."""
    rng = random.Random(f"{seed} {layout.name} {language} {number}")
    made = make_person(language, number, rng, layout.wish)
    name = f"{layout.name}-{number:03d}-{language}.pdf"
    view = view_of(made, layout.style, number, rng)
    (out / name).write_bytes(layout.draw(view))
    text, pages = text_of(out / name)
    coarse = layout.style.dates in COARSE
    person = printed_person(made, layout.style)
    truth = truth_of(person, text, links=" ".join(person.links) if layout.hidden_links else "")
    if layout.style.dates == "season":
        round_to_seasons(truth)
    report_lost(name, person, truth)
    return entry_of(
        name, layout.name, layout.family, person, truth, pages=pages, months=not coarse, twocol=layout.twocol
    )


def text_of(path: Path) -> tuple[str, int]:
    """Return all that three readers find in a PDF, and its pages."""
    with pypdfium2.PdfDocument(path) as document:
        pages = len(document)
        read = [document[index].get_textpage().get_text_bounded() for index in range(pages)]
    read += [_printed([*options, str(path), "-"]) for options in (["-raw"], ["-layout"], [])]
    return "\n".join(read), pages


def _printed(arguments: list[str]) -> str:
    command = [shutil.which("pdftotext") or "pdftotext", *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def round_to_seasons(truth: dict[str, Any]) -> None:
    """Set months to the seasons that are printed."""
    for row in truth["work"]:
        for key in ("start", "end"):
            if row[key] and re.fullmatch(r"\d{4}-\d\d", row[key]):
                row[key] = f"{row[key][:4]}-{season_month(int(row[key][5:])):02d}"


def report_lost(name: str, person: Person, truth: dict[str, Any]) -> None:
    """Print what a layout should have shown but no reader finds."""
    lost = [key for key in ("name", "city") if not truth[key]]
    lost += [job.company for job in person.work if job.company not in {row["company"] for row in truth["work"]}]
    lost += [job.title for job in person.work if job.title not in {row["title"] for row in truth["work"]}]
    lost += [one.school for one in person.education if one.school not in {row["school"] for row in truth["education"]}]
    skills = sum(len(items) for _, items in person.skills)
    counts = {"skills": skills} | {
        key: len(getattr(person, key)) for key in ("emails", "phones", "links", "languages", "certifications")
    }
    for key, count in counts.items():
        if len(truth[key]) < count:
            lost.append(f"{key} {len(truth[key])}/{count}")
    shown = [line for row in truth["work"] for line in row["highlights"]]
    missing = sum(len(job.highlights) for job in person.work) - len(shown)
    if missing:
        lost.append(f"{missing} highlights")
    if lost:
        print(f"{name}: not found {lost}")


if __name__ == "__main__":
    main()
