import { buildSchema, introspectionFromSchema } from "graphql";
import { expect, test } from "vitest";
import { mapOf } from "./map";

test("ways lead through connections, and values stay with their type", () => {
  const schema = buildSchema(`
    type Query { plans: PlanConnection! plan(key: String!): Plan }
    type PlanConnection { nodes: [Plan!]! totalCount: Int! }
    type Plan { key: String! name: String products: [Product!]! }
    type Product { name: String! }
  `);

  expect(mapOf(introspectionFromSchema(schema))).toEqual([
    {
      name: "Query",
      fields: [],
      edges: [
        { field: "plans", to: "Plan", many: true },
        { field: "plan", to: "Plan", many: false },
      ],
    },
    { name: "Plan", fields: ["key", "name"], edges: [{ field: "products", to: "Product", many: true }] },
    { name: "Product", fields: ["name"], edges: [] },
  ]);
});
