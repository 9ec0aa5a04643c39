"""Who asks: made once per request and handed to every query."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Scope(Enum):
    """What a key may do; each of read, write and admin includes the one before. `account` sees one account only."""

    ACCOUNT = "account"
    READ = "read"
    WRITE = "write"
    ADMIN = "admin"


_NESTING = [Scope.ACCOUNT, Scope.READ, Scope.WRITE, Scope.ADMIN]


@dataclass(frozen=True, slots=True)
class Viewer:
    key_prefix: str
    scope: Scope
    account_key: str | None = None
    expires_at: datetime | None = None

    def may(self, needed: Scope) -> bool:
        return _NESTING.index(self.scope) >= _NESTING.index(needed)
