"""What holds for every price list, found by generated ones."""

import json
import random
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from plangraph.domain.errors import InvalidInput
from plangraph.domain.plan import MinimumOrder, RoundingBehavior, TierMode, UnitConversion
from plangraph.domain.rating import curve, explain, sweep, tiers
from plangraph.domain.rating.asked import ChargeBy, Finder, PreviousUsage, SeatAddition, Usage
from plangraph.domain.rating.compare import decimal
from plangraph.domain.rating.conversion import convert, total
from plangraph.domain.rating.estimate import Estimate, estimate
from plangraph.domain.rating.exact import ZERO
from plangraph.services import questions as asked
from plangraph.services.estimates import estimate_line, estimate_of
from tests.price_lists import charge, plan
from tests.unit.rating import generated

Json = dict[str, Any]
wide = Context(2_000)
PLACE = Decimal(1).scaleb(-20)
# a machine at work on other things is no counterexample
steady = settings(deadline=None)


def priced(question: Json) -> Estimate:
    return estimate_of(json.loads(json.dumps(question)))


@steady
@given(generated.questions())
def test_lines_add_up_to_totals(question: Json) -> None:
    found = priced(question)

    with localcontext(wide):
        for total in found.totals:
            of_unit = [line for line in found.lines if line.credit_type.uuid == total.credit_type.uuid]
            over = sum((o.amount for o in found.overage if o.fiat_credit_type.uuid == total.credit_type.uuid), ZERO)
            credit = sum(
                (c.amount for c in found.credits_applied if c.credit_type.uuid == total.credit_type.uuid), ZERO
            )
            assert total.overage == over
            assert total.subtotal == sum((line.amount for line in of_unit), ZERO) + over
            assert total.credits_applied == credit
            assert total.total == total.subtotal + total.minimum_adjustment - total.credits_applied


@steady
@given(generated.questions())
def test_tiers_add_up_to_lines(question: Json) -> None:
    found = priced(question)

    with localcontext(wide):
        for line in found.lines:
            assert explain.line(line)
            if line.charge.charge_type.value in ("usage", "seat", "fixed"):
                assert sum((tier.amount for tier in line.tiers), ZERO) == line.amount
                assert all(tier.quantity * tier.price == tier.amount for tier in line.tiers)
                assert line.charge.charge_type.value == "fixed" or (
                    sum((tier.quantity for tier in line.tiers), ZERO) == line.quantity
                )


@steady
@given(generated.questions(), st.randoms(use_true_random=False))
def test_order_does_not_matter(question: Json, chance: random.Random) -> None:
    shuffled = json.loads(json.dumps(question))
    for part in ("charges", "minimums", "credit_grants", "overage_rates"):
        chance.shuffle(shuffled["plan"][part])
    for item in shuffled["plan"]["charges"]:
        chance.shuffle(item["prices"])

    one, two = estimate_line(json.dumps(question)), estimate_line(json.dumps(shuffled))

    for unordered in ("assumptions", "warnings"):
        assert sorted(map(str, one.pop(unordered))) == sorted(map(str, two.pop(unordered)))
    assert one == two


@steady
@given(generated.tier_lists(), generated.quantities, generated.quantities)
def test_graduated_cost_never_falls(prices: list[tuple[str, str]], one: str, two: str) -> None:
    (found,) = plan(charge("Calls", *prices)).charges
    less, more = sorted((Decimal(one), Decimal(two)))

    def cost(quantity: Decimal) -> Decimal:
        return tiers.cost(found.prices, TierMode.GRADUATED, ZERO, quantity)

    with localcontext(wide):
        assert cost(less) <= cost(more)


@steady
@given(generated.tier_lists(), generated.quantities, generated.quantities, generated.quantities)
def test_tiers_split_anywhere(prices: list[tuple[str, str]], before: str, one: str, two: str) -> None:
    (found,) = plan(charge("Calls", *prices)).charges
    start, first, second = Decimal(before), Decimal(one), Decimal(two)

    with localcontext(wide):
        parts = [
            tiers.cost(found.prices, TierMode.GRADUATED, start, first),
            tiers.cost(found.prices, TierMode.GRADUATED, start + first, second),
        ]
        assert sum(parts) == tiers.cost(found.prices, TierMode.GRADUATED, start, first + second)


@steady
@given(st.lists(generated.quantities, max_size=5), st.sampled_from(["1", "3", "7", "1024", "0.5"]), st.data())
def test_quantities_are_converted_each_by_itself(quantities: list[str], factor: str, data: st.DataObject) -> None:
    rounding = data.draw(st.sampled_from([None, *RoundingBehavior]))
    conversion = UnitConversion(Decimal(factor), rounding)
    used = [Decimal(quantity) for quantity in quantities]

    with localcontext(wide):
        assert total(used, conversion) == sum((convert(quantity, conversion) for quantity in used), ZERO)
        if rounding is None:
            assert [convert(q, conversion) for q in used] == [(q / Decimal(factor)).quantize(PLACE) for q in used]


@steady
@given(generated.tier_lists(), generated.quantities)
def test_tiers_by_the_plainest_rule(prices: list[tuple[str, str]], quantity: str) -> None:
    """Against the rule written down unit band by unit band, without any search."""
    (found,) = plan(charge("Calls", *prices)).charges
    used = Decimal(quantity)

    with localcontext(wide):
        expected = ZERO
        for n, price in enumerate(found.prices):
            top = found.prices[n + 1].tier if n + 1 < len(found.prices) else used
            expected += max(ZERO, min(used, top) - price.tier) * price.value
        assert tiers.cost(found.prices, TierMode.GRADUATED, ZERO, used) == expected
        reached = [price.value for price in found.prices if price.tier <= used][-1]
        assert tiers.cost(found.prices, TierMode.VOLUME, ZERO, used) == used * reached


@steady
@given(generated.questions(), st.data())
def test_the_function_is_the_estimate(question: Json, data: st.DataObject) -> None:
    """What is solved for break-evens is, at every quantity, what an estimate says."""
    question["plan"]["charges"] = [c for c in question["plan"]["charges"] if c["credit_type"]["name"] != "EUR"]
    for part, unit in (("minimums", "credit_type"), ("credit_grants", "amount_granted_credit_type")):
        question["plan"][part] = [item for item in question["plan"][part] if item[unit]["name"] != "EUR"]
    names = {c["name"]: c for c in question["plan"]["charges"]}
    for holder, part in ((question, "usage"), (question, "previous_usage"), (question["annotations"], "tier_mode")):
        holder[part] = {name: value for name, value in holder[part].items() if name in names}
    for c in question["plan"]["charges"]:
        c.get("unit_conversion", {"division_factor": ""})["division_factor"] = "8"
    read = asked.read(question)
    metered = [name for name, c in names.items() if c["charge_type"] in ("usage", "seat")]
    name = data.draw(st.sampled_from(metered)) if metered else None
    others = [u for u in read.usage if u.charge.name != name]
    found = estimate(read.plan, read.period, others, read.previous_usage)
    ramp = Finder(read.plan).ramp(ChargeBy(name=name), ()) if name else None
    mode = read.plan.annotations.tier_modes.get(name or "", TierMode.GRADUATED)
    order = read.plan.annotations.minimum_order or MinimumOrder.BEFORE_CREDITS
    swept = sweep.of_plan(found, ramp, mode, order, Decimal(4_000))
    assert swept is not None
    assert swept.exact

    quantity = Decimal(data.draw(st.integers(0, 3_999))) + Decimal("0.3")
    used = [Usage(ChargeBy(name=name), quantity)] if name else []
    expected = estimate(read.plan, read.period, [*others, *used], read.previous_usage)

    (fiat,) = [total for total in expected.totals if total.credit_type.fiat]
    assert decimal(swept.cost(Fraction(quantity))) == fiat.total


@steady
@given(generated.questions(), st.integers(0, 5_000))
def test_curves_are_the_cost(question: Json, up_to: int) -> None:
    for found in priced(question).plan.charges:
        for mode in TierMode:
            points = curve.of_charge(found, mode, Decimal(up_to + 1), 7)
            quantities = [point.quantity for point in points]
            assert quantities == sorted(quantities)
            for n, point in enumerate(points):
                if n + 1 == len(points) or points[n + 1].quantity != point.quantity:
                    line = estimate_of_one(found, point.quantity, mode)
                    assert found.unit_conversion or point.cost == line


def estimate_of_one(found: Any, quantity: Decimal, mode: TierMode) -> Decimal:
    with localcontext(wide):
        return tiers.cost(found.prices, mode, ZERO, quantity)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@steady
@given(generated.questions(), st.data())
def test_nothing_but_refusals_is_raised(question: Json, data: st.DataObject) -> None:
    """One value anywhere in a question is replaced by any JSON value."""
    places: list[tuple[Any, Any]] = []
    waiting: list[Any] = [question]
    while waiting:
        item = waiting.pop()
        keys = list(item) if isinstance(item, dict) else list(range(len(item)))
        places += [(item, key) for key in keys]
        waiting += [item[key] for key in keys if isinstance(item[key], dict | list)]
    holder, key = data.draw(st.sampled_from(places))
    holder[key] = data.draw(json_values)

    found = estimate_line(json.dumps(question))

    assert ("error" in found) != ("total" in found)


@steady
@given(
    st.decimals(allow_nan=True, allow_infinity=True), st.decimals(allow_nan=True, allow_infinity=True), st.integers()
)
def test_any_decimal_as_usage(quantity: Decimal, share: Decimal, period: int) -> None:
    found = plan(charge("Calls", (0, 1), (5, 2), tier_reset_frequency=4), charge("Seats", kind="seat"))
    usage = [
        Usage(ChargeBy(name="Calls"), quantity),
        Usage(ChargeBy(name="Seats"), Decimal(1), (SeatAddition(quantity, share),)),
    ]
    try:
        priced = estimate(found, period, usage, [PreviousUsage(ChargeBy(name="Calls"), {0: quantity, period: share})])
    except InvalidInput:
        return
    else:
        assert all(total.total >= 0 for total in priced.totals)
