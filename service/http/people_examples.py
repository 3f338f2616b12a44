"""Turn invented people into the example answers that the contract shows."""

from types import MappingProxyType
from typing import Any

MEMBER = "mq3jq5zk2x7c4v6w1n8b9d0f2h4"
PERSON: dict[str, Any] = {
    "id": MEMBER,
    "member": MEMBER,
    "candidates": ["c1"],
    "name": "Ann Lindqvist",
    "headline": "Marine biologist, kelp and cold water",
    "title": "Marine Biologist",
    "company": "Kelp Works",
    "location": "Bergen",
    "skills": ["Diving", "Statistics", "R"],
    "stages": ["Interview"],
    "in_ats": True,
    "open_to_work": True,
    "exportable": True,
    "score": 8.21,
    "why": {
        "contributions": [
            {"feature": "coverage", "value": 1.0, "contribution": 4.0},
            {"feature": "current_title", "value": 1.0, "contribution": 4.21},
        ],
        "reasons": [{"text": "Current title", "field": "current_title", "evidence": "Marine Biologist"}],
    },
    "highlights": [{"field": "current_title", "text": "Marine Biologist", "marks": [[7, 16]]}],
}
MODEL = "5f1d0c92ab3e47d6"
CURSOR = "c2VhbGVkLXBsYWNl"
PEOPLE = MappingProxyType(
    {
        "query": "title:biologist",
        "total": 57,
        "hits": [PERSON],
        "facets": {"location": [{"value": "Bergen", "count": 31}]},
        "next": CURSOR,
        "took_ms": 14,
        "partial": False,
        "model": MODEL,
    }
)
SEARCH: dict[str, Any] = {
    "text": "title:biologist",
    "filters": {"location": ["Bergen"]},
    "facets": ["location"],
    "sort": "relevance",
    "limit": 1,
    "explain": True,
    "highlight": True,
}
SAVED_BODY: dict[str, Any] = {
    "name": "Biologists in Bergen",
    "text": "title:biologist",
    "filters": {"location": ["Bergen"]},
    "facets": ["location"],
    "sort": "recency",
}
SAVED = MappingProxyType(
    {
        "number": 7,
        "name": "Biologists in Bergen",
        "text": "title:biologist",
        "where": {"op": "word", "text": "biologist", "scope": "title", "weight": 1.0},
        "filters": {"location": ["Bergen"]},
        "without": {},
        "facets": ["location"],
        "sort": "recency",
        "at": "2026-01-05T09:00:00Z",
    }
)
RUN_HEAD: dict[str, Any] = {
    "search": 7,
    "run": 1,
    "by": "alert",
    "at": "2026-01-06T09:00:00Z",
    "found": 1,
    "more": False,
}
RUN = MappingProxyType({**RUN_HEAD, "hits": [PERSON], "next": None})
WATCHED = MappingProxyType(
    {"search": 7, "alert": "daily", "run": 1, "ran_at": "2026-01-06T09:00:00Z", "due_at": "2026-01-07T09:00:00Z"}
)
LINK = MappingProxyType(
    {
        "candidate": "c1",
        "person": MEMBER,
        "decision": "match",
        "member": MEMBER,
        "probability": 0.998,
        "none_probability": 0.002,
        "runner_up": None,
        "runner_up_probability": None,
        "log_odds": 6.2,
        "reason": "an e-mail address and the name agree",
        "weights": "a3f0c4d1",
        "correction": None,
    }
)
WATERFALL = MappingProxyType(
    {
        "candidate": "c1",
        "member": MEMBER,
        "rows": [
            {
                "label": "prior",
                "level": "any pair",
                "note": "before anything is compared",
                "log_odds": -9.1,
                "start": 0.0,
                "end": -9.1,
                "term_frequency": 0.0,
            },
            {
                "label": "e-mail",
                "level": "same address",
                "note": "addresses and their mailbox names",
                "log_odds": 15.3,
                "start": -9.1,
                "end": 6.2,
                "term_frequency": 0.0,
            },
        ],
        "log_odds": 6.2,
        "probability": 0.998,
        "weights": "a3f0c4d1",
    }
)
CORRECTION: dict[str, Any] = {"verdict": "not_linked"}
CORRECTED = MappingProxyType({"candidate": "c1", "verdict": "not_linked", "change_token": "q1w2e3r4t5z6u7i8o9p0MTI"})
APPLIED: dict[str, Any] = {
    "source_id": "a1",
    "job": {"source_id": "j1", "title": "Marine Biologist"},
    "stage": "Interview",
    "status": "active",
    "source": "Referral",
    "applied_at": "2026-01-03T08:30:00Z",
}
INDICATOR = MappingProxyType(
    {
        "member": MEMBER,
        "in_ats": True,
        "reason": None,
        "candidates": [
            {
                "source_id": "c1",
                "decision": "match",
                "ats_url": "https://ats.example/candidates/c1",
                "status": "active",
                "applications": [APPLIED],
            }
        ],
    }
)
PROFILE = MappingProxyType(
    {
        "id": MEMBER,
        "name": "Ann Lindqvist",
        "headline": "Marine biologist, kelp and cold water",
        "summary": "Ten years below the surface.",
        "location": "Bergen",
        "positions": [{"company": "Kelp Works", "title": "Marine Biologist", "start": "2021-03", "end": ""}],
        "education": [{"school": "Fjord University", "degree": "MSc", "area": "Marine Biology", "end": "2016"}],
        "skills": ["Diving", "Statistics", "R"],
        "profile_url": "https://members.example/in/ann-lindqvist",
        "open_to_work": True,
        "exportable": True,
        "updated_at": "2026-01-05T09:00:00Z",
    }
)
_BY_ATS: dict[str, Any] = {"source": "ats", "record": "c1", "origin": "push", "confidence": None}
_BY_RESUME: dict[str, Any] = {"source": "resume", "record": "r1", "origin": None, "confidence": 0.93}
_BY_MEMBER: dict[str, Any] = {"source": "member", "record": None, "origin": None, "confidence": None}
CANDIDATE_PROFILE = MappingProxyType(
    {
        "source_id": "c1",
        "record": "rk3j4h5g6f7d8s9a0q1w2e3r4t",
        "person": MEMBER,
        "member": MEMBER,
        "possibly": None,
        "exportable": True,
        "ats_url": "https://ats.example/candidates/c1",
        "status": "active",
        "do_not_contact": False,
        "open_to_work": True,
        "fields": {
            "name": [{"value": "Ann Lindqvist", "told": [_BY_ATS, _BY_RESUME, _BY_MEMBER]}],
            "email": [{"value": "ann@example.com", "told": [_BY_ATS]}],
            "skill": [{"value": "Diving", "told": [_BY_RESUME, _BY_MEMBER]}],
        },
        "positions": [
            {
                "organisation": "Kelp Works",
                "what": "Marine Biologist",
                "start": "2021-03",
                "end": "",
                "current": True,
                "told": _BY_MEMBER,
            }
        ],
        "education": [],
        "applications": [APPLIED],
    }
)
TYPEAHEAD = MappingProxyType(
    {
        "field": "title",
        "values": [{"value": "Marine Biologist", "count": 12}, {"value": "Marine Engineer", "count": 3}],
    }
)
SIMILAR: dict[str, Any] = {
    "people": [MEMBER],
    "text": "",
    "filters": {"location": ["Bergen"]},
    "facets": ["location"],
    "limit": 1,
    "explain": True,
}
QUESTION = [
    {"kind": "title", "text": "Marine Biologist", "weight": 3.0},
    {"kind": "skill", "text": "Diving", "weight": 2.0},
]
OTHER: dict[str, Any] = {
    **PERSON,
    "id": "rd5f6g7h8j9k0l1m2n3p4q5r6s7",
    "member": None,
    "candidates": ["c2"],
    "name": "Tor Haugen",
    "exportable": False,
    "open_to_work": False,
    "highlights": [],
}
SIMILAR_PAGE = MappingProxyType(
    {
        "question": QUESTION,
        "query": "title:Marine OR title:Biologist OR Diving",
        "total": 41,
        "hits": [OTHER],
        "facets": {"location": [{"value": "Bergen", "count": 12}]},
        "next": CURSOR,
        "model": MODEL,
    }
)
MATCHES = MappingProxyType(
    {
        "job": "j1",
        "title": "Marine Biologist",
        "question": QUESTION,
        "query": "title:Marine OR title:Biologist OR Diving",
        "total": 41,
        "hits": [OTHER],
        "next": None,
        "model": MODEL,
        "ranked_at": "2026-01-05T09:00:00Z",
    }
)
EDITED: dict[str, Any] = {
    "question": [QUESTION[0], {"kind": "skill", "text": "Cold water", "weight": 2.0}],
    "limit": 1,
    "explain": True,
}
FEEDBACK_BODY: dict[str, Any] = {"person": OTHER["id"], "kind": "good", "note": "Knows our boats."}
FEEDBACK = MappingProxyType(
    {"number": 12, "job": "j1", "person": OTHER["id"], "kind": "good", "at": "2026-01-05T09:00:00Z"}
)
