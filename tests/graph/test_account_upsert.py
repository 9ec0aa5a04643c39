"""accountUpsert: what absent, null and empty mean, every wrong field told, nothing changed when refused."""

from typing import Any

from plangraph.store.engine import Database
from tests.graph.running import data

UPSERT = """
mutation Upsert($input: AccountUpsertInput!) {
  accountUpsert(input: $input) {
    created clientMutationId
    account { key name plans { key } customFields { key value }
      featureOverrides { featureKey variantKey override expired variant { value } } }
    userErrors { field message code }
  }
}
"""


async def upsert(database: Database, **fields: Any) -> Any:
    return (await data(database, UPSERT, {"input": fields}))["accountUpsert"]


async def test_created_then_updated(demo: Database) -> None:
    first = await upsert(
        demo,
        key="newco",
        name="New Co",
        customFields=[{"key": "salesforce-id", "value": "77"}, {"key": "seats", "value": 12}],
        accountPlans=[{"planKey": "essentials"}],
        featureOverrides=[
            {"featureKey": "metrics", "variantKey": "true"},
            {"featureKey": "chat", "override": "DEFAULT_OFF"},
        ],
        clientMutationId="one",
    )
    second = await upsert(demo, key="newco", name=None, customFields=[{"key": "seats", "value": None}], accountPlans=[])

    assert first == {
        "created": True,
        "clientMutationId": "one",
        "account": {
            "key": "newco",
            "name": "New Co",
            "plans": [{"key": "essentials"}],
            "customFields": [{"key": "salesforce-id", "value": "77"}, {"key": "seats", "value": "12"}],
            "featureOverrides": [
                {
                    "featureKey": "metrics",
                    "variantKey": "true",
                    "override": "VARIANT_KEY",
                    "expired": False,
                    "variant": {"value": True},
                },
                {
                    "featureKey": "chat",
                    "variantKey": None,
                    "override": "DEFAULT_OFF",
                    "expired": False,
                    "variant": {"value": False},
                },
            ],
        },
        "userErrors": [],
    }
    assert second["created"] is False
    assert second["account"]["name"] is None
    assert second["account"]["plans"] == []
    assert second["account"]["customFields"] == [{"key": "salesforce-id", "value": "77"}]
    assert len(second["account"]["featureOverrides"]) == 2


async def test_every_wrong_field_is_told_and_nothing_changes(demo: Database) -> None:
    before = await data(demo, '{ account(by: {key: "acme"}) { name updatedAt plans { key } } }')

    refused = await upsert(
        demo,
        key="acme",
        name="Changed",
        customFields=[{"key": "ok", "value": 1}, {"key": "list", "value": [1]}],
        accountPlans=[{"planKey": "essentials"}, {"planKey": "nope"}],
        featureOverrides=[{"featureKey": "chat", "variantKey": "loud"}, {"featureKey": "none", "variantKey": "x"}],
    )

    assert refused["account"] is None
    assert [(e["field"], e["code"]) for e in refused["userErrors"]] == [
        (["customFields", "1", "value"], "INVALID"),
        (["accountPlans", "1", "planKey"], "UNKNOWN_PLAN"),
        (["featureOverrides", "0", "variantKey"], "UNKNOWN_VARIANT"),
        (["featureOverrides", "1", "featureKey"], "UNKNOWN_FEATURE"),
    ]
    assert await data(demo, '{ account(by: {key: "acme"}) { name updatedAt plans { key } } }') == before


async def test_null_lists_are_refused(demo: Database) -> None:
    refused = await upsert(demo, key="acme", accountPlans=None, featureOverrides=None)

    assert [e["field"] for e in refused["userErrors"]] == [["accountPlans"], ["featureOverrides"]]


async def test_two_upserts_in_one_request_see_each_other(demo: Database) -> None:
    found = await data(
        demo,
        """mutation { a: accountUpsert(input: {key: "twice", name: "A"}) { created account { name } }
                      b: accountUpsert(input: {key: "twice", name: "B"}) { created account { name } } }""",
    )

    assert found == {
        "a": {"created": True, "account": {"name": "A"}},
        "b": {"created": False, "account": {"name": "B"}},
    }
