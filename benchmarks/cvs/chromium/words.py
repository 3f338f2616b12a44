"""Turn the pools beside the code into words, careers and places."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

POOLS = Path(__file__).parent / "pools"


@dataclass(frozen=True, slots=True)
class Career:
    """One walk of life in one language: titles stand from junior to senior."""

    key: str
    titles: tuple[str, ...]
    employers: tuple[str, ...]
    did: tuple[str, ...]
    skills: tuple[tuple[str | None, tuple[str, ...]], ...]
    certs: tuple[tuple[str, str | None], ...]
    degrees: tuple[tuple[str, str | None], ...]
    about: str
    extras: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """What is local in one locale: names, towns, schools and how phones are printed (`#` is a digit)."""

    locale: str
    first: tuple[str, ...]
    last: tuple[str, ...]
    cities: tuple[str, ...]
    jobcities: tuple[str, ...]
    schools: tuple[str, ...]
    phones: tuple[str, ...]
    country: str
    streets: tuple[str, ...]
    zips: tuple[str, ...]


def cut(text: str, by: str = "|") -> tuple[str, ...]:
    """Return the stripped pieces of a text; empty ones are left out."""
    return tuple(piece.strip() for piece in text.split(by) if piece.strip())


def fields(block: str) -> dict[str, str]:
    """Return `key: value` lines as a mapping."""
    pairs = (line.partition(":") for line in block.splitlines() if ":" in line)
    return {key.strip(): value.strip() for key, _, value in pairs}


def blocks(name: str) -> list[tuple[str, dict[str, str]]]:
    """Return the `# key` blocks of a pool."""
    text = (POOLS / name).read_text(encoding="utf-8")
    parts = [part for part in ("\n" + text).split("\n# ") if part.strip()]
    return [(part.partition("\n")[0].strip(), fields(part.partition("\n")[2])) for part in parts]


def pair(text: str) -> tuple[str, str | None]:
    """Return `name ~ rest` as a pair; the rest is None where nothing follows."""
    head, _, tail = text.partition("~")
    return head.strip(), tail.strip() or None


def group(text: str) -> tuple[str | None, tuple[str, ...]]:
    """Return `Category: a, b` as a category and its skills."""
    head, _, tail = text.partition(":")
    return head.strip() or None, cut(tail, ", ")


def extra(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `Title=line~line` as a title and its lines."""
    head, _, tail = text.partition("=")
    return head.strip(), cut(tail, "~")


@cache
def careers(lang: str) -> tuple[Career, ...]:
    """Return the walks of life written in one language."""
    return tuple(
        Career(
            key=key,
            titles=cut(got["titles"]),
            employers=cut(got["employers"]),
            did=cut(got["did"]),
            skills=tuple(group(one) for one in cut(got["skills"], ";")),
            certs=tuple(pair(one) for one in cut(got["certs"])),
            degrees=tuple(pair(one) for one in cut(got["degrees"])),
            about=got["about"],
            extras=tuple(extra(one) for one in cut(got.get("extras", ""), ";")),
        )
        for key, got in blocks(f"careers_{lang}.txt")
    )


@cache
def place(locale: str) -> Place:
    """Return what is local in one locale."""
    got = dict(blocks(f"places_{locale[:2]}.txt"))[locale]
    return Place(
        locale=locale,
        first=cut(got["first"]) if "|" in got["first"] else tuple(got["first"].split()),
        last=cut(got["last"]),
        cities=cut(got["cities"]),
        jobcities=cut(got["jobcities"]),
        schools=cut(got["schools"]),
        phones=cut(got["phones"]),
        country=got["country"],
        streets=cut(got["street"]),
        zips=cut(got["zip"]),
    )


@cache
def words(lang: str) -> dict[str, tuple[str, ...]]:
    """Return labels and headings of one language, each with its variants."""
    got = fields((POOLS / f"words_{lang}.txt").read_text(encoding="utf-8"))
    listed = {"months", "short", "seasons"}
    return {key: tuple(value.split()) if key in listed else cut(value) for key, value in got.items()}
