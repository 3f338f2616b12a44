"""Turn the stored members into the profile side of the matcher, kept in files that are mapped, and up to date.

The files (data/runs) hold keyed hashes, the letters of words sealed, and what their worker notes: up to which change of
the members' log they are (`sequence`), how far a first reading has come (`scanned`, only while it lasts), from which
change on they hold what members were found by before they changed (`trail`), and since when somebody who is gone lies
in them (`gone`).
"""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from entities.ids import MemberNumber
from entities.ids import Sequence as ChangeSequence
from entities.member import stored_member
from entities.person import Person
from matcher import PERSON_SCHEMA, Profiles, person_of_member, persons_table
from matcher.runs import RUN_FORM, SEALED, Run, merge_arrays, run_arrays, run_of
from service.report import Report, silent
from service.wiring import Parts
from store import control, members, progress
from store.runs import Part, Snapshot

SCAN_ROWS = 5_000  # members read at once
BUILD_ROWS = 250_000  # rows of a run while all members are read for the first time
FOLLOWED_AT_ONCE = 20_000  # changed members taken over in one commit
QUICK_ROWS = 300_000  # runs of so many rows together are put together at once, larger ones between pieces of work
PURGE_SECONDS = 6 * 3_600  # the longest that somebody who is gone lies in large runs
TRAIL_MOST = 8_000_000  # keys kept of what members were before; who hasn't followed so far looks at everybody
LAST_NUMBER = 2**32 - 1  # of a member
STAGE = "prepare members"
Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]


class MemberProfiles:
    """The open members as the matcher sees them, as of `sequence` of the members' change log.

    One process at a time writes the files, the worker; nothing in them is copied into memory but letters.
    """

    def __init__(self, parts: Parts, report: Report = silent) -> None:
        self._parts, self._report = parts, report
        self._secret = parts.store.matching_secret()
        self._runs = parts.store.member_runs(_form(self._secret), SEALED)
        self._stamp: object = None
        self._found: Snapshot | None = None
        self.sequence = ChangeSequence(-1)
        self.profiles = Profiles(persons_table([]), self._secret)

    def refresh(self) -> None:
        """Take over what changed since the last call; where there are no files that fit, all members are read.

        Raises:
            StoreError: the files or the store can't be used; what was taken over until then is kept.

        """
        if self._runs.stamp() != self._stamp or self._found is None:
            self._take(self._runs.read())
        with self._parts.store.members_reading() as tx:
            head = members.head(tx)
        state = {} if self._found is None else self._found.state
        if "scanned" in state or state.get("sequence", head + 1) > head:
            self._build(head, state)
        while self.sequence < head:
            self._follow()

    def tidy(self) -> int:
        """Put runs together that are due for it, however large; gives how many times that was done, 0 or 1.

        Forgets what members were met by before they changed, once every tenant has followed.
        """
        found = self._found
        if found is None or "scanned" in found.state:
            return 0
        trail = _trail_in(found)
        if trail and self._followed_by_all() >= max(int(part.arrays["sequence"].max()) for part in trail):
            self._take(self._runs.commit(found, [(part, part.dead) for part in _runs_in(found)], [], found.state))
            return 1
        start = Profiles.merge_from(*_sizes(_runs_in(found)))
        since = found.state.get("gone")
        if since is not None and self._now() - since >= PURGE_SECONDS:
            start = min(start, _first_dead(_runs_in(found)))
        return self._put_together(start)

    def purge(self) -> None:
        """Remove now whoever is gone, from every file: what an erasure orders."""
        if self._found is not None:
            self.refresh()
            self._put_together(_first_dead(_runs_in(self._found)), forget=True)

    def left_after(self, after: ChangeSequence) -> Keys:
        """Give the keys by which members were met before they changed after a sequence, as far as `trail` reaches."""
        parts = [] if self._found is None else _trail_in(self._found)
        found = [part.arrays["left"][part.arrays["sequence"] > after] for part in parts]
        return np.sort(np.concatenate(found)) if found else np.zeros(0, np.uint64)

    @property
    def trail(self) -> ChangeSequence:
        """Tell from which change on `left_after` knows."""
        return ChangeSequence(-1 if self._found is None else self._found.state["trail"])

    def _take(self, found: Snapshot | None) -> None:
        self._found, self._stamp = found, self._runs.stamp()
        if found is None or "scanned" in found.state:
            self.sequence = ChangeSequence(-1)
            self.profiles = Profiles(persons_table([]), self._secret)
            return
        runs = [_opened(part, part.dead) for part in _runs_in(found)]
        self.profiles = Profiles.of_runs(runs, self._secret) if runs else Profiles(persons_table([]), self._secret)
        self.sequence = ChangeSequence(found.state["sequence"])

    def _build(self, head: ChangeSequence, state: Mapping[str, int]) -> None:
        """Read all members, a run at a time, and go on where a reading that was stopped had come to."""
        if "scanned" not in state or state["sequence"] > head:
            self._found = None  # whatever there is doesn't fit
            state = {"sequence": head, "trail": head, "scanned": -1}
        with self._parts.store.members_reading() as tx:
            last = members.highest(tx)
        done = {name: value for name, value in state.items() if name != "scanned"}
        while True:
            table, scanned = self._scanned(MemberNumber(state["scanned"]))
            fresh = self.profiles.changed(table, ()).fresh
            added = [] if fresh is None else [iter(run_arrays(fresh).items())]
            whole = scanned >= last
            state = done if whole and self._found is None else {**state, "scanned": scanned}
            kept = [] if self._found is None else [(part, part.dead) for part in self._found.parts]
            self._found = self._runs.commit(self._found, kept, added, state)
            if "scanned" in state:  # where all are read at once there is nothing to watch
                self._report(STAGE, min(scanned, last), last)
            if whole:
                break
        if "scanned" in state:
            self._found = self._runs.commit(self._found, [], _merged(self._found.parts), done)
        self._take(self._found)

    def _scanned(self, after: MemberNumber) -> tuple[pa.Table, int]:
        """Read the next members as a table, batch by batch: as Python's objects they would take ten times the room."""
        tables = [persons_table([])]
        while sum(table.num_rows for table in tables) < BUILD_ROWS:
            with self._parts.store.members_reading() as tx:
                batch = members.scan(tx, after, SCAN_ROWS)
            if not batch:
                return pa.concat_tables(tables), LAST_NUMBER
            after = batch[-1].number
            tables.append(persons_table([row for stored in batch if (row := member_row(stored))]))
        return pa.concat_tables(tables), after

    def _follow(self) -> None:
        """Take over the next changes of the log, in one commit with what they leave behind."""
        assert self._found is not None
        with self._parts.store.members_reading() as tx:
            upto = min(ChangeSequence(self.sequence + FOLLOWED_AT_ONCE), members.head(tx))
            changed = members.changed_between(tx, self.sequence, upto)
            found = members.get_many(tx, changed)
        rows = [row for stored in found.values() if (row := member_row(stored))]
        there = {row["id"] for row in rows}
        gone = [str(number) for number in changed if str(number) not in there]
        change = self.profiles.changed(persons_table(rows), gone)
        runs = [
            (part, np.union1d(part.dead, change.dead[at]) if at in change.dead else part.dead)
            for at, part in enumerate(_runs_in(self._found))
        ]
        state = {**self._found.state, "sequence": upto}
        if set(gone) & self.profiles.living(gone):
            state.setdefault("gone", self._now())
        start = self._quick_from(runs, change.fresh, state)
        added = [_tail(runs[start:], change.fresh)] if start < len(runs) or change.fresh is not None else []
        if not any(len(dead) for _, dead in runs[:start]):
            state.pop("gone", None)
        trail, state = self._trail(change.left, upto, state)
        self._take(self._runs.commit(self._found, runs[:start], [*added, *trail], state))

    def _quick_from(self, runs: Sequence[tuple[Part, Rows]], fresh: Run | None, state: Mapping[str, int]) -> int:
        """Tell from which run on all are put together at once, the new one with them: few rows, or none."""
        sizes = [_rows(part) for part, _ in runs]
        small = len(runs)
        while small and sum(sizes[small - 1 :]) <= QUICK_ROWS:
            small -= 1
        dead = [len(one) for _, one in runs]
        more = ([], []) if fresh is None else ([len(fresh.side)], [0])
        start = Profiles.merge_from([*sizes, *more[0]], [*dead, *more[1]])
        if "gone" in state:
            start = min([start, *(at for at, count in enumerate(dead) if count)])
        return max(small, min(start, len(runs)))

    def _trail(
        self, left: Keys, upto: ChangeSequence, state: dict[str, int]
    ) -> tuple[list[Iterator[tuple[str, npt.NDArray[Any]]]], dict[str, int]]:
        """Keep by which keys members were met before, for those tenants that haven't followed yet."""
        assert self._found is not None
        followed = self._followed_by_all()
        old = [(part.arrays["left"], part.arrays["sequence"]) for part in _trail_in(self._found)]
        keys = np.concatenate([*(keys for keys, _ in old), left])
        sequences = np.concatenate([*(sequences for _, sequences in old), np.full(len(left), upto, np.int64)])
        wanted = sequences > followed
        if int(wanted.sum()) > TRAIL_MOST:
            return [], {**state, "trail": upto}
        arrays = {"left": keys[wanted], "sequence": sequences[wanted]}
        return ([iter(arrays.items())] if wanted.any() else []), state

    def _followed_by_all(self) -> ChangeSequence:
        with self._parts.store.control_reading() as tx:
            noted = progress.members_followed(tx)
            return min((noted.get(one.key, ChangeSequence(0)) for one in control.tenants(tx)), default=self.sequence)

    def _put_together(self, start: int, *, forget: bool = False) -> int:
        found = self._found
        assert found is not None
        runs = _runs_in(found)
        if start >= len(runs) and not forget:
            return 0
        if not self._runs.whole(found):
            self._runs.drop()
            self._take(None)
            self.refresh()
            return 1
        kept = [(part, part.dead) for part in runs[:start]]
        state = dict(found.state)
        if not any(len(dead) for _, dead in kept):
            state.pop("gone", None)
        if forget:
            state["trail"] = state["sequence"]
        else:
            kept += [(part, part.dead) for part in _trail_in(found)]
        self._take(self._runs.commit(found, kept, _merged(runs[start:]), state))
        return 1

    def _now(self) -> int:
        return int(self._parts.clock().timestamp())


def member_row(stored: members.StoredMember) -> dict[str, Any] | None:
    """Reduce a stored member to a row of the match schema, named by its number; a closed one to nothing.

    It was validated when it came: what `as_person` makes of it is the same, a fifth as fast.
    """
    payload = stored.payload
    if payload.get("closed"):
        return None
    handles = dict.fromkeys([*(payload.get("handles") or ()), payload.get("profile_url")])
    row = {name: payload.get(name) for name in PERSON_SCHEMA.names}
    return {**row, "id": str(stored.number), "handles": [one for one in handles if one]}


def as_person(stored: members.StoredMember) -> Person | None:
    """Reduce a stored member to a person named by its number; a closed one to nobody."""
    member = stored_member(stored.payload)
    return None if member.closed else person_of_member(member, str(stored.number))


def _form(secret: int) -> str:
    """Name what makes runs: its form, what arrays they have, and the secret, which the name doesn't tell."""
    (empty,) = Profiles(persons_table([]), secret).runs
    said = [RUN_FORM, *sorted((name, array.dtype.kind) for name, array in run_arrays(empty).items()), secret]
    return blake2b(repr(said).encode(), digest_size=8).hexdigest()


def _runs_in(found: Snapshot) -> list[Part]:
    return [part for part in found.parts if "left" not in part.arrays]


def _trail_in(found: Snapshot) -> list[Part]:
    return [part for part in found.parts if "left" in part.arrays]


def _opened(part: Part, dead: Rows) -> Run:
    return run_of(part.arrays, dead if len(dead) else None)


def _rows(part: Part) -> int:
    return len(part.arrays["ids.offsets"]) - 1


def _sizes(parts: Sequence[Part]) -> tuple[list[int], list[int]]:
    return [_rows(part) for part in parts], [len(part.dead) for part in parts]


def _first_dead(parts: Sequence[Part]) -> int:
    return next((at for at, part in enumerate(parts) if len(part.dead)), len(parts))


def _tail(runs: Sequence[tuple[Part, Rows]], fresh: Run | None) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    if not runs:
        assert fresh is not None
        return iter(run_arrays(fresh).items())
    return merge_arrays([*(_opened(part, dead) for part, dead in runs), *([] if fresh is None else [fresh])])


def _merged(parts: Sequence[Part]) -> list[Iterator[tuple[str, npt.NDArray[Any]]]]:
    """Put runs together, into none where nobody in them lives."""
    runs = [_opened(part, part.dead) for part in parts]
    return [merge_arrays(runs)] if any(run.living for run in runs) else []
