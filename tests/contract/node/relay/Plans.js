// What a Relay component says of its data; the compiler reads it, and nothing runs it.
import { graphql } from 'relay-runtime';

graphql`
  query PlansQuery($count: Int!) {
    ...Plans_list @arguments(count: $count)
  }
`;

graphql`
  fragment Plans_list on Query
  @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" })
  @refetchable(queryName: "PlansPageQuery") {
    plans(first: $count, after: $cursor) @connection(key: "Plans_plans") {
      edges {
        node {
          id
          ...Plans_plan
        }
      }
    }
  }
`;

graphql`
  fragment Plans_plan on Plan @refetchable(queryName: "PlanAgainQuery") {
    name
    charges(first: 1) {
      totalCount
    }
  }
`;
