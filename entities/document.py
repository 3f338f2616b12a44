"""Turn what one tenant may search about one person into one frozen document."""

from pydantic import BaseModel, ConfigDict

EVERYONE = "*"  # access token of a document that every seat of the tenant may find
ALL_SEATS = "**"  # among `hidden_from`: not for who looks as all seats at once
VARIANT_MARK = "~"  # between a person's key and what tells its variants apart
Access = tuple[str, ...] | None  # a viewer's tokens; None looks as all seats at once, past every restriction


class PersonDocument(BaseModel):
    """What a tenant's index holds about one person, or the members' index about one member.

    `key` is unique in its index: a person id in a tenant's index, the member number as text in the members' index.
    Where seats may see different things of one person, each of the variants is a document: one has the person's own
    key, the others that key with a mark behind it. `access` and `hidden_from` are tokens: a viewer finds a document who
    shares one of `access` and none of `hidden_from`, so that each viewer finds at most one variant.
    `member` is the member's number where the person is or has one. `shadow` marks a copy of a linked member as the
    members' index has it; its `access` makes it visible exactly where any variant of the person is.
    `number` names the document in its index for engines and column files: dense, never reused, 0 for shadows; a
    member's document has the member's. `years` are whole years of experience. Text fields hold plain text; the engine
    analyses them. `updated` is in epoch seconds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    version: int
    number: int = 0
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
    years: int | None = None
    open_to_work: bool = False
    do_not_contact: bool = False
    updated: int = 0
    access: tuple[str, ...] = (EVERYONE,)
    hidden_from: tuple[str, ...] = ()

    @property
    def person(self) -> str:
        """The key of the person, whichever variant this is."""
        return person_key(self.key)


def person_key(key: str) -> str:
    """Take the mark of a variant off a document's key."""
    return key.partition(VARIANT_MARK)[0]


def may_find(document: PersonDocument, access: Access) -> bool:
    """Tell whether a viewer finds a document at all: the rule that every engine follows."""
    if access is None:
        return ALL_SEATS not in document.hidden_from
    tokens = set(access)
    return not tokens.isdisjoint(document.access) and tokens.isdisjoint(document.hidden_from)
