"""Turn a table into naming cultures: where their people live, where their names come from, how a name is laid out."""

import functools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.lives.wordlists import sections

# code, country, share, Faker locales (given, family), layout, spelling rules, script or word section
# layouts: west; double (two surnames, the first counts); portuguese (two, the last counts); family_first;
# patronym (the father's given name is the surname); initials (a letter before the name); mononym (often one name)
TABLE = """
us US 22 en_US       en_US       west         plain      -
gb GB 6  en_GB       en_GB       west         plain      -
ie IE 1  en_IE       en_IE       west         irish      -
au AU 2  en_NZ       en_NZ       west         plain      -
ca CA 2  en          en_US       west         plain      -
qc CA 1  fr_CA       fr_CA       west         french     -
de DE 4  de_DE       de_DE       west         german     -
at AT 1  de_AT       de_AT       west         german     -
ch CH 1  de_CH       de_CH       west         german     -
fr FR 4  fr_FR       fr_FR       west         french     -
it IT 3  it_IT       it_IT       west         plain      -
es ES 3  es_ES       es_ES       double       plain      -
mx MX 4  es_MX       es_MX       double       plain      -
co CO 2  es_CO       es_CO       double       plain      -
ar AR 2  es_AR       es_AR       double       plain      -
br BR 5  pt_BR       pt_BR       portuguese   plain      -
pt PT 1  pt_PT       pt_PT       portuguese   plain      -
nl NL 2  nl_NL       nl_NL       west         plain      -
be BE 1  nl_BE       nl_BE       west         plain      -
pl PL 2  pl_PL       pl_PL       west         plain      -
cz CZ 1  cs_CZ       cs_CZ       west         plain      -
sk SK 1  sk_SK       sk_SK       west         plain      -
hr HR 1  hr_HR       hr_HR       west         plain      -
ro RO 1  ro_RO       ro_RO       west         plain      -
hu HU 1  hu_HU       hu_HU       family_first plain      -
se SE 1  sv_SE       sv_SE       west         nordic     -
dk DK 1  da_DK       da_DK       west         nordic     -
no NO 1  no_NO       no_NO       west         nordic     -
fi FI 1  fi_FI       fi_FI       west         nordic     -
tr TR 2  tr_TR       tr_TR       west         turkish    -
ru RU 2  ru_RU       ru_RU       west         plain      cyrillic
ua UA 1  uk_UA       uk_UA       west         plain      cyrillic
bg BG 1  bg_BG       bg_BG       west         plain      cyrillic
gr GR 1  el_GR       el_GR       west         plain      greek
hi IN 9  en_IN       en_IN       west         indian     hi
ta IN 4  -           -           initials     indian     ta
pk PK 2  en_PK       en_PK       west         arabic     -
bd BD 1  -           -           west         arabic     ar
eg EG 2  -           -           west         arabic     ar
sa SA 2  -           -           west         arabic     ar
ma MA 1  fr_DZ       fr_DZ       west         arabic     ar
ir IR 1  -           -           west         plain      fa
il IL 1  -           -           west         plain      he
cn CN 6  -           -           family_first plain      hanzi
hk HK 1  -           -           family_first plain      hanzi
tw TW 1  -           -           family_first plain      hanzi
sg SG 1  -           -           family_first plain      hanzi
kr KR 2  ko_KR       ko_KR       family_first plain      korean
jp JP 2  -           -           family_first plain      kanji
vn VN 2  vi_VN       vi_VN       family_first plain      -
id ID 2  id_ID       id_ID       mononym      indonesian -
ph PH 2  en_US       es_MX       portuguese   plain      -
th TH 1  en_TH       en_TH       west         thai       -
ng NG 2  yo_NG,ig_NG,ha_NG yo_NG,ig_NG,ha_NG west plain  -
ke KE 1  en_KE       en_KE       west         plain      -
et ET 1  -           -           patronym     plain      et
gh GH 1  tw_GH       tw_GH       west         plain      -
za ZA 1  zu_ZA       zu_ZA       west         plain      -
"""
ADOPTED = {"hk": 0.75, "sg": 0.5, "tw": 0.4, "cn": 0.25, "kr": 0.12, "vn": 0.12, "th": 0.1}  # have a Western name too
ABROAD = 0.16  # of people live in another country than the one of their culture
HOSTS = ("US", "GB", "DE", "CA", "AU", "AE", "FR", "NL", "CH", "SG")  # where they go, with falling shares


@dataclass(frozen=True, slots=True)
class Culture:
    """One naming culture; `script` names the writing or the section of hand-written names, "" for Latin lists."""

    code: str
    country: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    layout: str
    spelling: str
    script: str


@dataclass(frozen=True, slots=True)
class Place:
    """One city: its name, the name in its own language, its region ("" where nobody writes it)."""

    name: str
    own: str
    region: str


@dataclass(frozen=True, slots=True)
class Country:
    """One country with its cities, the largest first."""

    code: str
    name: str
    dial: str
    top: str
    cities: tuple[Place, ...]


@functools.cache
def countries() -> tuple[Country, ...]:
    """Read all countries."""
    found = []
    for line in sections("places")[""]:
        heading, dial, top, cities = line.split("|")
        code, _, name = heading.partition(" ")
        found.append(Country(code, name, dial, top, tuple(_place(word) for word in cities.split())))
    return tuple(found)


@functools.cache
def cultures() -> tuple[Culture, ...]:
    """Read all naming cultures."""
    numbers = {country.code: number for number, country in enumerate(countries())}
    found = []
    for line in TABLE.strip().splitlines():
        code, country, _, given, family, layout, spelling, script = line.split()
        lists = [tuple(part.split(",")) if part != "-" else () for part in (given, family)]
        script = "" if script == "-" else script
        found.append(Culture(code, numbers[country], lists[0], lists[1], layout, spelling, script))
    return tuple(found)


def shares() -> npt.NDArray[np.float64]:
    """Give each culture's share of all people."""
    weights = np.array([float(line.split()[2]) for line in TABLE.strip().splitlines()])
    return np.asarray(weights / weights.sum())


def _place(word: str) -> Place:
    names, _, region = word.replace("_", " ").partition(":")
    name, _, own = names.partition("=")
    return Place(name, own or name, region)
