import { Lines } from "../chart/lines";
import { useOperation } from "../data/use-operation";
import { ChargeCurve, type ChargeCurveQuery } from "../operations.gen";
import { Failure } from "../parts/states";
import { axisPrices, number, price, unitName, whole } from "../values/format";
import type { Charge, Mode } from "./ramps";

type Curve = Extract<NonNullable<ChargeCurveQuery["node"]>, { priceCurve: unknown }>["priceCurve"];

/** Forty steps: a round end makes round quantities between, which can be read out. */
const POINTS = 41;

/** The price of the next unit beside what the whole quantity costs, both worked out by the server. */
export function ChargeCharts({ charge, mode, upTo }: { charge: Charge; mode: Mode; upTo: string }) {
  const answer = useOperation(ChargeCurve, { id: charge.id, upTo, points: POINTS, mode });
  const node = answer.data?.node;
  const curve: Curve = node && "priceCurve" in node ? node.priceCurve : [];
  const unit = charge.creditType;
  const say = (value: string) =>
    unit.currency ? price(value, { ...unit, unit: "WHOLE" }) : `${number(value)} ${unitName(unit)}`;
  const axis = (steps: readonly string[]) => axisPrices(steps, unit);
  const custom = unit.currency ? "" : `, ${unit.name}`;
  if (!curve.length) return <Failure answer={answer} />;
  return (
    <>
      <Lines
        label={`${mode === "VOLUME" ? "Price of every unit" : "Price of the next unit"}${custom}`}
        unit={charge.name}
        stepped
        curves={[{ name: charge.name, points: curve.map(({ quantity, price: value }) => ({ x: quantity, y: whole(value, unit) })) }]}
        say={say}
        axis={axis}
      />
      <Lines
        label={`Total cost${custom}`}
        unit={charge.name}
        curves={[{ name: charge.name, points: curve.map(({ quantity, cost }) => ({ x: quantity, y: whole(cost, unit) })) }]}
        say={say}
        axis={axis}
      />
    </>
  );
}
