import{a as e,r as t}from"./rolldown-runtime-BWaJ3C7D.js";import{U as n,W as r,n as i,r as ee,t as a,u as o}from"./monaco-BcKns_eH.js";import{a as s,i as c,n as te,o as ne,r as re,t as l}from"./graphiql-parts-Bt3aQP32.js";import{a as ie,n as ae}from"./react-C1ArEYGQ.js";import{a as oe,i as u}from"./signed-out-hba1ep2D.js";import{t as d}from"./graphiql-DuIydkQ8.js";import{a as f,c as p,d as m,f as h,h as g,i as _,l as v,m as y,n as b,o as x,p as S,r as C,s as w,t as T,u as E}from"./link-BDl58k1m.js";var D=e(ie(),1),O=`# From an account to its customer, the plans that it is on, their charges and prices, and back to who else is on them.
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
`,A=`# Customers whose active plan ends within a span of time.
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
`,j=`# A dashboard in one request: plans with their charges, prices, minimums, overage rates and first customers.
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
`,M=`# What a billing period of a plan comes to for given usage: each line with the rule behind it, totals, credits, overage.
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
`,N=`# What plans charge for, by name: what an estimate or a comparison can be given usage for.
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
`,P=`# What the key that asks may do.
query Viewer {
  viewer { scope accountKey keyPrefix expiresAt }
}
`;self.MonacoEnvironment={getWorker(e,t){return t===`json`?new i:t===`graphql`?new a:new ee}};var F=`{ "key": "acme" }
`,I=`{ "key": "acme" }
`,L=`{ "first": 5 }
`,R=`{ "id": "charge_82a5ffd61f5856cdbcb34b549a2af12a00832120c2456c535c92e9a2fcfa8ce7b80030", "upTo": "5000" }
`,z=`{
  "input": {
    "plans": [{ "key": "essentials" }, { "key": "professional" }],
    "usage": [{ "charge": "Contacts", "quantity": "25000" }],
    "vary": { "charge": "Contacts", "upTo": "200000" }
  }
}
`,B=`{ "by": { "ingestAlias": "acme" } }
`,V=`{ "first": 5, "status": ["ACTIVE"] }
`,H=`{ "from": "2026-03-01T00:00:00Z", "to": "2026-04-15T00:00:00Z" }
`,U=`{ "plans": 5, "charges": 10, "customers": 5 }
`,W=`{ "input": { "plan": { "key": "professional" }, "period": 0, "usage": [{ "charge": { "name": "Contacts" }, "quantity": "25000" }] } }
`,G=`{ "key": "support" }
`,se=`{ "search": "a" }
`,K=`{ "account": "acme", "metric": "seats", "first": 3 }
`,ce=`{ "account": "acme", "metric": "seats", "from": "2026-01-01T00:00:00Z", "to": "2026-03-01T00:00:00Z", "every": "WEEK" }
`,le=`{ "input": { "accountKey": "acme", "key": "seats", "value": 12, "idempotencyKey": "seats-2026-03-01" } }
`,ue=`{ "keys": ["essentials", "professional"] }
`,de=`{ "key": "professional", "first": 5, "status": ["ACTIVE", "UPCOMING"] }
`,fe=`{ "key": "professional" }
`;o();var pe=Object.assign({"../../../graphql/operations/account_details.graphql":g,"../../../graphql/operations/account_walk.graphql":O,"../../../graphql/operations/accounts.graphql":y,"../../../graphql/operations/charge_curve.graphql":S,"../../../graphql/operations/compare.graphql":k,"../../../graphql/operations/customer_details.graphql":h,"../../../graphql/operations/customers.graphql":m,"../../../graphql/operations/customers_ending_soon.graphql":A,"../../../graphql/operations/dashboard.graphql":j,"../../../graphql/operations/estimate.graphql":M,"../../../graphql/operations/feature_details.graphql":E,"../../../graphql/operations/find.graphql":v,"../../../graphql/operations/metric_history.graphql":p,"../../../graphql/operations/metric_series.graphql":w,"../../../graphql/operations/metric_set.graphql":x,"../../../graphql/operations/plan_charges.graphql":N,"../../../graphql/operations/plan_customers.graphql":f,"../../../graphql/operations/plan_details.graphql":_,"../../../graphql/operations/plans.graphql":C,"../../../graphql/operations/viewer.graphql":P}),me=Object.assign({"../../../graphql/operations/account_details.variables.json":F,"../../../graphql/operations/account_walk.variables.json":I,"../../../graphql/operations/accounts.variables.json":L,"../../../graphql/operations/charge_curve.variables.json":R,"../../../graphql/operations/compare.variables.json":z,"../../../graphql/operations/customer_details.variables.json":B,"../../../graphql/operations/customers.variables.json":V,"../../../graphql/operations/customers_ending_soon.variables.json":H,"../../../graphql/operations/dashboard.variables.json":U,"../../../graphql/operations/estimate.variables.json":W,"../../../graphql/operations/feature_details.variables.json":G,"../../../graphql/operations/find.variables.json":se,"../../../graphql/operations/metric_history.variables.json":K,"../../../graphql/operations/metric_series.variables.json":ce,"../../../graphql/operations/metric_set.variables.json":le,"../../../graphql/operations/plan_charges.variables.json":ue,"../../../graphql/operations/plan_customers.variables.json":de,"../../../graphql/operations/plan_details.variables.json":fe});function he({operation:e,variableDefinitions:t=[]}){return e===`query`&&t.every(e=>e.defaultValue||e.type.kind!==r.NON_NULL_TYPE)}function ge(e,t){let i=n(t).definitions.find(e=>e.kind===r.OPERATION_DEFINITION);return i?{name:i.name?.value??e,about:/^#\s*(.+)/m.exec(t)?.[1]??``,query:`${t.trim()}\n`,variables:me[e.replace(/\.graphql$/,`.variables.json`)]?.trim()??``,runsAsItIs:he(i)}:null}var q=Object.entries(pe).flatMap(([e,t])=>ge(e,t)??[]).sort((e,t)=>e.name<t.name?-1:1),_e=`# Ctrl-Enter runs it, Ctrl-Space completes; more under Examples on the left.
`+((q.find(e=>e.name===`Plans`&&e.runsAsItIs)??q.find(e=>e.runsAsItIs))?.query??`{ __typename }
`);function J(){let{addTab:e}=ne(),{queryEditor:t,variableEditor:n}=s(({queryEditor:e,variableEditor:t})=>({queryEditor:e,variableEditor:t}));return({query:r,variables:i})=>{e(),t?.setValue(r),n?.setValue(i),t?.focus()}}var Y=ae();function ve(){return(0,Y.jsxs)(`svg`,{viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.5`,strokeLinecap:`round`,"aria-hidden":`true`,children:[(0,Y.jsx)(`path`,{d:`M6 3h9l4 4v14H6z`,strokeLinejoin:`round`}),(0,Y.jsx)(`path`,{d:`M9.5 11h6M9.5 14.5h6M9.5 18h3.5`})]})}function ye(){let e=J();return(0,Y.jsxs)(`section`,{className:`examples`,"aria-label":`Examples`,children:[(0,Y.jsx)(`h2`,{children:`Examples`}),(0,Y.jsx)(`p`,{children:`Each opens in a new tab. They are the operations in graphql/operations.`}),(0,Y.jsx)(`ul`,{children:q.map(t=>(0,Y.jsx)(`li`,{children:(0,Y.jsxs)(`button`,{type:`button`,onClick:()=>e(t),children:[(0,Y.jsx)(`span`,{className:`examples-name`,children:t.name}),t.about&&(0,Y.jsx)(`span`,{className:`examples-about`,children:t.about})]})},t.name))})]})}var X={title:`Examples`,icon:ve,content:ye};o();var be=`/graphql`,xe=`application/graphql-response+json, application/json;q=0.9`;function Se({operationName:e,...t}){if(!e)return t;try{return n(t.query).definitions.some(t=>t.kind===r.OPERATION_DEFINITION&&t.name?.value===e)?{...t,operationName:e}:t}catch{return t}}function Ce(e){return async(t,n)=>{let r=await fetch(be,{method:`POST`,credentials:`same-origin`,headers:{"content-type":`application/json`,accept:xe,...n?.headers},body:JSON.stringify(Se(t))});e(r.status===401);let i=await r.text();try{return JSON.parse(i)}catch{return{errors:[{message:`The server answered ${r.status} ${r.statusText} with something other than JSON.`,extensions:{status:r.status,body:i.slice(0,500)}}]}}}}var we=`Copy a link to this operation`;function Te(){let e=s(({queryEditor:e,variableEditor:t})=>({queryEditor:e,variableEditor:t})),[t,n]=(0,D.useState)(``);(0,D.useEffect)(()=>{let e=setTimeout(()=>n(``),2500);return()=>clearTimeout(e)},[t]);async function r(){let t=T({query:e.queryEditor?.getValue()??``,variables:e.variableEditor?.getValue()??``});try{await navigator.clipboard.writeText(t),n(`Link copied`)}catch{history.replaceState(null,``,t),n(`The link is in the address bar`)}}return(0,Y.jsxs)(`div`,{className:`share`,children:[(0,Y.jsx)(c,{label:we,onClick:()=>void r(),children:(0,Y.jsxs)(`svg`,{className:`graphiql-toolbar-icon`,viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.6`,strokeLinecap:`round`,"aria-hidden":`true`,children:[(0,Y.jsx)(`path`,{d:`M10 14a4.5 4.5 0 0 0 6.4 0l3-3A4.5 4.5 0 1 0 13 4.6l-1 1`}),(0,Y.jsx)(`path`,{d:`M14 10a4.5 4.5 0 0 0-6.4 0l-3 3A4.5 4.5 0 1 0 11 19.4l1-1`})]})}),(0,Y.jsx)(`span`,{className:`share-done`,role:`status`,children:t})]})}var Z=t({default:()=>$}),Ee=oe(`plangraph/`),De=[X,re(),te],Q=b(),Oe=innerWidth>=900;function ke(){let e=J();return(0,D.useEffect)(()=>{let t=()=>{let t=b();t&&e(t)};return addEventListener(`hashchange`,t),()=>removeEventListener(`hashchange`,t)},[e]),null}function $({onAnswer:e}){let t=u(),n=(0,D.useMemo)(()=>Ce(e),[e]);return(0,Y.jsxs)(l,{fetcher:n,plugins:De,...Oe&&{visiblePlugin:X.title},storage:Ee,defaultQuery:_e,...Q&&{initialQuery:Q.query,initialVariables:Q.variables},defaultTheme:t,forcedTheme:t,editorTheme:d,inputValueDeprecation:!0,schemaDescription:!0,showPersistHeadersSettings:!1,children:[(0,Y.jsx)(l.Logo,{children:(0,Y.jsx)(ke,{})}),(0,Y.jsx)(l.Toolbar,{children:({prettify:e,merge:t,copy:n})=>(0,Y.jsxs)(Y.Fragment,{children:[e,t,n,(0,Y.jsx)(Te,{})]})})]})}export{$ as default,Z as t};