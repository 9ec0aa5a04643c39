"""What is measured, as each server's clients would write it: the same rows and the same values from all of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PAGE_INFO = "pageInfo { hasNextPage endCursor }"


@dataclass(frozen=True)
class Question:
    """`deep`: asked at a cursor some pages in, which is found beforehand. `each`: asked of all plans in turn."""

    name: str
    texts: Mapping[str, str]
    deep: bool = False
    each: bool = False

    def text(self, server: str) -> str:
        return self.texts[server if server in self.texts else "plangraph"]


_CHARGE = "name quantity startPeriod"
_Q1 = Question(
    "Q1",
    {
        "plangraph": f"""query Q1($key: String!) {{ plan(by: {{key: $key}}) {{ id name key description
          charges(first: 20) {{ nodes {{ id {_CHARGE} product {{ name }} creditType {{ name }}
            prices {{ tier value quantity }} }} }}
          minimums {{ name value startPeriod creditType {{ name }} }}
          overageRates {{ startPeriod toFiatConversionFactor creditType {{ name }} fiatCreditType {{ name }} }}
          creditGrants {{ name amountGranted amountPaid effectiveDuration priority
            amountGrantedCreditType {{ name }} amountPaidCreditType {{ name }} }} }} }}""",
        "postgraphile": f"""query Q1($key: String!) {{ planByKey(key: $key) {{ gid name key description
          chargesByPlanId(first: 20, condition: {{removedAt: null}},
            orderBy: [PRODUCT_NAME_ASC, NAME_ASC, START_PERIOD_ASC]) {{ nodes {{ gid {_CHARGE}
            productByProductId {{ name }} creditTypeByCreditTypeId {{ name }}
            pricesByChargeId(orderBy: [POSITION_ASC]) {{ nodes {{ tier value quantity }} }} }} }}
          minimumsByPlanId(orderBy: [START_PERIOD_ASC, NAME_ASC]) {{ nodes {{ name value startPeriod
            creditTypeByCreditTypeId {{ name }} }} }}
          overageRatesByPlanId(orderBy: [START_PERIOD_ASC]) {{ nodes {{ startPeriod toFiatConversionFactor
            creditTypeByCreditTypeId {{ name }} creditTypeByFiatCreditTypeId {{ name }} }} }}
          creditGrantsByPlanId(orderBy: [RANK_ASC]) {{ nodes {{ name amountGranted amountPaid effectiveDuration priority
            creditTypeByAmountGrantedCreditTypeId {{ name }}
            creditTypeByAmountPaidCreditTypeId {{ name }} }} }} }} }}""",
        "strawberry": f"""query Q1($key: String!) {{ plan(key: $key) {{ gid name key description
          charges {{ gid {_CHARGE} product {{ name }} creditType {{ name }} prices {{ tier value quantity }} }}
          minimums {{ name value startPeriod creditType {{ name }} }}
          overageRates {{ startPeriod toFiatConversionFactor creditType {{ name }} fiatCreditType {{ name }} }}
          creditGrants {{ name amountGranted amountPaid effectiveDuration priority
            amountGrantedCreditType {{ name }} amountPaidCreditType {{ name }} }} }} }}""",
    },
    each=True,
)
_Q2 = Question(
    "Q2",
    {
        "plangraph": f"""query Q2 {{ plans(first: 50) {{ nodes {{ id name key
          charges(first: 20) {{ nodes {{ id {_CHARGE} prices {{ tier value }} }} }}
          minimums {{ name value }} overageRates {{ startPeriod toFiatConversionFactor }}
          customers(first: 10) {{ edges {{ cursor startingOn node {{ id name }} }} {PAGE_INFO} }} }} }} }}""",
        "postgraphile": f"""query Q2 {{ allPlans(first: 50, orderBy: [NAME_ASC], condition: {{removedAt: null}}) {{
          nodes {{ gid name key
          chargesByPlanId(first: 20, condition: {{removedAt: null}},
            orderBy: [PRODUCT_NAME_ASC, NAME_ASC, START_PERIOD_ASC]) {{ nodes {{ gid {_CHARGE}
            pricesByChargeId(orderBy: [POSITION_ASC]) {{ nodes {{ tier value }} }} }} }}
          minimumsByPlanId(orderBy: [START_PERIOD_ASC, NAME_ASC]) {{ nodes {{ name value }} }}
          overageRatesByPlanId(orderBy: [START_PERIOD_ASC]) {{ nodes {{ startPeriod toFiatConversionFactor }} }}
          activeCustomers(first: 10, orderBy: [STARTING_ON_ASC, ROW_ID_ASC]) {{
            edges {{ cursor node {{ startingOn customerByCustomerId {{ gid name }} }} }} {PAGE_INFO} }} }} }} }}""",
        "strawberry": f"""query Q2 {{ plans(first: 50) {{ gid name key
          charges {{ gid {_CHARGE} prices {{ tier value }} }}
          minimums {{ name value }} overageRates {{ startPeriod toFiatConversionFactor }}
          customers(first: 10) {{ edges {{ cursor startingOn customer {{ gid name }} }} {PAGE_INFO} }} }} }}""",
    },
)
_Q3 = Question(
    "Q3",
    {
        "plangraph": f"""query Q3($key: String!, $after: String) {{ plan(by: {{key: $key}}) {{
          customers(first: 100, after: $after, orderBy: {{field: STARTING_ON}}) {{ totalCount
            edges {{ cursor customerPlanId startingOn endingBefore node {{ id name externalId }} }}
            {PAGE_INFO} }} }} }}""",
        "postgraphile": f"""query Q3($key: String!, $after: Cursor) {{ planByKey(key: $key) {{
          activeCustomers(first: 100, after: $after, orderBy: [STARTING_ON_ASC, ROW_ID_ASC]) {{ totalCount
            edges {{ cursor node {{ uuid startingOn endingBefore customerByCustomerId {{ gid name externalId }} }} }}
            {PAGE_INFO} }} }} }}""",
        "strawberry": f"""query Q3($key: String!, $after: String) {{ plan(key: $key) {{
          customers(first: 100, after: $after) {{ totalCount
            edges {{ cursor customerPlanId startingOn endingBefore customer {{ gid name externalId }} }}
            {PAGE_INFO} }} }} }}""",
    },
    deep=True,
)
_Q4 = Question(
    "Q4",
    {
        "plangraph": "query Q4($key: String!) { plan(by: {key: $key}) { name } }",
        "postgraphile": "query Q4($key: String!) { planByKey(key: $key) { name } }",
        "strawberry": "query Q4($key: String!) { plan(key: $key) { name } }",
    },
    each=True,
)
QUESTIONS = (_Q1, _Q2, _Q3, _Q4)
WRITE = Question(
    "M1",
    {
        "plangraph": """mutation M1($account: String!, $value: BigInt!) {
          metricSet(input: {key: "bench", accountKey: $account, value: $value}) { metric { value } } }""",
        "postgraphile": """mutation M1($account: String!, $value: BigInt!) {
          setMetric(input: {metricKey: "peer", accountKey: $account, value: $value}) { result { value } } }""",
        "strawberry": """mutation M1($account: String!, $value: String!) {
          setMetric(key: "plain", accountKey: $account, value: $value) { value } }""",
    },
)
"""One metric set durably, of each account in turn. Every server has its own metric, and sends it back."""
TURN = re.compile(r"@(%0?\d*d) of (\d+)@")
"""Stands for a number in what is sent, and tells how it is written: the load puts in the next with each request."""
EACH_PLAN, EACH_ACCOUNT = "load-1-plan-@%04d of 200@", "load-1-@%06d of 1000@"


def variables(question: Question, key: str, after: str | None) -> dict[str, Any]:
    if question is WRITE:
        return {"account": EACH_ACCOUNT, "value": "12"}
    if question.name == "Q2":
        return {}
    return {"key": key, "after": after} if question.deep else {"key": key}


def first_turn(text: str) -> str:
    return TURN.sub(lambda found: found[1] % 0, text)


def end_cursor(data: Any) -> str | None:
    """The cursor at the end of the one page that an answer to the deep question holds."""
    (plan,) = data.values()
    (page,) = plan.values()
    found: str | None = page["pageInfo"]["endCursor"]
    return found
