"""Which variant of a feature an account has. Source of the order: Kickplan's guides and recorded answers."""

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from plangraph.domain import texts
from plangraph.domain.account import OverrideKind
from plangraph.store.batches import Reading
from plangraph.store.queries import resolution as store


class Reason(Enum):
    """Why a feature has the value that it has."""

    OVERRIDE = "OVERRIDE"
    PLAN = "PLAN"
    DEFAULT = "DEFAULT"
    UNKNOWN_FEATURE = "UNKNOWN_FEATURE"


FLAG_NOT_FOUND = "FLAG_NOT_FOUND"


class Resolution(NamedTuple):
    """`value` is JSON text, none for an unknown feature; `feature` and `plan` are row numbers."""

    key: str
    reason: Reason
    value: str | None = None
    variant: str | None = None
    name: str | None = None
    feature: int | None = None
    plan: int | None = None
    plan_key: str | None = None
    error_code: str | None = None


async def resolve(
    reading: Reading | store.Direct, account_keys: Sequence[str | None], feature_keys: Sequence[str] | None = None
) -> dict[str | None, list[Resolution]]:
    """For each account the features asked for, in that order, or all of them by key.

    One statement, whatever the number of accounts. An account that is unknown, hidden or None has the defaults.
    """
    wanted = None if feature_keys is None else [key for key in feature_keys if texts.problem(key) is None]
    accounts = [key for key in dict.fromkeys(account_keys) if key is not None and texts.problem(key) is None]
    facts = await store.facts(reading, accounts, wanted)
    known = {f.key: f for f in facts.features}
    alive = [o for o in facts.overrides if o.expires_at is None or o.expires_at > reading.now]
    overrides = {(o.account_key, o.feature_key): o for o in alive}
    grants = {(g.account_key, g.feature): g for g in facts.grants}
    keys = list(known) if feature_keys is None else feature_keys
    return {account: [_resolved(account, key, known, overrides, grants) for key in keys] for account in account_keys}


def _resolved(
    account: str | None,
    key: str,
    known: Mapping[str, store.Feature],
    overrides: Mapping[tuple[str, str], store.Override],
    grants: Mapping[tuple[str, int], store.Grant],
) -> Resolution:
    """An unexpired override, else the last plan that grants a variant, else the default variant."""
    feature = known.get(key)
    if feature is None:
        return Resolution(key, Reason.UNKNOWN_FEATURE, error_code=FLAG_NOT_FOUND)
    override = overrides.get((account, key)) if account is not None else None
    chosen = None if override is None else feature.variants.get(overridden(override, feature) or "")
    if chosen is not None:
        return _having(feature, chosen, Reason.OVERRIDE)
    grant = grants.get((account, feature.number)) if account is not None else None
    granted = [v for v in feature.variants.values() if grant is not None and v.number == grant.variant]
    if granted:
        return _having(feature, granted[0], Reason.PLAN, grant)
    return _having(feature, feature.variants[feature.default_variant], Reason.DEFAULT)


def overridden(override: store.Override, feature: store.Feature) -> str | None:
    """The key of the variant that an override picks, if the feature has such a variant."""
    match override.kind:
        case OverrideKind.VARIANT_KEY:
            return override.variant_key
        case OverrideKind.DEFAULT_ON:
            return feature.on_variant
        case OverrideKind.DEFAULT_OFF:
            return feature.off_variant


def _having(
    feature: store.Feature, variant: store.Variant, reason: Reason, grant: store.Grant | None = None
) -> Resolution:
    return Resolution(
        key=feature.key,
        reason=reason,
        value=variant.value,
        variant=variant.key,
        name=feature.name,
        feature=feature.number,
        plan=grant.plan if grant else None,
        plan_key=grant.plan_key if grant else None,
    )
