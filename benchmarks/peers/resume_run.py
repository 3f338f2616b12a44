"""Turn PDFs into what another open parser reads in them, in our words; run by the interpreter that has the parser.

Standard input: the name of the parser, then one path a line. Standard output: one JSON object a file. Where a parser's
answer can be read in two ways, it is read in its favour.
"""

import json
import logging
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

Answer = dict[str, Any]
DATE = re.compile(r"(?:(\w{3})\w*\.?\s+)?(\d{4})")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def _value(text: object) -> Answer | None:
    return {"value": str(text), "confidence": None} if text else None


def _values(texts: Iterable[object]) -> list[Answer]:
    return [value for text in texts if (value := _value(text))]


def _date(text: str | None) -> str | None:
    """Return YYYY-MM or YYYY of an ISO date or of "Aug 2020"."""
    if text and re.match(r"\d{4}-\d\d", text):
        return text[:7]
    found = DATE.search(text or "")
    if found is None:
        return None
    month = (found[1] or "").lower()
    return f"{found[2]}-{MONTHS.index(month) + 1:02}" if month in MONTHS else found[2]


def _position(raw: Mapping[str, Any]) -> Answer:
    start, end = _date(raw.get("start_date")), _date(raw.get("end_date"))
    named = {slot: _value(raw.get(slot)) for slot in ("title", "company")}
    return {**named, "start": _value(start), "end": _value(end), "current": bool(start and not end)}


def _leverparser() -> Callable[[str], Answer]:
    parser = import_module("pyresume").ResumeParser()

    def read(path: str) -> Answer:
        found = json.loads(json.dumps(parser.parse(path).to_dict(), default=str))
        contact = found["contact_info"]
        studies = [
            {
                "institution": _value(one["institution"]),
                "degree": _value(one["degree"]),
                "area": _value(one["major"]),
                "end": _value(_date(one["graduation_date"])),
            }
            for one in found["education"]
        ]
        return {
            "name": _value(contact["name"]),
            "emails": _values([contact["email"]]),
            "phones": _values([contact["phone"]]),
            "links": _values(contact[kind] for kind in ("linkedin", "github", "website")),
            "location": _value(contact["address"]),
            "work": [_position(one) for one in found["experience"]],
            "education": studies,
            "skills": _values(one["name"] for one in found["skills"]),
            "languages": _values(found.get("languages") or ()),
            "certifications": _values(one["name"] for one in found["certifications"]),
        }

    return read


def _openresume() -> Callable[[str], Answer]:
    parse = import_module("openresume").parse_resume_from_pdf

    def read(path: str) -> Answer:
        answer = parse(path)
        if not answer.get("ok"):
            return {}
        found = answer["resume"]
        study = found["education"]
        studies = {
            "degree": _value(study["degree_course"]),
            "area": _value(study["specialization"]),
            "end": _value(study["passing_year"]),
        }
        return {
            "name": _value(found["full_name"]),
            "emails": _values([found["email"]]),
            "phones": _values([found["phone"]]),
            "links": _values([found["url"]]),
            "location": _value(found["location"]["city"]),
            "work": [_position(one) for one in found["experience"]["work_history"]],
            "education": [studies] if any(studies.values()) else [],
            "skills": _values(found["skills"]),
        }

    return read


PEERS = {"leverparser": _leverparser, "openresume-parser": _openresume}


def main() -> int:
    """Read every file; one that makes the parser fail is an empty answer."""
    logging.disable(logging.CRITICAL)
    name, *paths = sys.stdin.read().splitlines()
    read = PEERS[name]()
    for path in paths:
        started = time.process_time()
        try:
            resume = read(path)
        except Exception:  # noqa: BLE001 - whatever a peer raises is its answer
            resume = {}
        line = {"file": path, "seconds": time.process_time() - started, "resume": resume}
        sys.stdout.write(json.dumps(line) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
