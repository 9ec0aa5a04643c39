import type { ReactNode } from "react";
import { Sparkline } from "../chart/lines";
import { Section } from "../parts/section";
import { type Column, Table } from "../parts/table";
import { Tag } from "../parts/tag";
import { counted, decimals, number, periodName, type Period, type Unit, whole } from "../values/format";
import { conversionWords } from "./conversion";
import { type Charge, type Mode, type Plan, type Ramp, chargeRamps, chargeWords, stepAt } from "./ramps";

/** A ramp as it stands in the chosen period. */
export interface Line {
  ramp: Ramp<Charge>;
  charge: Charge;
  /** Null: the first step is yet to come. */
  now: Charge | null;
  mode: Mode;
  /** Nobody said how its tiers apply. */
  assumed: boolean;
  /** What it costs now, in the server's words. */
  words: string;
}

export function linesOf(plan: Plan, period: number): Line[] {
  const words = chargeWords(plan);
  return chargeRamps(plan).flatMap((ramp) => {
    const now = stepAt(ramp, period);
    const charge = now ?? ramp.steps[0];
    if (!charge) return [];
    const assumed = charge.prices.length > 1 && charge.tierModeAssumed;
    return [{ ramp, charge, now, mode: charge.tierMode, assumed, words: words.get(charge.id) ?? "" }];
  });
}

export function chargeColumns(kind: Period, period: number, select: (charge: Charge) => string): Column<Line>[] {
  return [
    { name: "Product", hidden: true, text: ({ charge }) => charge.product.name },
    {
      name: "Charge",
      text: ({ charge }) => charge.name,
      show: ({ charge }) => (
        <>
          <a href={select(charge)}>{charge.name}</a>
          <div className="second">{kindWords(charge)}</div>
        </>
      ),
    },
    {
      name: `Price in ${periodName(kind, period).toLowerCase()}`,
      wide: true,
      text: (line) => priceText(line, kind),
      show: (line) => <PriceCell line={line} kind={kind} />,
    },
    { name: `at ${number("1000")}`, figure: true, least, text: ({ now }) => cost(now?.few, now?.creditType) },
    { name: `at ${number("1000000")}`, figure: true, least, text: ({ now }) => cost(now?.many, now?.creditType) },
    {
      name: "Total cost",
      right: true,
      minor: true,
      text: () => null,
      show: ({ now }) => now && <Sparkline points={now.many.map(({ quantity, cost: y }) => ({ x: quantity, y }))} />,
    },
  ];
}

/** What the whole curve comes to at its end; null where the charge has none, such as a percentage. */
const cost = (curve: Charge["few"] | undefined, unit: Unit | undefined): string | null => {
  const last = curve?.at(-1);
  return last && unit ? whole(last.cost, unit) : null;
};

const least = ({ charge }: Line): number => decimals(charge.creditType);

const priceText = ({ now, charge, words }: Line, kind: Period): string =>
  now ? words : `from ${periodName(kind, charge.startPeriod).toLowerCase()}`;

function kindWords({ chargeType, tierResetFrequency, unitConversion }: Charge): string {
  const reset = tierResetFrequency > 1 ? `tiers count over ${tierResetFrequency} periods` : null;
  const conversion = unitConversion && conversionWords(unitConversion);
  return [chargeType.toLowerCase(), conversion, reset].filter(Boolean).join(", ");
}

const MOST_LINES = 3;

/** A line for each tier; the commas within numbers have no space after them. What is said of all stands in the first. */
function tierLines(words: string, tiers: number): string[] {
  const parts = words.split(", ");
  const before = Math.max(parts.length - tiers, 0);
  return [parts.slice(0, before + 1).join(", "), ...parts.slice(before + 1)];
}

function PriceCell({ line, kind }: { line: Line; kind: Period }) {
  const { now, charge, mode, assumed, words } = line;
  if (!now) return <span className="second">from {periodName(kind, charge.startPeriod).toLowerCase()}</span>;
  const lines = tierLines(words, charge.prices.length);
  const kept = lines.length > MOST_LINES ? MOST_LINES - 1 : lines.length;
  const tag = charge.prices.length > 1 && (assumed ? <Tag kind="warn">graduated, assumed</Tag> : <Tag kind="accent">{mode.toLowerCase()}</Tag>);
  return (
    <>
      {lines.map((text, place) => (
        <div key={text} className={place < kept ? undefined : "on-paper"}>
          {text} {place === lines.length - 1 && tag}
        </div>
      ))}
      {lines.length > kept && (
        <div className="not-on-paper">
          … and {counted(lines.length - kept, "tier")} more {tag}
        </div>
      )}
    </>
  );
}

interface Props {
  lines: readonly Line[];
  /** With every step of their ramps, each of which is a charge to the vendor. */
  total: number;
  columns: readonly Column<Line>[];
  chosen: Charge | null;
  children?: ReactNode;
}

export function Charges({ lines, total, columns, chosen, children }: Props) {
  const several = new Set(lines.map(({ charge }) => charge.product.id)).size > 1;
  const steps = total > lines.length && `${number(total)} with their ramp steps`;
  return (
    <Section title="Charges" note={[number(lines.length), several && "by product", steps].filter(Boolean).join(", ")}>
      <Table
        label="Charges"
        columns={columns}
        rows={lines}
        id={({ ramp }) => ramp.key}
        chosen={({ charge }) => charge.uuid === chosen?.uuid}
        {...(several ? { group: ({ charge }: Line) => charge.product.name } : {})}
      />
      {children}
    </Section>
  );
}
