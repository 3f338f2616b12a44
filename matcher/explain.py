"""Turn a pair's levels into evidence: one row a comparison, the prior first, that add up to its log-odds."""

from entities.link import Evidence
from matcher.comparisons import Codes
from matcher.levels import COMPARISONS, LEVELS
from matcher.weights import Weights

NOTES = {
    "name": "first name and surname, compared together",
    "rarity": "how many profiles would bear the agreeing names by chance",
    "middle name": "second given name or its initial",
    "e-mail": "addresses and their mailbox names",
    "phone": "last nine digits",
    "handle": "profile addresses and handles",
    "employer": "all companies named, the current ones first",
    "title": "current title, with and without seniority",
    "place": "city or street, else country",
    "birth date": "year, month, day",
    "school": "all schools named",
}


def evidence_of(codes: Codes, weights: Weights) -> tuple[Evidence, ...]:
    """Explain one pair (level codes of shape (comparisons,)); what is missing on a side gets no row."""
    rows = [Evidence(field="prior", level="any pair", log_odds=weights.prior, note="before anything is compared")]
    for name, code in zip(COMPARISONS, codes.tolist(), strict=True):
        if code:
            level = LEVELS[name][code]
            rows.append(Evidence(field=name, level=level, log_odds=weights.levels[name][level], note=NOTES[name]))
    return tuple(rows)
