"""Turn a corpus with queries into a TREC run, ranked as the product ranks: `python -m benchmarks.rank`.

    python -m benchmarks.rank --corpus C.jsonl --queries Q.jsonl --out run.trec --kind titles|jobs [--json]

Both files hold objects {id, title, text, lang}, one a line. For titles, `text` lists alternative titles, one a line, or
is missing; for jobs, a query has a title and a description, a corpus line is a resume and may have no title. The
corpus becomes the documents of a tenant in a temporary data folder, each query a job whose Recommended Matches are
listed: up to 1,000, the best first. A small corpus is ranked as a whole, whatever words its lines hold.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track

from benchmarks.corpus import BadLine, Kind, Line, job_of, read_lines, resume_document, title_document
from entities.document import PersonDocument
from entities.errors import TalentjoinError
from entities.ids import TenantKey
from entities.query import Everything, Or, Question
from indexing import analyse
from ranking import job_question, listing
from service.flows.find import find
from service.flows.index import index_tenant
from service.flows.tenants import add_tenant
from service.settings import Settings
from service.wiring import Parts, open_parts
from store import documents

MOST = 1_000  # results a query
WHOLE = 5_000  # lines of a corpus that is ranked as a whole
AT_ONCE = 1_000  # documents written together
TAG = "talentjoin"
BAD_INPUT = 2  # exit status

screen = Console(stderr=True)


def main(given: Sequence[str] | None = None) -> int:
    """Rank, write the run, say what was done; gives the exit status: 0, or 2 where a file can't be used."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--corpus", type=Path, required=True, help="JSON Lines of what is ranked")
    arguments.add_argument("--queries", type=Path, required=True, help="JSON Lines of what asks")
    arguments.add_argument("--out", type=Path, required=True, help="the TREC run to write")
    arguments.add_argument("--kind", choices=("titles", "jobs"), required=True)
    arguments.add_argument("--json", action="store_true", help="say what was done as one JSON object")
    asked = arguments.parse_args(given)
    try:
        corpus = read_lines(asked.corpus, titled=asked.kind == "titles")
        queries = read_lines(asked.queries, titled=asked.kind == "titles")
        started = time.perf_counter()
        with asked.out.open("w", encoding="utf-8") as out, tempfile.TemporaryDirectory() as folder:
            results = [len(out.writelines(lines) or lines) for lines in run(Path(folder), corpus, queries, asked.kind)]
    except (BadLine, OSError, TalentjoinError) as error:
        screen.print(f"error: {error}", style="red", highlight=False)
        return BAD_INPUT
    done = {
        "kind": asked.kind,
        "corpus": len(corpus),
        "queries": len(queries),
        "results": sum(results),
        "without_result": results.count(0),
        "seconds": round(time.perf_counter() - started, 2),
        "out": str(asked.out),
    }
    print(json.dumps(done) if asked.json else "\n".join(f"{name}: {value}" for name, value in done.items()))
    return 0


def run(folder: Path, corpus: Sequence[Line], queries: Sequence[Line], kind: Kind) -> Iterator[list[str]]:
    """Give the run's lines of each query, in the order of the queries."""
    with open_parts(Settings(data=folder / "data"), clock=lambda: datetime.now(UTC)) as parts:
        tenant = add_tenant(parts, "ranked")
        _index(parts, tenant, corpus, kind)
        for query in track(queries, "rank", console=screen):
            ranked = ranked_ids(parts, tenant, query, kind, len(corpus))
            yield [f"{query.id} Q0 {id_} {at} {MOST - at + 1} {TAG}\n" for at, id_ in enumerate(ranked, 1)]


def ranked_ids(parts: Parts, tenant: TenantKey, query: Line, kind: Kind, size: int) -> list[str]:
    """Rank what the tenant holds for one query; gives ids, the best first."""
    job = job_of(query, kind, now=parts.clock())
    shares = parts.columns.shares((parts.tenant_index(tenant), parts.members_index))
    where = job_question(job, analyse=analyse, frequencies=shares).where
    if size <= WHOLE:  # everybody is found, those who hold no word of it too
        where = Or(parts=(where, Everything()))
    reach = min(size, WHOLE)
    question = Question(where=where, limit=reach, access=None, counted=False)
    order = find(parts, tenant, question, best=reach, title=listing.job_title(job)).order
    numbers = [place.number for place in order.places[:MOST]]
    with parts.store.reading(tenant) as tx:
        keys = documents.keys_of_numbers(tx, numbers)
    return [keys[number].key for number in numbers]


def _index(parts: Parts, tenant: TenantKey, corpus: Sequence[Line], kind: Kind) -> None:
    starts = range(0, len(corpus), AT_ONCE)
    for start in track(starts, "index", console=screen):
        made = [_document(line, kind, parts.clock()) for line in corpus[start : start + AT_ONCE]]
        with parts.store.writing(tenant, actor="bench") as tx:
            documents.put_many(tx, made)
        while index_tenant(parts, tenant):
            pass


def _document(line: Line, kind: Kind, now: datetime) -> PersonDocument:
    return title_document(line) if kind == "titles" else resume_document(line, now=now)


if __name__ == "__main__":
    sys.exit(main())
