"""What a reader of an estimate should look at, though nothing in it is wrong."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from plangraph.domain import money, ramps
from plangraph.domain.plan import TierMode
from plangraph.domain.ramps import Ramp
from plangraph.domain.rating import tiers, words
from plangraph.domain.rating.asked import Asked
from plangraph.domain.rating.lines import Line
from plangraph.domain.rating.notes import EstimateWarning, WarningCode


def of(question: Asked, lines: Mapping[Ramp, Line]) -> Iterator[EstimateWarning]:
    for ramp, used in question.usage.items():
        steps = question.steps[ramp]
        if used.quantity and ramps.at(steps, question.period) is None:
            message = (
                f"{steps[0].name} begins in period {steps[0].start_period}, so its usage costs nothing in this one."
            )
            yield EstimateWarning(WarningCode.NOT_IN_EFFECT, message, steps[0])
    for ramp, line in lines.items():
        yield from _of_line(ramp, line, question)


def _of_line(ramp: Ramp, line: Line, question: Asked) -> Iterator[EstimateWarning]:
    charge = line.charge
    if not charge.prices:
        yield EstimateWarning(WarningCode.NO_PRICES, f"{charge.name} has no price, so it costs nothing.", charge)
    counted_since = tiers.counted_since(charge, question.period)
    if counted_since < question.period and ramp not in question.previous:
        message = (
            f"The tiers of {charge.name} have been counted since period {counted_since}; "
            "without its earlier usage they are taken to begin with this period."
        )
        yield EstimateWarning(WarningCode.NO_EARLIER_USAGE, message, charge)
    if line.mode is TierMode.VOLUME and line.quantity:
        yield from _cliff(line)


def _cliff(line: Line) -> Iterator[EstimateWarning]:
    """More would cost less: the next band's price on the quantity that reaches it is below what is paid now."""
    charge = line.charge
    cost = tiers.cost(charge.prices, line.mode, line.before, line.quantity)
    above: list[tuple[Decimal, Decimal]] = [
        ((price.tier - line.before) * price.value, price.tier - line.before)
        for price in charge.prices
        if price.tier > line.before + line.quantity
    ]
    if above and min(above)[0] < cost:
        less, units = min(above)
        more, paid = (money.formatted(amount, charge.credit_type.name) for amount in (less, cost))
        message = (
            f"{words.metered(charge, units)} of {charge.name} would cost {more}, "
            f"less than the {paid} for {words.number(line.usage)}."
        )
        yield EstimateWarning(WarningCode.CHEAPER_WITH_MORE, message, charge)
