"""Metronome's Plans API over its published SDK, politely. Answers raw pages: its typed ones cut long numbers."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # slow to import, and a server has no use for it
    import httpx
    import metronome


class VendorError(Exception):
    """The vendor could not be reached, or answered with something that is not its API."""


class Rate:
    """Lets calls pass at most so many a second."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0

    async def turn(self) -> None:
        now = monotonic()
        self._next = max(self._next, now) + self._gap
        await asyncio.sleep(self._next - self._gap - now)


class Client:
    """`read` makes JSON of bytes with exact numbers and raises ValueError for anything else."""

    def __init__(
        self,
        token: str,
        base_url: str,
        read: Callable[[bytes], Any],
        *,
        per_second: float = 20,
        retries: int = 5,
        transport: "httpx.AsyncBaseTransport | None" = None,
    ) -> None:
        from metronome import AsyncMetronome, DefaultAsyncHttpxClient

        http = None if transport is None else DefaultAsyncHttpxClient(transport=transport)
        self._sdk = AsyncMetronome(
            bearer_token=token, base_url=base_url, max_retries=retries, timeout=30, http_client=http
        )
        self._plans = self._sdk.v1.plans.with_raw_response
        self._read, self._rate = read, Rate(per_second)

    async def close(self) -> None:
        await self._sdk.close()

    async def plans(self) -> list[Any]:
        return [plan async for plan in self._pages(self._plans.list)]

    async def detail(self, plan_id: str) -> Any:
        return _member(await self._one(lambda: self._plans.get_details(plan_id=plan_id)), "data", dict)

    async def charges(self, plan_id: str) -> list[Any]:
        return [c async for c in self._pages(lambda **page: self._plans.list_charges(plan_id=plan_id, **page))]

    async def customers(self, plan_id: str) -> list[Any]:
        """Everybody who is, was or will be on the plan."""
        call = self._plans.list_customers
        return [c async for c in self._pages(lambda **page: call(plan_id=plan_id, status="all", **page))]

    async def _pages(self, call: Callable[..., Awaitable[Any]]) -> AsyncIterator[Any]:
        seen: set[str] = set()
        page: dict[str, Any] = {"limit": 100}
        while True:
            answer = await self._one(lambda given=page: call(**given))  # type: ignore[misc]  # bound now, not later
            for item in _member(answer, "data", list):
                yield item
            cursor = answer.get("next_page")
            if not cursor:
                return
            if not isinstance(cursor, str) or cursor in seen:
                raise VendorError("Metronome gave the same page cursor twice; its list has no end")
            seen.add(cursor)
            page = {"limit": 100, "next_page": cursor}

    async def _one(self, call: Callable[[], Awaitable[Any]]) -> Any:
        import metronome

        await self._rate.turn()
        try:
            raw = await call()
            found = self._read(raw.http_response.content)
        except metronome.APIStatusError as error:
            raise VendorError(f"Metronome answered {error.status_code}: {_told(error)}") from error
        except metronome.APIConnectionError as error:
            raise VendorError(f"Metronome cannot be reached: {error.__cause__ or error}") from error
        except ValueError as error:
            raise VendorError(f"Metronome answered with something that is not JSON: {error}") from error
        if not isinstance(found, dict):
            raise VendorError("Metronome answered with something that is not its API")
        return found


def _member(answer: Any, name: str, kind: type[Any]) -> Any:
    found = answer.get(name)
    if not isinstance(found, kind):
        raise VendorError(f"Metronome's answer lacks `{name}`")
    return found


def _told(error: "metronome.APIStatusError") -> str:
    body = error.body
    message = body.get("message") if isinstance(body, dict) else None
    return str(message or error.message)[:200]
