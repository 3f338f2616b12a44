"""Turn the view of a person into a PDF by groff: the ms macros, tables by tbl, tab stops."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PREFIX = Path(sys.prefix) / "deb" / "x" / "usr"  # where an unpacked groff package may lie
SHARE = PREFIX / "share" / "groff" / "1.22.4"

View = dict[str, Any]


def by_groff(write: Callable[[View], str], family: str = "T") -> Callable[[View], bytes]:
    """Return the function that draws a view by the source that `write` makes of it, in a family of fonts."""

    def draw(view: View) -> bytes:
        path = f"{PREFIX / 'bin'}{os.pathsep}{os.environ['PATH']}"
        command = [
            "groff",
            "-F",
            str(SHARE / "font"),
            "-M",
            str(SHARE / "tmac"),
            "-Kutf8",
            "-t",
            "-Tpdf",
            "-ms",
            f"-f{family}",
        ]
        source = write(view).encode()
        run = subprocess.run(command, input=source, capture_output=True, check=True, env={"PATH": path})
        return run.stdout

    return draw


def safe(text: str) -> str:
    """Return a text that troff prints as it is."""
    plain = text.replace("\\", "\\e").replace("'", "\\[aq]")
    return f"\\&{plain}" if plain[:1] in ".'" else plain


def heading(text: str) -> str:
    """Return a section's heading in bold with a rule below."""
    return f".sp 1v\n.ft B\n.ps 12\n{safe(text)}\n.ps\n.ft\n.sp -0.6v\n\\l'\\n(.lu'\n"


def study(one: dict[str, str]) -> str:
    """Return degree and area."""
    return one["degree"] + (f", {one['area']}" if one["area"] else "")


def tabs(view: View) -> str:
    """Write names at the left and dates at a right tab stop."""
    label = view["label"]
    rows = [
        ".nr PS 10.5",
        ".nr VS 13",
        ".nr PO 0.9i",
        ".nr LL 6.5i",
        ".LP",
        ".nf",
        ".ta 6.5iR",
        ".ps 20",
        f"\\fB{safe(view['name'])}\\fP",
    ]
    rows += [".ps", *(safe(row["text"]) for row in view["contact"])]
    rows.append(heading(label["work"]))
    for job in view["work"]:
        rows += [
            f"\\fB{safe(job['title'])}\\fP\t{safe(job['dates'])}",
            f"\\fI{safe(job['company'])}\\fP\t{safe(job['city'])}",
        ]
        rows += [f"  \\[bu] {safe(line)}" for line in job["lines"]]
        rows.append(".sp 0.4v")
    rows.append(heading(label["education"]))
    for one in view["education"]:
        rows += [f"\\fB{safe(one['school'])}\\fP\t{safe(one['dates'])}", safe(study(one))]
    return "\n".join([*rows, *tail(view)]) + "\n"


def hanging(view: View) -> str:
    """Write dates as hanging tags of paragraphs."""
    label = view["label"]
    rows = [".nr PS 11", ".nr VS 14", ".TL", safe(view["name"]), ".AU", safe(view["headline"]), ".AI"]
    rows += [part for row in view["contact"] for part in (safe(row["text"]), ".br")]
    rows += [".LP", safe(view["summary"])] if view["summary"] else []
    rows += [".SH", safe(label["work"])]
    for job in view["work"]:
        rows += [f'.IP "{safe(job["dates"])}" 11n', f"\\fB{safe(job['company'])}\\fP", ".br", f"{safe(job['title'])}."]
        rows += [safe(f"{line}.") for line in job["lines"]]
    rows += [".SH", safe(label["education"])]
    for one in view["education"]:
        rows += [f'.IP "{safe(one["dates"])}" 11n', safe(study(one)), ".br", f"\\fI{safe(one['school'])}\\fP"]
    return "\n".join([*rows, ".LP", ".nf", *tail(view)]) + "\n"


def table(view: View) -> str:
    """Write one table by tbl: periods at the left, text blocks at the right."""
    label = view["label"]
    rows = [
        ".nr PS 10",
        ".nr VS 13",
        ".nr HM 0.7i",
        ".LP",
        ".ce 2",
        ".ps 18",
        safe(label["cv"]),
        ".ps",
        safe(view["name"]),
        ".sp",
        ".TS H",
        "tab(|);",
        "lw(3.6c) lw(12c).",
        ".TH",
    ]
    rows += [f"{safe(row['label'])}|{safe(row['text'])}" for row in [*view["contact"], *view["personal"]]]
    rows.append(f"\\fB{safe(label['work'])}\\fP|")
    for job in view["work"]:
        place = f", {job['city']}" if job["city"] else ""
        rows += [f"{safe(job['dates'])}|T{{", f"\\fB{safe(job['title'])}\\fP", ".br", safe(job["company"] + place)]
        for line in job["lines"]:
            rows += [".br", f"\\- {safe(line)}"]
        rows.append("T}")
    rows.append(f"\\fB{safe(label['education'])}\\fP|")
    for one in view["education"]:
        rows += [f"{safe(one['dates'])}|T{{", safe(one["school"]), ".br", safe(study(one)), "T}"]
    return "\n".join([*rows, ".TE", ".nf", *tail(view)]) + "\n"


def tail(view: View) -> list[str]:
    """Return the lines of skills, languages, certificates and the rest."""
    label = view["label"]
    rows = [heading(label["skills"])]
    for row in view["skills"]:
        text = (f"{row['cat']}: " if row["cat"] else "") + ", ".join(row["items"])
        rows += [".fi", safe(text), ".br", ".nf"]
    rows.append(heading(label["languages"]))
    rows += [safe(f"{row['name']} \u2013 {row['level']}" if row["level"] else row["name"]) for row in view["languages"]]
    rows.append(heading(label["certifications"]))
    rows += [safe(f"{row['name']} ({row['issuer']}, {row['year']})") for row in view["certs"]]
    for extra in view["extras"]:
        rows += [heading(extra["title"]), *(safe(line) for line in extra["lines"])]
    return rows
