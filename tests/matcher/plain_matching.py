"""Turn persons' parts into pairs and answers by plain loops over plain texts: the slow reference of a match."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from matcher import Weights, names
from matcher.cascade import SURE
from tests.matcher.plain_levels import levels_of
from tests.matcher.plain_people import Parts

Keys = Callable[[Parts], Iterable[tuple[object, ...]]]


def _with(*fields_of: str) -> Keys:
    """Give keys of one value of each field; a set gives each of its values."""

    def keys(parts: Parts) -> list[tuple[object, ...]]:
        found: list[tuple[object, ...]] = [()]
        for field in fields_of:
            value = DERIVED[field](parts) if field in DERIVED else getattr(parts, field)
            values = value if isinstance(value, frozenset | tuple) else (value,)
            found = [(*key, one) for key in found for one in values]
        return [key for key in found if all(key)]

    return keys


DERIVED: dict[str, Callable[[Parts], object]] = {
    "initial": lambda parts: parts.first[:1],
    "first sound": lambda parts: names.sound(parts.first),
    "last sound": lambda parts: names.sound(parts.last),
    "start": lambda parts: parts.last[:3],
    "mailboxes": lambda parts: parts.locals | parts.slugs,
    "whole": lambda parts: _whole(parts, parts.first + parts.last_joined, parts.last_joined + parts.first),
    "short": lambda parts: _whole(
        parts, parts.first[:1] + parts.last_joined, parts.first + parts.last[:1], parts.last_joined + parts.first[:1]
    ),
    "lone": lambda parts: parts.tokens if len(parts.tokens) == 1 else (),
}


def _whole(parts: Parts, *patterns: str) -> tuple[str, ...]:
    return patterns if parts.first and parts.last else ()


def _either(*makers: Keys) -> Keys:
    return lambda parts: [key for maker in makers for key in maker(parts)]


def _two(parts: Parts) -> list[tuple[object, ...]]:
    """Pair any two words of a name, a middle name with the surnames too."""
    more = [(parts.middle, last) for last in (parts.last, parts.other)]
    return [tuple(sorted(pair)) for pair in (*combinations(parts.tokens, 2), *more) if all(pair)]


def _surnames(*fields_of: str) -> Keys:
    return _either(_with(*fields_of, "last"), _with(*fields_of, "other"))


def _same(cap: int, keys: Keys, *, strong: bool = False) -> tuple[int, bool, Keys, Keys]:
    return cap, strong, keys, keys


def _across(cap: int, left: str, right: str, *, strong: bool = False) -> tuple[int, bool, Keys, Keys]:
    return cap, strong, _with(left), _with(right)


BLOCKS: dict[str, tuple[int, bool, Keys, Keys]] = {  # family: cap, strong, keys of candidates, keys of profiles
    "e-mail": _same(200, _with("emails"), strong=True),
    "phone": _same(50, _with("phones"), strong=True),
    "handle": _same(50, _with("handles"), strong=True),
    "two names": _same(50, _two, strong=True),
    "full form + surname": _same(100, _surnames("canon"), strong=True),
    "both names + place": _same(200, _with("first", "last", "city"), strong=True),
    "both names + employer": _same(200, _with("companies", "first", "last"), strong=True),
    "mailbox name": _same(15, _with("mailboxes"), strong=True),
    "mailbox name and number": _same(30, _with("boxes"), strong=True),
    "mailbox name as full name": _across(30, "mailboxes", "whole", strong=True),
    "full name as mailbox name": _across(30, "whole", "mailboxes", strong=True),
    "mailbox name as initial + name": _across(4, "mailboxes", "short"),
    "initial + name as mailbox name": _across(4, "short", "mailboxes"),
    "birth date + surname": _same(100, _with("birth", "last"), strong=True),
    "birth date + first name": _same(100, _with("birth", "first"), strong=True),
    "birth date + initial": _same(30, _with("birth", "initial")),
    "birth date + place": _same(30, _with("birth", "city")),
    "sounds of both names": _same(10, _with("first sound", "last sound")),
    "initial + surname's sound + place": _same(25, _with("initial", "last sound", "city")),
    "surname + employer": _same(15, _surnames("companies")),
    "first name + employer": _same(20, _with("companies", "first")),
    "sound of first name + employer": _same(8, _with("companies", "first sound")),
    "surname + place": _same(5, _surnames("city")),
    "first name + place": _same(6, _with("first", "city")),
    "first name + start of surname + place": _same(50, _with("first", "start", "city")),
    "surname + place + title": _same(50, _with("last", "city", "family")),
    "first name + place + title": _same(50, _with("first", "city", "family")),
    "first name + start of surname": _same(5, _with("first", "start")),
    "rare name": _same(5, _with("tokens")),
    "mailbox name as rare name": _across(5, "mailboxes", "tokens"),
    "lone name as mailbox name": _across(5, "lone", "mailboxes"),
    "name + employer as address": (20, False, _with("tokens", "employers"), _with("locals", "hosts")),
    "address as name + employer": (20, False, _with("locals", "hosts"), _with("tokens", "employers")),
}
FEW, TIMES = 20_000, 4  # fewer profiles than this: caps so many times as high


def families_of(candidate: Parts, profile: Parts, crowd: Sequence[Parts]) -> set[str]:
    """Name the families that bring a pair together, caps counted over the crowd of all profiles."""
    found = set()
    for family, (cap, _, left, right) in BLOCKS.items():
        for key in set(left(candidate)) & set(right(profile)):
            if sum(key in set(right(other)) for other in crowd) <= cap * TIMES:
                found.add(family)
    return found


def answer(candidate: Parts, crowd: Sequence[Parts], weights: Weights) -> list[tuple[float, float, str]]:
    """Rank the profiles that a family finds, the smaller id of equals first: (-log-odds, probability, id).

    Weak families count only where the strong ones give no profile that is sure.
    """
    odds: dict[bool, dict[str, float]] = {True: {}, False: {}}
    for profile in crowd:
        families = families_of(candidate, profile, crowd)
        if families:
            found = levels_of(candidate, profile, crowd).items()
            strong = any(BLOCKS[family][1] for family in families)
            odds[strong][profile.id] = weights.prior + sum(weights.levels[field][level] for field, level in found)
    best = sorted(odds[True].values(), reverse=True)
    listed = dict(odds[True])
    if not best or best[0] - math.log1p(math.fsum(map(math.exp, best[1:]))) < SURE:
        listed |= odds[False]
    total = 1.0 + math.fsum(math.exp(value) for value in listed.values())
    return sorted((-value, math.exp(value) / total, name) for name, value in listed.items())


def tallies(crowd: Sequence[Parts]) -> dict[str, Counter[str]]:
    """Count what the matcher counts of profiles."""
    return {
        "first": Counter(p.first for p in crowd if p.first),
        "last": Counter(p.last for p in crowd if p.last),
        "city": Counter(p.city for p in crowd if p.city),
        "companies": Counter(company for p in crowd for company in p.companies),
        "emails": Counter(address for p in crowd for address in p.emails),
    }
