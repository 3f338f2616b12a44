"""Turn a job into the visible, editable question that finds people for it."""

import html
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from entities.ats import Job
from entities.query import Everything, Node, Or, Phrase, Scope, Word
from ranking.skills import skills_in
from ranking.stopwords import STOPWORDS
from ranking.terms import Analyse, word_tokens

PartKind = Literal["title", "skill", "nice_skill", "location", "word"]
Shares = Callable[[Sequence[str]], Sequence[float]]
"""Tells which share of the documents, 0 to 1, holds each of some tokens."""

WEIGHTS: dict[PartKind, float] = {"title": 3.0, "skill": 2.0, "nice_skill": 1.0, "location": 1.0, "word": 0.5}
SCOPES: dict[PartKind, Scope] = {"title": "title", "location": "location"}

MOST_SKILLS = 20
MOST_WORDS = 30  # salient words; the best 30 found as much as the whole description did (facts: 10 jobs x 472 resumes)
MOST_OFTEN = 3  # more mentions of a word don't weigh more
TOO_COMMON = 0.5  # words in this share of the documents say nothing
LONGEST_HEADING = 6  # words
LONGEST_WORD = 40  # letters; what runs on longer is an address, a key or a line without spaces

TAG = re.compile(r"<[^<>]*>")
BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
GENDERS = re.compile(r"(?i)\b[mwfdx](?:/[mwfdx])+\b|:in\b|/-?in\b")
SPELLED = re.compile(r"[^\W\d_][\w+#.&'-]*[\w+#]|[^\W\d_]")
UNQUOTABLE = re.compile(r"[\"\\“”„‟«»＂]")
NICE = re.compile(
    r"(?i)\b(nice.to.have|preferred|preferably|bonus|a plus|desirable|an asset|advantage(ous)?|optional"
    r"|von vorteil|w[uü]nschenswert|deseables?|valorable|un plus|atouts?)\b"
)


class QuestionPart(BaseModel):
    """One visible piece of a question: what kind of thing it asks for, in which words, how much it counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: PartKind
    text: str
    weight: float


class JobQuestion(BaseModel):
    """A question built from a job: its parts, the same as a tree for the engines, as text in the query language.

    Edit by leaving parts out or adding some, then `question_of` the rest; the text leaves the weights out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    parts: tuple[QuestionPart, ...]
    where: Node
    text: str


def job_question(job: Job, *, analyse: Analyse, frequencies: Shares | None = None) -> JobQuestion:
    """Ask for people who fit a job: title words, skills its description names, its most telling words, its place.

    `frequencies` gives the share of documents, 0 to 1, that hold each token: words that nobody or every second one
    holds are left out. Without it only stop words and how often a word is said tell words apart.
    """
    description = plain_text(job.description or next((p.description for p in job.postings if p.description), ""))
    title = plain_title(job.title)
    needed, nice = _skills(description, title, analyse)
    place = job.location.split(",")[0].strip()
    parts = [QuestionPart(kind="title", text=title, weight=WEIGHTS["title"])] if analyse(title) else []
    parts += [QuestionPart(kind="skill", text=skill, weight=WEIGHTS["skill"]) for skill in needed]
    parts += [QuestionPart(kind="nice_skill", text=skill, weight=WEIGHTS["nice_skill"]) for skill in nice]
    if analyse(place):
        parts.append(QuestionPart(kind="location", text=place, weight=WEIGHTS["location"]))
    parts = [part for part in parts if nodes_of(part)]
    known = {token for part in parts for token in analyse(part.text)}
    known |= set(analyse(f"{job.location} {job.company}"))
    return question_of([*parts, *_salient(description, known, analyse, frequencies)])


def question_of(parts: Sequence[QuestionPart]) -> JobQuestion:
    """Build the question that asks for these parts, any of them; none asks for everything."""
    leaves = [leaf for part in parts for leaf in nodes_of(part)]
    where: Node = Or(parts=tuple(leaves)) if leaves else Everything()
    return JobQuestion(parts=tuple(parts), where=where, text=" OR ".join(dict.fromkeys(map(_rendered, leaves))))


def nodes_of(part: QuestionPart) -> tuple[Word | Phrase, ...]:
    """Ask for one part: a title word by word, anything else as it stands; for nothing if it has no letter or digit."""
    scope = SCOPES.get(part.kind, "any")
    words = [word for word in part.text.split() if any(map(str.isalnum, word))]
    if part.kind == "title":
        return tuple(Word(text=word, scope=scope, weight=part.weight) for word in dict.fromkeys(words))
    if len(words) > 1:
        return (Phrase(text=" ".join(words), scope=scope, weight=part.weight),)
    return tuple(Word(text=word, scope=scope, weight=part.weight) for word in words)


def plain_text(text: str) -> str:
    """Drop markup from a description; each tag ends a line, so that list items stay apart."""
    return html.unescape(TAG.sub("\n", text)) if "<" in text else html.unescape(text)


def plain_title(title: str) -> str:
    """Keep the words of a job title that name the work: no brackets, no "m/w/d", no punctuation between words."""
    bare = GENDERS.sub(" ", BRACKETED.sub(" ", title))
    return " ".join(word for word in SPELLED.findall(bare) if word.casefold() not in STOPWORDS)


def _rendered(leaf: Word | Phrase) -> str:
    scope = "" if leaf.scope == "any" else f"{leaf.scope}:"
    plain = isinstance(leaf, Word) and leaf.text.isalnum() and leaf.text not in ("AND", "OR", "NOT")
    quoted = " ".join(UNQUOTABLE.sub(" ", leaf.text).split())
    return f"{scope}{leaf.text}" if plain else f'{scope}"{quoted}"'


def _skills(description: str, title: str, analyse: Analyse) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """List the needed skills, then those that a line or its heading calls nice to have."""
    needed: dict[str, None] = dict.fromkeys(skills_in(title, analyse=analyse))
    nice: dict[str, None] = {}
    for line, is_nice in _lines(description):
        into = nice if is_nice else needed
        into.update(dict.fromkeys(skills_in(line, analyse=analyse)))
    first = tuple(needed)[:MOST_SKILLS]
    return first, tuple(skill for skill in nice if skill not in needed)[: MOST_SKILLS - len(first)]


def _lines(description: str) -> Iterator[tuple[str, bool]]:
    under_nice = False
    for line in filter(None, map(str.strip, description.splitlines())):
        is_nice = NICE.search(line) is not None
        if len(line.split()) <= LONGEST_HEADING and line.endswith(":"):
            under_nice = is_nice
        yield line, is_nice or under_nice


def _salient(description: str, known: set[str], analyse: Analyse, frequencies: Shares | None) -> list[QuestionPart]:
    """Pick the words with the highest idf x min(count, 3), each in its most frequent spelling."""
    counts: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for word in SPELLED.findall(description):
        if not 2 <= len(word) <= LONGEST_WORD or word.casefold() in STOPWORDS or word.isdigit():
            continue
        tokens = word_tokens(analyse, word)
        if len(tokens) == 1 and tokens[0] not in known:
            counts[tokens[0]] += 1
            spellings.setdefault(tokens[0], Counter())[word.casefold()] += 1
    values = _telling(counts, frequencies)
    best = sorted((token for token, value in values.items() if value > 0), key=lambda token: (-values[token], token))
    top = values[best[0]] if best else 1.0
    return [
        QuestionPart(kind="word", text=_usual(spellings[token]), weight=round(WEIGHTS["word"] * values[token] / top, 3))
        for token in best[:MOST_WORDS]
    ]


def _telling(counts: Mapping[str, int], frequencies: Shares | None) -> dict[str, float]:
    often = {token: float(min(count, MOST_OFTEN)) for token, count in counts.items()}
    if frequencies is None:
        return often
    shares = zip(often, frequencies(tuple(often)), strict=True)
    return {token: often[token] * -math.log(share) if 0.0 < share < TOO_COMMON else 0.0 for token, share in shares}


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda word: (-spellings[word], word))
