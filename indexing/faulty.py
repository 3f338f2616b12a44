"""Turn any engine into one that fails on demand, to prove what its callers do then."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from entities.errors import EngineDown
from indexing.engine import Action, Engine, Rebuild, Snapshot
from indexing.reads import Reads

FaultKind = Literal["before", "after", "partial", "delay"]
Call = Literal["apply", "snapshot", "rebuild", "drop"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong at one call, counted from 1 over the calls in `calls`.

    before: nothing happens, EngineDown; after: it happens, EngineDown; partial: the first half of an apply's actions
    happens (of other calls nothing), EngineDown; delay: `wait(seconds)` is called first, then it happens.
    """

    nth: int
    kind: FaultKind = "before"
    seconds: float = 0.0


class FaultyEngine(Reads):
    """Passes calls on to an engine, but for the ones that a fault names; the rest of the time it is the engine."""

    def __init__(
        self,
        engine: Engine,
        faults: Sequence[Fault],
        *,
        calls: Sequence[Call] = ("apply", "snapshot", "rebuild", "drop"),
        wait: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._engine = engine
        self._faults = {fault.nth: fault for fault in faults}
        self._calls = frozenset(calls)
        self._wait = wait
        self.count = 0  # calls made so far

    def apply(self, index: str, actions: Sequence[Action]) -> None:
        """Apply, unless it is this call's turn to fail."""
        fault = self._fault("apply")
        if fault and fault.kind == "partial":
            self._engine.apply(index, actions[: len(actions) // 2])
            raise EngineDown("the engine failed midway, as asked")
        self._engine.apply(index, actions)
        _fail_after(fault)

    def snapshot(self, *indices: str) -> Snapshot:
        """Pin indices, unless it is this call's turn to fail."""
        fault = self._fault("snapshot")
        snapshot = self._engine.snapshot(*indices)
        _fail_after(fault)
        return snapshot

    def rebuild(self, index: str) -> Rebuild:
        """Begin a new generation, unless it is this call's turn to fail."""
        fault = self._fault("rebuild")
        rebuild = self._engine.rebuild(index)
        if fault and fault.kind != "delay":
            with rebuild:
                raise EngineDown("the engine failed, as asked")
        return rebuild

    def drop(self, index: str) -> None:
        """Forget the index, unless it is this call's turn to fail."""
        fault = self._fault("drop")
        self._engine.drop(index)
        _fail_after(fault)

    def health(self) -> Mapping[str, str]:
        """Describe the engine."""
        return self._engine.health()

    def close(self) -> None:
        """Close the engine."""
        self._engine.close()

    def _fault(self, call: Call) -> Fault | None:
        if call not in self._calls:
            return None
        self.count += 1
        fault = self._faults.get(self.count)
        if fault is None:
            return None
        if fault.kind == "delay":
            self._wait(fault.seconds)
        elif fault.kind == "before" or (fault.kind == "partial" and call != "apply"):
            raise EngineDown("the engine failed, as asked")
        return fault


def _fail_after(fault: Fault | None) -> None:
    if fault and fault.kind == "after":
        raise EngineDown("the engine failed after its work, as asked")
