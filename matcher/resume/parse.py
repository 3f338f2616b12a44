"""Turn the bytes of a resume file into its outcome."""

from entities.resume import DocumentFacts, ParseOutcome, Resume
from matcher.resume.language import language_tag
from matcher.resume.limits import Limits, Unreadable
from matcher.resume.person import read_person
from matcher.resume.read import read_lines


def parse_resume(
    content: bytes,
    file_name: str | None = None,
    document_date: str | None = None,
    limits: Limits | None = None,
) -> ParseOutcome:
    """Parse a PDF, DOCX, HTML or text file; never raises for what is in the file, except MemoryError.

    `document_date` (YYYY-MM-DD) stands before the container's own date. The status is ok, empty (readable, but no
    value found) or what made the file unreadable. A caller that parses files of strangers runs this in a child
    process with limits on memory and time.
    """
    try:
        pages = read_lines(content, file_name, limits or Limits())
    except Unreadable as refusal:
        return ParseOutcome(status=refusal.status, error=refusal.message)
    facts = DocumentFacts(pages=pages.pages, language=language_tag(pages.lines), date=document_date or pages.date)
    resume = read_person(pages)
    if resume == Resume():
        return ParseOutcome(status="empty", error="No value was found in the text.", document=facts, resume=resume)
    return ParseOutcome(status="ok", document=facts, resume=resume)
