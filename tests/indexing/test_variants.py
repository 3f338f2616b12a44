"""However seats are named, every viewer finds exactly one document of a person whom it may see, and the right one."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from entities.ats import Candidate
from entities.document import ALL_SEATS, EVERYONE, PersonDocument, may_find
from indexing import CandidateView, Sight, person_documents
from indexing.documents import person_document
from indexing.variants import MOST_VARIANTS, variant_key

AT = datetime(2026, 1, 2, tzinfo=UTC)
MEMBER = PersonDocument(key="7", version=1, member=7, name="Ann", skills=("Chess",))
SEATS = ("seat:a", "seat:b", "seat:c", "seat:d")


def view(tag: str, record: str = "r1") -> CandidateView:
    return CandidateView(record, Candidate(id=record, modified=AT, name="Ann", tags=(tag,)), updated=1)


def found(documents: list[PersonDocument], access: Any) -> list[PersonDocument]:
    return [one for one in documents if not one.shadow and may_find(one, access)]


VIEWS = st.sampled_from([(), (view("x"),), (view("y"),), (view("x"), view("z", "r2"))])


@settings(max_examples=80)
@given(seats=st.dictionaries(st.sampled_from(SEATS), VIEWS), others=VIEWS, linked=st.booleans())
def test_every_viewer_finds_the_one_document_that_it_may_see(
    *, seats: dict[str, tuple[CandidateView, ...]], others: tuple[CandidateView, ...], linked: bool
) -> None:
    whole = (view("x"), view("y", "r3"))
    member = MEMBER if linked else None
    given = [Sight((ALL_SEATS,), whole), *(Sight((seat,), views) for seat, views in seats.items())]
    documents = person_documents("p", [*given, Sight((EVERYONE,), others)], member)
    assert len({(one.key, one.shadow) for one in documents}) == len(documents)
    for seat in SEATS:
        views = seats.get(seat, others)
        expected = [person_document("p", views, member)] if views else []
        # A named seat that sees nobody may be one whom everybody else outranks: entries only ever name who sees more.
        if views or not others:
            assert [_bare(one) for one in found(documents, (EVERYONE, seat))] == expected
    assert [_bare(one) for one in found(documents, None)] == [person_document("p", whole, member)]
    assert len(found(documents, (EVERYONE, *SEATS))) <= 1
    shadows = [one for one in documents if one.shadow]
    assert len(shadows) == linked
    for access in ((EVERYONE,), None, *((EVERYONE, seat) for seat in SEATS), SEATS, ()):
        assert all(may_find(one, access) == bool(found(documents, access)) for one in shadows)


def _bare(one: PersonDocument) -> PersonDocument:
    return one.model_copy(update={"key": one.person, "access": (EVERYONE,), "hidden_from": ()})


def test_what_all_see_alike_is_one_document_under_the_persons_key() -> None:
    (document,) = person_documents("p", [Sight((EVERYONE, ALL_SEATS), (view("x"),))], None)
    assert (document.key, document.access, document.hidden_from) == ("p", (EVERYONE,), ())
    sights = [Sight((ALL_SEATS,), (view("x"),)), Sight(("seat:a",), (view("x"),)), Sight((EVERYONE,), (view("x"),))]
    assert person_documents("p", sights, None) == [document]


def test_a_person_nobody_else_sees_keeps_its_key() -> None:
    sights = [Sight((ALL_SEATS,), (view("x"),)), Sight(("seat:a", "seat:b"), (view("x"),)), Sight((EVERYONE,), ())]
    (document,) = person_documents("p", sights, None)
    assert (document.key, document.access, document.hidden_from) == ("p", ("seat:a", "seat:b"), ())
    (unseen,) = person_documents("p", [Sight((ALL_SEATS,), (view("x"),)), Sight((EVERYONE,), ())], None)
    assert (unseen.key, unseen.access, unseen.hidden_from) == ("p", (), ())
    assert person_documents("p", [Sight((ALL_SEATS,), ()), Sight((EVERYONE,), ())], MEMBER) == []


def test_more_classes_than_documents_fall_back_to_what_everybody_sees() -> None:
    seats = [Sight((f"seat:{at:03}",), (view(f"tag {at}"),)) for at in range(MOST_VARIANTS + 5)]
    sights = [Sight((ALL_SEATS,), (view("whole"),)), *seats, Sight((EVERYONE,), (view("plain"),))]
    documents = person_documents("p", sights, None)
    assert len(documents) == MOST_VARIANTS
    tags = [found(documents, (EVERYONE, *sight.tokens))[0].tags[0] for sight in seats]
    assert tags[: MOST_VARIANTS - 2] == [f"tag {at}" for at in range(MOST_VARIANTS - 2)]
    assert set(tags[MOST_VARIANTS - 2 :]) == {"plain"}
    assert found(documents, None)[0].tags == ("whole",)


def test_a_variants_key_tells_only_who_finds_it() -> None:
    assert variant_key("p", ["seat:b", "seat:a"]) == variant_key("p", ("seat:a", "seat:b"))
    assert variant_key("p", ["seat:a", "b"]) != variant_key("p", ["seat:ab"])
    assert variant_key("p", ["seat:a"]).startswith("p~")
