"""Turn a finished file into all the text that any of several readers finds in it."""

import re
import shutil
import subprocess
import zipfile
from html import unescape
from pathlib import Path

import pypdfium2


def text_of(path: Path) -> tuple[str, int]:
    """Return the text of a PDF, DOCX or TXT file, and its pages."""
    if path.suffix == ".txt":
        return path.read_text(encoding="utf-8"), 1
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            parts = [
                archive.read(name).decode()
                for name in archive.namelist()
                if re.match(r"word/(document|header|footer)\d*\.xml", name)
            ]
        broken = re.sub(r"</w:p>|<w:tab/>|<w:br[^>]*>", "\n", "\n".join(parts))
        return unescape(re.sub(r"<[^>]+>", "", broken)), 1
    with pypdfium2.PdfDocument(path) as document:
        read = [document[index].get_textpage().get_text_bounded() for index in range(len(document))]
        pages = len(document)
    program = shutil.which("pdftotext") or "pdftotext"
    for option in ("-raw", "-layout"):
        made = subprocess.run([program, option, str(path), "-"], capture_output=True, check=True, text=True)
        read.append(made.stdout)
    return "\n".join(read), pages
