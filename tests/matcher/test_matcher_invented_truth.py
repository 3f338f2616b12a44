"""Match invented people in one crowd, each row a story: who should be found, and who must never be joined."""

from dataclasses import dataclass

import pytest

from entities.link import Link
from entities.person import Person
from matcher import Profiles, default_weights, match_tables, persons_table
from tests.matcher.drawn_people import person


@dataclass(frozen=True, slots=True)
class Story:
    """A candidate, the profiles around, and the place of the right one among them (None: none is)."""

    title: str
    candidate: Person
    profiles: tuple[Person, ...]
    right: int | None = 0


def _at(company: str, title: str = "", start: str = "2015", end: str = "") -> dict[str, str]:
    return {"company": company, "title": title, "start": start, "end": end}


STORIES = (
    Story(
        "everything agrees",
        person("Ulrike", "Vantongeren", emails=["uvt@post.example"], location="Ghent, Belgium"),
        (person("Ulrike", "Vantongeren", emails=["uvt@post.example"], location="Ghent, Belgium"),),
    ),
    Story(
        "a nickname and one address",
        person("Bob", "Hollowell", emails=["bob.hollowell@post.example"]),
        (person("Robert", "Hollowell", emails=["bob.hollowell@post.example"]), person("Rolf", "Hollowell")),
    ),
    Story(
        "the surname changed at a wedding, the number stayed",
        person("Marisol", "Entwistle", phones=["+44 7700 900111"], positions=[_at("Fernbank Optics", "Optician")]),
        (
            person(
                "Marisol", "Gutteridge", phones=["07700 900111"], positions=[_at("Fernbank Optics Ltd", "Optician")]
            ),
            person("Gerald", "Gutteridge"),
        ),
    ),
    Story(
        "first name and surname swapped",
        person("Oyelaran", "Temidayo", emails=["temi.oye@post.example"]),
        (person("Temidayo", "Oyelaran", emails=["temi.oye@post.example"]),),
    ),
    Story(
        "another script",
        person("Тимофей", "Вересаев", emails=["t.veresaev@post.example"], location="Москва, Россия"),
        (person("Timofey", "Veresaev", emails=["t.veresaev@post.example"], location="Moscow, Russia"),),
    ),
    Story(
        "family name first, without a space",
        person("", "", name="欧阳慧敏", emails=["hmouyang@post.example"]),
        (person("", "", name="欧阳慧敏", emails=["hmouyang@post.example"]), person("", "", name="李大伟")),
    ),
    Story(
        "one slip of a finger at the same house",
        person("Jonquil", "Abernathey", positions=[_at("Larkmoor Turbines", "Fitter")], location="Paisley, Scotland"),
        (
            person("Jonquil", "Abernathy", positions=[_at("Larkmoor Turbines", "Fitter")], location="Paisley, UK"),
            person("Jocelyn", "Abernathy", positions=[_at("Brindle Foods", "Buyer")]),
        ),
    ),
    Story(
        "the right one of three namesakes is told by the house",
        person("Ines", "Corvalho", positions=[_at("Saltmarsh Pianos", "Tuner")]),
        (
            person("Ines", "Corvalho", positions=[_at("Granite Bank", "Teller")], location="Porto, Portugal"),
            person("Ines", "Corvalho", positions=[_at("Saltmarsh Pianos", "Tuner")]),
            person("Ines", "Corvalho", positions=[_at("Heather Rail", "Driver")], location="Faro, Portugal"),
        ),
        1,
    ),
    Story(
        "the mailbox has the name",
        person("", "", emails=["tamsin.oughtred@post.example"]),
        (person("Tamsin", "Oughtred", location="Truro, UK"),),
    ),
    Story(
        "a double surname shortened",
        person("Belén", "Zurutuza", emails=["bzurutuza@post.example"]),
        (person("Belén", "Zurutuza Echaniz", emails=["bzurutuza@post.example"]),),
    ),
    # people who must never be joined
    Story(
        "father and son at one address",
        person("Horace", "Pennyfeather Jr.", emails=["pennyfeathers@home.example"], birth_date="1988-03-02"),
        (person("Horace", "Pennyfeather Sr.", emails=["pennyfeathers@home.example"], birth_date="1959-07-21"),),
        None,
    ),
    Story(
        "a couple with one number",
        person("Odile", "Marchbanks", phones=["+33 6 12 34 56 70"], birth_date="1971-01-20"),
        (person("Étienne", "Marchbanks", phones=["06 12 34 56 70"], birth_date="1969-12-04"),),
        None,
    ),
    Story(
        "two with one name, nothing else",
        person("Daniel", "Okonjo", location="Leeds, UK"),
        (
            person("Daniel", "Okonjo", location="Perth, Australia"),
            person("Daniel", "Okonjo", location="Lagos, Nigeria"),
        ),
        None,
    ),
    Story(
        "colleagues",
        person("Priscilla", "Thrale", positions=[_at("Windhover Glass", "Cutter")]),
        (person("Leopold", "Umfraville", positions=[_at("Windhover Glass", "Cutter")]),),
        None,
    ),
    Story(
        "the mailbox of an office",
        person("Winifred", "Zeller", emails=["office@bellhanger.example"]),
        (person("Casimir", "Nunn", emails=["office@bellhanger.example"]),),
        None,
    ),
    Story("nobody like this", person("Xanthippe", "Quarrington"), (), None),
    Story("no name at all", person(), (), None),
)


def _candidates() -> list[Person]:
    return [story.candidate.model_copy(update={"id": f"c{at}"}) for at, story in enumerate(STORIES)]


def _profiles() -> list[Person]:
    return [
        one.model_copy(update={"id": f"p{at}.{number}"})
        for at, story in enumerate(STORIES)
        for number, one in enumerate(story.profiles)
    ]


@pytest.fixture(scope="module")
def links() -> list[Link]:
    """Match all stories in one crowd."""
    return Profiles(persons_table(_profiles())).match(persons_table(_candidates()), default_weights())


@pytest.mark.parametrize("at", range(len(STORIES)), ids=[story.title for story in STORIES])
def test_the_right_one_is_found_and_a_wrong_one_never_joined(links: list[Link], at: int) -> None:
    story, link = STORIES[at], links[at]
    if story.right is None:
        assert link.decision != "match"
    else:
        assert link.profile == f"p{at}.{story.right}"
        assert link.decision in {"match", "review"} or not story.candidate.first_name  # a mailbox alone is little
    assert link.reason


def test_every_score_is_explained_to_its_sum(links: list[Link]) -> None:
    for link in links:
        assert sum(part.log_odds for part in link.evidence) == pytest.approx(link.log_odds, abs=1e-9)
        assert 0.0 <= link.probability <= 1.0
        assert (link.profile is None) == (not link.evidence)


def test_no_reason_and_no_note_holds_a_person_s_values(links: list[Link]) -> None:
    values = {one.last_name.split()[0].casefold() for one in (*_candidates(), *_profiles()) if one.last_name}
    for link in links:
        for text in (link.reason, *(f"{part.level} {part.note}" for part in link.evidence)):
            assert not any(value in text.casefold() for value in values)


@pytest.mark.parametrize("turned", ["candidates", "profiles", "both"])
def test_the_order_of_the_crowd_changes_nothing(links: list[Link], turned: str) -> None:
    left, right = _candidates(), _profiles()
    left = left[::-1] if turned != "profiles" else left
    right = right[::-1] if turned != "candidates" else right
    found = Profiles(persons_table(right)).match(persons_table(left), default_weights())
    assert sorted(found, key=lambda link: link.candidate) == sorted(links, key=lambda link: link.candidate)


def test_a_candidate_alone_is_answered_as_among_others(links: list[Link]) -> None:
    profiles = Profiles(persons_table(_profiles()))
    for one, link in zip(_candidates(), links, strict=True):
        assert profiles.match(persons_table([one]), default_weights()) == [link]


WEAK = [  # what a candidate and the only such profile share, no address, number, birth date or employer among it
    {"location": "Truro, Cornwall, UK"},
    {"location": "Truro, Cornwall, UK", "positions": [_at("", "Organ Builder")]},
    {"education": [{"school": "Oak College", "end": "2009"}]},
    {"middle_name": "Bartholomew", "location": "Truro, Cornwall, UK"},
]


@pytest.mark.parametrize("shared", WEAK)
def test_shipped_weights_join_nobody_by_a_name_and_little_else(shared: dict[str, object]) -> None:
    """Weights not fitted to these people: a person looks first, whatever the odds."""
    one = person("Theophilus", "Featherstonehaugh", **shared)
    profiles = Profiles(persons_table([one.model_copy(update={"id": "p0"}), *_profiles()]))
    link = profiles.match(persons_table([one]), default_weights())[0]
    assert (link.profile, link.decision) == ("p0", "review")


def test_a_crowd_twice_as_often_there_is_answered_in_doubt() -> None:
    """Whoever stands there twice fits twice: neither can be joined unseen."""
    twice = [one.model_copy(update={"id": f"{one.id}{copy}"}) for copy in "ab" for one in _profiles()]
    table = match_tables(
        persons_table(_candidates()), persons_table(twice), weights=default_weights()
    ).table.to_pylist()
    assert all(row["decision"] != "match" for row in table)
    for row, story in zip(table, STORIES, strict=True):
        if story.right is not None:
            assert row["profile_id"].endswith("a")
            assert row["runner_up_id"] == f"{row['profile_id'][:-1]}b"
            assert "fit equally" in row["reason"]


def test_a_story_told_by_another_teller_is_the_same_story() -> None:
    """Letter case, spaces and marks typed another way never change an answer."""

    def shouted(one: Person) -> Person:
        return one.model_copy(
            update={
                "first_name": f" {one.first_name.upper()} ",
                "last_name": one.last_name.replace(" ", "  ").upper(),
                "emails": tuple(email.upper() for email in one.emails),
                "location": one.location.upper(),
            }
        )

    plain, loud = _candidates(), [shouted(one) for one in _candidates()]
    profiles = Profiles(persons_table(_profiles()))
    assert profiles.match(persons_table(loud), default_weights()) == profiles.match(
        persons_table(plain), default_weights()
    )
