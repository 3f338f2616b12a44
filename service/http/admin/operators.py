"""Turn an operator's orders on accounts into accounts, with secrets that are shown once."""

from datetime import datetime
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from entities.errors import InputError
from service.flows import operators as flow
from service.http.admin.guard import AdminGuard, Here
from service.http.api import Api
from store import operators

api = Api(tag="operators", prefix="/admin/v1", guard=AdminGuard)
OperatorName = Annotated[str, Path(min_length=1, max_length=64, description="The operator's name.")]


class OperatorBody(BaseModel):
    """What an account shall be."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: Annotated[str, Field(max_length=64)]
    scopes: Annotated[tuple[str, ...], Field(max_length=64, description="At most those of the caller.")]


class Operator(BaseModel):
    """One account."""

    model_config = ConfigDict(frozen=True)

    name: str
    scopes: tuple[str, ...]
    made_at: datetime
    closed_at: datetime | None


class OperatorListing(BaseModel):
    """The accounts, the oldest first."""

    model_config = ConfigDict(frozen=True)

    items: tuple[Operator, ...]


class NewOperator(BaseModel):
    """An account just made, with its secret, which is shown here and never again."""

    model_config = ConfigDict(frozen=True)

    operator: Operator
    secret: Annotated[str, Field(repr=False)]


@api.route("GET", "/operators", scope="operators:write")
def list_operators(call: Here) -> OperatorListing:
    """List the accounts, those closed too."""
    return OperatorListing(items=tuple(map(_shown, flow.list_operators(call.parts))))


@api.route("POST", "/operators", scope="operators:write", status=201)
def add_operator(call: Here, body: OperatorBody) -> NewOperator:
    """Make an account, which may do at most what the caller may; its secret is shown in this answer only."""
    for place, scope in enumerate(body.scopes):
        if scope not in call.caller.scopes:
            raise InputError("an operator can be given no scope that the caller lacks", pointer=f"/scopes/{place}")
    account, secret = flow.add_operator(call.parts, body.name, body.scopes)
    return NewOperator(operator=_shown(account), secret=secret)


@api.route("DELETE", "/operators/{name}", scope="operators:write", status=204, problems=("not_found", "refused"))
def close_operator(call: Here, name: OperatorName) -> None:
    """Close an account for good: neither its secret nor its tokens count within seconds."""
    flow.close_operator(call.parts, name)
    call.service.standings.forget()


def _shown(account: operators.Operator) -> Operator:
    return Operator(
        name=account.name,
        scopes=tuple(sorted(account.scopes)),
        made_at=account.made_at,
        closed_at=account.closed_at,
    )
