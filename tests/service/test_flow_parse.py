"""A file is read once a version of parser and content; whatever is wrong with it has a name and hides nobody."""

import shutil
from collections.abc import Iterable, Iterator

import pytest

from benchmarks.hostile import encrypted, image_only, pdf, text_page
from entities.errors import TalentjoinError
from entities.resume import ParseOutcome
from matcher.resume import PARSER_VERSION, parse_resume
from service.flows import parse as flow
from service.parsing import LazyParser
from service.settings import Settings
from service.wiring import Parts
from service.worker import Worker
from store import parses
from tests.service.conftest import House

TEXT = b"Ann Zuk\nann.zuk@example.com\n\nSKILLS\nGlassblowing\n"
OTHER = TEXT.replace(b"Glassblowing", b"Woodturning")
CANDIDATE = {"kind": "candidate", "id": "c1", "name": "Ann Zuk"}


class Counting:
    """Parses here, and tells what it was given."""

    def __init__(self) -> None:
        self.files: list[str | None] = []
        self.tenants: set[str | None] = set()

    def map(
        self, files: Iterable[tuple[bytes, str | None, str | None]], *, tenant: str | None
    ) -> Iterator[tuple[ParseOutcome, float]]:
        self.tenants.add(tenant)
        for content, name, date in files:
            self.files.append(name)
            yield parse_resume(content, name, date), 0.0


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def own(parts: Parts, counting: Counting) -> House:
    made = House(parts, "acme", Worker(parts, counting))
    made.push(CANDIDATE)
    return made


def kept(house: House, *sources: str) -> dict[str, parses.Parse]:
    ids = {stored.id: source for source in sources if (stored := house.record("attachment", source))}
    with house.parts.store.reading(house.tenant) as tx:
        return {ids[key]: parse for key, parse in parses.get_many(tx, list(ids)).items()}


def touch(house: House, day: int) -> None:
    house.push({**CANDIDATE, "status": f"day {day}", "modified": f"2025-02-{day:02d}"})
    house.drain()


def test_a_file_is_parsed_once_however_often_its_candidate_changes(own: House, counting: Counting) -> None:
    own.attach("c1", "cv.txt", TEXT)
    for day in (1, 2, 3):
        touch(own, day)
    assert counting.files == ["cv.txt"]
    assert counting.tenants == {own.tenant}
    assert own.people()[0].skills == ("Glassblowing",)


def test_new_content_is_parsed_anew_and_replaces_what_was_read(own: House, counting: Counting) -> None:
    own.attach("c1", "cv.txt", TEXT)
    own.drain()
    own.attach("c1", "cv.txt", OTHER, modified="2025-02-01")
    own.drain()
    assert counting.files == ["cv.txt", "cv.txt"]
    assert own.people()[0].skills == ("Woodturning",)
    assert own.find("glassblowing") == ()


def test_another_name_for_the_same_content_is_not_parsed_again(own: House, counting: Counting) -> None:
    own.attach("c1", "cv.txt", TEXT)
    own.drain()
    own.attach("c1", "cv.txt", TEXT, media_type="text/plain", modified="2025-02-01")
    own.drain()
    assert len(counting.files) == 1


def test_a_newer_parser_reads_every_file_again_when_it_is_met(
    own: House, counting: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.attach("c1", "cv.txt", TEXT)
    own.drain()
    assert kept(own, "cv.txt")["cv.txt"].parser_version == PARSER_VERSION
    monkeypatch.setattr(flow, "PARSER_VERSION", "next")
    touch(own, 1)
    touch(own, 2)
    assert len(counting.files) == 2
    assert kept(own, "cv.txt")["cv.txt"].parser_version == "next"


def test_only_resumes_speak_for_a_candidate(own: House) -> None:
    own.attach("c1", "letter.txt", OTHER, purpose="cover_letter")
    own.attach("c1", "photo.txt", OTHER, purpose="other")
    own.attach("c1", "cv.txt", TEXT)
    own.drain()
    assert own.people()[0].skills == ("Glassblowing",)


def test_of_several_resumes_all_are_found(own: House, counting: Counting) -> None:
    own.attach("c1", "a.txt", TEXT)
    own.attach("c1", "b.txt", OTHER)
    own.drain()
    assert sorted(own.people()[0].skills) == ["Glassblowing", "Woodturning"]
    assert len(own.find("woodturning")) == len(own.find("glassblowing")) == 1
    own.delete("attachment", "a.txt")
    own.drain()
    assert own.people()[0].skills == ("Woodturning",)
    assert len(counting.files) == 2


WHOLE_PDF = pdf(text_page("Jane Doe", "jane@example.com", "Experience", "Cook, Inn AB 2019 - 2021"))
ODD: dict[str, tuple[bytes, set[str]]] = {
    "encrypted.pdf": (encrypted(), {"encrypted"}),
    "scanned.pdf": (image_only(), {"needs_ocr"}),
    "cut.pdf": (WHOLE_PDF[:200], {"corrupt", "empty"}),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, {"unsupported"}),
    "wrong-extension.docx": (WHOLE_PDF, {"ok"}),
    "empty.pdf": (b"", {"empty"}),
    "fine.txt": (TEXT, {"ok"}),
}


def test_every_odd_file_keeps_its_name_for_what_is_wrong_and_its_candidate_is_found(parts: Parts) -> None:
    with LazyParser(Settings(data=parts.settings.data, parse_workers=1)) as parser:
        house = House(parts, "odd files", Worker(parts, parser))
        for name, (content, _) in ODD.items():
            house.push({**CANDIDATE, "id": name, "name": f"Holder {name.partition('.')[0]}"})
            house.attach(name, name, content)
        big = b"a" * (parts.settings.file_mb * 1_000_000 + 1)
        house.push({**CANDIDATE, "id": "big", "name": "Holder big"})
        house.attach("big", "big.txt", big)
        house.drain()
        statuses = {name: parse.outcome.status for name, parse in kept(house, *ODD, "big.txt").items()}
    assert statuses.pop("big.txt") == "too_large"
    assert {name for name, status in statuses.items() if status not in ODD[name][1]} == set()
    assert statuses.keys() == ODD.keys()
    assert len(house.find("holder")) == len(ODD) + 1
    with house.parts.store.reading(house.tenant) as tx:
        counts = parses.count_by_status(tx)
    assert sum(counts.values()) == len(ODD) + 1
    assert counts["ok"] == 2


def test_a_file_that_is_lost_stops_nobody_and_is_read_when_a_backup_brings_it_back(
    own: House, counting: Counting, tmp_path_factory: pytest.TempPathFactory
) -> None:
    own.attach("c1", "cv.txt", TEXT)
    own.push({**CANDIDATE, "id": "c2", "name": "Bob Zuk"})
    own.attach("c2", "bob.txt", OTHER)
    stored = own.record("attachment", "cv.txt")
    assert stored is not None
    folder = own.parts.store.folder(own.tenant)
    (place,) = (path for path in folder.rglob(stored.payload["blob"]))
    backup = tmp_path_factory.mktemp("backup") / "blob"
    shutil.move(place, backup)
    own.drain()
    assert {hit.name for hit in own.find("zuk")} == {"Ann Zuk", "Bob Zuk"}
    assert kept(own, "cv.txt")["cv.txt"].outcome.status == "corrupt"
    assert len(own.find("woodturning")) == 1
    shutil.move(backup, place)
    touch(own, 1)
    assert kept(own, "cv.txt")["cv.txt"].outcome.status == "ok"
    assert [hit.name for hit in own.find("glassblowing")] == ["Ann Zuk"]


def test_a_damaged_file_is_told_from_a_good_one(own: House) -> None:
    own.attach("c1", "cv.txt", TEXT)
    stored = own.record("attachment", "cv.txt")
    assert stored is not None
    (place,) = own.parts.store.folder(own.tenant).rglob(stored.payload["blob"])
    held = bytearray(place.read_bytes())
    held[-1] ^= 1
    place.write_bytes(held)
    own.drain()
    assert kept(own, "cv.txt")["cv.txt"].outcome.status == "corrupt"
    assert len(own.find("zuk")) == 1


class Failing(Counting):
    """Dies after some files: an error of the machine, not of a file."""

    def map(
        self, files: Iterable[tuple[bytes, str | None, str | None]], *, tenant: str | None
    ) -> Iterator[tuple[ParseOutcome, float]]:
        for number, outcome in enumerate(super().map(files, tenant=tenant)):
            if number == 1:
                raise OSError(12, "out of memory")
            yield outcome


def test_where_the_machine_fails_nothing_is_half_done_and_all_is_tried_again(own: House) -> None:
    own.attach("c1", "a.txt", TEXT)
    own.attach("c1", "b.txt", OTHER)
    with pytest.raises(TalentjoinError):
        Worker(own.parts, Failing()).drain()
    assert kept(own, "a.txt", "b.txt") == {}
    own.drain()
    assert len(kept(own, "a.txt", "b.txt")) == 2
    assert sorted(own.people()[0].skills) == ["Glassblowing", "Woodturning"]
