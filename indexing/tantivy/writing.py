"""Turn actions into operations of a tantivy writer, with typed errors."""

from collections.abc import Iterator
from contextlib import contextmanager

import tantivy

from entities.document import PersonDocument
from entities.errors import EngineDown, Locked, TalentjoinError
from indexing.engine import Slot
from indexing.tantivy.schema import key_term, tantivy_document

LOCK_BUSY, NO_SPACE = "LockBusy", "No space left"


def put(
    writer: tantivy.IndexWriter,
    schema: tantivy.Schema,
    slot: Slot,
    document: PersonDocument | None,
    *,
    held: bool = True,
) -> None:
    """Replace what a place of the index holds by a document, or by nothing; `held=False`: it surely holds nothing."""
    if held:
        writer.delete_documents_by_term("key", key_term(slot))
    if document is not None:
        writer.add_document(tantivy_document(document, schema))


@contextmanager
def typed_errors() -> Iterator[None]:
    """Raise whatever tantivy raises, its panics included, as Locked or EngineDown."""
    try:
        yield
    except (TalentjoinError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic in Rust is no Exception
        text = str(error)
        if LOCK_BUSY in text:
            raise Locked("another process writes this index") from error
        if NO_SPACE in text:
            raise EngineDown("no space left for the index", hint="free disk space; nothing is lost") from error
        raise EngineDown(f"the index engine failed ({type(error).__name__})") from error
