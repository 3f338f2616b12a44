"""Turn an operator's name and secret into a token of 15 minutes for this port, and a token into one that is over."""

from fastapi import Request
from starlette.responses import Response

from entities.errors import Unauthenticated
from service.http.admin.guard import OperatorKeys, operator_caller, operator_keys
from service.http.api import Api
from service.http.caller import Caller
from service.http.forms import FORM_BYTES, InvalidRequest
from service.http.limits import let_in
from service.http.oauth import (
    FORM_PROBLEMS,
    TOKEN_FIELDS,
    UNCACHED,
    Formed,
    InvalidGrant,
    TokenAnswer,
    documented,
    granted,
    sender_of,
    token_answer,
)
from service.http.proofs import proven_operator
from service.http.service import Service, the_service
from service.http.tokens import new_token_id
from store import clients, operators

api = Api(tag="oauth", prefix="")


@api.route(
    "POST",
    "/oauth/token",
    scope=None,
    limit="token",
    body=FORM_BYTES,
    problems=(*FORM_PROBLEMS, "invalid_scope", "unsupported_grant_type", "rate_limited"),
    example={"access_token": "eyJ…", "token_type": "Bearer", "expires_in": 900, "scope": "tenants:read"},
    extra=documented(TOKEN_FIELDS, ["grant_type"]),
    response_model=TokenAnswer,
)
def issue_operator_token(request: Request, form: Formed) -> Response:
    """Get a token for an operator's name and secret, as client id and client secret.

    The grant is `client_credentials` (RFC 6749 section 4.4); the token lives for 15 minutes, on this port only.
    """
    service = the_service(request)
    operator = _proven(request, form)
    scopes = granted(form, operator.scopes)
    caller = operator_caller(operator.name, new_token_id(), scopes)
    let_in(request, service.limits, caller, "token")
    return token_answer(operator_keys(request.app).issue(caller, service.parts.clock()), scopes)


@api.route(
    "POST",
    "/oauth/revoke",
    scope=None,
    limit="token",
    body=FORM_BYTES,
    problems=(*FORM_PROBLEMS, "invalid_grant", "rate_limited"),
    extra=documented({"token": "The token that shall count no more."}, ["token"]),
    response_model=None,
)
def revoke_operator_token(request: Request, form: Formed) -> Response:
    """Make one of the operator's tokens count no more (RFC 7009), one got by entering a tenant too.

    A token that is none, or counts no more, is answered alike.
    """
    service = the_service(request)
    operator = _proven(request, form)
    caller = _held(service, operator_keys(request.app), form.need("token"))
    if caller is None:
        return Response(headers=UNCACHED)
    if caller.client != operator_caller(operator.name, "", frozenset()).client:
        raise InvalidGrant
    assert caller.expires_at is not None  # every token that is read has an end
    with service.parts.store.control_writing() as tx:
        clients.revoke_token(tx, caller.token, caller.expires_at)
    service.standings.forget()
    return Response(headers=UNCACHED)


def _proven(request: Request, form: Formed) -> operators.Operator:
    if form.proof.assertion:
        raise InvalidRequest("operators have secrets", pointer="/client_assertion")
    return proven_operator(the_service(request), form.proof, sender_of(request))


def _held(service: Service, keys: OperatorKeys, token: str) -> Caller | None:
    now = service.parts.clock()
    for each in (keys, service.tokens):
        try:
            return each.read(token, now)
        except Unauthenticated:
            continue
    return None
