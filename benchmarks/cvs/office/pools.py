"""Turn the content files into tables of words and tracks of life."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

OUTSIDE = re.compile(r", (?![^(]*\))")  # a comma that isn't within parentheses
FOLDER = Path(__file__).parent / "lists"
LANGUAGES = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))


@dataclass(slots=True)
class Track:
    """What people of one walk of life in one country may have done."""

    name: str
    region: str
    names: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    employers: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    studies: list[list[str]] = field(default_factory=list)
    certs: list[list[str]] = field(default_factory=list)
    skills: list[tuple[str, list[str]]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    about: str = ""
    head: str = ""
    extras: list[tuple[str, list[str]]] = field(default_factory=list)


@dataclass(slots=True)
class Pool:
    """The words of one language and its tracks."""

    language: str
    words: dict[str, list[str]] = field(default_factory=dict)
    tracks: list[Track] = field(default_factory=list)


@cache
def pool_of(language: str) -> Pool:
    """Return the content of a language."""
    pool = Pool(language)
    for row in (FOLDER / f"{language}.txt").read_text("utf-8").splitlines():
        if row.startswith("track "):
            _, name, region = row.split()
            pool.tracks.append(Track(name, region))
        elif row.strip():
            key, _, value = row.partition(": ")
            if pool.tracks:
                add(pool.tracks[-1], key, value.strip())
            else:
                pool.words[key] = value.strip().split("|")
    return pool


def add(track: Track, key: str, value: str) -> None:
    """Add one row of a content file to a track."""
    cells = [one.strip() for one in value.split(" ; ")] if " ;" in value else [value]
    if key in {"names", "titles", "employers", "agencies"}:
        setattr(track, key, value.split("|"))
    elif key in {"study", "cert"}:
        parts = [one.strip() for one in value.split(";")]
        (track.studies if key == "study" else track.certs).append(parts)
    elif key == "skill":
        kind, _, names = value.lstrip(": ").partition(": ") if not value.startswith(":") else ("", "", value[1:])
        track.skills.append((kind.strip(), [one.strip() for one in OUTSIDE.split(names)]))
    elif key == "line":
        track.lines.append(value)
    elif key == "extra":
        track.extras.append((cells[0], cells[1].split("|")))
    else:
        setattr(track, key, value)
