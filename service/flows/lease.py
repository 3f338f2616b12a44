"""Turn due rows into work under a lease, and failed work into rows that are due again."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import timedelta
from typing import Literal

from entities.errors import TalentjoinError
from store import MembersTx, TenantTx, outbox

DOUBLINGS = 6  # then the longest wait is reached
LONGEST_WAIT = timedelta(minutes=1)


@contextmanager
def leased(
    writing: Callable[[], AbstractContextManager[TenantTx] | AbstractContextManager[MembersTx]],
    topic: Literal["refresh", "index"],
    *,
    limit: int,
    seconds: float,
) -> Iterator[list[outbox.Claimed]]:
    """Claim up to `limit` due rows in a transaction of their own; on a typed failure give them back, then raise it.

    The first time they are due again at once, then after 2, 4, 8 ... seconds, at most a minute.
    """
    with writing() as tx:
        claimed = outbox.claim(tx, topic, limit=limit, lease=timedelta(seconds=seconds))
    try:
        yield claimed
    except (TalentjoinError, OSError) as error:
        code = error.code if isinstance(error, TalentjoinError) else "machine_failed"
        tried = max((row.attempts for row in claimed), default=0)
        wait = min(LONGEST_WAIT, timedelta(seconds=2 ** min(tried, DOUBLINGS))) if tried else timedelta(0)
        with suppress(TalentjoinError), writing() as tx:  # what can't be given back comes due when the lease ends
            outbox.release(tx, topic, claimed, run_after=tx.now + wait, code=code)
        raise
