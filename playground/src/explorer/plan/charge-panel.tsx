import { useAddress } from "../address";
import { Facts } from "../parts/facts";
import { Section } from "../parts/section";
import { type Column, Table } from "../parts/table";
import { Tag } from "../parts/tag";
import { decimals, number, type Period, periodName, unitName, whole } from "../values/format";
import { ChargeCharts } from "./charge-charts";
import type { Line } from "./charges";
import { conversionWords } from "./conversion";
import { curveEnd } from "./curve-end";
import { type Charge, chargeWords, type Mode, type Plan } from "./ramps";

type Price = Charge["prices"][number];

/** One charge: its tiers drawn and in a table, and how it changes from period to period. */
export function ChargePanel({ line, plan }: { line: Line; plan: Plan }) {
  const { charge, assumed, ramp } = line;
  const { get, set } = useAddress();
  const asked = get("tiers")?.toUpperCase();
  const mode = assumed && (asked === "VOLUME" || asked === "GRADUATED") ? asked : line.mode;
  const kind = plan.annotations.period;
  const unit = charge.creditType;
  const percent = charge.chargeType === "COMPOSITE";
  const parts = plan.annotations.composites.find((one) => one.charge === charge.name)?.parts;
  const least = percent ? 0 : decimals(unit);
  const tiered = charge.prices.length > 1;
  const columns: Column<Price>[] = [
    { name: "From", figure: true, text: ({ tier }) => tier },
    { name: "Up to", figure: true, text: ({ upTo }) => upTo },
    {
      name: percent ? "Percent" : `Price, ${unitName(unit)}`,
      figure: true,
      least: () => least,
      text: ({ value }) => (percent ? value : whole(value, unit)),
    },
  ];
  return (
    <Section
      title={charge.name}
      className="not-on-paper"
      note={[charge.chargeType.toLowerCase(), charge.product.name].join(" · ")}
      tools={tiered && (assumed ? <Modes mode={mode} onChange={(next) => set({ tiers: next })} /> : <Tag kind="accent">{mode.toLowerCase()}</Tag>)}
    >
      <div className="panel">
        {(charge.chargeType === "USAGE" || charge.chargeType === "SEAT") && (
          <ChargeCharts key={charge.id} charge={charge} mode={mode} upTo={curveEnd(charge)} />
        )}
        <div className="panel-table">
          <Table label={`Prices of ${charge.name}`} short columns={columns} rows={charge.prices} id={({ id }) => id} />
        </div>
      </div>
      <Facts
        facts={[
          ["Billed quantity", charge.unitConversion && conversionWords(charge.unitConversion)],
          ["Tiers start again", charge.tierResetFrequency > 1 ? `every ${charge.tierResetFrequency} billing periods` : null],
          ["Quantity", charge.quantity && number(charge.quantity)],
          ["Metric", charge.metricKey && <><code>{charge.metricKey}</code>, {METRIC_WORDS[charge.metricUsage ?? "LAST"]}</>],
          ["Percentage of", parts?.join(", ")],
          ["Collected", collection(charge.prices[0])],
          ...charge.customFields.map(({ key, value }) => [key, value] as const),
        ]}
      />
      {ramp.steps.length > 1 && <RampSteps line={line} kind={kind} words={chargeWords(plan)} />}
    </Section>
  );
}

/** The vendor does not say how tiers apply, so the reader may look at both. */
function Modes({ mode, onChange }: { mode: Mode; onChange: (mode: string | null) => void }) {
  return (
    <span className="modes">
      <Tag kind="warn">the vendor does not say how tiers apply</Tag>
      <label>
        <input type="radio" name="tiers" checked={mode === "GRADUATED"} onChange={() => onChange(null)} /> graduated, assumed
      </label>
      <label>
        <input type="radio" name="tiers" checked={mode === "VOLUME"} onChange={() => onChange("volume")} /> volume
      </label>
    </span>
  );
}

const METRIC_WORDS = { LAST: "its last value", MAX: "its largest value", CHANGE: "how far it rose" };

function collection(first: Price | undefined): string | null {
  if (!first) return null;
  const every = first.collectionInterval && first.collectionInterval > 1 ? `every ${first.collectionInterval} periods` : null;
  return [first.collectionSchedule?.toLowerCase().replaceAll("_", " "), every].filter(Boolean).join(", ") || null;
}

function RampSteps({ line, kind, words }: { line: Line; kind: Period; words: ReadonlyMap<string, string> }) {
  const columns: Column<Charge>[] = [
    { name: "From", text: ({ startPeriod }) => periodName(kind, startPeriod) },
    { name: "Price", text: ({ id }) => words.get(id) ?? null },
  ];
  return (
    <div className="panel-ramp">
      <h3>Ramp</h3>
      <Table
        label={`Ramp of ${line.charge.name}`}
        short
        columns={columns}
        rows={line.ramp.steps}
        id={({ id }) => id}
        chosen={({ id }) => id === line.now?.id}
      />
    </div>
  );
}
