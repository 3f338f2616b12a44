"""Turn the seed of the demo into its sample, and check that the sample hangs together."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from entities.ats import MODELS, Job
from entities.member import Member
from indexing.analysis import analyse
from matcher.resume import parse_resume
from ranking import job_question
from service.demo import pools
from service.demo.ats import STAGES, make_ats, trade_of
from service.demo.jobs import make_jobs, marked_up
from service.demo.people import NOW, make_people
from service.demo.resumes import has_member, member_of, shipped_resumes
from service.demo.sample import Sample, make_sample

Line = dict[str, Any]


@pytest.fixture(scope="module")
def sample() -> Sample:
    return make_sample()


@pytest.fixture(scope="module")
def by_kind(sample: Sample) -> dict[str, dict[str, Line]]:
    lines: dict[str, dict[str, Line]] = defaultdict(dict)
    for line in sample.lines:
        lines[line["kind"]][line["id"]] = line
    return lines


def test_the_sample_has_the_size_it_promises(sample: Sample, by_kind: dict[str, dict[str, Line]]) -> None:
    assert len(sample.members) == len({member["id"] for member in sample.members}) == 2_000
    assert len(by_kind["candidate"]) == 1_000
    assert len(by_kind["job"]) == 40
    assert len(sample.resumes) == 30
    assert sum(map(len, by_kind.values())) == len(sample.lines)


def test_every_line_and_member_fits_its_noun(sample: Sample) -> None:
    for line in sample.lines:
        assert MODELS[line["kind"]].model_validate(line).modified <= NOW
    for member in sample.members:
        Member.model_validate(member)


def test_equal_seeds_give_equal_samples_and_others_do_not(sample: Sample) -> None:
    assert make_sample() == sample
    other = make_sample(8)
    assert other.lines != sample.lines
    assert other.resumes == sample.resumes


def test_truth_names_each_candidate_and_only_members(sample: Sample, by_kind: dict[str, dict[str, Line]]) -> None:
    assert set(sample.truth) == set(by_kind["candidate"])
    assert {member for member in sample.truth.values() if member} <= {member["id"] for member in sample.members}


def test_references_are_whole(by_kind: dict[str, dict[str, Line]]) -> None:
    for application in by_kind["application"].values():
        assert application["candidate"] in by_kind["candidate"]
        assert application["job"] in by_kind["job"]
    for kind in ("stage_entry", "feedback"):
        assert {line["application"] for line in by_kind[kind].values()} <= set(by_kind["application"])
    assert {line["candidate"] for line in by_kind["note"].values()} <= set(by_kind["candidate"])


def test_nobody_applies_twice_to_one_job(by_kind: dict[str, dict[str, Line]]) -> None:
    pairs = Counter((line["candidate"], line["job"]) for line in by_kind["application"].values())
    assert max(pairs.values()) == 1


def test_stages_follow_each_other_in_time(by_kind: dict[str, dict[str, Line]]) -> None:
    entered: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in by_kind["stage_entry"].values():
        entered[entry["application"]].append((entry["entered_at"], entry["stage"]))
    assert set(entered) == set(by_kind["application"])
    for application, steps in entered.items():
        stages = [stage for _, stage in sorted(steps)]
        reached = [stage for stage in stages if stage != "Hired"]
        assert reached == list(STAGES[: len(reached)])
        assert ("Hired" in stages) == (by_kind["application"][application]["status"] == "hired")


def test_closed_jobs_hire_one_and_open_jobs_nobody(by_kind: dict[str, dict[str, Line]]) -> None:
    hired = Counter(line["job"] for line in by_kind["application"].values() if line["status"] == "hired")
    applied = {line["job"] for line in by_kind["application"].values()}
    closed = {job for job, line in by_kind["job"].items() if line["state"] == "closed"}
    assert hired == Counter(closed & applied)
    assert next(iter(by_kind["job"])) not in closed
    assert hired
    assert {line["job"] for line in by_kind["application"].values() if line["status"] == "active"}.isdisjoint(closed)


def test_the_hired_one_came_furthest(by_kind: dict[str, dict[str, Line]]) -> None:
    steps = Counter(line["application"] for line in by_kind["stage_entry"].values() if line["stage"] != "Hired")
    hired = {line["job"]: line["id"] for line in by_kind["application"].values() if line["status"] == "hired"}
    for application in by_kind["application"].values():
        assert steps[application["id"]] <= steps[hired.get(application["job"], application["id"])]


def test_there_are_silver_medallists_and_all_statuses(by_kind: dict[str, dict[str, Line]]) -> None:
    statuses = Counter(line["status"] for line in by_kind["application"].values())
    assert set(statuses) == {"active", "rejected", "withdrawn", "hired"}
    assert sum(line["stage"] == "Offer" for line in by_kind["stage_entry"].values()) > statuses["hired"]
    assert {line["visibility"] for line in by_kind["note"].values()} == {"everyone", "private"}


def test_any_number_of_candidates_has_a_history() -> None:
    assert make_ats(1, [], 3) == make_jobs(1, 3, now=NOW)
    assert make_ats(1, [], 0) == []
    few = make_people(5, 30, 20).candidates
    assert {line["kind"] for line in make_ats(2, few, 5)} >= {"job", "application", "stage_entry"}
    assert [line["kind"] for line in make_ats(2, few, 0) if line["kind"] != "note"] == []
    assert make_ats(2, few, 5) == make_ats(2, few, 5)


def test_time_comes_in_as_an_argument() -> None:
    then = datetime(2031, 3, 1, tzinfo=UTC)
    jobs = make_jobs(1, 20, now=then)
    moments = [datetime.fromisoformat(job["modified"]) for job in jobs]
    assert max(moments) <= then
    assert min(moments) > then - timedelta(days=400)


def test_a_job_can_be_asked_for_by_its_trade_and_skills() -> None:
    for line in make_jobs(3, 30, now=NOW):
        job = Job.model_validate(line)
        kinds = Counter(part.kind for part in job_question(job, analyse=analyse).parts)
        assert kinds["title"] == kinds["location"] == 1
        assert kinds["skill"] >= 1
        assert trade_of(job.title)


def test_markup_says_the_same() -> None:
    assert marked_up("A & B\nC:\n- d\n- e\nF:\n- g") == (
        "<p>A &amp; B</p><h3>C:</h3><ul><li>d</li><li>e</li></ul><h3>F:</h3><ul><li>g</li></ul>"
    )


@pytest.mark.parametrize(
    ("title", "trade"),
    [
        ("Senior Data Engineer", "Data Engineer"),
        ("Machine Learning Engineer", "Machine Learning Engineer"),
        ("", ""),
        ("Astronaut", ""),
    ],
)
def test_trade_of_a_title(title: str, trade: str) -> None:
    assert trade_of(title) == trade


def test_resumes_are_of_many_kinds_and_small(sample: Sample) -> None:
    kinds = Counter(name.rpartition(".")[2] for name, _, _ in sample.resumes)
    assert min(kinds[kind] for kind in ("pdf", "docx", "html", "txt")) >= 3
    assert sum(len(content) for _, content, _ in sample.resumes) < 3_000_000


def test_each_resume_belongs_to_the_candidate_it_names(sample: Sample, by_kind: dict[str, dict[str, Line]]) -> None:
    names = {one.file: one.facts["name"] for one in shipped_resumes()}
    sources = [source for _, _, source in sample.resumes]
    assert len(set(sources)) == len(sources)
    for file, _, source in sample.resumes:
        candidate = by_kind["candidate"][source]
        given = candidate.get("name") or f"{candidate['first_name']} {candidate['last_name']}"
        assert sorted(given.split()) == sorted(names[file].split())


def test_half_of_the_resumes_have_a_member_who_differs(sample: Sample, by_kind: dict[str, dict[str, Line]]) -> None:
    members = {member["id"]: member for member in sample.members}
    linked = [source for _, _, source in sample.resumes if sample.truth[source]]
    assert len(linked) == 15
    differing = 0
    for source in linked:
        member = members[sample.truth[source] or ""]
        differing += member["positions"][0]["title"] != by_kind["candidate"][source]["current_title"]
        assert member["name"].split()[0] in str(by_kind["candidate"][source])
    assert differing >= 3
    assert 3 <= sum(bool(members[sample.truth[source] or ""]["emails"]) for source in linked) <= 12


def test_shipped_addresses_belong_to_nobody() -> None:
    """Documentation domains only (RFC 2606)."""
    for shipped in shipped_resumes():
        for email in [*shipped.facts.get("emails", []), *shipped.truth["emails"]]:
            host = email.rpartition("@")[2].casefold()
            assert host.endswith((".example", "example.com", "example.org", "example.edu"))


def test_shipped_resumes_can_be_read() -> None:
    """A sample of them, one of each kind; how well all of them are read is the parser's own measure."""
    first = {one.file.rpartition(".")[2]: one for one in reversed(shipped_resumes())}
    for shipped in first.values():
        outcome = parse_resume(shipped.content, shipped.file)
        assert outcome.status == "ok"
        assert outcome.resume is not None
        assert [email.value for email in outcome.resume.emails] == shipped.truth["emails"]


def test_members_of_resumes_know_less_than_the_resume() -> None:
    for at, shipped in enumerate(shipped_resumes()):
        if has_member(at):
            member = member_of(shipped, at, "m1")
            assert set(member["skills"]) <= set(shipped.facts.get("skills", []))
            assert len(member["positions"]) <= 4
            assert member["location"].split(", ")[-1] in {c.name for c in pools.countries()} | {
                shipped.facts.get("country")
            }


def test_family_names_stand_where_the_ats_wants_them() -> None:
    lasts = {one.facts["name"]: member_of(one, 0, "m1")["last_name"] for one in shipped_resumes()}
    assert lasts["Farkas Lili"] == "Farkas"
    assert lasts["Joan Ashton"] == "Ashton"
