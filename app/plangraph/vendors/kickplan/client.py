"""Kickplan's Control API, as far as writes are passed on to it. Source of the calls: Kickplan's reference."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported by the client alone, which few servers have
    import httpx

PATHS = {"account": "/api/accounts", "metric": "/api/metrics/set"}
_PASSING = {401, 403, 408, 409, 425, 429}  # a wrong token is mended by people, and the writes wait for that


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a write did not arrive. `passing`: it may go through later; `after`: not before so many seconds."""

    passing: bool
    reason: str
    after: float = 0.0


class Client:
    """`base_url` without `/api`."""

    def __init__(
        self, token: str, base_url: str, *, timeout: float = 10, transport: "httpx.AsyncBaseTransport | None" = None
    ) -> None:
        import httpx

        headers = {"authorization": f"Bearer {token}", "accept": "application/json", "content-type": "application/json"}
        self._http = httpx.AsyncClient(
            base_url=base_url.rstrip("/").removesuffix("/api"), headers=headers, timeout=timeout, transport=transport
        )

    async def close(self) -> None:
        await self._http.aclose()

    async def send(self, kind: str, body: str) -> Failure | None:
        """None when the vendor has taken it."""
        import httpx

        try:
            answer = await self._http.post(PATHS[kind], content=body)
        except httpx.HTTPError as error:
            return Failure(True, f"Kickplan cannot be reached: {type(error).__name__}")
        if answer.is_success:
            return None
        passing = answer.status_code in _PASSING or answer.status_code >= 500 or answer.is_redirect
        return Failure(passing, f"Kickplan answered {answer.status_code}: {answer.text[:300]}", _after(answer))


def _after(answer: "httpx.Response") -> float:
    told = answer.headers.get("retry-after", "")
    return min(float(told), 3_600) if told.isascii() and told.isdigit() and len(told) < 10 else 0.0
