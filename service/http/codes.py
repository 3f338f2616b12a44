"""Turn each problem's code into its status, its cause and its fix: the only table of HTTP statuses."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Known(NamedTuple):
    """What is known of one code."""

    status: int
    title: str
    cause: str
    fix: str


PROBLEMS: Mapping[str, Known] = MappingProxyType(
    {
        "failed": Known(500, "Something failed", "A fault of the service.", "Report it with the request's id."),
        "invalid_input": Known(
            422, "Invalid input", "A value can't be taken as it is.", "Mend what `errors` points at."
        ),
        "invalid_json": Known(400, "Not JSON", "The body is not one JSON value.", "Send valid JSON in UTF-8."),
        "invalid_encoding": Known(400, "Not UTF-8", "The body is not UTF-8.", "Encode the body as UTF-8."),
        "malformed_request": Known(
            400, "Not HTTP", "What came is not a request of HTTP/1.1.", "Send well-formed HTTP/1.1."
        ),
        "too_deep": Known(400, "Nested too deep", "The body nests deeper than 20 levels.", "Send a flatter body."),
        "invalid_item": Known(
            422,
            "Invalid record",
            "The record breaks its kind's schema.",
            "Mend what `errors` points at; `talentjoin schema KIND` prints the schema.",
        ),
        "invalid_query": Known(422, "Invalid query", "The search can't be read.", "Mend what `errors` points at."),
        "invalid_table": Known(
            422, "Invalid table", "A table lacks a column or has a wrong type.", "Send the columns of docs/input.md."
        ),
        "invalid_cursor": Known(
            400,
            "Invalid cursor",
            "The cursor is not ours, or is of another list.",
            "Begin the list anew without a cursor.",
        ),
        "cursor_expired": Known(
            410, "Cursor expired", "A ranked list is kept for 5 minutes.", "Ask the same search again without a cursor."
        ),
        "idempotency_key_reused": Known(
            422,
            "Idempotency key reused",
            "The key came with another request before.",
            "Take a new key for a new request.",
        ),
        "too_large": Known(413, "Too large", "The body or a part of it is over its limit.", "Send less at once."),
        "unauthenticated": Known(
            401,
            "No valid token",
            "The token is missing, expired, revoked or not ours.",
            "Get a new token at /oauth/token.",
        ),
        "invalid_client": Known(
            401,
            "Unknown client",
            "The client's id, secret or assertion is wrong.",
            "Check id and secret; make a new secret if it is lost.",
        ),
        "invalid_request": Known(
            400,
            "Invalid token request",
            "The form at /oauth lacks a parameter, repeats one, or proves the client in two ways.",
            "Send a form with grant_type, and one proof of the client.",
        ),
        "invalid_scope": Known(
            400,
            "Scope not granted",
            "A scope is unknown, or the client doesn't have it.",
            "Ask for scopes that the client has, or leave `scope` out.",
        ),
        "invalid_grant": Known(
            400, "Not the client's token", "The token was issued to another client.", "Revoke only your own tokens."
        ),
        "unsupported_grant_type": Known(
            400,
            "Unsupported grant type",
            "Only client_credentials is served.",
            "Send grant_type=client_credentials.",
        ),
        "insufficient_scope": Known(
            403,
            "Scope missing",
            "The token lacks the scope that the route needs.",
            "Ask for a token with the scope, or let an admin add it to the client.",
        ),
        "viewer_needed": Known(
            403, "Viewer needed", "Reading people needs a seat that looks.", "Send the seat's id in the header Viewer."
        ),
        "reason_needed": Known(
            403, "Reason needed", "An operator enters a tenant only for a stated reason.", "State the reason."
        ),
        "not_found": Known(404, "Not found", "There is no such thing for this tenant and viewer.", "Check the id."),
        "route_not_found": Known(404, "No such route", "No route has this path.", "See /docs."),
        "method_not_allowed": Known(405, "Method not allowed", "The path has no such method.", "See the header Allow."),
        "request_timeout": Known(
            408, "Request too slow", "The request did not arrive in time.", "Send it again, faster or smaller."
        ),
        "refused": Known(409, "Refused", "The operation is not allowed.", "See the detail."),
        "stale": Known(
            409, "Stale", "A newer version of the record is kept from the same origin.", "Send the current state."
        ),
        "erased": Known(
            409,
            "Erased",
            "The record was deleted, and this is not newer.",
            "Send it with a creation time after the deletion, if it is new.",
        ),
        "locked": Known(409, "Locked", "Another process owns it.", "Try later."),
        "still_running": Known(409, "Still running", "The same request is under way.", "Send it again in a moment."),
        "index_behind": Known(
            409,
            "Index behind",
            "The index has not reached the change token yet.",
            "Send the request again in a moment.",
        ),
        "version_mismatch": Known(
            412,
            "Version mismatch",
            "The record is of another version than If-Match says.",
            "Read it anew, and decide again.",
        ),
        "unsupported_media_type": Known(
            415,
            "Unsupported media type",
            "The body's type is not one that the route takes.",
            "Send the type that /docs names.",
        ),
        "headers_too_large": Known(
            431, "Headers too large", "The request's headers are over 16 kB.", "Send fewer or shorter headers."
        ),
        "rate_limited": Known(
            429, "Too many requests", "The client's or tenant's limit is used up.", "Wait as long as Retry-After says."
        ),
        "store_failed": Known(503, "Store failed", "The store could not answer.", "Try again later."),
        "store_full": Known(
            507, "Store full", "There is no space left; nothing was changed.", "Wait for the operator to make space."
        ),
        "store_busy": Known(
            503, "Store busy", "A lock was not to be had in time; nothing was changed.", "Send it again."
        ),
        "store_corrupt": Known(
            500, "Store corrupt", "Stored bytes are not what was written.", "Report it with the request's id."
        ),
        "migration_needed": Known(
            503, "Migration needed", "The store is of another version.", "Wait for the operator to upgrade it."
        ),
        "engine_failed": Known(503, "Index failed", "The index could not answer.", "Try again later."),
        "engine_down": Known(
            503, "Index down", "The index can't be reached.", "Try again later; writes are still taken."
        ),
        "engine_busy": Known(503, "Index busy", "The index is overloaded.", "Send it again."),
        "key_missing": Known(
            503, "Key missing", "A key is missing, so nothing can be opened.", "Wait for the operator to restore it."
        ),
        "lease_lost": Known(503, "Work taken over", "Another worker took the work over.", "Send it again."),
        "settings_wrong": Known(
            500, "Settings wrong", "A setting is missing or wrong.", "Report it with the request's id."
        ),
        "deadline": Known(
            503, "Took too long", "The answer took longer than 10 seconds.", "Send it again, or ask for less."
        ),
    }
)
