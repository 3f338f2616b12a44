"""Turn HTML pages into PDF files by headless Chromium, and PDF files into their text."""

import hashlib
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2

AT_A_TIME = 2
CHROMIUM = (
    *(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        "--disable-background-networking",
    ),
    *("--host-resolver-rules=MAP * ~NOTFOUND", "--no-first-run", "--disable-dev-shm-usage", "--disable-extensions"),
)


def print_page(page: str, path: Path, kept: Path) -> None:
    """Print one page to `path`; an earlier print of the very same page in `kept` is used again."""
    known = kept / f"{hashlib.sha256(page.encode()).hexdigest()[:32]}.pdf"
    if not known.exists():
        with tempfile.TemporaryDirectory(prefix="cv-print-") as folder:
            source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
            source.write_text(page, encoding="utf-8")
            subprocess.run(
                [*CHROMIUM, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", source.as_uri()],
                check=True,
                capture_output=True,
                timeout=120,
            )
            shutil.copyfile(target, known)
    shutil.copyfile(known, path)


def print_all(pages: list[tuple[str, Path]], kept: Path) -> None:
    """Print pages, two at a time."""
    kept.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        list(pool.map(lambda one: print_page(one[0], one[1], kept), pages))


def text_of(path: Path) -> tuple[str, int]:
    """Return what three readers see in a PDF, one after the other, and its number of pages."""
    seen = [
        subprocess.run(["pdftotext", order, path, "-"], check=True, capture_output=True).stdout.decode()  # noqa: S607 - poppler is wherever the system has it
        for order in ("-raw", "-layout")
    ]
    with pypdfium2.PdfDocument(path) as document:
        seen += [page.get_textpage().get_text_range() for page in document]
        return "\n".join(seen), len(document)
