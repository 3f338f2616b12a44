"""Turn a request's effect into one that its repetition has no second time (draft-ietf-httpapi-idempotency-key-header)."""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from entities.errors import InputError, KeyReused
from service.http.service import Call
from store import TenantTx, replays

HEADER = "Idempotency-Key"
KEY_LETTERS = 255
KEPT = timedelta(hours=24)
REPLAYED = {"Idempotency-Replayed": "true"}
KIND = "replay"
PROBLEMS = ("idempotency_key_reused", "still_running")  # of a route that calls `once`
M = TypeVar("M", bound=BaseModel)


def parameter() -> dict[str, object]:
    """Describe the header in OpenAPI, for the `extra` of a route that calls `once`."""
    schema = {"type": "string", "minLength": 1, "maxLength": KEY_LETTERS, "pattern": "^[!-~]+$"}
    says = "A name for this request: sent again within 24 hours, it is answered as before and has no further effect."
    return {"name": HEADER, "in": "header", "required": False, "schema": schema, "description": says}


def once(call: Call, request: Request, do: Callable[[TenantTx], M], *, status: int = 200) -> Response:
    """Run an effect in one writing transaction of the tenant, and give its answer; wakes the worker.

    With the header Idempotency-Key the answer is kept (sealed, 24 hours) in the same transaction, and the same request
    is answered from there. What must not be kept, like a new secret, must not come this way.

    Raises:
        InputError: the key is empty, too long, or not of visible ASCII.
        KeyReused: the key came with another request.
        StillRunning: the request with this key is under way.

    """
    key = _key(request)
    writing = call.parts.store.writing(call.tenant, actor=call.caller.client)
    if key is None:
        with writing as tx:
            answer = _written(do(tx))
        call.service.wake()
        return _response(status, answer)
    with call.service.running.only((call.tenant, call.caller.client, key)), writing as tx:
        replays.hold(tx, call.caller.client, key)
        replays.forget(tx, before=tx.now - KEPT)
        fingerprint = tx.vault.blind(KIND, _asked(call, request))
        known = replays.find(tx, call.caller.client, key)
        if known is None:
            answer = _written(do(tx))
            kept = json.dumps(status).encode() + b"\n" + answer
            replays.keep(tx, call.caller.client, key, fingerprint, kept)
    if known is None:
        call.service.wake()
        return _response(status, answer)
    if known.fingerprint != fingerprint:
        raise KeyReused
    first, _, answer = known.answer.partition(b"\n")
    return _response(int(first), answer, REPLAYED)


def _key(request: Request) -> str | None:
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not 0 < len(key) <= KEY_LETTERS or not all("!" <= letter <= "~" for letter in key):
        raise InputError(f"an idempotency key has 1 to {KEY_LETTERS} visible ASCII characters", pointer=HEADER)
    return key


def _asked(call: Call, request: Request) -> str:
    """Hash what was asked, and as whom; the body was read before the route ran."""
    digest = hashlib.sha256()
    body = getattr(request, "_body", b"")
    parts = (request.method, request.url.path, request.url.query, call.instance, call.named or "")
    for part in (*(one.encode() for one in parts), body):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _written(answer: BaseModel) -> bytes:
    return answer.model_dump_json().encode()


def _response(status: int, answer: bytes, headers: dict[str, str] | None = None) -> Response:
    return Response(answer, status, headers, "application/json")
