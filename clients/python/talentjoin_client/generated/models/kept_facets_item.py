from typing import Any, Literal, cast

KeptFacetsItem = Literal[
    "current_company", "current_title", "in_ats", "job", "location", "open_to_work", "skill", "source", "stage", "years"
]


def check_kept_facets_item(value: Any) -> KeptFacetsItem:
    """Take any value: a newer service may answer one that this client does not know yet."""
    return cast(KeptFacetsItem, value)
