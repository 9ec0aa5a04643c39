import { useAddress } from "../address";
import { PlanCharges, type PlanChargesQuery } from "../operations.gen";
import { useOperation } from "../data/use-operation";
import { useRest } from "../data/use-rest";

type Charge = PlanChargesQuery["plans"]["nodes"][number]["charges"]["nodes"][number];

/** A charge that is billed by a quantity, once for all steps of its ramp. */
export interface Metered {
  /** Its name, or its id where the plan has two of that name. */
  key: string;
  name: string;
  product: string;
}

export const isMetered = ({ chargeType }: Pick<Charge, "chargeType">): boolean => chargeType === "USAGE" || chargeType === "SEAT";

/** The periods after the first in which any charge begins or changes. */
export const startsOf = (charges: readonly { startPeriod: number }[]): number[] =>
  [...new Set(charges.map(({ startPeriod }) => startPeriod))].filter((start) => start > 0).sort((a, b) => a - b);

export interface Chargeable {
  uuid: string;
  name: string;
  chargeType: Charge["chargeType"];
  product: { id: string; name: string };
}

export function meteredOf(charges: readonly Chargeable[]): Metered[] {
  const found = new Map<string, Chargeable>();
  for (const charge of charges) if (isMetered(charge)) found.set(JSON.stringify([charge.product.id, charge.name]), charge);
  const all = [...found.values()];
  return all.map(({ uuid, name, product }) => ({
    key: all.filter((one) => one.name === name).length > 1 ? uuid : name,
    name,
    product: product.name,
  }));
}

/** How many of each charge the address says: `q.Contacts=25000`. */
export function useQuantities(): { of: (key: string) => string; set: (key: string, quantity: string) => void } {
  const { get, set } = useAddress();
  return {
    of: (key) => get(`q.${key}`) ?? "0",
    set: (key, quantity) => set({ [`q.${key}`]: quantity === "0" ? null : quantity }),
  };
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

export const chargeBy = (key: string): { uuid: string } | { name: string } => (UUID.test(key) ? { uuid: key } : { name: key });

/** The plans of these keys with all that they charge for, however many pages it takes. */
export function usePlanCharges(keys: readonly string[]) {
  const answer = useOperation(PlanCharges, { keys: [...keys], after: null }, { pause: keys.length === 0 });
  const found = answer.data?.plans.nodes ?? [];
  const starts = found.map(({ key, charges }) => ({ key, page: charges }));
  const rest = useRest(PlanCharges, starts, (key, after) => ({ keys: [key], after }), ({ plans }) => plans.nodes[0]?.charges);
  const plans = found.map((plan) => ({ ...plan, charges: { nodes: [...plan.charges.nodes, ...rest.of(plan.key)] } }));
  return {
    plans: answer.data && plans,
    pending: answer.pending || rest.pending,
    problem: answer.problem ?? rest.problem,
    again: answer.problem ? answer.again : rest.again,
  };
}
