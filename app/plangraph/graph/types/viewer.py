"""Who asks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import strawberry

from plangraph.domain.viewer import Scope
from plangraph.graph.context import Context


@strawberry.type(description="The key that this request came with.")
class Viewer:
    scope: Scope = strawberry.field(description="What it may do.")
    account_key: str | None = strawberry.field(description="The one account it sees; null: all of them.")
    key_prefix: str = strawberry.field(description="How the key begins; the rest is never shown.")
    expires_at: datetime | None = strawberry.field(description="Until when it works; null: until it is revoked.")


async def asking(context: Context, _: Sequence[None], __: Mapping[str, Any]) -> list[Viewer]:
    found = context.viewer
    return [
        Viewer(
            scope=found.scope,
            account_key=found.account_key,
            key_prefix=found.key_prefix,
            expires_at=found.expires_at,
        )
    ]
