"""What several types show or take: custom fields, time ranges, customers' and plans' keys."""

from datetime import datetime

import strawberry

from plangraph.graph.fields import named


@strawberry.type(description="A value that the owner gave a name of their own.")
class CustomField:
    key: str = named("key", description="The name.")
    value: str = named("text", "value", description="The value; an account's numbers and booleans as JSON text.")


@strawberry.input(description="A custom field and exactly the value it has.")
class CustomFieldMatch:
    key: str = strawberry.field(description="The field's name.")
    value: str = strawberry.field(description="Its whole value, letter case included.")


@strawberry.input(description="A span of time: from an instant on, and before another.")
class TimeRange:
    from_: datetime | None = strawberry.field(
        name="from", default=strawberry.UNSET, description="From this instant on; open when not given."
    )
    to: datetime | None = strawberry.field(
        default=strawberry.UNSET, description="Before this instant; open when not given."
    )
