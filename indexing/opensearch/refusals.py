"""Turn what OpenSearch refuses, by status and type, into typed errors that hold nothing of a request."""

from collections.abc import Callable

from entities.errors import EngineBusy, EngineDown, EngineError, TalentjoinError, TooLarge

REBUILD_HINT = "rebuild the index: talentjoin rebuild"
DISK_HINT = "free disk space on the search nodes; the block is lifted by itself, and nothing is lost"
BLOCK_HINT = "lift the block with the index setting index.blocks.write; nothing is lost"
TOO_MANY = frozenset(("too_many_clauses", "too_many_nested_clauses", "too_complex_to_determinize_exception"))
LIMITS = ("maxclausecount", "too many terms", "nested more than", "max_terms_count", "too many buckets", "too_many_")
GONE = frozenset(("search_context_missing_exception", "search_context_exception"))
MAPPING = frozenset(("strict_dynamic_mapping_exception", "mapper_parsing_exception", "document_parsing_exception"))
# The aliases that we write to are no valid names of an index, so that no write makes one.
MISSING = frozenset(("index_not_found_exception", "aliases_not_found_exception", "invalid_index_name_exception"))
EXISTS = frozenset(("resource_already_exists_exception",))
UNREACHED = frozenset(
    (
        "no_shard_available_action_exception",
        "unavailable_shards_exception",
        "master_not_discovered_exception",
        "cluster_manager_not_discovered_exception",
    )
)
OVERLOADED = frozenset((429, 502, 503, 504))
SERVER_FAILED = 500


class PlaceGone(EngineError):
    """An index or alias that a call named is no longer there."""


class AlreadyThere(EngineError):
    """An index that a call would make is there."""


class Unanswered(EngineDown):
    """Nobody answered a call."""


class StateGone(EngineDown):
    """The copies of an index that were pinned don't answer; others may."""


class Blocked(EngineDown):
    """An index or the cluster takes no such calls until somebody does something about it."""


BY_KIND: tuple[tuple[frozenset[str], Callable[[], EngineError]], ...] = (
    (GONE, lambda: StateGone("the state of the index that was read is no longer kept", hint="ask again")),
    (MAPPING, lambda: EngineDown("an index's mapping is not the one it was made with", hint=REBUILD_HINT)),
    (MISSING, lambda: PlaceGone("the index is no longer there")),
    (EXISTS, lambda: AlreadyThere("the index is there already")),
    (UNREACHED, lambda: StateGone("no copy of the index answers")),
)


def refusal(status: int, kind: str, reason: str = "", causes: tuple[str, ...] = ()) -> TalentjoinError:
    """Choose the error for an answer; `reason` and `causes` are only looked into, never repeated."""
    told = " ".join((reason, *causes)).lower()
    kinds = {kind, *causes}
    if "cluster_block_exception" in kinds:
        return blocked(told)
    if kinds & TOO_MANY or any(limit in told for limit in LIMITS):
        return TooLarge("the query has more conditions than the search engine takes", hint="ask for fewer words")
    for known, error in BY_KIND:
        if kinds & known:
            return error()
    return _by_status(status, kind)


def _by_status(status: int, kind: str) -> TalentjoinError:
    if kind == "search_phase_execution_exception" and status >= SERVER_FAILED:
        return StateGone("no part of the index answers", hint="ask again")
    if status in OVERLOADED:
        return EngineBusy("the search engine is overloaded or starting", hint="try again in a moment")
    if status in (401, 403):
        return EngineError("the search engine refused our sign-in", hint="check its user, password or certificate")
    if status >= SERVER_FAILED:
        return EngineDown(f"the search engine failed ({status} {kind})")
    return EngineError(f"the search engine refused a request ({status} {kind})")


def blocked(reason: str) -> Blocked:
    """Choose the error for an index or cluster that takes no writes for now, or no calls at all."""
    if "flood" in reason or "read-only-allow-delete" in reason or "disk" in reason:
        return Blocked("the search nodes are out of disk space", hint=DISK_HINT)
    if "read-only" in reason or "/write" in reason or "index write" in reason:
        return Blocked("an index is read-only", hint=BLOCK_HINT)
    return Blocked("the search cluster takes no calls for now")
