"""Accounts written by callers: one service behind REST and GraphQL.

Source of the semantics: Kickplan's reference; where its clients differ, absent keeps, null clears, `[]` empties.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from plangraph.domain import texts, times
from plangraph.domain.account import FeatureOverride, OverrideKind, Scalar
from plangraph.domain.errors import FieldError, InvalidInput, NotFound, UserErrorCode
from plangraph.domain.viewer import Viewer
from plangraph.services.checks import Path, key_errors, number_errors, own_account_only, text_errors, together
from plangraph.services.references import override_errors
from plangraph.services.unset import UNSET, Unset, given
from plangraph.store.engine import Database
from plangraph.store.queries import account_upsert as store
from plangraph.store.queries import features, outbox
from plangraph.store.write import Connection, write

MOST_ENTRIES = 1_000


class AccountFields(NamedTuple):
    """What a caller says of an account; UNSET is what it does not mention.

    `custom_fields` are merged key by key, where null takes a key away; lists replace what is stored.
    """

    key: str | Unset | None = UNSET
    name: str | Unset | None = UNSET
    custom_fields: Mapping[str, Scalar | None] | Unset | None = UNSET
    account_plans: Sequence[str] | Unset | None = UNSET
    feature_overrides: Sequence[FeatureOverride] | Unset | None = UNSET


class Written(NamedTuple):
    key: str
    created: bool


async def upsert(
    database: Database,
    viewer: Viewer,
    fields: AccountFields,
    now: datetime,
    *,
    accept_unknown: bool = False,
    found: Sequence[FieldError] = (),
) -> Written:
    """Creates or updates the account `fields.key`. Raises InvalidInput with every wrong field; nothing changes then.

    `accept_unknown` (always so while writes are forwarded): plans, features and variants that are not here are kept as
    sent, since the vendor decides.
    `found`: what the caller has found wrong already, told with the rest.
    """
    wrong = together(found, [*key_errors(fields.key, ("key",)), *_shape_errors(fields)])
    key = fields.key if isinstance(fields.key, str) else ""
    own_account_only(viewer, key)

    async def work(connection: Connection) -> Written:
        plans = await _checked(connection, fields, wrong, now, accept_unknown=accept_unknown or database.forwarding)
        account = await store.lock_or_create(connection, key, now)
        await _apply(connection, account, fields, plans, now)
        if database.forwarding:
            await outbox.add_account(connection, key, body_of(key, fields), now)
        return Written(key, account.created)

    return await write(database, work)


async def update(
    database: Database,
    viewer: Viewer,
    key: str,
    fields: AccountFields,
    now: datetime,
    *,
    accept_unknown: bool = False,
    found: Sequence[FieldError] = (),
) -> Written:
    """Updates the account `key`; `fields.key` may repeat it. Raises NotFound or InvalidInput; nothing changes then."""
    wrong = together(found, _shape_errors(fields))
    if fields.key is not UNSET and fields.key != key:
        wrong = together(wrong, [FieldError(("key",), "is not the key of the account that is updated")])
    own_account_only(viewer, key)

    async def work(connection: Connection) -> Written:
        account = None if texts.problem(key) else await store.lock(connection, key)
        if account is None:
            raise NotFound("There is no such account.")
        plans = await _checked(connection, fields, wrong, now, accept_unknown=accept_unknown or database.forwarding)
        await _apply(connection, account, fields, plans, now)
        if database.forwarding:
            await outbox.add_account(connection, key, body_of(key, fields), now)
        return Written(key, created=False)

    return await write(database, work)


def too_many(name: str, entries: object) -> Iterator[FieldError]:
    """A list or object with more entries than one account has; they are not looked at one by one then."""
    if isinstance(entries, Sequence | Mapping) and not isinstance(entries, str) and len(entries) > MOST_ENTRIES:
        yield FieldError((name,), f"has more than {MOST_ENTRIES:,} entries", UserErrorCode.TOO_LONG)


def _shape_errors(fields: AccountFields) -> Iterator[FieldError]:
    """What is wrong whatever the database holds."""
    if isinstance(fields.name, str):
        yield from text_errors(fields.name, ("name",))
    for name in ("custom_fields", "account_plans", "feature_overrides"):
        if getattr(fields, name) is None:
            yield FieldError((name,), "must not be null; leave it out to keep what is stored", UserErrorCode.REQUIRED)
        yield from too_many(name, getattr(fields, name))
    for key, value in given(fields.custom_fields, {}).items():
        at: Path = ("custom_fields", key)
        yield from key_errors(key, at)
        if isinstance(value, str):
            yield from text_errors(value, at, texts.TEXT_LENGTH)
        elif isinstance(value, Decimal | int) and not isinstance(value, bool):
            yield from number_errors(value, at)
        elif value is not None and not isinstance(value, bool):
            yield FieldError(at, "must be a string, a number or a boolean")
    for n, plan in enumerate(given(fields.account_plans, ())):
        yield from key_errors(plan, ("account_plans", n, "plan_key"))
    for n, override in enumerate(given(fields.feature_overrides, ())):
        at = ("feature_overrides", n)
        yield from key_errors(override.feature_key, (*at, "feature_key"))
        if override.override is OverrideKind.VARIANT_KEY:
            yield from key_errors(override.variant_key, (*at, "variant_key"))
        else:
            yield from text_errors(override.variant_key, (*at, "variant_key"))


async def _checked(
    connection: Connection,
    fields: AccountFields,
    wrong: Sequence[FieldError],
    now: datetime,
    *,
    accept_unknown: bool,
) -> dict[str, int]:
    """The row numbers of the plans that are named, once nothing is wrong."""
    wrong = list(wrong)
    named = [key for key in given(fields.account_plans, ()) if not list(key_errors(key, ()))]
    plans: dict[str, int] = {}
    if accept_unknown and not wrong:
        plans = await store.name_plans(connection, named, now)
    elif not accept_unknown:
        plans = await store.plan_numbers(connection, named)
        unknown = [
            FieldError(("account_plans", n, "plan_key"), f"{key!r} is no plan's key", UserErrorCode.UNKNOWN_PLAN)
            for n, key in enumerate(given(fields.account_plans, ()))
            if key not in plans
        ]
        overrides = given(fields.feature_overrides, ())
        keys = [o.feature_key for o in overrides if not list(key_errors(o.feature_key, ()))]
        kinds = await features.known(connection, keys)
        for n, override in enumerate(overrides):
            unknown += override_errors(override, kinds, ("feature_overrides", n))
        wrong = together(wrong, unknown)
    if wrong:
        raise InvalidInput(wrong)
    return plans


async def _apply(
    connection: Connection,
    account: store.Locked,
    fields: AccountFields,
    plans: Mapping[str, int],
    now: datetime,
) -> None:
    if not isinstance(fields.name, Unset):
        await store.rename(connection, account, fields.name)
    told = given(fields.custom_fields, {})
    if told:
        await store.merge_fields(connection, account, told)
    if isinstance(fields.account_plans, Sequence):
        await store.replace_plans(connection, account, [plans[key] for key in fields.account_plans])
    if isinstance(fields.feature_overrides, Sequence):
        kept = [_without_unused_variant(o) for o in fields.feature_overrides]
        await store.replace_overrides(connection, account, kept)
    await store.touch(connection, account, now)


def _without_unused_variant(override: FeatureOverride) -> FeatureOverride:
    """`default_on` and `default_off` pick their variant themselves; one that was sent along means nothing."""
    return override if override.override is OverrideKind.VARIANT_KEY else replace(override, variant_key=None)


def body_of(key: str, fields: AccountFields) -> dict[str, Any]:
    """The body of Kickplan's upsert that says the same."""
    told: dict[str, Any] = {"key": key}
    if not isinstance(fields.name, Unset):
        told["name"] = fields.name
    if isinstance(fields.custom_fields, Mapping):
        told["custom_fields"] = dict(fields.custom_fields)
    if isinstance(fields.account_plans, Sequence):
        told["account_plans"] = [{"plan_key": plan} for plan in fields.account_plans]
    if isinstance(fields.feature_overrides, Sequence):
        told["feature_overrides"] = [_override_body(o) for o in fields.feature_overrides]
    return told


def _override_body(override: FeatureOverride) -> dict[str, Any]:
    told = {"feature_key": override.feature_key, "override": override.override.value}
    if override.override is OverrideKind.VARIANT_KEY and override.variant_key is not None:
        told["variant_key"] = override.variant_key
    if override.expires_at is not None:
        told["expires_at"] = times.print_time(override.expires_at)
    return told
