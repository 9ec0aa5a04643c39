"""Worked examples that vendors and others published, as they print them: the tiers, a quantity, what it costs.

Amounts are in whole US dollars. Where a source rounds what it prints, the exact figure of its arithmetic stands here.
Tiers are told by their lower bounds: "6 to 10" begins after 5 units when graduated, and at the 6th unit in volume mode.
"""

import json
from typing import Any

import pytest

from plangraph.services.estimates import estimate_line
from tests.price_lists import charge, grant, plan_json

MILLION = {"division_factor": 1_000_000}
PACKAGES = {"division_factor": 1_000_000, "rounding_behavior": "ceiling"}
THOUSANDS = {"division_factor": 1_000, "rounding_behavior": "ceiling"}
Tiers = tuple[tuple[Any, Any], ...]

# (where it is published, mode, conversion, tiers, {quantity: total})
SINGLE: list[tuple[str, str, dict[str, Any] | None, Tiers, dict[Any, str]]] = [
    (
        "Stripe, tiered pricing of fonts, volume-based",
        "volume",
        None,
        ((0, 7), (6, "6.5"), (11, 6)),
        {1: "7", 5: "35", 6: "39", 20: "120", 25: "150"},
    ),
    (
        "Stripe, tiered pricing of fonts, graduated",
        "graduated",
        None,
        ((0, 7), (5, "6.5"), (10, 6)),
        {1: "7", 5: "35", 6: "41.5", 20: "127.5", 25: "157.5"},
    ),
    ("Stripe, per unit", "graduated", None, ((0, 5),), {1: "5", 5: "25", 6: "30", 20: "100", 25: "125"}),
    (
        "Stripe, five tiers, volume",
        "volume",
        None,
        ((0, 5), (6, 4), (11, 3), (16, 2), (21, 1)),
        {1: "5", 5: "25", 6: "24", 20: "40", 25: "25"},
    ),
    (
        "Stripe, five tiers, graduated",
        "graduated",
        None,
        ((0, 5), (5, 4), (10, 3), (15, 2), (20, 1)),
        {1: "5", 5: "25", 6: "29", 20: "70", 25: "75"},
    ),
    ("PaymentKit, seats by volume", "volume", None, ((0, 10), (11, 9), (51, 8)), {12: "108"}),
    ("PaymentKit, calls graduated", "graduated", None, ((0, "0.01"), (1000, "0.008"), (5000, "0.005")), {3000: "26"}),
    ("Meteroid, graduated", "graduated", None, ((0, 10), (100, 8), (500, 6)), {600: "4800"}),
    ("Meteroid, volume", "volume", None, ((0, 10), (101, 8), (501, 6)), {600: "3600"}),
    ("Oracle banking, slabs", "graduated", None, ((0, 1), (250, 2), (500, 3)), {1000: "2250"}),
    ("Oracle banking, variable", "volume", None, ((0, 1), (251, 2), (501, 3)), {1000: "3000"}),
    ("Subotiz, volume", "volume", None, ((0, "0.2"), (101, "0.15"), (501, "0.1")), {450: "67.5"}),
    ("Subotiz, graduated", "graduated", None, ((0, "0.2"), (100, "0.15"), (500, "0.1")), {450: "72.5"}),
    ("Lago, graduated", "graduated", None, ((0, 1), (100, "0.5"), (200, "0.1")), {100: "100", 200: "150", 250: "155"}),
    ("Subscript, tiers per unit", "graduated", None, ((0, 5), (500, 4), (2000, 3)), {500: "2500", 2500: "10000"}),
    ("AWS Lambda requests", "graduated", MILLION, ((0, 0), (1, "0.2")), {2_000_000: "0.2", 5_000_000: "0.8"}),
    ("AWS HTTP API", "graduated", MILLION, ((0, 0), (1, 1)), {2_000_000: "1"}),
    (
        "AWS Lambda compute, 5 million runs of 2 s with 256 MB",
        "graduated",
        None,
        ((0, 0), (400_000, "0.00001667")),
        {2_500_000: "35.007"},
    ),
    (
        "AWS data transfer out, 10 and 50 TB",
        "graduated",
        None,
        ((0, "0.09"), (10_240, "0.085"), (51_200, "0.07"), (153_600, "0.05")),
        {10_240: "921.6", 51_200: "4403.2", 153_600: "11571.2", 153_601: "11571.25"},
    ),
    ("AWS S3 Express, writes", "graduated", {"division_factor": 1000}, ((0, "0.00113"),), {1_000_000: "1.13"}),
    ("AWS S3 Express, reads", "graduated", {"division_factor": 1000}, ((0, "0.00003"),), {9_000_000: "0.27"}),
    (
        "AWS S3 Express, writes of a month",
        "graduated",
        {"division_factor": 1000},
        ((0, "0.00113"),),
        {157_286_400: "177.733632"},
    ),
    (
        "AWS S3 Express, reads of a month",
        "graduated",
        {"division_factor": 1000},
        ((0, "0.00003"),),
        {314_572_800: "9.437184"},
    ),
    ("AWS S3 Express, storage", "graduated", None, ((0, "0.11"),), {10: "1.1", "3303.77": "363.4147"}),
    (
        "Google Pub/Sub operations",
        "graduated",
        MILLION,
        ((0, "0.4"), (250, "0.2"), (750, "0.1"), (1750, "0.05")),
        {250_000_000: "100", 750_000_000: "200", 1_750_000_000: "300", 2_750_000_000: "350"},
    ),
    ("Google Cloud Run CPU", "graduated", None, ((0, 0), (180_000, "0.000024")), {180_000: "0", 1_000_000: "19.68"}),
    ("Google Cloud Run requests", "graduated", MILLION, ((0, 0), (2, "0.4")), {2_000_000: "0", 10_000_000: "3.2"}),
    (
        "Cloudflare Workers CPU",
        "graduated",
        MILLION,
        ((0, 0), (30, "0.02")),
        {129_600_000: "1.992", 105_000_000: "1.5"},
    ),
    ("Cloudflare R2 storage", "graduated", None, ((0, 0), (10, "0.015")), {1000: "14.85"}),
    ("Cloudflare R2 reads", "graduated", MILLION, ((0, 0), (10, "0.36")), {300_000_000: "104.4"}),
    (
        "Cloudflare D1 rows read",
        "graduated",
        MILLION,
        ((0, 0), (25_000, "0.001")),
        {25_920_000_000: "0.92", 50_000_000_000: "25"},
    ),
    (
        "Cloudflare Durable Objects requests",
        "graduated",
        MILLION,
        ((0, 0), (1, "0.15")),
        {21_600_000: "3.09", 1_500_000: "0.075"},
    ),
    (
        "Cloudflare Durable Objects duration",
        "graduated",
        MILLION,
        ((0, 0), ("0.4", "12.5")),
        {552_960: "1.912", 128_000: "0", 400_000: "0"},
    ),
    (
        "Supabase Realtime messages, packages of a million",
        "graduated",
        PACKAGES,
        ((0, "2.5"),),
        {999_999: "2.5", 1_000_000: "2.5", 1_000_001: "5", 1_500_000: "5"},
    ),
    (
        "Supabase Realtime connections, packages of a thousand",
        "graduated",
        THOUSANDS,
        ((0, 10),),
        {999: "10", 1000: "10", 1001: "20", 1500: "20"},
    ),
    ("Supabase storage beyond 100 GB", "graduated", None, ((0, 0), (100, "0.021")), {85: "0", 357: "5.397"}),
    (
        "Supabase disk beyond 8 GB",
        "graduated",
        None,
        ((0, 0), (8, "0.125")),
        {8: "0", 20: "1.5", 50: "5.25", 100: "11.5"},
    ),
    (
        "Supabase monthly active users",
        "graduated",
        None,
        ((0, 0), (100_000, "0.00325")),
        {100_000: "0", 150_000: "162.5", 160_000: "195", 200_000: "325"},
    ),
    ("Azure Functions executions", "graduated", MILLION, ((0, 0), (1, "0.2")), {3_000_000: "0.4"}),
    ("Azure Functions compute", "graduated", None, ((0, 0), (400_000, "0.000016")), {1_500_000: "17.6"}),
    ("Google Functions compute", "graduated", None, ((0, 0), (200_000, "0.00001")), {600_000: "4"}),
]
CASES = [
    pytest.param(mode, conversion, tiers, quantity, total, id=f"{source}: {quantity}")
    for source, mode, conversion, tiers, totals in SINGLE
    for quantity, total in totals.items()
]


@pytest.mark.parametrize(("mode", "conversion", "tiers", "quantity", "total"), CASES)
def test_one_charge(mode: str, conversion: dict[str, Any] | None, tiers: Tiers, quantity: Any, total: str) -> None:
    more: dict[str, Any] = {} if conversion is None else {"unit_conversion": conversion}
    plan = plan_json(charge("Used", *tiers, credit="USD", **more))
    question = {"plan": plan, "annotations": {"tier_mode": {"Used": mode}}, "usage": {"Used": quantity}}

    found = estimate_line(json.dumps(question))

    assert found.get("total") == total, found


def metered(name: str, free: Any, price: Any, conversion: dict[str, Any] | None = None) -> dict[str, Any]:
    more: dict[str, Any] = {} if conversion is None else {"unit_conversion": conversion}
    return charge(name, (0, 0), (free, price), credit="USD", **more)


def fee(price: Any) -> dict[str, Any]:
    return charge("Subscription", (0, price), kind="fixed", credit="USD")


WORKERS = (fee(5), metered("Requests", 10, "0.3", MILLION), metered("CPU", 30, "0.02", MILLION))
DURABLE = (fee(5), metered("Requests", 1, "0.15", MILLION), metered("Duration", "0.4", "12.5", MILLION))
AZURE = (metered("Executions", 1, "0.2", MILLION), metered("Compute", 400_000, "0.000016"))
FUNCTIONS = (
    metered("Invocations", 2, "0.4", MILLION),
    metered("Memory", 400_000, "0.0000025"),
    metered("Compute", 200_000, "0.00001"),
)
SUPABASE = (
    fee(25),
    charge("Micro", (0, "0.01344"), credit="USD"),
    metered("Storage", 100, "0.021"),
    metered("Messages", 5, "2.5", PACKAGES),
    metered("Invocations", 2, 2, PACKAGES),
    metered("Users", 100_000, "0.00325"),
)
TWILIO = (
    charge("Inbound", (0, "0.0085"), credit="USD"),
    charge("Outbound", (0, "0.013"), credit="USD"),
    charge("Toll-free", (0, "0.022"), credit="USD"),
)


@pytest.mark.parametrize(
    ("charges", "usage", "total"),
    [
        pytest.param(WORKERS, {"Requests": 15_000_000, "CPU": 105_000_000}, "8", id="Workers: 15 million requests"),
        pytest.param(WORKERS, {"Requests": 3_000_000, "CPU": 21_000_000}, "5", id="Workers: mostly static assets"),
        pytest.param(WORKERS, {"Requests": 720, "CPU": 129_600_000}, "6.992", id="Workers: hourly job"),
        pytest.param(WORKERS, {"Requests": 100_000_000, "CPU": 700_000_000}, "45.4", id="Workers: 100 million"),
        pytest.param(DURABLE, {"Requests": 1_500_000, "Duration": 128_000}, "5.075", id="Durable Objects: 1"),
        pytest.param(DURABLE, {"Requests": 21_600_000, "Duration": 552_960}, "10.002", id="Durable Objects: 4"),
        pytest.param(AZURE, {"Executions": 3_000_000, "Compute": 1_500_000}, "18", id="Azure Functions"),
        pytest.param(
            FUNCTIONS, {"Invocations": 10_000_000, "Memory": 375_000, "Compute": 600_000}, "7.2", id="Google Functions"
        ),
        pytest.param(
            TWILIO, {"Inbound": 200_000, "Outbound": 200_000, "Toll-free": 100_000}, "6500", id="Twilio voice"
        ),
        pytest.param(
            (charge("Local", (0, 1), credit="USD"), charge("Toll-free", (0, 2), credit="USD")),
            {"Local": 800, "Toll-free": 200},
            "1200",
            id="Twilio numbers",
        ),
        pytest.param(
            (fee(300_000), metered("Units", 150_000, "2.5")), {"Units": 170_000}, "350000", id="Subscript: prepaid"
        ),
        pytest.param(
            (metered("Requests", 1, "0.2", MILLION), metered("API", 1, 1, MILLION)),
            {"Requests": 2_000_000, "API": 2_000_000},
            "1.2",
            id="Lambda behind an HTTP API",
        ),
    ],
)
def test_several_charges(charges: tuple[dict[str, Any], ...], usage: dict[str, Any], total: str) -> None:
    names = dict.fromkeys(usage, "graduated")
    question = {"plan": plan_json(*charges), "annotations": {"tier_mode": names}, "usage": usage}

    found = estimate_line(json.dumps(question))

    assert found.get("total") == total, found


@pytest.mark.parametrize(
    ("usage", "total"),
    [
        # 744 hours of Micro compute are 9.99936, which the invoices print as 10; the credit of 10 pays for the rest too
        pytest.param({"Storage": 85}, "24.99936", id="storage within the quota"),
        pytest.param({"Storage": 357}, "30.39636", id="storage, 257 GB over"),
        pytest.param({"Messages": 1_800_000}, "24.99936", id="messages within the quota"),
        pytest.param({"Messages": 8_500_000}, "34.99936", id="messages, 3.5 million over"),
        pytest.param({"Invocations": 3_400_000}, "28.99936", id="invocations, 1.4 million over"),
        pytest.param({"Users": 160_000}, "219.99936", id="users, 60,000 over"),
    ],
)
def test_supabase_invoices(usage: dict[str, Any], total: str) -> None:
    plan = plan_json(*SUPABASE, credit_grants=[grant(10, "USD", amount_paid_credit_type={"name": "USD"})])

    found = estimate_line(json.dumps({"plan": plan, "usage": {"Micro": 744, **usage}}))

    assert (found.get("total"), found.get("currency")) == (total, "USD"), found
