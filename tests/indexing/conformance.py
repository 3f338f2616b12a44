"""Turn what an engine promises into checks that run on any engine: `CHECKS` maps a name to a check."""

from collections.abc import Callable

import pytest

from entities.document import ALL_SEATS, Access, PersonDocument
from entities.errors import EngineDown, Locked
from entities.query import And, FacetName, Filter, Node, Or, Phrase, Prefix, Question, Sort, Word
from indexing import Delete, Engine, Upsert, index_name, parse_query
from indexing.reads import search_one
from tests.indexing.numbered import keys_in, number_of, numbered, shadowed

Check = Callable[[Engine], None]
INDEX, OTHER, NEVER = (index_name(b"the conformance kit", name) for name in ("one", "two", "never"))

ADA = PersonDocument(
    key="ada",
    version=1,
    in_ats=True,
    name="Ada O'Brien-Müller",
    headline="Building compilers",
    titles=("Senior C++ Engineer", "Data Scientist"),
    companies=("Apples GmbH", "Initech"),
    skills=("C++", "python", "Machine Learning"),
    schools=("Technische Universität Wien",),
    summary="Led teams that design payment services. Works with 北京大学 on 自然言語処理.",
    notes="Prefers remote work",
    current_title="Senior C++ Engineer",
    current_company="Apples GmbH",
    location="Zürich",
    stages=("Interview", "interview", "Offer"),
    sources=("Referral",),
    tags=("silver medallist",),
    updated=300,
)
BOB = PersonDocument(
    key="bob",
    version=4,
    member=7,
    name="Bob Иванов",
    titles=("Engineering Manager", "Nurse"),
    companies=("Hooli",),
    skills=("Python", "C#", ".NET"),
    current_title="Engineering Manager",
    current_company="Hooli",
    location="zurich",
    open_to_work=True,
    updated=200,
)
CAT = PersonDocument(
    key="cat",
    version=2,
    name="Cat Secret",
    titles=("Engineer",),
    skills=("PYTHON",),
    location="Berlin",
    updated=200,
    access=("team-a",),
)
SHADE = BOB.model_copy(update={"key": "7", "shadow": True, "titles": ("Shadow Engineer",)})
HIDDEN_SHADE = SHADE.model_copy(update={"key": "8", "member": 8, "access": ("team-a",)})
ALL = ADA, BOB, CAT, SHADE, HIDDEN_SHADE = tuple(map(numbered, (ADA, BOB, CAT, SHADE, HIDDEN_SHADE)))
EVERY_TOKEN = ("*", "team-a")

FOUND: tuple[tuple[str, str], ...] = (  # a search text, the keys it finds among ada, bob and cat
    ("", "ada bob cat"),
    ("*", "ada bob cat"),
    ("engineer", "ada bob cat"),
    ("ENGINEERS", "ada bob cat"),
    ("engineer nurse", "bob"),
    ("engineer AND nurse", "bob"),
    ("scientist OR nurse", "ada bob"),
    ("NOT nurse", "ada cat"),
    ("engineer -nurse", "ada cat"),
    ("engineer NOT (nurse OR scientist)", "cat"),
    ("NOT NOT nurse", "bob"),
    ("nurse OR engineer scientist", "ada bob"),
    ("(nurse OR engineer) scientist", "ada"),
    ('"data scientist"', "ada"),
    ('"scientist data"', ""),
    ('"engineer data"', ""),
    ('"manager nurse"', ""),
    ('"c++ engineers"', "ada"),
    ('"senior engineer"', ""),
    ("title:engineer", "ada bob cat"),
    ("title:compilers", ""),
    ("compiler", "ada"),
    ("company:initech", "ada"),
    ("company:engineer", ""),
    ("company:apple", ""),
    ("company:apples", "ada"),
    ("skill:python", "ada bob cat"),
    ("skill:learn", "ada"),
    ("location:zurich", "ada bob"),
    ("school:wien", "ada"),
    ("school:universitat", "ada"),
    ("name:obrien", "ada"),
    ("name:o'brien", "ada"),
    ("name:ivanov", "bob"),
    ("name:иванов", "bob"),
    ("name:engineer", ""),
    ("title:(nurse OR scientist)", "ada bob"),
    ("c++", "ada"),
    ("c#", "bob"),
    ("C", ""),
    (".net", "bob"),
    ("medallists", "ada"),
    ("remote", "ada"),
    ("北京", "ada"),
    ("北京大学", "ada"),
    ("北大", ""),
    ("自然言語", "ada"),
    ("engineer*", "ada bob cat"),
    ("engineerin*", "bob"),
    ("engin*", "ada bob cat"),
    ("title:eng*", "ada bob cat"),
    ("title:comp*", ""),
    ("mül*", "ada"),
    ("c+*", "ada bob cat"),
    ("c++*", "ada"),
    ("payment*", "ada"),
    ("payments*", ""),
    ("obrien-mul*", "ada"),
    ("mul-obr*", ""),
    ("&", ""),
    ("-&", ""),
    ("& nurse", "bob"),
    ("nurse OR &", "bob"),
    ("nurse -&", "bob"),
    ("c++/python", ""),
    ("o'brien-müller", "ada"),
    ("müller-o'brien", ""),
    ("unheardof", ""),
)


def keys(engine: Engine, where: Node, *, access: Access = EVERY_TOKEN, shadows: bool = False) -> set[str]:
    """Give the keys found, having checked that as many are listed as counted."""
    for sort in ("relevance", "recency"):
        order: Sort = "recency" if sort == "recency" else "relevance"
        answer = engine.search(INDEX, Question(where=where, access=access, sort=order), shadows=shadows)
        found = set(keys_in(answer.hits))
        assert answer.total == len(answer.hits) == len(found)
    return found


def put(engine: Engine, *documents: PersonDocument) -> None:
    """Write documents into the index."""
    engine.apply(INDEX, [Upsert(numbered(document)) for document in documents])


def check_query_language(engine: Engine) -> None:
    put(engine, *ALL)
    for text, expected in FOUND:
        assert keys(engine, parse_query(text)) == set(expected.split()), text


def check_trees_no_text_can_write(engine: Engine) -> None:
    put(engine, *ALL)
    for node, expected in (
        (And(parts=()), ""),
        (Or(parts=()), ""),
        (Word(text=""), ""),
        (Phrase(text=" "), ""),
        (Prefix(text=""), ""),
        (And(parts=(Word(text="nurse"), Or(parts=()))), "bob"),
        (Word(text="data scientist"), "ada"),
        (Or(parts=(Word(text="nurse", weight=0.1), Word(text="scientist", weight=9))), "ada bob"),
        (Or(parts=(*(Word(text=f"w{n}") for n in range(10_000)), Word(text="nurse"))), "bob"),
    ):
        assert keys(engine, node) == set(expected.split())


def check_weights_order_a_list(engine: Engine) -> None:
    put(engine, *ALL)
    for light, expected in (("nurse", ["ada", "bob"]), ("scientist", ["bob", "ada"])):
        heavy = {"nurse": "scientist", "scientist": "nurse"}[light]
        where = Or(parts=(Word(text=light, weight=0.1), Word(text=heavy, weight=5.0)))
        hits = engine.search(INDEX, Question(where=where)).hits
        assert keys_in(hits) == expected
        assert hits[0].score > hits[1].score > 0


def check_unwritten_index_is_empty(engine: Engine) -> None:
    answer = engine.search(NEVER, Question(facets=("skill",)))
    assert (answer.hits, answer.total, answer.facets) == ((), 0, {"skill": ()})
    assert not shadowed(engine, NEVER, EVERY_TOKEN)
    assert engine.versions(NEVER) == {}


def check_indices_are_apart(engine: Engine) -> None:
    put(engine, ADA)
    engine.apply(OTHER, [Upsert(BOB)])
    assert keys(engine, parse_query("engineer")) == {"ada"}
    assert engine.search(OTHER, Question()).hits[0].number == number_of("bob")
    engine.drop(INDEX)
    assert keys(engine, parse_query("")) == set()
    assert engine.search(OTHER, Question()).total == 1
    put(engine, CAT)
    assert keys(engine, parse_query("")) == {"cat"}


def check_access(engine: Engine) -> None:
    put(engine, *ALL, CAT.model_copy(update={"key": "nobody", "access": ()}))
    for access, expected in ((EVERY_TOKEN, "ada bob cat"), (("*",), "ada bob"), (("team-a",), "cat"), ((), "")):
        assert keys(engine, parse_query(""), access=access) == set(expected.split())
        assert keys(engine, parse_query("NOT nurse"), access=access) == set(expected.split()) - {"bob"}
    counted = engine.search(INDEX, Question(facets=("location",))).facets["location"]
    assert [(count.value, count.count) for count in counted] == [("Zürich", 2)]


def check_all_seats_find_what_any_seat_may_find(engine: Engine) -> None:
    put(engine, *ALL, CAT.model_copy(update={"key": "nobody", "access": ()}))
    assert keys(engine, parse_query(""), access=None) == {"ada", "bob", "cat", "nobody"}
    assert keys(engine, parse_query(""), access=None, shadows=True) == {"7", "8"}
    assert shadowed(engine, INDEX, None) == {7, 8}
    assert keys(engine, parse_query(""), access=("", "p", "s", "p:", "p:*", ALL_SEATS)) == set()


def check_each_viewer_finds_one_variant(engine: Engine) -> None:
    plain = BOB.model_copy(update={"hidden_from": ("team-a", "team-b", ALL_SEATS)})
    richer = BOB.model_copy(update={"key": "bob~1", "access": ("team-a",), "hidden_from": ("team-b", ALL_SEATS)})
    other = BOB.model_copy(update={"key": "bob~2", "access": ("team-b",), "hidden_from": (ALL_SEATS,)})
    whole = BOB.model_copy(update={"key": "bob~3", "access": ()})
    put(engine, plain, richer, other, whole)
    for access, expected in (
        (("*",), "bob"),
        (("*", "team-c"), "bob"),
        (("*", "team-a"), "bob~1"),
        (("team-a",), "bob~1"),
        (("*", "team-b"), "bob~2"),
        (("*", "team-a", "team-b"), "bob~2"),
        (("team-c",), ""),
        ((ALL_SEATS,), ""),
        ((), ""),
        (None, "bob~3"),
    ):
        assert keys(engine, parse_query("nurse"), access=access) == set(expected.split()), access
        facet = engine.search(INDEX, Question(facets=("location",), access=access)).facets["location"]
        assert sum(count.count for count in facet) == len(expected.split())


def check_a_shadow_may_be_hidden_too(engine: Engine) -> None:
    put(engine, SHADE.model_copy(update={"hidden_from": ("team-a",)}), HIDDEN_SHADE)
    for access, expected in ((("*",), {7}), (EVERY_TOKEN, {8}), (("team-a",), {8}), (None, {7, 8})):
        assert shadowed(engine, INDEX, access) == expected
        assert keys(engine, parse_query("shadow"), shadows=True, access=access) == {str(n) for n in expected}


def check_shadows(engine: Engine) -> None:
    put(engine, *ALL)
    assert keys(engine, parse_query("shadow")) == set()
    assert keys(engine, parse_query("shadow"), shadows=True) == {"7", "8"}
    assert keys(engine, parse_query("shadow"), shadows=True, access=("*",)) == {"7"}
    assert shadowed(engine, INDEX, ("*",)) == {7}
    assert shadowed(engine, INDEX, EVERY_TOKEN) == {7, 8}
    assert shadowed(engine, INDEX, ()) == set()
    engine.apply(INDEX, [Delete("7", shadow=True)])
    assert shadowed(engine, INDEX, EVERY_TOKEN) == {8}
    assert keys(engine, parse_query("engineer")) == {"ada", "bob", "cat"}


def check_a_key_and_its_shadow_are_two_documents(engine: Engine) -> None:
    put(engine, BOB, BOB.model_copy(update={"shadow": True, "version": 9}))
    assert engine.versions(INDEX) == {("bob", False): 4, ("bob", True): 9}
    engine.apply(INDEX, [Delete("bob")])
    assert engine.versions(INDEX) == {("bob", True): 9}


def check_filters(engine: Engine) -> None:
    put(engine, *ALL)
    cases: tuple[tuple[FacetName, tuple[str, ...], str], ...] = (
        ("location", ("ZÜRICH",), "ada bob"),
        ("location", ("zurich", "berlin"), "ada bob cat"),
        ("location", ("zur",), ""),
        ("location", (), ""),
        ("location", ("",), ""),
        ("skill", ("Python ",), "ada bob cat"),
        ("skill", ("machine   learning",), "ada"),
        ("skill", ("machine",), ""),
        ("current_title", ("engineering manager",), "bob"),
        ("current_company", ("apples gmbh",), "ada"),
        ("stage", ("Interview",), "ada"),
        ("source", ("referral",), "ada"),
        ("in_ats", ("true",), "ada"),
        ("in_ats", ("false",), "bob cat"),
        ("in_ats", ("true", "false"), "ada bob cat"),
        ("open_to_work", ("True",), "bob"),
        ("open_to_work", ("yes",), ""),
    )
    for field, values, expected in cases:
        question = Question(filters=(Filter(field=field, values=values),), access=EVERY_TOKEN)
        assert set(keys_in(engine.search(INDEX, question).hits)) == set(expected.split()), (field, values)
    both = (Filter(field="location", values=("zurich",)), Filter(field="open_to_work", values=("true",)))
    assert engine.search(INDEX, Question(filters=both)).total == 1


def check_facets_are_exact_and_multi_select(engine: Engine) -> None:
    put(engine, *ALL)
    question = Question(
        filters=(Filter(field="location", values=("zurich",)), Filter(field="skill", values=("c++",))),
        facets=("location", "skill", "stage", "in_ats", "open_to_work"),
        access=EVERY_TOKEN,
    )
    answer = engine.search(INDEX, question)
    counts = {facet: [(c.value, c.count) for c in values] for facet, values in answer.facets.items()}
    assert answer.total == 1
    assert counts == {
        "location": [("Zürich", 1)],
        "skill": [("Python", 2), (".NET", 1), ("C#", 1), ("C++", 1), ("Machine Learning", 1)],
        "stage": [("Interview", 1), ("Offer", 1)],
        "in_ats": [("true", 1)],
        "open_to_work": [("false", 1)],
    }
    unfiltered = engine.search(INDEX, question.model_copy(update={"filters": ()})).facets
    assert [(c.value, c.count) for c in unfiltered["skill"]][:1] == [("PYTHON", 3)]
    assert [(c.value, c.count) for c in unfiltered["location"]] == [("Zürich", 2), ("Berlin", 1)]


def check_facets_show_the_most_frequent_spelling_and_cut(engine: Engine) -> None:
    spellings = ("acme", "Acme", "Acme", "ACMÉ", "Zeta", "Beta", "")
    put(engine, *(BOB.model_copy(update={"key": str(n), "current_company": c}) for n, c in enumerate(spellings)))
    for size, expected in ((0, []), (1, [("Acme", 4)]), (9, [("Acme", 4), ("Beta", 1), ("Zeta", 1)])):
        answer = engine.search(INDEX, Question(facets=("current_company",), facet_size=size, limit=0))
        assert [(c.value, c.count) for c in answer.facets["current_company"]] == expected
        assert (answer.hits, answer.total) == ((), 7)


def check_recency_pages(engine: Engine) -> None:
    people = [BOB.model_copy(update={"key": f"p{n:02d}", "updated": n // 7}) for n in range(50)]
    put(engine, *people[::2])
    put(engine, *people[1::2])
    ordered = [person.key for person in sorted(people, key=lambda person: (-person.updated, number_of(person.key)))]
    for limit in (1, 3, 7, 50, 1_000_000):
        for offset in (0, 1, 6, 30, 49, 50, 10**12):
            question = Question(where=parse_query("nurse"), sort="recency", offset=offset, limit=limit)
            answer = engine.search(INDEX, question)
            assert keys_in(answer.hits) == ordered[offset : offset + limit]
            assert answer.total == 50


def check_relevance_pages_cover_a_snapshot(engine: Engine) -> None:
    put(engine, *(BOB.model_copy(update={"key": f"p{n:02d}"}) for n in range(40)))
    snapshot = engine.snapshot(INDEX)
    whole = keys_in(search_one(snapshot, INDEX, Question(where=parse_query("nurse"), limit=100)).hits)
    engine.apply(INDEX, [Delete(f"p{n:02d}") for n in range(20)])
    pages = [Question(where=parse_query("nurse"), offset=offset, limit=7) for offset in range(0, 49, 7)]
    assert [key for page in pages for key in keys_in(search_one(snapshot, INDEX, page).hits)] == whole
    far = search_one(snapshot, INDEX, Question(where=parse_query("nurse"), offset=10**12, limit=10**12))
    assert (far.hits, far.total) == ((), 40)
    assert len(set(whole)) == 40


def check_hits_carry_number_and_time(engine: Engine) -> None:
    put(engine, ADA, BOB)
    hits = engine.search(INDEX, Question(sort="recency")).hits
    assert [(hit.number, hit.updated) for hit in hits] == [(number_of("ada"), 300), (number_of("bob"), 200)]


def check_upsert_replaces_and_repeats(engine: Engine) -> None:
    put(engine, *ALL)
    again = ADA.model_copy(update={"version": 2, "titles": ("Plumber",), "current_title": "", "summary": ""})
    for _ in range(3):
        engine.apply(INDEX, [Delete("bob"), Upsert(ADA), Upsert(again), Delete("unknown")])
    assert keys(engine, parse_query("plumber")) == {"ada"}
    assert keys(engine, parse_query("scientist")) == set()
    assert keys(engine, parse_query("")) == {"ada", "cat"}
    assert engine.versions(INDEX)["ada", False] == 2
    engine.apply(INDEX, [Upsert(BOB), Delete("bob"), Upsert(BOB)])
    engine.apply(INDEX, [])
    assert keys(engine, parse_query("nurse")) == {"bob"}


def check_snapshot_stays_as_it_was(engine: Engine) -> None:
    put(engine, *ALL)
    snapshot = engine.snapshot(INDEX)
    engine.apply(INDEX, [Delete("bob"), Delete("7", shadow=True), Upsert(ADA.model_copy(update={"version": 5}))])
    with engine.rebuild(INDEX) as rebuild:
        rebuild.commit()
    assert engine.search(INDEX, Question()).total == 0
    assert set(keys_in(search_one(snapshot, INDEX, Question(access=EVERY_TOKEN)).hits)) == {"ada", "bob", "cat"}
    assert set(snapshot.shadowed(INDEX, (6, 7, 8), EVERY_TOKEN)) == {7, 8}
    assert snapshot.versions(INDEX)["ada", False] == 1


def check_rebuild_swaps_at_once(engine: Engine) -> None:
    put(engine, *ALL)
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add([ADA, CAT])
        rebuild.add(iter([CAT.model_copy(update={"version": 3})]))
        assert keys(engine, parse_query("")) == {"ada", "bob", "cat"}
        with pytest.raises(Locked):
            engine.rebuild(INDEX)
        rebuild.commit()
    assert engine.versions(INDEX) == {("ada", False): 1, ("cat", False): 3}
    put(engine, BOB)
    assert keys(engine, parse_query("")) == {"ada", "bob", "cat"}


def check_rebuild_without_commit_is_dropped(engine: Engine) -> None:
    put(engine, ADA)
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add([BOB])
    with pytest.raises(ZeroDivisionError), engine.rebuild(INDEX) as rebuild:
        rebuild.add(CAT if number else ADA.model_copy(update={"version": 1 // number}) for number in (1, 0))
    assert engine.versions(INDEX) == {("ada", False): 1}


def check_what_is_applied_during_a_rebuild_wins(engine: Engine) -> None:
    put(engine, *ALL)
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add([ADA, BOB])
        newer = CAT.model_copy(update={"version": 8})
        engine.apply(INDEX, [Upsert(ADA.model_copy(update={"version": 7})), Delete("bob"), Upsert(newer)])
        rebuild.add([ADA, BOB, CAT, SHADE])
        rebuild.commit()
    assert engine.versions(INDEX) == {("ada", False): 7, ("cat", False): 8, ("7", True): 4}


def check_drop_ends_a_rebuild(engine: Engine) -> None:
    put(engine, ADA)
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add([ADA])
        engine.drop(INDEX)
        with pytest.raises(EngineDown):
            rebuild.commit()
    assert engine.versions(INDEX) == {}
    put(engine, BOB)
    assert engine.versions(INDEX) == {("bob", False): 4}


def check_rebuild_commits_once(engine: Engine) -> None:
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add([ADA])
        rebuild.commit()
        with engine.rebuild(INDEX) as next_one:
            with pytest.raises(EngineDown):
                rebuild.commit()
            next_one.add([BOB])
            next_one.commit()
    assert engine.versions(INDEX) == {("bob", False): 4}


def check_rebuild_makes_an_index(engine: Engine) -> None:
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add(ALL)
        rebuild.commit()
    assert keys(engine, parse_query("engineer")) == {"ada", "bob", "cat"}
    assert engine.health()["engine"]


CHECKS: dict[str, Check] = {name: check for name, check in globals().items() if name.startswith("check_")}
