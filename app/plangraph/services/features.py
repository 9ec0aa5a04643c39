"""Features and what plans grant of them, changed by administrators. Resolution is another module's."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.feature import BOOLEAN_VARIANTS, Feature, FeatureType, variant_named
from plangraph.services.checks import Path, key_errors, number_errors, text_errors
from plangraph.services.input import text_errors as json_text_errors
from plangraph.services.unset import UNSET, Unset, given
from plangraph.store import tables
from plangraph.store.engine import Database
from plangraph.store.queries import bulk, features, plan_by
from plangraph.store.write import Connection, write


class FeatureFields(NamedTuple):
    """What an administrator says of a feature; UNSET stays as it is. `variants`: (key, JSON value), in order."""

    key: str
    name: str | Unset | None = UNSET
    type: FeatureType | Unset | None = UNSET
    variants: Sequence[tuple[str, Any]] | Unset | None = UNSET
    default_variant: str | Unset | None = UNSET
    on_variant: str | Unset | None = UNSET
    off_variant: str | Unset | None = UNSET


class Written(NamedTuple):
    key: str
    created: bool


async def upsert_feature(database: Database, fields: FeatureFields) -> Written:
    """Creates or changes a feature. A new one needs a type, and variants unless it is boolean.

    Raises InvalidInput with every wrong field; nothing changes then.
    """
    wrong = list(_shape_errors(fields))
    if wrong:
        raise InvalidInput(wrong)

    async def work(connection: Connection) -> Written:
        await bulk.lock(connection, features.WRITES)
        old = (await features.load(connection, [fields.key])).get(fields.key)
        feature, wrong = _merged(fields, old)
        if old is not None:
            granted = (await features.granted(connection, [fields.key])).get(fields.key, {})
            wrong += [
                FieldError(("variants",), f"lack {variant!r}, which plan {plan!r} grants")
                for plan, variant in granted.items()
                if variant not in feature.variants
            ]
        if wrong:
            raise InvalidInput(wrong)
        await features.save_features(connection, [feature], {})
        return Written(fields.key, old is None)

    return await write(database, work)


async def set_entitlement(
    database: Database, plan: plan_by.PlanBy, feature_key: str, variant_key: str | None, now: datetime
) -> plan_by.Found:
    """Grants a variant of a feature with a plan, or with None takes the grant away. Raises InvalidInput.

    The paths of errors are `plan`, `feature` and `variant`.
    """
    wrong = [*key_errors(feature_key, ("feature",)), *text_errors(variant_key, ("variant",))]
    if wrong:
        raise InvalidInput(wrong)

    async def work(connection: Connection) -> plan_by.Found:
        await bulk.lock(connection, features.WRITES)
        found = await plan_by.find(connection, plan)
        if found is None:
            wrong.append(FieldError(("plan",), "there is no such plan", UserErrorCode.UNKNOWN_PLAN))
        known = (await features.known(connection, [feature_key])).get(feature_key)
        if known is None:
            wrong.append(FieldError(("feature",), "is no feature's key", UserErrorCode.UNKNOWN_FEATURE))
        elif variant_key is not None and variant_key not in known.variants:
            wrong.append(FieldError(("variant",), "is no variant of this feature", UserErrorCode.UNKNOWN_VARIANT))
        if found is None or wrong:
            raise InvalidInput(wrong)
        if await features.save_entitlement(connection, found.number, feature_key, variant_key):
            plan_table = bulk.table_of(tables.Plan)
            await bulk.set_rows(connection, plan_table, [{"id": found.number, "updated_at": now}])
        return found

    return await write(database, work)


def _shape_errors(fields: FeatureFields) -> Iterator[FieldError]:
    yield from key_errors(fields.key, ("key",))
    if isinstance(fields.name, str):
        yield from text_errors(fields.name, ("name",))
    for name in ("type", "variants", "default_variant"):
        if getattr(fields, name) is None:
            yield FieldError((name,), "must not be null; leave it out to keep what is stored", UserErrorCode.REQUIRED)
    seen: set[str] = set()
    for n, (key, value) in enumerate(given(fields.variants, ())):
        yield from key_errors(key, ("variants", n, "key"))
        yield from json_text_errors(value, ("variants", n, "value"))
        yield from number_errors(value, ("variants", n, "value"))
        if key in seen:
            yield FieldError(("variants", n, "key"), "stands twice")
        seen.add(key)
    if isinstance(fields.variants, Sequence) and not fields.variants:
        yield FieldError(("variants",), "must not be empty", UserErrorCode.REQUIRED)


def _merged(fields: FeatureFields, old: Feature | None) -> tuple[Feature, list[FieldError]]:
    """The feature as it would be, and what is wrong with that."""
    wrong = []
    kind = given(fields.type, old.type if old else None)
    if kind is None:
        raise InvalidInput([FieldError(("type",), "is required for a new feature", UserErrorCode.REQUIRED)])
    variants: Mapping[str, Any] = old.variants if old else (BOOLEAN_VARIANTS if kind is FeatureType.BOOLEAN else {})
    if isinstance(fields.variants, Sequence):
        variants = dict(fields.variants)
    if not variants:
        wrong.append(FieldError(("variants",), "are required for a new feature", UserErrorCode.REQUIRED))
    for n, (key, value) in enumerate(variants.items()):
        if not kind.fits(value):
            at: Path = ("variants", n, "value") if isinstance(fields.variants, Sequence) else ("type",)
            wrong.append(FieldError(at, f"variant {key!r} must be {kind.words}"))
    derived = variant_named(variants, "false") if kind is FeatureType.BOOLEAN else None
    default = given(fields.default_variant, old.default_variant if old else derived)
    on = _picked(fields.on_variant, old.on_variant if old else None, variant_named(variants, "true", "on"), old)
    off = _picked(fields.off_variant, old.off_variant if old else None, variant_named(variants, "false", "off"), old)
    if default is None and variants:
        wrong.append(FieldError(("default_variant",), "is required for a new feature", UserErrorCode.REQUIRED))
    for name, key_ in (("default_variant", default), ("on_variant", on), ("off_variant", off)):
        if key_ is not None and variants and key_ not in variants:
            message = f"{key_!r} is no variant of this feature"
            wrong.append(FieldError((name,), message, UserErrorCode.UNKNOWN_VARIANT))
    name = given(fields.name, old.name if old and fields.name is UNSET else fields.key)
    return Feature(fields.key, name, kind, variants, default or "", on, off), wrong


def _picked(told: str | Unset | None, stored: str | None, derived: str | None, old: Feature | None) -> str | None:
    """What is told, null included; else what is stored; for a new feature what its variants' names say."""
    if not isinstance(told, Unset):
        return told
    return stored if old else derived
