"""Turn what one tenant may search about one person into one frozen document."""

from pydantic import BaseModel, ConfigDict

EVERYONE = "*"  # access token of a document that every seat of the tenant may find


class PersonDocument(BaseModel):
    """What a tenant's index holds about one person, or the members' index about one member.

    `key` is unique in its index: a person id in a tenant's index, the member number as text in the members' index.
    `member` is the member's number where the person is or has one. `shadow` marks a copy of a linked member as the
    members' index has it; it carries the person document's `access`, so that it is visible exactly where that is.
    Text fields hold plain text; the engine analyses them. `updated` is in epoch seconds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    version: int
    shadow: bool = False
    member: int | None = None
    in_ats: bool = False
    name: str = ""
    headline: str = ""
    titles: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    summary: str = ""
    notes: str = ""
    current_title: str = ""
    current_company: str = ""
    location: str = ""
    stages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    open_to_work: bool = False
    updated: int = 0
    access: tuple[str, ...] = (EVERYONE,)
