"""The command ranks a corpus as the product does, and says what is wrong with a file that it can't use."""

import json
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks import rank
from benchmarks.corpus import (
    BadLine,
    Line,
    job_of,
    read_lines,
    resume_document,
    title_document,
)
from entities.document import EVERYONE
from ranking.metrics import average_precision, mean, ndcg

SHIPPED = Path(__file__).parents[1] / "fixtures" / "rank"
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def judged(name: str) -> dict[str, dict[str, float]]:
    gains: dict[str, dict[str, float]] = defaultdict(dict)
    for line in (SHIPPED / name).read_text().splitlines():
        query, _, document, gain = line.split()
        gains[query][document] = float(gain)
    return gains


def run_of(path: Path) -> dict[str, list[str]]:
    """Read a run as its scorers do: by score, whatever the ranks say."""
    scored: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for line in path.read_text().splitlines():
        query, q0, document, place, score, tag = line.split()
        assert (q0, tag) == ("Q0", rank.TAG)
        assert int(place) == len(scored[query]) + 1
        scored[query].append((float(score), document))
    return {query: [document for _, document in sorted(listed, reverse=True)] for query, listed in scored.items()}


def ranked(tmp_path: Path, corpus: str, queries: str, kind: str, *more: str) -> dict[str, list[str]]:
    out = tmp_path / "run.trec"
    files = ["--corpus", str(SHIPPED / corpus), "--queries", str(SHIPPED / queries), "--out", str(out)]
    assert rank.main([*files, "--kind", kind, *more]) == 0
    return run_of(out)


def test_titles_are_ranked_as_a_whole_and_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = ranked(tmp_path, "titles.jsonl", "title_queries.jsonl", "titles", "--json")
    gains = judged("titles.qrels")
    everything = {line.id for line in read_lines(SHIPPED / "titles.jsonl", titled=True)}
    assert all(set(listed) == everything and len(listed) == len(everything) for listed in run.values())
    assert mean([average_precision(run[query], gains[query]) for query in gains]) >= 0.9
    done = json.loads(capsys.readouterr().out)
    assert (done["kind"], done["corpus"], done["queries"], done["results"]) == ("titles", 12, 3, 36)


def test_jobs_find_their_resumes_with_title_or_without(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = ranked(tmp_path, "resumes.jsonl", "jobs.jsonl", "jobs")
    gains = judged("jobs.qrels")
    assert mean([ndcg(run[query], gains[query]) for query in gains]) >= 0.9
    assert {listed[0] for listed in run.values()} == {"r1", "r3"}
    assert "results: 12" in capsys.readouterr().out


def test_a_corpus_too_large_to_rank_as_a_whole_lists_who_holds_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rank, "WHOLE", 11)
    monkeypatch.setattr(rank, "MOST", 2)
    run = ranked(tmp_path, "titles.jsonl", "title_queries.jsonl", "titles")
    assert len(run["q2"]) == 2
    assert set(run["q2"]) < {"t4", "t5", "t6"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "no line"),
        ("{", "corpus:1: not one JSON value"),
        ('\n["a"]', "corpus:2: not an object"),
        ('{"title": "Nurse"}', '"id" is missing'),
        ('{"id": "", "title": "Nurse"}', '"id" is missing'),
        ('{"id": true, "title": "Nurse"}', '"id" is no text'),
        ('{"id": "a b", "title": "Nurse"}', "white space"),
        ('{"id": "a", "title": 7}', '"title" is no text'),
        ('{"id": "a"}', '"title" is missing'),
        ('{"id": "a", "title": "Nurse", "text": ["Nurse"]}', '"text" is no text'),
        ('{"id": "a", "title": "Nurse"}\n{"id": "a", "title": "Nurse"}', "corpus:2: the id 'a' stands there twice"),
        ("\udcff", "not one JSON value"),
        ("[" * 100_000, "not one JSON value"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, content: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    corpus, out = tmp_path / "corpus", tmp_path / "run.trec"
    corpus.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadLine, match=r"corpus") as raised:
        read_lines(corpus, titled=True)
    assert told in str(raised.value)
    queries = str(SHIPPED / "title_queries.jsonl")
    files = ["--corpus", str(corpus), "--queries", queries, "--out", str(out)]
    assert rank.main([*files, "--kind", "titles"]) == rank.BAD_INPUT
    assert "error:" in capsys.readouterr().err
    assert not out.exists()


def test_a_missing_file_and_a_folder_that_is_not_there_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    titles = str(SHIPPED / "titles.jsonl")
    for corpus, out in (("nowhere.jsonl", tmp_path / "run"), (titles, tmp_path / "no" / "run")):
        files = ["--corpus", corpus, "--queries", titles, "--out", str(out), "--kind", "titles"]
        assert rank.main(files) == rank.BAD_INPUT
        assert "No such file" in capsys.readouterr().err


def test_ids_may_be_numbers_and_absent_values_empty(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    file.write_text('{"id": 7, "text": null, "other": 1}\n')
    assert read_lines(file, titled=False) == [Line("7", "", "", "")]


def test_alternative_titles_are_titles_of_the_document() -> None:
    document = title_document(Line("a", "Nurse", "Staff Nurse\n\n Nurse \nWard Nurse", "en"))
    assert document.current_title == "Nurse"
    assert document.titles == ("Nurse", "Staff Nurse", "Ward Nurse")


def test_a_resume_is_parsed_and_its_whole_text_searched() -> None:
    line = next(line for line in read_lines(SHIPPED / "resumes.jsonl", titled=False) if line.id == "r3")
    document = resume_document(line, now=NOW)
    assert document.current_title == "Backend Developer"
    assert "Kubernetes" in document.skills
    assert document.summary == line.text
    assert (document.name, document.key, document.access) == ("", "r3", (EVERYONE,))


def test_a_resume_of_nothing_is_a_document_all_the_same() -> None:
    assert resume_document(Line("a", "Cook", "", ""), now=NOW).titles == ("Cook",)


def test_a_query_for_titles_asks_by_its_title_alone() -> None:
    line = Line("q", "Nurse", "Ward Nurse", "en")
    assert job_of(line, "titles", now=NOW).description == ""
    assert job_of(line, "jobs", now=NOW).description == "Ward Nurse"
    assert job_of(Line("q", "", "Care", ""), "jobs", now=NOW).title == "-"
