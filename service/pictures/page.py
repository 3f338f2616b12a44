"""Turn the story of a run into one HTML file that runs only what it holds and asks no host for anything."""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from service.pictures.figures import (
    Picture,
    blocking_picture,
    calibration_picture,
    fall_picture,
    probability_picture,
    reason_picture,
    weight_pictures,
)
from service.pictures.story import RunStory, Sampled
from service.pictures.thresholds import DECISIONS, decided, outlook
from service.templates import open_templates
from service.wording import count_words, named_figures, signed

HERE = Path(__file__).parent
# Of the npm packages vega 6.4.0, vega-lite 6.5.0, vega-embed 7.3.0; in the order in which they need each other.
VENDORED: Mapping[str, str] = MappingProxyType(
    {
        "vega.min.js": "8f6a3587cf8d4f42c7e08120e3eb05d067e746d554e39d2dcf52acc0bd5ba28f",
        "vega-lite.min.js": "83e215e84e308ee8688fa6503ba0f1cf8a3c05c0d61df2841a0b92bf86809e00",
        "vega-embed.min.js": "b1455caba2fb1a72fb46025ba0ba1316e2dbc7f0dd40a3f6040172bf9c08ba91",
    }
)
MADE_OF = ("training", "check", "labels", "corrections", "seconds")  # parts of the matcher's report, as tables
EVERY, FINE = 5, 0.95  # the table has every fifth threshold, and all above this one
CLOSING, OPENING = "</script", "<!--"  # what no script may hold as it is


def report_page(story: RunStory) -> str:
    """Write the report. Personal values stand in it only where the story's samples carry them."""
    scripts = [*((HERE / "vendored" / name).read_text("utf-8") for name in VENDORED), _text("report.js")]
    assert not any(CLOSING in script or OPENING in script for script in scripts)
    style = _text("report.css")
    looked = outlook(story.table)
    steps = [asdict(step) for step in looked.steps]
    text: str = _template().render(
        story=story,
        policy=policy(scripts, style),
        style=Markup(style),  # noqa: S704 - our own file
        scripts=[Markup(script) for script in scripts],  # noqa: S704 - our own file and pinned ones
        licence=Markup((HERE / "vendored" / "LICENSE").read_text("utf-8").replace("--", "==")),  # noqa: S704 - a comment
        specs={name: json.loads(_text(f"specs/{name}.json")) for name in _used(story)},
        cards=_cards(story),
        outlook=looked,
        steps=steps,
        told_steps=[step for at, step in enumerate(steps) if at % EVERY == 0 or step["threshold"] > FINE],
        reasons=reason_picture(story),
        probabilities=probability_picture(story),
        calibration=calibration_picture(story.report.get("by_labels") or story.report.get("calibration") or ()),
        trained_on_labels="by_labels" in story.report and story.weights.source == "labelled",
        blocking=blocking_picture(story.report.get("blocking") or ()),
        weights=weight_pictures(story.weights),
        samples=list(_samples(story.samples)),
        made_of=[(name, named_figures(part)) for name in MADE_OF if (part := story.report.get(name))],
        warning=story.report.get("warning"),
    )
    return text


def policy(scripts: list[str], style: str) -> str:
    """Allow exactly these scripts and this style, and nothing from anywhere."""
    allowed = " ".join(_source(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_source(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _used(story: RunStory) -> list[str]:
    names = {"reasons", "probabilities", "threshold", "calibration", "blocking", "weights", "crossed"}
    return sorted(names | ({"waterfall"} if story.samples else set()))


def _cards(story: RunStory) -> list[tuple[str, str, str]]:
    counts = decided(story.table)
    total = max(story.table.num_rows, 1)
    return [(name, count_words(counts[name]), f"{counts[name] / total:.1%}") for name in DECISIONS]


def _samples(samples: Sequence[Sampled]) -> Iterator[tuple[Sampled, list[Picture]]]:
    for number, sample in enumerate(samples, 1):
        titles = ("Best profile", "Runner-up")
        falls = zip(sample.falls, titles, strict=False)
        yield sample, [fall_picture(f"fall-{number}-{at}", fall, title) for at, (fall, title) in enumerate(falls)]


@cache
def _text(name: str) -> str:
    return (HERE / name if "/" in name else HERE / "templates" / name).read_text("utf-8")


@cache
def _template() -> Any:
    opened = open_templates(HERE / "templates")
    opened.filters["count"] = count_words
    opened.filters["signed"] = signed
    opened.filters["share"] = lambda value: "–" if value is None else f"{value:.1%}"
    opened.filters["chance"] = lambda value: f"{value:.4f}"
    return opened.get_template("report.html")
