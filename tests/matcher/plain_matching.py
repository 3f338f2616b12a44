"""Turn persons' parts into pairs and answers by plain loops over plain texts: the slow reference of a match."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from matcher import Weights, names
from tests.matcher.plain_levels import levels_of
from tests.matcher.plain_people import Parts

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
