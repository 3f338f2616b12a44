"""Turn everything that holds or derives from a person into one list, each with its rule of erasure and of return."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Literal

Erasure = Literal[
    "shred",  # destroy the subject's key, which makes the sealed part noise in backups too, then delete the row or file
    "delete",  # delete the rows or files that name the person
    "rebuild",  # make a new generation without the person, then remove the old one
    "pseudonym",  # names the person by a keyed pseudonym only, and stays: it proves what happened
    "destroy",  # is the key: destroying it is the erasure
    "nobody",  # holds nothing of a person
]
Return = Literal[
    "returned",  # handed back decrypted, as lines of canonical JSON
    "derived",  # not handed back: it follows from what is
    "operator",  # belongs to the operator, so no tenant gets it
    "never",  # a key, a lock or a counter
]
Form = Literal["table", "file"]


@dataclass(frozen=True, slots=True)
class Artefact:
    """One table (`chain.table`) or one kind of file (a pattern below the data folder), and what becomes of it."""

    name: str
    form: Form
    holds: str
    erasure: Erasure
    returned: Return


TABLES: dict[str, tuple[str, Erasure, Return]] = {
    "control.alembic_version": ("the schema's version", "nobody", "never"),
    "control.alarm": ("when searches of a tenant are to be run by themselves", "nobody", "derived"),
    "control.client": ("the programs that call for a tenant", "nobody", "returned"),
    "control.client_secret": ("hashes of random secrets", "nobody", "never"),
    "control.counter": ("the last numbers given out", "nobody", "never"),
    "control.dirty": ("which tenants have work due", "nobody", "derived"),
    "control.followed": ("how far each tenant has followed the members' log", "nobody", "derived"),
    "control.instance": ("a tenant's ATS connections", "nobody", "returned"),
    "control.job": ("the operator's work, by id", "nobody", "operator"),
    "control.operator": ("accounts of the operator's people, by name", "delete", "operator"),
    "control.organization": ("which outside ids mean a tenant", "nobody", "returned"),
    "control.reconciled": ("when each index was last compared with its store, in counts", "nobody", "derived"),
    "control.revoked_token": ("ids of tokens that count no more", "nobody", "never"),
    "control.tenant": ("names of companies", "nobody", "returned"),
    "keys.alembic_version": ("the schema's version", "nobody", "never"),
    "keys.record_key": ("one wrapped key for each subject", "destroy", "never"),
    "keys.tenant_key": ("the tenant's wrapped key and pepper", "destroy", "never"),
    "members.alembic_version": ("the schema's version", "nobody", "never"),
    "members.change": ("numbers of members that changed", "pseudonym", "operator"),
    "members.counter": ("the last numbers given out", "nobody", "never"),
    "members.member": ("public profiles, sealed under the operator's key", "delete", "operator"),
    "members.outbox": ("numbers of members due for the index", "delete", "operator"),
    "tenant.access": ("who may see which record", "delete", "returned"),
    "tenant.alembic_version": ("the schema's version", "nobody", "never"),
    "tenant.audit": ("who did what to which record, by pseudonym", "pseudonym", "returned"),
    "tenant.blob": ("names and sizes of files", "delete", "returned"),
    "tenant.change": ("ids of records that changed", "pseudonym", "derived"),
    "tenant.contact": ("keyed hashes of addresses and numbers", "delete", "derived"),
    "tenant.contact_share": ("contact details that were shared, sealed", "shred", "returned"),
    "tenant.contract": ("the contracts under which seats look", "nobody", "returned"),
    "tenant.correction": ("what people said about links, by id", "delete", "returned"),
    "tenant.counter": ("the last numbers given out", "nobody", "never"),
    "tenant.document": ("what the index must hold of a person, sealed", "shred", "derived"),
    "tenant.export": ("what was exported to the ATS, sealed", "shred", "returned"),
    "tenant.feature_grant": ("what was switched on or off, by seat id", "pseudonym", "returned"),
    "tenant.history": ("states with their times, sealed", "shred", "derived"),
    "tenant.job": ("work due, by id", "delete", "derived"),
    "tenant.layer": ("what each origin said of a record, sealed", "shred", "returned"),
    "tenant.link": ("which member a candidate is, and why, sealed", "shred", "returned"),
    "tenant.match_feedback": ("what seats thought of a match, sealed", "shred", "returned"),
    "tenant.meeting": ("hashes under which a candidate meets members, by id", "delete", "derived"),
    "tenant.member_cursor": ("how far the members' log was followed", "nobody", "never"),
    "tenant.message": ("messages to persons, sealed", "shred", "returned"),
    "tenant.outbox": ("ids of what is due", "delete", "derived"),
    "tenant.parse": ("what was read in resumes, sealed", "shred", "derived"),
    "tenant.person": ("which candidates are one person, by id", "delete", "derived"),
    "tenant.posting": ("a job's public advertisements", "nobody", "derived"),
    "tenant.recommendation": ("which persons were recommended for a job, and why, sealed", "shred", "returned"),
    "tenant.record": ("records merged over their origins, sealed", "shred", "returned"),
    "tenant.reference": ("which record points at which, by id", "delete", "derived"),
    "tenant.replay": ("answers kept for repeated requests, sealed", "shred", "derived"),
    "tenant.reply": ("replies of persons, sealed", "shred", "returned"),
    "tenant.saved_search": ("saved queries, sealed", "shred", "returned"),
    "tenant.search_hit": ("whom a run of a saved search found, by id", "delete", "derived"),
    "tenant.search_run": ("when a saved search was run, and how many it found", "nobody", "derived"),
    "tenant.search_watch": ("how far a saved search was run, and how often it runs", "nobody", "returned"),
    "tenant.seat": ("the people who look, sealed", "shred", "returned"),
    "tenant.seat_note": ("notes of seats about persons, sealed", "shred", "returned"),
    "tenant.tombstone": ("ids of what was deleted", "pseudonym", "returned"),
    "tenant.variant": ("which documents a person has beside the first, by id", "delete", "derived"),
    "tenant.weights": ("what the tenant's matcher learnt: frequencies and log-odds, no person", "rebuild", "returned"),
}
FILES: dict[str, tuple[str, Erasure, Return]] = {
    "columns/*/**": ("what ranking needs of each person: numbers, hashes of words", "delete", "derived"),
    "control.db*": ("the tables of control", "nobody", "operator"),
    "index/*/**": ("an index generation: the terms of persons, in clear", "rebuild", "derived"),
    "keys/**": ("the master key", "destroy", "never"),
    "lexicon/*.db*": ("words of people whom everyone in a tenant may find, in clear", "delete", "derived"),
    "members.db*": ("the tables of members", "delete", "operator"),
    "runs/**": ("sorted matching keys of members", "rebuild", "operator"),
    "tenants/.founding/*": ("which tenants are being made", "nobody", "never"),
    "tenants/*/blobs/.lock": ("nothing", "nobody", "never"),
    "tenants/*/blobs/??/*": ("a file as it was sent, or half of one, sealed", "shred", "returned"),
    "tenants/*/exports/**": ("files made for the customer", "delete", "returned"),
    "tenants/*/keys.db*": ("the tables of keys", "destroy", "never"),
    "tenants/*/records.db*": ("the tables of the tenant", "shred", "returned"),
    "tenants/*/reports/**": ("figures over persons", "rebuild", "derived"),
    "tenants/*/runs/**": ("sorted matching keys of candidates", "rebuild", "derived"),
    "worker.lock": ("nothing", "nobody", "never"),
}

ARTEFACTS: tuple[Artefact, ...] = (
    *(Artefact(name, "table", *rules) for name, rules in sorted(TABLES.items())),
    *(Artefact(name, "file", *rules) for name, rules in sorted(FILES.items())),
)


def of_table(chain: str, table: str) -> Artefact | None:
    """Find a table's artefact; None means that somebody forgot it."""
    return _found("table", f"{chain}.{table}")


def of_file(path: PurePath) -> Artefact | None:
    """Find the artefact of a file, named from the data folder on; None means that somebody forgot it."""
    return next(
        (one for one in ARTEFACTS if one.form == "file" and _matches(path.parts, PurePath(one.name).parts)), None
    )


def returned_tables(chain: str) -> frozenset[str]:
    """Name the tables of a chain that are handed back when a customer leaves or a person asks."""
    prefix = f"{chain}."
    return frozenset(
        name.removeprefix(prefix)
        for name, (_, _, returned) in TABLES.items()
        if name.startswith(prefix) and returned == "returned"
    )


def _found(form: Form, name: str) -> Artefact | None:
    return next((one for one in ARTEFACTS if (one.form, one.name) == (form, name)), None)


def _matches(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Match part by part; a last `**` stands for one part or more."""
    if pattern[-1] == "**":
        fixed = len(pattern) - 1
        return len(parts) > fixed and _matches(parts[:fixed], pattern[:fixed])
    return len(parts) == len(pattern) and all(map(fnmatchcase, parts, pattern))
