"""Names of facets are known ones, or the error names the nearest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.errors import InvalidQuery
from entities.query import Filter
from indexing.fields import years_range
from service.flows.facet_names import (
    CLOSED,
    COUNTED,
    FACETS,
    conditions,
    counted_names,
    facet_names,
    filters_of,
    nearest,
)


def test_the_values_of_years_are_the_buckets() -> None:
    assert CLOSED["years"] == tuple(dict.fromkeys(years_range(years)[1] for years in range(99)))


@pytest.mark.parametrize("name", FACETS)
def test_one_wrong_letter_still_names_it(name: str) -> None:
    for at in range(len(name)):
        wrong = name[:at] + "q" + name[at + 1 :]
        with pytest.raises(InvalidQuery) as refused:
            facet_names([wrong], "/filters")
        if len(name) > 3:
            assert name in str(refused.value.hint)
        assert str(refused.value.pointer) == f"/filters/{wrong}"


@given(st.text(max_size=200))
def test_any_text_is_a_name_or_refused_without_being_repeated(name: str) -> None:
    for check in (facet_names, counted_names):
        try:
            found, hint = check([name], "/f"), ""
        except InvalidQuery as error:
            found, hint = (), f"{error} {error.hint}"
        assert found == (name,) or any(one in hint for one in FACETS) or name == "job"
        assert len(hint) < 100
    assert nearest(name, FACETS) in FACETS


def test_only_jobs_are_filtered_by_and_never_counted() -> None:
    assert set(FACETS) - set(COUNTED) == {"job"}
    assert facet_names(["job", "skill", "job"], "/f") == ("job", "skill")
    with pytest.raises(InvalidQuery) as refused:
        counted_names(["skill", "job"], "/facets")
    assert (refused.value.pointer, refused.value.hint) == ("/facets/job", "filter by it")


def test_filters_are_kept_ones_and_negated_ones() -> None:
    kept = conditions({"skill": ["a", "b"], "years": ["0-2", "16+"]}, "/filters")
    assert filters_of(kept, {"stage": ("x",)}) == (
        Filter(field="skill", values=("a", "b")),
        Filter(field="years", values=("0-2", "16+")),
        Filter(field="stage", values=("x",), negated=True),
    )
    assert filters_of(None, None) == ()
    for wrong in ("4", "3..5", "16", ""):
        with pytest.raises(InvalidQuery) as refused:
            conditions({"years": ["3-5", wrong]}, "/filters")
        assert "years:3..7" in str(refused.value.hint)
