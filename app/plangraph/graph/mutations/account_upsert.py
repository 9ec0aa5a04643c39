"""Creates or updates an account."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import strawberry

from plangraph.domain import account as domain
from plangraph.domain.account import OverrideKind
from plangraph.domain.errors import FieldError, InvalidInput
from plangraph.graph.arguments import present
from plangraph.graph.context import Context
from plangraph.graph.mutations.given import given
from plangraph.graph.scalars import JSON
from plangraph.graph.types.account import Account
from plangraph.graph.types.user_error import INPUT, UserError, user_errors
from plangraph.services import accounts
from plangraph.store import tables


@strawberry.input(description="A custom field to set or to take away.")
class CustomFieldInput:
    key: str = strawberry.field(description="The field's name.")
    value: JSON | None = strawberry.field(
        default=strawberry.UNSET, description="A string, number or boolean; null or none takes the field away."
    )


@strawberry.input(description="A plan of an account.")
class AccountPlanInput:
    plan_key: str = strawberry.field(description="The plan's key.")


@strawberry.input(description="A variant that an account has whatever its plans grant.")
class FeatureOverrideInput:
    feature_key: str = strawberry.field(description="The feature's key.")
    variant_key: str | None = strawberry.field(
        default=strawberry.UNSET, description="The variant's key; needed when `override` is VARIANT_KEY."
    )
    override: OverrideKind | None = strawberry.field(
        default=OverrideKind.VARIANT_KEY, description="How the variant is picked."
    )
    expires_at: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="Until just before this instant; for good, unless given."
    )


@strawberry.input(description="What to say of an account. What is absent stays as it is.")
class AccountUpsertInput:
    key: str = strawberry.field(description="The account's key; made when there is none.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description="Its name; null clears it.")
    custom_fields: list[CustomFieldInput] | None = strawberry.field(
        default=strawberry.UNSET, description="Merged with what is there, field by field."
    )
    account_plans: list[AccountPlanInput] | None = strawberry.field(
        default=strawberry.UNSET, description="Replaces the list of its plans; `[]` clears it, null is refused."
    )
    feature_overrides: list[FeatureOverrideInput] | None = strawberry.field(
        default=strawberry.UNSET, description="Replaces the list of overrides; `[]` clears it, null is refused."
    )
    client_mutation_id: str | None = strawberry.field(
        default=strawberry.UNSET, description="Comes back in the payload."
    )


@strawberry.type(description="What became of an account.")
class AccountUpsertPayload:
    created: bool = strawberry.field(description="Whether it is new.")
    user_errors: list[UserError] = strawberry.field(description="What was wrong; then nothing was changed.")
    client_mutation_id: str | None = strawberry.field(description="What the input said.")
    key: strawberry.Private[str | None]

    @strawberry.field(description="The account as it is now; null when the input was refused.")
    def account(self, info: strawberry.Info[Context, None]) -> Account | None:
        found: Account | None = info.context.reader.related(info, tables.Account.key, self.key)
        return found


async def account_upsert(
    info: strawberry.Info[Context, None], input: Annotated[AccountUpsertInput, INPUT]
) -> AccountUpsertPayload:
    context = info.context
    try:
        written = await accounts.upsert(context.database, context.viewer, _fields(input), context.now)
    except InvalidInput as refused:
        wrong = user_errors(_positioned(e, input) for e in refused.errors)
        return AccountUpsertPayload(
            created=False, user_errors=wrong, client_mutation_id=present(input.client_mutation_id), key=None
        )
    context.reader.forget()
    return AccountUpsertPayload(
        created=written.created, user_errors=[], client_mutation_id=present(input.client_mutation_id), key=written.key
    )


def _fields(input: AccountUpsertInput) -> accounts.AccountFields:
    return accounts.AccountFields(
        key=input.key,
        name=given(input.name),
        custom_fields=given(input.custom_fields, lambda fields: {f.key: present(f.value) for f in fields}),
        account_plans=given(input.account_plans, lambda plans: [p.plan_key for p in plans]),
        feature_overrides=given(input.feature_overrides, lambda all_: [_override(o) for o in all_]),
    )


def _override(input: FeatureOverrideInput) -> domain.FeatureOverride:
    kind = input.override or OverrideKind.VARIANT_KEY
    return domain.FeatureOverride(input.feature_key, present(input.variant_key), kind, present(input.expires_at))


def _positioned(error: FieldError, input: AccountUpsertInput) -> FieldError:
    """Custom fields are a list here and an object elsewhere: the field's name becomes its place."""
    match error.path:
        case ("custom_fields", str(name), *rest) if input.custom_fields:
            place = max(n for n, f in enumerate(input.custom_fields) if f.key == name)
            return replace(error, path=("custom_fields", place, *(rest or ["value"])))
    return error
