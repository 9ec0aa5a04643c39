"""Writers of different kinds at once: none fails, none waits in a circle."""

import asyncio
import json
from datetime import UTC, datetime

from plangraph.domain.account import FeatureOverride
from plangraph.domain.feature import FeatureType
from plangraph.domain.viewer import Scope, Viewer
from plangraph.services import catalogue, imports
from plangraph.services.accounts import AccountFields, upsert
from plangraph.services.features import FeatureFields, set_entitlement, upsert_feature
from plangraph.services.metrics import set_metric
from plangraph.services.plans import AnnotationFields, annotate
from plangraph.store.engine import Database
from plangraph.store.queries.plan_by import PlanBy
from tests.store.contents import rows

NOW = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)
WRITER = Viewer("pg_test", Scope.ADMIN)
PLAN = PlanBy(key="base")


async def test_writers_of_every_kind_at_once(database: Database) -> None:
    def given(n: int) -> catalogue.Catalogue:
        features = [{"key": "flag", "name": f"Flag {n}", "type": "boolean"}]
        plans = [{"plan": {"name": "Base", "description": str(n)}}]
        metrics = [{"key": "m", "value": n, "time": {"days": 0}}]
        accounts = [{"key": "acme", "name": f"A{n}", "account_plans": [{"plan_key": "base"}], "metrics": metrics}]
        parts = {"plans": plans, "features": features, "accounts": accounts}
        return catalogue.read(json.dumps(parts), NOW)

    await imports.import_catalogue(database, given(0), NOW)
    override = (FeatureOverride("flag", "true"),)
    change = AccountFields(key="acme", account_plans=("base", "base"), feature_overrides=override)

    for n in range(1, 9):
        await asyncio.gather(
            imports.import_catalogue(database, given(n), NOW),
            set_metric(database, WRITER, key="m", value=100 + n, account_key="acme", now=NOW),
            set_metric(database, WRITER, key=f"m{n}", value=n, account_key="acme", now=NOW),
            upsert(database, WRITER, change, NOW),
            upsert(database, WRITER, AccountFields(key=f"new{n}", account_plans=(f"kp{n}",)), NOW, accept_unknown=True),
            upsert_feature(database, FeatureFields("other", type=FeatureType.BOOLEAN, name=f"Other {n}")),
            set_entitlement(database, PLAN, "flag", "true" if n % 2 else None, NOW),
            annotate(database, PLAN, AnnotationFields(key="base"), NOW),
        )

    assert len(await rows(database, "metric_event", "id")) == 1 + 8 + 16
    assert len(await rows(database, "account", "id")) == 9
    assert len(await rows(database, "plan", "id")) == 9
