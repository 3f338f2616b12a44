"""Turn cores into processes that compute for this one, share nothing with it, and die with it."""

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process

# A clean server process forks them: nothing of this process's threads or locks is copied.
METHOD = "forkserver"
PRELOAD = ("numpy", "pyarrow", "matcher.match")


@contextmanager
def crew(size: int) -> Iterator[Executor | None]:
    """Give an executor of `size` processes, or None for one or fewer; processes start at the first work.

    They ignore Ctrl-C, which ends this process, and them with it.
    """
    if size <= 1:
        yield None
        return
    context = get_context(METHOD)
    context.set_forkserver_preload(list(PRELOAD))
    pool = ProcessPoolExecutor(size, mp_context=context, initializer=_join)
    try:
        yield pool
    except BaseException:
        _end_now(pool)
        raise
    pool.shutdown()


def cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _join() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_maker, daemon=True).start()


def _end_with_maker() -> None:
    # The server that forked this process lives as long as its children, so its death can't be waited for.
    maker = parent_process()
    if maker is not None:
        maker.join()
        os._exit(1)


def _end_now(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):  # noqa: SLF001 - before 3.14 there is no public way to end them
        process.kill()
    pool.shutdown(wait=False, cancel_futures=True)
