"""The shipped labels lead from one title to others of the same work, and complete what somebody begins to type."""

from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.analysis import analyse, words
from indexing.widening import Taxonomy, taxonomy
from indexing.widening.taxonomy import FORM

SMALL = "\n\n".join(
    [
        FORM,
        "nurse\nregistered nurse\tRegistered Nurse\nkrankenpfleger\tKrankenpfleger\nnursery manager",
        "sql\tSQL\nstructured query language\tStructured query language",
        "nurse|registered nurse|RN\tKrankenpfleger|Krankenschwester|Pfleger\t\nstructured query language|SQL\t\t",
        "\n".join(sorted(["krankenpfleg\t0.1", "nurs\t0.0", "rn\t0.0", "sql\t1.0", "structur queri languag\t1.0"])),
    ]
)


@pytest.fixture(scope="module")
def shipped() -> Taxonomy:
    return taxonomy()


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("nurse", ("RN", "Krankenpfleger", "Krankenschwester")),
        ("Nurses", ("RN", "Krankenpfleger", "Krankenschwester")),
        ("rn", ("nurse", "registered nurse", "Krankenpfleger", "Krankenschwester")),
        ("SQL", ("structured query language",)),
        ("nur", ()),
        ("nurse rn", ()),
        ("", ()),
    ],
)
def test_other_labels_of_a_label(text: str, others: tuple[str, ...]) -> None:
    """Those of its language first, and none that holds all of its words."""
    assert Taxonomy(SMALL).alternatives(analyse(text)) == others


@pytest.mark.parametrize(
    ("kind", "beginning", "limit", "labels"),
    [
        ("title", "nur", 9, ["nurse", "Registered Nurse", "nursery manager"]),
        ("title", "NUR", 1, ["nurse"]),
        ("title", "registered n", 9, ["Registered Nurse"]),
        ("title", "urse", 9, []),
        ("title", " ", 9, []),
        ("title", "nurse\nregistered", 9, []),
        ("title", "nurse", 0, []),
        ("skill", "q", 9, ["Structured query language"]),
        ("skill", "nurse", 9, []),
    ],
)
def test_completions(kind: str, beginning: str, limit: int, labels: list[str]) -> None:
    assert Taxonomy(SMALL).completions(kind, beginning, limit) == labels  # type: ignore[arg-type]  # one of the two kinds


@settings(max_examples=20)
@given(st.text(alphabet="abdeginorstu ", min_size=1, max_size=6), st.integers(1, 9))
def test_completions_are_what_a_look_at_every_label_finds(shipped: Taxonomy, beginning: str, limit: int) -> None:
    begun = " ".join(words(beginning))
    lines = [line.partition("\t") for line in shipped._offered["title"].split("\n")]
    expected = [shown or plain for plain, _, shown in lines if begun and f" {begun}" in f" {plain}"]
    assert shipped.completions("title", beginning, limit) == expected[:limit]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("electrician", "electrical installer"),
        ("Krankenpfleger", "Krankenschwester"),
        ("enfermera", "enfermero"),
        ("CEO", "chief executive officer"),
        ("software developers", "programmer"),
        ("structured query language", "SQL"),
        ("Microsoft Excel", "Excel"),
    ],
)
def test_shipped_labels(shipped: Taxonomy, text: str, other: str) -> None:
    assert other in shipped.alternatives(analyse(text))


def test_every_shipped_key_is_found_and_leads_to_what_is_there(shipped: Taxonomy) -> None:
    assert shipped._keys == sorted(shipped._keys)
    found = 0
    for line in shipped._keys[:: len(shipped._keys) // 500]:
        key = line.partition("\t")[0].split(" ")
        others = shipped.alternatives(key)
        assert all(not set(key) <= set(analyse(other)) for other in others)
        assert len({analyse(other) for other in others}) == len(others)
        found += bool(others)
    assert found > 300


def test_the_shipped_table_is_small_and_made_for_this_analysis(shipped: Taxonomy) -> None:
    assert len(resources.files("indexing.widening").joinpath("taxonomy.z").read_bytes()) <= 3_000_000
    assert len(shipped._groups) > 4_000
    assert shipped._offered["title"].count("\n") > 50_000


def test_a_table_of_another_analysis_is_refused() -> None:
    with pytest.raises(AssertionError, match="build_taxonomy"):
        Taxonomy(SMALL.replace(FORM, "taxonomy 0 0"))
