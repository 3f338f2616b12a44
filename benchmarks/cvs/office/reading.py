"""Turn a written file into the text that a reader sees: what the truth is checked against."""

import re
import subprocess  # pdftotext is a program
import zipfile
from html import unescape
from pathlib import Path

import pypdfium2

TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|(<w:tab/>|<w:br/>|</w:p>)")
HIDDEN = re.compile(r"<w:r><w:rPr>(?:(?!</w:rPr>).)*<w:vanish/>.*?</w:r>", re.DOTALL)
PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
UNSEEN = re.compile(r"<(script|style|head)\b.*?</\1>|<!--.*?-->|<[^>]*display:\s*none[^>]*>[^<]*</\w+>", re.DOTALL)


def docx_text(path: Path) -> str:
    """Return the visible text of a DOCX: body, headers, footers and footnotes."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode() for name in sorted(archive.namelist()) if PARTS.fullmatch(name)]
    found = []
    for part in parts:
        found += [unescape(hit[1]) if hit[2] is None else "\n" for hit in TEXT.finditer(HIDDEN.sub("", part))]
    return "".join(found)


def pdf_text(path: Path) -> str:
    """Return the text of a PDF in three reading orders."""
    texts = []
    for mode in ("-raw", "-layout"):
        command = ["pdftotext", mode, "-enc", "UTF-8", str(path), "-"]
        texts.append(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode())
    texts += [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]
    return "\n".join(texts)


def by_columns(text: str) -> str:
    """Return the columns of a plain text, which wide gaps divide, one after the other."""
    rows = [re.split(r" {3,}", line) for line in text.splitlines()]
    return "\n".join([row[0] for row in rows] + [row[-1] for row in rows if len(row) > 1])


def web_text(page: str) -> str:
    """Return the visible text of a web page."""
    return unescape(re.sub(r"<[^>]+>", " ", UNSEEN.sub(" ", page)))
