var e=`# One account: its plans and what they grant, its overrides, its metrics and the customer of the same company.
query AccountDetails($key: String!) {
  account(by: { key: $key }) {
    id
    key
    name
    insertedAt
    updatedAt
    customFields { key value }
    plans { id key name entitlements { feature { id key } variant { key value } } }
    featureOverrides {
      featureKey
      variantKey
      override
      expiresAt
      expired
      feature { id key name defaultVariant { key value } }
      variant { key value }
    }
    features { key value variant reason errorCode plan { id key name } feature { id name } }
    metrics { id key value time }
    customer { id uuid externalId name }
  }
}
`,t=`# What every plan would cost an account by its metrics: complete answers first, cheapest first.
query AccountOptions($key: String!) {
  account(by: { key: $key }) {
    id
    planOptions {
      rank
      complete
      plan { id key name }
      estimate {
        totals { total creditType { id name unit currency } }
        warnings { code message }
      }
      userErrors { message code }
    }
  }
}
`,n=`# Accounts by key, with the plans that each names and how its company is called as a customer.
query Accounts(
  $search: String, $linked: Boolean, $orderBy: AccountOrder
  $first: Int, $after: String, $last: Int, $before: String
) {
  accounts(
    filter: { search: $search, linked: $linked }, orderBy: $orderBy
    first: $first, after: $after, last: $last, before: $before
  ) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes {
      id
      key
      name
      insertedAt
      updatedAt
      plans { id key name }
      customer { id uuid externalId name }
    }
  }
}
`,r=`# What changed last: plans by change, accounts by write, and what the key that asks may do.
query Activity {
  viewer { scope accountKey keyPrefix expiresAt }
  plans(first: 10, orderBy: { field: UPDATED_AT, direction: DESC }) {
    totalCount
    nodes { id key name vendor updatedAt syncedAt }
  }
  accounts(first: 20, orderBy: { field: UPDATED_AT, direction: DESC }) {
    totalCount
    nodes { id key name updatedAt metrics { id key value time } }
  }
}
`,i=`# What a charge comes to at any quantity: the price of the next unit and the total, with a point at each tier's edge.
query ChargeCurve($id: ID!, $upTo: Decimal!, $points: Int = 50, $mode: TierMode) {
  node(id: $id) {
    ... on Charge {
      id
      name
      tierMode
      priceCurve(upTo: $upTo, points: $points, mode: $mode) { quantity price cost }
    }
  }
}
`,a=`# The same usage on several plans: lines side by side, totals, cost curves, and from which quantity on another is cheaper.
query Compare($input: ComparePlansInput!) {
  comparePlans(input: $input) {
    comparison {
      estimates {
        plan { id key name }
        totals { creditType { ...Unit } subtotal creditsApplied overage minimumAdjustment total formatted }
        assumptions { code message }
        warnings { code message }
      }
      rows { name creditType { ...Unit } amounts differs }
      breakEvens { quantity cheaperBelow { id key name } cheaperAbove { id key name } cheapest exact }
      curves { plan { id key name } points { quantity cost } }
    }
    userErrors { field message code }
  }
}

fragment Unit on CreditType { id name unit currency }
`,o=`# One customer: every plan that it is, was or will be on, its ids for events, and its account.
query CustomerDetails($by: CustomerBy!) {
  customer(by: $by) {
    id
    uuid
    externalId
    name
    ingestAliases
    salesforceAccountId
    createdAt
    updatedAt
    archivedAt
    syncedAt
    customFields { key value }
    billableStatus { value effectiveAt }
    plans(first: 100) {
      totalCount
      nodes { id customerPlanId status startingOn endingBefore plan { id key name } }
    }
    account { id key name metrics { id key value time } }
  }
}
`,s=`# Customers by name, with the plans that each is on now and the account of the same company.
query Customers(
  $search: String, $status: [PlanStatus!], $linked: Boolean, $orderBy: CustomerOrder
  $first: Int, $after: String, $last: Int, $before: String
) {
  customers(
    filter: { search: $search, status: $status, linked: $linked }, orderBy: $orderBy
    first: $first, after: $after, last: $last, before: $before
  ) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes {
      id
      uuid
      externalId
      name
      createdAt
      updatedAt
      plans(first: 5, status: [ACTIVE]) { totalCount nodes { id plan { id key name } } }
      account { id key }
    }
  }
}
`,c=`# What a billing period of a plan comes to for given usage: each line with the rule behind it, totals, credits, overage.
query Estimate($input: EstimateInput!) {
  estimate(input: $input) {
    estimate {
      period
      plan { id key name }
      lines {
        usage
        quantity
        amount
        explanation
        creditType { ...Unit }
        charge { id uuid name chargeType product { id name } }
        tiers { from to quantity price amount }
      }
      totals { creditType { ...Unit } subtotal creditsApplied overage minimumAdjustment total formatted }
      creditsApplied { amount creditType { ...Unit } grant { id name } }
      overage { units rate amount creditType { ...Unit } fiatCreditType { ...Unit } }
      assumptions { code message charge { id name } }
      warnings { code message charge { id name } }
    }
    userErrors { field message code }
  }
}

fragment Unit on CreditType { id name unit currency }
`,l=`# One feature: the values it can have, and which plans grant which.
query FeatureDetails($key: String!) {
  feature(key: $key) {
    id
    key
    name
    type
    variants { key value }
    defaultVariant { key value }
    onVariant { key }
    offVariant { key }
    plans { plan { id key name } variant { key value } }
  }
}
`,u=`# Whatever begins with the text: plans, customers, accounts, features and metrics, a few of each.
query Find($search: String!) {
  plans(first: 6, filter: { search: $search }) { nodes { id key name } }
  customers(first: 6, filter: { search: $search }) { nodes { id uuid externalId name } }
  accounts(first: 6, filter: { search: $search }) { nodes { id key name } }
  features(first: 6, filter: { search: $search }) { nodes { id key name } }
  metrics(first: 6, search: $search) { nodes { id key accountKey account { id name } } }
}
`,d=`# Values that were set of any metric, the last received first.
query MetricEvents($first: Int, $after: String, $last: Int, $before: String) {
  metricEvents(first: $first, after: $after, last: $last, before: $before) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes {
      id
      value
      time
      receivedAt
      idempotencyKey
      current
      metric { id key accountKey account { id key name } }
    }
  }
}
`,f=`# Every value that a metric of an account was set to, newest first.
query MetricHistory($account: String!, $metric: String!, $first: Int, $after: String) {
  account(by: { key: $account }) {
    id
    metric(key: $metric) {
      id
      key
      value
      time
      history(first: $first, after: $after) {
        totalCount
        pageInfo { hasNextPage endCursor }
        nodes { id value time receivedAt idempotencyKey current }
      }
    }
  }
}
`,p=`# A metric of an account over time: the value in force at the end of each day, week or month.
query MetricSeries($account: String!, $metric: String!, $from: DateTime!, $to: DateTime!, $every: Bucket!) {
  account(by: { key: $account }) {
    id
    metric(key: $metric) { id series(from: $from, to: $to, every: $every) { time value } }
  }
}
`,m=`# Sets a metric of an account. With an idempotency key, sending it again changes nothing.
mutation MetricSet($input: MetricSetInput!) {
  metricSet(input: $input) {
    outcome
    metric { id key value time }
    event { id value time receivedAt idempotencyKey current }
    userErrors { field message code }
  }
}
`,h=`# More of a plan's charges, as the plan's page shows them: what follows its first hundred.
query PlanChargePage($key: String!, $after: String, $few: Decimal! = "1000", $many: Decimal! = "1000000") {
  plan(by: { key: $key }) {
    id
    charges(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { ...ChargeLine }
    }
  }
}

fragment ChargeLine on Charge {
  id
  uuid
  name
  chargeType
  startPeriod
  quantity
  tierResetFrequency
  tierMode
  tierModeAssumed
  metricKey
  metricUsage
  product { id name }
  creditType { ...Unit }
  unitConversion { divisionFactor roundingBehavior }
  prices { id tier upTo value quantity collectionSchedule collectionInterval }
  few: priceCurve(upTo: $few, points: 2) { quantity cost }
  many: priceCurve(upTo: $many, points: 24) { quantity cost }
  customFields { key value }
}

fragment Unit on CreditType { id name unit currency }
`,g=`# What plans charge for, by name: what an estimate or a comparison can be given usage for.
query PlanCharges($keys: [String!]!, $after: String) {
  plans(first: 5, filter: { keys: $keys }) {
    nodes {
      id
      key
      name
      annotations { period }
      charges(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { id uuid name chargeType startPeriod quantity product { id name } creditType { ...Unit } }
      }
    }
  }
}

fragment Unit on CreditType { id name unit currency }
`,_=`# Who is on a plan, by status, with a count for each status; pages both ways.
query PlanCustomers(
  $key: String!, $status: [PlanStatus!], $search: String, $orderBy: PlanCustomerOrder
  $first: Int, $after: String, $last: Int, $before: String
) {
  plan(by: { key: $key }) {
    id
    customers(
      status: $status, search: $search, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before
    ) {
      totalCount
      customerCount
      statusCounts { status count }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      edges {
        status
        startingOn
        endingBefore
        customerPlanId
        node { id uuid externalId name }
      }
    }
  }
}
`,v=`# One plan with everything that prices it: charges with their tiers and ramp steps, minimums, overage rates, credit grants.
query PlanDetails($key: String!, $few: Decimal! = "1000", $many: Decimal! = "1000000") {
  plan(by: { key: $key }) {
    id
    uuid
    key
    name
    description
    summary
    vendor
    updatedAt
    syncedAt
    removedAt
    customFields { key value }
    annotations {
      period
      minimumOrder
      composites { charge parts }
    }
    charges(first: 100) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id
        uuid
        name
        chargeType
        startPeriod
        quantity
        tierResetFrequency
        tierMode
        tierModeAssumed
        metricKey
        metricUsage
        product { id name }
        creditType { ...Unit }
        unitConversion { divisionFactor roundingBehavior }
        prices { id tier upTo value quantity collectionSchedule collectionInterval }
        few: priceCurve(upTo: $few, points: 2) { quantity cost }
        many: priceCurve(upTo: $many, points: 24) { quantity cost }
        customFields { key value }
      }
    }
    minimums { id name startPeriod value creditType { ...Unit } }
    overageRates { id startPeriod toFiatConversionFactor creditType { ...Unit } fiatCreditType { ...Unit } }
    creditGrants {
      id
      name
      amountGranted
      amountGrantedCreditType { ...Unit }
      amountPaid
      amountPaidCreditType { ...Unit }
      effectiveDuration
      priority
      sendInvoice
      reason
      recurrenceDuration
      recurrenceInterval
    }
    ramps { name kind charge { id } steps { startPeriod words } creditType { ...Unit } }
    findings { code severity message advice charge { id name } }
    entitlements { feature { id key name } variant { key value } }
  }
}

fragment Unit on CreditType { id name unit currency }
`,y=`# Plans by name, with how many charges and customers each has and when its prices change first: the list that the explorer opens with.
query Plans($first: Int, $after: String, $last: Int, $before: String, $search: String, $orderBy: PlanOrder) {
  plans(first: $first, after: $after, last: $last, before: $before, filter: { search: $search }, orderBy: $orderBy) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes {
      id
      key
      name
      description
      vendor
      updatedAt
      annotations { period }
      charges(first: 0) { totalCount }
      later: charges(first: 1, filter: { startPeriodFrom: 1 }, orderBy: { field: START_PERIOD }) { nodes { id startPeriod name } }
      minimums { id startPeriod }
      overageRates { id startPeriod }
      creditTypes { id name }
      customers(first: 0) { statusCounts { status count } }
    }
  }
}
`,b=`# What came from vendors and what goes to them: runs of syncs, and writes that wait or could not be delivered.
query Syncs {
  syncs(first: 10) {
    totalCount
    nodes { uuid vendor state startedAt finishedAt plansSeen plansCreated plansChanged plansRemoved error }
  }
  outbox(first: 10) {
    totalCount
    nodes { uuid accountKey kind state attempts nextAttemptAt lastError insertedAt }
  }
}
`;function x({query:e,variables:t}){let n=new URLSearchParams({query:e});return t.trim()&&n.set(`variables`,t),`${location.origin}/graphiql#${n}`}function S(){let e=new URLSearchParams(location.hash.slice(1)),t=e.get(`query`);return t?(history.replaceState(null,``,location.pathname+location.search),{query:t,variables:e.get(`variables`)??``}):null}export{e as C,t as S,o as _,v as a,r as b,h as c,f as d,d as f,s as g,c as h,y as i,m as l,l as m,S as n,_ as o,u as p,b as r,g as s,x as t,p as u,a as v,n as x,i as y};