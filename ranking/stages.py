"""Turn the name of a stage or status into how far an application came, by small word tables."""

from functools import lru_cache

from ranking.titles import WORD

HIRED_WORDS = frozenset(("hired", "hire", "onboarding", "started", "placed", "eingestellt", "contratado"))
FAR_WORDS = frozenset(("offer", "final", "onsite", "site", "reference", "references", "panel", "finalist", "angebot"))
REJECTED_WORDS = frozenset(("rejected", "declined", "disqualified", "unsuccessful", "abgelehnt", "rechazado"))
NEGATIONS = frozenset(("not", "no", "never", "don", "didn", "nicht"))


@lru_cache(maxsize=4096)
def _words(stage: str) -> frozenset[str]:
    return frozenset(WORD.findall(stage.casefold()))


def hired_stage(stage: str) -> bool:
    """Tell whether the stage says that the person was hired."""
    return bool(_words(stage) & HIRED_WORDS) and not rejected_stage(stage)


def rejected_stage(stage: str) -> bool:
    """Tell whether the stage says that the person was turned down."""
    words = _words(stage)
    return bool(words & REJECTED_WORDS) or bool(words & NEGATIONS and words & HIRED_WORDS)


def far_stage(stage: str) -> bool:
    """Tell whether the stage is one of the last before hiring; one who stopped there is a silver medallist."""
    return bool(_words(stage) & FAR_WORDS)
