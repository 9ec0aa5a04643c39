"""What can be set from outside: the environment, `.env` a folder of secrets. Read once at the start and passed."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, NonNegativeInt, PositiveFloat, PositiveInt, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PREFIX = "PLANGRAPH_"
SECRETS = Path("/run/secrets")


class Shares(NamedTuple):
    """Of `database_connections`: for compiled statements, for setting metrics, for the rest; one is the cache's."""

    reading: int
    setting: int
    other: int


class Settings(BaseSettings):
    """A field is `PLANGRAPH_` and its name in capitals, in the environment, `.env` or a file of the secrets folder."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", frozen=True, extra="ignore")

    database_url: str = Field(
        default="sqlite:///var/plangraph.db",
        repr=False,
        description="`sqlite:///file` (relative to the working folder) or `postgresql://user:password@host/name`",
    )
    database_connections: int = Field(
        default=20, ge=5, description="PostgreSQL connections of each process at most, for reads, metrics and the rest"
    )

    host: str = Field(default="127.0.0.1", description="the address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="the port to listen on; 0 takes a free one")
    workers: int = Field(default=1, ge=1, le=64, description="processes that serve")
    drain_seconds: PositiveFloat = Field(default=15, description="how long requests in flight may take after SIGTERM")

    log_format: Literal["auto", "console", "json"] = Field(
        default="auto", description="auto: console on a terminal, else JSON"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="the least that is logged"
    )
    access_log: bool = Field(default=True, description="a line for each request, without its query string")

    cookie_secure: bool = Field(
        default=False, description="mark the page cookie Secure even when TLS ends before this server"
    )
    session_hours: PositiveFloat = Field(
        default=12, description="how long a page stays signed in, at most as long as its key"
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="origins whose pages may call with a key, separated by commas; none by default"
    )
    executor: Literal["compiled", "reference"] = Field(
        default="compiled", description="what runs queries: one SQL statement each, or the slower reference always"
    )
    cache_bytes: NonNegativeInt = Field(
        default=67_108_864, description="memory of each process for answers that are kept until they change; 0: none"
    )
    introspection: bool = Field(
        default=True, description="whether the GraphQL schema can be asked for, as GraphiQL does"
    )

    max_body_bytes: PositiveInt = Field(default=1_048_576, description="bytes of a request's body")
    max_query_bytes: PositiveInt = Field(default=65_536, description="bytes of a GraphQL document")
    max_tokens: PositiveInt = Field(default=1_000, description="tokens of a GraphQL document")
    max_depth: PositiveInt = Field(default=15, description="levels of nested fields")
    max_aliases: PositiveInt = Field(default=30, description="aliases in an operation")
    max_fields: PositiveInt = Field(default=500, description="fields of an operation, fragments expanded")
    max_directives: PositiveInt = Field(default=50, description="directives in an operation")
    max_spreads: PositiveInt = Field(default=100, description="fragment spreads in an operation")
    max_query_roots: PositiveInt = Field(default=20, description="root fields of a query")
    max_mutation_roots: PositiveInt = Field(default=10, description="root fields of a mutation")
    max_json_depth: PositiveInt = Field(default=64, description="levels of nested JSON in a body")
    max_page_size: int = Field(
        default=100, ge=1, le=100, description="entries on a page of a list; 100 at most, since pages multiply"
    )
    max_cost: PositiveInt = Field(default=10_000, description="cost of an operation, worked out before it runs")
    operation_seconds: PositiveFloat = Field(default=10, description="time for an operation; then it is cancelled")
    request_seconds: PositiveFloat = Field(default=20, description="time for a request to arrive whole; then it is cut")
    max_exports: PositiveInt = Field(default=4, description="exports at once in each process; more get 429")
    export_seconds: PositiveFloat = Field(default=600, description="time for an export; then it is cut")
    export_stall_seconds: PositiveFloat = Field(
        default=30, description="time in which a client must take more of an export; then it is cut"
    )
    max_connections: PositiveInt = Field(default=1_000, description="open connections of each process; more get 503")

    metronome_base_url: str = Field(default="https://api.metronome.com", description="where Metronome's API is")
    metronome_token: SecretStr | None = Field(default=None, description="bearer token for Metronome")
    metronome_requests_per_second: PositiveFloat = Field(
        default=20, description="how fast a sync asks Metronome at most"
    )
    kickplan_base_url: str | None = Field(default=None, description="where Kickplan's API is")
    kickplan_token: SecretStr | None = Field(default=None, description="bearer token for Kickplan")

    @property
    def shares(self) -> Shares:
        """Reads have the most, versions one. What sets a metric waits for others that set one, and for nobody else."""
        reading = self.database_connections * 2 // 5
        setting = self.database_connections * 3 // 10
        return Shares(reading, setting, self.database_connections - reading - setting - 1)

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _split(cls, given: Any) -> Any:
        return tuple(part.strip() for part in given.split(",") if part.strip()) if isinstance(given, str) else given


def load(**given: Any) -> Settings:
    """The settings of this process; what is given (and not None) wins. Raises pydantic's ValidationError."""
    folder = Path(os.environ.get(f"{PREFIX}SECRETS_DIR", SECRETS))
    chosen = {name: value for name, value in given.items() if value is not None}
    build: Any = Settings  # its own arguments are not among the fields that a type checker sees
    settings: Settings = build(_secrets_dir=folder if folder.is_dir() else None, **chosen)
    return settings


def unknown(environment: dict[str, str]) -> list[str]:
    """Names that look like settings and are none, most likely misspelt."""
    known = {f"{PREFIX}{name}".upper() for name in Settings.model_fields} | {f"{PREFIX}SECRETS_DIR"}
    return sorted(name for name in environment if name.upper().startswith(PREFIX) and name.upper() not in known)
