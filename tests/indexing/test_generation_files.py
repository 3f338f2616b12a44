"""The generations of an index outlive a stop at any step, foreign files, and folders that can't be written."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.document import PersonDocument
from entities.errors import EngineDown, EngineError
from entities.query import Question
from indexing import Upsert
from indexing.tantivy import TantivyEngine
from indexing.tantivy.generations import (
    CURRENT,
    GENERATION,
    Generation,
    current_name,
    make_current,
    next_name,
    remove_leftovers,
    stamp_of,
)
from indexing.tantivy.schema import format_tag, key_term, slot_of_term, spelling_of_term
from indexing.tantivy.snapshot import TantivySnapshot
from tests.indexing.conformance import ADA, BOB, CAT, INDEX

TAG = format_tag()
FOREIGN = ("notes.txt", "g1-00000000", "g000001-XYZ", "G000001-00000000", "CURRENT.bak", "g000001", ".hidden")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[TantivyEngine]:
    opened = TantivyEngine(tmp_path, heap_mb=15)
    yield opened
    opened.close()


def keys_at(root: Path) -> set[str]:
    """Read an index as another process would."""
    reader = TantivyEngine(root, heap_mb=15)
    try:
        return {key for key, _ in reader.versions(INDEX)}
    finally:
        reader.close()


def test_a_folder_that_was_never_written_has_no_generation(tmp_path: Path) -> None:
    assert current_name(tmp_path / "none") is None
    assert current_name(tmp_path) is None
    assert next_name(tmp_path / "none") == next_name(tmp_path) == f"g000001-{TAG}"
    assert stamp_of(tmp_path / "none") is None


@given(st.sets(st.integers(1, 2_000_000), max_size=6))
def test_the_next_name_is_new_and_above_all(tmp_path_factory: pytest.TempPathFactory, numbers: set[int]) -> None:
    folder = tmp_path_factory.mktemp("generations")
    for number in numbers:
        (folder / f"g{number:06d}-{'0' * 8 if number % 2 else TAG}").mkdir()
    name = next_name(folder)
    match = GENERATION.fullmatch(name)
    assert match is not None
    assert int(match[1]) == max(numbers, default=0) + 1
    assert not (folder / name).exists()
    shutil.rmtree(folder)


def test_foreign_names_neither_count_nor_go(tmp_path: Path) -> None:
    for name in FOREIGN:
        (tmp_path / name).mkdir()
    assert next_name(tmp_path) == f"g000001-{TAG}"
    (tmp_path / f"g000007-{TAG}").mkdir()
    remove_leftovers(tmp_path, set())
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted(FOREIGN)


def test_leftovers_go_and_what_is_kept_stays(tmp_path: Path) -> None:
    names = [f"g{number:06d}-{TAG}" for number in range(1, 6)]
    for name in names:
        (tmp_path / name / "deep").mkdir(parents=True)
        (tmp_path / name / "deep" / "file").write_text("x")
    remove_leftovers(tmp_path, set(names[1:3]))
    assert sorted(entry.name for entry in tmp_path.iterdir()) == names[1:3]
    remove_leftovers(tmp_path / "none", set())


def test_the_pointer_is_swapped_whole(tmp_path: Path) -> None:
    first, second = f"g000001-{TAG}", f"g000002-{TAG}"
    make_current(tmp_path, first)
    assert current_name(tmp_path) == first
    before = stamp_of(tmp_path / CURRENT)
    make_current(tmp_path, second)
    assert current_name(tmp_path) == second
    assert stamp_of(tmp_path / CURRENT) != before
    assert [entry.name for entry in tmp_path.iterdir()] == [CURRENT]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_stop_while_the_pointer_is_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    make_current(tmp_path, f"g000001-{TAG}")

    def stop(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(step, stop)
        with pytest.raises(OSError, match="Input/output"):
            make_current(tmp_path, f"g000002-{TAG}")
    assert current_name(tmp_path) == f"g000001-{TAG}"
    make_current(tmp_path, f"g000003-{TAG}")
    assert current_name(tmp_path) == f"g000003-{TAG}"


@pytest.mark.parametrize("text", ["", "g000001", "../g000001-00000000", f"g000001-{TAG}/x", "g000001-ABCDEF01", "\n\n"])
def test_a_pointer_that_names_no_generation_is_damaged(tmp_path: Path, text: str) -> None:
    (tmp_path / CURRENT).write_text(text)
    with pytest.raises(EngineDown, match="damaged") as refused:
        current_name(tmp_path)
    assert "talentjoin rebuild" in str(refused.value.hint)


def test_a_pointer_of_another_form_is_named_so(tmp_path: Path) -> None:
    other = "0" * 8 if TAG != "0" * 8 else "1" * 8
    (tmp_path / CURRENT).write_text(f"g000001-{other}")
    with pytest.raises(EngineDown, match="another form"):
        current_name(tmp_path)
    (tmp_path / CURRENT).write_text(f"g000001-{TAG}\n")
    assert current_name(tmp_path) == f"g000001-{TAG}"


@pytest.mark.parametrize("step", ["indexing.tantivy.engine.make_current", "indexing.tantivy.engine.Generation"])
def test_a_first_write_that_stops_midway_leaves_an_empty_index_that_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    engine = TantivyEngine(tmp_path, heap_mb=15)

    def stop(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(step, stop)
        with pytest.raises(EngineDown, match="no space left"):
            engine.apply(INDEX, [Upsert(ADA)])
        assert engine.versions(INDEX) == {}
    engine.apply(INDEX, [Upsert(BOB)])
    engine.close()
    assert keys_at(tmp_path) == {"bob"}
    assert len([entry for entry in (tmp_path / INDEX).iterdir() if GENERATION.fullmatch(entry.name)]) == 1


def test_a_rebuild_that_cannot_swap_leaves_the_old_generation_in_use(
    engine: TantivyEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.apply(INDEX, [Upsert(ADA)])

    def stop(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("indexing.tantivy.engine.make_current", stop)
        with engine.rebuild(INDEX) as rebuild:
            rebuild.add([CAT])
            with pytest.raises(EngineError):
                rebuild.commit()
    assert set(engine.versions(INDEX)) == {("ada", False)}
    engine.apply(INDEX, [Upsert(BOB)])
    assert keys_at(tmp_path) == {"ada", "bob"}
    with engine.rebuild(INDEX) as again:
        again.add([CAT])
        again.commit()
    assert keys_at(tmp_path) == {"cat"}


def test_files_of_others_in_an_index_change_nothing(engine: TantivyEngine, tmp_path: Path) -> None:
    engine.apply(INDEX, [Upsert(ADA)])
    for name in FOREIGN:
        (tmp_path / INDEX / name).write_text("someone else's")
    (tmp_path / "lost+found").mkdir()
    with engine.rebuild(INDEX) as rebuild:
        rebuild.add([ADA, BOB])
        rebuild.commit()
    assert keys_at(tmp_path) == {"ada", "bob"}
    assert {name for name in FOREIGN if (tmp_path / INDEX / name).exists()} == set(FOREIGN)


def test_a_root_that_is_a_file_is_down_and_says_no_path(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("not a folder")
    engine = TantivyEngine(tmp_path / "index", heap_mb=15)
    for call in (lambda: engine.apply(INDEX, [Upsert(ADA)]), engine.health, lambda: engine.search(INDEX, Question())):
        with pytest.raises(EngineDown) as refused:
            call()
        assert str(tmp_path) not in str(refused.value)
    engine.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_may_not_be_written_is_down_for_writers_and_open_to_readers(
    engine: TantivyEngine, tmp_path: Path
) -> None:
    engine.apply(INDEX, [Upsert(ADA)])
    engine.close()
    (tmp_path / INDEX).chmod(0o500)
    try:
        assert keys_at(tmp_path) == {"ada"}
        writer = TantivyEngine(tmp_path, heap_mb=15)
        with pytest.raises(EngineDown), writer.rebuild(INDEX) as rebuild:
            rebuild.commit()
        writer.close()
    finally:
        (tmp_path / INDEX).chmod(0o700)


@pytest.mark.parametrize("damage", ["cut", "gone", "noise"])
def test_a_damaged_generation_is_down_and_a_rebuild_mends_it(tmp_path: Path, damage: str) -> None:
    engine = TantivyEngine(tmp_path, heap_mb=15)
    engine.apply(INDEX, [Upsert(ADA)])
    engine.close()
    meta = tmp_path / INDEX / str(current_name(tmp_path / INDEX)) / "meta.json"
    if damage == "gone":
        meta.unlink()
    else:
        meta.write_text("{" if damage == "cut" else "\x00\x01 nonsense")
    again = TantivyEngine(tmp_path, heap_mb=15)
    with pytest.raises(EngineDown):
        again.versions(INDEX)
    with again.rebuild(INDEX) as rebuild:
        rebuild.add([BOB])
        rebuild.commit()
    again.close()
    assert keys_at(tmp_path) == {"bob"}


def test_a_retired_generation_goes_with_its_last_reader_only(tmp_path: Path) -> None:
    generation = Generation(tmp_path / f"g000001-{TAG}", create=True)
    pinned = generation.pin()
    generation.retire()
    del generation
    assert (tmp_path / f"g000001-{TAG}").exists()
    assert TantivySnapshot({"tj": pinned}).versions("tj") == {}
    del pinned
    assert not (tmp_path / f"g000001-{TAG}").exists()


def test_a_generation_is_never_made_over_another(tmp_path: Path) -> None:
    Generation(tmp_path / f"g000001-{TAG}", create=True)
    with pytest.raises(FileExistsError):
        Generation(tmp_path / f"g000001-{TAG}", create=True)


@given(st.text(max_size=20), st.booleans())
def test_a_place_of_the_index_reads_back_from_its_term(key: str, shadow: bool) -> None:  # noqa: FBT001 - drawn
    assert slot_of_term(key_term((key, shadow))) == (key, shadow)
    assert key_term((key, True)) != key_term((key, False))


@given(st.text(st.characters(exclude_characters="\x1f"), max_size=10), st.text(max_size=10))
def test_a_facets_term_reads_back_as_value_and_spelling(key: str, spelled: str) -> None:
    assert spelling_of_term(f"{key}\x1f{spelled}") == (key, spelled)


def test_the_form_of_an_index_is_one_for_one_code() -> None:
    assert format_tag() == TAG
    assert GENERATION.fullmatch(f"g000001-{TAG}")


def test_a_document_is_found_again_by_the_key_it_was_put_under(engine: TantivyEngine) -> None:
    odd = ("p:", "s:", "p:s:x", "ß", " a ", "\u2028", "x" * 500, "-", "AND")
    engine.apply(INDEX, [Upsert(PersonDocument(key=key, version=at)) for at, key in enumerate(odd)])
    assert engine.versions(INDEX) == {(key, False): at for at, key in enumerate(odd)}
