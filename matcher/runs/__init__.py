"""Turn prepared profiles into runs: arrays that can be kept in files, mapped, and matched against as they lie."""

from matcher.runs.arrays import RUN_FORM, SEALED, run_arrays, run_of
from matcher.runs.merge import merge_arrays, merge_runs, put_together
from matcher.runs.run import Run, Runs, make_run

__all__ = [
    "RUN_FORM",
    "SEALED",
    "Run",
    "Runs",
    "make_run",
    "merge_arrays",
    "merge_runs",
    "put_together",
    "run_arrays",
    "run_of",
]
