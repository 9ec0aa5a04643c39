import { expect, test } from "vitest";
import { rampsOf, stepAt } from "./ramps";

const entry = (name: string, startPeriod: number) => ({ name, startPeriod });

test("the step that started last applies, from its period on", () => {
  const [calls, seats] = rampsOf([entry("calls", 12), entry("seats", 2), entry("calls", 0), entry("calls", 3)], (one) => one.name);

  const at = (period: number) => (calls ? stepAt(calls, period)?.startPeriod : undefined);

  expect([0, 2, 3, 11, 12, 99].map(at)).toEqual([0, 0, 3, 3, 12, 12]);
  expect(seats && stepAt(seats, 1)).toBeNull();
  expect(seats && stepAt(seats, 2)?.startPeriod).toBe(2);
});
