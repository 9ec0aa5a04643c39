"""OpenFeature's remote evaluation protocol (OFREP) as its OpenAPI document has it: shapes, no behaviour."""

from typing import Any, Literal

from pydantic import Field

from plangraph.wire.values import Open

ErrorCode = Literal["PARSE_ERROR", "TARGETING_KEY_MISSING", "INVALID_CONTEXT", "FLAG_NOT_FOUND", "GENERAL"]


class Context(Open):
    """`targetingKey` is the account's key; other keys are ignored."""

    targeting_key: str | None = Field(default=None, alias="targetingKey")


class Evaluate(Open):
    """Body of both evaluation requests."""

    context: Context | None = None


class Flag(Open):
    """`metadata` says by what: an override, a plan (with its key) or the feature's default."""

    key: str
    reason: Literal["TARGETING_MATCH", "DEFAULT"]
    variant: str
    value: Any
    metadata: dict[str, str]


class Flags(Open):
    flags: list[Flag]


class Failure(Open):
    """`key`: of the flag, where one was asked for."""

    key: str | None = None
    errorCode: ErrorCode  # noqa: N815 (the protocol's name)
    errorDetails: str  # noqa: N815


class Polling(Open):
    enabled: bool
    minPollingIntervalMs: int  # noqa: N815


class CacheInvalidation(Open):
    polling: Polling


class FlagEvaluation(Open):
    supportedTypes: list[str]  # noqa: N815


class Capabilities(Open):
    cacheInvalidation: CacheInvalidation  # noqa: N815
    flagEvaluation: FlagEvaluation  # noqa: N815


class Configuration(Open):
    name: str
    capabilities: Capabilities
