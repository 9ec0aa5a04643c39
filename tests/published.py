"""Worked examples that vendors and others published, as they print them: the tiers, a quantity, what it costs.

Amounts are in whole US dollars. Where a source rounds what it prints, the exact figure of its arithmetic stands here.
Tiers are told by their lower bounds: "6 to 10" begins after 5 units when graduated, and at the 6th unit in volume mode.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.price_lists import charge, grant, plan_json

Json = dict[str, Any]
MILLION = {"division_factor": 1_000_000}
PACKAGES = {"division_factor": 1_000_000, "rounding_behavior": "ceiling"}
THOUSANDS = {"division_factor": 1_000, "rounding_behavior": "ceiling"}
HUNDREDS = {"division_factor": 100, "rounding_behavior": "ceiling"}
CHARGEBEE = {10: "1.25", 1_000_000: "1.25", 1_500_000: "2.5"}
Tiers = tuple[tuple[Any, Any], ...]


@dataclass(frozen=True)
class Example:
    """`total` is in the plan's one currency; `previous`: quantities of earlier periods, by charge and period."""

    name: str
    plan: Json
    usage: Mapping[str, Any]
    total: str
    annotations: Json = field(default_factory=dict)
    period: int = 0
    previous: Mapping[str, Json] = field(default_factory=dict)


def metered(name: str, free: Any, price: Any, conversion: Json | None = None) -> Json:
    more: Json = {} if conversion is None else {"unit_conversion": conversion}
    return charge(name, (0, 0), (free, price), credit="USD", **more)


def per_thousand(name: str, price: Any) -> Json:
    return charge(name, (0, price), credit="USD", unit_conversion={"division_factor": 1000})


def fee(price: Any) -> Json:
    return charge("Subscription", (0, price), kind="fixed", credit="USD")


# (where it is published, mode, conversion, tiers, {quantity: total})
SINGLE: list[tuple[str, str, Json | None, Tiers, dict[Any, str]]] = [
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
    ("Autumn, graduated", "graduated", None, ((0, "0.01"), (1000, "0.008"), (10_000, "0.005")), {15_000: "107"}),
    ("Autumn, by the thousand", "graduated", {"division_factor": 1000}, ((0, 1),), {5000: "5"}),
    ("Zuplo, per unit", "graduated", None, ((0, "0.001"),), {100_000: "100"}),
    ("Zuplo, graduated", "graduated", None, ((0, "0.1"), (1000, "0.05"), (10_000, "0.01")), {15_000: "600"}),
    ("Zuplo, volume", "volume", None, ((0, "0.1"), (1001, "0.05"), (10_001, "0.01")), {15_000: "150"}),
    ("Metrifox, graduated", "graduated", None, ((0, "0.1"), (1000, "0.08")), {2500: "220"}),
    ("Metrifox, volume", "volume", None, ((0, "0.1"), (1001, "0.08")), {2500: "200"}),
    (
        "Flexprice, volume",
        "volume",
        None,
        ((0, "0.001"), (10_001, "0.0008"), (50_001, "0.0006"), (100_001, "0.0004")),
        {65_000: "39"},
    ),
    ("Flexprice, packages", "graduated", THOUSANDS, ((0, 1),), {4500: "5"}),
    ("Chargebee, packages of a million tokens", "graduated", PACKAGES, ((0, "1.25"),), CHARGEBEE),
    ("Stigg, calls over the plan's 1,000", "graduated", None, ((0, 0), (1000, "0.01")), {1300: "3"}),
    ("Stigg, blocks of 100 MB over the plan's 500", "graduated", HUNDREDS, ((0, 0), (5, 2)), {800: "6"}),
    ("Lago, packages after a free one", "graduated", HUNDREDS, ((0, 0), (1, 5)), {201: "10"}),
    ("Nadles, packages of ten", "graduated", {**HUNDREDS, "division_factor": 10}, ((0, 5),), {83: "45"}),
    ("Nadles, per unit", "graduated", None, ((0, 1),), {15: "15", 100: "100", 150: "150"}),
    ("Nadles, second tier by volume", "volume", None, ((0, "0.5"), (101, "0.3")), {140: "42"}),
    ("Meteroid glossary, volume", "volume", None, ((0, 50), (11, 40)), {25: "1000"}),
    ("Meteroid glossary, graduated", "graduated", None, ((0, 50), (10, 40)), {25: "1100"}),
    ("GitHub Actions, Linux minutes", "graduated", None, ((0, "0.008"),), {3000: "24"}),
    ("GitHub Actions, Windows minutes", "graduated", None, ((0, "0.016"),), {2000: "32"}),
    ("Storj, egress", "graduated", None, ((0, "0.02"),), {1000: "20"}),
    ("Airbyte on Firestore, reads", "graduated", {"division_factor": 100_000}, ((0, "0.03"),), {3_000_000: "0.9"}),
    ("Google Cloud Storage, regional", "graduated", None, ((0, "0.02"),), {50: "1"}),
    ("Google Cloud Storage, class A", "graduated", {"division_factor": 1000}, ((0, "0.005"),), {10_000: "0.05"}),
    ("Google Cloud Storage, class B", "graduated", {"division_factor": 1000}, ((0, "0.0004"),), {50_000: "0.02"}),
    ("Google Cloud Storage, transfer", "graduated", None, ((0, "0.12"),), {1: "0.12"}),
    ("Google Cloud Storage, 2 GB for a fifth of April", "graduated", None, ((0, "0.085"),), {"0.4": "0.034"}),
    ("Google Cloud Storage, network in April", "graduated", None, ((0, "0.12"),), {4: "0.48"}),
    ("Huawei OBS, storage", "graduated", None, ((0, "0.025"),), {1024: "25.6"}),
    ("Huawei OBS, traffic", "graduated", None, ((0, "0.108"),), {100: "10.8"}),
    ("Huawei CAE, processors", "graduated", None, ((0, "0.0809"),), {15_000: "1213.5"}),
    ("Huawei CAE, memory", "graduated", None, ((0, "0.00885"),), {30_000: "265.5"}),
    ("Huawei CAE, traffic", "graduated", None, ((0, "116.736"),), {1: "116.736"}),
]

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
CLOUD_STORAGE = (
    charge("Storage", (0, "0.02"), credit="USD"),
    per_thousand("Class A operations", "0.005"),
    per_thousand("Class B operations", "0.0004"),
    charge("Transfer", (0, "0.12"), credit="USD"),
)
OBS_REQUESTS = (per_thousand("Deletes", "0.0004"), per_thousand("Writes", "0.005"), per_thousand("Reads", "0.0004"))
OBS = (charge("Storage", (0, "0.025"), credit="USD"), charge("Traffic", (0, "0.108"), credit="USD"), *OBS_REQUESTS)
OBS_USED = {"Deletes": 1_000_000, "Writes": 3_000_000, "Reads": 12_000_000}
CAE = (
    charge("Processors", (0, "0.0809"), credit="USD"),
    charge("Memory", (0, "0.00885"), credit="USD"),
    charge("Traffic", (0, "116.736"), credit="USD"),
)
ACTIONS = (charge("Linux", (0, "0.008"), credit="USD"), charge("Windows", (0, "0.016"), credit="USD"))
FLOATLESS = (charge("Seats", (0, 15), (10, 12), (50, 10), kind="seat", credit="USD"),)
LAGO_VOLUME = (
    charge("Calls", (0, "0.001"), (10_001, "0.0008"), (50_001, "0.0006"), (100_001, "0.0004"), credit="USD"),
    fee(10),
)

# (what it is, charges, usage, total)
SEVERAL: list[tuple[str, tuple[Json, ...], Json, str]] = [
    ("Workers: 15 million requests", WORKERS, {"Requests": 15_000_000, "CPU": 105_000_000}, "8"),
    ("Workers: mostly static assets", WORKERS, {"Requests": 3_000_000, "CPU": 21_000_000}, "5"),
    ("Workers: hourly job", WORKERS, {"Requests": 720, "CPU": 129_600_000}, "6.992"),
    ("Workers: 100 million", WORKERS, {"Requests": 100_000_000, "CPU": 700_000_000}, "45.4"),
    ("Durable Objects: 1", DURABLE, {"Requests": 1_500_000, "Duration": 128_000}, "5.075"),
    ("Durable Objects: 4", DURABLE, {"Requests": 21_600_000, "Duration": 552_960}, "10.002"),
    ("Azure Functions", AZURE, {"Executions": 3_000_000, "Compute": 1_500_000}, "18"),
    ("Google Functions", FUNCTIONS, {"Invocations": 10_000_000, "Memory": 375_000, "Compute": 600_000}, "7.2"),
    ("Twilio voice", TWILIO, {"Inbound": 200_000, "Outbound": 200_000, "Toll-free": 100_000}, "6500"),
    (
        "Twilio numbers",
        (charge("Local", (0, 1), credit="USD"), charge("Toll-free", (0, 2), credit="USD")),
        {"Local": 800, "Toll-free": 200},
        "1200",
    ),
    ("Subscript: prepaid", (fee(300_000), metered("Units", 150_000, "2.5")), {"Units": 170_000}, "350000"),
    (
        "Lambda behind an HTTP API",
        (metered("Requests", 1, "0.2", MILLION), metered("API", 1, 1, MILLION)),
        {"Requests": 2_000_000, "API": 2_000_000},
        "1.2",
    ),
    (
        "Google Cloud Storage, simple example",
        CLOUD_STORAGE,
        {"Storage": 50, "Class A operations": 10_000, "Class B operations": 50_000, "Transfer": 1},
        "1.19",
    ),
    ("Huawei OBS, requests", OBS_REQUESTS, OBS_USED, "20.2"),
    ("Huawei OBS, example 1", OBS, {"Storage": 1024, "Traffic": 100, **OBS_USED}, "56.6"),
    ("Huawei CAE, scenario 2", CAE, {"Processors": 15_000, "Memory": 30_000, "Traffic": 1}, "1595.736"),
    ("GitHub Actions, 5,000 minutes", ACTIONS, {"Linux": 3000, "Windows": 2000}, "56"),
    ("Floatless, 25 seats", FLOATLESS, {"Seats": 25}, "330"),
]
# 744 hours of Micro compute are 9.99936, which the invoices print as 10; the credit of 10 pays for the rest too
INVOICES: list[tuple[str, Json, str]] = [
    ("Supabase invoice: storage within the quota", {"Storage": 85}, "24.99936"),
    ("Supabase invoice: storage, 257 GB over", {"Storage": 357}, "30.39636"),
    ("Supabase invoice: messages within the quota", {"Messages": 1_800_000}, "24.99936"),
    ("Supabase invoice: messages, 3.5 million over", {"Messages": 8_500_000}, "34.99936"),
    ("Supabase invoice: invocations, 1.4 million over", {"Invocations": 3_400_000}, "28.99936"),
    ("Supabase invoice: users, 60,000 over", {"Users": 160_000}, "219.99936"),
]


def _all() -> Iterator[Example]:
    for source, mode, conversion, tiers, totals in SINGLE:
        more: Json = {} if conversion is None else {"unit_conversion": conversion}
        plan = plan_json(charge("Used", *tiers, credit="USD", **more), name=source)
        for quantity, total in totals.items():
            annotations = {"tier_mode": {"Used": mode}}
            yield Example(f"{source}: {quantity}", plan, {"Used": quantity}, total, annotations)
    for name, charges, usage, total in SEVERAL:
        yield Example(
            name, plan_json(*charges, name=name), usage, total, {"tier_mode": dict.fromkeys(usage, "graduated")}
        )
    volume = {"tier_mode": {"Calls": "volume"}}
    yield Example(
        "Lago, volume with a fee", plan_json(*LAGO_VOLUME, name="Lago, volume"), {"Calls": 65_000}, "49", volume
    )
    credit = grant(10, "USD", amount_paid_credit_type={"name": "USD"})
    supabase = plan_json(*SUPABASE, name="Supabase Pro of the invoices", credit_grants=[credit])
    for name, usage, total in INVOICES:
        yield Example(name, supabase, {"Micro": 744, **usage}, total)


EXAMPLES = tuple(_all())
