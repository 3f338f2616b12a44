"""Turn what an ATS sends into validated records, layer by layer."""

from sync.merge import merge
from sync.outcome import COUNTED, SAME_CODE, Flaw, ItemOutcome, flaw_of, flaws_of, refused, tally
from sync.receive import Item, as_record, read_item, read_line
from sync.resumes import resume_line

__all__ = [
    "COUNTED",
    "SAME_CODE",
    "Flaw",
    "Item",
    "ItemOutcome",
    "as_record",
    "flaw_of",
    "flaws_of",
    "merge",
    "read_item",
    "read_line",
    "refused",
    "resume_line",
    "tally",
]
