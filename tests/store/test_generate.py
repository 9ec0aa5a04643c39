"""Load data: the same from the same seed, and beside whatever is there."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from plangraph.services import demo
from plangraph.services.generate import Sizes, generate
from plangraph.store.engine import Database, open_database
from tests.store.contents import everything, rows

NOW = datetime(2026, 3, 10, 12, 30, tzinfo=UTC)
SMALL = Sizes(plans=5, customers=40, customer_plans=200, accounts=6)


def silent(kind: str, done: int, total: int) -> None:
    assert done <= total, kind


async def test_both_databases_hold_the_same(sqlite_url: str, postgres_url: str) -> None:
    held = []
    for url in (sqlite_url, postgres_url):
        database = open_database(url)
        await generate(database, SMALL, 1, NOW, silent)
        held.append(await everything(database))
        await database.close()

    assert held[0] == held[1]


async def test_sizes(database: Database) -> None:
    created = await generate(database, SMALL, 1, NOW, silent)

    assert created == {"plans": 5, "customers": 40, "customer_plans": 200, "accounts": 6, "metric_events": 216}
    held = await everything(database)
    assert {name: len(held[name]) for name in ("plan", "charge", "price", "customer_plan")} == {
        "plan": 5,
        "charge": 60,
        "price": 240,
        "customer_plan": 200,
    }
    on_plans = Counter(row["plan_id"] for row in held["customer_plan"])
    assert on_plans[1] == 20
    assert {row["start_period"] for row in held["charge"]} == {0, 6}
    fields = await rows(database, "customer_custom_field", "key", "value")
    assert fields[0] == ("salesforce-id", "1-0")


async def test_again_changes_nothing_and_another_seed_adds(database: Database) -> None:
    await demo.load_demo(database, NOW)
    await generate(database, SMALL, 1, NOW, silent)
    before = await everything(database)

    again = await generate(database, SMALL, 1, NOW + timedelta(days=40), silent)
    unchanged = await everything(database) == before
    other = await generate(database, SMALL, 2, NOW, silent)

    assert (sum(again.values()), unchanged) == (0, True)
    assert other["customers"] == 40
    after = await everything(database)
    assert after["customer"][: len(before["customer"])] == before["customer"]


async def test_progress(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    told: list[tuple[str, int, int]] = []

    await generate(database, SMALL, 1, NOW, lambda *step: told.append(step))
    await database.close()

    assert told == [("plans", 5, 5), ("customers", 40, 40), ("accounts", 6, 6)]
