"""Turn the invented people of the demo into answers, to see that the whole of ranking finds who fits."""

from functools import cache

import pytest

from entities.ats import Job
from entities.member import Member
from indexing import analyse, parse_query
from indexing.documents import member_document
from ranking import default_model, job_question, rank_unified, recommend, terms_of
from ranking.features import Found
from ranking.metrics import average_precision, mean, ndcg
from ranking.question import Shares
from service.demo import pools
from service.demo.ats import trade_of
from service.demo.jobs import make_jobs
from service.demo.people import NOW, make_people

PEOPLE = 400


@cache
def everybody() -> tuple[Found, ...]:
    """Give all people with the same engine score: only the features order them."""
    members = [Member.model_validate(one) for one in make_people(2, PEOPLE, 1).members]
    when = int(NOW.timestamp())
    documents = [member_document(number, one, version=1, updated=when) for number, one in enumerate(members)]
    return tuple(Found(document, 1.0, "members") for document in documents)


@cache
def shares() -> Shares:
    counts: dict[str, int] = {}
    for one in everybody():
        document = one.document
        for token in set(analyse(" ".join((document.summary, *document.titles, *document.skills)))):
            counts[token] = counts.get(token, 0) + 1
    return lambda tokens: [counts.get(token, 0) / PEOPLE for token in tokens]


def of_trade(trade: str) -> set[str]:
    """Name the people who hold or held a title of the trade; some have changed it since."""
    return {one.document.key for one in everybody() if trade in map(trade_of, one.document.titles)}


def test_jobs_recommend_people_of_their_trade() -> None:
    gains: list[float] = []
    precisions: list[float] = []
    for line in make_jobs(4, len(pools.careers()), now=NOW):
        job = Job.model_validate(line)
        relevant = of_trade(trade_of(job.title))
        question = job_question(job, analyse=analyse, frequencies=shares())
        hits = recommend(job, question, everybody(), now=NOW, analyse=analyse, model=default_model(), page=slice(0, 0))
        ranked = [hit.document.key for hit in hits]
        gains.append(ndcg(ranked, dict.fromkeys(relevant, 1.0)))
        precisions.append(average_precision(ranked, relevant))
    assert min(gains) >= 0.75
    assert mean(gains) >= 0.95
    assert mean(precisions) >= 0.9


@pytest.mark.parametrize("career", pools.careers(), ids=lambda career: career.title)
def test_a_title_and_a_skill_find_who_has_both_first(career: pools.Career) -> None:
    skill = career.skills[0]
    both = {
        one.document.key
        for one in everybody()
        if trade_of(one.document.current_title) == career.title and skill in one.document.skills
    }
    terms = terms_of(parse_query(f'{career.title} "{skill}"'), analyse=analyse)
    hits = rank_unified(everybody(), terms, now=NOW, analyse=analyse, model=default_model(), page=slice(0, 5))
    first = [hit.document.key for hit in hits[: len(both)]]
    assert len(both & set(first)) >= 0.9 * len(both)
    assert all(hit.reasons for hit in hits[:5])
