import { compare } from "../values/decimal";

/** Round quantities that a slider stops at, from none to nine hundred million. */
export const STEPS: readonly string[] = [
  "0",
  ...["1", "2", "3", "5", "7"],
  ...Array.from({ length: 8 }, (_, power) => ["10", "15", "20", "30", "50", "70"].map((lead) => lead + "0".repeat(power))).flat(),
];

/** The last step that is not above the quantity. */
export const stepOf = (quantity: string): number => Math.max(STEPS.findLastIndex((step) => compare(step, quantity) <= 0), 0);

/** Twice the leading digit of a quantity: where a curve around it may end. */
export function roundAbove(quantity: string): string {
  const whole = quantity.split(".")[0]?.replace(/^0+/, "") ?? "";
  return whole ? `${2 * Number(whole[0])}${"0".repeat(whole.length - 1)}` : "1000";
}
