"""Generated price lists and usage, for properties that hold for all of them."""

from typing import Any

from hypothesis import strategies as st

from tests.price_lists import charge, grant, minimum, plan_json, rate

Json = dict[str, Any]
UNITS = ["USD (cents)", "EUR", "credits"]

amounts = st.decimals(0, 10_000, places=3).map(str)
quantities = st.one_of(
    st.decimals(0, 5_000, places=2).map(str),
    st.integers(0, 10**30).map(str),
    st.sampled_from(["0", "1", "100", "1000"]),
)
periods = st.integers(0, 14)


@st.composite
def tier_lists(draw: st.DrawFn) -> list[tuple[str, str]]:
    edges = draw(st.lists(st.integers(1, 3_000), max_size=5, unique=True))
    return [(str(edge), draw(amounts)) for edge in [0, *sorted(edges)]]


conversions = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {"division_factor": st.sampled_from(["1", "3", "7", "10", "1024", "0.5"])},
        optional={"rounding_behavior": st.sampled_from(["floor", "ceiling"])},
    ),
)


@st.composite
def charges(draw: st.DrawFn, name: str) -> Json:
    kind = draw(st.sampled_from(["usage", "usage", "usage", "fixed", "seat", "minimum"]))
    more: Json = {"product": draw(st.sampled_from(["One", "Two"])), "start_period": draw(st.sampled_from([0, 0, 3]))}
    conversion = draw(conversions)
    if conversion is not None:
        more["unit_conversion"] = conversion
    more["tier_reset_frequency"] = draw(st.sampled_from([1, 3, 12]))
    prices = draw(tier_lists())
    if kind == "fixed":
        more["quantity"] = draw(amounts)
        if draw(st.booleans()):  # a rebate
            prices = [(tier, f"-{value}") for tier, value in prices]
    return charge(name, *prices, kind=kind, credit=draw(st.sampled_from(UNITS)), **more)


@st.composite
def grants(draw: st.DrawFn, name: str) -> Json:
    return grant(
        draw(amounts),
        draw(st.sampled_from(UNITS)),
        name=name,
        priority=draw(st.sampled_from(["1", "2", "10", "last"])),
        effective_duration=draw(st.integers(0, 5)),
        recurrence_interval=draw(st.one_of(st.none(), st.integers(1, 4))),
        recurrence_duration=draw(st.one_of(st.none(), st.integers(0, 9))),
    )


@st.composite
def plans(draw: st.DrawFn) -> Json:
    """A plan whose custom units are always priced; with a composite charge at times."""
    found = [draw(charges(f"Charge {n}")) for n in range(draw(st.integers(0, 5)))]
    if draw(st.booleans()):
        found.append(charge("Share", (0, draw(amounts)), kind="composite", product="One"))
    return plan_json(
        *found,
        minimums=[
            minimum(draw(amounts), draw(st.sampled_from(UNITS)), draw(st.sampled_from([0, 2])), f"Minimum {n}")
            for n in range(draw(st.integers(0, 2)))
        ],
        credit_grants=[draw(grants(f"Grant {n}")) for n in range(draw(st.integers(0, 3)))],
        overage_rates=[rate(draw(amounts))],
    )


@st.composite
def questions(draw: st.DrawFn) -> Json:
    plan = draw(plans())
    dollars = [
        c["name"]
        for c in plan["charges"]
        if c["credit_type"]["name"] == UNITS[0] and c["charge_type"] not in ("composite", "minimum")
    ]
    if not dollars:
        plan["charges"] = [c for c in plan["charges"] if c["charge_type"] != "composite"]
    metered = [c["name"] for c in plan["charges"] if c["charge_type"] in ("usage", "seat")]
    modes = {name: draw(st.sampled_from(["graduated", "volume"])) for name in metered if draw(st.booleans())}
    usage: Json = {name: draw(quantities) for name in metered}
    return {
        "plan": plan,
        "annotations": {
            "tier_mode": modes,
            "minimum_order": draw(st.sampled_from([None, "before_credits", "after_credits"])),
            "composite": {"Share": dollars} if dollars else {},
        },
        "period": draw(periods),
        "usage": usage,
        "previous_usage": {
            name: {str(n): draw(quantities) for n in range(3)} for name in metered if draw(st.booleans())
        },
    }
