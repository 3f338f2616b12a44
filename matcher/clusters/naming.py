"""Turn clusters into cluster ids that stay from run to run."""

from collections import Counter
from collections.abc import Mapping, Sequence

Members = Sequence[str]  # record ids of one cluster


def cluster_ids(clusters: Sequence[Members], previous: Mapping[str, str]) -> list[str]:
    """Name every cluster: by the id it had before, else by its smallest record id.

    `previous` gives records' cluster ids of the run before. Where clusters were split or merged the id stays with the
    largest part, of equal parts with the one of the smallest record id. No id is ever given to other people: one that
    stood in `previous` and found no heir is not used again. The order of clusters and records makes no difference.
    """
    smallest = [min(members) for members in clusters]
    named: dict[int, str] = {}
    taken: set[str] = set()
    for _, old, _, at in sorted(_claims(clusters, smallest, previous)):
        if at not in named and old not in taken:
            named[at] = old
            taken.add(old)
    used = taken | set(previous.values())
    for at in sorted(range(len(clusters)), key=smallest.__getitem__):
        if at not in named:
            named[at] = _fresh(clusters[at], smallest[at], used)
            used.add(named[at])
    return [named[at] for at in range(len(clusters))]


def _claims(
    clusters: Sequence[Members], smallest: Sequence[str], previous: Mapping[str, str]
) -> list[tuple[int, str, str, int]]:
    """List what each cluster holds of former ones, the largest part first when sorted."""
    found = []
    for at, members in enumerate(clusters):
        parts = Counter(previous[record] for record in members if record in previous)
        found += [(-size, old, smallest[at], at) for old, size in parts.items()]
    return found


def _fresh(members: Members, smallest: str, used: set[str]) -> str:
    """Choose the smallest record id that no cluster has or had; where all are gone, number the smallest."""
    if smallest not in used:
        return smallest
    free = [record for record in members if record not in used]
    if free:
        return min(free)
    number = 2
    while f"{smallest}.{number}" in used:
        number += 1
    return f"{smallest}.{number}"
