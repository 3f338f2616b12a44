"""The lexicon of an index holds the words of those whom everyone may find, however its documents come and go."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entities.document import EVERYONE, PersonDocument
from indexing import Action, Delete, Upsert
from service.lexicon import Lexicons

NAMES = ("Anna Kowalski", "Hanna Kowalsky", "Anna Berthold", "Zoë Müller")
WORDS = ("anna", "hanna", "kowalski", "kowalsky", "berthold", "zoe", "muller", "mullerin")


def person(number: int, name: str, *, open_: bool = True, shadow: bool = False) -> PersonDocument:
    return PersonDocument(
        key=f"p{number}", version=1, number=number, name=name, shadow=shadow, access=(EVERYONE,) if open_ else ("s",)
    )


@pytest.fixture
def lexicons(tmp_path: Path) -> Iterator[Lexicons]:
    opened = Lexicons(tmp_path)
    yield opened
    opened.close()


actions = st.one_of(
    st.builds(
        lambda number, name, open_, shadow: Upsert(person(0 if shadow else number, name, open_=open_, shadow=shadow)),
        st.integers(1, 5),
        st.sampled_from(NAMES),
        st.booleans(),
        st.booleans(),
    ),
    st.builds(lambda number: Delete(key=f"p{number}", number=number), st.integers(1, 5)),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(actions, max_size=5), max_size=5))
def test_counts_follow_the_index(tmp_path: Path, batches: list[list[Action]]) -> None:
    lexicons = Lexicons(tmp_path)
    held: dict[int, str] = {}
    for batch in batches:
        lexicons.write("one", batch)
        for action in batch:
            if isinstance(action, Delete):
                held.pop(action.number, None)
            elif not action.document.shadow:
                held.pop(action.document.number, None)
                if EVERYONE in action.document.access:
                    held[action.document.number] = action.document.name
        spoken = Counter(
            word.replace("ë", "e").replace("ü", "u") for name in held.values() for word in name.lower().split()
        )
        assert {word: lexicons.documents(["one"], word) for word in WORDS} == {word: spoken[word] for word in WORDS}
        assert lexicons.near(["one"], "kowalskx") == {
            word: spoken[word] for word in ("kowalski", "kowalsky") if spoken[word]
        }
    lexicons.drop("one")
    lexicons.close()


def test_indices_are_counted_together_each_once(lexicons: Lexicons) -> None:
    lexicons.write("one", [Upsert(person(1, "Anna Kowalski"))])
    lexicons.write("two", [Upsert(person(1, "Anna Kowalsky"))])
    assert lexicons.documents(["one", "two", "one", "three"], "anna") == 2
    assert lexicons.near(["one", "two"], "annna") == {"anna": 2}
    assert lexicons.near(["two"], "kowalsk") == {"kowalsky": 1}


def test_whoever_closes_leaves_no_word(lexicons: Lexicons) -> None:
    lexicons.write("one", [Upsert(person(1, "Zanzibar Quince"))])
    assert lexicons.near(["one"], "zanzibat") == {"zanzibar": 1}
    lexicons.write("one", [Upsert(person(1, "Zanzibar Quince", open_=False))])
    assert lexicons.near(["one"], "zanzibat") == {}
    assert lexicons.documents(["one"], "zanzibar") == 0


def test_another_process_sees_what_was_written(lexicons: Lexicons, tmp_path: Path) -> None:
    other = Lexicons(tmp_path)
    assert other.near(["one"], "annna") == {}
    lexicons.write("one", [Upsert(person(1, "Anna"))])
    assert other.near(["one"], "annna") == {"anna": 1}
    lexicons.write("one", [Upsert(person(2, "Anna Hanna"))])
    assert other.near(["one"], "annna") == {"anna": 2}
    assert other.near(["one"], "hana") == {"hanna": 1}
    lexicons.drop("one")
    assert other.near(["one"], "annna") == {}
    lexicons.write("one", [Upsert(person(1, "Hanna"))])
    assert other.near(["one"], "hannna") == {"hanna": 1}
    other.close()


def test_a_rebuild_holds_what_was_added_and_what_was_written_meanwhile(lexicons: Lexicons) -> None:
    lexicons.write("one", [Upsert(person(1, "Anna")), Upsert(person(2, "Berthold")), Upsert(person(3, "Muller"))])
    with lexicons.rebuild("one") as making:
        making.add([person(1, "Hanna"), person(9, "Quince", open_=False), person(0, "Shadow", shadow=True)])
        lexicons.write("one", [Upsert(person(4, "Kowalski")), Delete(key="p3", number=3)])
        making.add([person(3, "Muller"), person(4, "Kowalsky")])
        making.commit()
    held = {word: lexicons.documents(["one"], word) for word in (*WORDS, "quince", "shadow")}
    assert {word for word, count in held.items() if count} == {"hanna", "kowalski"}


def test_a_rebuild_that_was_left_takes_nobody_out(lexicons: Lexicons) -> None:
    lexicons.write("one", [Upsert(person(1, "Anna")), Upsert(person(2, "Berthold"))])
    with lexicons.rebuild("one") as making:
        making.add([person(1, "Anna")])
    assert lexicons.documents(["one"], "berthold") == 1
