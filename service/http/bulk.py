"""Turn many lines into what became of each, in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from entities.errors import InputError, TooLarge
from entities.ids import InstanceId
from service.flows.receive import keep_files, take
from service.http.answered import Answer, Asked, answer_once
from service.http.bodies import loads
from service.http.seal import Seal
from service.http.sealed_tokens import sealed_token
from service.wiring import Parts
from store import TenantTx
from sync import Item, ItemOutcome, read_item, tally

ITEMS_MOST = 5_000


class BulkCounts(BaseModel):
    """How many items came to what."""

    model_config = ConfigDict(frozen=True)

    created: int
    changed: int
    unchanged: int
    stale: int
    erased: int
    invalid: int
    failed: int


class BulkAnswer(BaseModel):
    """What became of each line, in the order of the lines; blank lines count, and have no outcome."""

    model_config = ConfigDict(frozen=True)

    counts: BulkCounts
    change_token: str = Field(description="For the parameter `after` of a search: it then includes this write.")
    items: list[ItemOutcome]


@dataclass(frozen=True, slots=True)
class Order:
    """One bulk request, in a form that another process can be given."""

    asked: Asked
    instance: InstanceId
    raw: bytes


def read_lines(raw: bytes, now: datetime) -> list[Item | ItemOutcome]:
    """Read JSON lines as items; a bad one becomes an outcome and stops nothing. Raises TooLarge for too many."""
    lines = [(number, line) for number, line in enumerate(raw.split(b"\n"), 1) if line.strip()]
    if len(lines) > ITEMS_MOST:
        raise TooLarge(f"there are more than {ITEMS_MOST:,} items", hint="send several requests")
    return [_read(number, line, now) for number, line in lines]


def do_bulk(parts: Parts, seal: Seal, order: Order) -> Answer:
    """Store a request's items, and say what became of each.

    Raises:
        TooLarge: there are too many.
        KeyReused, StillRunning: see `effects.once`.

    """
    tenant = order.asked.tenant
    ready = keep_files(parts, tenant, read_lines(order.raw, parts.clock()))

    def store(tx: TenantTx) -> BulkAnswer:
        outcomes = take(tx, ready, instance=order.instance, origin="push")
        counts = BulkCounts.model_validate(tally(outcomes))
        return BulkAnswer.model_construct(
            counts=counts, change_token=sealed_token(seal, tenant, tx.head()), items=outcomes
        )

    return answer_once(parts, order.asked, store)


def _read(number: int, line: bytes, now: datetime) -> Item | ItemOutcome:
    try:
        value = loads(line)
    except InputError as error:
        return ItemOutcome(line=number, result="invalid", code=error.code, pointer="", message=error.message)
    return read_item(number, value, now)
