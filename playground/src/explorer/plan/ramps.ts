import { startsOf } from "../estimate/usage";
import type { PlanDetailsQuery } from "../operations.gen";

export type Plan = NonNullable<PlanDetailsQuery["plan"]>;
export type Charge = Plan["charges"]["nodes"][number];
export type Mode = Charge["tierMode"];
export type Minimum = Plan["minimums"][number];
export type OverageRate = Plan["overageRates"][number];

interface Step {
  startPeriod: number;
}

/** Entries that follow one another as billing periods pass; the first step first. */
export interface Ramp<Entry extends Step> {
  key: string;
  steps: readonly Entry[];
}

export function rampsOf<Entry extends Step>(entries: readonly Entry[], key: (entry: Entry) => string): Ramp<Entry>[] {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = key(entry);
    found.set(name, [...(found.get(name) ?? []), entry]);
  }
  return [...found].map(([name, steps]) => ({ key: name, steps: steps.sort((a, b) => a.startPeriod - b.startPeriod) }));
}

/** Which step applies in a period: the one that started last; null before the first. */
export function stepAt<Entry extends Step>({ steps }: Ramp<Entry>, period: number): Entry | null {
  return steps.findLast((step) => step.startPeriod <= period) ?? null;
}

const joined = (...parts: string[]) => JSON.stringify(parts);

export const chargeRamps = (plan: Plan): Ramp<Charge>[] =>
  rampsOf(plan.charges.nodes, (charge) => joined(charge.product.id, charge.name, charge.chargeType, charge.creditType.id));

export const minimumRamps = (plan: Plan): Ramp<Minimum>[] =>
  rampsOf(plan.minimums, (minimum) => joined(minimum.name, minimum.creditType.id));

export const rateRamps = (plan: Plan): Ramp<OverageRate>[] =>
  rampsOf(plan.overageRates, (rate) => joined(rate.creditType.id, rate.fiatCreditType.id));

/** The periods in which anything begins or changes, the first period left out. */
export function changes(plan: Plan): number[] {
  return startsOf([...plan.charges.nodes, ...plan.minimums, ...plan.overageRates]);
}

/** The server's words for each step of each charge, by the charge's id: `free up to 10,000, then $0.01 each`. */
export function chargeWords(plan: Plan): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { steps } of chargeRamps(plan)) {
    const told = plan.ramps.find(({ charge }) => steps.some(({ id }) => id === charge?.id));
    for (const step of steps) {
      const words = told?.steps.find(({ startPeriod }) => startPeriod === step.startPeriod)?.words;
      if (words) found.set(step.id, words);
    }
  }
  return found;
}
