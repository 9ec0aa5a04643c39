import { useMedia } from "../../shared/media";
import { Section } from "../parts/section";
import { number, type Period, periodNumber } from "../values/format";
import { changes, type Plan } from "./ramps";
import "./timeline.css";

const MOST_COLUMNS = 5;

interface Row {
  key: string;
  name: string;
  kind: string;
  steps: { from: number; text: string }[];
}

const KINDS = { CHARGE: "", MINIMUM: "minimum", OVERAGE_RATE: "" };

/** The ramps that change or begin later, as the server tells them. */
function rowsOf(plan: Plan): Row[] {
  return plan.ramps
    .map(({ kind, name, creditType, steps }) => ({
      key: `${kind} ${name} ${creditType.id} ${steps[0]?.words}`,
      name,
      kind: KINDS[kind],
      steps: steps.map(({ startPeriod, words }) => ({ from: startPeriod, text: words })),
    }))
    .filter(({ steps }) => steps.length > 1 || (steps[0]?.from ?? 0) > 0);
}

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
                  <button type="button" onClick={() => onChange(column)}>
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
                      {step ? step.text : <span className={begun ? "unseen" : "none"}>{begun ? "as before" : "not yet"}</span>}
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
