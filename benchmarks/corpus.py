"""Turn lines of JSON into the documents of a tenant, or the jobs that ask for them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from entities.ats import Candidate, Job
from entities.document import ALL_SEATS, EVERYONE, PersonDocument
from indexing import CandidateView, Sight, person_documents
from matcher.resume import parse_resume

Kind = Literal["titles", "jobs"]

KEYS = {"id": "needed", "title": "", "text": "", "lang": ""}  # each a text; an absent or null one is empty
TITLE_LIMIT = 500  # characters of a job title (entities/text.py)
TEXT_LIMIT = 50_000  # characters of running text that a document carries (indexing/documents.py)
NO_WORD = "-"  # what must not be empty, and yet say nothing


class BadLine(ValueError):
    """A line that can't be ranked; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a corpus or of queries."""

    id: str
    title: str
    text: str
    lang: str

    @property
    def titles(self) -> tuple[str, ...]:
        """The title with the alternatives that the text lists, one a line."""
        return tuple(dict.fromkeys(filter(None, map(str.strip, (self.title, *self.text.splitlines())))))


def read_lines(path: Path, *, titled: bool) -> list[Line]:
    """Read all lines of a file, blank ones left out; `titled`: each must have a title.

    Raises:
        BadLine: the file can't be read, is empty, or a line is no such object, or repeats an id.

    """
    lines: dict[str, Line] = {}
    for number, raw in _numbered(path):
        where = f"{path}:{number}"
        line = _line(raw, where)
        if line.id in lines:
            raise BadLine(f"{where}: the id {line.id!r} stands there twice")
        if titled and not line.title:
            raise BadLine(f'{where}: "title" is missing or empty')
        lines[line.id] = line
    if not lines:
        raise BadLine(f"{path}: no line")
    return list(lines.values())


def title_document(line: Line) -> PersonDocument:
    """Write somebody of whom nothing is known but the titles."""
    titles = tuple(title[:TITLE_LIMIT] for title in line.titles)
    return PersonDocument(key=line.id, version=0, in_ats=True, current_title=titles[0], titles=titles)


def resume_document(line: Line, *, now: datetime) -> PersonDocument:
    """Write a candidate with a resume, parsed as a text file is; its whole text is searched too."""
    resume = parse_resume(line.text.encode(), "resume.txt").resume
    candidate = Candidate(id=line.id, modified=now, name=NO_WORD, current_title=line.title[:TITLE_LIMIT])
    view = CandidateView(line.id, candidate, resumes=() if resume is None else (resume,))
    (document,) = person_documents(line.id, [Sight((EVERYONE, ALL_SEATS), (view,))], None)
    return document.model_copy(update={"summary": line.text[:TEXT_LIMIT], "name": ""})


def job_of(line: Line, kind: Kind, *, now: datetime) -> Job:
    """Write the job that asks: a title alone, or a title with a description."""
    description = line.text[:TEXT_LIMIT] if kind == "jobs" else ""
    return Job(id=line.id, modified=now, title=line.title[:TITLE_LIMIT] or NO_WORD, description=description)


def _numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with path.open("rb") as file:
            yield from ((number, raw) for number, raw in enumerate(file, 1) if raw.strip())
    except OSError as error:
        raise BadLine(f"{path}: {error.strerror}") from None


def _line(raw: bytes, where: str) -> Line:
    try:
        given: Any = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadLine(f"{where}: not one JSON value in UTF-8") from None
    if not isinstance(given, dict):
        raise BadLine(f'{where}: not an object like {{"id": "1", "title": "Nurse"}}')
    values = {}
    for key in KEYS:
        value = given.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and key == "id":
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise BadLine(f'{where}: "{key}" is no text')
        values[key] = (value or "").strip()
    if not values["id"]:
        raise BadLine(f'{where}: "id" is missing or empty')
    if len(values["id"].split()) > 1:
        raise BadLine(f"{where}: the id holds white space, which a TREC run can't")
    return Line(**values)
