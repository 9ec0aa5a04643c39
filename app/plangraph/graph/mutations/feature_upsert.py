"""Creates or changes a feature."""

from typing import Annotated, Any

import strawberry

from plangraph.domain.errors import InvalidInput
from plangraph.domain.feature import FeatureType
from plangraph.graph.context import Context
from plangraph.graph.mutations.given import given
from plangraph.graph.scalars import JSON
from plangraph.graph.types.feature import Feature
from plangraph.graph.types.user_error import INPUT, UserError, user_errors
from plangraph.services import features
from plangraph.store import tables


@strawberry.input(description="A value that a feature can have.")
class VariantInput:
    key: str = strawberry.field(description="Its key, unique within the feature.")
    value: JSON = strawberry.field(description="The value, of the feature's type.")


@strawberry.input(description="What to say of a feature. What is absent stays as it is.")
class FeatureUpsertInput:
    key: str = strawberry.field(description="The feature's key; made when there is none.")
    name: str | None = strawberry.field(default=strawberry.UNSET, description="Its name; null: the same as the key.")
    type: FeatureType | None = strawberry.field(
        default=strawberry.UNSET, description="What kind of value it has; needed for a new one."
    )
    variants: list[VariantInput] | None = strawberry.field(
        default=strawberry.UNSET,
        description="Replaces its variants; needed for a new one that is not boolean. None may go that a plan grants.",
    )
    default_variant: str | None = strawberry.field(
        default=strawberry.UNSET, description="The variant that everybody has to begin with; `false` for a boolean one."
    )
    on_variant: str | None = strawberry.field(
        default=strawberry.UNSET, description="What `DEFAULT_ON` picks; `true` or `on`, when there is one."
    )
    off_variant: str | None = strawberry.field(
        default=strawberry.UNSET, description="What `DEFAULT_OFF` picks; `false` or `off`, when there is one."
    )


@strawberry.type(description="What became of a feature.")
class FeatureUpsertPayload:
    created: bool = strawberry.field(description="Whether it is new.")
    user_errors: list[UserError] = strawberry.field(description="What was wrong; then nothing was changed.")
    key: strawberry.Private[str | None] = None

    @strawberry.field(description="The feature as it is now; null when the input was refused.")
    def feature(self, info: strawberry.Info[Context, None]) -> Feature | None:
        found: Feature | None = info.context.reader.related(info, tables.Feature.key, self.key)
        return found


async def feature_upsert(
    info: strawberry.Info[Context, None], input: Annotated[FeatureUpsertInput, INPUT]
) -> FeatureUpsertPayload:
    fields = features.FeatureFields(
        key=input.key,
        name=given(input.name),
        type=given(input.type),
        variants=given(input.variants, _pairs),
        default_variant=given(input.default_variant),
        on_variant=given(input.on_variant),
        off_variant=given(input.off_variant),
    )
    try:
        written = await features.upsert_feature(info.context.database, fields)
    except InvalidInput as refused:
        return FeatureUpsertPayload(created=False, user_errors=user_errors(refused.errors))
    info.context.reader.forget()
    return FeatureUpsertPayload(created=written.created, user_errors=[], key=written.key)


def _pairs(variants: list[VariantInput]) -> list[tuple[str, Any]]:
    return [(v.key, v.value) for v in variants]
