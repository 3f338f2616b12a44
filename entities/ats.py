"""Turn one JSON item of an ATS into one frozen record of a known kind."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from entities.ids import RecordKind
from entities.moments import Moment
from entities.text import MEDIUM, Email, LongText, MediumText, NeededText, ShortText

MANY = 100  # entries in one list of a record
PartialDate = Annotated[str, Field(pattern=r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")]
JobState = Literal["draft", "open", "closed", "archived"]
Visibility = Literal["everyone", "restricted", "private"]
AboutKind = Literal["job", "candidate", "application", "note", "feedback", "attachment"]


def _a_web_address(text: str) -> str:
    if text and not text.lower().startswith(("https://", "http://")):
        raise PydanticCustomError("invalid_url", "not a web address: it must begin with https:// or http://")
    return text


WebAddress = Annotated[
    MediumText,
    AfterValidator(_a_web_address),
    WithJsonSchema({"type": "string", "maxLength": MEDIUM, "pattern": r"^\s*([Hh][Tt][Tt][Pp][Ss]?://.*)?$"}),
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Record(_Part):
    """What every kind has: its source id and when it changed."""

    id: NeededText
    modified: Moment
    created: Moment | None = None

    @model_validator(mode="after")
    def _created_first(self) -> "Record":
        if self.created is not None and self.created > self.modified:
            raise PydanticCustomError("created_after_modified", "created lies after modified")
        return self


class Address(_Part):
    """A postal address or a part of it."""

    line: ShortText = ""
    city: ShortText = ""
    region: ShortText = ""
    postal_code: ShortText = ""
    country: ShortText = ""


class Posting(_Part):
    """One public advertisement of a job."""

    url: WebAddress = ""
    state: Literal["listed", "not_listed", "closed"] = "listed"
    listed_at: Moment | None = None
    description: LongText = ""


class Owner(_Part):
    """The person in the company who answers for a record."""

    name: ShortText = ""
    email: Email | None = None


class StateEntry(_Part):
    """One step of a history: what a state became, and when."""

    state: NeededText
    at: Moment
    id: ShortText = ""


class Job(Record):
    """A job requisition with its postings."""

    kind: Literal["job"] = "job"
    title: NeededText
    description: LongText = ""
    location: ShortText = ""
    state: JobState = "open"
    company_code: ShortText = ""
    company: ShortText = ""
    owner: Owner | None = None
    postings: tuple[Posting, ...] = Field(default=(), max_length=MANY)
    state_history: tuple[StateEntry, ...] = Field(default=(), max_length=MANY)


class Candidate(Record):
    """A person as the ATS knows them."""

    kind: Literal["candidate"] = "candidate"
    name: ShortText = ""
    first_name: ShortText = ""
    middle_name: ShortText = ""
    last_name: ShortText = ""
    emails: tuple[Email, ...] = Field(default=(), max_length=MANY)
    phones: tuple[ShortText, ...] = Field(default=(), max_length=MANY)
    addresses: tuple[Address, ...] = Field(default=(), max_length=MANY)
    current_company: ShortText = ""
    current_title: ShortText = ""
    profile_url: WebAddress = ""
    ats_url: WebAddress = ""
    tags: tuple[ShortText, ...] = Field(default=(), max_length=MANY)
    do_not_contact: bool = False
    status: ShortText = ""
    status_history: tuple[StateEntry, ...] = Field(default=(), max_length=MANY)

    @model_validator(mode="after")
    def _someone(self) -> "Candidate":
        if not (self.name or self.first_name or self.last_name or self.emails):
            raise PydanticCustomError("nobody", "a candidate needs a name or an e-mail address")
        return self


class Application(Record):
    """One candidate's application to one job; both are named by their source ids and may arrive later."""

    kind: Literal["application"] = "application"
    candidate: NeededText
    job: NeededText
    source: ShortText = ""
    referrer: ShortText = ""
    status: ShortText = ""
    disposition: ShortText = ""
    applied_at: Moment | None = None
    status_history: tuple[StateEntry, ...] = Field(default=(), max_length=MANY)


class StageEntry(Record):
    """One step of an application through the hiring stages."""

    kind: Literal["stage_entry"] = "stage_entry"
    application: NeededText
    stage: NeededText
    entered_at: Moment


class _About(Record):
    candidate: ShortText = ""
    application: ShortText = ""

    @model_validator(mode="after")
    def _about_one(self) -> "_About":
        if bool(self.candidate) == bool(self.application):
            raise PydanticCustomError("about_one", "exactly one of candidate and application is needed")
        return self


class Note(_About):
    """A note that somebody wrote about a candidate or an application."""

    kind: Literal["note"] = "note"
    text: LongText
    author: ShortText = ""
    visibility: Visibility = "everyone"
    written_at: Moment | None = None


class Feedback(_About):
    """An interviewer's verdict."""

    kind: Literal["feedback"] = "feedback"
    author: ShortText = ""
    rating: Annotated[float, Field(ge=0, le=10)] | None = None
    verdict: ShortText = ""
    text: LongText = ""
    visibility: Visibility = "everyone"
    given_at: Moment | None = None


class Attachment(_About):
    """A file of a candidate or an application; `content` is base64, at most 10 MB once decoded."""

    kind: Literal["attachment"] = "attachment"
    file_name: ShortText = ""
    media_type: ShortText = ""
    purpose: Literal["resume", "cover_letter", "other"] = "resume"
    content: Annotated[str, Field(max_length=16_000_000)] = ""


class AccessEntry(Record):
    """Who may see one record: absent entries follow the instance's default."""

    kind: Literal["access_entry"] = "access_entry"
    about_kind: AboutKind
    about: NeededText
    state: Literal["restricted", "open"]
    seats: tuple[ShortText, ...] = Field(default=(), max_length=1_000)


class Deletion(_Part):
    """An order to delete one record; `modified` is when it was deleted at its source."""

    kind: RecordKind
    id: NeededText
    modified: Moment
    deleted: Literal[True]


AtsRecord = Job | Candidate | Application | StageEntry | Note | Feedback | Attachment | AccessEntry

MODELS: dict[str, type[AtsRecord]] = {
    "job": Job,
    "candidate": Candidate,
    "application": Application,
    "stage_entry": StageEntry,
    "note": Note,
    "feedback": Feedback,
    "attachment": Attachment,
    "access_entry": AccessEntry,
}
