"""Turn a seed into invented people and random questions about them: what the engines are compared on."""

import random
from dataclasses import dataclass

from entities.document import ALL_SEATS, EVERYONE, Access, PersonDocument
from entities.query import (
    And,
    Everything,
    FacetName,
    Filter,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Question,
    Range,
    Scope,
    Word,
)
from tests.indexing.numbered import number_of, numbered

FIRST_NAMES = ("Zoë", "Jürgen", "Anna", "Sean", "Łukasz", "Mei", "Иван", "Aoife", "José", "Nguyễn", "Grace", "Omar")
LAST_NAMES = ("O'Brien", "Müller", "Andersen", "Иванов", "Kowalski", "García", "李", "Smith", "Tanaka", "Núñez")
RANKS = ("Senior", "Junior", "Lead", "Principal", "")
CRAFTS = ("Software", "Data", "Sales", "Front-End", "C++", "Pflege", "Registered", "Cloud", "Product")
ROLES = ("Engineer", "Engineering Manager", "Analyst", "Nurse", "Consultant", "Entwickler", "工程师", "Developer")
COMPANIES = (
    *("Acme", "ACME", "acme ", "Café Zürich", "CAFE ZURICH", "Globex", "Initech GmbH", "北京科技", "Hooli", "O'Reilly"),
)
SKILLS = (
    *("Python", "python", "PYTHON", "C++", "c++", "C#", ".NET", "SQL", "Machine Learning", "machine  learning"),
    *("Kubernetes", "Résumé Screening", "resume screening", "Go", "Nursing", "项目管理", "Excel", "Leadership"),
)
SCHOOLS = ("Universität München", "MIT", "TU Wien", "北京大学", "University of Leeds", "Trinity College")
PLACES = ("Berlin", "berlin", "Zürich", "Zurich", "São Paulo", "New York", "東京", "")
STAGES = ("Applied", "Interview", "Offer", "Rejected", "applied")
SOURCES = ("Referral", "Agency", "Careers Page")
TAGS = ("silver medallist", "relocates", "VIP")
WORDS = (
    *("managed", "teams", "and", "built", "services", "for", "banks", "in", "Europe", "designing", "designs", "naïve"),
    *("pipelines", "happy", "running", "ran", "reports", "の", "データ分析", "customers", "quickly", "scaling"),
)
GROUPS = ("team-a", "team-b", "team-c")
FACETS: tuple[FacetName, ...] = (
    *("location", "current_title", "current_company", "skill", "stage", "source", "in_ats", "open_to_work"),
    "years",
)
FILTERED: tuple[FacetName, ...] = (*FACETS, "job")
JOBS = ("j1", "j2", "j3")
RANGES = ((None, None), (3, 7), (None, 2), (5, None), (12, 12), (99, None))
VIEWERS: tuple[Access, ...] = (
    None,
    (EVERYONE,),
    (EVERYONE, "team-a"),
    (EVERYONE, "team-a", "team-b"),
    (EVERYONE, *GROUPS),
)
QUERY_WORDS: tuple[tuple[Scope, tuple[str, ...]], ...] = (
    ("title", ("senior", "engineers", "front-end", "c++", "工程", "data", "nurse", "&", "developing")),
    ("company", ("acme", "café", "zürich", "oreilly", "科技", "gmbh")),
    ("skill", ("python", "c++", "c#", ".net", "machine", "learned", "resume", "管理", "go")),
    ("location", ("zurich", "berlin", "sao", "york", "東京")),
    ("school", ("munchen", "mit", "university", "北京")),
    ("name", ("obrien", "O'Brien", "muller", "ivanov", "zoe", "李", "nunez")),
    ("any", ("engineer", "python", "teams", "berlin", "c++", "designed", "データ", "nurses", "vip", "++", "in")),
)
PHRASES = ("senior software engineer", "machine learning", "data engineer", "new york", "trinity college", "北京大学")
PREFIXES = ("eng", "engineer", "dev", "pyt", "c", "happ", "北", "front-en", "z", "データ", "sen", "m")


@dataclass(frozen=True)
class World:
    """A tenant's persons and shadows, and the members."""

    persons: tuple[PersonDocument, ...]
    shadows: tuple[PersonDocument, ...]
    members: tuple[PersonDocument, ...]


def some_person(random_: random.Random, key: str, version: int = 1) -> PersonDocument:
    """Invent one document."""
    titles = tuple(_title(random_) for _ in range(random_.randint(0, 3)))
    companies = tuple(random_.choice(COMPANIES) for _ in range(random_.randint(0, 2)))
    return PersonDocument(
        key=key,
        version=version,
        number=number_of(key),
        years=random_.choice((None, 0, 2, 3, 7, 12, 40)),
        jobs=tuple(random_.sample(JOBS, random_.choice((0, 0, 1, 2)))),
        name=f"{random_.choice(FIRST_NAMES)} {random_.choice(LAST_NAMES)}",
        headline=_title(random_) if random_.random() < 0.5 else "",
        titles=titles,
        companies=companies,
        skills=tuple(random_.choices(SKILLS, k=random_.randint(0, 5))),
        schools=tuple(random_.sample(SCHOOLS, random_.randint(0, 2))),
        summary=" ".join(random_.choices(WORDS, k=random_.randint(0, 12))),
        current_title=titles[0] if titles else "",
        current_company=companies[0] if companies else "",
        location=random_.choice(PLACES),
        open_to_work=random_.random() < 0.3,
        updated=random_.randint(1, 60) * 86_400,
    )


def some_world(random_: random.Random, persons: int, members: int, linked: int) -> World:
    """Invent a tenant and the members; the first `linked` persons are the first members."""
    everyone = [
        numbered(some_person(random_, str(1000 + n)).model_copy(update={"member": 1000 + n, "jobs": ()}))
        for n in range(members)
    ]
    own, shadows = [], []
    for n in range(persons):
        access = (EVERYONE,) if random_.random() < 0.4 else tuple(random_.sample(GROUPS, random_.randint(1, 2)))
        person = some_person(random_, f"r{random_.randrange(10**9):09d}{n}").model_copy(
            update={
                "access": access,
                "in_ats": True,
                "notes": " ".join(random_.choices(WORDS, k=random_.randint(0, 4))),
                "stages": tuple(random_.choices(STAGES, k=random_.randint(0, 2))),
                "sources": tuple(random_.sample(SOURCES, random_.randint(0, 1))),
                "tags": tuple(random_.sample(TAGS, random_.randint(0, 1))),
            }
        )
        if n < linked:
            person = person.model_copy(update={"member": 1000 + n})
            shadows.append(everyone[n].model_copy(update={"shadow": True, "access": access}))
        own += _variants(random_, person)
    return World(tuple(own), tuple(shadows), tuple(everyone))


def _variants(random_: random.Random, person: PersonDocument) -> list[PersonDocument]:
    """Make one document of a person, or one for a team, another for everyone else and a third for all seats at once."""
    if person.access != (EVERYONE,) or random_.random() < 0.5:
        return [person]
    team = random_.choice(GROUPS)
    richer = {"key": f"{person.key}~1", "access": (team,), "skills": (*person.skills, "Chess"), "stages": ("Offer",)}
    fullest = {"key": f"{person.key}~2", "access": (), "tags": ("VIP",)}
    return [
        person.model_copy(update={"hidden_from": (team, ALL_SEATS)}),
        numbered(person.model_copy(update={**richer, "hidden_from": (ALL_SEATS,)})),
        numbered(person.model_copy(update=fullest)),
    ]


def some_question(random_: random.Random) -> Question:
    """Invent a question; half of them are pages by recency, many of those beyond the tenth page."""
    newest = random_.random() < 0.6
    limit = random_.randint(1, 4) if newest else 10_000
    page = random_.choice((0, 1, 3, 10, 11, 15, 25)) if newest else 0
    return Question(
        where=some_node(random_, random_.choice((0, 1, 1, 2, 3))),
        filters=tuple(
            _filter(random_, facet) for facet in random_.sample(FILTERED, random_.choice((0, 0, 0, 1, 1, 2)))
        ),
        facets=tuple(random_.sample(FACETS, random_.randint(0, 4))),
        sort="recency" if newest else "relevance",
        offset=page * limit,
        limit=limit,
        facet_size=random_.choice((1, 3, 10, 100)),
        access=random_.choice(VIEWERS),
    )


def some_node(random_: random.Random, depth: int) -> Node:
    """Invent a tree of at most `depth` levels above its terms."""
    if depth == 0 or random_.random() < 0.15:
        return _leaf(random_)
    kind = random_.choice(("and", "or", "or", "not"))
    if kind == "not":
        return Not(part=some_node(random_, depth - 1))
    parts = tuple(some_node(random_, depth - 1) for _ in range(random_.randint(2, 3)))
    return And(parts=parts) if kind == "and" else Or(parts=parts)


def has_not(node: Node) -> bool:
    """Tell whether a NOT is in a tree."""
    return isinstance(node, Not) or (isinstance(node, And | Or) and any(map(has_not, node.parts)))


def _leaf(random_: random.Random) -> Node:
    scope, choices = random_.choice(QUERY_WORDS)
    scope = scope if random_.random() < 0.4 else "any"
    kind = random_.random()
    if kind < 0.08:
        return Everything()
    if kind < 0.13:
        low, high = random_.choice(RANGES)
        return Range(low=low, high=high)
    if kind < 0.22:
        return Phrase(text=random_.choice(PHRASES), scope=scope)
    if kind < 0.36:
        return Prefix(text=random_.choice(PREFIXES), scope=scope)
    return Word(text=random_.choice(choices), scope=scope, weight=random_.choice((1.0, 0.5)))


def _title(random_: random.Random) -> str:
    return " ".join(filter(None, (random_.choice(RANKS), random_.choice(CRAFTS), random_.choice(ROLES))))


def _filter(random_: random.Random, facet: FacetName) -> Filter:
    choices: dict[FacetName, tuple[str, ...]] = {
        "location": PLACES,
        "current_title": tuple(_title(random_) for _ in range(20)),
        "current_company": COMPANIES,
        "skill": SKILLS,
        "stage": STAGES,
        "source": SOURCES,
        "in_ats": ("true", "TRUE", "false"),
        "open_to_work": ("true", "false", "no"),
        "years": ("0-2", "6-10", "16+", "7"),
        "job": (*JOBS, "j9"),
    }
    values = tuple(random_.choices(choices[facet], k=random_.randint(1, 4)))
    return Filter(field=facet, values=values, negated=random_.random() < 0.2)
