"""Turn a request with many items into one answer with every outcome."""

from typing import Annotated, Any

from fastapi import Depends, Request, Response

from service.http.api import Api, Here
from service.http.bodies import FILE_BYTES, raw_body
from service.http.bulk import BulkAnswer, Order, do_bulk
from service.http.effects import asked_by

api = Api(tag="records")
TYPES = ("application/x-ndjson", "application/jsonl", "application/json-lines")
LINE = '{"kind": "candidate", "id": "c1", "modified": "2026-01-05T09:00:00Z", "name": "Ann Lindqvist"}\n'
SENT: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "One JSON object a line: kind, id and the kind's fields, or kind, id, modified, deleted.",
        "content": {kind: {"schema": {"type": "string"}, "example": LINE} for kind in TYPES},
    }
}
EXAMPLE = {
    "counts": {
        "created": 1,
        "changed": 0,
        "unchanged": 0,
        "stale": 0,
        "erased": 0,
        "invalid": 0,
        "failed": 0,
    },
    "change_token": "q1w2e3r4t5z6u7i8o9p0MTI",
    "items": [{"line": 1, "kind": "candidate", "id": "c1", "result": "created", "version": 1}],
}


@api.route(
    "POST",
    "/bulk",
    scope="records:write",
    limit="bulk",
    once=True,
    body=FILE_BYTES,
    problems=["store_full"],
    example=EXAMPLE,
    extra=SENT,
    response_model=BulkAnswer,
)
def send_bulk(call: Here, request: Request, raw: Annotated[bytes, Depends(raw_body(*TYPES))]) -> Response:
    """Send up to 5,000 records and deletions of any kind, 10 MB, in one transaction.

    A line that is refused stops no other: each has an outcome of its own.
    """
    asked = asked_by(call, request)
    order = Order(asked, call.instance, raw)
    with call.service.running.only(asked.tenant, asked.client, asked.key):
        lane = call.service.lane
        answer = do_bulk(call.parts, call.service.seal, order) if lane is None else lane(order)
    call.service.wake()
    return answer.response()
