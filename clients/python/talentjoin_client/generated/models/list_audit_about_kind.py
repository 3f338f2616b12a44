from typing import Any, Literal, cast

ListAuditAboutKind = Literal[
    "access_entry", "application", "attachment", "candidate", "feedback", "job", "note", "stage_entry"
]


def check_list_audit_about_kind(value: Any) -> ListAuditAboutKind:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(ListAuditAboutKind, value)
