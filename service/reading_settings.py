"""Turn the environment into what reading one resume file may cost: every limit, each a setting."""

from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings

MEGABYTE = 1_000_000


class ReadingSettings(BaseSettings):
    """The part of the settings that bounds how resume files are read."""

    parse_memory_mb: int = Field(default=512, ge=128, le=8192, description="Memory one resume may take, in MB.")
    parse_seconds: float = Field(
        default=5.0, gt=0, le=600, description="Time after which reading one resume is ended by force, in seconds."
    )
    parse_soft_seconds: float = Field(
        default=2.0,
        gt=0,
        le=600,
        description="Seconds of computing after which reading one resume gives up by itself, seen between steps.",
    )
    parse_files_each: int = Field(
        default=200, ge=1, le=1_000_000, description="Files that one confined process reads before a new one is made."
    )
    file_mb: int = Field(default=10, ge=1, le=1024, description="Largest resume file that is read, in MB.")
    file_pages: int = Field(default=30, ge=1, le=10_000, description="Pages of a PDF that are read, from the first.")
    file_letters: int = Field(
        default=200_000, ge=1_000, le=100_000_000, description="Characters that one resume may have."
    )
    pdf_source: Literal["pdfminer", "pdfium"] = Field(
        default="pdfminer",
        description="What reads a PDF's characters first: `pdfminer`, or `pdfium` (needs the extra `fast`). The other "
        "one, where it is installed, is asked for a page that gives no text.",
    )
    pdf_page_objects: int = Field(
        default=50_000, ge=100, le=10_000_000, description="Pieces of text that one page of a PDF may draw."
    )
    pdf_page_steps: int = Field(
        default=1_000_000,
        ge=1_000,
        le=1_000_000_000,
        description="Steps of drawing that one page of a PDF may take; drawing a form counts as a hundred.",
    )
    pdf_stream_mb: int = Field(
        default=64, ge=1, le=4096, description="Size that one stream of a PDF may unpack to, in MB."
    )
    pdf_unpacked_mb: int = Field(
        default=128, ge=1, le=8192, description="Size that all streams of a PDF may unpack to, in MB."
    )
    docx_entries: int = Field(default=2_000, ge=10, le=100_000, description="Files that a DOCX may hold.")
    docx_unpacked_mb: int = Field(default=64, ge=1, le=4096, description="Size that a DOCX may unpack to, in MB.")
    docx_ratio: float = Field(
        default=100.0, ge=2, le=10_000, description="Times its packed size that a file in a DOCX may unpack to."
    )
    docx_depth: int = Field(default=150, ge=20, le=1_000, description="Elements of a DOCX that may be open at once.")
    html_mb: int = Field(default=5, ge=1, le=1024, description="Largest HTML file that is read, in MB.")
    html_depth: int = Field(
        default=500, ge=20, le=10_000, description="Elements of an HTML file that may be open at once."
    )

    @property
    def file_bytes(self) -> int:
        """Return the size of the largest resume file that is read, in bytes."""
        return self.file_mb * MEGABYTE

    def reading_limits(self) -> dict[str, float | str]:
        """Return the limits in the words of the parser (the fields of matcher.resume.Limits, as plain JSON)."""
        return {
            "file": self.file_bytes,
            "pages": self.file_pages,
            "characters": self.file_letters,
            "source": self.pdf_source,
            "page_text_objects": self.pdf_page_objects,
            "page_operations": self.pdf_page_steps,
            "stream": self.pdf_stream_mb * MEGABYTE,
            "document": self.pdf_unpacked_mb * MEGABYTE,
            "archive_entries": self.docx_entries,
            "archive": self.docx_unpacked_mb * MEGABYTE,
            "archive_ratio": self.docx_ratio,
            "document_depth": self.docx_depth,
            "markup": self.html_mb * MEGABYTE,
            "markup_depth": self.html_depth,
            "seconds": self.parse_soft_seconds,
        }
