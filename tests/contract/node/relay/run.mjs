// Relay's runtime over the compiled artifacts: a page, the next page into the same connection, and one node again.
// Arguments: the endpoint and a key.
import { createRequire } from 'node:module';
import next from '../generated/relay/PlansPageQuery.graphql.js';
import again from '../generated/relay/PlanAgainQuery.graphql.js';
import first from '../generated/relay/PlansQuery.graphql.js';

const { Environment, Network, RecordSource, Store, fetchQuery } = createRequire(import.meta.url)('relay-runtime');
const [url, key] = process.argv.slice(2);
const environment = new Environment({
  store: new Store(new RecordSource()),
  network: Network.create(async ({ text: query }, variables) => {
    const headers = {
      accept: 'application/graphql-response+json',
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
    };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })).json();
  }),
});
const records = () => environment.getStore().getSource();
const connection = () => records().get('client:root:__Plans_plans_connection');
const nodes = () =>
  (connection()?.edges?.__refs ?? []).map((edge) => records().get(records().get(edge).node.__ref).__id);
const pageInfo = () => records().get(connection().pageInfo.__ref);

await fetchQuery(environment, first, { count: 2 }).toPromise();
const page = nodes();
const cursor = pageInfo()?.endCursor ?? null;
await fetchQuery(environment, next, { count: 2, cursor }).toPromise();
const both = nodes();
const found = both.length ? await fetchQuery(environment, again, { id: both[0] }).toPromise() : null;
console.log(JSON.stringify({ page, both, again: records().get(both[0])?.name ?? null, answered: found !== undefined }));
