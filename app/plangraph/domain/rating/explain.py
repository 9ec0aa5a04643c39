"""A line of an estimate in words, so that its amount can be checked without a manual."""

from collections.abc import Iterable
from decimal import Decimal

from plangraph.domain import money
from plangraph.domain.plan import ChargeType, RoundingBehavior, TierMode, UnitConversion
from plangraph.domain.rating import fixed
from plangraph.domain.rating.lines import Line
from plangraph.domain.rating.tiers import Tier
from plangraph.domain.rating.words import number
from plangraph.domain.texts import singular

_ROUNDED = {RoundingBehavior.FLOOR: "rounding down", RoundingBehavior.CEILING: "rounding up", None: ""}


def line(given: Line) -> str:
    match given.charge.charge_type:
        case ChargeType.USAGE:
            return _metered(given)
        case ChargeType.SEAT:
            return _seats(given)
        case ChargeType.FIXED:
            return _fixed(given)
        case ChargeType.COMPOSITE:
            return _composite(given)
        case _:
            return _minimum(given)


def noun(name: str) -> str:
    """A charge's name inside a sentence: `Calls` → `calls`, while `API calls` and `GPT-4o tokens` stay."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()}{' ' if rest else ''}{rest}" if first.istitle() and first.isalpha() else name


def _price(given: Line, value: Decimal) -> str:
    unit = given.credit_type.name
    return money.formatted(value, singular(unit) if value == 1 else unit)


def _metered(given: Line) -> str:
    name = noun(given.charge.name)
    if not given.usage:
        return f"No {name}"
    text = f"{number(given.usage)} {singular(name) if given.usage == 1 else name}"
    if given.charge.unit_conversion is not None and given.quantity != given.usage:
        text += f", {number(given.quantity)} after {_conversion(given.charge.unit_conversion)}"
    if given.before:
        text += f", after {number(given.before)} in earlier periods"
    own = given.tiers[: len(given.tiers) - len(given.additions)]
    return f"{text}{_priced(given, own)}"


def _conversion(given: UnitConversion) -> str:
    divided = "" if given.division_factor == 1 else f"dividing by {number(given.division_factor)}"
    return " and ".join(filter(None, (divided, _ROUNDED[given.rounding_behavior])))


def _priced(given: Line, tiers: tuple[Tier, ...]) -> str:
    if not tiers:
        return ": no price" if not given.charge.prices else ""
    if len(tiers) == 1:
        (tier,) = tiers
        price = _each(given, tier.price)
        if given.mode is TierMode.VOLUME and len(given.charge.prices) > 1:
            return f": all {price}, the price from {number(tier.start)} on"
        if tier.price == 0:
            return f": {price}"
        # After a conversion "at" would seem to belong to its numbers
        return f" {price} each" if given.quantity == given.usage else f": {_price(given, tier.price)} each"
    return f": {', '.join(_band(given, n, tier) for n, tier in enumerate(tiers))}"


def _band(given: Line, n: int, tier: Tier) -> str:
    if n == 0 and not given.before:
        first = "the first" if tier.quantity == 1 else f"the first {number(tier.quantity)}"
        return f"{first} {_each(given, tier.price)}"
    return f"{number(tier.quantity)} {_each(given, tier.price)}"


def _each(given: Line, price: Decimal) -> str:
    return "free" if price == 0 else f"at {_price(given, price)}"


def _seats(given: Line) -> str:
    text = _metered(given)
    if not given.additions:
        return text
    return f"{text}; {', '.join(_additions(given))}"


def _additions(given: Line) -> Iterable[str]:
    for addition, tier in zip(given.additions, given.tiers[-len(given.additions) :], strict=True):
        share = number(addition.remaining_share)
        yield f"{number(addition.quantity)} added for {share} of the period {_each(given, tier.price)}"


def _fixed(given: Line) -> str:
    charge = given.charge
    if not charge.prices:
        return "No price"
    every = fixed.interval(charge)
    rhythm = f", once every {every} periods" if every > 1 else " in every period"
    price = _price(given, charge.prices[0].value)
    units = fixed.quantity(charge)
    times = "" if units == 1 else f"{number(units)} times "
    told = "A fixed fee" if given.quantity or not units else "Not billed in this period"
    return f"{told}: {times}{price}{rhythm}"


def _composite(given: Line) -> str:
    percentage = number(given.charge.prices[0].value) if given.charge.prices else "0"
    parts = ", ".join(given.parts) or "charges that are not in effect"
    return f"{percentage}% of {_price(given, given.base)} ({parts})"


def _minimum(given: Line) -> str:
    value = given.charge.prices[0].value if given.charge.prices else Decimal(0)
    product = given.charge.product_name
    spent = f"{product} comes to {_price(given, given.base)}"
    if given.amount:
        return f"At least {_price(given, value)} for {product}: {spent}, so {_price(given, given.amount)} is added"
    return f"At least {_price(given, value)} for {product}: {spent}, which is enough"
