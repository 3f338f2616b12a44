"""Turn a client's proof into a token of 15 minutes, and a token into one that counts no more."""

from typing import Annotated, Any, Literal

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from entities.errors import InputError, Unauthenticated
from service.http.api import Api
from service.http.caller import Caller
from service.http.forms import FORM_BYTES, MEDIA, Form, read_form
from service.http.limits import let_in
from service.http.proofs import Sender, proven_client
from service.http.service import the_service
from service.http.signing import LIFE
from service.http.tokens import new_token_id
from service.public_keys import ALGORITHMS
from service.scopes import SCOPES
from store import clients

UNCACHED = {"Cache-Control": "no-store", "Pragma": "no-cache"}  # RFC 6749 section 5.1
GRANT = "client_credentials"
PROOFS = ("client_secret_basic", "client_secret_post", "private_key_jwt")
FORM_PROBLEMS = ("invalid_request", "invalid_client", "too_large")
TOKEN_FIELDS = {"grant_type": f"`{GRANT}`", "scope": "Scopes with blanks between; all of the client's by default."}
PROOF_FIELDS = {
    "client_id": "The client's id, unless the header names it.",
    "client_secret": "Its secret (client_secret_post), unless the header has it (client_secret_basic).",
    "client_assertion_type": "`urn:ietf:params:oauth:client-assertion-type:jwt-bearer`",
    "client_assertion": "A JWT signed by the client's key (private_key_jwt): iss and sub are its id, aud is this "
    "address, exp at most 5 minutes ahead, jti used once.",
}

api = Api(tag="oauth", prefix="")
Formed = Annotated[Form, Depends(read_form)]


class InvalidScope(InputError):
    """A scope is unknown, or not the client's."""

    code = "invalid_scope"


class UnsupportedGrantType(InputError):
    """Only client credentials are served."""

    code = "unsupported_grant_type"


class InvalidGrant(InputError):
    """The token was issued to another client."""

    code = "invalid_grant"


class TokenAnswer(BaseModel):
    """A token, as RFC 6749 section 5.1 has it."""

    model_config = ConfigDict(frozen=True)

    access_token: str = Field(repr=False)
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the type's name
    expires_in: int = Field(default=int(LIFE.total_seconds()), description="Seconds.")
    scope: str


class Metadata(BaseModel):
    """What an OAuth 2 library needs to know, as RFC 8414 has it."""

    model_config = ConfigDict(frozen=True)

    issuer: str
    token_endpoint: str
    revocation_endpoint: str
    jwks_uri: str
    scopes_supported: list[str]
    response_types_supported: list[str]
    grant_types_supported: list[str]
    token_endpoint_auth_methods_supported: list[str]
    token_endpoint_auth_signing_alg_values_supported: list[str]
    revocation_endpoint_auth_methods_supported: list[str]
    service_documentation: str


class KeyList(BaseModel):
    """The public keys that tokens are signed by, as a JWK set (RFC 7517)."""

    model_config = ConfigDict(frozen=True)

    keys: list[dict[str, str]]


def documented(fields: dict[str, str], needed: list[str]) -> dict[str, Any]:
    """Describe a form in OpenAPI."""
    properties = {name: {"type": "string", "description": text} for name, text in {**fields, **PROOF_FIELDS}.items()}
    schema = {"type": "object", "required": needed, "properties": properties}
    return {"requestBody": {"required": True, "content": {MEDIA: {"schema": schema}}}}


def sender_of(request: Request) -> Sender:
    """Say where a request comes from."""
    return Sender(request.client.host if request.client else "", request.state.request_id)


def granted(form: Form, held: frozenset[str]) -> frozenset[str]:
    """Give the scopes that a form asks for, all that are held by default.

    Raises:
        UnsupportedGrantType: it asks by another grant than client credentials.
        InvalidScope: it asks for one that is not held.

    """
    if form.need("grant_type") != GRANT:
        raise UnsupportedGrantType(pointer="/grant_type")
    if "scope" not in form.values:
        return held
    asked = frozenset(form.values["scope"].split(" "))
    if not asked <= held:
        raise InvalidScope(pointer="/scope")
    return asked


def token_answer(token: str, scopes: frozenset[str]) -> JSONResponse:
    """Answer with a token that nobody on the way may keep."""
    answer = TokenAnswer(access_token=token, scope=" ".join(sorted(scopes)))
    return JSONResponse(answer.model_dump(), headers=UNCACHED)


@api.route(
    "POST",
    "/oauth/token",
    scope=None,
    limit="token",
    body=FORM_BYTES,
    problems=(*FORM_PROBLEMS, "invalid_scope", "unsupported_grant_type", "rate_limited"),
    example={"access_token": "eyJ…", "token_type": "Bearer", "expires_in": 900, "scope": "people:read act_as"},
    extra=documented(TOKEN_FIELDS, ["grant_type"]),
    response_model=TokenAnswer,
)
def issue_token(request: Request, form: Formed) -> Response:
    """Get a token for a client's secret, or for an assertion signed by its key.

    The grant is `client_credentials` (RFC 6749 section 4.4); the token lives for 15 minutes.
    """
    service = the_service(request)
    client, secret = proven_client(service, form.proof, sender_of(request))
    scopes = granted(form, client.scopes)
    caller = Caller(client.id, new_token_id(), client.tenant, client.instance, scopes, secret=secret)
    let_in(request, service.limits, caller, "token")
    return token_answer(service.tokens.issue(caller, service.parts.clock()), scopes)


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
def revoke_token(request: Request, form: Formed) -> Response:
    """Make one of the client's tokens count no more, everywhere within seconds (RFC 7009).

    A token that is none, or counts no more, is answered alike.
    """
    service = the_service(request)
    client, _ = proven_client(service, form.proof, sender_of(request))
    try:
        caller = service.tokens.read(form.need("token"), service.parts.clock())
    except Unauthenticated:
        return Response(headers=UNCACHED)
    if caller.client != client.id:
        raise InvalidGrant
    assert caller.expires_at is not None  # every token that is read has an end
    with service.parts.store.control_writing() as tx:
        clients.revoke_token(tx, caller.token, caller.expires_at)
    service.standings.forget()
    return Response(headers=UNCACHED)


@api.route("GET", "/.well-known/oauth-authorization-server", scope=None)
def read_metadata(request: Request) -> Metadata:
    """Read what an OAuth 2 library needs to know (RFC 8414)."""
    issuer = the_service(request).tokens.issuer
    signed_by = [name for names in ALGORITHMS.values() for name in names]
    return Metadata(
        issuer=issuer,
        token_endpoint=f"{issuer}/oauth/token",
        revocation_endpoint=f"{issuer}/oauth/revoke",
        jwks_uri=f"{issuer}/.well-known/jwks.json",
        scopes_supported=list(SCOPES),
        response_types_supported=[],
        grant_types_supported=[GRANT],
        token_endpoint_auth_methods_supported=list(PROOFS),
        token_endpoint_auth_signing_alg_values_supported=signed_by,
        revocation_endpoint_auth_methods_supported=list(PROOFS),
        service_documentation=f"{issuer}/docs",
    )


@api.route("GET", "/.well-known/jwks.json", scope=None)
def read_keys(request: Request) -> KeyList:
    """Read the public keys that tokens are signed by (RFC 7517)."""
    service = the_service(request)
    return KeyList(keys=service.tokens.public(service.parts.clock())["keys"])
