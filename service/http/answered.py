"""Turn an effect into an answer that is kept with it, where the request has a key."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple, TypeVar

from pydantic import BaseModel
from starlette.responses import Response

from entities.errors import KeyReused
from entities.ids import TenantKey
from service.wiring import Parts
from store import TenantTx, replays

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


def answer_once(parts: Parts, asked: Asked, do: Callable[[TenantTx], M], *, status: int = 200) -> Answer:
    """Run an effect unless it was had before; see `effects.once`. The caller sees that a key runs once at a time."""
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


def _written(answer: BaseModel) -> bytes:
    return answer.model_dump_json().encode()
