"""Turn the lines of a block into how likely they are work, education, skills or another section."""

import json
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import NamedTuple

from matcher.resume.cues import has_legal_form, is_job, names_degree, organisation_score, title_score
from matcher.resume.dates import find_dates
from matcher.resume.gazetteers import is_skill
from matcher.resume.headings import hinted_kinds
from matcher.resume.lexicon import LEXICONS, fold, words
from matcher.resume.line import Line
from matcher.resume.schools import is_school

MODEL = "content.z"  # built by tools/build_sections.py
MOST_LINES = 60  # of a block that are looked at
LONGEST_CUE = 110  # characters of a line that may name a job, a school
SENTENCE_WORDS, LONG_WORDS, SHORT_WORDS = 6, 12, 3
ITEMS = re.compile(r"[,;:|•·/()]|\s[–—-]\s|\s{2,}")
ADDRESS = re.compile(r"@|https?:|www\.|linkedin|github", re.IGNORECASE)
PHONE = re.compile(r"(?:\d[ ()./-]{0,2}){7}")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
OWN_WORDS = frozenset(
    (
        "i my me ich mein meine meinen mich je j mon ma mes yo mi mis eu meu minha io mio mia ik mijn jag min mitt jeg "
        "mina minun ja moj moje muj ben benim en az the a and in und der die das und le la les et el los las y o os as "
        "e il gli di de het een van och att som og er med w z na do se pro ve bir si cu sa"
    ).split()
)


class Model(NamedTuple):
    """A net of one hidden layer: scaling of the features, weights in (a row a feature) and out, their offsets."""

    kinds: tuple[str, ...]
    mean: tuple[float, ...]
    scale: tuple[float, ...]
    hidden: tuple[tuple[float, ...], ...]
    hidden_offset: tuple[float, ...]
    out: tuple[tuple[float, ...], ...]
    out_offset: tuple[float, ...]


@cache
def model() -> Model:
    """Return the shipped model."""
    packed = json.loads(zlib.decompress((files(__package__) / LEXICONS / MODEL).read_bytes()))
    fields = (packed[name] for name in Model._fields)
    values = (tuple(tuple(row) if isinstance(row, list) else row for row in field) for field in fields)
    return Model(*values)  # type: ignore[arg-type]  # the build script writes the fields as they are declared


def _share(lines: Sequence[Line], test: Callable[[Line], bool]) -> float:
    return sum(map(test, lines)) / len(lines)


def _item_features(items: Sequence[str]) -> list[float]:
    """Return shares of pieces that are languages, levels, skills, and how long pieces are."""
    count = max(1, len(items))
    names, levels = words("speech", "name"), words("speech", "level")
    folded = [fold(item) for item in items]
    return [
        sum(item.split(" ", 1)[0] in names or item in names for item in folded if item) / count,
        sum(item in levels for item in folded) / count,
        sum(is_skill(item) for item in items[:40]) / count,
        sum(item.count(" ") == 0 for item in folded) / count,
        log(1 + len(items)),
    ]


def _hint_features(lines: Sequence[Line]) -> list[float]:
    found = [kind for line in lines for kind in set(hinted_kinds(line.text[:LONGEST_CUE]))]
    return [found.count(kind) / len(lines) for kind in ("certifications", "languages", "other", "education", "work")]


def features_of(lines: Sequence[Line]) -> list[float]:
    """Return what a block shows in any language: dates, cues of jobs and schools, items, sentences, bullets."""
    lines = [line for line in lines if line.text.strip()][:MOST_LINES]
    if not lines:
        return [0.0] * len(model().mean)
    short = [line for line in lines if len(line.text) <= LONGEST_CUE and not line.bullet] or lines
    dates = [find_dates(line.text[:LONGEST_CUE]) for line in lines]
    texts = [line.text for line in lines]
    tokens = [token for text in texts for token in fold(text).split()]
    items = [item.strip() for text in texts for item in ITEMS.split(text) if item.strip()]
    letters = max(1, sum(map(len, texts)))
    return [
        log(len(lines)),
        sum(any(not dated.single for dated in found) for found in dates) / len(lines),
        sum(bool(found) and all(dated.single for dated in found) for found in dates) / len(lines),
        _share(lines, lambda line: bool(YEAR.search(line.text))),
        _share(short, lambda line: is_job(line.text)),
        _share(short, lambda line: title_score(line.text) >= 2),
        _share(short, lambda line: organisation_score(line.text) >= 1),
        _share(short, lambda line: has_legal_form(line.text)),
        _share(short, lambda line: is_school(line.text)),
        _share(short, lambda line: names_degree(line.text)),
        *_item_features(items),
        *_hint_features(lines),
        _share(lines, lambda line: bool(ADDRESS.search(line.text))),
        _share(lines, lambda line: bool(PHONE.search(line.text)) and not YEAR.search(line.text)),
        _share(lines, lambda line: line.bullet),
        _share(lines, lambda line: line.bold),
        _share(lines, lambda line: line.text.rstrip().endswith(".")),
        _share(lines, lambda line: len(line.parts) > 1),
        _share(lines, lambda line: line.text.count(" ") >= LONG_WORDS),
        _share(lines, lambda line: line.text.count(" ") < SHORT_WORDS),
        _share(lines, lambda line: line.text[:1].islower()),
        log(1 + len(tokens)),
        len(tokens) / len(lines) / LONG_WORDS,
        sum(token in OWN_WORDS for token in tokens) / max(1, len(tokens)),
        sum(text.count(",") + text.count(";") for text in texts) / len(lines),
        sum(character.isdigit() for text in texts for character in text) / letters,
        sum(token[:1].isupper() for text in texts for token in text.split()) / max(1, len(tokens)),
    ]


def odds(features: Iterable[float]) -> dict[str, float]:
    """Return each kind's probability."""
    net = model()
    scaled = [(value - mean) / scale for value, mean, scale in zip(features, net.mean, net.scale, strict=True)]
    hidden = list(net.hidden_offset)
    for value, row in zip(scaled, net.hidden, strict=True):
        if value:
            hidden = [total + value * weight for total, weight in zip(hidden, row, strict=True)]
    active = [max(0.0, total) for total in hidden]
    logits = list(net.out_offset)
    for value, row in zip(active, net.out, strict=True):
        if value:
            logits = [total + value * weight for total, weight in zip(logits, row, strict=True)]
    top = max(logits)
    powers = [exp(logit - top) for logit in logits]
    return {kind: power / sum(powers) for kind, power in zip(net.kinds, powers, strict=True)}


def kind_odds(lines: Sequence[Line]) -> dict[str, float]:
    """Return how likely a block of lines is each kind of section, from what stands in it alone."""
    return odds(features_of(lines))
