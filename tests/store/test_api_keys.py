"""Keys in the database: hashed, recognised while valid, and gone when they are over."""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text

from plangraph.domain.errors import InvalidInput, NotFound, Unavailable, UserErrorCode
from plangraph.domain.viewer import Scope, Viewer
from plangraph.services import api_keys
from plangraph.services.api_keys import Authenticator, Created
from plangraph.store import tables
from plangraph.store.engine import Database

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def make(database: Database, scope: Scope = Scope.READ, now: datetime = NOW, **more: Any) -> Created:
    return await api_keys.create(database, now, **{"name": "test", "scope": scope, **more})


async def add_account(database: Database, key: str = "acme") -> None:
    row = {"gid": f"account_{key}", "key": key, "key_folded": key, "inserted_at": NOW, "updated_at": NOW}
    async with database.transaction() as connection:
        await connection.execute(insert(tables.Account).values(**row))


async def stored(database: Database, table: str) -> str:
    """Every value of a table, as text."""
    return str(await database.rows(text(f"select * from {table}")))


class Timer:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def test_only_the_hash_is_stored(database: Database) -> None:
    made = await make(database)

    rows = await stored(database, "api_key")
    assert made.token.startswith(f"{made.prefix}_")
    assert made.token.removeprefix(f"{made.prefix}_") not in rows
    assert hashlib.sha256(made.token.encode()).hexdigest() in rows


async def test_tokens_differ(database: Database) -> None:
    made = [await make(database) for _ in range(20)]

    assert len({m.token for m in made}) == len({m.prefix for m in made}) == 20
    assert {len(m.token) for m in made} == {55}


@pytest.mark.parametrize("scope", [Scope.READ, Scope.WRITE, Scope.ADMIN])
async def test_viewer(database: Database, scope: Scope) -> None:
    made = await make(database, scope)

    assert await Authenticator(database).authenticate(made.token, NOW) == Viewer(made.prefix, scope)


async def test_wrong_tokens(database: Database) -> None:
    token = (await make(database)).token
    last = "a" if token[-1] != "a" else "b"
    wrong = ["", "x", "pg_", token[:-1], token + "a", token[:-1] + last, token.upper(), f" {token}", token + "\n", "é"]
    wrong += ["pg_00000000_" + "0" * 43, "pgs_" + "0" * 43, "pg_" + "\ud800" * 8, "a" * 100_000]

    authenticator = Authenticator(database)

    assert [await authenticator.authenticate(given, NOW) for given in wrong] == [None] * len(wrong)


async def test_expiry(database: Database) -> None:
    made = await make(database, lifetime=HOUR)
    authenticator = Authenticator(database)

    assert await authenticator.authenticate(made.token, NOW + HOUR - timedelta(microseconds=1)) is not None
    assert await authenticator.authenticate(made.token, NOW + HOUR) is None


async def test_revoked_within_a_second(database: Database) -> None:
    made, timer = await make(database), Timer()
    authenticator = Authenticator(database, timer)
    await authenticator.authenticate(made.token, NOW)

    await api_keys.revoke(database, NOW, made.prefix)
    timer.seconds = 1.01

    assert await authenticator.authenticate(made.token, NOW) is None


async def test_revoking_again_keeps_the_first_time(database: Database) -> None:
    made = await make(database)

    await api_keys.revoke(database, NOW, made.prefix)
    await api_keys.revoke(database, NOW + HOUR, made.prefix)

    assert [key.revoked_at for key in await api_keys.listed(database)] == [NOW]


async def test_revoking_an_unknown_key(database: Database) -> None:
    with pytest.raises(NotFound, match="pg_00000000"):
        await api_keys.revoke(database, NOW, "pg_00000000")


async def test_busy_key_costs_a_query_in_a_second(database: Database, counted: Any) -> None:
    made, timer = await make(database), Timer()
    authenticator, statements = Authenticator(database, timer), counted(database)

    for _ in range(50):
        await authenticator.authenticate(made.token, NOW)
    timer.seconds = 1.5
    await authenticator.authenticate(made.token, NOW)

    assert len([s for s in statements.take() if "api_key" in s]) == 2


async def test_burst_with_one_key_costs_a_query(database: Database, counted: Any) -> None:
    made = await make(database)
    authenticator, statements = Authenticator(database), counted(database)

    found = await asyncio.gather(*(authenticator.authenticate(made.token, NOW) for _ in range(50)))

    assert found == [Viewer(made.prefix, Scope.READ)] * 50
    assert len([s for s in statements.take() if "api_key" in s]) == 1


async def test_silent_database(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    made = await make(database)
    authenticator = Authenticator(database, patience=1.5)
    released = asyncio.Event()

    async def silence(*_: Any) -> None:
        await released.wait()

    with monkeypatch.context() as patched:
        patched.setattr(database, "rows", silence)
        with pytest.raises(Unavailable):
            await authenticator.authenticate(made.token, NOW)
        released.set()
        await asyncio.sleep(0.1)

    assert await authenticator.authenticate(made.token, NOW) == Viewer(made.prefix, Scope.READ)


async def test_caller_who_leaves_does_not_take_the_others_along(database: Database) -> None:
    made = await make(database)
    authenticator = Authenticator(database)
    first = asyncio.create_task(authenticator.authenticate(made.token, NOW))
    second = asyncio.create_task(authenticator.authenticate(made.token, NOW))
    await asyncio.sleep(0)

    first.cancel()

    assert await second == Viewer(made.prefix, Scope.READ)


async def test_malformed_token_costs_no_query(database: Database, counted: Any) -> None:
    statements = counted(database)

    await Authenticator(database).authenticate("pg_short", NOW)

    assert statements.take() == []


async def test_account_token(database: Database) -> None:
    await add_account(database)

    made = await make(database, Scope.ACCOUNT, account_key="acme")

    assert made.expires_at == NOW + HOUR
    viewer = await Authenticator(database).authenticate(made.token, NOW)
    assert viewer == Viewer(made.prefix, Scope.ACCOUNT, "acme", NOW + HOUR)
    assert not viewer.may(Scope.READ)


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"name": " "}, "name", UserErrorCode.REQUIRED),
        ({"name": "n" * 256}, "name", UserErrorCode.TOO_LONG),
        ({"name": "\x00"}, "name", UserErrorCode.INVALID),
        ({"account_key": "acme"}, "account_key", UserErrorCode.INVALID),
        ({"scope": Scope.ACCOUNT}, "account_key", UserErrorCode.REQUIRED),
        ({"scope": Scope.ACCOUNT, "account_key": "nobody"}, "account_key", UserErrorCode.UNKNOWN_ACCOUNT),
        ({"scope": Scope.ACCOUNT, "account_key": "\ud800"}, "account_key", UserErrorCode.INVALID),
        (
            {"scope": Scope.ACCOUNT, "account_key": "acme", "lifetime": HOUR + timedelta(seconds=1)},
            "expires",
            UserErrorCode.OUT_OF_RANGE,
        ),
        ({"lifetime": timedelta(0)}, "expires", UserErrorCode.OUT_OF_RANGE),
    ],
)
async def test_refused(database: Database, given: dict[str, Any], field: str, code: UserErrorCode) -> None:
    await add_account(database)

    with pytest.raises(InvalidInput) as caught:
        await make(database, **given)

    assert [(e.path, e.code) for e in caught.value.errors] == [((field,), code)]
    assert await api_keys.listed(database) == []


async def test_session(database: Database) -> None:
    key = await make(database, Scope.WRITE)

    signed_in = await api_keys.sign_in(database, NOW, key.token, 12 * HOUR)

    assert signed_in is not None
    token, end = signed_in
    assert end == NOW + 12 * HOUR
    assert token.removeprefix("pgs_") not in await stored(database, "page_session")
    assert await Authenticator(database).authenticate(token, NOW) == Viewer(key.prefix, Scope.WRITE, None, end)
    assert await Authenticator(database).authenticate(token, end) is None


async def test_session_ends_with_its_key(database: Database) -> None:
    key = await make(database, lifetime=HOUR)

    signed_in = await api_keys.sign_in(database, NOW, key.token, 12 * HOUR)

    assert signed_in is not None
    assert signed_in[1] == NOW + HOUR
    await api_keys.revoke(database, NOW, key.prefix)
    assert await Authenticator(database).authenticate(signed_in[0], NOW) is None


async def test_session_is_no_key(database: Database) -> None:
    key = await make(database)
    signed_in = await api_keys.sign_in(database, NOW, key.token, HOUR)
    assert signed_in is not None

    assert await api_keys.sign_in(database, NOW, signed_in[0], HOUR) is None


async def test_signed_out(database: Database) -> None:
    key = await make(database)
    signed_in = await api_keys.sign_in(database, NOW, key.token, HOUR)
    assert signed_in is not None

    await api_keys.sign_out(database, signed_in[0])

    assert await Authenticator(database).authenticate(signed_in[0], NOW) is None
    assert await Authenticator(database).authenticate(key.token, NOW) is not None


async def test_prune(database: Database) -> None:
    await add_account(database)
    kept = await make(database, name="kept", lifetime=HOUR)
    old = await make(database, name=api_keys.DEMO, lifetime=HOUR)
    await make(database, Scope.ACCOUNT, account_key="acme")
    fresh = await make(database, name=api_keys.DEMO, lifetime=3 * HOUR)
    await api_keys.sign_in(database, NOW, old.token, HOUR)
    await api_keys.sign_in(database, NOW, kept.token, HOUR / 2)

    gone = await api_keys.prune(database, NOW + 2 * HOUR)

    assert gone == 2
    assert [key.prefix for key in await api_keys.listed(database)] == [fresh.prefix, kept.prefix]
    assert await stored(database, "page_session") == "[]"


async def test_account_tokens_take_the_dead_along(database: Database) -> None:
    await add_account(database)
    await make(database, Scope.ACCOUNT, account_key="acme")

    second = await make(database, Scope.ACCOUNT, NOW + 2 * HOUR, account_key="acme")

    assert [key.prefix for key in await api_keys.listed(database)] == [second.prefix]
