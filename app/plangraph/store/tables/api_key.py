"""Keys that open the service, and the sessions that pages hold instead of a key; both stored as hashes only."""

from datetime import datetime

from plangraph.domain.viewer import Scope
from plangraph.store.tables import columns


class ApiKey(columns.Row, table=True):
    __tablename__ = "api_key"

    id: int = columns.key()
    prefix: str = columns.text(unique=True)
    hash: str = columns.text(unique=True)
    name: str = columns.text()
    scope: Scope = columns.one_of(Scope)
    account_key: str | None = columns.text()
    created_at: datetime = columns.time()
    expires_at: datetime | None = columns.time()
    revoked_at: datetime | None = columns.time()


class Session(columns.Row, table=True):
    __tablename__ = "page_session"

    id: int = columns.key()
    hash: str = columns.text(unique=True)
    api_key_id: int = columns.to("api_key.id", cascade=True, index=True)
    created_at: datetime = columns.time()
    expires_at: datetime = columns.time()
