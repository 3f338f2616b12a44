"""Turn persons into parts, levels, pairs and answers by plain loops over plain texts: the slow reference of a match."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from entities.member import Position
from entities.person import Person
from matcher import Weights, fields, names
from matcher.levels import APART, CONDITIONAL, CROWD, NEAR, TYPO

STRONG_FIRST, STRONG_LAST = {"exact", "full form", "typo"}, {"exact", "one of several", "typo"}


@dataclass(frozen=True)
class Parts:
    """One person's texts after cleaning; empty text means no value."""

    id: str
    first: str
    middle: str
    last: str
    other: str
    given_joined: str
    last_joined: str
    canon: frozenset[str]
    emails: frozenset[str]
    locals: frozenset[str]
    phones: frozenset[str]
    handles: frozenset[str]
    companies: frozenset[str]
    schools: frozenset[str]
    company: str
    title: str
    family: str
    city: str
    country: str
    birth: int

    @property
    def patterns(self) -> frozenset[str]:
        if not (self.first and self.last):
            return frozenset()
        return frozenset((self.first + self.last_joined, self.first[:1] + self.last_joined, self.first + self.last[:1]))


def _some(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text for text in texts if text)


def parts_of(person: Person) -> Parts:
    given_names, surnames = names.tokens(person.first_name), names.tokens(person.last_name)
    if not (given_names and surnames):
        whole = names.split_name(person.name.strip() or person.first_name)
        if whole[1] or not surnames:
            given_names, surnames = whole
    plain, called = names.without_particles(surnames), names.without_particles(given_names)
    lone = "".join(given_names)
    forms = [fields.email_form(email) for email in person.emails]
    current = next((p for p in person.positions if not p.end), (*person.positions, Position())[0])
    title, family = fields.title_forms(current.title)
    city, country = fields.place_forms(person.location)
    return Parts(
        id=person.id,
        first=(called or [""])[0],
        middle=(names.tokens(person.middle_name) or called[1:] or [""])[0],
        last=(plain or [""])[0],
        other=plain[-1] if len(plain) > 1 else "",
        given_joined=lone,
        last_joined="".join(surnames),
        canon=frozenset(names.canonicals(called[0]) if called else ()),
        emails=_some(address for address, _ in forms),
        locals=_some([*(letters for _, letters in forms), *([] if surnames or len(lone) < 5 else [_letters(lone)])]),
        phones=_some(map(fields.phone_form, person.phones)),
        handles=_some(map(fields.handle_form, person.handles)),
        companies=_some(fields.company_form(position.company) for position in person.positions),
        schools=_some(fields.company_form(entry.school) for entry in person.education),
        company=fields.company_form(current.company),
        title=title,
        family=family,
        city=city,
        country=country,
        birth=fields.birth_form(person.birth_date),
    )


def _letters(text: str) -> str:
    return re.sub("[^a-z]", "", text)


def near(left: str, right: str) -> float:
    if not left or not right:
        return 0.0
    return 1.0 if left == right else JaroWinkler.normalized_similarity(*sorted((left, right)))


def first_level(a: Parts, b: Parts) -> str:  # noqa: PLR0911 - one line a level
    single = len(a.first) == 1 or len(b.first) == 1
    if not a.first or not b.first:
        return "missing"
    if a.first == b.first or a.given_joined == b.given_joined:
        return "exact"
    if not single and a.canon & b.canon:
        return "full form"
    if not single and near(a.first, b.first) >= TYPO:
        return "typo"
    if a.first == b.middle or a.middle == b.first:
        return "middle name"
    if single and a.first[0] == b.first[0]:
        return "initial"
    return "near" if near(a.first, b.first) >= NEAR else "differs"


def last_level(a: Parts, b: Parts) -> str:
    single = len(a.last) == 1 or len(b.last) == 1
    best = max(near(one, two) for one in (a.last, a.other) for two in (b.last, b.other))
    if not a.last or not b.last:
        return "missing"
    if (a.last, a.other) == (b.last, b.other) or a.last_joined == b.last_joined:
        return "exact"
    if best == 1.0:
        return "one of several"
    if not single and best >= TYPO:
        return "typo"
    if single and a.last[0] == b.last[0]:
        return "initial"
    return "near" if best >= NEAR else "differs"


def name_level(a: Parts, b: Parts) -> tuple[str, bool]:
    """Give the joint level, and whether the names agree."""
    if not (a.first or a.last) or not (b.first or b.last):
        return "missing", False
    first, last = first_level(a, b), last_level(a, b)
    if first in STRONG_FIRST and last in STRONG_LAST:
        return f"first {first}, last {last}", True
    crossed = (
        max(near(a.first, b.last), near(a.first, b.other)) >= TYPO
        and max(near(a.last, b.first), near(a.other, b.first)) >= TYPO
    )
    if crossed:
        return "first and last swapped", True
    if any(not one.last and one.given_joined and one.given_joined in two.patterns for one, two in ((a, b), (b, a))):
        return "run together", True
    return f"first {first}, last {last}", False


def _limit(value: float, limits: Sequence[int], pattern: str, common: str) -> str:
    return next((pattern.format(limit) for limit in limits if value <= limit), common)


def rarity_level(a: Parts, b: Parts, crowd: Sequence[Parts]) -> str:
    level, agree = name_level(a, b)
    firsts = max(1, sum(bool(p.first) and p.first == b.first for p in crowd))
    lasts = max(1, sum(bool(p.last) and p.last == b.last for p in crowd))
    if agree:
        expected = firsts * lasts / max(1, len(crowd))
        for limit in ("0.001", "0.01", "0.1", "1"):
            if expected <= float(limit):
                return f"both names, expected {limit} or fewer"
        return "both names, common"
    if level != "missing" and last_level(a, b) in STRONG_LAST:
        return _limit(lasts, (3, 30, 300), "surname, {} or fewer", "surname, common")
    if level != "missing" and first_level(a, b) in STRONG_FIRST:
        return _limit(firsts, (3, 30, 300), "first name, {} or fewer", "first name, common")
    return "missing"


def email_level(a: Parts, b: Parts, crowd: Sequence[Parts]) -> str:
    shared = a.emails & b.emails
    if shared:
        fewest = min(sum(address in p.emails for p in crowd) for address in shared)
        level = "same, used by three or more" if fewest >= CROWD else "same"
    elif a.locals & b.locals:
        level = "mailbox name same"
    elif a.locals & b.patterns or b.locals & a.patterns:
        level = "mailbox name fits the name"
    elif a.emails and b.emails:
        level = "differs"
    else:
        return "missing"
    name, agree = name_level(a, b)
    seen = "names agree" if agree else "no names" if name == "missing" else "names differ"
    return f"{seen}: {level}"


def employer_level(a: Parts, b: Parts, crowd: Sequence[Parts]) -> str:
    shared = a.companies & b.companies
    if not shared:
        return "none shared" if a.companies and b.companies else "missing"
    fewest = min(sum(company in p.companies for p in crowd) for company in shared)
    what = "current same" if a.company and a.company == b.company else "one shared"
    return _limit(fewest, (4, 40), what + ", named by {} or fewer", f"{what}, common")


def place_level(a: Parts, b: Parts, crowd: Sequence[Parts]) -> str:
    if a.city and a.city == b.city:
        homes = sum(p.city == b.city for p in crowd)
        return _limit(homes, (5, 100, 1000), "same, home of {} or fewer", "same, common")
    if near(a.city, b.city) >= TYPO:
        return "similar"
    if a.country and a.country == b.country:
        return "same country"
    return "differs" if a.city and b.city else "missing"


def birth_level(a: Parts, b: Parts) -> str:
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


def _title_level(a: Parts, b: Parts) -> str:
    if a.title and a.title == b.title:
        return "same"
    if a.family and a.family == b.family:
        return "same family"
    return "differs" if a.title and b.title else "missing"


def _overlap(a: frozenset[str], b: frozenset[str], same: str, other: str) -> str:
    return (same if a & b else other) if a and b else "missing"


def levels_of(a: Parts, b: Parts, crowd: Sequence[Parts]) -> dict[str, str]:
    """Name the level of every comparison of one pair, among a crowd of profiles."""
    name, agree = name_level(a, b)
    found = {
        "name": name,
        "rarity": rarity_level(a, b, crowd),
        "middle name": _middle_level(a, b),
        "e-mail": email_level(a, b, crowd),
        "phone": _overlap(a.phones, b.phones, "same", "differs"),
        "handle": _overlap(a.handles, b.handles, "same", "differs"),
        "employer": employer_level(a, b, crowd),
        "title": _title_level(a, b),
        "place": place_level(a, b, crowd),
        "birth date": birth_level(a, b),
        "school": _overlap(a.schools, b.schools, "one shared", "none shared"),
    }
    return {
        field: level + APART if field in CONDITIONAL and not agree and level != "missing" else level
        for field, level in found.items()
    }


Keys = Callable[[Parts], Iterable[tuple[object, ...]]]


def _with(*fields_of: str) -> Keys:
    """Give keys of one value of each field; a set gives each of its values."""

    def keys(parts: Parts) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = [()]
        for field in fields_of:
            value = getattr(parts, field)
            found = [(*key, one) for key in found for one in (value if isinstance(value, frozenset) else (value,))]
        return [key for key in found if all(key)]

    return keys


def _either(*makers: Keys) -> Keys:
    return lambda parts: [key for maker in makers for key in maker(parts)]


def _unordered(parts: Parts) -> list[tuple[object, ...]]:
    pairs = [(given, last) for given in (parts.first, parts.middle) for last in (parts.last, parts.other)]
    return [tuple(sorted(pair)) for pair in pairs if all(pair)]


def _sounds(parts: Parts) -> list[tuple[object, ...]]:
    return [key for key in [(names.sound(parts.first), names.sound(parts.last))] if all(key)]


def _initial_sound_place(parts: Parts) -> list[tuple[object, ...]]:
    return [key for key in [(parts.first[:1], names.sound(parts.last), parts.city)] if all(key)]


def _sound_employer(parts: Parts) -> list[tuple[object, ...]]:
    return [(names.sound(parts.first), company) for company in parts.companies if names.sound(parts.first)]


def _start_place(parts: Parts) -> list[tuple[object, ...]]:
    return [key for key in [(parts.first, parts.last[:3], parts.city)] if all(key)]


def _birth_initial(parts: Parts) -> list[tuple[object, ...]]:
    return [key for key in [(parts.birth, parts.first[:1])] if all(key)]


BLOCKS: dict[str, tuple[int, Keys, Keys]] = {  # family: cap, keys of candidates, keys of profiles
    "e-mail": (200, _with("emails"), _with("emails")),
    "phone": (50, _with("phones"), _with("phones")),
    "handle": (50, _with("handles"), _with("handles")),
    "names in any order": (2_000, _unordered, _unordered),
    "full form + surname": (2_000, *[_either(_with("canon", "last"), _with("canon", "other"))] * 2),
    "sounds of both names": (30, _sounds, _sounds),
    "initial + surname's sound + place": (100, _initial_sound_place, _initial_sound_place),
    "surname + employer": (100, *[_either(_with("companies", "last"), _with("companies", "other"))] * 2),
    "first name + employer": (40, _with("companies", "first"), _with("companies", "first")),
    "sound of first name + employer": (20, _sound_employer, _sound_employer),
    "surname + place": (12, *[_either(_with("last", "city"), _with("other", "city"))] * 2),
    "first name + place": (8, _with("first", "city"), _with("first", "city")),
    "first name + start of surname + place": (100, _start_place, _start_place),
    "surname + place + title": (100, _with("last", "city", "family"), _with("last", "city", "family")),
    "first name + place + title": (100, _with("first", "city", "family"), _with("first", "city", "family")),
    "mailbox name": (15, _with("locals"), _either(_with("locals"), _with("patterns"))),
    "name as mailbox name": (15, _with("patterns"), _with("locals")),
    "birth date + initial": (100, _birth_initial, _birth_initial),
    "birth date + surname": (100, _with("birth", "last"), _with("birth", "last")),
    "surname alone": (5, _with("last_joined"), _with("last_joined")),
}


def families_of(candidate: Parts, profile: Parts, crowd: Sequence[Parts]) -> set[str]:
    """Name the families that bring a pair together, caps counted over the crowd of all profiles."""
    found = set()
    for family, (cap, left, right) in BLOCKS.items():
        for key in set(left(candidate)) & set(right(profile)):
            if sum(key in set(right(other)) for other in crowd) <= cap:
                found.add(family)
    return found


def answer(candidate: Parts, crowd: Sequence[Parts], weights: Weights) -> list[tuple[float, float, str]]:
    """Rank the profiles that any family finds, the smaller id of equals first: (-log-odds, probability, id)."""
    odds = {
        profile.id: weights.prior
        + sum(weights.levels[field][level] for field, level in levels_of(candidate, profile, crowd).items())
        for profile in crowd
        if families_of(candidate, profile, crowd)
    }
    total = 1.0 + math.fsum(math.exp(value) for value in odds.values())
    return sorted((-value, math.exp(value) / total, name) for name, value in odds.items())


def tallies(crowd: Sequence[Parts]) -> dict[str, Counter[str]]:
    """Count what the matcher counts of profiles."""
    return {
        "first": Counter(p.first for p in crowd if p.first),
        "last": Counter(p.last for p in crowd if p.last),
        "city": Counter(p.city for p in crowd if p.city),
        "companies": Counter(company for p in crowd for company in p.companies),
        "emails": Counter(address for p in crowd for address in p.emails),
    }
