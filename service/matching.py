"""Turn the stored members into the profile side of the matcher, kept in the worker's memory and up to date."""

from collections.abc import Collection, Iterator

from entities.ids import MemberNumber, Sequence
from entities.member import stored_member
from entities.person import Person
from matcher import Profiles, person_of_member, persons_table
from service.wiring import Parts
from store import MembersTx, members

SCAN_ROWS = 5_000


class MemberProfiles:
    """The open members as the matcher sees them, as of `sequence` of the members' change log."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.sequence = Sequence(-1)
        self.profiles = Profiles(persons_table([]))

    def refresh(self) -> None:
        """Take over what changed since the last call; the first call reads all members."""
        with self._parts.store.members_reading() as tx:
            head = members.head(tx)
            if head == self.sequence:
                return
            if self.sequence < 0:
                self.profiles = Profiles(persons_table(list(self._all(tx))))
            else:
                changed = [number for _, number in members.changed_since(tx, self.sequence, None)]
                self.profiles = self.profiles.replaced(*self._split(tx, changed))
        self.sequence = head

    def _all(self, tx: MembersTx) -> Iterator[Person]:
        after = MemberNumber(-1)
        while batch := members.scan(tx, after, SCAN_ROWS):
            after = batch[-1].number
            yield from (person for stored in batch if (person := as_person(stored)))

    def _split(self, tx: MembersTx, numbers: Collection[MemberNumber]) -> tuple[object, list[str]]:
        found = members.get_many(tx, list(numbers))
        people = [person for stored in found.values() if (person := as_person(stored))]
        kept = {person.id for person in people}
        return persons_table(people), [str(number) for number in numbers if str(number) not in kept]


def as_person(stored: members.StoredMember) -> Person | None:
    """Reduce a stored member to a person named by its number; a closed one to nobody."""
    member = stored_member(stored.payload)
    return None if member.closed else person_of_member(member, str(stored.number))
