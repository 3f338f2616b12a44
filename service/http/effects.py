"""Turn a request's effect into one that its repetition has no second time.

As in draft-ietf-httpapi-idempotency-key-header-07.
"""

import hashlib
from collections.abc import Callable

from fastapi import Request
from starlette.responses import Response

from service.http.answered import Asked, M, answer_once
from service.http.call import Call
from store import TenantTx

HEADER = "Idempotency-Key"


def once(call: Call, request: Request, do: Callable[[TenantTx], M], *, status: int = 200) -> Response:
    """Run an effect in one writing transaction of the tenant, and give its answer; wakes the worker.

    To be called by routes made with `once=True`. With the header Idempotency-Key the answer is kept (sealed, for 24
    hours) in the same transaction, and the same request is answered from there. What must not be kept, like a new
    secret, must not come this way.

    Raises:
        KeyReused: the key came with another request.
        StillRunning: the request with this key is under way.

    """
    asked = asked_by(call, request)
    with call.service.running.only(asked.tenant, asked.client, asked.key):
        answer = answer_once(call.parts, asked, do, status=status)
    if not answer.replayed:
        call.service.wake()
    return answer.response()


def asked_by(call: Call, request: Request) -> Asked:
    """Say what identifies a request whose body was read."""
    digest = hashlib.sha256()
    body = getattr(request, "_body", b"")
    named = (request.method, request.scope["path"], call.instance, call.named or "")
    for part in (*(one.encode() for one in named), request.scope["query_string"], body):
        digest.update(len(part).to_bytes(8, "big") + part)
    return Asked(call.tenant, call.caller.client, request.headers.get(HEADER), digest.hexdigest())
