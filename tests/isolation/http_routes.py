"""Turn every operation of the contract into the ways in which it takes an id; an unknown one is an error.

Who adds a route with a parameter or a body says here what it is. What is an id has a *slot*: the name under which each
tenant has one of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from service.http.kept import PLURALS

Ids = Mapping[str, str]
Schema = dict[str, Any]
SINCE = "2025-01-01T00:00:00Z"
WORD = "word"  # the slot of the tenant's canary, which stands in every text
LOCAL = ""  # a parameter that means something below another id only

PATH_SLOTS: Mapping[tuple[str, str], str] = {  # (what stands before the parameter, the parameter)
    **{(plural, "source_id"): kind for kind, plural in PLURALS.items()},
    ("candidates", "candidate"): "candidate",
    ("contracts", "contract"): "contract",
    ("jobs", "job"): "job",
    ("keys", "key"): "key",
    ("links", "candidate"): "candidate",
    ("members", "member"): "member",
    ("saved-searches", "number"): "saved_search",
    ("seats", "seat"): "seat",
    ("runs", "run"): LOCAL,
    ("secrets", "number"): LOCAL,
    ("tasks", "number"): "task",
}
QUERY_SLOTS: Mapping[str, str] = {
    "about": "record",
    "actor": "key",
    "after": "change_token",
    "cursor": "cursor",
}
NOT_IDS: Mapping[str, str | None] = {  # and what is sent where the parameter is required
    "about_kind": None,
    "action": None,
    "explain": None,
    "feature": "pull",
    "highlight": None,
    "limit": None,
    "modified": None,
    "field": "company",
    "prefix": "zq",  # with which every tenant's words begin
    "since": None,
    "updated_after": None,
}
OUTSIDE = {  # not of one tenant, and tested where they are
    "issue_token": "whose token it is depends on the secret alone",
    "revoke_token": "answers alike whatever the token is",
    "read_metadata": "public",
    "read_keys": "public",
}


def record(kind: str, i: Ids) -> dict[str, Any]:
    """Make a record of a kind, the canary in each of its texts."""
    word, texts = i[WORD], RECORDS[kind]
    about = {name: i[slot] for name, slot in ABOUT.get(kind, {}).items()}
    seats = {"seats": [i["seat"], word]} if kind == "access_entry" else {}
    return {"modified": SINCE, **{name: make(word) for name, make in texts.items()}, **about, **seats}


def _text(more: str = "") -> Callable[[str], Any]:
    return lambda word: f"{word} {more}".strip()


def _fixed(value: Any) -> Callable[[str], Any]:
    return lambda _word: value


def _url(word: str) -> str:
    return f"https://example.com/{word}"


def _entries(word: str) -> list[dict[str, Any]]:
    return [{"state": word, "at": SINCE, "id": word}]


ABOUT: Mapping[str, Mapping[str, str]] = {  # fields that name another record, and whose id they hold
    "application": {"candidate": "candidate", "job": "job"},
    "stage_entry": {"application": "application"},
    "note": {"candidate": "candidate"},
    "feedback": {"application": "application"},
    "attachment": {"candidate": "candidate"},
    "access_entry": {"about": "candidate"},
}
RECORDS: Mapping[str, Mapping[str, Callable[[str], Any]]] = {
    "job": {
        "title": _text("welder"),
        "description": _text("welding"),
        "location": _text(),
        "state": _fixed("open"),
        "company_code": _text(),
        "company": _text("works"),
        "owner": lambda word: {"name": word, "email": f"{word}@owner.example.com"},
        "postings": lambda word: [{"url": _url(word), "state": "listed", "description": word, "listed_at": SINCE}],
        "state_history": _entries,
    },
    "candidate": {
        "name": _text("Person"),
        "first_name": _text(),
        "middle_name": _text(),
        "last_name": _text("Zuk"),
        "emails": lambda word: [f"{word}@example.com", "ann@example.com"],
        "phones": _fixed(["+49 228 5550123"]),
        "addresses": lambda word: [dict.fromkeys(("line", "city", "region", "postal_code", "country"), word)],
        "current_company": _text("mill"),
        "current_title": _text("miller"),
        "profile_url": _url,
        "ats_url": _url,
        "tags": lambda word: [word, f"{word} tag"],
        "do_not_contact": _fixed(False),  # noqa: FBT003 - the field's value
        "status": _text(),
        "status_history": _entries,
    },
    "application": {
        "source": _text(),
        "referrer": _text(),
        "status": _text(),
        "disposition": _text(),
        "applied_at": _fixed(SINCE),
        "status_history": _entries,
    },
    "stage_entry": {"stage": _text("interview"), "entered_at": _fixed(SINCE)},
    "note": {
        "text": _text("said so"),
        "author": _text(),
        "visibility": _fixed("everyone"),
        "written_at": _fixed(SINCE),
    },
    "feedback": {
        "author": _text(),
        "rating": _fixed(7),
        "verdict": _text(),
        "text": _text("was good"),
        "visibility": _fixed("everyone"),
        "given_at": _fixed(SINCE),
    },
    "attachment": {"file_name": _text("cv.txt"), "media_type": _fixed("text/plain"), "purpose": _fixed("resume")},
    "access_entry": {
        "about_kind": _fixed("candidate"),
        "state": _fixed("open"),
    },
}
Body = Callable[[Ids], Any]
BODIES: Mapping[str, Body] = {
    **{f"put_{kind}": lambda i, kind=kind: record(kind, i) for kind in PLURALS},  # type: ignore[misc] # of a Body's shape
    "put_attachment_content": lambda i: f"Ann Zuk\n\nSKILLS\n{i[WORD]} weaving\n".encode(),
    "send_bulk": lambda i: b'{"kind":"job","id":"bulk","modified":"2025-01-01","title":"%s"}\n' % i[WORD].encode(),
    "put_contract": lambda i: {"name": f"{i[WORD]} contract"},
    "put_seat": lambda i: {
        "contract": i["contract"],
        "role": "admin",
        "licence": i[WORD],
        "name": f"{i[WORD]} Rose",
        "email": f"{i[WORD]}@seats.example.com",
    },
    "switch_grant": lambda i: {
        "feature": "write_back",
        "state": "on",
        "scope": f"contract:{i['contract']}",
        "seat": i["seat"],
        "terms": i[WORD],
    },
    "search_people": lambda i: {
        "text": i[WORD],
        "facets": ["skill", "stage", "source", "current_title", "current_company", "location", "in_ats"],
        "explain": True,
        "highlight": True,
    },
    "search_similar": lambda i: {"people": [i["person"]], "facets": ["stage", "source"], "explain": True},
    "recommend_for_question": lambda i: {
        "question": [{"kind": "skill", "text": i[WORD], "weight": 2}],
        "explain": True,
    },
    "give_feedback": lambda i: {"person": i["person"], "kind": "good", "note": i[WORD]},
    "keep_search": lambda i: {"name": f"{i[WORD]} search", "text": i[WORD], "facets": ["stage"]},
    "run_search_anew": lambda _i: {},
    "set_search_alert": lambda _i: {"alert": "daily"},
    "order_task": lambda _i: {"kind": "rematch"},
    "add_key": lambda i: {"name": f"{i[WORD]} key", "scopes": ["records:read"], "contracts": [i["contract"]]},
    "change_key": lambda i: {"scopes": ["records:read"], "contracts": [i["contract"]]},
    "add_key_secret": lambda _i: {},
    "correct_link": lambda i: {"verdict": "other_member", "member": i["member"]},
}
MEDIA: Mapping[str, str] = {"put_attachment_content": "text/plain", "send_bulk": "application/x-ndjson"}
UPSERTS = frozenset({*(f"put_{kind}" for kind in PLURALS), "put_contract", "put_seat"})
LOOSE = frozenset(f"put_{kind}" for kind in PLURALS)  # what they name may come later
GIVES: Mapping[str, tuple[str, str]] = {  # operations that make what has a slot: which, and where the answer says it
    "keep_search": ("saved_search", "number"),
    "order_task": ("task", "number"),
    "add_key": ("key", "key.id"),
}


class Unknown(AssertionError):
    """The contract has what the tables above don't know."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the contract, with where it takes ids: parameters of the path, of the query, and a viewer."""

    id: str
    method: str
    path: str
    path_slots: Mapping[str, str]
    query_slots: Mapping[str, str]
    plain: tuple[tuple[str, str], ...]
    as_seat: bool
    has_body: bool

    @property
    def is_upsert(self) -> bool:
        """Tell whether an id that is not there makes something."""
        return self.id in UPSERTS


def operations(document: Schema) -> list[Operation]:
    """Read the operations of a contract; raises Unknown, naming what must be said of them here."""
    found = [
        _operation(path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if operation["operationId"] not in OUTSIDE
    ]
    unknown = sorted({*BODIES, *MEDIA, *GIVES, *UPSERTS} - {one.id for one in found})
    if unknown:
        raise Unknown(f"no such operation any more: {unknown}")
    return found


def _operation(path: str, method: str, operation: Schema) -> Operation:
    name = operation["operationId"]
    given = operation.get("parameters", [])
    if "requestBody" in operation and name not in BODIES:
        raise Unknown(f"{name}: say in BODIES what to send")
    query = {one["name"]: one for one in given if one["in"] == "query"}
    for parameter, one in query.items():
        if parameter not in QUERY_SLOTS and parameter not in NOT_IDS:
            raise Unknown(f"{name}: say whether the parameter {parameter} is an id")
        if one.get("required") and NOT_IDS.get(parameter) is None and parameter not in QUERY_SLOTS:
            raise Unknown(f"{name}: say in NOT_IDS what to send as {parameter}")
    return Operation(
        id=name,
        method=method.upper(),
        path=path,
        path_slots=dict(_path_slots(name, path, [one["name"] for one in given if one["in"] == "path"])),
        query_slots={one: QUERY_SLOTS[one] for one in query if one in QUERY_SLOTS},
        plain=tuple((one, str(NOT_IDS[one])) for one in query if query[one].get("required") and one in NOT_IDS),
        as_seat=bool(operation.get("x-as-seat")),
        has_body="requestBody" in operation,
    )


def _path_slots(name: str, path: str, parameters: list[str]) -> Iterator[tuple[str, str]]:
    before = ""
    for part in path.strip("/").split("/"):
        if part.startswith("{"):
            parameter = part.strip("{}")
            if (before, parameter) not in PATH_SLOTS or parameter not in parameters:
                raise Unknown(f"{name}: say in PATH_SLOTS whose id {{{parameter}}} behind {before} is")
            yield parameter, PATH_SLOTS[before, parameter]
        else:
            before = part
