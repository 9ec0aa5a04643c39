import { useMedia } from "../parts/media";
import { Section } from "../parts/section";
import { number, type Period, periodName, periodNumber, price } from "../values/format";
import { type Mode, priceLines } from "./price-words";
import { changes, chargeRamps, minimumRamps, type Plan, rateRamps } from "./ramps";
import "./timeline.css";

const MOST_COLUMNS = 5;

interface Row {
  key: string;
  name: string;
  kind: string;
  steps: { from: number; text: string }[];
}

function rowsOf(plan: Plan): Row[] {
  const mode = (name: string): Mode => plan.annotations.tierModes.find((one) => one.charge === name)?.mode ?? "GRADUATED";
  const charges = chargeRamps(plan).map(({ key, steps }) => ({
    key,
    name: steps[0]?.name ?? "",
    kind: "",
    steps: steps.map((step) => ({ from: step.startPeriod, text: priceLines(step, mode(step.name)).join("; ") })),
  }));
  const minimums = minimumRamps(plan).map(({ key, steps }) => ({
    key: `minimum ${key}`,
    name: steps[0]?.name ?? "",
    kind: "minimum",
    steps: steps.map((step) => ({ from: step.startPeriod, text: price(step.value, step.creditType) })),
  }));
  const rates = rateRamps(plan).map(({ key, steps }) => ({
    key: `rate ${key}`,
    name: steps[0]?.creditType.name ?? "",
    kind: "overage",
    steps: steps.map((step) => ({ from: step.startPeriod, text: `${rateWords(step.toFiatConversionFactor, step.fiatCreditType)} each` })),
  }));
  return [...charges, ...minimums, ...rates].filter(({ steps }) => steps.length > 1 || (steps[0]?.from ?? 0) > 0);
}

export const rateWords = (factor: string, fiat: Plan["overageRates"][number]["fiatCreditType"]): string => price(factor, fiat);

interface Props {
  plan: Plan;
  period: number;
  onChange: (period: number) => void;
}

/** What changes when: a row for whatever does, a cell for each change, the chosen period's marked. */
export function Timeline({ plan, period, onChange }: Props) {
  const kind: Period = plan.annotations.period;
  const rows = rowsOf(plan);
  const narrow = useMedia("(max-width: 700px)");
  if (!rows.length) return null;
  const columns = [0, ...changes(plan)];
  const current = columns.findLast((column) => column <= period) ?? 0;
  return (
    <Section title="Changes over time" note={`${number(rows.length)} of the plan's prices`}>
      <div className={narrow || columns.length > MOST_COLUMNS ? "timeline timeline-stacked" : "timeline"}>
        <table>
          <thead>
            <tr>
              <th scope="col">Price</th>
              {columns.map((column) => (
                <th key={column} scope="col" data-now={column === current || undefined}>
                  <button type="button" aria-label={`Show ${periodName(kind, column)}`} onClick={() => onChange(column)}>
                    from {kind.toLowerCase()} {periodNumber(column)}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">
                  {row.name} {row.kind && <span className="second">{row.kind}</span>}
                </th>
                {columns.map((column) => {
                  const step = row.steps.find(({ from }) => from === column);
                  const begun = row.steps.some(({ from }) => from <= column);
                  return (
                    <td key={column} data-now={column === current || undefined} data-from={`From ${kind.toLowerCase()} ${periodNumber(column)}`} data-same={!step || undefined}>
                      {step ? step.text : <span className="none" aria-label={begun ? "as before" : "not yet"}>{begun ? "" : "not yet"}</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
