"""Turn two persons' plain texts into the level of every comparison, rule by rule: the slow reference."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA, JaroWinkler

from matcher import names
from matcher.levels import (
    APART,
    BOTH_RARE,
    CLOSE_AT,
    CONDITIONAL,
    CROWD,
    LIKE_RARE,
    NEAR,
    ONE_RARE,
    PLACE_RARE,
    VALUE_RARE,
)
from matcher.similarity import DOUBTFUL
from matcher.spellings import skeletons, spelling
from tests.matcher.plain_people import Parts

STRONG_FIRST, STRONG_LAST = {"exact", "full form", "spelling"}, {"exact", "one of several", "spelling"}
MOVED = {"first and last swapped", "run together", "all parts found, in another order"}


def near(left: str, right: str) -> str:  # noqa: PLR0911 - one line a grade
    """Say how like two words are: same, alike, start, near, apart, or empty where one is missing."""
    if not left or not right:
        return ""
    if left == right:
        return "same"
    if len(left) == 1 or len(right) == 1:
        return "apart"
    low, high = sorted((left, right))
    measured = JaroWinkler.normalized_similarity(low, high)
    slip = min(len(low), len(high)) >= 4 and OSA.distance(low, high) <= 1
    known = slip or spelling(low) == spelling(high) or bool(set(names.canonicals(low)) & set(names.canonicals(high)))
    bare = any(len(word) > 2 and 4 * sum(letter in "aeiou" for letter in word) <= len(word) for word in (low, high))
    bones = skeletons([spelling(low), spelling(high)])
    if measured >= CLOSE_AT or (measured >= DOUBTFUL and known):
        return "alike"
    if bare and bones[0] == bones[1] and len(bones[0]) >= 2:
        return "alike"
    if measured >= DOUBTFUL and len(low) >= 3 and high.startswith(low):
        return "start"
    sounding = measured >= DOUBTFUL and bones[0] == bones[1] and len(bones[0]) >= 2 and low[0] == high[0]
    return "near" if measured >= NEAR or sounding else "apart"


def first_level(a: Parts, b: Parts) -> str:  # noqa: PLR0911 - one line a level
    """Name how the first names agree."""
    single = len(a.first) == 1 or len(b.first) == 1
    likeness = near(a.first, b.first)
    if not a.first or not b.first:
        return "missing"
    if a.first == b.first or a.given_joined == b.given_joined:
        return "exact"
    if not single and a.canon & b.canon:
        return "full form"
    if likeness == "alike":
        return "spelling"
    if likeness == "start":
        return "start"
    if a.first == b.middle or a.middle == b.first:
        return "middle name"
    if single and a.first[0] == b.first[0]:
        return "initial"
    return "near" if likeness == "near" else "differs"


def last_level(a: Parts, b: Parts) -> str:
    """Name how the surnames agree."""
    single = len(a.last) == 1 or len(b.last) == 1
    found = {near(one, two) for one in (a.last, a.other) for two in (b.last, b.other)}
    if not a.last or not b.last:
        return "missing"
    if (a.last, a.other) == (b.last, b.other) or a.last_joined == b.last_joined:
        return "exact"
    if "same" in found:
        other = a.other and b.other and (a.last, a.other) != (b.other, b.last)
        return "one of two, the other differs" if other else "one of several"
    if "alike" in found and not single:
        return "spelling"
    if single and a.last[0] == b.last[0]:
        return "initial"
    return "near" if found & {"near", "start", "alike"} else "differs"


def _swapped(a: Parts, b: Parts) -> str:
    over = {near(a.first, b.last), near(a.first, b.other)}
    back = {near(a.last, b.first), near(a.other, b.first)}
    close = {"same", "alike"}
    if over & close and back & close:
        return "first and last swapped"
    for one, two, other in ((a.first, b.last, back), (a.last, b.first, over)):
        if other & close and one and two and 1 in (len(one), len(two)) and one[0] == two[0]:
            return "swapped, one an initial"
    return ""


def _arranged(a: Parts, b: Parts) -> str:
    """Name how the parts stand in other places."""
    swapped = _swapped(a, b)
    if swapped:
        return swapped
    for one, two in ((a, b), (b, a)):
        swapped = two.last_joined + two.first if two.first and two.last else ""
        if not one.last and one.given_joined and one.given_joined in two.patterns | {swapped}:
            return "run together"
    shared = min(sum(part in two.parts for part in one.parts) for one, two in ((a, b), (b, a)))
    if shared >= 2 and shared == min(len(a.parts), len(b.parts)):
        return "all parts found, in another order"
    if any(not one.last and one.first and one.first in (two.last, two.other) for one, two in ((a, b), (b, a))):
        return "one lone name, the other's surname"
    return "two parts shared" if shared >= 2 else ""


def name_level(a: Parts, b: Parts) -> tuple[str, bool]:
    """Give the joint level, and whether the names agree."""
    if not (a.first or a.last) or not (b.first or b.last):
        return "missing", False
    first, last = first_level(a, b), last_level(a, b)
    strong = (first in STRONG_FIRST, last in STRONG_LAST)
    lone = last == "missing" and first != "exact"
    arranged = _arranged(a, b) if not any(strong) or lone else ""
    return (arranged, arranged in MOVED) if arranged else (f"first {first}, last {last}", all(strong))


def _limit(what: str, value: float, limits: Sequence[float]) -> str:
    return next((f"{what}, {limit:g} or fewer" for limit in limits if value <= limit), f"{what}, common")


def rarity_level(a: Parts, b: Parts, crowd: Sequence[Parts]) -> str:
    """Name how many profiles would bear the agreeing names by chance."""
    level, agree = name_level(a, b)

    def bearers(field: str, *words: str) -> int:
        return max(1, *(sum(getattr(p, field) == word for p in crowd) if word else 0 for word in words))

    if level == "first exact, last exact":
        expected = bearers("first", b.first) * bearers("last", b.last) / max(1, len(crowd))
        return _limit("both names, expected", expected, BOTH_RARE)
    if agree:
        expected = bearers("first", a.first, b.first) * bearers("last", a.last, b.last) / max(1, len(crowd))
        return _limit("both names alike, expected", expected, LIKE_RARE)
    if level != "missing" and (last_level(a, b) in STRONG_LAST or level == "one lone name, the other's surname"):
        return _limit("surname", bearers("last", b.last), ONE_RARE)
    if level != "missing" and first_level(a, b) in STRONG_FIRST:
        return _limit("first name", bearers("first", b.first), ONE_RARE)
    return "missing"


def email_level(a: Parts, b: Parts, crowd: Sequence[Parts]) -> str:
    """Name how addresses and mailbox names agree."""
    level = _address_level(a, b, crowd)
    name, agree = name_level(a, b)
    other = last_level(a, b) in STRONG_LAST and first_level(a, b) in {"near", "differs"} and name.startswith("first ")
    other = other and name != "first and last swapped"
    seen = "names agree" if agree else "first name differs" if other else "names differ" if name != "missing" else ""
    return f"{seen or 'no names'}: {level}" if level else "missing"


def _address_level(a: Parts, b: Parts, crowd: Sequence[Parts]) -> str:  # noqa: PLR0911 - one line a level
    if a.emails & b.emails:
        fewest = min(sum(address in p.emails for p in crowd) for address in a.emails & b.emails)
        return "same" if fewest <= CROWD[0] else "same, used by two" if fewest <= 2 else "same, used by three or more"
    if a.boxes & b.boxes:
        fewest = min(sum(box in p.boxes for p in crowd) for box in a.boxes & b.boxes)
        return "mailbox same, rare" if fewest <= CROWD[-1] else "mailbox same"
    if a.locals & b.locals:
        return "mailbox same"
    for level, made in (
        ("mailbox fits both names", lambda p: {p.first + p.last_joined, p.last_joined + p.first}),
        (
            "mailbox fits name and initial",
            lambda p: {p.first[:1] + p.last_joined, p.first + p.last[:1], p.last_joined + p.first[:1]},
        ),
    ):
        for one, two in ((a, b), (b, a)):
            if two.first and two.last and one.locals & made(two):
                return level
    if a.locals & {b.first, b.last_joined} or b.locals & {a.first, a.last_joined}:
        return "mailbox fits one name"
    if not (a.emails and b.emails):
        return ""
    return "differs, same host" if a.hosts & b.hosts else "differs"


def employer_level(a: Parts, b: Parts) -> str:
    """Name how the employers agree."""
    if not (a.companies and b.companies):
        return "missing"
    if a.stints & b.stints:
        return "same years"
    if a.company and a.company == b.company:
        return "current same"
    if a.companies & b.companies:
        return "one shared"
    return "e-mail host" if a.hosts & b.employers or b.hosts & a.employers else "none shared"


def place_level(a: Parts, b: Parts) -> str:
    """Name how the places agree."""
    if a.city and a.city == b.city:
        return "same"
    if near(a.city, b.city) == "alike":
        return "similar"
    if a.region and a.region == b.region:
        return "same region"
    if a.country and a.country == b.country:
        return "same country"
    return "differs" if a.city and b.city else "missing"


def birth_level(a: Parts, b: Parts) -> str:
    """Name how the birth dates agree."""
    if not a.birth or not b.birth:
        return "missing"
    one, two = ((day // 10_000, day // 100 % 100, day % 100) for day in (a.birth, b.birth))
    if one == two:
        return "same"
    equal = [x == y for x, y in zip(one, two, strict=True)]
    if sum(equal) == 2 or (equal[0] and one[1:] == two[:0:-1]):
        return "two parts same"
    return "year same" if equal[0] else "differs"


def _middle_level(a: Parts, b: Parts) -> str:
    if not a.middle or not b.middle:
        return "missing"
    if a.middle == b.middle:
        return "same"
    single = len(a.middle) == 1 or len(b.middle) == 1
    return "initial" if single and a.middle[0] == b.middle[0] else "differs"


def _generation_level(a: Parts, b: Parts) -> str:
    if not (a.generation or b.generation):
        return "missing"
    if a.generation == b.generation:
        return "same"
    return "differs" if a.generation and b.generation else "only one says"


def _phone_level(a: Parts, b: Parts, crowd: Sequence[Parts]) -> str:
    if a.phones & b.phones:
        return "same" if min(sum(x in p.phones for p in crowd) for x in a.phones & b.phones) <= 1 else "same, shared"
    return "differs" if a.phones and b.phones else "missing"


def _handle_level(a: Parts, b: Parts) -> str:
    if a.handles & b.handles:
        return "same"
    if a.slugs & b.slugs or a.slugs & b.locals or a.locals & b.slugs:
        return "fits the mailbox"
    return "differs" if a.handles and b.handles else "missing"


def _title_level(a: Parts, b: Parts) -> str:
    if a.title and a.title == b.title:
        return "same"
    if a.family and a.family == b.family:
        return "same family"
    if a.titles & b.titles:
        return "one family shared"
    return "differs" if a.titles and b.titles else "missing"


def _school_level(a: Parts, b: Parts) -> str:
    if a.degrees & b.degrees:
        return "same year"
    if a.schools & b.schools:
        return "one shared"
    return "none shared" if a.schools and b.schools else "missing"


def _named(a: Parts, b: Parts, field: str, crowd: Sequence[Parts]) -> str:
    shared = getattr(a, field) & getattr(b, field)
    fewest = [sum(value in getattr(p, field) for p in crowd) for value in shared]
    return _limit("named", min(fewest), VALUE_RARE) if fewest else "missing"


def levels_of(a: Parts, b: Parts, crowd: Sequence[Parts]) -> dict[str, str]:
    """Name the level of every comparison of one pair, among a crowd of profiles."""
    name, agree = name_level(a, b)
    homes = sum(p.city == b.city for p in crowd)
    found = {
        "name": name,
        "name: rarity": rarity_level(a, b, crowd),
        "middle name": _middle_level(a, b),
        "generation": _generation_level(a, b),
        "e-mail": email_level(a, b, crowd),
        "phone": _phone_level(a, b, crowd),
        "handle": _handle_level(a, b),
        "employer": employer_level(a, b),
        "employer: rarity": _named(a, b, "companies", crowd),
        "title": _title_level(a, b),
        "place": place_level(a, b),
        "place: rarity": _limit("home", homes, PLACE_RARE) if place_level(a, b) == "same" else "missing",
        "birth date": birth_level(a, b),
        "school": _school_level(a, b),
        "school: rarity": _named(a, b, "schools", crowd),
    }
    return {
        field: level + APART if field in CONDITIONAL and not agree and level != "missing" else level
        for field, level in found.items()
    }
