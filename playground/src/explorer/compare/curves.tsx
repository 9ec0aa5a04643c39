import { Lines } from "../chart/lines";
import { Section } from "../parts/section";
import { type Column, Table } from "../parts/table";
import { axisPrices, number, price, unitName, whole } from "../values/format";
import type { Comparison } from "./columns";

interface Props {
  comparison: Comparison;
  vary: string;
  names: readonly string[];
  onVary: (name: string) => void;
}

interface Point {
  quantity: string;
  costs: readonly (string | null)[];
}

/** What each plan comes to as one quantity grows, and from where on another one is cheaper. */
export function Curves({ comparison, vary, names, onVary }: Props) {
  const { curves, breakEvens, estimates } = comparison;
  const unit = estimates.flatMap(({ totals }) => totals).find(({ creditType }) => creditType.currency)?.creditType;
  if (!unit || !curves.length) return null;
  const quantities = curves[0]?.points.map(({ quantity }) => quantity) ?? [];
  const points: Point[] = quantities.map((quantity) => ({
    quantity,
    costs: curves.map((curve) => curve.points.find((point) => point.quantity === quantity)?.cost ?? null),
  }));
  const columns: Column<Point>[] = [
    { name: vary, figure: true, text: ({ quantity }) => quantity },
    ...curves.map(({ plan }, place) => ({
      name: `${plan.name}, ${unitName(unit)}`,
      figure: true,
      least: () => 2 as const,
      text: ({ costs }: Point) => {
        const cost = costs[place];
        return cost === null || cost === undefined ? null : whole(cost, unit);
      },
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
        curves={curves.map(({ plan, points: found }) => ({
          name: plan.name,
          points: found.map(({ quantity, cost }) => ({ x: quantity, y: whole(cost, unit) })),
        }))}
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
        <Table label={`Total by ${vary}, every point`} short columns={columns} rows={points} id={({ quantity }) => quantity} />
      </details>
    </Section>
  );
}
