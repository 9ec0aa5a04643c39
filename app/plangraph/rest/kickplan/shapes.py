"""Bodies of Kickplan's requests to what the services take; what is wrong is collected, so that all of it is told.

A part that is wrong is left out or empty in the result, which is never stored then.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel

from plangraph.domain import times
from plangraph.domain.account import FeatureOverride, OverrideKind
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.services.accounts import AccountFields, too_many
from plangraph.services.checks import Path
from plangraph.services.input import validated
from plangraph.services.unset import UNSET
from plangraph.wire import kickplan as wire

Model = TypeVar("Model", bound=BaseModel)
Json = Mapping[str, Any]
_LISTS = ("custom_fields", "account_plans", "feature_overrides")


class Reading:
    """Collects what is wrong while a body is read."""

    def __init__(self) -> None:
        self.wrong: list[FieldError] = []

    def shape(self, model: type[Model], given: Json, at: Path = ()) -> tuple[Model | None, set[Any]]:
        """The body as this shape or, when something is wrong with it, the names of what is."""
        try:
            return validated(model, given, at), set()
        except InvalidInput as error:
            self.wrong += [e for e in error.errors if not _is_moment(e.path)]
            return None, {e.path[len(at)] for e in error.errors if len(e.path) > len(at)}

    def moment(self, given: object, at: Path) -> datetime | None:
        if given is None:
            return None
        try:
            return times.parse_time(given)
        except ValueError as error:
            self.wrong.append(FieldError(at, str(error)))
            return None


def text(given: Json, name: str) -> str:
    """A string field; "" when it is something else or missing, which the shape tells."""
    found = given.get(name)
    return found if isinstance(found, str) else ""


def _is_moment(path: Path) -> bool:
    """Told by `moment`, whatever is wrong with it."""
    match path:
        case ("time",) | ("feature_overrides", int(), "expires_at"):
            return True
    return False


def account_fields(reading: Reading, given: Json, model: type[wire.AccountUpdate]) -> AccountFields:
    """Absent keeps, null clears the name; lists replace."""
    long = [error for name in _LISTS for error in too_many(name, given.get(name))]
    reading.wrong += long
    given = {name: value for name, value in given.items() if all(error.path != (name,) for error in long)}
    _, bad = reading.shape(model, given)
    whole: dict[str, Any] = {name: given[name] for name in ("key", "name") if name in given}
    if isinstance(given.get("account_plans"), list):
        whole["account_plans"] = [_plan_key(plan) for plan in given["account_plans"]]
        bad.discard("account_plans")
    if isinstance(given.get("feature_overrides"), list):
        overrides = enumerate(given["feature_overrides"])
        whole["feature_overrides"] = [_override(reading, o, ("feature_overrides", n)) for n, o in overrides]
        bad.discard("feature_overrides")
    if isinstance(given.get("custom_fields"), dict):
        wrong = {e.path[1] for e in reading.wrong if e.path[:1] == ("custom_fields",) and len(e.path) > 1}
        whole["custom_fields"] = {k: v for k, v in given["custom_fields"].items() if k not in wrong}
        bad.discard("custom_fields")
    return AccountFields(**{name: UNSET if name in bad else value for name, value in whole.items()})


def _plan_key(given: Any) -> str:
    found = given.get("plan_key") if isinstance(given, dict) else None
    return found if isinstance(found, str) else ""


def _override(reading: Reading, given: Any, at: Path) -> FeatureOverride:
    if not isinstance(given, dict):
        return FeatureOverride("", override=OverrideKind.DEFAULT_ON)
    feature, variant = given.get("feature_key"), given.get("variant_key")
    kinds = [kind for kind in OverrideKind if kind.value == given.get("override", "variant_key")]
    return FeatureOverride(
        feature if isinstance(feature, str) else "",
        variant if isinstance(variant, str) else None,
        kinds[0] if kinds else OverrideKind.DEFAULT_ON,
        reading.moment(given.get("expires_at"), (*at, "expires_at")),
    )


def account_of(reading: Reading, given: Json, *, required: bool = False) -> str | None:
    """The account that `context` names, by `account_key` or its alias `account_id`."""
    context = given.get("context")
    if isinstance(context, dict):
        for name in ("account_key", "account_id"):
            found = context.get(name)
            if isinstance(found, str) and (found or not required):
                return found
    if required:
        reading.wrong.append(FieldError(("context", "account_key"), "is required", UserErrorCode.REQUIRED))
    return None
