"""Turn both sides of a match into one noun: what a candidate and a member profile reduce to."""

from pydantic import BaseModel, ConfigDict

from entities.member import Education, Position


class Person(BaseModel):
    """One person in the match schema (design §5); empty text means unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    headline: str = ""
    location: str = ""
    positions: tuple[Position, ...] = ()
    education: tuple[Education, ...] = ()
    birth_date: str = ""
