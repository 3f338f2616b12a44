"""Turn found people into ordered, explained hits."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ranking import columns, listing, rows
    from ranking.features import Found
    from ranking.model import default_model
    from ranking.question import JobQuestion, QuestionPart, Shares, job_question, question_of
    from ranking.recommended import recommend
    from ranking.terms import Term, terms_of
    from ranking.unified import rank_unified

__all__ = [
    "Found",
    "JobQuestion",
    "QuestionPart",
    "Shares",
    "Term",
    "columns",
    "default_model",
    "job_question",
    "listing",
    "question_of",
    "rank_unified",
    "recommend",
    "rows",
    "terms_of",
]

# Loaded when first asked for: numpy alone takes longer than `talentjoin --help` may.
_HOMES = {
    "features": ("Found",),
    "model": ("default_model",),
    "question": ("JobQuestion", "QuestionPart", "Shares", "job_question", "question_of"),
    "recommended": ("recommend",),
    "terms": ("Term", "terms_of"),
    "unified": ("rank_unified",),
}
_MODULES = ("columns", "listing", "rows")


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return import_module(f"ranking.{name}")
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"ranking.{home}"), name)
    raise AttributeError(name)
