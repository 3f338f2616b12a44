"""Turn the environment into one frozen settings object, the only one there is."""

import os
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import SettingsConfigDict

from entities.errors import SettingsError
from service.reading_settings import ReadingSettings

PREFIX = "TALENTJOIN_"
EMBEDDED = "sqlite"
DRIVER = "postgresql+psycopg://"
BELONG_TOGETHER = {
    "opensearch_password_file": "opensearch_user",
    "opensearch_client_key_file": "opensearch_client_cert_file",
}
POSTGRES_SCHEMES = ("postgresql://", "postgres://", DRIVER)


def _store_address(value: str) -> str:
    """Accept `sqlite`, or a PostgreSQL address however its scheme is written."""
    if value == EMBEDDED:
        return value
    return _postgres_address(value)


def _postgres_address(value: str) -> str:
    for scheme in POSTGRES_SCHEMES:
        if value.startswith(scheme):
            return DRIVER + value.removeprefix(scheme)
    raise ValueError("neither sqlite nor a postgresql:// address")


def _engine_hosts(value: str) -> str:
    """Accept addresses of a search engine, separated by commas, that hold no user or password."""
    for host in value.split(","):
        parts = urlsplit(host.strip())
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("not http:// or https:// addresses, separated by commas")
        if parts.username or parts.password:
            raise ValueError("user and password don't belong into an address")
    return value


def _cores() -> int:
    return os.cpu_count() or 1


class Settings(ReadingSettings):
    """What the operator may set; every name is read from the environment as `TALENTJOIN_<NAME>`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", hide_input_in_errors=True)

    data: Path = Field(
        default=Path("data"),
        description="Folder with everything the product keeps: store files, indices, resume files, keys.",
    )
    store: Annotated[str, AfterValidator(_store_address)] = Field(
        default=EMBEDDED,
        repr=False,  # may hold a password
        description="`sqlite` (files in the data folder), or the `postgresql://` address of the application role.",
    )
    postgres_admin_url: Annotated[str, AfterValidator(_postgres_address)] | None = Field(
        default=None,
        repr=False,  # may hold a password
        description="`postgresql://` address of the role that owns the tables; needed only to create or upgrade them.",
    )
    engine: Literal["embedded", "opensearch"] = Field(
        default="embedded",
        description="Search engine: `embedded` (tantivy, files in the data folder), or `opensearch` (a cluster). "
        "After a change, `talentjoin rebuild` fills the new one.",
    )
    opensearch_url: Annotated[str, AfterValidator(_engine_hosts)] | None = Field(
        default=None,
        validate_default=True,
        description="`https://` addresses of the OpenSearch nodes, separated by commas; `http://` where the way to "
        "them is safe. User and password have settings of their own.",
    )
    opensearch_user: str | None = Field(default=None, min_length=1, description="Who we are to OpenSearch.")
    opensearch_password_file: Path | None = Field(
        default=None, validate_default=True, description="File with the password of that user, in its first line."
    )
    opensearch_ca_file: Path | None = Field(
        default=None,
        description="PEM file with the authorities whose certificates OpenSearch may show (TLS 1.2 or newer); "
        "by default those that the system trusts.",
    )
    opensearch_client_cert_file: Path | None = Field(
        default=None, description="PEM file with the certificate that we show to OpenSearch."
    )
    opensearch_client_key_file: Path | None = Field(
        default=None, validate_default=True, description="PEM file with the key of that certificate."
    )
    opensearch_timeout_seconds: float = Field(
        default=5.0,
        gt=0,
        le=600,
        description="Time that OpenSearch may take to answer a search, in seconds; 12 times as long for a write.",
    )
    opensearch_shards: int = Field(
        default=1,
        ge=1,
        le=1024,
        description="Primary shards of the members' index and of each large tenant's; counts for indices made from now "
        "on.",
    )
    opensearch_replicas: str = Field(
        default="0-1",
        pattern=r"^[0-9]{1,2}(-([0-9]{1,2}|all))?$",
        description="Copies of each shard on other nodes: a number, as many as nodes may fail at once, or a range like "
        "`0-1`, within it as many as there are nodes for.",
    )
    opensearch_pool_below: int = Field(
        default=200_000,
        ge=0,
        le=100_000_000,
        description="Tenants with fewer documents share indices once they were rebuilt (`talentjoin doctor` says when "
        "to), since each index costs OpenSearch memory; 0: never.",
    )
    key_file: Path | None = Field(
        default=None,
        description="File with the master key; by default `keys/master.key` in the data folder, "
        "made on first use and readable by its owner only.",
    )
    parse_workers: int = Field(
        default_factory=_cores,
        ge=1,
        le=256,
        description="Resume files read at the same time; by default one for each core.",
    )
    lease_seconds: float = Field(
        default=60.0, ge=1, le=3600, description="Time after which work of a silent worker goes to another, in seconds."
    )
    attempts: int = Field(
        default=8, ge=1, le=100, description="Times a failing piece of work is tried before it is set aside."
    )
    match_precision: float = Field(
        default=0.99,
        gt=0.5,
        lt=1,
        description="Share of links made without a person that must be right; lower joins more, with more mistakes.",
    )
    public_url: str | None = Field(
        default=None,
        pattern=r"^(https?://[^/\s]+)?$",
        description="Address under which clients reach the service, like `https://talent.example.com`: it stands in "
        "tokens as their issuer. By default the address that the service listens on.",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1,::1",
        description="Addresses of the proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed under "
        "`--behind-proxy`, separated by commas.",
    )
    limit_read: int = Field(default=100, ge=1, le=1_000_000, description="Reads a second that one client may make.")
    limit_write: int = Field(default=100, ge=1, le=1_000_000, description="Writes a second that one client may make.")
    limit_bulk: int = Field(
        default=10,
        ge=1,
        le=1_000_000,
        description="Requests with many records at once a second that one client may make.",
    )
    limit_search: int = Field(default=20, ge=1, le=1_000_000, description="Searches a second that one client may make.")
    limit_token: int = Field(default=10, ge=1, le=1_000_000, description="Tokens a second that one client may ask for.")
    limit_tenant_times: int = Field(
        default=2, ge=1, le=1_000, description="A tenant's limits in all are so many times those of one client."
    )
    requests_at_once: int = Field(
        default=16, ge=1, le=10_000, description="Requests of one tenant that may be under way at once."
    )
    bulk_at_once: int = Field(
        default=4, ge=1, le=10_000, description="How many of those may be requests with many records at once."
    )
    searches_at_once: int = Field(
        default=1,
        ge=1,
        le=64,
        description="Searches of all tenants that run at once, the others waiting for their tenant's turn: they share "
        "one interpreter, so that more helps only where the store is far away.",
    )
    arrive_seconds: float = Field(
        default=10.0,
        gt=0,
        le=600,
        description="Time that a request may take to arrive, in seconds; 6 times as long where large bodies are taken.",
    )
    answer_seconds: float = Field(
        default=10.0,
        gt=0,
        le=600,
        description="Time after which a request that arrived gets a 503 if it has no other answer, in seconds; "
        "6 times as long where large bodies are taken.",
    )
    drain_seconds: float = Field(
        default=30.0,
        ge=1,
        le=600,
        description="Time that a stopping service takes at most to finish what it has begun, in seconds.",
    )

    @field_validator("opensearch_url")
    @classmethod
    def _has_hosts(cls, value: str | None, others: ValidationInfo) -> str | None:
        if value is None and others.data.get("engine") == "opensearch":
            raise ValueError("the engine opensearch needs it")
        return value

    @field_validator("opensearch_password_file", "opensearch_client_key_file")
    @classmethod
    def _belong_together(cls, value: Path | None, others: ValidationInfo) -> Path | None:
        partner = BELONG_TOGETHER[str(others.field_name)]
        if partner in others.data and (value is None) != (others.data[partner] is None):
            raise ValueError(f"it goes together with {PREFIX}{partner.upper()}")
        return value

    @property
    def opensearch_hosts(self) -> tuple[str, ...]:
        """List the addresses of the OpenSearch nodes."""
        return tuple(host.strip() for host in (self.opensearch_url or "").split(",") if host.strip())

    @property
    def embedded(self) -> bool:
        """Tell whether the store lies in files of the data folder."""
        return self.store == EMBEDDED

    @property
    def master_key_file(self) -> Path:
        """Name the file that holds, or will hold, the master key."""
        return self.key_file or self.data / "keys" / "master.key"

    def at(self, data: Path) -> Self:
        """Give the same settings over another data folder."""
        return self.model_copy(update={"data": data})


def read_settings() -> Settings:
    """Read the settings from the environment.

    Raises SettingsError naming the variables that are wrong, never what they hold.
    """
    try:
        return Settings()
    except ValidationError as wrong:
        names = sorted({PREFIX + str(part["loc"][0]).upper() for part in wrong.errors() if part["loc"]})
        reasons = "; ".join(sorted({part["msg"] for part in wrong.errors(include_input=False)}))
        raise SettingsError(f"{', '.join(names)}: {reasons}", hint="see docs/settings.md") from None
