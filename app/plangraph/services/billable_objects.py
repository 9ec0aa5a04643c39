"""Billable objects reported by Kickplan's clients. Source of the shape: its published clients."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from plangraph.domain.errors import FieldError, InvalidInput
from plangraph.domain.viewer import Viewer
from plangraph.services.checks import key_errors, own_account_only, together
from plangraph.store.engine import Database
from plangraph.store.queries import billable_objects, json_text
from plangraph.store.write import Connection, write


async def upsert(
    database: Database,
    viewer: Viewer,
    *,
    account_key: str,
    external_type: str,
    external_id: str,
    properties: Mapping[str, Any],
    now: datetime,
    found: Sequence[FieldError] = (),
) -> datetime:
    """Stores it whole; answers when it was first stored. Raises InvalidInput with every wrong field."""
    keys = {"external_id": external_id, "external_type": external_type, "account_key": account_key}
    wrong = together(found, [error for name, key in keys.items() for error in key_errors(key, (name,))])
    own_account_only(viewer, account_key)
    if wrong:
        raise InvalidInput(wrong)
    text = json_text.text(dict(properties))

    async def work(connection: Connection) -> datetime:
        return await billable_objects.save(connection, account_key, external_type, external_id, text, now)

    return await write(database, work)
