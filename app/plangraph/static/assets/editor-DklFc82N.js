import{a as e,r as t}from"./rolldown-runtime-BWaJ3C7D.js";import{U as n,W as r,n as i,r as a,t as o,u as s}from"./monaco-BcKns_eH.js";import{a as c,i as ee,n as te,o as ne,r as re,t as l}from"./graphiql-parts-B40gbX78.js";import{a as ie,n as ae}from"./react-C1ArEYGQ.js";import{a as oe,i as se}from"./signed-out-Co7IYmOC.js";import{t as u}from"./graphiql-9fI-Gyab.js";import{C as d,S as f,_ as p,a as m,b as h,c as g,d as _,f as v,g as y,h as b,i as x,l as S,m as C,n as w,o as T,p as E,r as D,s as O,t as k,u as A,v as j,x as M,y as N}from"./link-7KdTg75t.js";var P=e(ie(),1),F=`# What an account pays by its metrics, and what every plan would cost it: complete answers first, cheapest first.
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
`,I=`# From an account to its customer, the plans that it is on, their charges and prices, and back to who else is on them.
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
`,L=`# Customers whose active plan ends within a span of time.
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
`,R=`# A dashboard in one request: plans with their charges, prices, minimums, overage rates and first customers.
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
`,z=`# What a plan costs in words, what applies in a period, how its prices go on, and what looks wrong in it.
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
`;self.MonacoEnvironment={getWorker(e,t){return t===`json`?new i:t===`graphql`?new o:new a}};var B=`{ "key": "acme" }
`,V=`{ "key": "acme" }
`,H=`{"key": "alder-finch"}
`,U=`{ "key": "acme" }
`,W=`{ "first": 5 }
`,G=`{ "id": "charge_82a5ffd61f5856cdbcb34b549a2af12a00832120c2456c535c92e9a2fcfa8ce7b80030", "upTo": "5000" }
`,K=`{
  "input": {
    "plans": [{ "key": "essentials" }, { "key": "professional" }],
    "usage": [{ "charge": "Contacts", "quantity": "25000" }],
    "vary": { "charge": "Contacts", "upTo": "200000" }
  }
}
`,q=`{ "by": { "ingestAlias": "acme" } }
`,ce=`{ "first": 5, "status": ["ACTIVE"] }
`,le=`{ "from": "2026-03-01T00:00:00Z", "to": "2026-04-15T00:00:00Z" }
`,ue=`{ "plans": 5, "charges": 10, "customers": 5 }
`,de=`{ "input": { "plan": { "key": "professional" }, "period": 0, "usage": [{ "charge": { "name": "Contacts" }, "quantity": "25000" }] } }
`,fe=`{ "key": "support" }
`,pe=`{ "search": "a" }
`,me=`{ "first": 20 }
`,he=`{ "account": "acme", "metric": "seats", "first": 3 }
`,ge=`{ "account": "acme", "metric": "seats", "from": "2026-01-01T00:00:00Z", "to": "2026-03-01T00:00:00Z", "every": "WEEK" }
`,_e=`{ "input": { "accountKey": "acme", "key": "seats", "value": 12, "idempotencyKey": "seats-2026-03-01" } }
`,ve=`{ "key": "professional" }
`,ye=`{ "keys": ["essentials", "professional"] }
`,be=`{ "key": "professional", "first": 5, "status": ["ACTIVE", "UPCOMING"] }
`,xe=`{ "key": "professional" }
`,Se=`{"key": "professional", "period": 3}
`;s();var Ce=Object.assign({"../../../graphql/operations/account_details.graphql":d,"../../../graphql/operations/account_options.graphql":f,"../../../graphql/operations/account_prices.graphql":F,"../../../graphql/operations/account_walk.graphql":I,"../../../graphql/operations/accounts.graphql":M,"../../../graphql/operations/activity.graphql":h,"../../../graphql/operations/charge_curve.graphql":N,"../../../graphql/operations/compare.graphql":j,"../../../graphql/operations/customer_details.graphql":p,"../../../graphql/operations/customers.graphql":y,"../../../graphql/operations/customers_ending_soon.graphql":L,"../../../graphql/operations/dashboard.graphql":R,"../../../graphql/operations/estimate.graphql":b,"../../../graphql/operations/feature_details.graphql":C,"../../../graphql/operations/find.graphql":E,"../../../graphql/operations/metric_events.graphql":v,"../../../graphql/operations/metric_history.graphql":_,"../../../graphql/operations/metric_series.graphql":A,"../../../graphql/operations/metric_set.graphql":S,"../../../graphql/operations/plan_charge_page.graphql":g,"../../../graphql/operations/plan_charges.graphql":O,"../../../graphql/operations/plan_customers.graphql":T,"../../../graphql/operations/plan_details.graphql":m,"../../../graphql/operations/plan_prices.graphql":z,"../../../graphql/operations/plans.graphql":x,"../../../graphql/operations/syncs.graphql":D}),we=Object.assign({"../../../graphql/operations/account_details.variables.json":B,"../../../graphql/operations/account_options.variables.json":V,"../../../graphql/operations/account_prices.variables.json":H,"../../../graphql/operations/account_walk.variables.json":U,"../../../graphql/operations/accounts.variables.json":W,"../../../graphql/operations/charge_curve.variables.json":G,"../../../graphql/operations/compare.variables.json":K,"../../../graphql/operations/customer_details.variables.json":q,"../../../graphql/operations/customers.variables.json":ce,"../../../graphql/operations/customers_ending_soon.variables.json":le,"../../../graphql/operations/dashboard.variables.json":ue,"../../../graphql/operations/estimate.variables.json":de,"../../../graphql/operations/feature_details.variables.json":fe,"../../../graphql/operations/find.variables.json":pe,"../../../graphql/operations/metric_events.variables.json":me,"../../../graphql/operations/metric_history.variables.json":he,"../../../graphql/operations/metric_series.variables.json":ge,"../../../graphql/operations/metric_set.variables.json":_e,"../../../graphql/operations/plan_charge_page.variables.json":ve,"../../../graphql/operations/plan_charges.variables.json":ye,"../../../graphql/operations/plan_customers.variables.json":be,"../../../graphql/operations/plan_details.variables.json":xe,"../../../graphql/operations/plan_prices.variables.json":Se});function Te({operation:e,variableDefinitions:t=[]}){return e===`query`&&t.every(e=>e.defaultValue||e.type.kind!==r.NON_NULL_TYPE)}function Ee(e,t){let i=n(t).definitions.find(e=>e.kind===r.OPERATION_DEFINITION);return i?{name:i.name?.value??e,about:/^#\s*(.+)/m.exec(t)?.[1]??``,query:`${t.trim()}\n`,variables:we[e.replace(/\.graphql$/,`.variables.json`)]?.trim()??``,runsAsItIs:Te(i)}:null}var J=Object.entries(Ce).flatMap(([e,t])=>Ee(e,t)??[]).sort((e,t)=>e.name<t.name?-1:1),De=`# Ctrl-Enter runs it, Ctrl-Space completes; more under Examples on the left.
`+((J.find(e=>e.name===`Plans`&&e.runsAsItIs)??J.find(e=>e.runsAsItIs))?.query??`{ __typename }
`);function Y(){let{addTab:e}=ne(),{queryEditor:t,variableEditor:n}=c(({queryEditor:e,variableEditor:t})=>({queryEditor:e,variableEditor:t}));return({query:r,variables:i})=>{e(),t?.setValue(r),n?.setValue(i),t?.focus()}}var X=ae();function Oe(){return(0,X.jsxs)(`svg`,{viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.5`,strokeLinecap:`round`,"aria-hidden":`true`,children:[(0,X.jsx)(`path`,{d:`M6 3h9l4 4v14H6z`,strokeLinejoin:`round`}),(0,X.jsx)(`path`,{d:`M9.5 11h6M9.5 14.5h6M9.5 18h3.5`})]})}function ke(){let e=Y();return(0,X.jsxs)(`section`,{className:`examples`,"aria-label":`Examples`,children:[(0,X.jsx)(`h2`,{children:`Examples`}),(0,X.jsx)(`p`,{children:`Each opens in a new tab. They are the operations in graphql/operations.`}),(0,X.jsx)(`ul`,{children:J.map(t=>(0,X.jsx)(`li`,{children:(0,X.jsxs)(`button`,{type:`button`,onClick:()=>e(t),children:[(0,X.jsx)(`span`,{className:`examples-name`,children:t.name}),t.about&&(0,X.jsx)(`span`,{className:`examples-about`,children:t.about})]})},t.name))})]})}var Z={title:`Examples`,icon:Oe,content:ke};s();var Ae=`/graphql`,je=`application/graphql-response+json, application/json;q=0.9`;function Me({operationName:e,...t}){if(!e)return t;try{return n(t.query).definitions.some(t=>t.kind===r.OPERATION_DEFINITION&&t.name?.value===e)?{...t,operationName:e}:t}catch{return t}}function Ne(e){return async(t,n)=>{let r=await fetch(Ae,{method:`POST`,credentials:`same-origin`,headers:{"content-type":`application/json`,accept:je,...n?.headers},body:JSON.stringify(Me(t))});e(r.status===401);let i=await r.text();try{return JSON.parse(i)}catch{return{errors:[{message:`The server answered ${r.status} ${r.statusText} with something other than JSON.`,extensions:{status:r.status,body:i.slice(0,500)}}]}}}}var Pe=`Copy a link to this operation`;function Fe(){let e=c(({queryEditor:e,variableEditor:t})=>({queryEditor:e,variableEditor:t})),[t,n]=(0,P.useState)(``);(0,P.useEffect)(()=>{let e=setTimeout(()=>n(``),2500);return()=>clearTimeout(e)},[t]);async function r(){let t=k({query:e.queryEditor?.getValue()??``,variables:e.variableEditor?.getValue()??``});try{await navigator.clipboard.writeText(t),n(`Link copied`)}catch{history.replaceState(null,``,t),n(`The link is in the address bar`)}}return(0,X.jsxs)(`div`,{className:`share`,children:[(0,X.jsx)(ee,{label:Pe,onClick:()=>void r(),children:(0,X.jsxs)(`svg`,{className:`graphiql-toolbar-icon`,viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.6`,strokeLinecap:`round`,"aria-hidden":`true`,children:[(0,X.jsx)(`path`,{d:`M10 14a4.5 4.5 0 0 0 6.4 0l3-3A4.5 4.5 0 1 0 13 4.6l-1 1`}),(0,X.jsx)(`path`,{d:`M14 10a4.5 4.5 0 0 0-6.4 0l-3 3A4.5 4.5 0 1 0 11 19.4l1-1`})]})}),(0,X.jsx)(`span`,{className:`share-done`,role:`status`,children:t})]})}var Ie=t({default:()=>$}),Le=oe(`plangraph/`),Re=[Z,re(),te],Q=w(),ze=innerWidth>=900;function Be(){let e=Y();return(0,P.useEffect)(()=>{let t=()=>{let t=w();t&&e(t)};return addEventListener(`hashchange`,t),()=>removeEventListener(`hashchange`,t)},[e]),null}function $({onAnswer:e}){let t=se(),n=(0,P.useMemo)(()=>Ne(e),[e]);return(0,X.jsxs)(l,{fetcher:n,plugins:Re,...ze&&{visiblePlugin:Z.title},storage:Le,defaultQuery:De,...Q&&{initialQuery:Q.query,initialVariables:Q.variables},defaultTheme:t,forcedTheme:t,editorTheme:u,inputValueDeprecation:!0,schemaDescription:!0,showPersistHeadersSettings:!1,children:[(0,X.jsx)(l.Logo,{children:(0,X.jsx)(Be,{})}),(0,X.jsx)(l.Toolbar,{children:({prettify:e,merge:t,copy:n})=>(0,X.jsxs)(X.Fragment,{children:[e,t,n,(0,X.jsx)(Fe,{})]})})]})}export{$ as default,Ie as t};