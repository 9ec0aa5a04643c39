"""Rows of every table, small in number and odd in kind: ties, nothing, old and new, texts that need escaping."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from plangraph.domain import ids, texts
from plangraph.domain.account import OverrideKind
from plangraph.domain.feature import FeatureType
from plangraph.domain.money import CreditUnit
from plangraph.domain.plan import (
    BillingPeriod,
    ChargeType,
    MetricUsage,
    MinimumOrder,
    RoundingBehavior,
    TierMode,
    Vendor,
)
from plangraph.store import tables
from plangraph.store.engine import Database
from plangraph.store.tables import OutboxKind, OutboxState

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ODD = [
    'quote " and \\ back',
    "tab\tnew\nline",
    "emoji 😀 ünïcode ẞ",
    "</script>\u2028",
    "ctrl \x01\x1f\x7f",
    "",
    "100% _under_ 'single' :bind $1",
    "zzz",
]
AMOUNTS = ["0", "1", "-3.75", "0.0000001", "123456789012345.123456789", "9.99", "100", "-12", "1000000", "0.00325"]
PLANS, CHARGES, CUSTOMERS, LINKS, ACCOUNTS = 7, 40, 24, 70, 9
Row = dict[str, Any]


class _Made:
    """Rows by table, made in the order in which foreign keys allow them to be stored."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.rows: dict[type, list[Row]] = {}

    def add(self, table: type, **values: Any) -> Row:
        rows = self.rows.setdefault(table, [])
        row = {"id": len(rows) + 1, **values}
        rows.append(row)
        return row

    def uuid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def text(self, *plain: str) -> str:
        return self.random.choice([*ODD, *plain, *plain])

    def maybe(self, value: Any) -> Any:
        return value if self.random.random() < 0.6 else None

    def one(self, cls: type[Enum]) -> Any:
        return self.random.choice(list(cls))

    def amount(self) -> Decimal:
        return Decimal(self.random.choice(AMOUNTS))

    def time(self) -> datetime:
        micro = self.random.choice([0, 0, 5000, 123456])
        return NOW + timedelta(days=self.random.randint(-40, 40), microseconds=micro)


def rows(seed: int = 7) -> dict[type, list[Row]]:
    made = _Made(seed)
    _catalogue(made)
    _customers(made)
    _accounts(made)
    _metrics(made)
    # The customer of account-3 is on a plan that has some of everything.
    _link(made, made.uuid(), made.rows[tables.Customer][3], 5, NOW - timedelta(days=1), None, removed_at=None)
    _beside_accounts(made)
    return made.rows


async def fill(database: Database, seed: int = 7) -> None:
    async with database.transaction() as connection:
        for table, found in rows(seed).items():
            await connection.execute(insert(table), found)


def _catalogue(made: _Made) -> None:
    r = made.random
    for name in ("USD (cents)", "EUR", "tokens", 'odd "unit"'):
        uuid, fiat = made.uuid(), not name.startswith(("t", "o"))
        unit = CreditUnit.CENTS if "cents" in name else CreditUnit.WHOLE if fiat else CreditUnit.CUSTOM
        currency = name[:3] if fiat else None
        gid = ids.global_id("CreditType", uuid)
        made.add(tables.CreditType, gid=gid, uuid=uuid, name=name, fiat=fiat, unit=unit, currency=currency)
    for number in range(5):
        name = ["Compute", "Storage", *ODD][number]
        gid = ids.global_id("Product", f"product-{number}")
        made.add(tables.Product, gid=gid, product_id=f"product-{number}", name=name, name_folded=texts.fold(name))
    units = made.rows[tables.CreditType]
    for number in range(PLANS):
        uuid, name = made.uuid(), ["Starter", "Starter", "Growth", *ODD][number]
        plan = made.add(
            tables.Plan,
            gid=ids.global_id("Plan", uuid),
            uuid=uuid,
            key=f"plan-{number}",
            name=name,
            name_folded=texts.fold(name),
            description=made.maybe(made.text("for all")),
            vendor=made.one(Vendor),
            period=made.maybe(made.one(BillingPeriod)),
            minimum_order=made.maybe(made.one(MinimumOrder)),
            inserted_at=made.time(),
            updated_at=NOW if number % 2 else made.time(),
            synced_at=made.maybe(made.time()),
            removed_at=NOW if number == 3 else None,
        )
        owner = {"plan_id": plan["id"]}
        for key in r.sample(["segment", "owner", 'k"ey'], r.randint(0, 3)):
            made.add(tables.PlanCustomField, **owner, key=key, value=made.text("x"))
        for used in r.sample(units, 2):
            made.add(tables.PlanCreditType, **owner, credit_type_id=used["id"], name=used["name"])
        for product in r.sample(made.rows[tables.Product], 3):
            made.add(tables.PlanProduct, **owner, product_id=product["id"], name=product["name"])
        made.add(tables.PlanTierMode, **owner, charge="Calls", mode=made.one(TierMode))
        made.add(tables.PlanMetric, **owner, charge="Calls", metric_key="calls", usage=made.one(MetricUsage))
        composite = made.add(tables.PlanComposite, **owner, charge="Support")
        for place in range(r.randint(0, 3)):
            made.add(tables.PlanCompositePart, composite_id=composite["id"], position=place, charge=made.text("Calls"))
        for place in range(r.randint(0, 3)):
            _priced(made, plan, place, units)
    for number in range(CHARGES):
        _charge(made, number)
    _features(made)


def _priced(made: _Made, plan: Row, place: int, units: list[Row]) -> None:
    r, owner, unit = made.random, {"plan_id": plan["id"]}, made.random.choice(units)
    made.add(
        tables.Minimum,
        **owner,
        gid=ids.global_id("Minimum", plan["uuid"], place),
        position=place,
        name=made.text("Least"),
        credit_type_id=unit["id"],
        start_period=r.randint(0, 2),
        value=made.amount(),
        unit=unit["name"],
    )
    made.add(
        tables.OverageRate,
        **owner,
        gid=ids.global_id("OverageRate", plan["uuid"], place),
        position=place,
        credit_type_id=3,
        fiat_credit_type_id=1,
        start_period=r.randint(0, 2),
        to_fiat_conversion_factor=made.amount(),
    )
    made.add(
        tables.CreditGrant,
        **owner,
        gid=ids.global_id("CreditGrant", plan["uuid"], place),
        position=place,
        rank=r.randint(0, 2),
        name=made.text("Welcome"),
        amount_granted=made.amount(),
        amount_granted_credit_type_id=unit["id"],
        amount_paid=made.amount(),
        amount_paid_credit_type_id=1,
        effective_duration=made.amount(),
        priority=str(place),
        send_invoice=r.random() < 0.5,
        reason=made.maybe(made.text("why")),
        recurrence_duration=made.maybe(made.amount()),
        recurrence_interval=made.maybe(made.amount()),
    )


def _charge(made: _Made, number: int) -> None:
    r, uuid, start = made.random, made.uuid(), made.random.randint(0, 3)
    plan = made.rows[tables.Plan][number % PLANS]
    product, unit = r.choice(made.rows[tables.Product]), r.choice(made.rows[tables.CreditType])
    factor = made.maybe(made.amount())
    charge = made.add(
        tables.Charge,
        gid=ids.global_id("Charge", plan["uuid"], uuid, start),
        uuid=uuid,
        plan_id=plan["id"],
        product_id=product["id"],
        product_name=product["name"],
        name=made.text("Calls", "Seats"),
        charge_type=made.one(ChargeType),
        credit_type_id=unit["id"],
        quantity=made.maybe(made.amount()),
        start_period=start,
        tier_reset_frequency=r.randint(1, 3),
        division_factor=factor,
        rounding_behavior=made.maybe(made.one(RoundingBehavior)) if factor is not None else None,
        removed_at=NOW if number % 9 == 8 else None,
    )
    for key in r.sample(["a", "b"], r.randint(0, 2)):
        made.add(tables.ChargeCustomField, charge_id=charge["id"], key=key, value=made.text("x"))
    for place in range(r.randint(0, 3)):
        made.add(
            tables.Price,
            gid=ids.global_id("Price", plan["uuid"], uuid, start, place),
            charge_id=charge["id"],
            position=place,
            tier=Decimal(place * 1000),
            up_to=made.maybe(Decimal((place + 1) * 1000)),
            value=made.amount(),
            unit=unit["name"],
            quantity=made.maybe(made.amount()),
            collection_schedule=made.maybe(made.text("ADVANCE")),
            collection_interval=made.maybe(r.randint(1, 12)),
        )


def _features(made: _Made) -> None:
    values = ["true", '"text \\" \U0001f600"', "12345678901234567890.000000000000000000001", '{"b": 1.50, "a": [null]}']
    for number, kind in enumerate(FeatureType):
        key, name = f"feature-{number}", made.text("Exports")
        feature = made.add(
            tables.Feature,
            gid=ids.global_id("Feature", key),
            key=key,
            key_folded=texts.fold(key),
            name=name,
            name_folded=texts.fold(name),
            type=kind,
            default_variant="off",
            on_variant=made.maybe("on"),
            off_variant=made.maybe("missing" if number == 2 else "off"),
        )
        for place, variant in enumerate(("off", "on", "more")):
            value = made.random.choice(values)
            made.add(tables.Variant, feature_id=feature["id"], position=place, key=variant, value=value)
        for plan in made.random.sample(range(1, PLANS + 1), 2):
            variants = [v for v in made.rows[tables.Variant] if v["feature_id"] == feature["id"]]
            chosen = made.random.choice(variants)["id"]
            made.add(tables.Entitlement, plan_id=plan, feature_id=feature["id"], variant_id=chosen)


def _customers(made: _Made) -> None:
    r = made.random
    for number in range(CUSTOMERS):
        uuid, name = made.uuid(), ["Acme", "acme", "Bolt", *ODD][number % 11]
        aliases = [f"account-{number}"] if number % 3 == 0 else []
        aliases += [f"alias-{number}"] if number % 2 else []
        billable = made.maybe(made.one(tables.BillableValue))
        customer = made.add(
            tables.Customer,
            gid=ids.global_id("Customer", uuid),
            uuid=uuid,
            external_id=aliases[0] if aliases else str(uuid),
            name=name,
            name_folded=texts.fold(name),
            salesforce_account_id=made.maybe(made.text("sf")),
            billable_value=billable,
            billable_effective_at=made.maybe(made.time()) if billable else None,
            created_at=NOW if number % 4 == 0 else made.time(),
            updated_at=made.time(),
            archived_at=NOW if number % 8 == 7 else None,
            synced_at=made.maybe(made.time()),
        )
        for place, alias in enumerate(aliases):
            made.add(tables.IngestAlias, customer_id=customer["id"], position=place, alias=alias)
        if number % 2:
            made.add(tables.CustomerCustomField, customer_id=customer["id"], key="tier", value=made.text("gold"))
    for number in range(LINKS):
        uuid, customer = made.uuid(), r.choice(made.rows[tables.Customer])
        starts = NOW if number % 7 == 0 else made.time()
        ends = made.maybe(starts + timedelta(days=r.randint(0, 30)))
        plan = 1 if number % 3 == 0 else r.randint(1, PLANS)
        _link(made, uuid, customer, plan, starts, ends, removed_at=NOW if number % 11 == 10 else None)


def _link(
    made: _Made, uuid: UUID, customer: Row, plan: int, starts: datetime, ends: datetime | None, **more: Any
) -> None:
    made.add(
        tables.CustomerPlan,
        gid=ids.global_id("CustomerPlan", uuid),
        uuid=uuid,
        customer_id=customer["id"],
        plan_id=plan,
        starting_on=starts,
        ending_before=ends,
        ends=ends or tables.FOREVER,
        customer_name=customer["name"],
        customer_name_folded=customer["name_folded"],
        **more,
    )


def _accounts(made: _Made) -> None:
    r = made.random
    for number in range(ACCOUNTS):
        key, name = f"account-{number}", made.maybe(made.text("Acme"))
        account = made.add(
            tables.Account,
            gid=ids.global_id("Account", key),
            key=key,
            key_folded=texts.fold(key),
            name=name,
            name_folded=None if name is None else texts.fold(name),
            inserted_at=made.time(),
            updated_at=NOW if number % 2 else made.time(),
        )
        owner = {"account_id": account["id"]}
        for field, value, text in (("seats", "12.50", "12.50"), ("note", '"n\\"o"', 'n"o')):
            if r.random() < 0.5:
                made.add(tables.AccountCustomField, **owner, key=field, value=value, text=text)
        for place, plan in enumerate(r.sample(range(1, PLANS + 1), r.randint(0, 3))):
            made.add(tables.AccountPlan, **owner, position=place, plan_id=plan)
        for place, feature in enumerate(r.sample(["feature-0", "feature-1", "unknown"], r.randint(0, 3))):
            kind = made.one(OverrideKind)
            made.add(
                tables.FeatureOverride,
                **owner,
                position=place,
                feature_key=feature,
                variant_key="on" if kind is OverrideKind.VARIANT_KEY else None,
                kind=kind,
                expires_at=made.maybe(r.choice([NOW, made.time()])),
            )


def _beside_accounts(made: _Made) -> None:
    """What is kept by an account's key and belongs to no other row."""
    for number, account in enumerate([*(a["key"] for a in made.rows[tables.Account][:4]), "account-nobody"]):
        made.add(
            tables.BillableObject,
            account_key=account,
            external_type="seat",
            external_id=f"seat-{number}",
            properties='{"size": 1}',
            inserted_at=NOW,
            updated_at=made.time(),
        )
        for kind in OutboxKind:
            state = made.one(OutboxState)
            made.add(
                tables.OutboxEntry,
                uuid=made.uuid(),
                account_key=account,
                kind=kind,
                body="{}",
                state=state,
                attempts=number,
                next_attempt_at=made.time(),
                last_error=made.maybe(made.text("refused")),
                inserted_at=made.time(),
                delivered_at=NOW if state is OutboxState.DELIVERED else None,
            )


def _metrics(made: _Made) -> None:
    r = made.random
    for account in [*(a["key"] for a in made.rows[tables.Account][:4]), "account-nobody"]:
        for key in ("calls", "storage"):
            gid = ids.global_id("Metric", account, key)
            metric = made.add(tables.Metric, gid=gid, account_key=account, key=key, value=0, time=NOW, event_id=0)
            for _ in range(r.randint(1, 5)):
                uid = made.uuid()
                event = made.add(
                    tables.MetricEvent,
                    gid=ids.global_id("MetricEvent", uid),
                    uid=uid,
                    metric_id=metric["id"],
                    account_key=account,
                    metric_key=key,
                    value=r.choice([0, -5, 42, 2**53, 2**53 - 1, -(2**53), 2**63 - 1, -(2**63)]),
                    time=r.choice([NOW, made.time()]),
                    received_at=made.time(),
                    idempotency_key=made.maybe(str(uid)),
                    written_by="pg_test",
                )
                metric |= {"value": event["value"], "time": event["time"], "event_id": event["id"]}
