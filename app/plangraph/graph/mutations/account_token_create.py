"""Makes a key that sees one account, for a browser in front of that customer."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

import strawberry

from plangraph.domain.errors import InvalidInput
from plangraph.domain.viewer import Scope
from plangraph.graph.arguments import present
from plangraph.graph.context import Context
from plangraph.graph.types.user_error import INPUT, UserError, user_errors
from plangraph.services import api_keys


@strawberry.input(description="Whose account a token is to see, and for how long.")
class AccountTokenCreateInput:
    account_key: str = strawberry.field(description="The account's key.")
    expires_in_seconds: int = strawberry.field(
        default=api_keys.ACCOUNT_SECONDS, description="How long it lives, an hour at most."
    )
    client_mutation_id: str | None = strawberry.field(
        default=strawberry.UNSET, description="Comes back in the payload."
    )


@strawberry.type(description="A token for a browser, shown this once.")
class AccountTokenCreatePayload:
    token: str | None = strawberry.field(
        description="Send it as `Authorization: Bearer`; null when the input was refused."
    )
    expires_at: datetime | None = strawberry.field(description="When it ends; null when the input was refused.")
    user_errors: list[UserError] = strawberry.field(description="What was wrong; then nothing was made.")
    client_mutation_id: str | None = strawberry.field(description="What the input said.")


async def account_token_create(
    info: strawberry.Info[Context, None], input: Annotated[AccountTokenCreateInput, INPUT]
) -> AccountTokenCreatePayload:
    context, said = info.context, present(input.client_mutation_id)
    try:
        made = await api_keys.create(
            context.database,
            context.now,
            name=f"for a browser, by {context.viewer.key_prefix}",
            scope=Scope.ACCOUNT,
            account_key=input.account_key,
            lifetime=timedelta(seconds=input.expires_in_seconds),
        )
    except InvalidInput as refused:
        wrong = [replace(e, path=("expires_in_seconds",)) if e.path == ("expires",) else e for e in refused.errors]
        return AccountTokenCreatePayload(
            token=None, expires_at=None, user_errors=user_errors(wrong), client_mutation_id=said
        )
    return AccountTokenCreatePayload(
        token=made.token, expires_at=made.expires_at, user_errors=[], client_mutation_id=said
    )
