"""Turn every way to fail into one tree of typed errors.

TalentjoinError
├── InputError                 what was given can't be taken as it is
│   ├── InvalidItem            one item of a batch breaks its schema
│   ├── InvalidQuery           a search text or filter can't be read
│   ├── InvalidTable           a match input lacks a column or holds a wrong type
│   ├── InvalidCursor          a cursor is not ours, or of another list
│   ├── CursorExpired          the list behind a cursor is no longer kept
│   ├── KeyReused              an idempotency key came back with another request
│   └── TooLarge               over a documented limit
├── Unauthenticated            nobody we know is asking
│   └── InvalidClient          a client's name or proof is wrong
├── NotFound                   no such thing for this tenant
├── Refused                    allowed to nobody, or not now
│   ├── Stale                  older than what is kept
│   ├── Erased                 a tombstone stands in the way
│   ├── Locked                 another process owns the data folder or writer
│   ├── InsufficientScope      the caller lacks a scope
│   ├── ViewerNeeded           a read of people names no seat
│   ├── ReasonNeeded           an operator enters a tenant without saying why
│   ├── VersionMismatch        the record is of another version than the caller thinks
│   ├── StillRunning           the same request is under way
│   ├── IndexBehind            the index has not reached a change token yet
│   └── RateLimited            more requests than are allowed
├── StoreError                 the store could not answer
│   ├── StoreFull              no space left to write
│   ├── StoreBusy              a lock or a connection was not to be had in time
│   ├── StoreCorrupt           bytes are not what was written
│   └── MigrationNeeded        the store's schema is of another version
├── EngineError                the index engine could not answer
│   ├── EngineDown             not reachable, or broken
│   └── EngineBusy             overloaded for now
├── KeyMissing                 a key is missing or doesn't fit
├── LeaseLost                  another worker took the work over
└── SettingsError              a setting is missing or wrong
"""

from typing import ClassVar, Literal

Retry = Literal["never", "later", "now"]


class TalentjoinError(Exception):
    """Something failed in a way we know by name.

    `code` is stable; `retry` says whether the same call may work; `pointer` is a JSON pointer into the input, and
    `hint` says what to do. None of them holds personal data.
    """

    code: ClassVar[str] = "failed"
    retry: ClassVar[Retry] = "never"

    def __init__(self, message: str = "", *, pointer: str | None = None, hint: str | None = None) -> None:
        sentence = message or (type(self).__doc__ or "").splitlines()[0]
        super().__init__(sentence)
        self.message = sentence
        self.pointer = pointer
        self.hint = hint


class InputError(TalentjoinError):
    """What was given can't be taken as it is."""

    code: ClassVar[str] = "invalid_input"


class InvalidItem(InputError):
    """An item breaks its kind's schema."""

    code: ClassVar[str] = "invalid_item"


class InvalidQuery(InputError):
    """The search text or a filter can't be read."""

    code: ClassVar[str] = "invalid_query"


class InvalidTable(InputError):
    """The table lacks a column or holds a wrong type."""

    code: ClassVar[str] = "invalid_table"


class InvalidCursor(InputError):
    """The cursor is not one of ours, or belongs to another list."""

    code: ClassVar[str] = "invalid_cursor"


class CursorExpired(InputError):
    """The list behind the cursor is no longer kept."""

    code: ClassVar[str] = "cursor_expired"


class KeyReused(InputError):
    """The idempotency key was used for another request."""

    code: ClassVar[str] = "idempotency_key_reused"


class TooLarge(InputError):
    """The input is over a documented limit."""

    code: ClassVar[str] = "too_large"


class Unauthenticated(TalentjoinError):
    """The request carries no token that is valid here and now."""

    code: ClassVar[str] = "unauthenticated"


class InvalidClient(Unauthenticated):
    """The client's name, secret or assertion is wrong."""

    code: ClassVar[str] = "invalid_client"


class NotFound(TalentjoinError):
    """There is no such thing for this tenant."""

    code: ClassVar[str] = "not_found"


class Refused(TalentjoinError):
    """The operation is not allowed."""

    code: ClassVar[str] = "refused"


class Stale(Refused):
    """The item is older than what is kept from the same origin."""

    code: ClassVar[str] = "stale"


class Erased(Refused):
    """The record was deleted, and this item is not newer than the deletion."""

    code: ClassVar[str] = "erased"


class Locked(Refused):
    """Another process owns it."""

    code: ClassVar[str] = "locked"
    retry: ClassVar[Retry] = "later"


class InsufficientScope(Refused):
    """The caller's token lacks a scope that this needs."""

    code: ClassVar[str] = "insufficient_scope"


class ViewerNeeded(Refused):
    """Reading people needs a seat that looks."""

    code: ClassVar[str] = "viewer_needed"


class ReasonNeeded(Refused):
    """An operator's access to a tenant needs a stated reason."""

    code: ClassVar[str] = "reason_needed"


class VersionMismatch(Refused):
    """The record is of another version than the caller thinks."""

    code: ClassVar[str] = "version_mismatch"


class StillRunning(Refused):
    """The same request is still under way."""

    code: ClassVar[str] = "still_running"
    retry: ClassVar[Retry] = "now"


class IndexBehind(Refused):
    """The index has not reached the change token yet."""

    code: ClassVar[str] = "index_behind"
    retry: ClassVar[Retry] = "now"


class RateLimited(Refused):
    """There were more requests than are allowed; `retry_after` says how many seconds to wait."""

    code: ClassVar[str] = "rate_limited"
    retry: ClassVar[Retry] = "later"

    def __init__(self, message: str = "", *, retry_after: int = 1, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.retry_after = retry_after


class StoreError(TalentjoinError):
    """The store could not answer."""

    code: ClassVar[str] = "store_failed"
    retry: ClassVar[Retry] = "later"


class StoreFull(StoreError):
    """There is no space left to write; nothing was changed."""

    code: ClassVar[str] = "store_full"


class StoreBusy(StoreError):
    """A lock or a connection was not to be had in time; nothing was changed."""

    code: ClassVar[str] = "store_busy"
    retry: ClassVar[Retry] = "now"


class StoreCorrupt(StoreError):
    """Stored bytes are not what was written."""

    code: ClassVar[str] = "store_corrupt"
    retry: ClassVar[Retry] = "never"


class MigrationNeeded(StoreError):
    """The store's schema is of another version."""

    code: ClassVar[str] = "migration_needed"
    retry: ClassVar[Retry] = "never"


class EngineError(TalentjoinError):
    """The index engine could not answer."""

    code: ClassVar[str] = "engine_failed"
    retry: ClassVar[Retry] = "later"


class EngineDown(EngineError):
    """The index engine can't be reached or is broken."""

    code: ClassVar[str] = "engine_down"


class EngineBusy(EngineError):
    """The index engine is overloaded for now."""

    code: ClassVar[str] = "engine_busy"
    retry: ClassVar[Retry] = "now"


class KeyMissing(TalentjoinError):
    """A key is missing or doesn't fit what it should open."""

    code: ClassVar[str] = "key_missing"


class LeaseLost(TalentjoinError):
    """Another worker took the work over; nothing was changed."""

    code: ClassVar[str] = "lease_lost"
    retry: ClassVar[Retry] = "now"


class SettingsError(TalentjoinError):
    """A setting is missing or wrong."""

    code: ClassVar[str] = "settings_wrong"
