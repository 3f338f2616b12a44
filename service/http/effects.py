"""Turn a request's effect into one that its repetition has no second time.

As in draft-ietf-httpapi-idempotency-key-header-07.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple, TypeVar

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from entities.errors import KeyReused
from entities.ids import TenantKey
from service.http.service import Call
from service.wiring import Parts
from store import TenantTx, replays

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
REPLAYED = {"Idempotency-Replayed": "true"}
KIND = "replay"
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Asked:
    """What identifies a request: who asks, under which idempotency key if any, and a hash of what."""

    tenant: TenantKey
    client: str
    key: str | None
    digest: str


class Answer(NamedTuple):
    """The bytes of an answer, and whether they were kept from an earlier request."""

    status: int
    body: bytes
    replayed: bool = False

    def response(self) -> Response:
        """Make the response."""
        return Response(self.body, self.status, REPLAYED if self.replayed else None, "application/json")


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


def answer_once(parts: Parts, asked: Asked, do: Callable[[TenantTx], M], *, status: int = 200) -> Answer:
    """Run an effect unless it was had before; see `once`. The caller keeps the key from running twice at once."""
    with parts.store.writing(asked.tenant, actor=asked.client) as tx:
        if asked.key is None:
            return Answer(status, _written(do(tx)))
        replays.hold(tx, asked.client, asked.key)
        replays.forget(tx, before=tx.now - KEPT)
        fingerprint = tx.vault.blind(KIND, asked.digest)
        known = replays.find(tx, asked.client, asked.key)
        if known is None:
            answer = Answer(status, _written(do(tx)))
            kept = json.dumps(status).encode() + b"\n" + answer.body
            replays.keep(tx, asked.client, asked.key, fingerprint, kept)
            return answer
    if known.fingerprint != fingerprint:
        raise KeyReused
    first, _, body = known.answer.partition(b"\n")
    return Answer(int(first), body, replayed=True)


def asked_by(call: Call, request: Request) -> Asked:
    """Say what identifies a request whose body was read."""
    digest = hashlib.sha256()
    body = getattr(request, "_body", b"")
    named = (request.method, request.scope["path"], call.instance, call.named or "")
    for part in (*(one.encode() for one in named), request.scope["query_string"], body):
        digest.update(len(part).to_bytes(8, "big") + part)
    return Asked(call.tenant, call.caller.client, request.headers.get(HEADER), digest.hexdigest())


def _written(answer: BaseModel) -> bytes:
    return answer.model_dump_json().encode()
