"""Turn a document's truth with what was read of it into outcomes: right, wrong, missed, value by value."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from rapidfuzz import fuzz

from benchmarks.cvs import alike
from benchmarks.cvs.visible import letters

LEAST_LIKENESS = 80.0  # below it two entries are not about the same thing
SWAPPED = 50.0  # a right value in the wrong slot still tells which entry it is
YEARS = {"start": 60.0, "end": 40.0}
STUDY = {"school": "institution", "degree": "degree", "area": "area", "end": "end"}

Read = dict[str, tuple[str, float | None]]  # slot to value and confidence


@dataclass(frozen=True, slots=True)
class Outcome:
    """One true value, one read value, or both where they belong together."""

    field: str
    truth: str | None
    read: str | None
    confidence: float | None
    right: bool


def _value(raw: Mapping[str, Any] | None) -> tuple[str, float | None] | None:
    return (str(raw["value"]), raw.get("confidence")) if raw and raw.get("value") not in (None, "") else None


def _outcome(field: str, truth: str | None, read: tuple[str, float | None] | None, *, right: bool) -> Outcome:
    return Outcome(field, truth, read[0] if read else None, read[1] if read else None, right)


def _one(
    field: str, truth: str | None, read: tuple[str, float | None] | None, same: Callable[[str, str], bool]
) -> Iterator[Outcome]:
    if truth is not None:
        yield _outcome(field, truth, read, right=read is not None and same(truth, read[0]))


def _many(
    field: str, truths: Sequence[str], raws: Iterable[Mapping[str, Any]], same: Callable[[str, str], bool]
) -> Iterator[Outcome]:
    left = [value for value in map(_value, raws) if value]
    for truth in truths:
        found = next((value for value in left if same(truth, value[0])), None)
        if found:
            left.remove(found)
        yield _outcome(field, truth, found, right=found is not None)
    for value in left:
        yield _outcome(field, None, value, right=False)


def _entry(raw: Mapping[str, Any], slots: Mapping[str, str]) -> Read:
    found = {slot: value for slot, key in slots.items() if (value := _value(raw.get(key)))}
    if raw.get("current") and "end" not in found:
        found["end"] = (alike.PRESENT, None)
    return found


def _likeness(truth: Mapping[str, Any], read: Read, slots: Sequence[str]) -> float:
    wanted = {slot: letters(truth[slot]) for slot in slots if truth.get(slot)}
    given = {slot: letters(read[slot][0]) for slot in slots if slot in read}
    total = sum(fuzz.ratio(wanted[slot], given[slot]) for slot in wanted.keys() & given.keys())
    total += SWAPPED * sum(wanted[one] == given[other] for one in wanted for other in given if one != other)
    for slot, weight in YEARS.items():
        if truth.get(slot) and read.get(slot, ("",))[0][:4] == truth[slot][:4]:
            total += weight
    return total


def pair(truths: Sequence[Mapping[str, Any]], reads: Sequence[Read], slots: Sequence[str]) -> dict[int, int]:
    """Return which true entry is which read one, one to one, the most alike first."""
    scored = [
        (likeness, number, other)
        for number, truth in enumerate(truths)
        for other, read in enumerate(reads)
        if (likeness := _likeness(truth, read, slots)) > LEAST_LIKENESS
    ]
    pairs: dict[int, int] = {}
    for _, number, other in sorted(scored, reverse=True):
        if number not in pairs and other not in pairs.values():
            pairs[number] = other
    return pairs


def _whole(read: Read) -> tuple[str, float | None] | None:
    sure = [confidence for _, confidence in read.values() if confidence is not None]
    return (" | ".join(value for value, _ in read.values()), min(sure, default=None)) if read else None


def _work(truths: Sequence[Mapping[str, Any]], reads: Sequence[Read], *, months: bool) -> Iterator[Outcome]:
    pairs = pair(truths, reads, ("company", "title"))
    for number, truth in enumerate(truths):
        read = reads[pairs[number]] if number in pairs else {}
        outcomes = [one for slot in ("company", "title") for one in _one(slot, truth[slot], read.get(slot), alike.text)]
        if truth["start"] not in (None, "?"):
            right = alike.date(truth["start"], read.get("start", ("",))[0], months=months)
            outcomes.append(_outcome("start", truth["start"], read.get("start"), right=right))
        if truth["end"] != "?":
            right = alike.date(truth["end"], read.get("end", ("",))[0], months=months)
            outcomes.append(_outcome("end", truth["end"] or alike.PRESENT, read.get("end"), right=right))
        yield from outcomes
        label = f"{truth['title']}, {truth['company']}"
        yield _outcome("position", label, _whole(read), right=all(one.right for one in outcomes))
    for number, read in enumerate(reads):
        if number not in pairs.values():
            yield from (_outcome(slot, None, value, right=False) for slot, value in read.items())
            yield _outcome("position", None, _whole(read), right=False)


def _studies(truths: Sequence[Mapping[str, Any]], reads: Sequence[Read], *, months: bool) -> Iterator[Outcome]:
    pairs = pair(truths, reads, ("school", "degree", "area"))
    for number, truth in enumerate(truths):
        read = reads[pairs[number]] if number in pairs else {}
        given = {slot: read.get(slot, ("",))[0] for slot in STUDY}
        right = {
            "school": alike.text(truth["school"] or "", given["school"]),
            "degree": alike.degree(truth["degree"] or "", truth["area"], given["degree"], given["area"]),
            "area": alike.area(truth["area"] or "", given["degree"], given["area"]),
            "end": alike.date(truth["end"], given["end"], months=months),
        }
        for slot, holds in right.items():
            if truth[slot]:
                yield _outcome("school_end" if slot == "end" else slot, truth[slot], read.get(slot), right=holds)
    for number, read in enumerate(reads):
        if number not in pairs.values():
            for slot, value in read.items():
                yield _outcome("school_end" if slot == "end" else slot, None, value, right=False)


def judge(entry: Mapping[str, Any], resume: Mapping[str, Any]) -> list[Outcome]:
    """Return the outcome of every value that a manifest entry's document shows, and of every surplus value read.

    What the document doesn't print (None, an end of "?", an empty list) is neither rewarded nor punished; a surplus
    e-mail address always counts.
    """
    truth, months = entry["truth"], bool(entry["months"])
    place = resume.get("location") or {}
    read_city = (str(place["city"]), place.get("confidence")) if place.get("city") else _value(place)
    outcomes = [
        *_one("name", truth["name"], _value(resume.get("name")), alike.name),
        *_one("city", truth["city"], read_city, alike.city),
        *_many("email", truth["emails"] or (), resume.get("emails") or (), alike.email),
    ]
    lists: dict[str, tuple[str, str, Callable[[str, str], bool]]] = {
        "phone": ("phones_e164", "phones", partial(alike.phone, region=truth["region"])),
        "links": ("links", "links", alike.link),
        "skills": ("skills", "skills", alike.skill),
        "languages": ("languages", "languages", alike.language),
        "certifications": ("certifications", "certifications", alike.text),
    }
    for field, (key, held, same) in lists.items():
        if truth[held]:  # a phone that isn't printed has its E.164 form all the same
            outcomes += _many(field, truth[key], resume.get(held) or (), same)
    jobs = [
        _entry(raw, {slot: slot for slot in ("company", "title", "start", "end")}) for raw in resume.get("work") or ()
    ]
    outcomes += _work(truth["work"], [read for read in jobs if read], months=months)
    studies = [_entry(raw, STUDY) for raw in resume.get("education") or ()]
    named = [read for read in studies if read.keys() & {"school", "degree", "area"}]
    return outcomes + list(_studies(truth["education"], named, months=months))
