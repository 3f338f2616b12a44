"""Turn the bytes of a resume file into its outcome."""

from collections.abc import Callable
from dataclasses import replace

from entities.resume import DocumentFacts, ParseOutcome, Resume
from matcher.resume.language import language_tag
from matcher.resume.limits import Deadline, Limits, Unreadable
from matcher.resume.memo import forget
from matcher.resume.person import read_person
from matcher.resume.read import read_lines


def parse_resume(
    content: bytes,
    file_name: str | None = None,
    document_date: str | None = None,
    limits: Limits | None = None,
    clock: Callable[[], float] | None = None,
) -> ParseOutcome:
    """Parse a PDF, DOCX, HTML or text file; never raises for what is in the file, except MemoryError.

    `document_date` (YYYY-MM-DD) stands before the container's own date. The status is ok, empty (readable, but no
    value found) or what made the file unreadable; with a `clock` (seconds) it is timeout once `limits.seconds` are
    over, which is seen between steps. A caller that parses files of strangers runs this in a child process with limits
    on memory and time.
    """
    limits = limits or Limits()
    if clock is not None:
        limits = replace(limits, deadline=Deadline(clock, clock() + limits.seconds))
    try:
        pages = read_lines(content, file_name, limits)
        limits.check()
        resume = read_person(pages, file_name)
        limits.check()
        language = language_tag(pages.lines)
    except Unreadable as refusal:
        return ParseOutcome(status=refusal.status, error=refusal.message)
    finally:
        forget()
    facts = DocumentFacts(pages=pages.pages, language=language, date=document_date or pages.date)
    if resume == Resume():
        return ParseOutcome(status="empty", error="No value was found in the text.", document=facts, resume=resume)
    return ParseOutcome(status="ok", document=facts, resume=resume)
