"""What the entries of a catalogue refer to, checked before anything is written: every wrong place is named."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from plangraph.domain import keys
from plangraph.domain.account import Account, FeatureOverride, OverrideKind
from plangraph.domain.errors import FieldError, UserErrorCode
from plangraph.domain.plan import Plan
from plangraph.services.checks import number_errors
from plangraph.store.queries import customers, features, metrics, plans, units
from plangraph.store.write import Connection

if TYPE_CHECKING:  # a server checks overrides alone
    from plangraph.services.catalogue import Catalogue

Path = tuple[str | int, ...]


async def check(connection: Connection, catalogue: "Catalogue") -> list[FieldError]:
    """Raises InvalidInput when plan keys collide, since nothing else can be told then."""
    existing = await plans.all_keys(connection)
    known = set({**existing, **keys.of_plans(catalogue.plans, existing)}.values())
    kinds = await _features(connection, catalogue)
    return [
        *_unit_names(catalogue.plans),
        *_numbers(catalogue),
        *_plan_keys(catalogue, known),
        *await _orphans(connection, catalogue),
        *await _owned(connection, catalogue),
        *_overrides(catalogue.accounts, kinds),
        *await _conflicts(connection, catalogue.accounts),
    ]


def override_errors(override: FeatureOverride, kinds: Mapping[str, features.Known], at: Path) -> Iterator[FieldError]:
    """What is wrong with an override's references; `kinds`: the features that are known."""
    feature = kinds.get(override.feature_key)
    if feature is None:
        yield FieldError((*at, "feature_key"), "is no feature's key", UserErrorCode.UNKNOWN_FEATURE)
        return
    match override.override:
        case OverrideKind.VARIANT_KEY:
            if override.variant_key is not None and override.variant_key not in feature.variants:
                yield FieldError((*at, "variant_key"), "is no variant of this feature", UserErrorCode.UNKNOWN_VARIANT)
        case OverrideKind.DEFAULT_ON:
            if feature.on_variant is None:
                yield FieldError((*at, "override"), "needs a feature with an on variant", UserErrorCode.UNKNOWN_VARIANT)
        case OverrideKind.DEFAULT_OFF:
            if feature.off_variant is None:
                yield FieldError(
                    (*at, "override"), "needs a feature with an off variant", UserErrorCode.UNKNOWN_VARIANT
                )


async def _features(connection: Connection, catalogue: "Catalogue") -> dict[str, features.Known]:
    """Features that overrides name, as they will be after the import."""
    named = {o.feature_key for a in catalogue.accounts for o in a.feature_overrides or ()}
    told = {f.key: features.Known(tuple(f.variants), f.on_variant, f.off_variant) for f in catalogue.features}
    return {**await features.known(connection, named - set(told)), **told}


def _unit_names(given: Iterable[Plan]) -> Iterator[FieldError]:
    """A credit type's name says in what money amounts are, so it may not differ within a file."""
    names: dict[UUID, str] = {}
    for n, plan in enumerate(given):
        for unit in units.credit_types_of(plan):
            if names.setdefault(unit.uuid, unit.name) != unit.name:
                message = f"names credit type {unit.uuid} both {names[unit.uuid]!r} and {unit.name!r}"
                yield FieldError(("plans", n, "plan"), message)


def _numbers(catalogue: "Catalogue") -> Iterator[FieldError]:
    """Numbers in free values, which no shape has limited."""
    for n, feature in enumerate(catalogue.features):
        yield from number_errors(feature.variants, ("features", n, "variants"))
    for n, account in enumerate(catalogue.accounts):
        yield from number_errors(account.custom_fields, ("accounts", n, "custom_fields"))


def _plan_keys(catalogue: "Catalogue", known: set[str]) -> Iterator[FieldError]:
    named: list[tuple[str, Path]] = [
        (key, ("features", n, "entitlements", key))
        for n, f in enumerate(catalogue.features)
        for key in f.entitlements or ()
    ]
    named += [
        (link.plan_key, ("customers", n, "plans", m, "plan_key"))
        for n, c in enumerate(catalogue.customers)
        for m, link in enumerate(c.plans)
    ]
    named += [
        (key, ("accounts", n, "account_plans", m, "plan_key"))
        for n, a in enumerate(catalogue.accounts)
        for m, key in enumerate(a.plan_keys or ())
    ]
    for key, path in named:
        if key not in known:
            yield FieldError(path, f"{key!r} is no plan's key", UserErrorCode.UNKNOWN_PLAN)


async def _orphans(connection: Connection, catalogue: "Catalogue") -> list[FieldError]:
    """Variants that would go while plans that the file does not tell about grant them."""
    silent = {f.key: (n, f) for n, f in enumerate(catalogue.features) if f.entitlements is None}
    grants = await features.granted(connection, list(silent)) if silent else {}
    return [
        FieldError(("features", silent[key][0], "variants"), f"lacks {variant!r}, which plan {plan!r} grants")
        for key, plans_ in grants.items()
        for plan, variant in plans_.items()
        if variant not in silent[key][1].variants
    ]


async def _owned(connection: Connection, catalogue: "Catalogue") -> list[FieldError]:
    """Aliases and customer plans of customers that the file does not tell about."""
    told = {c.uuid for c in catalogue.customers}
    aliases: dict[str, Path] = {
        alias: ("customers", n, "ingest_aliases", m)
        for n, c in enumerate(catalogue.customers)
        for m, alias in enumerate(c.ingest_aliases)
    }
    links: dict[UUID, Path] = {
        link.uuid: ("customers", n, "plans", m, "customer_plan_id")
        for n, c in enumerate(catalogue.customers)
        for m, link in enumerate(c.plans)
    }
    alias_owners = await customers.alias_owners(connection, list(aliases))
    link_owners = await customers.plan_owners(connection, list(links))
    taken = [(aliases[a], owner) for a, owner in alias_owners.items()]
    taken += [(links[u], owner) for u, owner in link_owners.items()]
    return [
        FieldError(path, f"belongs to customer {owner} already", UserErrorCode.CONFLICT)
        for path, owner in taken
        if owner not in told
    ]


def _overrides(given: Iterable[Account], kinds: Mapping[str, features.Known]) -> Iterator[FieldError]:
    for n, account in enumerate(given):
        for m, override in enumerate(account.feature_overrides or ()):
            yield from override_errors(override, kinds, ("accounts", n, "feature_overrides", m))


async def _conflicts(connection: Connection, given: Iterable[Account]) -> list[FieldError]:
    """Idempotency keys that stand for another value already, in the database or earlier in the file."""
    keyed = [
        (("accounts", n, "metrics", m, "idempotency_key"), (account.key, event.key, event.idempotency_key), event.value)
        for n, account in enumerate(given)
        for m, event in enumerate(account.metrics)
        if event.idempotency_key is not None
    ]
    values = await metrics.idempotent_values(connection, {name[0] for _, name, _ in keyed}) if keyed else {}
    wrong = []
    for path, name, value in keyed:
        if values.setdefault(name, value) != value:
            wrong.append(FieldError(path, "was used for another value already", UserErrorCode.CONFLICT))
    return wrong
