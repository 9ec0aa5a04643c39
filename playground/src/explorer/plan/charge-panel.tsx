import { Facts } from "../parts/facts";
import { Section } from "../parts/section";
import { type Column, Table } from "../parts/table";
import { Tag } from "../parts/tag";
import { number, type Period, periodName, price, unitName, whole } from "../values/format";
import type { Line } from "./charges";
import { conversionWords, priceLines } from "./price-words";
import type { Charge, Plan } from "./ramps";
import { Steps } from "./steps";

type Price = Charge["prices"][number];

/** One charge: its tiers drawn and in a table, and how it changes from period to period. */
export function ChargePanel({ line, plan }: { line: Line; plan: Plan }) {
  const { charge, mode, assumed, ramp } = line;
  const kind = plan.annotations.period;
  const unit = charge.creditType;
  const percent = charge.chargeType === "COMPOSITE";
  const metric = plan.annotations.metrics.find((one) => one.charge === charge.name);
  const parts = plan.annotations.composites.find((one) => one.charge === charge.name)?.parts;
  const least = unit.currency && !percent ? 2 : 0;
  const tiered = charge.prices.length > 1;
  const columns: Column<Price>[] = [
    { name: "From", figure: true, text: ({ tier }) => tier },
    { name: "Up to", figure: true, text: ({ upTo }) => upTo },
    {
      name: percent ? "Percent" : `Price, ${unitName(unit)}`,
      figure: true,
      least,
      text: ({ value }) => (percent ? value : whole(value, unit)),
    },
  ];
  return (
    <Section
      title={charge.name}
      note={[charge.chargeType.toLowerCase(), charge.product.name].join(" · ")}
      tools={tiered && (assumed ? <Tag kind="warn">graduated, assumed: the vendor does not say</Tag> : <Tag kind="accent">{mode.toLowerCase()}</Tag>)}
    >
      <div className="panel">
        {tiered && (
          <Steps
            bands={charge.prices.map(({ tier, upTo, value }) => ({ from: tier, to: upTo, value }))}
            say={(value) => (percent ? `${number(value)} %` : price(value, unit))}
            label={mode === "VOLUME" ? "Price of every unit, by quantity" : "Price of the next unit"}
          />
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
          ["Metric", metric && <><code>{metric.metricKey}</code>, {METRIC_WORDS[metric.usage]}</>],
          ["Percentage of", parts?.join(", ")],
          ["Collected", collection(charge.prices[0])],
          ...charge.customFields.map(({ key, value }) => [key, value] as const),
        ]}
      />
      {ramp.steps.length > 1 && <RampSteps line={line} kind={kind} />}
    </Section>
  );
}

const METRIC_WORDS = { LAST: "its last value", MAX: "its largest value", CHANGE: "how far it rose" };

function collection(first: Price | undefined): string | null {
  if (!first) return null;
  const every = first.collectionInterval && first.collectionInterval > 1 ? `every ${first.collectionInterval} periods` : null;
  return [first.collectionSchedule?.toLowerCase().replaceAll("_", " "), every].filter(Boolean).join(", ") || null;
}

function RampSteps({ line, kind }: { line: Line; kind: Period }) {
  const columns: Column<Charge>[] = [
    { name: "From", text: ({ startPeriod }) => periodName(kind, startPeriod) },
    { name: "Price", text: (step) => priceLines(step, line.mode).join("; ") },
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
