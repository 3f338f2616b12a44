"""Turn two ordered lists of hits into the best of both, as a slow merge finds them."""

from hypothesis import given
from hypothesis import strategies as st

from service.flows.find import _firsts

SCORES = st.lists(st.sampled_from((0.5, 1.0, 1.5, 2.0)), max_size=12).map(
    lambda some: tuple(sorted(some, reverse=True))
)


@given(SCORES, SCORES, st.integers(1, 14))
def test_the_best_of_both_sides_are_kept_and_ties_shared_out(
    ours: tuple[float, ...], theirs: tuple[float, ...], best: int
) -> None:
    numbers = tuple(range(len(ours))), tuple(range(100, 100 + len(theirs)))
    kept = _firsts(*numbers, ours, theirs, best)
    scores = ours[: len(kept[0])], theirs[: len(kept[1])]
    assert (kept[0], kept[1]) == (numbers[0][: len(kept[0])], numbers[1][: len(kept[1])])
    assert sorted(scores[0] + scores[1]) == sorted(sorted(ours + theirs)[-best:])
    last = min(scores[0] + scores[1], default=0.0)
    shares = scores[0].count(last), scores[1].count(last)
    left = ours.count(last) - shares[0], theirs.count(last) - shares[1]
    if all(left):  # either side had more of the last ones to give
        assert 0 <= shares[0] - shares[1] <= 1
