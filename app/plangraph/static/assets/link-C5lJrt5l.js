var e=`# One account: its plans and what they grant, its overrides, its metrics and the customer of the same company.
query AccountDetails($by: AccountBy!) {
  account(by: $by) {
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
    metrics { id key value time }
    customer { id uuid externalId name }
  }
}
`,t=`# Accounts by key, with the plans that each names and how its company is called as a customer.
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
      updatedAt
      plans { id key name }
      customer { id uuid externalId name }
    }
  }
}
`,n=`# One customer: every plan that it is, was or will be on, its ids for events, and its account.
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
`,r=`# Customers by name, with the plans that each is on now and the account of the same company.
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
      plans(first: 5, status: [ACTIVE]) { totalCount nodes { id plan { id key name } } }
      account { id key }
    }
  }
}
`,i=`# One feature: the values it can have, and which plans grant which.
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
`,a=`# Whatever begins with the text: plans, customers, accounts and features, a few of each.
query Find($text: String!) {
  plans(first: 6, filter: { search: $text }) { nodes { id key name } }
  customers(first: 6, filter: { search: $text }) { nodes { id uuid externalId name } }
  accounts(first: 6, filter: { search: $text }) { nodes { id key name } }
  features(first: 6, filter: { search: $text }) { nodes { id key name } }
}
`,o=`# Every value that a metric of an account was set to, newest first.
query MetricHistory($account: AccountBy!, $metric: String!, $first: Int, $after: String) {
  account(by: $account) {
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
`,s=`# Who is on a plan, by status, with a count for each status; pages both ways.
query PlanCustomers(
  $by: PlanBy!, $status: [PlanStatus!], $search: String, $orderBy: PlanCustomerOrder
  $first: Int, $after: String, $last: Int, $before: String
) {
  plan(by: $by) {
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
`,c=`# One plan with everything that prices it: charges with their tiers and ramp steps, minimums, overage rates, credit grants.
query PlanDetails($by: PlanBy!) {
  plan(by: $by) {
    id
    uuid
    key
    name
    description
    vendor
    updatedAt
    syncedAt
    removedAt
    customFields { key value }
    annotations {
      period
      minimumOrder
      tierModes { charge mode }
      metrics { charge metricKey usage }
      composites { charge parts }
    }
    charges(first: 100) {
      totalCount
      nodes {
        id
        uuid
        name
        chargeType
        startPeriod
        quantity
        tierResetFrequency
        product { id name }
        creditType { ...Unit }
        unitConversion { divisionFactor roundingBehavior }
        prices { id tier upTo value quantity collectionSchedule collectionInterval }
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
    entitlements { feature { id key name } variant { key value } }
  }
}

fragment Unit on CreditType { id name unit currency }
`,l=`# Plans by name, with how many charges and customers each has: the list that the explorer opens with.
query Plans($first: Int, $after: String, $last: Int, $before: String, $search: String, $orderBy: PlanOrder) {
  plans(first: $first, after: $after, last: $last, before: $before, filter: { search: $search }, orderBy: $orderBy) {
    totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    nodes {
      id
      key
      name
      description
      updatedAt
      charges { totalCount }
      customers { statusCounts { status count } }
    }
  }
}
`;function u({query:e,variables:t}){let n=new URLSearchParams({query:e});return t.trim()&&n.set(`variables`,t),`${location.origin}/graphiql#${n}`}function d(){let e=new URLSearchParams(location.hash.slice(1)),t=e.get(`query`);return t?(history.replaceState(null,``,location.pathname+location.search),{query:t,variables:e.get(`variables`)??``}):null}export{s as a,i as c,t as d,e as f,c as i,r as l,d as n,o,l as r,a as s,u as t,n as u};