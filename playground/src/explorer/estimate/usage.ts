import { useAddress } from "../address";
import { PlanCharges, type PlanChargesQuery } from "../operations.gen";
import { useOperation } from "../data/use-operation";

type Charge = PlanChargesQuery["plans"]["nodes"][number]["charges"]["nodes"][number];

/** A charge that is billed by a quantity, once for all steps of its ramp. */
export interface Metered {
  /** Its name, or its id where the plan has two of that name. */
  key: string;
  name: string;
  product: string;
}

export const isMetered = ({ chargeType }: Pick<Charge, "chargeType">): boolean => chargeType === "USAGE" || chargeType === "SEAT";

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

export function usePlanCharges(keys: readonly string[]) {
  return useOperation(PlanCharges, { keys: [...keys] }, { pause: keys.length === 0 });
}
