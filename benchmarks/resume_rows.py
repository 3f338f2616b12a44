"""Turn judged readings of resumes into rows beside the goals."""

from collections.abc import Callable, Iterable, Sequence

from benchmarks.cvs.figures import (
    CONTACT,
    POSITION,
    Judged,
    by_field,
    calibration_error,
    f1,
    fully_right,
    grouped,
    located,
    macro10,
    sure_precision,
    worst,
)
from benchmarks.report import Row

PDF_GOALS = {
    "name": 0.99,
    "email": 0.995,
    "phone": 0.99,
    "links": 0.97,
    "city": 0.95,
    "company": 0.95,
    "title": 0.96,
    "start": 0.98,
    "end": 0.97,
    "position": 0.92,
    "school": 0.96,
    "degree": 0.97,
    "area": 0.92,
    "skills": 0.93,
    "languages": 0.98,
    "certifications": 0.92,
}
FORMAT_GOALS = {"docx": 0.985, "html": 0.97, "txt": 0.97}
MACRO_GOAL, WHOLE_GOAL, WORST_GOAL, LANGUAGE_GOAL = 0.965, 0.80, 0.80, 0.95
TWO_COLUMNS_GOAL, ROW_ORDER_GOAL = 0.95, 0.94
ECE_GOAL, CONTACT_GOAL, POSITIONS_GOAL = 0.05, 0.99, 0.97
FEWEST = 4  # documents of a language below which its figure says nothing


def at_least(name: str, measured: float | None, goal: float | None, unit: str = "") -> Row:
    """Return a row that holds where the measured figure reaches the goal; without a goal it says nothing."""
    if measured is None:
        return Row(name, f">= {goal:g}" if goal else "", "none", unit, None)
    return Row(
        name, f">= {goal:g}" if goal else "", round(measured, 3), unit, None if goal is None else measured >= goal
    )


def accuracy_rows(name: str, documents: Sequence[Judged]) -> list[Row]:
    """Return every figure of accuracy of one part of the data."""
    rows = [Row(f"{name}: documents", "", len(documents), f"in {len(grouped(documents, 'layout'))} layouts", None)]
    pdfs = [one for one in documents if one.entry["ext"] == "pdf"]
    if pdfs:
        rows += _pdf_rows(f"{name}, PDF", pdfs)
    for ext, goal in FORMAT_GOALS.items():
        if held := [one for one in documents if one.entry["ext"] == ext]:
            rows.append(at_least(f"{name}, {ext.upper()}: macro-10 F1", macro10(held), goal, f"of {len(held)}"))
    return rows + _shared_rows(name, documents)


def _pdf_rows(name: str, pdfs: Sequence[Judged]) -> list[Row]:
    rows = [at_least(f"{name}: macro-10 F1", macro10(pdfs), MACRO_GOAL)]
    for field, outcomes in by_field(pdfs).items():
        rows.append(at_least(f"{name}: F1 {field}", f1(outcomes), PDF_GOALS.get(field)))
    rows.append(at_least(f"{name}: fully right", fully_right(pdfs), WHOLE_GOAL))
    layout, lowest = worst(pdfs, "layout")
    rows.append(at_least(f"{name}: worst layout, macro-10", lowest, WORST_GOAL, layout))
    rows += _columns(name, pdfs)
    return rows


def _columns(name: str, pdfs: Sequence[Judged]) -> Iterable[Row]:
    parts: tuple[tuple[str, float, Callable[[Judged], bool]], ...] = (
        ("in row order", ROW_ORDER_GOAL, lambda one: one.entry["family"] == "row-order"),
        ("two columns", TWO_COLUMNS_GOAL, lambda one: one.entry["family"] != "row-order" and bool(one.entry["twocol"])),
    )
    for words, goal, wanted in parts:
        if held := [one for one in pdfs if wanted(one)]:
            yield at_least(f"{name}, {words}: macro-10 F1", macro10(held), goal, f"of {len(held)}")


def _shared_rows(name: str, documents: Sequence[Judged]) -> list[Row]:
    error = calibration_error(documents)
    rows = [
        Row(f"{name}: calibration error", f"<= {ECE_GOAL:g}", round(error, 3), "", error <= ECE_GOAL),
        at_least(f"{name}: contact, precision at .9", sure_precision(documents, CONTACT), CONTACT_GOAL),
        at_least(f"{name}: positions, precision at .9", sure_precision(documents, POSITION), POSITIONS_GOAL),
        at_least(f"{name}: values with their place", located(documents), 1.0),
    ]
    spoken = grouped((one for one in documents if one.entry.get("locale")), "locale")
    languages: dict[str, list[Judged]] = {}
    for locale, held in spoken.items():
        languages.setdefault(locale[:2], []).extend(held)
    for language, held in sorted(languages.items()):
        if len(held) >= FEWEST:
            rows.append(at_least(f"{name}, {language}: macro-10 F1", macro10(held), LANGUAGE_GOAL, f"of {len(held)}"))
    for family, held in grouped(documents, "family").items():
        rows.append(at_least(f"{name}, {family}: macro-10 F1", macro10(held), None, f"of {len(held)}"))
    return rows


def peer_rows(name: str, peer: str, documents: Sequence[Judged], seconds: float) -> list[Row]:
    """Return what another parser reaches on the same PDFs."""
    found = by_field(documents)
    named = [one for one in found.get("name", ()) if one.truth is not None]
    share = sum(one.read is not None for one in named) / max(1, len(named))
    rows = [Row(f"{name}, {peer}: macro-10 F1", "", round(macro10(documents), 3), f"a name on {share:.0%}", None)]
    rows += [
        Row(f"{name}, {peer}: F1 {field}", "", round(f1(found[field]), 3), "", None)
        for field in ("name", "position", "school", "skills")
        if field in found
    ]
    return [
        *rows,
        Row(f"{name}, {peer}: documents a second a core", "", round(len(documents) / seconds, 1), "1/s", None),
    ]
