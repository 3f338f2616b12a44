"""Turn the name of a preset into the rates at which records are late, short, or wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

PERSON_FIELDS = (
    "name first_name middle_name last_name emails phones handles headline location positions education birth_date"
).split()
NAME_FIELDS = ("name", "first_name", "middle_name", "last_name")
USUAL: Mapping[str, float] = MappingProxyType(
    {  # shares unless said otherwise
        "no profile": 0.35,  # of candidates
        "applies again": 0.05,  # of the people who have applied
        "candidate: years since it was written": 2.5,  # on average
        "profile: years since it was written": 0.8,
        "candidate: in another spelling": 0.10,
        "profile: in another spelling": 0.03,
        "candidate: in its own script": 0.02,  # of names that have one
        "profile: in its own script": 0.05,
        "candidate: marks stripped": 0.35,
        "profile: marks stripped": 0.12,
        "candidate: short given name": 0.35,  # of people who go by it
        "profile: short given name": 0.55,
        "candidate: Western given name": 0.35,  # of people who have one
        "profile: Western given name": 0.55,
        "candidate: middle name": 0.35,
        "profile: middle name": 0.45,
        "candidate: second surname": 0.45,
        "profile: second surname": 0.65,
        "candidate: typo in a name": 0.04,  # for given names, again for surnames
        "profile: typo in a name": 0.004,
        "candidate: initial for the given name": 0.015,
        "profile: initial for the given name": 0.01,
        "profile: initial for the surname": 0.015,
        "candidate: fields swapped": 0.02,
        "candidate: one field for the name": 0.2,
        "candidate: surname first in that field": 0.12,
        "candidate: letter case lost": 0.09,
        "candidate: title or letters": 0.03,
        "profile: title or letters": 0.05,
        "candidate: no e-mail": 0.30,
        "candidate: e-mail of an earlier time": 0.06,
        "candidate: e-mail of the employer": 0.10,
        "candidate: e-mail of the household": 0.25,  # of people in one whose members share an address
        "candidate: e-mail of an agency or office": 0.025,
        "candidate: e-mail in a variant": 0.10,
        "candidate: typo in the e-mail": 0.01,
        "profile: private e-mail": 0.60,
        "profile: e-mail of the employer": 0.20,
        "profile: e-mail of the household": 0.10,
        "profile: e-mail of an agency or office": 0.003,
        "candidate: phone": 0.60,
        "profile: phone": 0.07,
        "candidate: profile address": 0.03,
        "candidate: handle": 0.04,
        "profile: handle": 0.12,
        "candidate: no employer": 0.15,
        "candidate: wrong employer": 0.03,
        "candidate: whole career": 0.25,
        "profile: whole career": 0.70,
        "profile: no position": 0.06,
        "candidate: no title": 0.12,
        "candidate: title in other words": 0.30,
        "candidate: no place": 0.18,
        "profile: no place": 0.04,
        "candidate: education": 0.25,
        "profile: education": 0.60,
        "candidate: birth date": 0.06,
        "profile: birth date": 0.02,
    }
)
CLEAN: Mapping[str, float] = MappingProxyType(
    {
        "no profile": 0.30,
        "candidate: years since it was written": 1.0,
        "profile: years since it was written": 0.4,
        "candidate: in another spelling": 0.03,
        "candidate: in its own script": 0.0,
        "profile: in its own script": 0.0,
        "candidate: typo in a name": 0.01,
        "candidate: fields swapped": 0.005,
        "candidate: no e-mail": 0.12,
        "candidate: e-mail in a variant": 0.05,
        "candidate: e-mail of an agency or office": 0.01,
        "candidate: no employer": 0.07,
        "candidate: wrong employer": 0.01,
        "candidate: no title": 0.06,
        "candidate: no place": 0.08,
        "candidate: whole career": 0.40,
    }
)
ROUGH: Mapping[str, float] = MappingProxyType(
    {
        "no profile": 0.40,
        "candidate: years since it was written": 4.5,
        "profile: years since it was written": 1.6,
        "candidate: in another spelling": 0.18,
        "profile: in another spelling": 0.06,
        "candidate: in its own script": 0.05,
        "candidate: typo in a name": 0.07,
        "candidate: fields swapped": 0.05,
        "candidate: initial for the given name": 0.04,
        "candidate: one field for the name": 0.35,
        "candidate: letter case lost": 0.2,
        "candidate: no e-mail": 0.45,
        "candidate: e-mail of an earlier time": 0.12,
        "candidate: e-mail of an agency or office": 0.06,
        "candidate: typo in the e-mail": 0.03,
        "profile: private e-mail": 0.45,
        "candidate: phone": 0.4,
        "candidate: no employer": 0.25,
        "candidate: wrong employer": 0.08,
        "candidate: whole career": 0.12,
        "candidate: no title": 0.22,
        "candidate: title in other words": 0.45,
        "candidate: no place": 0.3,
    }
)
# Never looked at while the matcher was developed: old clean-looking records of a wary membership.
UNSEEN: Mapping[str, float] = MappingProxyType(
    {
        "no profile": 0.37,
        "applies again": 0.12,
        "candidate: years since it was written": 6.0,
        "profile: years since it was written": 0.3,
        "candidate: short given name": 0.6,
        "candidate: one field for the name": 0.6,
        "candidate: letter case lost": 0.02,
        "candidate: second surname": 0.8,
        "profile: second surname": 0.35,
        "candidate: e-mail of the employer": 0.3,
        "profile: private e-mail": 0.3,
        "profile: e-mail of the employer": 0.45,
        "profile: initial for the surname": 0.06,
        "profile: no position": 0.15,
        "candidate: whole career": 0.05,
        "candidate: typo in a name": 0.025,
    }
)
NATIVE: Mapping[str, float] = MappingProxyType(
    {
        "candidate: in its own script": 0.35,
        "profile: in its own script": 0.45,
        "candidate: in another spelling": 0.2,
        "no Latin-script cultures": 1.0,
    }
)


@dataclass(frozen=True, slots=True)
class Preset:
    """Rates by name, and the fields that records keep."""

    rates: Mapping[str, float]
    fields: frozenset[str] = frozenset(PERSON_FIELDS)


def _preset(rates: Mapping[str, float], *fields: str) -> Preset:
    kept = frozenset(fields) if fields else frozenset(PERSON_FIELDS)
    return Preset(MappingProxyType({**USUAL, **rates}), kept)


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "clean": _preset(CLEAN),
        "usual": _preset({}),
        "rough": _preset(ROUGH),
        "unseen": _preset(UNSEEN),
        "names-emails": _preset({}, *NAME_FIELDS, "emails"),
        "names-employers": _preset({}, *NAME_FIELDS, "positions"),
        "no-email": _preset({}, *(field for field in PERSON_FIELDS if field != "emails")),
        "native": _preset(NATIVE),
    }
)
