"""Turn found people into ordered, explained hits."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ranking import columns, listing, metrics, rows
    from ranking.features import Found
    from ranking.model import Model, default_model
    from ranking.question import JobQuestion, QuestionPart, job_question, question_of
    from ranking.recommended import recommend
    from ranking.terms import terms_of
    from ranking.unified import rank_unified

__all__ = [
    "Found",
    "JobQuestion",
    "Model",
    "QuestionPart",
    "columns",
    "default_model",
    "job_question",
    "listing",
    "metrics",
    "question_of",
    "rank_unified",
    "recommend",
    "rows",
    "terms_of",
]

# Loaded when first asked for: numpy alone takes longer than `talentjoin --help` may.
_HOMES = {
    "features": ("Found",),
    "model": ("Model", "default_model"),
    "question": ("JobQuestion", "QuestionPart", "job_question", "question_of"),
    "recommended": ("recommend",),
    "terms": ("terms_of",),
    "unified": ("rank_unified",),
}
_MODULES = ("columns", "listing", "metrics", "rows")


def __getattr__(name: str) -> object:
    if name in _MODULES:
        return import_module(f"ranking.{name}")
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"ranking.{home}"), name)
    raise AttributeError(name)
