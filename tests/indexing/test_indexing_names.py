"""Turn hostile tenant names into the proof that index names stay valid, distinct and unreadable."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing import index_name

SECRET = b"a secret of this test"
VALID = re.compile(r"tj-[a-z2-7]{32}")
PIECES = (
    "*",
    "?",
    ",",
    "-",
    "_all",
    "..",
    "/",
    "\\",
    ".",
    " ",
    "A",
    "a",
    "\0",
    "é",
    "e\u0301",
    "-000001",
    "tj-",
    "\ud800",
)


def test_100_000_hostile_names_are_valid_and_distinct() -> None:
    random_ = random.Random(7)
    tenants = {"".join(random_.choices(PIECES, k=random_.randint(0, 9))) + str(n) for n in range(99_900)}
    tenants |= {piece * times for piece in PIECES for times in range(6)}
    names = {index_name(SECRET, tenant) for tenant in tenants}
    assert len(names) == len(tenants) > 99_900
    assert all(VALID.fullmatch(name) for name in names)
    assert index_name(SECRET, None) not in names


@given(st.text(), st.text())
def test_equal_names_mean_equal_tenants(one: str, other: str) -> None:
    assert (index_name(SECRET, one) == index_name(SECRET, other)) == (one == other)


def test_generations_are_reached_by_their_own_tenant_only() -> None:
    name = index_name(SECRET, "acme")
    assert index_name(SECRET, "acme", 3) == f"{name}-000003"
    assert not index_name(SECRET, "acme-000003").startswith(name)
    assert len(index_name(SECRET, "x" * 100_000, 999_999)) < 50


def test_another_secret_gives_another_name_and_none_is_refused() -> None:
    assert index_name(b"other", "acme") != index_name(SECRET, "acme")
    assert "acme" not in index_name(SECRET, "acme")
    with pytest.raises(ValueError, match="secret"):
        index_name(b"", "acme")


def test_no_tenant_is_named_like_the_members() -> None:
    for tenant in ("members", "members\0", "", "None"):
        assert index_name(SECRET, tenant) != index_name(SECRET, None)
