"""Turn nothing into hostile resume files, each with the statuses it may end in."""

from benchmarks.hostile.built import Hostile, document, docx, pdf, text_page
from benchmarks.hostile.every import hostile_files
from benchmarks.hostile.invented import invented
from benchmarks.hostile.pdf_fonts import image_only, unmappable
from benchmarks.hostile.pdf_locked import encrypted
from benchmarks.hostile.pdf_loops import page_loop
from benchmarks.hostile.word import external, laughs, zip_bomb

__all__ = [
    "Hostile",
    "document",
    "docx",
    "encrypted",
    "external",
    "hostile_files",
    "image_only",
    "invented",
    "laughs",
    "page_loop",
    "pdf",
    "text_page",
    "unmappable",
    "zip_bomb",
]
