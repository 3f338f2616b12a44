"""Turn what was read in a resume, with pictures of its pages, into one HTML page on which a person can check it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from service.page_drawing import DrawnPage
from service.pictures.page import policy
from service.templates import open_templates

HERE = Path(__file__).parent / "templates"
SURE, DOUBTFUL = 0.9, 0.7
ONE = ("name", "headline", "location", "summary")
MANY = {"emails": "e-mail", "phones": "phone", "links": "link"}
LISTS = {"skills": "skill", "languages": "language", "certifications": "certificate"}
ENTRIES = {
    "work": ("Position", ("title", "company", "start", "end", "location", "description")),
    "education": ("Education", ("degree", "area", "institution", "start", "end")),
}
LONGEST = 240  # characters of a value that are shown at once

Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """One value as the page shows it; `number` ties it to its box, which is None where the format has no pages."""

    number: int
    label: str
    value: str
    raw: str | None
    confidence: float
    page: int | None
    box: tuple[float, float, float, float] | None
    path: str | None
    source: str

    @property
    def doubt(self) -> str:
        """Say in one word how sure the parser is: sure, likely, or doubtful."""
        return "sure" if self.confidence >= SURE else "likely" if self.confidence >= DOUBTFUL else "doubtful"


@dataclass(frozen=True, slots=True)
class Group:
    """Values that belong together; `current` marks a position that goes on."""

    title: str
    values: tuple[Shown, ...]
    current: bool = False


def groups_of(resume: Mapping[str, Any]) -> list[Group]:
    """Arrange the values of a parsed resume as a person would read them."""
    counter = iter(range(1, 1_000_000))
    gathered = [Group("Person", tuple(_shown(counter, _person(resume))))]
    for key, (title, slots) in ENTRIES.items():
        for at, entry in enumerate(resume.get(key) or (), 1):
            values = tuple(_shown(counter, ((slot, entry.get(slot)) for slot in slots)))
            gathered.append(Group(f"{title} {at}", values, current=bool(entry.get("current"))))
    for key, label in LISTS.items():
        values = tuple(_shown(counter, ((label, found) for found in resume.get(key) or ())))
        gathered.append(Group(key.capitalize(), values))
    return [group for group in gathered if group.values]


def _person(resume: Mapping[str, Any]) -> Iterator[tuple[str, Found | None]]:
    yield "name", resume.get("name")
    for key, label in MANY.items():
        yield from ((label, found) for found in resume.get(key) or ())
    yield from ((key, resume.get(key)) for key in ONE[1:])


def _shown(counter: Iterator[int], found: Iterator[tuple[str, Found | None]]) -> Iterator[Shown]:
    for label, value in found:
        if value and value.get("value"):
            box = value.get("box")
            yield Shown(
                number=next(counter),
                label=label,
                value=_brief(str(value["value"])),
                raw=value.get("raw"),
                confidence=float(value["confidence"]),
                page=value.get("page"),
                box=tuple(box) if box else None,
                path=value.get("path"),
                source=_brief(value.get("text") or ""),
            )


def _brief(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def resume_page(line: Mapping[str, Any], pages: Sequence[DrawnPage], back: str | None = None) -> str:
    """Write the page of one answer of the parser; `back` is the address of the list it belongs to."""
    groups = groups_of(line["resume"] or {})
    values = [value for group in groups for value in group.values]
    style = _style()
    text: str = _template("resume.html").render(
        line=line,
        name=Path(line["file"]).name.encode("utf-8", "replace").decode(),
        groups=groups,
        pages=[
            (at, page, [value for value in values if value.page == at and value.box])
            for at, page in enumerate(pages, 1)
        ],
        doubtful=sum(value.doubt == "doubtful" for value in values),
        count=len(values),
        back=back,
        policy=policy([], style),
        style=Markup(style),  # noqa: S704 - our own file
    )
    return text


@dataclass(frozen=True, slots=True)
class Checked:
    """One row of the list: a file with its page, how it ended, and how many of its values are doubtful."""

    file: str
    page: str | None
    status: str
    error: str | None
    name: str
    values: int
    doubtful: int

    @classmethod
    def of(cls, line: Mapping[str, Any], page: str | None) -> "Checked":
        """Sum up one answer of the parser."""
        resume = line["resume"] or {}
        values = [value for group in groups_of(resume) for value in group.values]
        doubtful = sum(value.doubt == "doubtful" for value in values)
        name = (resume.get("name") or {}).get("value", "")
        file = str(line["file"]).encode("utf-8", "replace").decode()
        return cls(file, page, line["status"], line["error"], name, len(values), doubtful)


def list_page(rows: Sequence[Checked]) -> str:
    """Write the list of all files: first those that could not be read, then the most doubtful ones."""
    style = _style()
    ordered = sorted(rows, key=lambda row: (row.status == "ok", -row.doubtful / max(1, row.values), row.file))
    text: str = _template("resumes.html").render(rows=ordered, policy=policy([], style), style=Markup(style))  # noqa: S704 - our own file
    return text


@cache
def _style() -> str:
    return (HERE / "resume.css").read_text("utf-8")


@cache
def _template(name: str) -> Any:
    return open_templates(HERE).get_template(name)
