"""What callers may say in the path and query of Metronome's endpoints; every wrong one is told at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request

from plangraph.domain import paging
from plangraph.domain.errors import FieldError, InvalidInput, UserErrorCode
from plangraph.store.keyset import Order, printable, readers
from plangraph.store.queries.plan_pages import At
from plangraph.store.tables import PlanStatus

LARGEST = 100
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_LIMIT = re.compile(r"[1-9][0-9]{0,2}", re.ASCII)
_STATUSES = {
    "all": frozenset(PlanStatus),
    "active": frozenset({PlanStatus.ACTIVE}),
    "ended": frozenset({PlanStatus.ENDED}),
    "upcoming": frozenset({PlanStatus.UPCOMING}),
}
_STATUS_WORDS = "must be all, active, ended or upcoming, or several of them joined by commas"


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows are asked for; `tag` binds cursors to their list."""

    limit: int
    after: At
    tag: str

    def cursor(self, keys: Sequence[Sequence[object]]) -> str | None:
        """The cursor of the next page. `keys`: the rows' sort values, one row more than asked when there is one."""
        if len(keys) <= self.limit:
            return None
        return paging.make_cursor(self.tag, [printable(value) for value in keys[self.limit - 1]])


class Parameters:
    """Collects what is wrong while reading; `check` raises it."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._wrong: list[FieldError] = []

    def plan(self) -> UUID:
        text = str(self._request.path_params["plan_id"])
        if _UUID.fullmatch(text):
            return UUID(text)
        self._refuse("plan_id", "must be a UUID")
        return UUID(int=0)

    def statuses(self) -> frozenset[PlanStatus]:
        words = (self._one("status") or ("active" if "status" not in self._request.query_params else "")).split(",")
        found = [_STATUSES.get(word) for word in words]
        known = [statuses for statuses in found if statuses is not None]
        if len(known) < len(found):
            self._refuse("status", _STATUS_WORDS)
        return frozenset().union(*known)

    def page(self, order: Order, *binding: object) -> Page:
        """`binding`: what a cursor of this list belongs to."""
        tag = paging.fingerprint(*binding)
        return Page(self._limit(), self._after(order, tag), tag)

    def check(self) -> None:
        if self._wrong:
            raise InvalidInput(self._wrong)

    def _limit(self) -> int:
        text = self._one("limit")
        if text is None:
            return LARGEST
        if _LIMIT.fullmatch(text) and int(text) <= LARGEST:
            return int(text)
        self._refuse("limit", f"must be a whole number from 1 to {LARGEST}", UserErrorCode.OUT_OF_RANGE)
        return LARGEST

    def _after(self, order: Order, tag: str) -> At:
        text = self._one("next_page")
        if not text:
            return None
        try:
            return paging.parse_cursor("next_page", text, tag, readers(order), [False] * len(order.columns))
        except InvalidInput:
            self._refuse("next_page", "is not a cursor that this list gave")
            return None

    def _one(self, name: str) -> str | None:
        given = self._request.query_params.getlist(name)
        if len(given) > 1:
            self._refuse(name, "is given more than once")
        return given[-1] if given else None

    def _refuse(self, name: str, message: str, code: UserErrorCode = UserErrorCode.INVALID) -> None:
        self._wrong.append(FieldError((name,), message, code))
