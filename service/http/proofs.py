"""Turn a proof into the client or operator that it proves, or into one and the same refusal."""

from dataclasses import dataclass

from entities.errors import InvalidClient
from service.http.assertions import named_client, verified
from service.http.forms import Proof
from service.http.service import Service
from service.http.standing import OPERATOR
from service.telemetry import get_log
from store import clients, operators

# A public key that nobody holds the other half of: an unknown client costs as much as a known one.
NOBODY = '{"kty":"OKP","crv":"Ed25519","x":"IvOvKxvDyJWOysAQCCpnTf9PyAy1xzO56DHzlAeaoVc"}'


@dataclass(frozen=True, slots=True)
class Sender:
    """Where a proof comes from: the address, and the request's id for the log."""

    address: str
    request_id: str


def proven_client(service: Service, proof: Proof, sender: Sender) -> tuple[clients.Client, int]:
    """Find the client that a proof is of, and the number of the secret that it was, 0 for an assertion.

    Raises:
        InvalidClient: no such client, or a wrong proof: which of them is not to be told.
        RateLimited: it failed too often in the last minute.

    """
    name = named_client(proof.assertion) if proof.assertion else proof.client
    service.failures.check(name, sender.address)
    found, secret = (_by_assertion if proof.assertion else _by_secret)(service, name, proof)
    if found is None or found.revoked_at is not None or proof.client not in ("", found.id):
        raise _failed(service, "client", name, sender)
    return found, secret


def proven_operator(service: Service, proof: Proof, sender: Sender) -> operators.Operator:
    """Find the operator that a proof is of; raises InvalidClient, RateLimited."""
    name = proof.client
    service.failures.check(OPERATOR + name, sender.address)
    with service.parts.store.control_reading() as tx:
        found = operators.by_secret(tx, name, proof.secret)
    if found is None or found.closed_at is not None:
        raise _failed(service, "operator", OPERATOR + name, sender)
    return found


def _by_secret(service: Service, name: str, proof: Proof) -> tuple[clients.Client | None, int]:
    with service.parts.store.control_reading() as tx:
        number = clients.which_secret(tx, name, proof.secret)
        return (clients.get(tx, name) if number else None), number


def _by_assertion(service: Service, name: str, proof: Proof) -> tuple[clients.Client | None, int]:
    with service.parts.store.control_reading() as tx:
        found = clients.get(tx, name)
    key = found.public_key if found is not None and found.public_key else NOBODY
    audiences = (service.tokens.issuer, f"{service.tokens.issuer}/oauth/token")
    try:
        given = verified(proof.assertion, key, audiences, service.parts.clock())
    except InvalidClient:
        return None, 0
    with service.parts.store.control_writing() as tx:
        first = key is not NOBODY and given.client == name and clients.spend(tx, given.once, given.until)
    return (found if first else None), 0


def _failed(service: Service, kind: str, name: str, sender: Sender) -> InvalidClient:
    service.failures.add(name, sender.address)
    get_log().warning("client.refused", kind=kind, id=sender.request_id)
    return InvalidClient()
