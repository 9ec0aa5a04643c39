import { expect, test } from "vitest";
import { kindOf, operationsOf, shapeOf } from "./document";

test.each([
  [{ type: "string", format: "date-time" }, undefined, "string (date-time)"],
  [{ type: ["string", "null"] }, undefined, "string or null"],
  [{ enum: ["active", "ended"] }, undefined, "active | ended"],
  [{ type: "array", items: { enum: ["a", "b"] } }, true, "a | b"],
  [{ type: "array", items: { type: "string" } }, false, "string, joined by commas"],
  [{}, undefined, "any JSON"],
])("%j is told as %s", (schema, repeated, expected) => {
  expect(kindOf(schema, repeated)).toBe(expected);
});

test("each method of a path has an anchor of its own", () => {
  const told = { summary: "", tags: [], responses: {} };
  const found = operationsOf({ info: { title: "", description: "" }, tags: [], components: { schemas: {} }, paths: { "/v1/plans/{id}": { get: told, put: told } } });
  expect(found.map(({ method, anchor }) => [method, anchor])).toEqual([
    ["GET", "get-v1-plans--id-"],
    ["PUT", "put-v1-plans--id-"],
  ]);
  expect(shapeOf({ $ref: "#/components/schemas/Plan" })).toBe("Plan");
});
