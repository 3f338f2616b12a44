"""Turn names into designs: every table of designs, in one order."""

from benchmarks.cvs.chromium.designs_columns import COLUMNS
from benchmarks.cvs.chromium.designs_known import KNOWN
from benchmarks.cvs.chromium.designs_late import LATE
from benchmarks.cvs.chromium.designs_plain import PLAIN
from benchmarks.cvs.chromium.designs_web import WEB_DESIGNS
from benchmarks.cvs.chromium.sheet import Design

DESIGNS: tuple[Design, ...] = (*PLAIN, *COLUMNS, *KNOWN, *LATE, *WEB_DESIGNS)
