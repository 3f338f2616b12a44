"""Turn every hostile file into a line of a table: what became of it in the sandbox, and how long it took.

`python -m benchmarks.hostile [SOURCE]` takes the limits from the environment, as the service does; SOURCE reads the
PDFs only, by `pdfminer` or `pdfium`.
"""

import sys
from collections import deque
from collections.abc import Iterator

from benchmarks.hostile.built import Hostile
from benchmarks.hostile.every import hostile_files
from benchmarks.hostile.invented import invented
from entities.resume import ParseOutcome
from matcher.resume.limits import Limits
from service.parsing import bounds_of
from service.sandbox import File, ParsePool
from service.settings import Settings


def parsed(settings: Settings, files: list[Hostile]) -> Iterator[tuple[Hostile, bytes, ParseOutcome, float]]:
    """Parse files in the sandbox, as the settings say; yields each with its bytes, its outcome and the seconds."""
    waiting: deque[tuple[Hostile, bytes]] = deque()

    def contents() -> Iterator[File]:
        for file in files:
            content = file.build()
            waiting.append((file, content))
            yield content, file.file_name, None

    limits = settings.reading_limits()
    with ParsePool(settings.parse_workers, bounds=bounds_of(settings), options=limits) as pool:
        for outcome, seconds in pool.map(contents()):
            yield *waiting.popleft(), outcome, seconds


def main(arguments: list[str]) -> int:
    """Print a row a file; returns how many ended in a wrong status or with a value that is not in the file."""
    settings = Settings()
    files = list(hostile_files(Limits(**settings.reading_limits())))  # type: ignore[arg-type]  # JSON of its fields
    if arguments:
        settings = settings.model_copy(update={"pdf_source": arguments[0]})
        files = [file for file in files if file.file_name == "a.pdf"]
    wrong = 0
    for file, content, outcome, seconds in parsed(settings, files):
        made_up = invented(outcome.resume, content, file.shows) if outcome.resume else []
        right = outcome.status in file.statuses and not made_up
        wrong += not right
        verdict = "ok" if right else "WRONG"
        print(f"{verdict:5} {file.name:48} {len(content):>10,} B {seconds:6.2f} s {outcome.status} {made_up[:9] or ''}")
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
