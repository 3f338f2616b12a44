"""Turn a seed into a folder of resumes printed by Chromium, with their manifest."""

import argparse
import html
import json
import random
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.cvs.chromium.designs import DESIGNS
from benchmarks.cvs.chromium.page import page
from benchmarks.cvs.chromium.people import Shape, make_person
from benchmarks.cvs.chromium.printing import print_all, text_of
from benchmarks.cvs.chromium.sheet import Design, Sheet
from benchmarks.cvs.chromium.words import careers, place
from benchmarks.cvs.visible import entry_of, truth_of

GATED: dict[str, Any] = {
    "skills": [],
    "languages": [],
    "certifications": [],
    "education": [],
    "summary": None,
    "headline": None,
}
LEVEL = " (expert)"  # printed behind a skill, no part of it
UNSEEN = re.compile(r"<(style|script|title)\b.*?</\1>|<[^>]+>", re.DOTALL)


def sheets(seed: int, people: int) -> list[Sheet]:
    """Return every document to be made: each design with some people, walks of life taken in turn."""
    found = []
    turns: dict[str, int] = {}
    for design in DESIGNS:
        for index, locale in enumerate(design.locales[:people]):
            rng = random.Random(f"{seed}/{design.name}/{index}")
            keys = design.careers or tuple(one.key for one in careers(locale[:2]))
            turn = turns[locale[:2]] = turns.get(locale[:2], rng.randrange(7)) + 1
            jobs, bullets = design.shape
            count = max(1, jobs + rng.choice((-1, 0, 0, 1)))
            person = make_person(
                f"{seed}-{design.name}-{index}", locale, keys[turn % len(keys)], Shape(count, bullets, design.promoted)
            )
            if design.head == "family":
                family = max((one for one in place(locale).last if person.name.endswith(one)), key=len)
                person = replace(person, name=f"{family} {person.name.removesuffix(family).strip()}")
            found.append(Sheet(person, design, design.dates[index % len(design.dates)], rng))
    return found


def printed(design: Design, truth: dict[str, Any]) -> dict[str, Any]:
    """Return the truth without what the design leaves out or prints in less detail."""
    shown = {*design.main, *design.side}
    lead = {"summary"} if "lead" in shown else set()
    truth |= {key: nothing for key, nothing in GATED.items() if key not in shown | lead}
    truth["skills"] = [one.removesuffix(LEVEL) for one in truth["skills"]]
    for one in truth["education"]:
        if design.studies == "dateless":
            one["end"] = None
        elif design.edates and not design.edates.months and one["end"]:
            one["end"] = one["end"][:4]
    return truth


def made(sheet: Sheet, path: Path, root: Path) -> dict[str, Any]:
    """Return the manifest entry of a file."""
    design = sheet.design
    if design.ext == "pdf":
        text, pages = text_of(path)
    else:
        text, pages = html.unescape(UNSEEN.sub("\n", path.read_text(encoding="utf-8"))), 1
    truth = truth_of(sheet.person, text, ends=not sheet.how.starts, links="\n".join(sheet.hrefs))
    relative = path.relative_to(root).as_posix()
    return entry_of(
        relative,
        design.name,
        design.family,
        sheet.person,
        printed(design, truth),
        pages=pages,
        months=sheet.how.months,
        twocol=design.twocol,
    )


def main() -> None:
    """Make the documents and write their manifest last."""
    asked = argparse.ArgumentParser(description=main.__doc__)
    asked.add_argument("out", type=Path)
    asked.add_argument("--seed", type=int, default=7)
    asked.add_argument("--people", type=int, default=3, help="people drawn in each design")
    asked.add_argument("--only", default="", help="only designs whose name holds this")
    given = asked.parse_args()
    files = given.out / "files"
    files.mkdir(parents=True, exist_ok=True)
    wanted = [one for one in sheets(given.seed, given.people) if given.only in one.design.name]
    made_pages = [(page(one), files / f"{one.person.id}.{one.design.ext}") for one in wanted]
    for text, path in made_pages:
        if path.suffix == ".html":
            path.write_text(text, encoding="utf-8")
    print_all([one for one in made_pages if one[1].suffix == ".pdf"], Path(tempfile.gettempdir()) / "cv-prints")
    entries = [made(one, path, given.out) for one, (_, path) in zip(wanted, made_pages, strict=True)]
    (given.out / "manifest.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{len(entries)} documents of {len({one.design.name for one in wanted})} designs in {given.out}")


if __name__ == "__main__":
    main()
