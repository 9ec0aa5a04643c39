// urql: the same as apollo.mjs. Arguments: the endpoint and a key.
import { Client, cacheExchange, fetchExchange, gql } from '@urql/core';

const [url, key] = process.argv.slice(2);
const make = (preferGetMethod) =>
  new Client({
    url,
    preferGetMethod,
    exchanges: [cacheExchange, fetchExchange],
    fetchOptions: { headers: { authorization: `Bearer ${key}` } },
  });
const client = make(false);
const code = async (text) => (await client.query(text, {})).error?.graphQLErrors[0]?.extensions.code ?? null;
const plans = await client.query(
  gql`
    query Plans($first: Int!) {
      plans(first: $first) {
        nodes {
          id
          name
        }
        totalCount
      }
    }
  `,
  { first: 3 },
);
const viewer = await make('force').query(gql`{ viewer { scope } }`, {});
console.log(
  JSON.stringify({
    plans: plans.data?.plans ?? String(plans.error),
    viewer: viewer.data?.viewer.scope ?? String(viewer.error),
    invalid: await code('{ absent }'),
    costly: await code('{ plans(first: 100) { nodes { customers(first: 100) { nodes { name plans { totalCount } } } } } }'),
  }),
);
