import{a as e,r as t}from"./rolldown-runtime-BWaJ3C7D.js";import{U as n,W as r,n as i,r as ee,t as a,u as o}from"./monaco-BcKns_eH.js";import{a as s,i as c,n as te,o as ne,r as re,t as l}from"./graphiql-parts-Bt3aQP32.js";import{a as ie,n as ae}from"./react-C1ArEYGQ.js";import{a as oe,i as se}from"./signed-out-hba1ep2D.js";import{t as u}from"./graphiql-CDeHPmJZ.js";import{a as d,c as f,d as p,f as m,h,i as g,l as _,m as v,n as y,o as b,p as x,r as S,s as C,t as w,u as T}from"./link-BDl58k1m.js";var E=e(ie(),1),D=`# What an account pays by its metrics, and what every plan would cost it: complete answers first, cheapest first.
query AccountPrices($key: String!) {
  account(by: { key: $key }) {
    key
    estimate {
      estimate {
        plan { name }
        period
        lines { charge { name } usage amount explanation }
        totals { formatted }
        assumptions { code }
        warnings { code message }
      }
      userErrors { field message code }
    }
    planOptions {
      rank
      complete
      plan { name }
      estimate { totals { creditType { name } total } }
      userErrors { field message code }
    }
    customer {
      plans(first: 5) {
        nodes {
          plan { name }
          currentPeriod
          effective { period charges { name } assumptions { code } }
        }
      }
    }
  }
}
`,O=`# From an account to its customer, the plans that it is on, their charges and prices, and back to who else is on them.
query AccountWalk($key: String!) {
  account(by: { key: $key }) {
    key
    name
    customer {
      name
      ingestAliases
      plans(status: [ACTIVE]) {
        nodes {
          status
          startingOn
          endingBefore
          plan {
            name
            charges(first: 5) {
              nodes {
                name
                product {
                  name
                }
                prices {
                  formatted
                  tier
                }
              }
            }
            minimums {
              name
              formatted
            }
            overageRates {
              toFiatConversionFactor
              creditType {
                name
              }
            }
            customers(first: 3, status: [ACTIVE]) {
              totalCount
              nodes {
                name
                account {
                  key
                }
              }
            }
          }
        }
      }
    }
  }
}
`,k=`# The same usage on several plans: lines side by side, totals, cost curves, and where another plan becomes cheaper.
query Compare($input: ComparePlansInput!) {
  comparePlans(input: $input) {
    comparison {
      estimates {
        plan { id key name }
        totals { creditType { ...Unit } subtotal creditsApplied overage minimumAdjustment total }
        assumptions { code message }
        warnings { code message }
      }
      rows { name creditType { ...Unit } amounts differs }
      breakEvens { quantity cheapest exact cheaperBelow { id key name } cheaperAbove { id key name } }
      curves { plan { id key name } points { quantity cost } }
    }
    userErrors { field message code }
  }
}

fragment Unit on CreditType { id name unit currency }
`,A=`# The same usage on several plans, and from which quantity on another one is cheaper.
query ComparePlans($input: ComparePlansInput!) {
  comparePlans(input: $input) {
    comparison {
      rows { name creditType { name } amounts differs }
      estimates { plan { name } totals { creditType { name } formatted } }
      breakEvens { quantity cheaperBelow { name } cheaperAbove { name } cheapest exact }
      curves { plan { name } points { quantity cost } }
    }
    userErrors { field message code }
  }
}
`,j=`# Customers whose active plan ends within a span of time.
query CustomersEndingSoon($from: DateTime!, $to: DateTime!, $first: Int = 25, $after: String) {
  customers(
    first: $first
    after: $after
    filter: { status: [ACTIVE], endingBefore: { from: $from, to: $to } }
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      name
      plans(status: [ACTIVE]) {
        nodes {
          endingBefore
          plan {
            name
          }
        }
      }
    }
  }
}
`,M=`# A dashboard in one request: plans with their charges, prices, minimums, overage rates and first customers.
query Dashboard($plans: Int = 50, $charges: Int = 20, $customers: Int = 10) {
  plans(first: $plans) {
    nodes {
      id
      name
      charges(first: $charges) {
        nodes {
          name
          chargeType
          startPeriod
          prices {
            tier
            value
          }
        }
      }
      minimums {
        name
        value
        startPeriod
      }
      overageRates {
        startPeriod
        toFiatConversionFactor
      }
      customers(first: $customers) {
        nodes {
          name
        }
      }
    }
  }
}
`,N=`# What a billing period of a plan comes to for given usage: each line with the rule behind it, totals, credits, overage.
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
`,P=`# What plans charge for, by name: what an estimate or a comparison can be given usage for.
query PlanCharges($keys: [String!]!) {
  plans(first: 5, filter: { keys: $keys }) {
    nodes {
      id
      key
      name
      annotations { period }
      charges(first: 100) { nodes { id name chargeType startPeriod quantity product { id name } creditType { ...Unit } } }
    }
  }
}

fragment Unit on CreditType { id name unit currency }
`,F=`# What a plan costs in words, what applies in a period, how its prices go on, and what looks wrong in it.
query PlanPrices($key: String!, $period: Int!) {
  plan(by: { key: $key }) {
    name
    summary
    effective(period: $period) {
      period
      charges { name startPeriod }
      minimums { name formatted }
      overageRates { creditType { name } toFiatConversionFactor }
      creditGrants { name }
    }
    ramps {
      name
      kind
      creditType { name }
      steps { startPeriod words values }
    }
    findings { code severity message advice charge { name } }
    charges(first: 10) {
      nodes {
        name
        tierMode
        tierModeAssumed
        metricKey
        metricUsage
        priceCurve(upTo: 20000, points: 3) { quantity price cost }
      }
    }
  }
}
`,I=`# What the key that asks may do.
query Viewer {
  viewer { scope accountKey keyPrefix expiresAt }
}
`;self.MonacoEnvironment={getWorker(e,t){return t===`json`?new i:t===`graphql`?new a:new ee}};var L=`{ "key": "acme" }
`,R=`{"key": "alder-finch"}
`,z=`{ "key": "acme" }
`,B=`{ "first": 5 }
`,V=`{ "id": "charge_82a5ffd61f5856cdbcb34b549a2af12a00832120c2456c535c92e9a2fcfa8ce7b80030", "upTo": "5000" }
`,H=`{
  "input": {
    "plans": [{ "key": "essentials" }, { "key": "professional" }],
    "usage": [{ "charge": "Contacts", "quantity": "25000" }],
    "vary": { "charge": "Contacts", "upTo": "200000" }
  }
}
`,U=`{
  "input": {
    "plans": [{ "key": "essentials" }, { "key": "professional" }, { "key": "sendgrid-essentials-50k" }],
    "usage": [{ "charge": "Seats", "quantity": "5" }, { "charge": "Emails", "quantity": "60000" }],
    "vary": { "charge": "Contacts", "upTo": "50000" }
  }
}
`,W=`{ "by": { "ingestAlias": "acme" } }
`,G=`{ "first": 5, "status": ["ACTIVE"] }
`,K=`{ "from": "2026-03-01T00:00:00Z", "to": "2026-04-15T00:00:00Z" }
`,ce=`{ "plans": 5, "charges": 10, "customers": 5 }
`,le=`{ "input": { "plan": { "key": "professional" }, "period": 0, "usage": [{ "charge": { "name": "Contacts" }, "quantity": "25000" }] } }
`,ue=`{ "key": "support" }
`,de=`{ "search": "a" }
`,fe=`{ "account": "acme", "metric": "seats", "first": 3 }
`,pe=`{ "account": "acme", "metric": "seats", "from": "2026-01-01T00:00:00Z", "to": "2026-03-01T00:00:00Z", "every": "WEEK" }
`,me=`{ "input": { "accountKey": "acme", "key": "seats", "value": 12, "idempotencyKey": "seats-2026-03-01" } }
`,he=`{ "keys": ["essentials", "professional"] }
`,ge=`{ "key": "professional", "first": 5, "status": ["ACTIVE", "UPCOMING"] }
`,_e=`{ "key": "professional" }
`,ve=`{"key": "professional", "period": 3}
`;o();var ye=Object.assign({"../../../graphql/operations/account_details.graphql":h,"../../../graphql/operations/account_prices.graphql":D,"../../../graphql/operations/account_walk.graphql":O,"../../../graphql/operations/accounts.graphql":v,"../../../graphql/operations/charge_curve.graphql":x,"../../../graphql/operations/compare.graphql":k,"../../../graphql/operations/compare_plans.graphql":A,"../../../graphql/operations/customer_details.graphql":m,"../../../graphql/operations/customers.graphql":p,"../../../graphql/operations/customers_ending_soon.graphql":j,"../../../graphql/operations/dashboard.graphql":M,"../../../graphql/operations/estimate.graphql":N,"../../../graphql/operations/feature_details.graphql":T,"../../../graphql/operations/find.graphql":_,"../../../graphql/operations/metric_history.graphql":f,"../../../graphql/operations/metric_series.graphql":C,"../../../graphql/operations/metric_set.graphql":b,"../../../graphql/operations/plan_charges.graphql":P,"../../../graphql/operations/plan_customers.graphql":d,"../../../graphql/operations/plan_details.graphql":g,"../../../graphql/operations/plan_prices.graphql":F,"../../../graphql/operations/plans.graphql":S,"../../../graphql/operations/viewer.graphql":I}),be=Object.assign({"../../../graphql/operations/account_details.variables.json":L,"../../../graphql/operations/account_prices.variables.json":R,"../../../graphql/operations/account_walk.variables.json":z,"../../../graphql/operations/accounts.variables.json":B,"../../../graphql/operations/charge_curve.variables.json":V,"../../../graphql/operations/compare.variables.json":H,"../../../graphql/operations/compare_plans.variables.json":U,"../../../graphql/operations/customer_details.variables.json":W,"../../../graphql/operations/customers.variables.json":G,"../../../graphql/operations/customers_ending_soon.variables.json":K,"../../../graphql/operations/dashboard.variables.json":ce,"../../../graphql/operations/estimate.variables.json":le,"../../../graphql/operations/feature_details.variables.json":ue,"../../../graphql/operations/find.variables.json":de,"../../../graphql/operations/metric_history.variables.json":fe,"../../../graphql/operations/metric_series.variables.json":pe,"../../../graphql/operations/metric_set.variables.json":me,"../../../graphql/operations/plan_charges.variables.json":he,"../../../graphql/operations/plan_customers.variables.json":ge,"../../../graphql/operations/plan_details.variables.json":_e,"../../../graphql/operations/plan_prices.variables.json":ve});function xe({operation:e,variableDefinitions:t=[]}){return e===`query`&&t.every(e=>e.defaultValue||e.type.kind!==r.NON_NULL_TYPE)}function Se(e,t){let i=n(t).definitions.find(e=>e.kind===r.OPERATION_DEFINITION);return i?{name:i.name?.value??e,about:/^#\s*(.+)/m.exec(t)?.[1]??``,query:`${t.trim()}\n`,variables:be[e.replace(/\.graphql$/,`.variables.json`)]?.trim()??``,runsAsItIs:xe(i)}:null}var q=Object.entries(ye).flatMap(([e,t])=>Se(e,t)??[]).sort((e,t)=>e.name<t.name?-1:1),Ce=`# Ctrl-Enter runs it, Ctrl-Space completes; more under Examples on the left.
`+((q.find(e=>e.name===`Plans`&&e.runsAsItIs)??q.find(e=>e.runsAsItIs))?.query??`{ __typename }
`);function J(){let{addTab:e}=ne(),{queryEditor:t,variableEditor:n}=s(({queryEditor:e,variableEditor:t})=>({queryEditor:e,variableEditor:t}));return({query:r,variables:i})=>{e(),t?.setValue(r),n?.setValue(i),t?.focus()}}var Y=ae();function we(){return(0,Y.jsxs)(`svg`,{viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.5`,strokeLinecap:`round`,"aria-hidden":`true`,children:[(0,Y.jsx)(`path`,{d:`M6 3h9l4 4v14H6z`,strokeLinejoin:`round`}),(0,Y.jsx)(`path`,{d:`M9.5 11h6M9.5 14.5h6M9.5 18h3.5`})]})}function Te(){let e=J();return(0,Y.jsxs)(`section`,{className:`examples`,"aria-label":`Examples`,children:[(0,Y.jsx)(`h2`,{children:`Examples`}),(0,Y.jsx)(`p`,{children:`Each opens in a new tab. They are the operations in graphql/operations.`}),(0,Y.jsx)(`ul`,{children:q.map(t=>(0,Y.jsx)(`li`,{children:(0,Y.jsxs)(`button`,{type:`button`,onClick:()=>e(t),children:[(0,Y.jsx)(`span`,{className:`examples-name`,children:t.name}),t.about&&(0,Y.jsx)(`span`,{className:`examples-about`,children:t.about})]})},t.name))})]})}var X={title:`Examples`,icon:we,content:Te};o();var Ee=`/graphql`,De=`application/graphql-response+json, application/json;q=0.9`;function Oe({operationName:e,...t}){if(!e)return t;try{return n(t.query).definitions.some(t=>t.kind===r.OPERATION_DEFINITION&&t.name?.value===e)?{...t,operationName:e}:t}catch{return t}}function ke(e){return async(t,n)=>{let r=await fetch(Ee,{method:`POST`,credentials:`same-origin`,headers:{"content-type":`application/json`,accept:De,...n?.headers},body:JSON.stringify(Oe(t))});e(r.status===401);let i=await r.text();try{return JSON.parse(i)}catch{return{errors:[{message:`The server answered ${r.status} ${r.statusText} with something other than JSON.`,extensions:{status:r.status,body:i.slice(0,500)}}]}}}}var Z=`Copy a link to this operation`;function Ae(){let e=s(({queryEditor:e,variableEditor:t})=>({queryEditor:e,variableEditor:t})),[t,n]=(0,E.useState)(``);(0,E.useEffect)(()=>{let e=setTimeout(()=>n(``),2500);return()=>clearTimeout(e)},[t]);async function r(){let t=w({query:e.queryEditor?.getValue()??``,variables:e.variableEditor?.getValue()??``});try{await navigator.clipboard.writeText(t),n(`Link copied`)}catch{history.replaceState(null,``,t),n(`The link is in the address bar`)}}return(0,Y.jsxs)(`div`,{className:`share`,children:[(0,Y.jsx)(c,{label:Z,onClick:()=>void r(),children:(0,Y.jsxs)(`svg`,{className:`graphiql-toolbar-icon`,viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.6`,strokeLinecap:`round`,"aria-hidden":`true`,children:[(0,Y.jsx)(`path`,{d:`M10 14a4.5 4.5 0 0 0 6.4 0l3-3A4.5 4.5 0 1 0 13 4.6l-1 1`}),(0,Y.jsx)(`path`,{d:`M14 10a4.5 4.5 0 0 0-6.4 0l-3 3A4.5 4.5 0 1 0 11 19.4l1-1`})]})}),(0,Y.jsx)(`span`,{className:`share-done`,role:`status`,children:t})]})}var je=t({default:()=>$}),Me=oe(`plangraph/`),Ne=[X,re(),te],Q=y(),Pe=innerWidth>=900;function Fe(){let e=J();return(0,E.useEffect)(()=>{let t=()=>{let t=y();t&&e(t)};return addEventListener(`hashchange`,t),()=>removeEventListener(`hashchange`,t)},[e]),null}function $({onAnswer:e}){let t=se(),n=(0,E.useMemo)(()=>ke(e),[e]);return(0,Y.jsxs)(l,{fetcher:n,plugins:Ne,...Pe&&{visiblePlugin:X.title},storage:Me,defaultQuery:Ce,...Q&&{initialQuery:Q.query,initialVariables:Q.variables},defaultTheme:t,forcedTheme:t,editorTheme:u,inputValueDeprecation:!0,schemaDescription:!0,showPersistHeadersSettings:!1,children:[(0,Y.jsx)(l.Logo,{children:(0,Y.jsx)(Fe,{})}),(0,Y.jsx)(l.Toolbar,{children:({prettify:e,merge:t,copy:n})=>(0,Y.jsxs)(Y.Fragment,{children:[e,t,n,(0,Y.jsx)(Ae,{})]})})]})}export{$ as default,je as t};