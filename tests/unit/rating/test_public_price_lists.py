"""Ten public price lists, each bill with its arithmetic. Amounts are in cents."""

import json
from pathlib import Path

import pytest

from tests.unit.rating.asking import Json, total

SEEDS = json.loads((Path(__file__).parents[3] / "db" / "seeds" / "price_lists.json").read_bytes())
PUBLIC = {entry["plan"]["name"]: entry for entry in SEEDS["plans"]}


# (price list, usage, total, its arithmetic)
BILLS: list[tuple[str, Json, str, str]] = [
    ("Amazon S3 Standard (us-east-1)", {"Storage GB-month": 10}, "23", "10 * 2.3"),
    ("Amazon S3 Standard (us-east-1)", {"Storage GB-month": 51200}, "117760", "51,200 * 2.3"),
    (
        "Amazon S3 Standard (us-east-1)",
        {"Storage GB-month": 102400},
        "230400",
        "51,200 * 2.3 + 51,200 * 2.2",
    ),
    (
        "Amazon S3 Standard (us-east-1)",
        {"Storage GB-month": 600000},
        "1316320",
        "51,200 * 2.3 + 460,800 * 2.2 + 88,000 * 2.1",
    ),
    ("Amazon S3 Standard (us-east-1)", {"Internet egress GB": 100}, "0", "the first 100 are free"),
    ("Amazon S3 Standard (us-east-1)", {"Internet egress GB": 1024}, "8316", "924 * 9"),
    ("AWS Lambda (x86)", {"Requests": 1000000}, "0", "the first million is free"),
    ("AWS Lambda (x86)", {"Requests": 3000000}, "40", "2 million * 20"),
    ("AWS Lambda (x86)", {"Requests": 3500000}, "50", "2.5 million * 20"),
    ("AWS Lambda (x86)", {"Compute GB-s": 1500000}, "1833.7", "1,100,000 * 0.001667"),
    ("Cloudflare Workers Paid", {}, "500", "the subscription"),
    ("Cloudflare Workers Paid", {"Requests": 15000000}, "650", "500 + 5 million * 30"),
    ("Cloudflare Workers Paid", {"Requests": 100000000}, "3200", "500 + 90 million * 30"),
    ("Cloudflare Workers Paid", {"CPU milliseconds": 105000000}, "650", "500 + 75 million * 2"),
    (
        "Cloudflare Workers Paid",
        {"R2 storage GB-month": "10.2", "R2 class A operations": 1000001, "R2 class B operations": 10000000},
        "951.5",
        "500 + 1 GB * 1.5 + 1 million begun * 450 + 10 million free",
    ),
    ("Supabase Pro", {}, "1500", "2,500 less 1,000 of credits, which pay for the whole subtotal here"),
    ("Supabase Pro", {"Micro compute hours": 744}, "2499.936", "2,500 + 744 * 1.344 = 999.936, less 1,000"),
    ("Supabase Pro", {"Small compute hours": 744}, "3032.64", "2,500 + 1,532.64 less 1,000"),
    (
        "Supabase Pro",
        {"Medium compute hours": 100, "Large compute hours": 100},
        "3839",
        "2,500 + 822 + 1,517 less 1,000",
    ),
    ("Supabase Pro", {"Monthly active users": 100000}, "1500", "the first 100,000 are free"),
    ("Supabase Pro", {"Monthly active users": 160000}, "21000", "2,500 + 60,000 * 0.325 less 1,000"),
    ("GitHub Copilot Business (10 seats)", {"Seats": 10}, "19000", "10 * 1,900"),
    ("GitHub Copilot Business (10 seats)", {"Seats": 10, "AI credits": 19000}, "19000", "credits cover all"),
    ("GitHub Copilot Business (10 seats)", {"Seats": 10, "AI credits": 25000}, "25000", "19,000 + 6,000 over * 1"),
    ("Snowflake Enterprise (on demand, US)", {"X-Small warehouse hours": 1}, "300", "1 credit * 300"),
    ("Snowflake Enterprise (on demand, US)", {"Medium warehouse hours": 160}, "192000", "160 * 4 * 300"),
    (
        "Snowflake Enterprise (on demand, US)",
        {"Large warehouse hours": "2.5", "X-Large warehouse hours": 1, "Storage TB-month": "1.5"},
        "14250",
        "(20 + 16) * 300 + 1.5 * 2,300",
    ),
    ("Datadog Pro (annual)", {"Infrastructure hosts": 20}, "30000", "20 * 1,500"),
    ("Datadog Pro (annual)", {"Infrastructure hosts": 20, "APM hosts": 10}, "61000", "30,000 + 10 * 3,100"),
    (
        "Datadog Pro (annual)",
        {"Logs ingested GB": 150, "Log events indexed (15 days)": 30000000},
        "6600",
        "150 * 10 + 30 million * 170",
    ),
    ("SendGrid Essentials 50K", {"Emails": 50000}, "1995", "the fee holds 50,000"),
    ("SendGrid Essentials 50K", {"Emails": 60000}, "3325", "1,995 + 10,000 * 0.133"),
    ("OpenAI API tokens", {"GPT-4o input tokens": 1000000}, "250", "1 million * 250"),
    (
        "OpenAI API tokens",
        {"GPT-4o input tokens": 120000, "GPT-4o output tokens": 8000},
        "38",
        "0.12 * 250 + 0.008 * 1,000",
    ),
    (
        "OpenAI API tokens",
        {"GPT-4o mini input tokens": 1234567, "GPT-4o mini output tokens": 1},
        "18.518565",
        "1.234567 * 15 + 0.000001 * 60",
    ),
    ("Twilio US voice and SMS", {"SMS sent": 1000}, "790", "1,000 * 0.79"),
    ("Twilio US voice and SMS", {"Inbound minutes": 500000}, "425000", "500,000 * 0.85"),
    ("Twilio US voice and SMS", {"Inbound minutes": 600000}, "505000", "425,000 + 100,000 * 0.8"),
    ("Twilio US voice and SMS", {"Local numbers": 1001, "Toll-free numbers": 2}, "100450", "100,000 + 50 + 400"),
]


@pytest.mark.parametrize(("name", "usage", "expected", "why"), BILLS)
def test_public_price_lists(name: str, usage: Json, expected: str, why: str) -> None:
    entry = PUBLIC[name]

    assert total(entry["plan"], usage, entry["annotations"]) == expected, why
