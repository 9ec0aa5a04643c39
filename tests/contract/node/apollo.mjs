// Apollo Client: a query with variables, an error with its code, a refused mutation. Arguments: the endpoint and a key.
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from '@apollo/client';

const [url, key] = process.argv.slice(2);
const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: new HttpLink({ uri: url, headers: { authorization: `Bearer ${key}` } }),
});
const refused = async (query) => {
  try {
    await client.query({ query });
    return null;
  } catch (error) {
    return CombinedGraphQLErrors.is(error) ? error.errors[0].extensions.code : String(error);
  }
};
const plans = await client.query({
  query: gql`
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
  variables: { first: 3 },
});
const byGet = new ApolloClient({
  cache: new InMemoryCache(),
  link: new HttpLink({ uri: url, headers: { authorization: `Bearer ${key}` }, useGETForQueries: true }),
});
const viewer = await byGet.query({ query: gql`{ viewer { scope } }` });
console.log(
  JSON.stringify({
    plans: plans.data.plans,
    viewer: viewer.data.viewer.scope,
    invalid: await refused(gql`{ absent }`),
    costly: await refused(gql`{ plans(first: 100) { nodes { customers(first: 100) { nodes { name plans { totalCount } } } } } }`),
  }),
);
client.stop();
byGet.stop();
