import { expect, test } from "vitest";
import { exportPath } from "./export-path";

test("names filters and order as the export does, and leaves out what was not asked", () => {
  const filters = { search: "a&b", status: ["ACTIVE", "ENDED"], linked: false, plan: null };
  const path = exportPath("customers", filters, { field: "CREATED_AT", direction: "DESC" });

  expect(path).toBe("/export/customers.csv?search=a%26b&status=ACTIVE&status=ENDED&linked=false&order_by=-created_at");
});

test("is plain when nothing was asked", () => {
  expect(exportPath("plans", { search: null, status: [] })).toBe("/export/plans.csv");
});
