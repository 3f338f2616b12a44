"""Turn a seed into a folder of documents with their manifest."""

import argparse
import json
import os
import random
import re
import subprocess  # LibreOffice is a program
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pypdfium2

from benchmarks.cvs.office.catalogue import LAYOUTS, Layout
from benchmarks.cvs.office.ink import Ink
from benchmarks.cvs.office.package import Letter, write
from benchmarks.cvs.office.people import Someone, everyone
from benchmarks.cvs.office.reading import by_columns, docx_text, pdf_text, web_text
from benchmarks.cvs.visible import entry_of, truth_of

FONTS = Path(sys.prefix) / "deb/x/usr/share/fonts"  # more fonts than the system's, if they were unpacked there
FONT_SETTINGS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include><dir>{}</dir></fontconfig>"""
LEVELLED = re.compile(r" \((?:expert|basic)\)$")  # a level is no part of a skill
PROFILE = "file:///tmp/lo-genc"


def chosen(layout: Layout, people: list[Someone], count: int, used: Counter[str]) -> list[Someone]:
    """Return the people a layout is drawn with: two of five in English, those first who were drawn least."""
    fitting = [
        one
        for one in people
        if (not layout.tracks or one.track in layout.tracks)
        and (not layout.languages or one.person.locale[:2] in layout.languages)
        and not ("DD/MM" in layout.look.dates and one.person.region in {"US", "CA"})
        and (
            layout.encoding != "cp1252"
            or str(one.person).encode("cp1252", "replace").decode("cp1252") == str(one.person)
        )
    ]
    found: list[Someone] = []
    for _ in range(min(count, len(fitting))):
        english = used["all"] * 2 % 5 < 2
        used["all"] += 1
        rest = [one for one in fitting if one not in found]
        group = [one for one in rest if one.person.locale.startswith("en") == english] or rest
        pick = min(group, key=lambda one: (used[one.person.id], used[one.person.locale]))
        used.update([pick.person.id, pick.person.locale])
        found.append(pick)
    return found


def drawn(layout: Layout, ink: Ink, path: Path) -> None:
    """Write the document of one person in one layout."""
    result = layout.draw(ink)
    if isinstance(result, Letter):
        write(result, path)
    else:
        path.write_bytes(result.encode(layout.encoding, "replace"))


def converted(files: list[Path], out: Path) -> None:
    """Convert DOCX files to PDF by one run of LibreOffice."""
    command = [
        "libreoffice",
        f"-env:UserInstallation={PROFILE}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(out),
    ]
    environment = dict(os.environ)
    if FONTS.is_dir():
        settings = Path(files[0].parent / "fonts.conf")
        settings.write_text(FONT_SETTINGS.format(FONTS), "utf-8")
        environment["FONTCONFIG_FILE"] = str(settings)
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=600, env=environment)


def main() -> None:
    """Write OUT/manifest.json and the documents it lists."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--people", type=int, default=3, help="documents a layout")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for old in options.out.iterdir():
        old.unlink()
    people = everyone(options.seed)
    used: Counter[str] = Counter()
    made: list[tuple[Layout, Ink, Path]] = []
    with tempfile.TemporaryDirectory() as folder:
        for place, layout in enumerate(LAYOUTS):
            for number, who in enumerate(
                chosen(layout, people, options.people - (place % 2 and layout.kind in {"docx", "pdf"}), used)
            ):
                ink = Ink(who, layout.look, f"{options.seed} {layout.name} {number}")
                name = f"{layout.name}-{who.person.locale.lower()}-{number}"
                kind = "docx" if layout.kind == "pdf" else layout.kind
                path = (Path(folder) if layout.kind == "pdf" else options.out) / f"{name}.{kind}"
                drawn(layout, ink, path)
                made.append((layout, ink, options.out / f"{name}.{layout.kind}"))
        sources = sorted(Path(folder).glob("*.docx"))
        if sources:
            converted(sources, options.out)
    entries = [entry(layout, ink, path) for layout, ink, path in made]
    (options.out / "manifest.json").write_text(json.dumps(entries, ensure_ascii=False, indent=1), "utf-8")
    print(f"{len(entries)} documents of {len(LAYOUTS)} layouts and {len(people)} people")


def entry(layout: Layout, ink: Ink, path: Path) -> dict[str, object]:
    """Return the manifest entry of a written document."""
    pages, links = 1, ""
    if layout.kind == "pdf":
        text = pdf_text(path)
        pages = len(pypdfium2.PdfDocument(path))
    elif layout.kind == "docx":
        text = docx_text(path)
    else:
        text = path.read_bytes().decode(layout.encoding)
        text = web_text(text) if layout.kind == "html" else text
        text += by_columns(text) if layout.kind == "txt" and layout.twocol else ""
    truth = truth_of(ink.person, text, links=links)
    truth["skills"] = [LEVELLED.sub("", one) for one in truth["skills"]]
    months = not any(mark in layout.look.dates for mark in ("Season",)) and "M" in layout.look.dates
    family = f"office-{layout.kind}"
    return entry_of(path.name, layout.name, family, ink.person, truth, pages=pages, months=months, twocol=layout.twocol)


if __name__ == "__main__":
    random.seed(0)
    main()
