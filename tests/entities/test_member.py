"""A member is what its line says, read back as it was stored."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from entities.member import Member, stored_member

TEXT = st.text(st.characters(categories=("L", "N")), max_size=10)
ROW = st.fixed_dictionaries(
    {"id": TEXT.filter(bool)},
    optional={
        "first_name": TEXT | st.none(),
        "emails": st.lists(TEXT, max_size=2) | st.none(),
        "skills": st.lists(TEXT, max_size=3),
        "positions": st.lists(st.fixed_dictionaries({"company": TEXT, "title": TEXT | st.none()}), max_size=2)
        | st.none(),
        "education": st.lists(st.fixed_dictionaries({"school": TEXT}), max_size=2),
        "open_to_work": st.booleans(),
        "closed": st.booleans(),
    },
)


@given(ROW)
def test_what_was_stored_reads_back_as_what_was_validated(row: dict[str, Any]) -> None:
    member = Member.model_validate(row)
    assert stored_member(member.model_dump(mode="json")) == member


def test_null_is_unknown() -> None:
    member = Member.model_validate({"id": "m", "first_name": None, "positions": None, "skills": None})
    assert (member.first_name, member.positions, member.skills) == ("", (), ())


@pytest.mark.parametrize("row", [{}, {"id": ""}, {"id": "m", "shoe_size": 42}, {"id": "m", "first_name": 7}, [], None])
def test_what_is_no_member_is_refused(row: object) -> None:
    with pytest.raises(ValidationError):
        Member.model_validate(row)
