"""Turn the examples of all routes into one story: a biologist applies for a job, and a recruiter looks."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

MOMENT = "2026-01-05T09:00:00Z"
SOURCES = MappingProxyType(  # ids of records, by the part of a path that names their kind
    {
        "jobs": "j1",
        "candidates": "c1",
        "applications": "a1",
        "stage-entries": "s1",
        "notes": "n1",
        "feedback": "f1",
        "attachments": "r1",
        "access-entries": "x1",
    }
)
NAMED: Mapping[str, Any] = MappingProxyType(  # examples by a field's or parameter's name
    {
        "id": "rk3j4h5g6f7d8s9a0q1w2e3r4t",
        "record_id": "rk3j4h5g6f7d8s9a0q1w2e3r4t",
        "source_id": "c1",
        "job": "j1",
        "candidate": "c1",
        "application": "a1",
        "member": "mq3jq5zk2x7c4v6w1n8b9d0f2h4",
        "contract": "main",
        "seat": "seat-7",
        "seats": ["seat-7"],
        "key": "cl_7d1f0a2b3c4d5e6f",
        "client": "cl_7d1f0a2b3c4d5e6f",
        "instance": "main",
        "Viewer": "seat-7",
        "Idempotency-Key": "2f1c7f7e-3b0e-4b53-9d5a-6f3d9a1c2b10",
        "If-Match": '"3"',
        "If-None-Match": "*",
        "after": "q1w2e3r4t5z6u7i8o9p0MTI",
        "change_token": "q1w2e3r4t5z6u7i8o9p0MTI",
        "cursor": "c2VhbGVkLXBsYWNl",
        "next": "c2VhbGVkLXBsYWNl",
        "name": "Ann Lindqvist",
        "first_name": "Ann",
        "last_name": "Lindqvist",
        "author": "seat-7",
        "email": "ann@example.com",
        "emails": ["ann@example.com"],
        "title": "Marine Biologist",
        "text": "biologist",
        "company": "Kelp Works",
        "location": "Bergen",
        "kind": "candidate",
        "action": "record.read",
        "actor": "cl_7d1f0a2b3c4d5e6f",
        "about": "c1",
        "about_kind": "candidate",
        "role": "recruiter",
        "licence": "full",
        "terms": "2026-01",
        "scope": "people:read",
        "scopes": ["people:read", "act_as"],
        "contracts": ["main"],
        "url": "https://example.com/jobs/1",
    }
)
CLIENT = {"client_id": "cl_7d1f0a2b3c4d5e6f", "client_secret": "tjs_…"}
OPERATOR = {"client_id": "kim", "client_secret": "tjs_…"}
BODIES: Mapping[str, Any] = MappingProxyType(  # what is sent, by operation
    {
        "put_job": {
            "modified": MOMENT,
            "title": "Marine Biologist",
            "description": "Counts kelp, and writes down what eats it.",
            "location": "Bergen",
            "state": "open",
        },
        "put_candidate": {
            "modified": MOMENT,
            "first_name": "Ann",
            "last_name": "Lindqvist",
            "emails": ["ann@example.com"],
            "current_title": "Marine Biologist",
            "current_company": "Kelp Works",
        },
        "put_application": {"modified": MOMENT, "candidate": "c1", "job": "j1", "applied_at": MOMENT},
        "put_stage_entry": {"modified": MOMENT, "application": "a1", "stage": "Interview", "entered_at": MOMENT},
        "put_note": {"modified": MOMENT, "candidate": "c1", "text": "Dives in winter.", "visibility": "everyone"},
        "put_feedback": {"modified": MOMENT, "application": "a1", "author": "seat-7", "rating": 4},
        "put_attachment": {
            "modified": MOMENT,
            "candidate": "c1",
            "file_name": "ann.txt",
            "media_type": "text/plain",
            "purpose": "resume",
            "content": "QW5uIExpbmRxdmlzdAphbm5AZXhhbXBsZS5jb20K",
        },
        "put_access_entry": {"modified": MOMENT, "about_kind": "job", "about": "j1", "state": "open"},
        "put_contract": {"name": "Recruiting"},
        "put_seat": {
            "contract": "main",
            "role": "recruiter",
            "licence": "full",
            "name": "Kim Vale",
            "email": "kim@example.com",
        },
        "switch_grant": {"feature": "kind:note", "state": "on", "scope": "*", "seat": "seat-7", "terms": "2026-01"},
        "issue_token": {"grant_type": "client_credentials", **CLIENT},
        "revoke_token": {"token": "eyJhbGciOiJFZERTQSJ9…", **CLIENT},
        "add_key": {"name": "Career site", "scopes": ["people:read", "act_as"], "contracts": ["main"]},
        "change_key": {"scopes": ["people:read"], "contracts": []},
        "add_key_secret": {"expires_at": "2027-01-05T09:00:00Z"},
        "issue_operator_token": {"grant_type": "client_credentials", **OPERATOR},
        "revoke_operator_token": {"token": "eyJhbGciOiJFZERTQSJ9…", **OPERATOR},
        "import_members": '{"id": "m1", "name": "Ann Lindqvist", "headline": "Marine biologist"}\n',
    }
)
RECORDS = [(name, body) for name, body in BODIES.items() if "modified" in body]  # in the order of SOURCES
NOUNS: Mapping[str, Any] = MappingProxyType(  # records as they are read, by the name of their schema
    {
        name.removeprefix("put_").title().replace("_", ""): {"id": source, **body}
        for (name, body), source in zip(RECORDS, SOURCES.values(), strict=True)
    }
)
KEPT: Mapping[str, Any] = MappingProxyType(  # what stands around them, by the name of its schema
    {
        "Kept" + noun: {"kind": name.removeprefix("put_"), "source_id": record["id"], "version": 3}
        for (noun, record), (name, _) in zip(NOUNS.items(), RECORDS, strict=True)
    }
)
