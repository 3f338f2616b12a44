"""Turn a resume file into the attachment record that carries it."""

from datetime import datetime
from pathlib import PurePath
from typing import Any

from entities.ids import stable_id
from entities.text import clean

TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html",
    ".htm": "text/html",
    ".txt": "text/plain",
}


def resume_line(file: PurePath, candidate: str, modified: datetime) -> dict[str, Any]:
    """Describe a resume file of a candidate (by its source id) as an attachment, content apart.

    The attachment's id comes from candidate and file name: the same file sent again is the same attachment.
    """
    return {
        "kind": "attachment",
        "id": stable_id("file-", candidate, file.name),
        "modified": modified.isoformat(),
        "candidate": candidate,
        "file_name": clean(file.name)[:200],
        "media_type": TYPES.get(file.suffix.lower(), "application/octet-stream"),
        "purpose": "resume",
    }
