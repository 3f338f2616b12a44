"""Turn the usual other names of cities and countries into one; all names are folded."""

import re
from types import MappingProxyType

# One city or country a line: the name kept, then others for it.
CITIES = """
athens: athina, athinai
bangkok: krung thep
basel: basle, bale
beijing: peking
belgrade: beograd
bengaluru: bangalore
bern: berne
brussels: bruxelles, brussel
bucharest: bucuresti
cairo: al qahirah, alqahira
chennai: madras
cologne: koln, koeln
copenhagen: kobenhavn, kopenhagen
florence: firenze
frankfurt: frankfurt am main, frankfurt main
geneva: geneve, genf
genoa: genova
ghent: gent, gand
gothenburg: goteborg
guangzhou: canton
gurugram: gurgaon
hanover: hannover
ho chi minh city: saigon, ho chi minh, hcmc
istanbul: constantinople
kochi: cochin
kolkata: calcutta
krakow: cracow
kyiv: kiev, kyyiv, kiiv
lisbon: lisboa
los angeles: la
marseille: marseilles
mexico city: ciudad de mexico, cdmx, mexico df
milan: milano
moscow: moskva, moskau
mumbai: bombay
munich: munchen, muenchen
naples: napoli
new york: nyc, new york city, manhattan, brooklyn
nuremberg: nurnberg, nuernberg
odesa: odessa
padua: padova
philadelphia: philly
porto: oporto
prague: praha, prag
pune: poona
riyadh: ar riyad
rome: roma
saint petersburg: st petersburg, sankt peterburg
san francisco: sf, san francisco bay
seville: sevilla
shanghai: shang hai
stockholm: stoccolma
the hague: den haag, s gravenhage
thiruvananthapuram: trivandrum
tel aviv: tel aviv yafo, tel aviv jaffa
turin: torino
vadodara: baroda
valencia: valence
venice: venezia
vienna: wien
warsaw: warszawa, warschau
washington: washington dc, washington d c
yangon: rangoon
zurich: zuerich
"""
COUNTRIES = """
argentina: ar
australia: au
austria: osterreich, oesterreich, at
belgium: belgique, belgie, be
brazil: brasil, br
canada: can
chile: cl
china: peoples republic of china, prc, cn
colombia: col
czechia: czech republic, ceska republika, cesko, cz
denmark: danmark, dk
egypt: misr, eg
finland: suomi, fi
france: fr
germany: deutschland, allemagne, alemania, ger
greece: ellada, hellas, gr
hungary: magyarorszag, hu
india: bharat, ind
ireland: eire, ie
italy: italia, italie
japan: nippon, nihon, jp
mexico: mexique, mx
netherlands: the netherlands, holland, nederland, nl
nigeria: ng
norway: norge, no
poland: polska, polen, pl
portugal: pt
romania: rumania, ro
russia: russian federation, rossiia, rossiya, ru
saudi arabia: ksa
south korea: republic of korea, korea, kr
spain: espana, es
sweden: sverige, se
switzerland: schweiz, suisse, svizzera, ch
turkey: turkiye, tr
ukraine: ukraina, ua
united arab emirates: uae
united kingdom: uk, u k, gb, great britain, england, scotland, wales, northern ireland
united states: us, u s, usa, united states of america, u s a
vietnam: viet nam, vn
"""
STATES = frozenset(  # of the United States, where the letters are no usual code of a country
    "ak az ct fl hi ia ks ky mi ms nh nj nm nv ny oh ok or ri tx ut vt wa wi wv wy".split()
)
WIDER = re.compile(r"^(?:greater|metro(?:politan)?)\s+|\s+(?:metropolitan|metro|bay)?\s*(?:area|region)$|\s+metro$")
UNITED_STATES = "united states"


def _kept(lines: str) -> MappingProxyType[str, str]:
    found: dict[str, str] = {}
    for line in lines.strip().splitlines():
        kept, others = line.split(": ")
        found |= dict.fromkeys(others.split(", "), kept)
    return MappingProxyType(found)


_CITY, _COUNTRY = _kept(CITIES), _kept(COUNTRIES)


def city_name(folded: str) -> str:
    """Give a city's usual name, "greater" and "area" left out."""
    core = WIDER.sub("", WIDER.sub("", folded)) or folded
    return _CITY.get(core, core)


def country_name(folded: str) -> str:
    """Give a country's usual name, that of the United States for their states' letters."""
    return UNITED_STATES if folded in STATES else _COUNTRY.get(folded, folded)
