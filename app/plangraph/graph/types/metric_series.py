"""A metric's value over time, in steps."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import strawberry

from plangraph.graph.context import Context
from plangraph.graph.enums import describe
from plangraph.graph.scalars import BigInt
from plangraph.services.series import Aggregate, Bucket, Point, SeriesOptions, series

describe(
    Bucket,
    "How long a step is, by the calendar.",
    HOUR="An hour.",
    DAY="A day.",
    WEEK="A week, from Monday on.",
    MONTH="A month.",
)
describe(
    Aggregate,
    "What a step tells of the values within it.",
    LAST="The value in force at its end.",
    MIN="The smallest value in force within it.",
    MAX="The largest value in force within it.",
    CHANGE="The value at its end less that at its start.",
)


@strawberry.type(description="A step of a metric's series.")
class MetricPoint:
    time: datetime = strawberry.field(description="When the step begins.")
    value: BigInt | None = strawberry.field(description="What it tells; null while no value was in force.")


async def metric_series(context: Context, keys: Sequence[int], given: Mapping[str, Any]) -> list[list[Point]]:
    options = SeriesOptions(
        since=given["from_"],
        until=given["to"],
        every=given["every"],
        time_zone=given["time_zone"],
        aggregate=given["aggregate"],
    )
    found = await series(context.reader.reading, keys, options)
    return [found[key] for key in keys]
