"""Turn a command that wrote into the worker, where no other process is it."""

from entities.errors import Locked
from service.lock import worker_lock
from service.parsing import LazyParser
from service.report import Report
from service.wiring import Parts


def work_if_alone(parts: Parts, report: Report) -> bool:
    """Do all due work if no worker runs; tells whether it was done here.

    Raises:
        TalentjoinError: work failed; what was acknowledged is kept and comes due again.

    """
    from service.worker import Worker

    try:
        with worker_lock(parts.settings.data), LazyParser(parts.settings) as parser:
            Worker(parts, parser, report).drain()
    except Locked:
        return False
    return True
