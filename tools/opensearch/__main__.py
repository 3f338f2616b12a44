"""Turn `python -m tools.opensearch` into nodes of OpenSearch that run until Ctrl-C."""

import argparse
import signal
import sys

from tools.opensearch.lacking import Lacking
from tools.opensearch.node import HEAP_MB, HEAP_MB_OF_THREE, NotStarted, running
from tools.opensearch.place import find_place


def main() -> int:
    """Assemble OpenSearch if need be, run it until it is interrupted; the answer is the exit code."""
    arguments = argparse.ArgumentParser(prog="make opensearch", description="Run OpenSearch on this machine.")
    arguments.add_argument("--nodes", type=int, default=1, help="how many (default 1)")
    arguments.add_argument("--heap", type=int, metavar="MB", help="heap of each node (default 512, several: 400)")
    arguments.add_argument("--assemble", action="store_true", help="only assemble it; start nothing")
    given = arguments.parse_args()
    heap_mb = given.heap or (HEAP_MB if given.nodes == 1 else HEAP_MB_OF_THREE)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        place = find_place()
        if given.assemble:
            print(place.home)
            return 0
        with running(place, given.nodes, heap_mb=heap_mb) as cluster:
            print(f"OpenSearch answers at {cluster.url}")
            print("Ctrl-C stops it; what it holds goes with it.", flush=True)
            signal.pause()
    except KeyboardInterrupt:
        print("OpenSearch has stopped.")
    except (Lacking, NotStarted) as failed:
        print(failed, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
