"""Load data of any size: made from a seed, beside whatever is there; making it again changes nothing.

Everything of a seed is named after it (`load-1-…`), and entry n is the same whatever the sizes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from plangraph.domain import ids
from plangraph.domain.account import Account
from plangraph.domain.customer import Customer, CustomerPlan
from plangraph.domain.metric import Event
from plangraph.domain.money import USD_CENTS
from plangraph.domain.plan import (
    Annotations,
    Charge,
    ChargeType,
    CreditGrant,
    CreditType,
    MetricLink,
    MetricUsage,
    Minimum,
    OverageRate,
    Plan,
    Price,
    RoundingBehavior,
    TierMode,
    UnitConversion,
)
from plangraph.services.catalogue import Catalogue
from plangraph.services.imports import Counts, import_catalogue
from plangraph.store.engine import Database
from plangraph.store.queries import bulk
from plangraph.store.queries import plans as stored_plans

Progress = Callable[[str, int, int], None]
CHARGES, TIERS, PRODUCTS = 12, 4, 40
METRICS = ("contacts", "messages", "seats")
MONTHS = 12
CHUNK = 2_000
DOLLARS = CreditType(ids.derived("credit_type", USD_CENTS), USD_CENTS)
_WORDS = "Amber Birch Cedar Delta Ember Fjord Grove Harbor Iris Juniper Kelp Linden Maple North Olive Pine".split()
_KINDS = "Analytics Bakery Couriers Dental Energy Foods Garage Homes Imports Labs Media Optics Press Travel".split()


@dataclass(frozen=True, slots=True)
class Sizes:
    plans: int = 200
    customers: int = 20_000
    customer_plans: int = 100_000
    accounts: int = 1_000


async def generate(database: Database, sizes: Sizes, seed: int, now: datetime, progress: Progress) -> dict[str, int]:
    """How many entries of each kind were created. Dates count from the day on which the seed's data was first made.

    `progress` is told the kind, how many are done and how many there will be.
    """
    first = await stored_plans.inserted_at(database, _plan_uuid(seed, 0))
    maker = Maker(sizes, seed, (first or now).replace(hour=0, minute=0, second=0, microsecond=0))
    created = dict.fromkeys(("plans", "customers", "customer_plans", "accounts", "metric_events"), 0)

    async def store(catalogue: Catalogue) -> None:
        summary = asdict(await import_catalogue(database, catalogue, now))
        for kind in created:
            created[kind] += Counts(**summary[kind]).created

    await store(Catalogue(tuple(maker.plan(n) for n in range(sizes.plans))))
    progress("plans", sizes.plans, sizes.plans)
    for numbers in _chunks(sizes.customers):
        await store(Catalogue((), customers=tuple(maker.customer(n) for n in numbers)))
        progress("customers", numbers.stop, sizes.customers)
    for numbers in _chunks(sizes.accounts):
        await store(Catalogue((), accounts=tuple(maker.account(n) for n in numbers)))
        progress("accounts", numbers.stop, sizes.accounts)
    await bulk.analyze(database)
    return created


def _chunks(count: int) -> Iterator[range]:
    for start in range(0, count, CHUNK):
        yield range(start, min(start + CHUNK, count))


def _plan_uuid(seed: int, n: int) -> UUID:
    return ids.plan_of_key(plan_key(seed, n))


def plan_key(seed: int, n: int) -> str:
    return f"load-{seed}-plan-{n:04d}"


def account_key(seed: int, n: int) -> str:
    """The key of an account, and the ingest alias of the customer of the same number."""
    return f"load-{seed}-{n:06d}"


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes entry n of each kind; `today` is the first moment of the day from which dates count."""

    sizes: Sizes
    seed: int
    today: datetime

    def random(self, kind: str, n: int) -> Random:
        return Random(f"{self.seed}/{kind}/{n}")  # noqa: S311 (load data, not secrets)

    def plan(self, n: int) -> Plan:
        random, key = self.random("plan", n), plan_key(self.seed, n)
        uuid = ids.plan_of_key(key)
        tokens = CreditType(ids.derived("credit_type", f"Load tokens {self.seed}"), f"Load tokens {self.seed}")
        charges = tuple(self.charge(key, m, random, tokens) for m in range(CHARGES))
        return Plan(
            uuid=uuid,
            name=f"{random.choice(_WORDS)} {random.choice(_KINDS)} plan {self.seed}-{n}",
            description="Made for load tests",
            custom_fields={"tier": random.choice(("small", "medium", "large"))},
            charges=charges,
            minimums=tuple(
                Minimum("Commitment", Decimal(random.randrange(100, 900) * 100 * (k + 1)), DOLLARS, start_period=6 * k)
                for k in range(2)
            ),
            overage_rates=(OverageRate(tokens, DOLLARS, Decimal(random.randrange(50, 2_000)), start_period=0),),
            credit_grants=(
                CreditGrant(
                    name="Monthly tokens",
                    amount_granted=Decimal(random.randrange(10, 500)),
                    amount_granted_credit_type=tokens,
                    amount_paid=Decimal(random.randrange(1_000, 90_000)),
                    amount_paid_credit_type=DOLLARS,
                    effective_duration=Decimal(1),
                    priority="1",
                    send_invoice=False,
                    recurrence_interval=Decimal(1),
                ),
            ),
            annotations=Annotations(
                key=key,
                tier_modes={charges[0].name: TierMode.VOLUME, charges[1].name: TierMode.GRADUATED},
                metrics={
                    charges[m].name: MetricLink(metric, MetricUsage.CHANGE if metric == "messages" else MetricUsage.MAX)
                    for m, metric in enumerate(METRICS)
                },
            ),
        )

    def charge(self, plan: str, m: int, random: Random, tokens: CreditType) -> Charge:
        """The last three are the later steps of the three before them; one in six is priced in tokens."""
        name, step = (m, 0) if m < CHARGES - 3 else (m - 3, 1)
        product = (int(plan.rsplit("-", 1)[1]) * 3 + name % 3) % PRODUCTS
        base = random.randrange(10, 2_000)
        bounds = [0, *sorted(random.sample(range(1, 100), TIERS - 1))]
        return Charge(
            uuid=ids.derived("charge", plan, name),
            name=f"{_KINDS[name]} {'seats' if name % 4 == 2 else 'units'}",
            charge_type=ChargeType.SEAT if name % 4 == 2 else ChargeType.USAGE,
            credit_type=tokens if name % 6 == 5 else DOLLARS,
            product_id=f"load-{self.seed}-product-{product:02d}",
            product_name=f"{_WORDS[product % len(_WORDS)]} product {self.seed}-{product:02d}",
            prices=tuple(
                Price(Decimal(bound * 1_000), Decimal(base * (100 - 12 * t)) / 10_000) for t, bound in enumerate(bounds)
            ),
            start_period=6 * step,
            tier_reset_frequency=3 if name == 4 else 1,
            unit_conversion=UnitConversion(Decimal(1024), RoundingBehavior.CEILING) if name % 4 == 1 else None,
            custom_fields={"unit": "GB"} if name % 4 == 1 else {},
        )

    def customer(self, n: int) -> Customer:
        random, key = self.random("customer", n), account_key(self.seed, n)
        uuid = ids.derived("customer", key)
        created = self.today - timedelta(days=random.randrange(900, 1_500), seconds=random.randrange(86_400))
        rounds = range((self.sizes.customer_plans - n + self.sizes.customers - 1) // self.sizes.customers)
        return Customer(
            uuid=uuid,
            name=f"{random.choice(_WORDS)} {random.choice(_KINDS)} {n}",
            created_at=created,
            updated_at=created + timedelta(days=random.randrange(1, 800)),
            ingest_aliases=(key,),
            custom_fields={"salesforce-id": f"{self.seed}-{n}", "region": random.choice(("emea", "amer", "apac"))},
            plans=tuple(self.customer_plan(key, n, k, random) for k in rounds),
        )

    def customer_plan(self, customer: str, n: int, k: int, random: Random) -> CustomerPlan:
        """A tenth of all are on the first plan; seven in ten are active, two ended, one is upcoming."""
        plans = self.sizes.plans
        plan = 0 if (n + k) % 10 == 0 or plans == 1 else 1 + random.randrange(plans - 1)
        days, length, kind = random.randrange(800), random.randrange(1, 400), random.randrange(10)
        moment = timedelta(seconds=random.randrange(86_400))
        if kind == 0:
            start, end = self.today + timedelta(days=1 + days % 90) + moment, None
        elif kind <= 2:
            end = self.today - timedelta(days=1 + days % 400) + moment
            start = end - timedelta(days=length)
        else:
            start = self.today - timedelta(days=1 + days) + moment
            end = self.today + timedelta(days=length) if kind <= 5 else None
        uuid = ids.derived("customer_plan", customer, k)
        return CustomerPlan(uuid, plan_key(self.seed, plan), start.astimezone(UTC), end)

    def account(self, n: int) -> Account:
        random, key = self.random("account", n), account_key(self.seed, n)
        numbers = random.sample(range(self.sizes.plans), min(self.sizes.plans, 1 + n % 2))
        return Account(
            key=key,
            name=f"{random.choice(_WORDS)} {random.choice(_KINDS)} account {n}",
            custom_fields={"salesforce-id": f"{self.seed}-{n}", "employees": random.randrange(1, 5_000)},
            plan_keys=tuple(plan_key(self.seed, number) for number in numbers),
            metrics=tuple(event for metric in METRICS for event in self.events(metric, random)),
        )

    def events(self, metric: str, random: Random) -> Sequence[Event]:
        """A value a month for a year, growing."""
        value, found = random.randrange(100), []
        for month in range(MONTHS):
            value += random.randrange(1, 500)
            time = self.today - timedelta(days=30 * (MONTHS - month), seconds=random.randrange(86_400))
            found.append(Event(metric, value, time))
        return found
