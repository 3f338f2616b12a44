"""Turn what a caller may do into named scopes."""

from types import MappingProxyType

SCOPES = MappingProxyType(
    {
        "records:write": "Send, change and delete the instance's records and files.",
        "records:read": "Read the instance's records and files, as a seat.",
        "people:read": "Search people, read matches, links and profiles, as a seat.",
        "people:write": "Give feedback, correct links, keep searches, as a seat.",
        "changes:read": "Follow the feed of changes.",
        "status:read": "Read tasks and the state of the sync.",
        "tasks:write": "Order work, like linking everybody again.",
        "audit:read": "Read the tenant's trail.",
        "seats:read": "Read contracts and seats.",
        "seats:write": "Open and close contracts and seats.",
        "grants:read": "Read what is switched on.",
        "grants:write": "Switch features on and off.",
        "keys:read": "List the tenant's clients.",
        "keys:write": "Make and revoke clients and their secrets, with at most the caller's own scopes.",
        "act_as": "Look as a seat of one of the contracts that the client lists.",
        "all_seats": "Look as nobody in particular, and see what any seat may see.",
    }
)
"""What a tenant's client may be given."""

OPERATOR_SCOPES = MappingProxyType(
    {
        "tenants:read": "List tenants.",
        "tenants:write": "Make tenants, instances and their first clients.",
        "tenants:enter": "Act in a tenant, for a stated reason.",
        "members:read": "Read member profiles.",
        "members:write": "Import, change and close member profiles.",
        "operators:write": "Make and close operators' accounts.",
    }
)
"""What an operator may be given, on the admin port."""
