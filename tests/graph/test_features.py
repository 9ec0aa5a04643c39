"""Features as accounts have them, through every field that tells; and metrics over time."""

from plangraph.store.engine import Database
from tests.conftest import Statements
from tests.graph.running import data


async def test_account_overrides_come_first(demo: Database) -> None:
    found = await data(
        demo,
        """{ account(by: {key: "acme"}) {
             chat: feature(key: "chat") { value variant reason plan { key } feature { name } }
             metrics: feature(key: "metrics") { value variant reason }
             nope: feature(key: "nope") { key value variant reason errorCode feature { key } }
             features { key } } }""",
    )

    account = found["account"]
    assert account["chat"] == {
        "value": False,
        "variant": "off",
        "reason": "OVERRIDE",
        "plan": None,
        "feature": {"name": account["chat"]["feature"]["name"]},
    }
    assert account["metrics"] == {"value": True, "variant": "true", "reason": "OVERRIDE"}
    assert account["nope"] == {
        "key": "nope",
        "value": None,
        "variant": None,
        "reason": "UNKNOWN_FEATURE",
        "errorCode": "FLAG_NOT_FOUND",
        "feature": None,
    }
    assert [f["key"] for f in account["features"]] == sorted(f["key"] for f in account["features"])


async def test_plans_grant_and_nobody_has_defaults(demo: Database) -> None:
    found = await data(
        demo,
        """{ mine: resolveFeature(key: "upload-contacts", accountKey: "acme") { value reason plan { key } }
             unknown: resolveFeature(key: "upload-contacts", accountKey: "12345") { value reason plan { key } }
             nobody: resolveFeatures { key reason } }""",
    )

    assert found["mine"] == {"value": True, "reason": "PLAN", "plan": {"key": "essentials"}}
    assert found["unknown"] == {"value": False, "reason": "DEFAULT", "plan": None}
    assert {f["reason"] for f in found["nobody"]} == {"DEFAULT"}


async def test_features_of_many_accounts_cost_what_those_of_one_cost(demo: Database) -> None:
    counted, numbers = Statements(demo), []

    for first in (1, 25):
        await data(
            demo, "query($n: Int) { accounts(first: $n) { nodes { features { key plan { key } } } } }", {"n": first}
        )
        numbers.append(len(counted.take()))

    assert numbers[0] == numbers[1] == 3


async def test_series_carries_the_value_in_force(demo: Database) -> None:
    found = await data(
        demo,
        """{ account(by: {key: "acme"}) { metric(key: "contacts") {
             series(from: "2026-02-01T00:00:00Z", to: "2026-03-01T00:00:00Z", every: WEEK) { time value } } } }""",
    )

    points = found["account"]["metric"]["series"]
    assert [p["time"] for p in points] == [
        "2026-01-26T00:00:00Z",
        "2026-02-02T00:00:00Z",
        "2026-02-09T00:00:00Z",
        "2026-02-16T00:00:00Z",
        "2026-02-23T00:00:00Z",
    ]
    assert all(isinstance(p["value"], int) for p in points)
