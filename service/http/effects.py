"""Turn a request's effect into one that its repetition has no second time.

As in draft-ietf-httpapi-idempotency-key-header-07.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from entities.errors import KeyReused
from service.http.service import Call
from store import TenantTx, replays

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
REPLAYED = {"Idempotency-Replayed": "true"}
KIND = "replay"
M = TypeVar("M", bound=BaseModel)


def once(call: Call, request: Request, do: Callable[[TenantTx], M], *, status: int = 200) -> Response:
    """Run an effect in one writing transaction of the tenant, and give its answer; wakes the worker.

    To be called by routes made with `once=True`. With the header Idempotency-Key the answer is kept (sealed, for 24
    hours) in the same transaction, and the same request is answered from there. What must not be kept, like a new
    secret, must not come this way.

    Raises:
        KeyReused: the key came with another request.
        StillRunning: the request with this key is under way.

    """
    key = request.headers.get(HEADER)
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


def _asked(call: Call, request: Request) -> str:
    """Hash what was asked, and as whom; the body was read before the route ran."""
    digest = hashlib.sha256()
    body = getattr(request, "_body", b"")
    named = (request.method, request.scope["path"], call.instance, call.named or "")
    for part in (*(one.encode() for one in named), request.scope["query_string"], body):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _written(answer: BaseModel) -> bytes:
    return answer.model_dump_json().encode()


def _response(status: int, answer: bytes, headers: dict[str, str] | None = None) -> Response:
    return Response(answer, status, headers, "application/json")
