"""Prices through the graph: refusals are user errors with their place, and statements do not grow."""

from decimal import Decimal
from typing import Any

import pytest

from plangraph.store.engine import Database
from tests.conftest import Statements
from tests.graph.running import data, run

ESTIMATE = """
query($input: EstimateInput!) {
  estimate(input: $input) {
    estimate { totals { total formatted } lines { charge { name } amount explanation } assumptions { code } }
    userErrors { field message code }
  }
}
"""
COMPARE = """
query($input: ComparePlansInput!) {
  comparePlans(input: $input) {
    comparison { breakEvens { quantity } curves { points { quantity cost } } estimates { warnings { code message } } }
    userErrors { field message code }
  }
}
"""


async def estimated(demo: Database, **given: Any) -> Any:
    return (await data(demo, ESTIMATE, {"input": given}))["estimate"]


def calls(name: str, quantity: Any, **more: Any) -> dict[str, Any]:
    return {"charge": {"name": name}, "quantity": quantity, **more}


async def test_numbers_are_exact_whichever_way_they_come(demo: Database) -> None:
    text = """{ estimate(input: {plan: {key: "openai-api-tokens"}, usage: [
      {charge: {name: "GPT-4o input tokens"}, quantity: 1234567.000000000000000000000001}
    ]}) { estimate { totals { total } } } }"""

    found = await data(demo, text)

    # divided by a million to 20 places, times 250
    assert found["estimate"]["estimate"]["totals"] == [{"total": "308.64175"}]


async def test_charges_by_every_name(demo: Database) -> None:
    text = '{ plan(by: {key: "sendgrid-essentials-50k"}) { charges { nodes { id uuid name } } } }'
    nodes = (await data(demo, text))["plan"]["charges"]["nodes"]
    emails = next(node for node in nodes if node["name"] == "Emails")

    for by in ({"id": emails["id"]}, {"uuid": emails["uuid"]}, {"name": "Emails"}):
        usage = [{"charge": by, "quantity": "60000"}]
        found = await estimated(demo, plan={"key": "sendgrid-essentials-50k"}, usage=usage)
        assert found["userErrors"] == []
        assert found["estimate"]["totals"] == [{"total": "3325", "formatted": "$33.25"}]


async def test_options_settle_what_is_open(demo: Database) -> None:
    usage = [calls("Local numbers", 2000)]
    plan = {"key": "twilio-us-voice-and-sms"}
    volume = {"tierModes": [{"charge": {"name": "Local numbers"}, "mode": "VOLUME"}], "minimumOrder": "AFTER_CREDITS"}

    graduated = await estimated(demo, plan=plan, usage=usage)
    settled = await estimated(demo, plan=plan, usage=usage, options=volume)

    assert graduated["estimate"]["totals"] == [{"total": "150000", "formatted": "$1,500.00"}]
    assert settled["estimate"]["totals"] == [{"total": "100000", "formatted": "$1,000.00"}]


async def test_every_wrong_field_is_told(demo: Database) -> None:
    found = await estimated(
        demo,
        plan={"key": "github-copilot-business-10-seats"},
        period=-1,
        usage=[
            calls("Seats", -1, additions=[{"quantity": 1, "remainingShare": 2}]),
            calls("Nothing", 1),
            calls("Seats", 1),
        ],
        options={"tierModes": [{"charge": {"name": "Nothing"}, "mode": "VOLUME"}]},
    )

    assert found["estimate"] is None
    assert [(e["field"], e["code"]) for e in found["userErrors"]] == [
        (["period"], "OUT_OF_RANGE"),
        (["usage", "0", "quantity"], "NEGATIVE_USAGE"),
        (["usage", "0", "additions", "0", "remainingShare"], "OUT_OF_RANGE"),
        (["usage", "1", "charge"], "UNKNOWN_CHARGE"),
        (["usage", "2", "charge"], "INVALID"),
        (["options", "tierModes", "0", "charge"], "UNKNOWN_CHARGE"),
    ]


async def test_tier_modes_of_charges_without_one(demo: Database) -> None:
    modes = [{"charge": {"name": name}, "mode": "VOLUME"} for name in ("Emails", "Plan", "Emails")]

    found = await estimated(demo, plan={"key": "sendgrid-essentials-50k"}, options={"tierModes": modes})

    assert found["estimate"] is None
    assert found["userErrors"] == [
        {
            "field": ["options", "tierModes", "1", "charge"],
            "message": "charge is a fixed charge, which has no tier mode: leave it out",
            "code": "INVALID",
        },
        {"field": ["options", "tierModes", "2", "charge"], "message": "charge is given twice", "code": "INVALID"},
    ]


async def test_wrong_earlier_usage(demo: Database) -> None:
    def entry(period: int, quantity: int) -> dict[str, Any]:
        return {"charge": {"name": "Emails"}, "period": period, "quantity": quantity}

    found = await estimated(
        demo, plan={"key": "sendgrid-essentials-50k"}, previousUsage=[entry(-1, 1), entry(0, -1), entry(0, 1)]
    )

    assert [(e["field"], e["code"]) for e in found["userErrors"]] == [
        (["previousUsage", "0", "period"], "OUT_OF_RANGE"),
        (["previousUsage", "1", "quantity"], "NEGATIVE_USAGE"),
        (["previousUsage", "2", "period"], "INVALID"),
    ]


async def test_unknown_plans(demo: Database) -> None:
    one = await estimated(demo, plan={"key": "nope"})
    several = await data(demo, COMPARE, {"input": {"plans": [{"key": "essentials"}, {"key": "nope"}], "usage": []}})

    assert [(e["field"], e["code"]) for e in one["userErrors"]] == [(["plan"], "UNKNOWN_PLAN")]
    errors = several["comparePlans"]["userErrors"]
    assert [(e["field"], e["code"]) for e in errors] == [(["plans", "1"], "UNKNOWN_PLAN")]


async def test_wrong_comparisons(demo: Database) -> None:
    essentials, professional = {"key": "essentials"}, {"key": "professional"}

    async def errors(**given: Any) -> list[tuple[Any, Any]]:
        found = await data(demo, COMPARE, {"input": {"usage": [], **given}})
        assert found["comparePlans"]["comparison"] is None
        return [(e["field"], e["code"]) for e in found["comparePlans"]["userErrors"]]

    assert await errors(plans=[essentials]) == [(["plans"], "OUT_OF_RANGE")]
    assert await errors(plans=[essentials] * 6) == [(["plans"], "OUT_OF_RANGE")]
    wrong = await errors(
        plans=[essentials, professional],
        usage=[{"charge": "Nothing", "quantity": 1}],
        vary={"charge": "Nothing", "upTo": 0},
    )
    assert wrong == [
        (["vary", "upTo"], "OUT_OF_RANGE"),
        (["usage", "0", "charge"], "UNKNOWN_CHARGE"),
        (["vary", "charge"], "UNKNOWN_CHARGE"),
    ]


async def test_usage_that_one_plan_lacks(demo: Database) -> None:
    given = {
        "plans": [{"key": "essentials"}, {"key": "sendgrid-essentials-50k"}],
        "usage": [{"charge": "Emails", "quantity": 10}],
    }

    found = (await data(demo, COMPARE, {"input": given}))["comparePlans"]

    warnings = [[w["code"] for w in e["warnings"]] for e in found["comparison"]["estimates"]]
    assert warnings == [["PLAN_IGNORES_USAGE"], []]


async def test_period_of_an_effective_plan(demo: Database) -> None:
    result = await run(demo, '{ plan(by: {key: "essentials"}) { effective(period: -1) { period } } }')

    assert result.errors is not None
    assert "must be from 0 to 1,000,000" in str(result.errors[0].original_error)


async def test_one_priced_plan_is_needed(demo: Database) -> None:
    text = '{ account(by: {key: "acme"}) { estimate { userErrors { field code } } } }'

    found = await data(demo, text)

    assert found["account"]["estimate"]["userErrors"] == [{"field": ["plan"], "code": "PLAN_REQUIRED"}]


async def test_estimate_of_an_account_for_a_named_plan(demo: Database) -> None:
    text = """query($plan: PlanBy) { account(by: {key: "acme"}) { estimate(plan: $plan, period: 0) {
      userErrors { field code } estimate { plan { key } lines { usage } totals { total } } } } }"""

    found = (await data(demo, text, {"plan": {"key": "essentials"}}))["account"]["estimate"]
    unknown = (await data(demo, text, {"plan": {"key": "nope"}}))["account"]["estimate"]

    assert found["userErrors"] == []
    assert found["estimate"]["plan"] == {"key": "essentials"}
    assert any(Decimal(line["usage"]) > 0 for line in found["estimate"]["lines"])
    assert unknown["userErrors"] == [{"field": ["plan"], "code": "UNKNOWN_PLAN"}]


async def test_window_that_ends_before_it_begins(demo: Database) -> None:
    text = """{ account(by: {key: "alder-finch"}) {
      estimate(from: "2026-03-01T00:00:00Z", to: "2026-02-01T00:00:00Z") { userErrors { field code } } } }"""

    found = await data(demo, text)

    assert found["account"]["estimate"]["userErrors"] == [{"field": ["to"], "code": "OUT_OF_RANGE"}]


async def test_options_put_complete_answers_first(demo: Database) -> None:
    text = """query($plans: [PlanBy!]) { account(by: {key: "alder-finch"}) {
      planOptions(plans: $plans) { rank complete plan { key } estimate { totals { total } } } } }"""

    every = (await data(demo, text))["account"]["planOptions"]
    chosen = (await data(demo, text, {"plans": [{"key": "professional"}, {"key": "essentials"}]}))["account"]

    assert [option["rank"] for option in every] == list(range(1, len(every) + 1))
    complete = [option["complete"] for option in every]
    assert complete == sorted(complete, reverse=True)
    costs = [Decimal(o["estimate"]["totals"][0]["total"]) for o in every if o["complete"]]
    assert costs == sorted(costs)
    assert {option["plan"]["key"] for option in chosen["planOptions"]} == {"professional", "essentials"}


@pytest.mark.parametrize(
    "selection",
    [
        "accounts(first: $first) { nodes { estimate { estimate { lines { charge { name } } } userErrors { code } } } }",
        "accounts(first: $first) { nodes { planOptions { plan { name } estimate { totals { total } } } } }",
        "plans(first: $first) { nodes { summary findings { code charge { name } } ramps { charge { name } } } }",
        "plans(first: $first) { nodes { effective(period: 1) { charges { name } creditGrants { name } } } }",
        "plans(first: $first) { nodes { charges(first: 2) { nodes { tierMode priceCurve(upTo: 9) { cost } } } } }",
        "customers(first: $first) { nodes { plans { nodes { currentPeriod effective { charges { name } } } } } }",
    ],
)
async def test_statements_do_not_grow(demo: Database, selection: str) -> None:
    counted, numbers = Statements(demo), []

    for first in (5, 20):
        await data(demo, f"query($first: Int!) {{ {selection} }}", {"first": first})
        numbers.append(len(counted.take()))

    assert numbers[1] <= numbers[0]


async def test_prices_follow_what_is_written(demo: Database) -> None:
    """Plans are kept between requests; a write makes them be read again."""
    usage = [calls("Emails", 60000)]
    plan = {"key": "sendgrid-essentials-50k"}
    annotate = """mutation { planAnnotate(input: {plan: {key: "sendgrid-essentials-50k"},
      tierModes: [{charge: "Emails", mode: VOLUME}]}) { userErrors { code } } }"""
    await estimated(demo, plan=plan, usage=usage)

    before = await estimated(demo, plan=plan, usage=usage)
    await data(demo, annotate)
    after = await estimated(demo, plan=plan, usage=usage)

    assert before["estimate"]["totals"] == [{"total": "3325", "formatted": "$33.25"}]
    assert after["estimate"]["totals"] == [{"total": "9975", "formatted": "$99.75"}]
