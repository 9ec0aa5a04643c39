"""Worked examples of terms beyond one charge's tiers: minimums, percentages of spend, credits, tiers over periods.

As in `published`: amounts in whole US dollars, the exact figure where a source rounds what it prints. A spend that a
source gives as an amount is metered here in dollars, at 1 each.
"""

from typing import Any

from tests.price_lists import charge, grant, minimum, plan_json
from tests.published import Example, Json, fee

ZUORA_TIERS = ((0, 2), (10, 3), (20, 5))


def used(name: str, *tiers: tuple[Any, Any], **more: Any) -> Json:
    return charge(name, *tiers, credit="USD", **more)


def credit(amount: Any, name: str = "Credits", unit: str = "USD", **more: Any) -> Json:
    return grant(amount, unit, name=name, amount_paid_credit_type={"name": "USD"}, **more)


def example(name: str, charges: tuple[Json, ...], usage: Json, total: str, **plan: Any) -> Example:
    modes = {c["name"]: "graduated" for c in charges if c["charge_type"] == "usage"}
    return Example(name, plan_json(*charges, name=name, **plan), usage, total, {"tier_mode": modes})


def support(name: str, least: Any, spend: Any, total: str, *bands: tuple[Any, Any]) -> Example:
    """AWS: the greater of an amount and of percentages of the month's spend, band by band."""
    share = used("Share of the spend", *bands, product="Support")
    floor = charge("At least", (0, least), kind="minimum", credit="USD", product="Support")
    return example(name, (share, floor), {"Share of the spend": spend}, total)


def over_periods(name: str, period: int, before: Json, now: Any, total: str) -> Example:
    """Zuora: what was billed of the same period counts in the tiers of what is billed later."""
    plan = plan_json(used("Units", *ZUORA_TIERS, tier_reset_frequency=2), name=name)
    return Example(name, plan, {"Units": now}, total, {"tier_mode": {"Units": "graduated"}}, period, {"Units": before})


MINIMUMS = (
    example(
        "Lago, an invoice of 80 with a minimum of 100",
        (fee(50), used("Units", (0, 10))),
        {"Units": 3},
        "100",
        minimums=[minimum(100, "USD")],
    ),
    *(
        example(
            f"Lago, a contract of 1,000 a month: {spend}",
            (used("Usage", (0, 1)),),
            {"Usage": spend},
            total,
            minimums=[minimum(1000, "USD")],
        )
        for spend, total in ((800, "1000"), (1300, "1300"))
    ),
    example(
        "Lago, a charge with a minimum of its own",
        (used("Users", (0, "0.01")), charge("At least", (0, 100), kind="minimum", credit="USD")),
        {"Users": 5000},
        "100",
    ),
    example(
        "Lago, 400 calls with a minimum of 5",
        (used("Calls", (0, "0.01")),),
        {"Calls": 400},
        "5",
        minimums=[minimum(5, "USD")],
    ),
)
PERCENTAGES = (
    Example(
        "AWS Developer Support, 3% of 2,000 or at least 29",
        plan_json(
            used("AWS", (0, 1), product="AWS"),
            charge("Share", (0, 3), kind="composite", credit="USD", product="Support"),
            charge("At least", (0, 29), kind="minimum", credit="USD", product="Support"),
            name="AWS Developer Support",
        ),
        {"AWS": 2000},
        "2060",
        {"composite": {"Share": ["AWS"]}},
    ),
    support(
        "AWS Business Support", 100, 85_000, "6150", (0, "0.1"), (10_000, "0.07"), (80_000, "0.05"), (250_000, "0.03")
    ),
    support(
        "AWS Enterprise Support",
        15_000,
        1_200_000,
        "70500",
        (0, "0.1"),
        (150_000, "0.07"),
        (500_000, "0.05"),
        (1_000_000, "0.03"),
    ),
)
CREDITS = (
    example("Zuora, a prepaid credit below the charge", (fee(300),), {}, "100", credit_grants=[credit(200)]),
    example("Zuora, a commitment that covers the charge", (fee(100),), {}, "0", credit_grants=[credit(100)]),
    example(
        "Lago, a coupon and prepaid credits",
        (fee(50), used("Usage", (0, 1))),
        {"Usage": 20},
        "30",
        credit_grants=[credit(30, "Prepaid", priority="2"), credit(10, "Coupon", priority="1")],
    ),
    example(
        "Device Cloud, a run of 3 with 1 left",
        (used("Runs", (0, 1)),),
        {"Runs": 3},
        "2",
        credit_grants=[credit(1, "Included")],
    ),
    example(
        "Zuora, 10 hours of 2 points each, out of 100 that cost 10",
        (fee(10), charge("Hours", (0, 2), credit="points")),
        {"Hours": 10},
        "10",
        credit_grants=[credit(100, "Points", "points")],
    ),
)
TIERS = (
    example(
        "Orb, 150,000 calls",
        (used("Calls", (0, "0.001"), (10_000, "0.0008"), (100_000, "0.0005")),),
        {"Calls": 150_000},
        "107",
    ),
    over_periods("Zuora, the first 15 units", 0, {}, 15, "35"),
    over_periods("Zuora, 5 more after these 15", 1, {"0": 15}, 5, "15"),
    over_periods("Zuora, 5 after the tiers began anew", 2, {"0": 15, "1": 5}, 5, "10"),
)
EXAMPLES = (*MINIMUMS, *PERCENTAGES, *CREDITS, *TIERS)
