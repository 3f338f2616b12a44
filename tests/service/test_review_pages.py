"""A page a resume ties each value to its box, shows hostile text as text, and loads and runs nothing."""

import json
import re
import struct
import zlib
from base64 import b64decode
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from benchmarks.hostile import document, docx, encrypted, pdf, text_page
from entities.errors import NotFound, StoreError
from service.cli import app
from service.flows import review_pages
from service.flows.review_pages import ReviewFolder
from service.page_drawing import DrawnPage, DrawnPages, draw_pages, to_png
from service.pictures.resume_page import Checked, groups_of, list_page, resume_page
from service.sandbox import ConfinedPool
from service.settings import Settings

pytest.importorskip("pypdfium2")

LINES = ("Jane Doe", "jane@example.com", "Experience", "Cook, Inn AB 2019 - 2021")
BAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7 * 7 }}&amp;\u202e"
PIXEL = DrawnPage(status="ok", width=612.0, height=792.0, png="AAAA")
VOID = frozenset(("meta", "img", "link", "br", "rect", "input"))


class Seen(HTMLParser):
    """Collects the elements of a page, the text between, and whether they close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID - {"rect"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def found(value: str, confidence: float = 0.95, **more: Any) -> dict[str, Any]:
    return {"value": value, "confidence": confidence, "text": value, "raw": None, "page": 1, "path": None, **more}


def line_of(**resume: Any) -> dict[str, Any]:
    facts = {"pages": 1, "language": "en", "date": "2024-01-31"}
    return {
        "file": "cvs/jane.pdf",
        "status": "ok",
        "error": None,
        "seconds": 0.05,
        "document": facts,
        "resume": resume,
        "sha256": "00",
        "parser": "1",
    }


def check_safe(text: str) -> Seen:
    """See that a page can neither run nor load nor send anything."""
    seen = Seen(text)
    assert seen.open == []
    assert {tag for tag, _ in seen.elements} & {"script", "iframe", "object", "embed", "form", "base", "link"} == set()
    (policy,) = [meta["content"] for meta in seen.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src ;")
    assert "unsafe" not in policy
    for _, attributes in seen.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("src", "data:").startswith("data:image/png;base64,") or "src" not in attributes
        assert re.fullmatch(r"#\w+|index\.html|[\w.-]+\.html|", attributes.get("href", ""))
    return seen


def test_each_value_is_tied_to_its_box() -> None:
    line = line_of(
        name=found("Jane Doe", box=(72, 60, 130, 75)),
        emails=[found("jane@example.com", 0.8, box=(72, 80, 180, 95))],
        skills=[found("Milling", 0.4, box=(72, 100, 100, 115), page=2)],
    )
    seen = check_safe(resume_page(line, [PIXEL, PIXEL]))
    boxes = {box["id"]: box for box in seen.all("rect")}
    rows = {row["id"]: row["class"] for row in seen.all("div") if row.get("class", "").startswith("value ")}
    assert rows == {"v1": "value sure", "v2": "value likely", "v3": "value doubtful"}
    assert {name: box["class"] for name, box in boxes.items()} == {"b1": "sure", "b2": "likely", "b3": "doubtful"}
    assert [float(boxes["b1"][side]) for side in ("x", "y", "width", "height")] == [71, 59, 60, 17]
    links = {link["href"] for link in seen.all("a")}
    assert {f"#{kind}{number}" for kind in "bv" for number in (1, 2, 3)} <= links
    assert [drawing["viewbox"] for drawing in seen.all("svg")] == ["0 0 612.0 792.0"] * 2


@pytest.mark.parametrize("field", ["name", "headline", "location", "summary"])
def test_hostile_values_are_text(field: str) -> None:
    line = line_of(**{field: found(BAD, 0.5, raw=BAD + "x", text=BAD + "y", box=(0, 0, 9, 9))})
    line |= {"file": f"cvs/{BAD.replace('/', '_')}.pdf", "error": BAD}
    line["document"] |= {"language": BAD, "date": BAD}
    text = resume_page(line, [PIXEL], back="index.html")
    seen = check_safe(text)
    assert any(BAD in part for part in seen.texts)
    assert "<img src=x" not in text
    assert "49" not in "".join(seen.texts).replace("490", "")


@given(st.text(max_size=60), st.floats(0, 1), st.lists(st.floats(-1e4, 1e4), min_size=4, max_size=4))
def test_any_value_and_any_box_make_a_page(value: str, confidence: float, box: list[float]) -> None:
    line = line_of(name=found(value, confidence, box=box), links=[found(value, page=None, path=value)])
    seen = check_safe(resume_page(line, [PIXEL]))
    assert len(seen.all("rect")) == bool(value)
    for drawn in seen.all("rect"):
        assert float(drawn["width"]) >= 1 <= float(drawn["height"])


def test_values_of_all_kinds_are_shown_once() -> None:
    work = {slot: found(f"w-{slot}") for slot in ("title", "company", "start", "end", "location", "description")}
    studies = {slot: found(f"e-{slot}") for slot in ("degree", "area", "institution", "start", "end")}
    lists = {key: [found(f"{key}-{at}") for at in (1, 2)] for key in ("skills", "languages", "certifications")}
    contact = {key: [found(f"{key}-1")] for key in ("emails", "phones", "links")}
    one = {key: found(key) for key in ("name", "headline", "location", "summary")}
    resume = {**one, **contact, **lists, "work": [{**work, "current": True}, {}], "education": [studies]}
    groups = groups_of(resume)
    shown = [value.value for group in groups for value in group.values]
    assert sorted(shown) == sorted(
        [*one, *(f"{key}-1" for key in contact), *(f"{key}-{at}" for key in lists for at in (1, 2))]
        + [f"w-{slot}" for slot in work]
        + [f"e-{slot}" for slot in studies]
    )
    assert [value.number for group in groups for value in group.values] == list(range(1, len(shown) + 1))
    assert [group.title for group in groups if group.current] == ["Position 1"]
    assert groups_of({}) == []


@pytest.mark.parametrize(
    ("confidence", "word"),
    [(1.0, "sure"), (0.9, "sure"), (0.89, "likely"), (0.7, "likely"), (0.69, "doubtful"), (0, "doubtful")],
)
def test_doubt_has_three_words(confidence: float, word: str) -> None:
    ((value,),) = (group.values for group in groups_of({"name": found("x", confidence)}))
    assert value.doubt == word


def test_long_values_are_cut_where_they_are_shown() -> None:
    ((value,),) = (group.values for group in groups_of({"summary": found("x" * 5000)}))
    assert len(value.value) == len(value.source) == 240


def test_the_list_begins_with_what_could_not_be_read_then_with_what_is_doubtful() -> None:
    rows = [
        Checked.of(line_of(name=found("Sure", 0.99)) | {"file": "a"}, "a.html"),
        Checked.of(line_of(name=found("Unsure", 0.1)) | {"file": "b"}, "b.html"),
        Checked.of(line_of() | {"file": f"c{BAD}", "status": "corrupt", "error": "no", "resume": None}, None),
    ]
    text = list_page(rows)
    seen = check_safe(text)
    order = [text.index(name) for name in ("corrupt", "Unsure", "Sure")]
    assert order == sorted(order)
    assert {link["href"] for link in seen.all("a")} == {"#files", "a.html", "b.html"}
    assert "3 files, 2 read" in "".join(seen.texts)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the pages of a small folder of files, hostile names among them, by the command."""
    root = tmp_path_factory.mktemp("review")
    cvs = root / "cvs"
    cvs.mkdir()
    page = pdf(text_page(*LINES))
    (cvs / "jane.pdf").write_bytes(page)
    (cvs / "<img src=x onerror=alert(1)>.pdf").write_bytes(page)
    (cvs / "..index.html").write_bytes(b"<html><p>Jane Doe<p>jane@example.com")
    (cvs / "index").write_text("\n".join(LINES), encoding="utf-8")
    (cvs / "jane.docx").write_bytes(docx(document("".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in LINES))))
    (cvs / "locked.pdf").write_bytes(encrypted())
    (cvs / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    done = CliRunner().invoke(app, ["parse", *map(str, sorted(cvs.iterdir())), "--html", str(root / "pages"), "--json"])
    assert done.exit_code == 3
    (root / "lines.jsonl").write_text(done.stdout, encoding="utf-8")
    return root


def test_every_file_that_was_read_has_a_page_and_all_are_listed(folder: Path) -> None:
    told = [json.loads(line) for line in (folder / "lines.jsonl").read_text("utf-8").splitlines()]
    read = [line for line in told if line["status"] == "ok"]
    pages = {path.name for path in (folder / "pages").iterdir()} - {"index.html"}
    assert (
        len(pages)
        == len(read)
        == 4 + ((folder / "cvs" / "..index.html").name in {Path(line["file"]).name for line in read})
    )
    seen = check_safe((folder / "pages" / "index.html").read_text("utf-8"))
    assert {link["href"] for link in seen.all("a")} - {"#files"} == pages
    assert len(seen.all("tr")) == 1 + len(list((folder / "cvs").iterdir()))


def test_every_page_is_safe_and_a_pdf_shows_its_picture(folder: Path) -> None:
    for path in (folder / "pages").iterdir():
        seen = check_safe(path.read_text("utf-8"))
        if path.name == "index.html":
            continue
        pictures = [image["src"] for image in seen.all("img")]
        assert len(pictures) == (".pdf" in path.name)
        for picture in pictures:
            assert b64decode(picture.partition(",")[2]).startswith(b"\x89PNG")
            assert seen.all("rect")
        assert "jane@example.com" in "".join(seen.texts)


def test_pages_are_drawn_apart_from_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[bytes] = []
    parse = ConfinedPool.parse

    def watched(self: Any, content: bytes, *given: Any, **more: Any) -> Any:
        served.append(content)
        return parse(self, content, *given, **more)

    monkeypatch.setattr(ConfinedPool, "parse", watched)
    (tmp_path / "jane.pdf").write_bytes(pdf(text_page(*LINES)))
    with ReviewFolder(tmp_path / "pages", Settings(data=tmp_path)) as pages:
        pages.add(line_of(name=found("Jane Doe", box=(0, 0, 9, 9))) | {"file": str(tmp_path / "jane.pdf")})
        pages.add(line_of(name=found("Gone")) | {"file": str(tmp_path / "gone.pdf")})
    assert served == [(tmp_path / "jane.pdf").read_bytes()]
    assert "no pages to show" in (tmp_path / "pages" / "gone.pdf.html").read_text("utf-8")
    assert pages._pool._server._process is None


def test_pages_have_names_of_their_own_in_the_folder(tmp_path: Path) -> None:
    names = ["a.pdf", "a.pdf", "a.pdf-2", "index", "index.html", "é.pdf", "è.pdf", "", "..", ".hidden", "a/../b", "\n"]
    with ReviewFolder(tmp_path / "pages", Settings(data=tmp_path)) as pages:
        given = [pages._named(name) for name in names]
    assert len({*given, "index.html"}) == len(names) + 1
    assert all(re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*\.html", name) for name in given)


def test_what_keeps_pages_from_being_made_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="can't be written"):
        ReviewFolder(tmp_path / "file" / "pages", Settings(data=tmp_path))
    monkeypatch.setattr(review_pages, "find_spec", lambda _: None)
    with pytest.raises(NotFound, match="PDFium") as refused:
        ReviewFolder(tmp_path / "pages", Settings(data=tmp_path))
    assert "[fast]" in (refused.value.hint or "")
    assert not (tmp_path / "pages").exists()


@pytest.mark.parametrize("content", [b"", b"Jane Doe", b"PK\3\4", b"<html>", b"\x89PNG", b" " * 2000 + b"%PDF-1.7"])
def test_only_pdfs_are_drawn(content: bytes) -> None:
    assert draw_pages(content, None, None).status == "unsupported"


def test_a_broken_pdf_is_corrupt_and_later_pages_are_left_out() -> None:
    assert draw_pages(b"%PDF-1.7 nothing", None, None) == DrawnPages(status="corrupt", error="the PDF can't be drawn")
    many = pdf(text_page("Jane")).replace(b"/Kids[3 0 R]/Count 1", b"/Kids[" + b"3 0 R " * 5 + b"]/Count 5")
    assert len(draw_pages(many, None, None, pages=2).pages) == 2


@pytest.mark.parametrize("box", [(612, 792), (10, 5000), (5000, 10), (3, 3)])
def test_pictures_are_900_wide_and_not_too_tall(box: tuple[int, int]) -> None:
    content = pdf(text_page("Jane")).replace(b"[0 0 612 792]", b"[0 0 %d %d]" % box)
    (page,) = draw_pages(content, None, None).pages
    width, height = struct.unpack(">II", b64decode(page.png)[16:24])
    assert width <= 901
    assert height <= 2701
    assert max(width / 900, height / 2700) > 0.99
    assert (page.width, page.height) == box


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_a_picture_unpacks_to_its_pixels(width: int, height: int, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    png = to_png(pixels)
    at, chunks = 8, {}
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        name, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + body)
        chunks[name] = body
        at += 12 + length
    assert struct.unpack(">II", chunks[b"IHDR"][:8]) == (width, height)
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, 1 + 3 * width)
    assert set(rows[:, 0]) == {2}  # each byte is the difference to the one above
    whole = np.cumsum(rows[:, 1:], axis=0, dtype=np.uint8).reshape(height, width, 3)
    assert (whole == pixels).all()
