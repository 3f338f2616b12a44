"""Turn a route into one that reads its body by our rules, and says what is wrong with it only to a known caller."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from fastapi import Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.params import Query
from fastapi.routing import APIRoute
from starlette.responses import Response

from entities.errors import InputError
from service.flows.facet_names import nearest
from service.http.bodies import BODY_BYTES, StrictRequest, UnsupportedMediaType, is_json

SHOWN = 100  # characters of a name that nobody knows
BODY = "x-body-bytes"  # names, in the contract, how large a body may be


class StrictRoute(APIRoute):
    """Reads bodies by our rules: bounded, UTF-8, at most 20 levels, nothing but JSON where the route takes JSON."""

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Name the parameters of the query."""
        return frozenset(one.alias for one in get_flat_params(self.dependant) if isinstance(one.field_info, Query))

    def get_route_handler(self) -> Callable[[Request], Any]:
        """Wrap the request before it is read."""
        answer = super().get_route_handler()
        most = int((self.openapi_extra or {}).get(BODY, BODY_BYTES))
        takes_json = self.body_field is not None

        async def strictly(request: Request) -> Response:
            strict = StrictRequest(request.scope, request.receive, most)
            try:
                response: Response = await answer(strict)
            except RequestValidationError:
                if strict.failed is not None:
                    raise strict.failed from None
                if takes_json and await strict.body() and not is_json(strict):
                    raise UnsupportedMediaType("the body must be application/json") from None
                raise
            return response

        return strictly


async def known_parameters(request: Request) -> None:
    """Make sure that the route has each parameter of the query, so that a typing error is seen; raises InputError."""
    if not request.scope["query_string"]:
        return
    route = request.scope["route"]
    assert isinstance(route, StrictRoute)
    for name in request.query_params:
        if name not in route.parameters:
            known = sorted(route.parameters)
            hint = f"the nearest name is {nearest(name[:SHOWN], known)}" if known else "the route takes none"
            raise InputError("there is no such parameter", pointer=name[:SHOWN], hint=hint)
