"""Turn the demo's tenant into one that people and programs may enter: a contract, two seats, a client, an operator."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from entities.errors import InputError
from entities.ids import ContractId, SeatId, TenantKey
from service.flows.clients import ClientOrder, add_client
from service.flows.operators import add_operator
from service.flows.receive import receive
from service.flows.tenants import FIRST_INSTANCE
from service.scopes import OPERATOR_SCOPES
from service.wiring import Parts
from store import records, seats

ACTOR = "demo"
OPERATOR = "robin"
CONTRACT, CONTRACT_NAME = ContractId("hiring"), "Hiring"
SEATS: Mapping[SeatId, tuple[str, seats.Role]] = {  # the first is looked as first
    SeatId("seat-robin"): ("Robin Vale, recruiter", "recruiter"),
    SeatId("seat-alex"): ("Alex Moreno, head of hiring", "admin"),
}
CONFIDENTIAL = SeatId("seat-alex")  # the only seat that may see the demo's confidential job
REASON = "showing the demo's invented people"
CLIENT_MAY = ("people:read", "people:write", "records:read", "records:write", "changes:read", "status:read", "act_as")


@dataclass(frozen=True, slots=True)
class House:
    """What was made; the two secrets are shown once."""

    tenant: TenantKey
    tenant_name: str
    operator: str
    client: str
    operator_secret: str = field(repr=False)
    client_secret: str = field(repr=False)


def furnish(parts: Parts, tenant: TenantKey) -> House:
    """Open contract and seats, keep one job for one of them, and make an operator and a client.

    Raises InputError where it was done before.
    """
    with parts.store.writing(tenant, actor=ACTOR) as tx:
        if seats.contracts(tx):
            raise InputError("the demo can be entered already")
        seats.open_contract(tx, CONTRACT, CONTRACT_NAME)
        for seat, (name, role) in SEATS.items():
            seats.open_seat(tx, seat, CONTRACT, role=role, licence="full", payload={"name": name})
    _keep_one_job(parts, tenant)
    order = ClientOrder("demo", CLIENT_MAY, (CONTRACT,))
    client, secret = add_client(parts, tenant, order, by=ACTOR)
    operator, operator_secret = add_operator(parts, OPERATOR, OPERATOR_SCOPES)
    assert secret is not None  # the order names no public key
    return House(tenant, ACTOR, operator.name, client.id, operator_secret, secret.text)


def _keep_one_job(parts: Parts, tenant: TenantKey) -> None:
    """Restrict the first job to one seat, as an ATS would: the other doesn't find it, nor what belongs to it."""
    with parts.store.reading(tenant) as tx:
        job = next(iter(records.by_kind(tx, "job", limit=1)), None)
    if job is None:
        return
    line = {
        "kind": "access_entry",
        "id": "x0000001",
        "modified": parts.clock().isoformat(timespec="seconds"),
        "about_kind": "job",
        "about": job.source,
        "state": "restricted",
        "seats": [CONFIDENTIAL],
    }
    for outcome in receive(
        parts, tenant, [json.dumps(line).encode()], instance=FIRST_INSTANCE, origin="push", actor=ACTOR
    ):
        assert outcome.code is None, outcome.code
