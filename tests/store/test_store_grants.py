"""Turn the promises about switches into checks."""

from hypothesis import given, settings
from hypothesis import strategies as st

from entities.ids import TenantKey
from store import Store, grants
from store.tables.flow import feature_grant
from tests.store.conftest import START

SHARED_STORE = True
SWITCHES = st.lists(
    st.tuples(st.sampled_from(["pull", "notes"]), st.sampled_from(["*", "instance:ats1"]), st.booleans()), max_size=10
)


@given(switches=SWITCHES)
@settings(max_examples=20)
def test_the_last_switch_counts_and_none_is_lost(
    store: Store, tenant: TenantKey, switches: list[tuple[str, str, bool]]
) -> None:
    with store.writing(tenant, actor="api") as tx:
        tx.execute(feature_grant.delete())
        for feature, scope, on in switches:
            grants.switch(tx, feature, "on" if on else "off", scope=scope, seat="seat1", terms="2026-01")
        last = {(feature, scope): on for feature, scope, on in switches}
        assert {place: grant.state == "on" for place, grant in grants.current(tx).items()} == last
        for feature in ("pull", "notes"):
            whole = last.get((feature, "*"), False)
            assert grants.is_on(tx, feature) == whole
            assert grants.is_on(tx, feature, scope="instance:ats1") == last.get((feature, "instance:ats1"), whole)
            past = [grant.state == "on" for grant in grants.history(tx, feature)]
            assert past == [on for given, scope, on in switches if (given, scope) == (feature, "*")]


def test_a_switch_says_who_when_and_under_which_terms(store: Store, tenant: TenantKey) -> None:
    with store.writing(tenant, actor="api") as tx:
        number = grants.switch(tx, "pull", "on", scope="contract:c1", seat="seat1", terms="2026-01")
        (grant,) = grants.history(tx, "pull", scope="contract:c1")
    assert grant == grants.Grant(number, "pull", "contract:c1", "on", "seat1", "2026-01", START)
