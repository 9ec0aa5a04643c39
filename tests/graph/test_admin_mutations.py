"""featureUpsert, entitlementSet and planAnnotate: what they change, and what they refuse without changing anything."""

from typing import Any

from plangraph.store.engine import Database
from tests.graph.running import data

FEATURE = """
mutation($input: FeatureUpsertInput!) {
  featureUpsert(input: $input) {
    created userErrors { field code }
    feature { key name type variants { key value } defaultVariant { key } onVariant { key } offVariant { key } }
  }
}
"""
ENTITLEMENT = """
mutation($input: EntitlementSetInput!) {
  entitlementSet(input: $input) {
    userErrors { field code } plan { key entitlements { feature { key } variant { key } } } feature { key }
  }
}
"""
ANNOTATE = """
mutation($input: PlanAnnotateInput!) {
  planAnnotate(input: $input) {
    userErrors { field code }
    plan { key annotations {
      period minimumOrder tierModes { charge mode } metrics { charge metricKey usage } composites { charge parts } } }
  }
}
"""


async def sent(database: Database, text: str, **fields: Any) -> Any:
    (payload,) = (await data(database, text, {"input": fields})).values()
    return payload


async def test_feature_is_made_and_changed(demo: Database) -> None:
    made = await sent(
        demo,
        FEATURE,
        key="limits",
        type="OBJECT",
        variants=[{"key": "small", "value": {"rate": 1.5}}, {"key": "large", "value": {"rate": 10}}],
        defaultVariant="small",
    )
    changed = await sent(demo, FEATURE, key="limits", name="Limits", defaultVariant="large")

    assert made == {
        "created": True,
        "userErrors": [],
        "feature": {
            "key": "limits",
            "name": "limits",
            "type": "OBJECT",
            "variants": [{"key": "small", "value": {"rate": 1.5}}, {"key": "large", "value": {"rate": 10}}],
            "defaultVariant": {"key": "small"},
            "onVariant": None,
            "offVariant": None,
        },
    }
    assert (changed["created"], changed["feature"]["name"]) == (False, "Limits")
    assert changed["feature"]["defaultVariant"] == {"key": "large"}


async def test_feature_that_is_none_is_refused(demo: Database) -> None:
    refused = await sent(
        demo, FEATURE, key="bad", type="INTEGER", variants=[{"key": "a", "value": "text"}], defaultVariant="b"
    )

    assert refused["feature"] is None
    assert [e["field"] for e in refused["userErrors"]] == [["variants", "0", "value"], ["defaultVariant"]]
    assert await data(demo, '{ feature(key: "bad") { key } }') == {"feature": None}


async def test_entitlement_is_granted_and_taken_away(demo: Database) -> None:
    plan = {"key": "launch-ramp"}

    granted = await sent(demo, ENTITLEMENT, plan=plan, feature="chat", variant="on")
    taken = await sent(demo, ENTITLEMENT, plan=plan, feature="chat", variant=None)

    assert {"feature": {"key": "chat"}, "variant": {"key": "on"}} in granted["plan"]["entitlements"]
    assert "chat" not in [e["feature"]["key"] for e in taken["plan"]["entitlements"]]


async def test_entitlement_of_unknown_things_is_refused(demo: Database) -> None:
    refused = await sent(demo, ENTITLEMENT, plan={"key": "nope"}, feature="nope", variant="x")

    assert refused["plan"] is None
    assert [(e["field"], e["code"]) for e in refused["userErrors"]] == [
        (["plan"], "UNKNOWN_PLAN"),
        (["feature"], "UNKNOWN_FEATURE"),
    ]


async def test_annotations_are_replaced_and_cleared(demo: Database) -> None:
    plan = {"key": "professional"}

    written = await sent(
        demo,
        ANNOTATE,
        plan=plan,
        period="YEAR",
        tierModes=[{"charge": "Contacts", "mode": "VOLUME"}],
        metrics=[{"charge": "Contacts", "metricKey": "contacts", "usage": "MAX"}],
    )
    cleared = await sent(demo, ANNOTATE, plan=plan, period=None, tierModes=None)

    assert written["plan"]["annotations"]["period"] == "YEAR"
    assert written["plan"]["annotations"]["tierModes"] == [{"charge": "Contacts", "mode": "VOLUME"}]
    assert cleared["plan"]["annotations"]["period"] == "MONTH"
    assert cleared["plan"]["annotations"]["tierModes"] == []
    assert cleared["plan"]["annotations"]["metrics"] == [
        {"charge": "Contacts", "metricKey": "contacts", "usage": "MAX"}
    ]


async def test_a_new_key_is_followed_by_accounts(demo: Database) -> None:
    await sent(demo, ANNOTATE, plan={"key": "essentials"}, key="basics")

    found = await data(demo, '{ account(by: {key: "acme"}) { plans { key } } }')

    assert found["account"]["plans"] == [{"key": "basics"}]


async def test_unknown_charges_are_refused(demo: Database) -> None:
    refused = await sent(
        demo, ANNOTATE, plan={"key": "professional"}, period="WEEK", tierModes=[{"charge": "Nope", "mode": "VOLUME"}]
    )

    assert [(e["field"], e["code"]) for e in refused["userErrors"]] == [
        (["tierModes", "0", "charge"], "UNKNOWN_CHARGE")
    ]
    found = await data(demo, '{ plan(by: {key: "professional"}) { annotations { period } } }')
    assert found["plan"]["annotations"]["period"] == "MONTH"
