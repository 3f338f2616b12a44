"""Turn requests on an attachment's file into kept bytes, and back into a download that no browser runs."""

import re
import unicodedata
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request, Response

from entities.errors import NotFound
from entities.ids import RecordKind, SourceId
from entities.text import SHORT, clean
from service.flows.content import keep_content, pushed_attachment, set_content
from service.http.api import Api, Here
from service.http.bodies import FILE_BYTES, media_type, raw_body
from service.http.conditions import Conditioned
from service.http.kept import Written
from service.http.records import answered, seen_one, version_of, written
from service.http.routes.kinds import SourceName
from store import blobs

api = Api(tag="records")
KIND: RecordKind = "attachment"
PATH = "/attachments/{source_id}/content"
ANY_TYPE = "application/octet-stream"
TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}", re.IGNORECASE)
UNSAFE = re.compile(r"[^A-Za-z0-9 ._()-]|\.(?=\.)")  # nothing that a header, a shell or a path reads otherwise
NAME = "attachment"  # of a file without one
NEVER_SHOWN = {  # a customer's HTML must not run under our name
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}
BINARY = {"schema": {"type": "string", "format": "binary"}}
SENT = {"requestBody": {"required": True, "content": {ANY_TYPE: BINARY}}}
GIVEN = {"responses": {"200": {"description": "The file.", "content": {"*/*": BINARY}}}}  # of the type that was said


@api.route(
    "PUT",
    PATH,
    scope="records:write",
    body=FILE_BYTES,
    problems=["not_found", "store_full", "stale", "erased", "version_mismatch"],
    extra=SENT,
)
def put_attachment_content(
    call: Here,
    source_id: SourceName,
    request: Request,
    said: Conditioned,
    raw: Annotated[bytes, Depends(raw_body())],
) -> Written:
    """Send the file of an attachment that is there already, as it is; its type is the header Content-Type."""
    media = clean(request.headers.get("content-type", ""))
    store, source = call.parts.store, SourceId(source_id)
    with store.reading(call.tenant) as tx:
        pushed_attachment(tx, source, instance=call.instance)  # before any byte is kept
    content = keep_content(call.parts, call.tenant, raw, media if len(media) <= SHORT else media_type(request)[:SHORT])
    with store.writing(call.tenant, actor=call.caller.client) as tx:
        if said.any:
            said.check(version_of(tx, call, KIND, source_id))
        outcome = set_content(tx, source, content, instance=call.instance)
        put = written(call, tx, KIND, source_id, outcome)
    return answered(call, put, outcome)


@api.route("GET", PATH, scope="records:read", as_seat=True, extra=GIVEN, response_class=Response)
def read_attachment_content(call: Here, source_id: SourceName) -> Response:
    """Download the file of an attachment: always as a download, never shown in place."""
    stored = seen_one(call, KIND, source_id)
    name = stored.payload.get("blob")
    if name is None:
        raise NotFound
    content = blobs.get(call.parts.store, call.tenant, name)
    said = stored.payload
    named = {
        "Content-Disposition": disposition(said.get("file_name", "")),
        "Content-Type": _type(said.get("media_type", "")),  # as a header: no charset is added that nobody said
    }
    return Response(content, headers={**NEVER_SHOWN, **named})


def disposition(file_name: str) -> str:
    """Name a download for every browser (RFC 6266): a plain name, and where it says less the whole one (RFC 8187)."""
    whole = re.sub(r"\s", " ", re.sub(r"[/\\]", "_", clean(file_name))).strip(". ") or NAME
    plain = unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode()
    plain = UNSAFE.sub("_", plain).strip(". ") or NAME
    said = f'attachment; filename="{plain}"'
    return said if plain == whole else f"{said}; filename*=UTF-8''{quote(whole, safe='')}"


def _type(said: str) -> str:
    """Give the type that was said, where it is one; text is not guessed at."""
    plain = said.partition(";")[0].strip()
    return plain.lower() if TYPE.fullmatch(plain) else ANY_TYPE
