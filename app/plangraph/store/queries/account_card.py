"""One account as Kickplan answers with it, in one statement."""

from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, case, func, select

from plangraph.domain.account import OverrideKind
from plangraph.store import tables
from plangraph.store.engine import Database
from plangraph.store.queries.bulk import table_of
from plangraph.store.queries.json_rows import lists, text


class AccountCard(NamedTuple):
    """`plans`: JSON array of `[key]`; `overrides`: of `[feature key, key of the variant that it picks]`."""

    key: str
    name: str | None
    inserted_at: datetime
    updated_at: datetime
    plans: str
    overrides: str


async def by_key(database: Database, key: str) -> AccountCard | None:
    rows = await database.rows(_card(database.dialect), {"key": key})
    return AccountCard(*rows[0]) if rows else None


@lru_cache
def _card(dialect: str) -> Select[Any]:
    account, feature = table_of(tables.Account), table_of(tables.Feature)
    link, plan, override = table_of(tables.AccountPlan), table_of(tables.Plan), table_of(tables.FeatureOverride)
    plans = (
        select(plan.c.key)
        .select_from(link.join(plan, plan.c.id == link.c.plan_id))
        .where(link.c.account_id == account.c.id)
        .order_by(link.c.position)
        .correlate(account)
    )
    # A feature that only the vendor knows has no variants here: the override is shown as it was sent.
    picked = case(
        (override.c.kind == OverrideKind.DEFAULT_ON, func.coalesce(feature.c.on_variant, "default_on")),
        (override.c.kind == OverrideKind.DEFAULT_OFF, func.coalesce(feature.c.off_variant, "default_off")),
        else_=override.c.variant_key,
    )
    overrides = (
        select(override.c.feature_key, picked.label("picked"))
        .select_from(override.outerjoin(feature, feature.c.key == override.c.feature_key))
        .where(override.c.account_id == account.c.id)
        .order_by(override.c.position)
        .correlate(account)
    )
    shown = (account.c.key, account.c.name, account.c.inserted_at, account.c.updated_at)
    json = (text(dialect, lists(dialect, plans)), text(dialect, lists(dialect, overrides)))
    return select(*shown, *json).where(account.c.key == bindparam("key", type_=account.c.key.type, required=True))
