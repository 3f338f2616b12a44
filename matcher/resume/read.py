"""Turn the bytes of a resume file into lines, whatever its format."""

from collections.abc import Callable

from matcher.resume.docx import read_docx
from matcher.resume.encodings import decode
from matcher.resume.html import read_html
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.line import Pages
from matcher.resume.pdf import read_pdf
from matcher.resume.txt import read_txt

MAGIC_WITHIN = 1024  # bytes: where a PDF's header may stand
HTML_STARTS = ("<!doctype html", "<html", "<head", "<body", "<?xml", "<div", "<!--", "<article", "<section", "<h1")
BINARIES = (
    b"\xd0\xcf\x11\xe0",  # older Office
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",  # JPEG
    b"GIF8",
    b"II*\x00",  # TIFF
    b"MM\x00*",
    b"RIFF",  # WebP
    b"%!PS",
    b"Rar!",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",  # gzip
    b"\x7fELF",
    b"MZ\x90",
)
BINARY = 0.02  # share of control characters above which it is no text

Reader = Callable[[bytes, Limits], Pages]
READERS: dict[str, Reader] = {"pdf": read_pdf, "docx": read_docx, "html": read_html, "txt": read_txt}


def sniff(content: bytes, file_name: str | None) -> str | None:
    """Return the format (pdf, docx, html, txt) by the bytes themselves, None for any other.

    A name only decides between formats that are both text.
    """
    if b"%PDF-" in content[:MAGIC_WITHIN]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return "docx"
    if content.startswith(BINARIES):
        return None
    head = decode(content[:4096])
    controls = sum(character < " " and character not in "\t\n\r\f\x1b" for character in head)
    if controls > BINARY * len(head) or head.count("\ufffd") > BINARY * len(head):
        return None
    extension = (file_name or "").rpartition(".")[2].lower() if "." in (file_name or "") else ""
    if head.lstrip("\ufeff \r\n\t").lower().startswith(HTML_STARTS) or extension in ("html", "htm", "xhtml"):
        return "html"
    return "txt"


def read_lines(content: bytes, file_name: str | None, limits: Limits) -> Pages:
    """Read a resume file into lines in reading order.

    Raises Unreadable with the status the file ends in: needs_ocr, unmappable_fonts, encrypted, unsupported, corrupt,
    too_large or empty.
    """
    if not content:
        raise Unreadable("empty", "The file has no bytes.")
    if len(content) > limits.file:
        raise Unreadable("too_large", "The file is larger than the limit.")
    form = sniff(content, file_name)
    if form is None:
        raise Unreadable("unsupported", "The file is none of PDF, DOCX, HTML and text.")
    return READERS[form](content, limits)
