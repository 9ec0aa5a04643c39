"""Who asks."""

from datetime import datetime

import strawberry

from plangraph.domain.viewer import Scope
from plangraph.domain.viewer import Viewer as DomainViewer


@strawberry.type(description="The key that this request came with.")
class Viewer:
    scope: Scope = strawberry.field(description="What it may do.")
    account_key: str | None = strawberry.field(description="The one account it sees; null: all of them.")
    key_prefix: str = strawberry.field(description="How the key begins; the rest is never shown.")
    expires_at: datetime | None = strawberry.field(description="Until when it works; null: until it is revoked.")


def of(viewer: DomainViewer) -> Viewer:
    return Viewer(
        scope=viewer.scope,
        account_key=viewer.account_key,
        key_prefix=viewer.key_prefix,
        expires_at=viewer.expires_at,
    )
