"""Tests of blocks in reading order."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.resume.columns import to_blocks
from matcher.resume.runs import Segment
from matcher.resume.titles import is_title


def column(x: float, texts: list[str], top: float = 100.0, step: float = 15.0) -> list[Segment]:
    """Stack texts at one left edge."""
    return [Segment(text, x, x + 5.0 * len(text), top + step * at, 10.0) for at, text in enumerate(texts)]


def read(segments: list[Segment]) -> list[list[str]]:
    """Return the blocks' texts; segments may come in any order of rows."""
    return [[item.text for item in block] for block in to_blocks(sorted(segments, key=lambda item: (item.y, item.x0)))]


SENTENCES = [f"Led the rollout of the number {at} system at a site" for at in range(12)]
SIDEBAR = [
    "Contact",
    "jane at work",
    "Skills",
    "Python",
    "Accounting",
    "Languages",
    "Swedish",
    "English",
    "Hobbies",
    "Chess",
]


def test_two_columns_are_read_one_after_the_other() -> None:
    heading = [Segment("Jane Doe, a name that spans the page from left to right", 50, 500, 60, 20)]
    blocks = read(heading + column(50, SIDEBAR) + column(250, SENTENCES, 103.0, 14.2))
    assert blocks == [[heading[0].text], SIDEBAR, SENTENCES]


def test_what_stands_below_both_columns_comes_last() -> None:
    foot = Segment("References on request, and a text that crosses the gutter", 50, 480, 400, 10)
    assert read(column(50, SIDEBAR) + column(250, SENTENCES, 103.0, 14.2) + [foot])[-1] == [foot.text]


def test_dates_at_the_right_are_no_column() -> None:
    dates = [f"Jan 20{10 + at} - Mar 20{11 + at}" for at in range(12)]
    assert len(read(column(50, SENTENCES) + column(420, dates))) == 1


def test_dates_at_the_right_below_centred_titles_are_no_column() -> None:
    beside = [f"20{10 + at} - 20{11 + at}" if at % 3 else "Education" for at in range(12)]
    assert len(read(column(50, SENTENCES) + column(320, beside, 105.0))) == 1


def test_dates_at_the_left_are_no_column() -> None:
    dates = [f"20{10 + at} - 20{11 + at}" for at in range(12)]
    assert len(read(column(50, dates) + column(150, SENTENCES))) == 1


def test_titles_in_the_margin_are_no_column() -> None:
    titles = column(40, ["Profile", "Experience", "Education", "Skills"], step=45.0)
    assert len(read(titles + column(150, SENTENCES))) == 1


def test_labels_beside_values_are_no_column() -> None:
    labels = [f"Label {at}" for at in range(10)]
    assert len(read(column(50, labels) + column(150, SENTENCES[:10]))) == 1


def test_an_indent_is_no_gutter() -> None:
    header = column(50, ["Cook at the Inn, a company of some size in town"] * 6, step=45.0)
    assert len(read(header + column(68, SENTENCES, 115.0, 15.0))) == 1


def test_titles_are_known_in_any_case_and_spacing() -> None:
    assert is_title("WORK EXPERIENCE")
    assert is_title("Berufserfahrung")
    assert not is_title("Led the rollout of the system")


segments = st.builds(
    lambda text, x, y: Segment(text, float(x), x + 5.0 * len(text), float(y), 10.0),
    st.sampled_from(["Skills", "2019 - 2020", "Cook", "Led the rollout of a system at the site"]),
    st.integers(0, 50).map(lambda at: at * 10),
    st.integers(0, 60).map(lambda at: at * 12),
)


@given(st.lists(segments, max_size=60))
def test_blocks_hold_every_segment_exactly_once(page: list[Segment]) -> None:
    page = sorted(page, key=lambda item: (item.y, item.x0))
    blocks = to_blocks(page)
    assert sorted(map(id, page)) == sorted(id(item) for block in blocks for item in block)
    for block in blocks:
        assert [item.y for item in block] == sorted(item.y for item in block)
