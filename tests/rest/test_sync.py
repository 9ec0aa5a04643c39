"""A sync from another PlanGraph: equal to the vendor row by row, repeatable, resumable, and honest about faults."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from plangraph.domain.plan import Vendor
from plangraph.services import sync
from plangraph.store.engine import Database, open_database
from plangraph.store.queries import syncs
from plangraph.vendors.metronome.client import VendorError
from tests.price_lists import charge, plan_json
from tests.rest.sites import Json, Site, now, opened, source

TEAM = "0c2a6f0e-5c1b-4a57-9a35-3c2c8f5b1d10"
PRO = "1c2a6f0e-5c1b-4a57-9a35-3c2c8f5b1d10"
ACME = "11111111-1111-4111-8111-111111111111"
GLOBEX = "22222222-2222-4222-8222-222222222222"


@pytest.fixture
async def vendor(sqlite_demo_template: Path, tmp_path: Path) -> AsyncIterator[Site]:
    path = tmp_path / "vendor.db"
    shutil.copy(sqlite_demo_template, path)
    async with opened(open_database(f"sqlite:///{path}")) as site:
        yield site


@pytest.fixture
async def small(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Site]:
    """A vendor with two plans and a customer on each."""
    path = tmp_path / "small.db"
    shutil.copy(sqlite_template, path)
    async with opened(open_database(f"sqlite:///{path}")) as site:
        await site.load(plans=PLANS, customers=CUSTOMERS)
        yield site


@pytest.fixture
async def here(database: Database) -> AsyncIterator[Site]:
    async with opened(database) as site:
        yield site


def plan_entry(uuid: str, name: str, *charges: Json) -> Json:
    return {"plan": {**plan_json(*charges, name=name), "id": uuid}, "annotations": {"key": name.lower()}}


def person(uuid: str, name: str, *plans: str) -> Json:
    links = [{"plan_key": key, "starting_on": {"days": -9}, "customer_plan_id": _link(uuid, key)} for key in plans]
    return {"id": uuid, "name": name, "ingest_aliases": [name.lower()], "plans": links}


def _link(uuid: str, key: str) -> str:
    return f"{uuid[:-4]}{len(key):04}"


PLANS = [
    plan_entry(TEAM, "Team", charge("Calls", (0, "0.1")), charge("Seats")),
    plan_entry(PRO, "Pro", charge("Calls")),
]
CUSTOMERS = [person(ACME, "Acme", "team", "pro"), person(GLOBEX, "Globex", "pro")]


async def test_everything_arrives(vendor: Site, here: Site) -> None:
    done = await vendor.pull(here)

    theirs, ours = await vendor.shown(), await here.shown()
    assert len(theirs) >= 10
    assert ours == theirs
    assert (done.plans_seen, len(done.plans_created), done.skipped, done.failed) == (len(theirs), len(theirs), [], [])


async def test_second_run_changes_nothing(vendor: Site, here: Site) -> None:
    await vendor.pull(here)
    before = await here.shown()

    again = await vendor.pull(here)

    assert {name: count for name, count in again.counts().items() if count} == {"plans_seen": again.plans_seen}
    assert await here.shown() == before


async def test_changes_follow(small: Site, here: Site) -> None:
    await small.pull(here)
    plans = [plan_entry(TEAM, "Team", charge("Calls", (0, "0.2"))), plan_entry(PRO, "Pro plus", charge("Calls"))]
    plans[1]["annotations"]["key"] = "pro"
    await small.load(plans=plans, customers=[person(ACME, "Acme Inc", "pro"), person(GLOBEX, "Globex", "team", "pro")])

    done = await small.pull(here)

    assert await here.shown() == await small.shown()
    assert (sorted(done.plans_changed), done.plans_created) == (["Pro plus", "Team"], [])
    assert (done.customer_plans_created, done.customer_plans_removed) == (1, 1)
    assert await small.pull(here) == sync.Summary(plans_seen=2)


async def test_what_is_gone_is_marked_not_deleted(small: Site, here: Site) -> None:
    await small.pull(here)
    async with small.database.transaction() as connection:
        await connection.execute(text("update plan set removed_at = updated_at where name = 'Pro'"))

    done = await small.pull(here)
    detail = await here.database.rows(text("select name from plan where removed_at is not null"))

    assert (done.plans_removed, [row[0] for row in detail]) == (["Pro"], ["Pro"])
    assert list(await here.shown()) == [TEAM]
    assert (await small.pull(here)).plans_removed == []


async def test_annotations_survive(small: Site, here: Site) -> None:
    await small.pull(here)
    async with here.database.transaction() as connection:
        await connection.execute(text("update plan set period = 'year', key = 'my-team' where name = 'Team'"))

    await small.load(plans=[plan_entry(TEAM, "Team", charge("Calls"))])
    await small.pull(here)

    (row,) = await here.database.rows(text("select period, key from plan where name = 'Team'"))
    assert tuple(row) == ("year", "my-team")


async def test_dry_run_stores_nothing(small: Site, here: Site) -> None:
    done = await small.pull(here, dry_run=True)

    assert (done.plans_created, len(done.customers_created), done.customer_plans_created) == (["Team", "Pro"], 2, 3)
    assert await here.shown() == {}
    assert await syncs.runs(here.database, 10) == []


async def test_plan_that_cannot_be_expressed(small: Site, here: Site) -> None:
    def flat_fee(request: httpx.Request) -> httpx.Response | None:
        if request.url.path == f"/v1/planDetails/{PRO}/charges":
            odd = {**charge(), "prices": [{"tier": 0, "value": 1, "flat_fee": 500}]}
            return httpx.Response(200, json={"data": [odd], "next_page": None})
        return None

    small.wire.fault = flat_fee
    done = await small.pull(here)

    assert [(s.id, s.name) for s in done.skipped] == [(PRO, "Pro")]
    assert "flat fee" in done.skipped[0].reason
    assert list(await here.shown()) == [TEAM]
    (run,) = await syncs.runs(here.database, 10)
    assert [s["name"] for s in json.loads(run.skipped)] == ["Pro"]


async def test_passing_faults_are_retried(small: Site, here: Site) -> None:
    answers: list[httpx.Response | Exception] = [
        httpx.Response(500, json={"message": "oops"}),
        httpx.Response(429, json={"message": "slow down"}, headers={"retry-after": "0"}),
        httpx.ReadError("cut"),
        httpx.ConnectTimeout("late"),
    ]

    def fault(_: httpx.Request) -> httpx.Response | None:
        if len(small.wire.asked) % 2 or not answers:
            return None
        answer = answers.pop()
        if isinstance(answer, Exception):
            raise answer
        return answer

    small.wire.fault = fault
    done = await small.pull(here)

    assert (done.failed, answers) == ([], [])
    assert await here.shown() == await small.shown()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html>", "not JSON"),
        (b"[]", "not its API"),
        (b'{"data":5}', "lacks `data`"),
        (b'{"data":[5]}', "no plan"),
        (b'{"data":[],"next_page":5}', "cursor"),
        (b'{"data":[],"next_page":"again"}', "same page cursor twice"),
    ],
)
async def test_list_that_is_none(small: Site, here: Site, content: bytes, words: str) -> None:
    small.wire.fault = lambda _: httpx.Response(200, content=content, headers={"content-type": "application/json"})

    with pytest.raises(VendorError, match=words):
        await small.pull(here)

    (run,) = await syncs.runs(here.database, 10)
    assert (run.state.value, words in (run.error or "")) == ("failed", True)
    assert await syncs.current_holder(here.database, Vendor.METRONOME, now()) is None


async def test_plan_that_cannot_be_fetched_leaves_the_others(small: Site, here: Site) -> None:
    await small.pull(here)
    await small.load(plans=[plan_entry(TEAM, "Team", charge("New")), plan_entry(PRO, "Pro", charge("New"))])
    before = await here.shown()
    small.wire.fault = lambda r: httpx.Response(400, json={"message": "no"}) if TEAM in r.url.path else None

    done = await small.pull(here)

    after = await here.shown()
    assert [(f.name, f.reason) for f in done.failed] == [("Team", "Metronome answered 400: no")]
    assert after[TEAM] == before[TEAM]
    assert after[PRO] == (await small.shown())[PRO]


async def test_cut_off_run_is_gone_on_with(small: Site, here: Site) -> None:
    def cut(request: httpx.Request) -> httpx.Response | None:
        if PRO in request.url.path:
            raise asyncio.CancelledError
        return None

    await sync._begin(here.database, "gone:1", uuid4(), now)
    first = source(small.wire, small.token)
    start = now() - timedelta(minutes=1)
    small.wire.fault = cut
    with pytest.raises(asyncio.CancelledError):
        await sync._run(here.database, first, now, lambda *_: None, uuid4(), start)
    await first.close()
    small.wire.fault, small.wire.asked = lambda _: None, []
    async with here.database.transaction() as connection:
        await connection.execute(text("update sync_lock set expires_at = taken_at"))

    done = await small.pull(here)

    assert (done.plans_resumed, done.plans_created) == (1, ["Pro"])
    assert not [path for path in small.wire.asked if TEAM in path]
    assert await here.shown() == await small.shown()
    assert [run.state.value for run in await syncs.runs(here.database, 10)] == ["done", "interrupted"]


async def test_second_run_at_once_is_told_who_holds_the_lock(small: Site, here: Site) -> None:
    await sync._begin(here.database, "elsewhere:77", uuid4(), now)

    with pytest.raises(sync.Busy, match="elsewhere:77"):
        await small.pull(here)

    assert await here.shown() == {}
    assert len(await syncs.runs(here.database, 10)) == 1


async def test_lock_of_a_dead_process_is_free(small: Site, here: Site) -> None:
    host = sync.holder_name().rpartition(":")[0]
    await sync._begin(here.database, f"{host}:4194305", uuid4(), now)

    assert len((await small.pull(here)).plans_created) == 2
