"""Keys that open the service: made, listed, revoked, and recognised. A token is shown once and stored hashed."""

import asyncio
import hashlib
import hmac
import re
import secrets
import string
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from typing import NamedTuple

from plangraph.domain import texts
from plangraph.domain.errors import FieldError, InvalidInput, NotFound, Unavailable, UserErrorCode
from plangraph.domain.viewer import Scope, Viewer
from plangraph.store.engine import Database
from plangraph.store.queries import api_keys as queries
from plangraph.store.write import write

DEMO = "demo"
"""The name of the keys that `serve --demo` makes, which go once they have expired."""

ACCOUNT_SECONDS = 3_600
"""The longest life of an account token, which stands in front of a customer."""

_ALPHABET = string.ascii_letters + string.digits
_SECRET = 43  # characters of 62 kinds: 256 bits, as 32 random bytes have
_KEY = re.compile(r"(pg_[A-Za-z0-9]{8})_[A-Za-z0-9]{43}", re.ASCII)
_SESSION = re.compile(r"pgs_[A-Za-z0-9]{43}", re.ASCII)
_CACHED = 1.0  # seconds in which a revoked key may still open
_MOST_CACHED = 10_000
_NOBODY: tuple[None, float] = None, 0.0


class Created(NamedTuple):
    """`token` is told this once; everything afterwards knows the prefix."""

    token: str
    prefix: str
    name: str
    scope: Scope
    account_key: str | None
    expires_at: datetime | None


async def create(
    database: Database,
    now: datetime,
    *,
    name: str,
    scope: Scope,
    account_key: str | None = None,
    lifetime: timedelta | None = None,
) -> Created:
    """A new key; one of scope `account` sees one account and lives an hour at most. Raises InvalidInput."""
    if scope is Scope.ACCOUNT and lifetime is None:
        lifetime = timedelta(seconds=ACCOUNT_SECONDS)
    _check(name, scope, account_key, lifetime)
    prefix = f"pg_{_random(8)}"
    token = f"{prefix}_{_random(_SECRET)}"
    made = Created(token, prefix, name, scope, account_key, now + lifetime if lifetime else None)

    row = queries.NewKey(prefix, _hash(token), name, scope, account_key, now, made.expires_at)
    if account_key is None:
        await write(database, partial(queries.add, row=row))
    elif not await write(database, partial(queries.add_account_token, row=row)):
        raise _wrong("account_key", "is not an account's key", UserErrorCode.UNKNOWN_ACCOUNT)
    return made


async def listed(database: Database) -> list[queries.Key]:
    """Every key, newest first, the revoked and expired too; never a token."""
    return await queries.all_keys(database)


async def revoke(database: Database, now: datetime, prefix: str) -> None:
    """The key opens nothing from a second later on, nor do sessions made with it. Raises NotFound."""
    if not await write(database, partial(queries.revoke, prefix=prefix, now=now)):
        raise NotFound(f"no key begins with {prefix}; `plangraph keys list` shows them")


async def prune(database: Database, now: datetime) -> int:
    """Forgets expired demo keys, account tokens and sessions; answers how many keys went."""
    return await write(database, partial(queries.prune, now=now, name=DEMO))


async def sign_in(database: Database, now: datetime, token: str, longest: timedelta) -> tuple[str, datetime] | None:
    """A session token for pages and its end, no later than the key's; None for a wrong key."""
    key = await _of_token(database, token, now)
    if key is None:
        return None
    session = f"pgs_{_random(_SECRET)}"
    end = min(now + longest, key.expires_at or now + longest)
    work = partial(queries.add_session, hashed=_hash(session), key_id=key.id, now=now, expires_at=end)
    await write(database, work)
    return session, end


async def sign_out(database: Database, session: str) -> None:
    if _SESSION.fullmatch(session):
        await write(database, partial(queries.end_session, hashed=_hash(session)))


class Authenticator:
    """Who a token belongs to. Remembers for a second, in which a busy client costs one query."""

    def __init__(self, database: Database, timer: Callable[[], float] = monotonic, patience: float = 2.0) -> None:
        self._database, self._patience = database, patience
        self._timer = timer
        self._found: dict[bytes, tuple[Viewer, float]] = {}
        self._asking: dict[bytes, asyncio.Task[Viewer | None]] = {}

    async def authenticate(self, token: str, now: datetime) -> Viewer | None:
        """The viewer of a key or of a page's session; None when it is wrong, revoked or expired.

        Raises Unavailable when the database does not answer in time.
        """
        viewer = self.remembered(token, now) or await self._ask(token, now)
        return viewer if viewer and _lasts(viewer, now) else None

    def remembered(self, token: str, now: datetime) -> Viewer | None:
        """The viewer if the same was asked a moment ago; None says nothing about the token."""
        viewer, until = self._found.get(_name(token), _NOBODY)
        return viewer if viewer and until > self._timer() and _lasts(viewer, now) else None

    def forget(self, token: str) -> None:
        self._found.pop(_name(token), None)

    async def _ask(self, token: str, now: datetime) -> Viewer | None:
        """Requests that come together with one token share one query, else a burst would fill the pool with them."""
        if not (_KEY.fullmatch(token) or _SESSION.fullmatch(token)):
            return None
        name = _name(token)
        asking = self._asking.get(name)
        if asking is None:
            asking = self._asking[name] = asyncio.create_task(self._look_up(token, name, now))
            asking.add_done_callback(partial(self._asked, name))
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.shield(asking)
        except TimeoutError:
            raise Unavailable("The database does not answer; try again shortly.") from None

    def _asked(self, name: bytes, asking: asyncio.Task[Viewer | None]) -> None:
        self._asking.pop(name, None)
        if not asking.cancelled():
            asking.exception()  # looked at, else asyncio reports one that nobody waits for any more

    async def _look_up(self, token: str, name: bytes, now: datetime) -> Viewer | None:
        viewer = None
        if _SESSION.fullmatch(token):
            found = await queries.of_session(self._database, _hash(token), now)
            if found and found[0].valid(now):
                viewer = _viewer(found[0], found[1])
        else:
            key = await _of_token(self._database, token, now)
            viewer = _viewer(key, key.expires_at) if key else None
        if viewer is not None:
            if len(self._found) >= _MOST_CACHED:
                self._found.clear()
            self._found[name] = viewer, self._timer() + _CACHED
        return viewer


async def _of_token(database: Database, token: str, now: datetime) -> queries.Key | None:
    form = _KEY.fullmatch(token)
    if form is None:
        return None
    key = await queries.by_prefix(database, form[1])
    if key is None or not hmac.compare_digest(key.hash, _hash(token)) or not key.valid(now):
        return None
    return key


def _viewer(key: queries.Key, expires_at: datetime | None) -> Viewer:
    return Viewer(key.prefix, key.scope, key.account_key, expires_at)


def _lasts(viewer: Viewer, now: datetime) -> bool:
    return viewer.expires_at is None or viewer.expires_at > now


def _check(name: str, scope: Scope, account_key: str | None, lifetime: timedelta | None) -> None:
    if not name.strip():
        raise _wrong("name", "must not be empty", UserErrorCode.REQUIRED)
    _check_text("name", name)
    if lifetime is not None and lifetime <= timedelta(0):
        raise _wrong("expires", "must be in the future", UserErrorCode.OUT_OF_RANGE)
    if scope is not Scope.ACCOUNT:
        if account_key is not None:
            raise _wrong("account_key", "goes with the scope account only")
        return
    if account_key is None:
        raise _wrong("account_key", "is needed for the scope account", UserErrorCode.REQUIRED)
    _check_text("account_key", account_key)
    if lifetime is not None and lifetime > timedelta(seconds=ACCOUNT_SECONDS):
        raise _wrong("expires", "is an hour at most for the scope account", UserErrorCode.OUT_OF_RANGE)


def _check_text(field: str, text: str) -> None:
    problem = texts.problem(text)
    if problem:
        code = UserErrorCode.TOO_LONG if len(text) > texts.KEY_LENGTH else UserErrorCode.INVALID
        raise _wrong(field, problem, code)


def _wrong(field: str, message: str, code: UserErrorCode = UserErrorCode.INVALID) -> InvalidInput:
    return InvalidInput([FieldError((field,), message, code)])


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def _hash(token: str) -> str:
    """As it is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def _name(token: str) -> bytes:
    """By which a token is remembered, so that memory holds none in clear; made for each request, past OpenSSL."""
    return hashlib.blake2b(token.encode("utf-8", "surrogatepass"), digest_size=32).digest()
