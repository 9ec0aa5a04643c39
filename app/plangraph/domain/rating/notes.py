"""What an answer relied on without being told (assumptions), and what its reader should look at (warnings)."""

from dataclasses import dataclass
from enum import Enum

from plangraph.domain.plan import Charge


class AssumptionCode(Enum):
    """Where the vendor is silent: what was taken for granted. Each is said only when the answer depends on it."""

    TIERS_GRADUATED = "TIERS_GRADUATED"
    SEAT_COUNT = "SEAT_COUNT"
    COLLECTION_INTERVAL = "COLLECTION_INTERVAL"
    MINIMUM_CHARGE_TRUE_UP = "MINIMUM_CHARGE_TRUE_UP"
    MINIMUM_BEFORE_CREDITS = "MINIMUM_BEFORE_CREDITS"
    GRANT_PERIODS = "GRANT_PERIODS"
    GRANT_RECURS_EVERY_PERIOD = "GRANT_RECURS_EVERY_PERIOD"
    GRANT_STARTS_FULL = "GRANT_STARTS_FULL"
    BILLING_PERIOD_MONTH = "BILLING_PERIOD_MONTH"
    CUSTOMER_ADJUSTMENTS = "CUSTOMER_ADJUSTMENTS"


class WarningCode(Enum):
    """What does not make an estimate wrong, yet may not be what was meant."""

    NOT_IN_EFFECT = "NOT_IN_EFFECT"
    NO_PRICES = "NO_PRICES"
    NO_EARLIER_USAGE = "NO_EARLIER_USAGE"
    CHEAPER_WITH_MORE = "CHEAPER_WITH_MORE"
    NO_METRIC = "NO_METRIC"
    PLAN_IGNORES_USAGE = "PLAN_IGNORES_USAGE"


@dataclass(frozen=True, slots=True)
class Assumption:
    """`about`: the name of the charge, grant or unit; empty when it is about none."""

    code: AssumptionCode
    about: str = ""
    charge: Charge | None = None

    @property
    def message(self) -> str:
        return SENTENCES[self.code].format(self.about)


@dataclass(frozen=True, slots=True)
class EstimateWarning:
    code: WarningCode
    message: str
    charge: Charge | None = None


# What each assumption says; `{0}` is the charge, grant or unit that it is about
SENTENCES = {
    AssumptionCode.TIERS_GRADUATED: "The tiers of {0} are taken as graduated: each unit costs its own tier's price.",
    AssumptionCode.SEAT_COUNT: "The quantity given for {0} is taken as the number of seats when the period starts.",
    AssumptionCode.COLLECTION_INTERVAL: "{0} is taken to be billed in every period, since no interval is given.",
    AssumptionCode.MINIMUM_CHARGE_TRUE_UP: (
        "{0} is taken as the least that its product's other charges in the same unit come to."
    ),
    AssumptionCode.MINIMUM_BEFORE_CREDITS: "The minimum in {0} is compared with the bill before credits are applied.",
    AssumptionCode.GRANT_PERIODS: "The durations and intervals of {0} are taken to count billing periods.",
    AssumptionCode.GRANT_RECURS_EVERY_PERIOD: "{0} is taken to recur in every period, since no interval is given.",
    AssumptionCode.GRANT_STARTS_FULL: "Nothing of {0} is taken to be spent before this period.",
    AssumptionCode.BILLING_PERIOD_MONTH: "The billing period is taken to be a month.",
    AssumptionCode.CUSTOMER_ADJUSTMENTS: (
        "Price adjustments, trials and overage adjustments of one customer are not in the Plans API, so none count."
    ),
}
