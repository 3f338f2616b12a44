"""Turn a write into a token that a later read waits by."""

from typing import Annotated

from fastapi import Query, Request

from entities.errors import InputError
from entities.ids import Sequence as ChangeSequence
from service.http.call import Call
from service.http.sealed_tokens import PURPOSE, sealed_token


def change_token(call: Call, sequence: ChangeSequence) -> str:
    """Give the token by which a later read waits for a write: opaque, and of this tenant only."""
    return sealed_token(call.service.seal, call.tenant, sequence)


async def waited(
    request: Request,
    after: Annotated[
        str | None,
        Query(
            max_length=200, description="A `change_token`: the answer includes that write, or is 409 `index_behind`."
        ),
    ] = None,
) -> None:
    """Wait for the write that the parameter `after` names.

    Raises:
        InputError: the token is not ours, or is another tenant's.
        IndexBehind: the index did not reach it in time.

    """
    if after is None:
        return
    call: Call = request.state.call
    token = call.service.seal.read((PURPOSE, call.tenant), after)
    if token is None:
        raise InputError("the change token is not one of this tenant", pointer="after")
    await call.service.waits.wait(call.tenant, ChangeSequence(token))
