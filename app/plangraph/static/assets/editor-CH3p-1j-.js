import{a as e,r as t}from"./rolldown-runtime-BWaJ3C7D.js";import{U as n,W as r,n as i,r as a,t as o,u as s}from"./monaco-B_NldDQm.js";import{a as c,i as l,n as u,o as d,r as f,t as p}from"./graphiql-parts-CkJQtMv3.js";import{a as m,n as h}from"./react-IWbD7_cx.js";import{n as g,r as _,t as v}from"./graphiql-CgDCOJVQ.js";self.MonacoEnvironment={getWorker(e,t){return t===`json`?new i:t===`graphql`?new o:new a}};var y=e(m(),1),b=`# One plan with everything that prices it: charges by product, minimums, overage rates and credit grants.
query PlanDetails($key: String!) {
  plan(by: { key: $key }) {
    id
    uuid
    key
    name
    charges(first: 50) {
      totalCount
      nodes {
        id
        name
        chargeType
        startPeriod
        product { name }
        creditType { name }
        prices { tier upTo value formatted }
      }
    }
    minimums { name startPeriod formatted }
    overageRates { startPeriod toFiatConversionFactor creditType { name } fiatCreditType { name } }
    creditGrants { name amountGranted amountPaid priority }
  }
}
`,x=`# All plans by name, with how many charges and active customers each has.
query Plans($first: Int = 25, $after: String) {
  plans(first: $first, after: $after) {
    totalCount
    nodes { id key name charges { totalCount } customers { customerCount } }
    pageInfo { hasNextPage endCursor }
  }
}
`,S=`{ "key": "supabase-pro" }
`;s();var C=Object.assign({"../../../graphql/operations/plan_details.graphql":b,"../../../graphql/operations/plans.graphql":x}),w=Object.assign({"../../../graphql/operations/plan_details.variables.json":S});function T({operation:e,variableDefinitions:t=[]}){return e===`query`&&t.every(e=>e.defaultValue||e.type.kind!==r.NON_NULL_TYPE)}function E(e,t){let i=n(t).definitions.find(e=>e.kind===r.OPERATION_DEFINITION);return i?{name:i.name?.value??e,about:/^#\s*(.+)/m.exec(t)?.[1]??``,query:`${t.trim()}\n`,variables:w[e.replace(/\.graphql$/,`.variables.json`)]?.trim()??``,runsAsItIs:T(i)}:null}var D=Object.entries(C).flatMap(([e,t])=>E(e,t)??[]).sort((e,t)=>e.name<t.name?-1:1),O=`# Ctrl-Enter runs it, Ctrl-Space completes; more under Examples on the left.
`+((D.find(e=>e.name===`Plans`&&e.runsAsItIs)??D.find(e=>e.runsAsItIs))?.query??`{ __typename }
`);function k(){let{addTab:e}=d(),{queryEditor:t,variableEditor:n}=c(({queryEditor:e,variableEditor:t})=>({queryEditor:e,variableEditor:t}));return({query:r,variables:i})=>{e(),t?.setValue(r),n?.setValue(i),t?.focus()}}var A=h();function j(){return(0,A.jsxs)(`svg`,{viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.5`,strokeLinecap:`round`,"aria-hidden":`true`,children:[(0,A.jsx)(`path`,{d:`M6 3h9l4 4v14H6z`,strokeLinejoin:`round`}),(0,A.jsx)(`path`,{d:`M9.5 11h6M9.5 14.5h6M9.5 18h3.5`})]})}function M(){let e=k();return(0,A.jsxs)(`section`,{className:`examples`,"aria-label":`Examples`,children:[(0,A.jsx)(`h2`,{children:`Examples`}),(0,A.jsx)(`p`,{children:`Each opens in a new tab. They are the operations in graphql/operations.`}),(0,A.jsx)(`ul`,{children:D.map(t=>(0,A.jsx)(`li`,{children:(0,A.jsxs)(`button`,{type:`button`,onClick:()=>e(t),children:[(0,A.jsx)(`span`,{className:`examples-name`,children:t.name}),t.about&&(0,A.jsx)(`span`,{className:`examples-about`,children:t.about})]})},t.name))})]})}var N={title:`Examples`,icon:j,content:M};s();var P=`/graphql`,F=`application/graphql-response+json, application/json;q=0.9`;function I({operationName:e,...t}){if(!e)return t;try{return n(t.query).definitions.some(t=>t.kind===r.OPERATION_DEFINITION&&t.name?.value===e)?{...t,operationName:e}:t}catch{return t}}function L(e){return async(t,n)=>{let r=await fetch(P,{method:`POST`,credentials:`same-origin`,headers:{"content-type":`application/json`,accept:F,...n?.headers},body:JSON.stringify(I(t))});e(r.status===401);let i=await r.text();try{return JSON.parse(i)}catch{return{errors:[{message:`The server answered ${r.status} ${r.statusText} with something other than JSON.`,extensions:{status:r.status,body:i.slice(0,500)}}]}}}}function R({query:e,variables:t}){let n=new URLSearchParams({query:e});return t.trim()&&n.set(`variables`,t),`${location.origin}/graphiql#${n}`}function z(){let e=new URLSearchParams(location.hash.slice(1)),t=e.get(`query`);return t?(history.replaceState(null,``,location.pathname+location.search),{query:t,variables:e.get(`variables`)??``}):null}var B=`Copy a link to this operation`;function V(){let e=c(({queryEditor:e,variableEditor:t})=>({queryEditor:e,variableEditor:t})),[t,n]=(0,y.useState)(``);(0,y.useEffect)(()=>{let e=setTimeout(()=>n(``),2500);return()=>clearTimeout(e)},[t]);async function r(){let t=R({query:e.queryEditor?.getValue()??``,variables:e.variableEditor?.getValue()??``});try{await navigator.clipboard.writeText(t),n(`Link copied`)}catch{history.replaceState(null,``,t),n(`The link is in the address bar`)}}return(0,A.jsxs)(`div`,{className:`share`,children:[(0,A.jsx)(l,{label:B,onClick:()=>void r(),children:(0,A.jsxs)(`svg`,{className:`graphiql-toolbar-icon`,viewBox:`0 0 24 24`,fill:`none`,stroke:`currentColor`,strokeWidth:`1.6`,strokeLinecap:`round`,"aria-hidden":`true`,children:[(0,A.jsx)(`path`,{d:`M10 14a4.5 4.5 0 0 0 6.4 0l3-3A4.5 4.5 0 1 0 13 4.6l-1 1`}),(0,A.jsx)(`path`,{d:`M14 10a4.5 4.5 0 0 0-6.4 0l-3 3A4.5 4.5 0 1 0 11 19.4l1-1`})]})}),(0,A.jsx)(`span`,{className:`share-done`,role:`status`,children:t})]})}var H=t({default:()=>J}),U=_(`plangraph/`),W=[N,f(),u],G=z(),K=innerWidth>=900;function q(){let e=k();return(0,y.useEffect)(()=>{let t=()=>{let t=z();t&&e(t)};return addEventListener(`hashchange`,t),()=>removeEventListener(`hashchange`,t)},[e]),null}function J({onAnswer:e}){let t=g(),n=(0,y.useMemo)(()=>L(e),[e]);return(0,A.jsxs)(p,{fetcher:n,plugins:W,...K&&{visiblePlugin:N.title},storage:U,defaultQuery:O,...G&&{initialQuery:G.query,initialVariables:G.variables},defaultTheme:t,forcedTheme:t,editorTheme:v,inputValueDeprecation:!0,schemaDescription:!0,showPersistHeadersSettings:!1,children:[(0,A.jsx)(p.Logo,{children:(0,A.jsx)(q,{})}),(0,A.jsx)(p.Toolbar,{children:({prettify:e,merge:t,copy:n})=>(0,A.jsxs)(A.Fragment,{children:[e,t,n,(0,A.jsx)(V,{})]})})]})}export{J as default,H as t};