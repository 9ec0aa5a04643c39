import { buildSchema, introspectionFromSchema } from "graphql";
import { expect, test } from "vitest";
import { drawnOf, mapOf } from "./map";

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

test("payloads are seen through, and what is no type of the map leads nowhere", () => {
  const schema = buildSchema(`
    type Query { node(id: ID!): Node estimate: EstimatePayload! }
    interface Node { id: ID! }
    type EstimatePayload { estimate: Estimate userErrors: [UserError!]! }
    type Estimate { total: String! }
    type UserError { message: String! }
  `);

  const [query] = mapOf(introspectionFromSchema(schema));

  expect(query?.edges).toEqual([{ field: "estimate", to: "Estimate", many: false }]);
});

test("types that belong together stand together, and lonely leaves are not drawn", () => {
  const schema = buildSchema(`
    type Query { a: A far: Far }
    type A { b: B others: [B!]! unit: Unit }
    type Far { c: C end: End }
    type B { a: A }
    type C { far: Far unit: Unit }
    type Unit { name: String! }
    type End { name: String! }
  `);

  const { names, ways, begins } = drawnOf(mapOf(introspectionFromSchema(schema)));

  expect([...names].sort()).toEqual(["A", "B", "C", "Far", "Unit"]);
  expect(Math.abs(names.indexOf("A") - names.indexOf("B"))).toBe(1);
  expect(Math.abs(names.indexOf("C") - names.indexOf("Far"))).toBe(1);
  expect(ways).toContainEqual({ from: "A", to: "B", fields: ["b", "others"] });
  expect(begins.get("A")).toEqual(["a"]);
});
