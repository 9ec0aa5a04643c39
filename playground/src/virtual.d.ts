declare module "virtual:schema-shape" {
  import type { IntrospectionQuery } from "graphql";
  const shape: IntrospectionQuery;
  export default shape;
}
