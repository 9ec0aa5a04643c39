"""A Strawberry server as one first writes it: ORM objects, a session for each query, dataloaders for lists."""

import base64
import json
import os
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import strawberry
from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlmodel import col
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader

from plangraph.store import tables
from plangraph.store.engine import async_url

_engine: AsyncEngine = create_async_engine(async_url(os.environ["DATABASE_URL"]), pool_size=10)
_sessions = async_sessionmaker(_engine, expire_on_commit=False)


async def rows(statement: Any) -> list[Any]:
    async with _sessions() as session:
        return list((await session.execute(statement)).scalars().all())


def many(model: Any, key: Any, *order: Any) -> Callable[[], DataLoader[int, list[Any]]]:
    async def load(keys: list[int]) -> list[list[Any]]:
        found = defaultdict(list)
        for row in await rows(select(model).where(col(key).in_(keys)).order_by(*order)):
            found[getattr(row, key.key)].append(row)
        return [found[k] for k in keys]

    return lambda: DataLoader(load_fn=load)


def one(model: Any) -> Callable[[], DataLoader[int, Any]]:
    async def load(keys: list[int]) -> list[Any]:
        found = {row.id: row for row in await rows(select(model).where(col(model.id).in_(keys)))}
        return [found[k] for k in keys]

    return lambda: DataLoader(load_fn=load)


_LOADERS = {
    "charges": many(
        tables.Charge,
        tables.Charge.plan_id,
        col(tables.Charge.product_name),
        col(tables.Charge.name),
        col(tables.Charge.start_period),
        col(tables.Charge.id),
    ),
    "prices": many(tables.Price, tables.Price.charge_id, col(tables.Price.position)),
    "minimums": many(
        tables.Minimum, tables.Minimum.plan_id, col(tables.Minimum.start_period), col(tables.Minimum.name)
    ),
    "rates": many(tables.OverageRate, tables.OverageRate.plan_id, col(tables.OverageRate.start_period)),
    "grants": many(tables.CreditGrant, tables.CreditGrant.plan_id, col(tables.CreditGrant.rank)),
    "product": one(tables.Product),
    "credit_type": one(tables.CreditType),
    "customer": one(tables.Customer),
}


@strawberry.type
class Named:
    name: str


@strawberry.type
class Price:
    tier: Decimal
    value: Decimal
    quantity: Decimal | None


def led(loader: str, key: str) -> Any:
    """A field that a foreign key leads to."""

    async def resolve(root: Any, info: strawberry.Info) -> Named:
        found: Named = await info.context[loader].load(getattr(root, key))
        return found

    return strawberry.field(resolver=resolve)


@strawberry.type
class Charge:
    gid: str
    name: str
    quantity: Decimal | None
    start_period: int
    product: Named = led("product", "product_id")
    credit_type: Named = led("credit_type", "credit_type_id")

    @strawberry.field
    async def prices(self, info: strawberry.Info) -> list[Price]:
        found: list[Price] = await info.context["prices"].load(self.id)  # type: ignore[attr-defined]  # an ORM row
        return found


@strawberry.type
class Minimum:
    name: str
    value: Decimal
    start_period: int
    credit_type: Named = led("credit_type", "credit_type_id")


@strawberry.type
class OverageRate:
    start_period: int
    to_fiat_conversion_factor: Decimal
    credit_type: Named = led("credit_type", "credit_type_id")
    fiat_credit_type: Named = led("credit_type", "fiat_credit_type_id")


@strawberry.type
class CreditGrant:
    name: str
    amount_granted: Decimal
    amount_paid: Decimal
    effective_duration: Decimal
    priority: str
    amount_granted_credit_type: Named = led("credit_type", "amount_granted_credit_type_id")
    amount_paid_credit_type: Named = led("credit_type", "amount_paid_credit_type_id")


@strawberry.type
class Customer:
    gid: str
    name: str
    external_id: str


def cursor_of(row: tables.CustomerPlan) -> str:
    return base64.b64encode(json.dumps([row.starting_on.isoformat(), row.id]).encode()).decode()


@strawberry.type
class CustomerEdge:
    row: strawberry.Private[tables.CustomerPlan]

    @strawberry.field
    def cursor(self) -> str:
        return cursor_of(self.row)

    @strawberry.field
    def customer_plan_id(self) -> UUID:
        return self.row.uuid

    @strawberry.field
    def starting_on(self) -> datetime:
        return self.row.starting_on

    @strawberry.field
    def ending_before(self) -> datetime | None:
        return self.row.ending_before

    @strawberry.field
    async def customer(self, info: strawberry.Info) -> Customer:
        found: Customer = await info.context["customer"].load(self.row.customer_id)
        return found


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class CustomerPage:
    conditions: strawberry.Private[tuple[Any, ...]]
    edges: list[CustomerEdge]
    page_info: PageInfo

    @strawberry.field
    async def total_count(self) -> int:
        return int((await rows(select(func.count(col(tables.CustomerPlan.id))).where(*self.conditions)))[0])


@strawberry.type
class Plan:
    gid: str
    name: str
    key: str
    description: str | None

    @strawberry.field
    async def charges(self, info: strawberry.Info) -> list[Charge]:
        found = await info.context["charges"].load(self.id)  # type: ignore[attr-defined]  # an ORM row
        return [charge for charge in found if charge.removed_at is None][:20]

    @strawberry.field
    async def minimums(self, info: strawberry.Info) -> list[Minimum]:
        found: list[Minimum] = await info.context["minimums"].load(self.id)  # type: ignore[attr-defined]  # an ORM row
        return found

    @strawberry.field
    async def overage_rates(self, info: strawberry.Info) -> list[OverageRate]:
        found: list[OverageRate] = await info.context["rates"].load(self.id)  # type: ignore[attr-defined]  # an ORM row
        return found

    @strawberry.field
    async def credit_grants(self, info: strawberry.Info) -> list[CreditGrant]:
        found: list[CreditGrant] = await info.context["grants"].load(self.id)  # type: ignore[attr-defined]  # an ORM row
        return found

    @strawberry.field
    async def customers(self, first: int, after: str | None = None) -> CustomerPage:
        link, now = tables.CustomerPlan, datetime.now(UTC)
        conditions: tuple[Any, ...] = (
            col(link.plan_id) == self.id,  # type: ignore[attr-defined]  # an ORM row
            col(link.removed_at).is_(None),
            col(link.starting_on) <= now,
            col(link.ends) > now,
        )
        statement = select(link).where(*conditions).order_by(col(link.starting_on), col(link.id)).limit(first + 1)
        if after:
            start, number = json.loads(base64.b64decode(after))
            statement = statement.where(
                tuple_(col(link.starting_on), col(link.id)) > (datetime.fromisoformat(start), number)
            )
        found = await rows(statement)
        edges = [CustomerEdge(row=row) for row in found[:first]]
        end = cursor_of(found[:first][-1]) if edges else None
        return CustomerPage(
            conditions=conditions, edges=edges, page_info=PageInfo(has_next_page=len(found) > first, end_cursor=end)
        )


@strawberry.type
class Query:
    @strawberry.field
    async def plan(self, key: str) -> Plan | None:
        found = await rows(select(tables.Plan).where(col(tables.Plan.key) == key))
        return found[0] if found else None

    @strawberry.field
    async def plans(self, first: int) -> list[Plan]:
        plan = tables.Plan
        wanted = select(plan).where(col(plan.removed_at).is_(None)).order_by(col(plan.name), col(plan.id)).limit(first)
        return await rows(wanted)


@strawberry.type
class Metric:
    value: str


@strawberry.type
class Mutation:
    @strawberry.mutation
    async def set_metric(self, key: str, account_key: str, value: str) -> Metric:
        table, now = tables.Metric, datetime.now(UTC)
        wanted = select(table).where(col(table.account_key) == account_key, col(table.key) == key).with_for_update()
        async with _sessions.begin() as session:
            metric = (await session.execute(wanted)).scalar_one_or_none()
            if metric is None:
                metric = table(gid=str(uuid4()), account_key=account_key, key=key, value=0, time=now, event_id=0)
                session.add(metric)
                await session.flush()
            uid = uuid4()
            event = tables.MetricEvent(
                gid=str(uid),
                uid=uid,
                metric_id=metric.id,
                account_key=account_key,
                metric_key=key,
                value=int(value),
                time=now,
                received_at=now,
            )
            session.add(event)
            await session.flush()
            metric.value, metric.time, metric.event_id = int(value), now, event.id
        return Metric(value=value)


class Endpoint(GraphQL[Any, Any]):
    async def get_context(self, request: Any, response: Any) -> Any:
        return {"request": request, "response": response, **{name: make() for name, make in _LOADERS.items()}}


app = Endpoint(strawberry.Schema(Query, Mutation))
