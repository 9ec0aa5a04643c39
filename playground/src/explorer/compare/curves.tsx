import { Lines } from "../chart/lines";
import { type Curve, quantitiesOf } from "../chart/scale";
import { Section } from "../parts/section";
import { type Column, Table } from "../parts/table";
import { axisPrices, decimals, number, price, unitName, whole } from "../values/format";
import type { Comparison } from "./columns";

interface Props {
  comparison: Comparison;
  vary: string;
  names: readonly string[];
  onVary: (name: string) => void;
}

interface Row {
  quantity: string;
  /** At a jump a quantity has two rows: just below it, and reached. */
  step: number;
  /** In the order of the plans; null where the plan's line has no point. */
  costs: readonly (string | null)[];
}

function pointsOf(curves: readonly Curve[]): Row[] {
  return quantitiesOf(curves).flatMap((quantity) => {
    const found = curves.map(({ points }) => points.filter(({ x }) => x === quantity));
    const steps = Math.max(...found.map(({ length }) => length));
    return Array.from({ length: steps }, (_, step) => ({
      quantity,
      step,
      costs: found.map((points) => (points[step] ?? points.at(-1))?.y ?? null),
    }));
  });
}

/** What each plan comes to as one quantity grows, and from where on another one is cheaper. */
export function Curves({ comparison, vary, names, onVary }: Props) {
  const { curves, breakEvens, estimates } = comparison;
  const unit = estimates.flatMap(({ totals }) => totals).find(({ creditType }) => creditType.currency)?.creditType;
  if (!unit || !curves.length) return null;
  const drawn = curves.map(({ plan, points }) => ({ name: plan.name, points: points.map(({ quantity, cost }) => ({ x: quantity, y: whole(cost, unit) })) }));
  const points = pointsOf(drawn);
  const columns: Column<Row>[] = [
    { name: vary, figure: true, text: ({ quantity }) => quantity },
    ...curves.map(({ plan }, place) => ({
      name: `${plan.name}, ${unitName(unit)}`,
      figure: true,
      least: () => decimals(unit),
      text: ({ costs }: Row) => costs[place] ?? null,
    })),
  ];
  return (
    <Section
      title={`Total by ${vary}`}
      tools={
        <label className="choice">
          Over{" "}
          <select value={vary} onChange={(event) => onVary(event.target.value)}>
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      }
    >
      <Lines
        label={`Total by ${vary}`}
        unit={vary}
        curves={drawn}
        say={(value) => price(value, { ...unit, unit: "WHOLE" })}
        axis={(steps) => axisPrices(steps, unit)}
        marks={breakEvens.map(({ quantity }) => ({ x: quantity, text: number(quantity) }))}
      />
      <ul className="break-evens">
        {breakEvens.map(({ quantity, cheaperBelow, cheaperAbove, cheapest, exact }) => (
          <li key={`${quantity} ${cheaperAbove?.id}`}>
            {exact ? "Above" : "Above about"} <b>{number(quantity)}</b> {vary}{" "}
            {cheaperAbove
              ? `${cheaperAbove.name} costs less${cheaperBelow ? ` than ${cheaperBelow.name}` : ""}`
              : `${cheaperBelow?.name ?? "no plan"} is cheaper no longer`}
            {cheapest && curves.length > 2 && <span className="second">, and the cheapest of all changes</span>}.
          </li>
        ))}
        {!breakEvens.length && <li className="second">No plan becomes cheaper than another within this range.</li>}
      </ul>
      <details>
        <summary>Every point as a table</summary>
        <p className="second">Where a plan’s line begins, bends, jumps or ends; between its points it is straight.</p>
        <Table label={`Total by ${vary}, every point`} lined columns={columns} rows={points} id={({ quantity, step }) => `${quantity} ${step}`} />
      </details>
    </Section>
  );
}
