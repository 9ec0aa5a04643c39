"""The catalogue file read: JSON to shapes to domain types, every mistake told with its place. Stores nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from plangraph.domain import ids, times
from plangraph.domain.account import Account, FeatureOverride, OverrideKind
from plangraph.domain.customer import Customer, CustomerPlan
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.domain.feature import BOOLEAN_VARIANTS, Feature, FeatureType, variant_named
from plangraph.domain.metric import Event
from plangraph.domain.plan import Plan
from plangraph.services import price_lists
from plangraph.services.input import Path, read_json, validated
from plangraph.wire import catalogue as wire

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Catalogue:
    plans: tuple[Plan, ...]
    features: tuple[Feature, ...] = ()
    customers: tuple[Customer, ...] = ()
    accounts: tuple[Account, ...] = ()


def read(given: str | bytes, today: date | datetime) -> Catalogue:
    """The whole file. Offsets such as `{"days": -45}` count from the first moment of `today`, UTC.

    Raises InvalidInput with every wrong field of every entry: `plans.3.plan.charges.0.prices.1.tier`.
    """
    envelope = validated(wire.Catalogue, _open(read_json(given)))
    clock = _Clock(datetime(today.year, today.month, today.day, tzinfo=UTC))
    wrong: list[FieldError] = []
    found = Catalogue(
        plans=_each(envelope.plans, "plans", price_lists.entry_to_plan, wrong),
        features=_each(envelope.features, "features", _feature, wrong),
        customers=_each(envelope.customers, "customers", clock.customer, wrong),
        accounts=_each(envelope.accounts, "accounts", clock.account, wrong),
    )
    wrong = wrong or list(_repeated(found))
    if wrong:
        raise InvalidInput(wrong)
    return found


def _open(given: Any) -> Any:
    if isinstance(given, Mapping):
        return given
    raise InvalidInput([FieldError((), "must be a JSON object with `plans`")])


def _each(
    given: list[Any], field: str, convert: Callable[[Any, Path], Entry], wrong: list[FieldError]
) -> tuple[Entry, ...]:
    found = []
    for position, entry in enumerate(given):
        try:
            found.append(convert(entry, (field, position)))
        except InvalidInput as error:
            wrong += error.errors
    return tuple(found)


def _repeated(found: Catalogue) -> Iterator[FieldError]:
    """What may stand once in a file: ids, keys and aliases."""
    yield from _twice((p.uuid, ("plans", n, "plan", "id")) for n, p in enumerate(found.plans))
    yield from _twice((f.key, ("features", n, "key")) for n, f in enumerate(found.features))
    yield from _twice((c.uuid, ("customers", n, "id")) for n, c in enumerate(found.customers))
    yield from _twice(
        (alias, ("customers", n, "ingest_aliases", m))
        for n, c in enumerate(found.customers)
        for m, alias in enumerate(c.ingest_aliases)
    )
    yield from _twice(
        (link.uuid, ("customers", n, "plans", m, "customer_plan_id"))
        for n, c in enumerate(found.customers)
        for m, link in enumerate(c.plans)
    )
    yield from _twice((a.key, ("accounts", n, "key")) for n, a in enumerate(found.accounts))


def _twice(values: Iterable[tuple[Any, Path]]) -> Iterator[FieldError]:
    first: dict[Any, Path] = {}
    for value, path in values:
        if first.setdefault(value, path) != path:
            yield FieldError(path, f"is the same as {'.'.join(map(str, first[value]))}")


def _feature(given: Any, at: Path) -> Feature:
    shape = validated(wire.Feature, given, at)
    kind = FeatureType(shape.type)
    variants = BOOLEAN_VARIANTS if shape.variants is None and kind is FeatureType.BOOLEAN else shape.variants or {}
    wrong = [
        FieldError((*at, "variants", key), f"must be {kind.words}")
        for key, value in variants.items()
        if not kind.fits(value)
    ]
    default = shape.default_variant
    if default is None and kind is FeatureType.BOOLEAN:
        default = variant_named(variants, "false")
    if not variants:
        wrong.append(FieldError((*at, "variants"), "is required", UserErrorCode.REQUIRED))
    elif default is None:
        wrong.append(FieldError((*at, "default_variant"), "is required", UserErrorCode.REQUIRED))
    named: dict[Path, str | None] = {
        ("default_variant",): default,
        ("on_variant",): shape.on_variant,
        ("off_variant",): shape.off_variant,
        **{("entitlements", plan): variant for plan, variant in shape.entitlements.items()},
    }
    wrong += [
        FieldError((*at, *path), f"{key!r} is no variant of this feature", UserErrorCode.UNKNOWN_VARIANT)
        for path, key in named.items()
        if key is not None and variants and key not in variants
    ]
    if wrong or default is None:
        raise InvalidInput(wrong)
    return Feature(
        key=shape.key,
        name=shape.name or shape.key,
        type=kind,
        variants=variants,
        default_variant=default,
        on_variant=shape.on_variant or variant_named(variants, "true", "on"),
        off_variant=shape.off_variant or variant_named(variants, "false", "off"),
        entitlements=shape.entitlements if "entitlements" in shape.model_fields_set else None,
    )


@dataclass(frozen=True, slots=True)
class _Clock:
    """Reads what has dates in it; `today` is the instant from which offsets count."""

    today: datetime

    def customer(self, given: Any, at: Path) -> Customer:
        shape = validated(wire.Customer, given, at)
        wrong: list[FieldError] = []
        created = self.moment(shape.created_at, (*at, "created_at"), wrong)
        plans = tuple(self.customer_plan(shape.id, p, (*at, "plans", n), wrong) for n, p in enumerate(shape.plans))
        customer = Customer(
            uuid=shape.id,
            name=shape.name,
            created_at=created,
            updated_at=self.moment(shape.updated_at, (*at, "updated_at"), wrong) or created,
            ingest_aliases=tuple(shape.ingest_aliases),
            custom_fields=shape.custom_fields,
            salesforce_account_id=shape.customer_config.salesforce_account_id,
            archived_at=self.moment(shape.archived_at, (*at, "archived_at"), wrong),
            plans=plans,
        )
        if wrong:
            raise InvalidInput(wrong)
        return customer

    def customer_plan(
        self, customer: UUID, given: wire.CustomerPlan, at: Path, wrong: list[FieldError]
    ) -> CustomerPlan:
        start = self.moment(given.starting_on, (*at, "starting_on"), wrong) or self.today
        end = self.moment(given.ending_before, (*at, "ending_before"), wrong)
        if end is not None and end < start:
            wrong.append(FieldError((*at, "ending_before"), "is before `starting_on`", UserErrorCode.OUT_OF_RANGE))
        uuid = given.customer_plan_id or ids.derived("customer_plan", customer, given.plan_key, str(given.starting_on))
        return CustomerPlan(uuid, given.plan_key, start, end)

    def account(self, given: Any, at: Path) -> Account:
        shape = validated(wire.Account, given, at)
        wrong: list[FieldError] = []
        told = shape.model_fields_set
        fields = {key: value for key, value in shape.custom_fields.items() if value is not None}
        overrides = tuple(
            self.override(o, (*at, "feature_overrides", n), wrong) for n, o in enumerate(shape.feature_overrides)
        )
        account = Account(
            key=shape.key,
            name=shape.name,
            custom_fields=fields if "custom_fields" in told else None,
            plan_keys=tuple(p.plan_key for p in shape.account_plans) if "account_plans" in told else None,
            feature_overrides=overrides if "feature_overrides" in told else None,
            metrics=tuple(
                Event(m.key, m.value, self.moment(m.time, (*at, "metrics", n, "time"), wrong), m.idempotency_key)
                for n, m in enumerate(shape.metrics)
            ),
        )
        if wrong:
            raise InvalidInput(wrong)
        return account

    def override(self, given: wire.FeatureOverride, at: Path, wrong: list[FieldError]) -> FeatureOverride:
        kind = OverrideKind(given.override)
        if kind is OverrideKind.VARIANT_KEY and given.variant_key is None:
            wrong.append(FieldError((*at, "variant_key"), "is required", UserErrorCode.REQUIRED))
        expiry = self.moment(given.expires_at, (*at, "expires_at"), wrong)
        return FeatureOverride(given.feature_key, given.variant_key, kind, expiry)

    def moment(self, given: str | int | None, at: Path, wrong: list[FieldError]) -> datetime | None:
        try:
            if isinstance(given, int):
                return self.today + timedelta(days=given)
            return None if given is None else times.parse_time(given)
        except (ValueError, OverflowError) as error:
            wrong.append(FieldError(at, "is not a date-time that exists" if isinstance(given, int) else str(error)))
            return None
