"""Turn the worker's idle moments into re-reading of files that an older parser read, a few at a time."""

from collections import deque

from entities.ids import RecordId, TenantKey
from matcher.resume import PARSER_VERSION
from service.flows.parse import order_again
from service.telemetry import get_log
from service.wiring import Parts
from store import control

log = get_log()

FILES_AT_ONCE = 100  # whoever writes meanwhile waits for no more than these


class Reparsing:
    """Knows how far each tenant's files have been looked through since this process began.

    The parser's version can't change while a process runs, so once through is enough. Until a file's new outcome is
    kept, the old one counts.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._waiting: deque[TenantKey] | None = None
        self._after: RecordId | None = None

    def step(self) -> int:
        """Make candidates due whose files an older parser read; gives how many files, 0 once all are looked through.

        Raises:
            TalentjoinError: the store can't be read or written; the same files come again.

        """
        if self._waiting is None:
            with self._parts.store.control_reading() as shared:
                self._waiting = deque(tenant.key for tenant in control.tenants(shared))
        while self._waiting:
            tenant = self._waiting[0]
            files = order_again(self._parts, tenant, after=self._after, limit=FILES_AT_ONCE)
            if files:
                self._after = files[-1]
                log.info("files.read_again", tenant=tenant, count=len(files), version=PARSER_VERSION)
                return len(files)
            self._waiting.popleft()
            self._after = None
        return 0
