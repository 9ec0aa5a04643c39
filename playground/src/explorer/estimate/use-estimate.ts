import { useOperation } from "../data/use-operation";
import { Estimate } from "../operations.gen";
import { chargeBy, type Metered, useQuantities } from "./usage";

/** The estimate that the address asks for: a plan, a period, quantities by charge. */
export function useEstimate(plan: string, period: number, metered: readonly Metered[], pause = false) {
  const { of } = useQuantities();
  const usage = metered.map(({ key }) => ({ charge: chargeBy(key), quantity: of(key) })).filter(({ quantity }) => quantity !== "0");
  const variables = { input: { plan: { key: plan }, period, usage } };
  return { answer: useOperation(Estimate, variables, { pause }), variables };
}
