"""Who may see what: every rule of the policy, and the laws that hold whatever the entries say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.access import LISTED, NOBODY, Audience, Rule, may_see, meet, own_audience, seat_token, tokens_of
from entities.document import ALL_SEATS, EVERYONE, PersonDocument, may_find, person_key

SEATS = st.sampled_from(["north", "south", "west"])
AUDIENCES = st.none() | st.frozensets(SEATS)
RULES = st.lists(
    st.builds(Rule, st.sampled_from(["restricted", "open"]), st.lists(SEATS, max_size=2).map(tuple)), max_size=3
)


def viewer(seat: str) -> tuple[str, ...]:
    return (EVERYONE, seat_token(seat))


@pytest.mark.parametrize(
    ("rules", "listed", "for_everyone", "expected"),
    [
        ([], False, True, None),
        ([], True, True, NOBODY),
        ([], False, False, NOBODY),
        ([Rule("open")], True, True, None),
        ([Rule("open", ("north",))], False, True, None),
        ([Rule("restricted")], False, True, NOBODY),
        ([Rule("restricted", ("north",))], False, True, {"north"}),
        ([Rule("restricted", ("north",)), Rule("open", ("south",))], True, True, {"north", "south"}),
        ([Rule("open")], False, False, NOBODY),
        ([Rule("open", ("north",))], False, False, {"north"}),
        ([Rule("restricted", ("north",))], False, False, {"north"}),
    ],
)
def test_a_records_own_entries_say_who_may_see_it(
    *, rules: list[Rule], listed: bool, for_everyone: bool, expected: Audience
) -> None:
    assert own_audience("job", rules, listed=listed, for_everyone=for_everyone) == expected


@pytest.mark.parametrize("kind", ["candidate", "application", "note", "feedback", "attachment", "stage_entry"])
def test_where_lists_are_on_only_what_is_listed_is_hidden_without_an_entry(kind: str) -> None:
    assert kind not in LISTED
    assert own_audience(kind, [], listed=True) is None  # type: ignore[arg-type]  # a kind in a list


@given(st.lists(AUDIENCES, max_size=4), SEATS)
def test_a_seat_sees_the_whole_exactly_if_it_sees_every_part(audiences: list[Audience], seat: str) -> None:
    assert may_see(meet(audiences), viewer(seat)) == all(may_see(one, viewer(seat)) for one in audiences)
    assert meet(audiences[::-1]) == meet(audiences) == meet([*audiences, *audiences])


@given(AUDIENCES)
def test_all_seats_see_everything_and_no_token_nothing(audience: Audience) -> None:
    assert may_see(audience, None)
    assert not may_see(audience, ())
    assert may_see(audience, (EVERYONE,)) == (audience is None)
    assert not may_see(audience, (ALL_SEATS,))


@given(RULES, SEATS)
def test_naming_one_more_seat_takes_nothing_from_another(rules: list[Rule], seat: str) -> None:
    before = own_audience("job", rules, listed=False)
    after = own_audience("job", [*rules, Rule("restricted", (seat,))], listed=False)
    assert may_see(after, viewer(seat))
    assert after is not None
    assert before is None or before <= after


@given(AUDIENCES, SEATS)
def test_a_document_of_an_audience_is_found_by_exactly_that_audience(audience: Audience, seat: str) -> None:
    document = PersonDocument(key="p", version=1, access=tokens_of(audience))
    for access in (viewer(seat), (EVERYONE,), (), None):
        assert may_find(document, access) == may_see(audience, access)


@given(st.frozensets(SEATS | st.just(EVERYONE)), st.frozensets(SEATS), st.frozensets(SEATS | st.just(EVERYONE)))
def test_a_hidden_document_is_found_by_none_of_those_it_is_hidden_from(
    access: frozenset[str], hidden: frozenset[str], tokens: frozenset[str]
) -> None:
    document = PersonDocument(key="p", version=1, access=tuple(access), hidden_from=tuple(hidden))
    assert may_find(document, tuple(tokens)) == (bool(tokens & access) and not tokens & hidden)
    assert may_find(document, None)
    assert not may_find(document.model_copy(update={"hidden_from": (ALL_SEATS,)}), None)


def test_a_variants_person_is_read_from_its_key() -> None:
    assert [person_key(key) for key in ("p1", "p1~", "p1~ab", "p1~a~b")] == ["p1"] * 4
    assert PersonDocument(key="p1~ab", version=1).person == "p1"
