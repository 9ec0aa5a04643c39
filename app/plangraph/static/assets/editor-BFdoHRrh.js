import{a as e,r as t}from"./rolldown-runtime-BWaJ3C7D.js";import{U as n,W as r,n as i,r as ee,t as a,u as o}from"./monaco-BcKns_eH.js";import{a as s,i as c,n as te,o as ne,r as re,t as l}from"./graphiql-parts-Bt3aQP32.js";import{a as ie,n as ae}from"./react-C1ArEYGQ.js";import{a as oe,i as se}from"./signed-out-MaRUD9gN.js";import{t as u}from"./graphiql-ByGrFTrz.js";import{_ as d,a as f,b as p,c as m,d as h,f as g,g as _,h as v,i as y,l as b,m as x,n as S,o as C,p as w,r as T,s as E,t as D,u as O,v as k,x as A,y as j}from"./link-0pGIhV7V.js";var M=e(ie(),1),N=`# What an account pays by its metrics, and what every plan would cost it: complete answers first, cheapest first.
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
`,P=`# From an account to its customer, the plans that it is on, their charges and prices, and back to who else is on them.
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
`,F=`# Customers whose active plan ends within a span of time.
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
`,I=`# A dashboard in one request: plans with their charges, prices, minimums, overage rates and first customers.
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
`,L=`# What a plan costs in words, what applies in a period, how its prices go on, and what looks wrong in it.
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
`;self.MonacoEnvironment={getWorker(e,t){return t===`json`?new i:t===`graphql`?new a:new ee}};var R=`{ "key": "acme" }
`,z=`{ "key": "acme" }
`,B=`{"key": "alder-finch"}
`,V=`{ "key": "acme" }
`,H=`{ "first": 5 }
`,U=`{ "id": "charge_82a5ffd61f5856cdbcb34b549a2af12a00832120c2456c535c92e9a2fcfa8ce7b80030", "upTo": "5000" }
`,W=`{
  "input": {
    "plans": [{ "key": "essentials" }, { "key": "professional" }],
    "usage": [{ "charge": "Contacts", "quantity": "25000" }],
    "vary": { "charge": "Contacts", "upTo": "200000" }
  }
}
`,G=`{ "by": { "ingestAlias": "acme" } }
`,K=`{ "first": 5, "status": ["ACTIVE"] }
`,ce=`{ "from": "2026-03-01T00:00:00Z", "to": "2026-04-15T00:00:00Z" }
`,le=`{ "plans": 5, "charges": 10, "customers": 5 }
`,ue=`{ "input": { "plan": { "key": "professional" }, "period": 0, "usage": [{ "charge": { "name": "Contacts" }, "quantity": "25000" }] } }
`,de=`{ "key": "support" }
`,fe=`{ "search": "a" }
`,pe=`{ "account": "acme", "metric": "seats", "first": 3 }
`,me=`{ "account": "acme", "metric": "seats", "from": "2026-01-01T00:00:00Z", "to": "2026-03-01T00:00:00Z", "every": "WEEK" }
`,he=`{ "input": { "accountKey": "acme", "key": "seats", "value": 12, "idempotencyKey": "seats-2026-03-01" } }
`,ge=`{ "keys": ["essentials", "professional"] }
`,_e=`{ "key": "professional", "first": 5, "status": ["ACTIVE", "UPCOMING"] }
`,ve=`{ "key": "professional" }
`,ye=`{"key": "professional", "period": 3}
`;o();var be=Object.assign({"../../../graphql/operations/account_details.graphql":A,"../../../graphql/operations/account_options.graphql":p,"../../../graphql/operations/account_prices.graphql":N,"../../../graphql/operations/account_walk.graphql":P,"../../../graphql/operations/accounts.graphql":j,"../../../graphql/operations/activity.graphql":k,"../../../graphql/operations/charge_curve.graphql":d,"../../../graphql/operations/compare.graphql":_,"../../../graphql/operations/customer_details.graphql":v,"../../../graphql/operations/customers.graphql":x,"../../../graphql/operations/customers_ending_soon.graphql":F,"../../../graphql/operations/dashboard.graphql":I,"../../../graphql/operations/estimate.graphql":w,"../../../graphql/operations/feature_details.graphql":g,"../../../graphql/operations/find.graphql":h,"../../../graphql/operations/metric_history.graphql":O,"../../../graphql/operations/metric_series.graphql":b,"../../../graphql/operations/metric_set.graphql":m,"../../../graphql/operations/plan_charges.graphql":E,"../../../graphql/operations/plan_customers.graphql":C,"../../../graphql/operations/plan_details.graphql":f,"../../../graphql/operations/plan_prices.graphql":L,"../../../graphql/operations/plans.graphql":y,"../../../graphql/operations/syncs.graphql":T}),xe=Object.assign({"../../../graphql/operations/account_details.variables.json":R,"../../../graphql/operations/account_options.variables.json":z,"../../../graphql/operations/account_prices.variables.json":B,"../../../graphql/operations/account_walk.variables.json":V,"../../../graphql/operations/accounts.variables.json":H,"../../../graphql/operations/charge_curve.variables.json":U,"../../../graphql/operations/compare.variables.json":W,"../../../graphql/operations/customer_details.variables.json":G,"../../../graphql/operations/customers.variables.json":K,"../../../graphql/operations/customers_ending_soon.variables.json":ce,"../../../graphql/operations/dashboard.variables.json":le,"../../../graphql/operations/estimate.variables.json":ue,"../../../graphql/operations/feature_details.variables.json":de,"../../../graphql/operations/find.variables.json":fe,"../../../graphql/operations/metric_history.variables.json":pe,"../../../graphql/operations/metric_series.variables.json":me,"../../../graphql/operations/metric_set.variables.json":he,"../../../graphql/operations/plan_charges.variables.json":ge,"../../../graphql/operations/plan_customers.variables.json":_e,"../../../graphql/operations/plan_details.variables.json":ve,"../../../graphql/operations/plan_prices.variables.json":ye});function Se({operation:e,variableDefinitions:t=[]}){return e===`query`&&t.every(e=>e.defaultValue||e.type.kind!==r.NON_NULL_TYPE)}function Ce(e,t){let i=n(t).definitions.find(e=>e.kind===r.OPERATION_DEFINITION);return i?{name:i.name?.value??e,about:/^#\s*(.+)/m.exec(t)?.[1]??``,query:`${t.trim()}\n`,variables:xe[e.replace(/\.graphql$/,`.variables.json`)]?.trim()??``,runsAsItIs:Se(i)}:null}var q=Object.entries(be).flatMap(([e,t])=>Ce(e,t)??[]).sort((e,t)=>e.name<t.name?-1:1),we=`# Ctrl-Enter runs it, Ctrl-Space completes; more under Examples on the left.
`+((q.find(e=>e.name===`Plans`&&e.runsAsItIs)??q.find(e=>e.runsAsItIs))?.query??`{ __typename }
`);function J(){let{addTab:e}=ne(),{queryEditor:t,variableEditor:n}=s(({queryEditor:e,variableEditor:t})=>({queryEditor:e,variableEditor:t}));return({query:r,variables:i})=>{e(),t?.setValue(r),n?.setValue(i),t?.focus()}}var Y=ae();function Te(){return(0,Y.jsxs)(`svg`,{viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.5`,strokeLinecap:`round`,"aria-hidden":`true`,children:[(0,Y.jsx)(`path`,{d:`M6 3h9l4 4v14H6z`,strokeLinejoin:`round`}),(0,Y.jsx)(`path`,{d:`M9.5 11h6M9.5 14.5h6M9.5 18h3.5`})]})}function Ee(){let e=J();return(0,Y.jsxs)(`section`,{className:`examples`,"aria-label":`Examples`,children:[(0,Y.jsx)(`h2`,{children:`Examples`}),(0,Y.jsx)(`p`,{children:`Each opens in a new tab. They are the operations in graphql/operations.`}),(0,Y.jsx)(`ul`,{children:q.map(t=>(0,Y.jsx)(`li`,{children:(0,Y.jsxs)(`button`,{type:`button`,onClick:()=>e(t),children:[(0,Y.jsx)(`span`,{className:`examples-name`,children:t.name}),t.about&&(0,Y.jsx)(`span`,{className:`examples-about`,children:t.about})]})},t.name))})]})}var X={title:`Examples`,icon:Te,content:Ee};o();var De=`/graphql`,Oe=`application/graphql-response+json, application/json;q=0.9`;function ke({operationName:e,...t}){if(!e)return t;try{return n(t.query).definitions.some(t=>t.kind===r.OPERATION_DEFINITION&&t.name?.value===e)?{...t,operationName:e}:t}catch{return t}}function Ae(e){return async(t,n)=>{let r=await fetch(De,{method:`POST`,credentials:`same-origin`,headers:{"content-type":`application/json`,accept:Oe,...n?.headers},body:JSON.stringify(ke(t))});e(r.status===401);let i=await r.text();try{return JSON.parse(i)}catch{return{errors:[{message:`The server answered ${r.status} ${r.statusText} with something other than JSON.`,extensions:{status:r.status,body:i.slice(0,500)}}]}}}}var je=`Copy a link to this operation`;function Me(){let e=s(({queryEditor:e,variableEditor:t})=>({queryEditor:e,variableEditor:t})),[t,n]=(0,M.useState)(``);(0,M.useEffect)(()=>{let e=setTimeout(()=>n(``),2500);return()=>clearTimeout(e)},[t]);async function r(){let t=D({query:e.queryEditor?.getValue()??``,variables:e.variableEditor?.getValue()??``});try{await navigator.clipboard.writeText(t),n(`Link copied`)}catch{history.replaceState(null,``,t),n(`The link is in the address bar`)}}return(0,Y.jsxs)(`div`,{className:`share`,children:[(0,Y.jsx)(c,{label:je,onClick:()=>void r(),children:(0,Y.jsxs)(`svg`,{className:`graphiql-toolbar-icon`,viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.6`,strokeLinecap:`round`,"aria-hidden":`true`,children:[(0,Y.jsx)(`path`,{d:`M10 14a4.5 4.5 0 0 0 6.4 0l3-3A4.5 4.5 0 1 0 13 4.6l-1 1`}),(0,Y.jsx)(`path`,{d:`M14 10a4.5 4.5 0 0 0-6.4 0l-3 3A4.5 4.5 0 1 0 11 19.4l1-1`})]})}),(0,Y.jsx)(`span`,{className:`share-done`,role:`status`,children:t})]})}var Z=t({default:()=>$}),Ne=oe(`plangraph/`),Pe=[X,re(),te],Q=S(),Fe=innerWidth>=900;function Ie(){let e=J();return(0,M.useEffect)(()=>{let t=()=>{let t=S();t&&e(t)};return addEventListener(`hashchange`,t),()=>removeEventListener(`hashchange`,t)},[e]),null}function $({onAnswer:e}){let t=se(),n=(0,M.useMemo)(()=>Ae(e),[e]);return(0,Y.jsxs)(l,{fetcher:n,plugins:Pe,...Fe&&{visiblePlugin:X.title},storage:Ne,defaultQuery:we,...Q&&{initialQuery:Q.query,initialVariables:Q.variables},defaultTheme:t,forcedTheme:t,editorTheme:u,inputValueDeprecation:!0,schemaDescription:!0,showPersistHeadersSettings:!1,children:[(0,Y.jsx)(l.Logo,{children:(0,Y.jsx)(Ie,{})}),(0,Y.jsx)(l.Toolbar,{children:({prettify:e,merge:t,copy:n})=>(0,Y.jsxs)(Y.Fragment,{children:[e,t,n,(0,Y.jsx)(Me,{})]})})]})}export{$ as default,Z as t};