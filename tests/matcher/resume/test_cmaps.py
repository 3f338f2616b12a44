"""Tests of character maps read from pdfminer's package."""

import gzip
import json
from importlib.resources import files

import pytest
from pdfminer.cmapdb import CMapDB

from matcher.resume import cmaps


@pytest.mark.parametrize(
    ("name", "text"), [("UniJIS-UTF16-H", "漢字"), ("UniGB-UCS2-H", "简历"), ("UniKS-UTF16-V", "이력")]
)
def test_a_map_turns_codes_into_numbers_and_its_collection_back_into_letters(name: str, text: str) -> None:
    collection = {"J": "Adobe-Japan1", "G": "Adobe-GB1", "K": "Adobe-Korea1"}[name[3]]
    found = list(CMapDB.get_cmap(name).decode(text.encode("utf-16-be")))
    letters = CMapDB.get_unicode_map(collection)
    assert "".join(letters.get_unichr(number) for number in found) == text


def test_a_map_holds_what_its_file_says() -> None:
    written = json.loads(gzip.decompress((files("pdfminer") / "cmap" / "to-unicode-Adobe-GB1.json.gz").read_bytes()))
    read = vars(cmaps.load("to-unicode-Adobe-GB1"))["CID2UNICHR_H"]
    assert {str(number): letter for number, letter in read.items()} == written["CID2UNICHR_H"]


@pytest.mark.parametrize(
    "name", ["Evil", "", "../cmap/GBK-EUC-H", "/etc/passwd", "GBK-EUC-H\0", "GBK EUC", "ÄÖ", "a" * 500]
)
def test_a_name_of_no_map_is_none(name: str) -> None:
    with pytest.raises(CMapDB.CMapNotFound):
        cmaps.load(name)


def test_held_maps_need_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    cmaps.hold(["GBK-EUC-H", "None-such"])
    monkeypatch.setattr(cmaps, "files", None)
    assert vars(cmaps.load("GBK-EUC-H"))["CODE2CID"]
