"""An account with the keys of its plans and what its overrides pick: what writes have stored, past the surfaces."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from plangraph.domain import texts
from plangraph.domain.account import OverrideKind
from plangraph.store import tables
from plangraph.store.batches import Reading
from plangraph.store.queries.bulk import table_of
from plangraph.store.visible import visible


@dataclass(frozen=True, slots=True)
class AccountView:
    """`feature_overrides`: (feature key, variant key); the latter None when the feature has no such variant.

    `custom_fields`: key → JSON text.
    """

    key: str
    name: str | None
    plans: tuple[str, ...]
    feature_overrides: tuple[tuple[str, str | None], ...]
    custom_fields: Mapping[str, str]
    inserted_at: datetime
    updated_at: datetime


async def view(reading: Reading, key: str) -> AccountView | None:
    """None when there is none or the viewer may not see it."""
    if texts.problem(key):
        return None
    account, plan = table_of(tables.Account), table_of(tables.Plan)
    named, fields = table_of(tables.AccountPlan), table_of(tables.AccountCustomField)
    override, feature = table_of(tables.FeatureOverride), table_of(tables.Feature)
    columns = [account.c.id, account.c.name, account.c.inserted_at, account.c.updated_at]
    rows = await reading.rows(select(*columns).where(account.c.key == key, *visible(account, reading.viewer)), {})
    if not rows:
        return None
    number, name, inserted_at, updated_at = rows[0]
    plans = (
        select(plan.c.key)
        .join_from(named, plan, plan.c.id == named.c.plan_id)
        .where(named.c.account_id == number)
        .order_by(named.c.position)
    )
    picks = (
        select(
            override.c.feature_key, override.c.kind, override.c.variant_key, feature.c.on_variant, feature.c.off_variant
        )
        .join_from(override, feature, feature.c.key == override.c.feature_key, isouter=True)
        .where(override.c.account_id == number)
        .order_by(override.c.position)
    )
    told = select(fields.c.key, fields.c.value).where(fields.c.account_id == number).order_by(fields.c.id)
    return AccountView(
        key=key,
        name=name,
        plans=tuple(row[0] for row in await reading.rows(plans, {})),
        feature_overrides=tuple((row[0], _picked(*row[1:])) for row in await reading.rows(picks, {})),
        custom_fields={row[0]: row[1] for row in await reading.rows(told, {})},
        inserted_at=inserted_at,
        updated_at=updated_at,
    )


def _picked(kind: OverrideKind, variant: str | None, on: str | None, off: str | None) -> str | None:
    return {OverrideKind.VARIANT_KEY: variant, OverrideKind.DEFAULT_ON: on, OverrideKind.DEFAULT_OFF: off}[kind]
