"""Turn a job title into its seniority and the family of work it belongs to, by small word tables."""

import re
from functools import lru_cache

USUAL = 3  # seniority of a title that names none
HIGHEST = 8

SENIORITY: dict[str, int] = {
    **dict.fromkeys(("intern", "internship", "trainee", "apprentice", "praktikant", "stagiaire", "becario"), 0),
    **dict.fromkeys(("assistant", "aide", "helper", "entry", "graduate", "student"), 1),
    **dict.fromkeys(("junior", "jr", "associate"), 2),
    **dict.fromkeys(("senior", "sr", "experienced"), 4),
    **dict.fromkeys(("lead", "staff", "supervisor", "teamleiter", "foreman", "charge"), 5),
    **dict.fromkeys(("manager", "principal", "leiter", "gerente", "responsable", "controller"), 6),
    **dict.fromkeys(("director", "head", "direktor", "directeur", "dean"), 7),
    **dict.fromkeys(("chief", "vp", "president", "vice", "cto", "ceo", "cfo", "coo", "founder"), HIGHEST),
}
# "Account manager" or "staff nurse" names a trade, not a rank.
TRADES = frozenset(
    ("account", "product", "project", "programme", "program", "case", "community", "marketing", "office", "property")
)
PLAIN_STAFF = frozenset(("nurse", "accountant", "writer", "attorney", "physician", "pharmacist"))

FAMILY_WORDS: dict[str, tuple[str, ...]] = {
    "software": ("software", "developer", "programmer", "frontend", "backend", "fullstack", "devops", "sre", "web"),
    "data": ("data", "analytics", "bi", "statistician", "scientist", "ml"),
    "it": ("sysadmin", "network", "helpdesk", "it", "database", "security", "cloud", "systems"),
    "engineering": ("mechanical", "civil", "electrical", "manufacturing", "plant", "process", "cad", "maintenance"),
    "health": ("nurse", "physician", "doctor", "pharmacist", "dentist", "therapist", "clinical", "medical", "care"),
    "finance": (
        "accountant",
        "accounting",
        "controller",
        "auditor",
        "audit",
        "finance",
        "financial",
        "treasury",
        "tax",
    ),
    "marketing": ("marketing", "seo", "brand", "content", "copywriter", "communications", "social"),
    "sales": ("sales", "account", "seller", "business"),
    "design": ("designer", "design", "ux", "ui", "illustrator", "art"),
    "people": ("hr", "recruiter", "recruiting", "talent", "people", "payroll"),
    "education": ("teacher", "lecturer", "professor", "tutor", "teaching", "researcher", "postdoctoral", "instructor"),
    "operations": ("operations", "logistics", "warehouse", "supply", "procurement", "store", "scheduler", "inventory"),
    "product": ("product", "scrum", "programme", "program", "project"),
    "law": ("lawyer", "attorney", "paralegal", "legal", "counsel", "solicitor"),
    "trades": ("electrician", "plumber", "carpenter", "welder", "mechanic", "driver", "technician", "chef", "cook"),
    "service": ("customer", "support", "receptionist", "secretary", "administrative", "office", "cashier", "waiter"),
}
FAMILY: dict[str, str] = {word: family for family, words in FAMILY_WORDS.items() for word in words}

WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=50_000)
def title_words(title: str) -> tuple[str, ...]:
    """Split a title into its words in lower case."""
    return tuple(WORD.findall(title.casefold()))


def seniority(title: str) -> int | None:
    """Read the rank a title names, 0 (intern) to 8 (chief), the highest of its words; None where it names none."""
    words = title_words(title)
    ranks = [SENIORITY[word] for at, word in enumerate(words) if word in SENIORITY and not _names_a_trade(words, at)]
    return max(ranks, default=None)


def _names_a_trade(words: tuple[str, ...], at: int) -> bool:
    if words[at] == "manager":
        return at > 0 and words[at - 1] in TRADES
    if words[at] == "staff":
        return at + 1 < len(words) and words[at + 1] in PLAIN_STAFF
    return False


def seniority_fit(wanted: str, held: str) -> float:
    """Tell how near two titles' ranks are: 1 equal, 0 as far as can be, or 0 where the wanted one names no rank."""
    rank = seniority(wanted)
    if rank is None or not held:
        return 0.0
    other = seniority(held)
    return 1.0 - abs(rank - (USUAL if other is None else other)) / HIGHEST


def families(title: str) -> frozenset[str]:
    """Name the families of work that a title's words point at."""
    return frozenset(FAMILY[word] for word in title_words(title) if word in FAMILY)


def family_bits(named: frozenset[str]) -> int:
    """Write families of work as bits, in the order of FAMILY_WORDS."""
    return sum(1 << at for at, family in enumerate(FAMILY_WORDS) if family in named)


def family_fit(wanted: str, held: str) -> float:
    """Tell whether two titles share a family of work: 1 or 0; 0 where the wanted one's is unknown."""
    return 1.0 if families(wanted) & families(held) else 0.0
