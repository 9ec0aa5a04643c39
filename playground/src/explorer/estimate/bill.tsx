import type { EstimateQuery } from "../operations.gen";
import { Figure, longestFraction } from "../parts/number";
import { Tag } from "../parts/tag";
import { decimals, number, price, type Unit, unitName, whole } from "../values/format";
import "./bill.css";

export type Estimate = NonNullable<EstimateQuery["estimate"]["estimate"]>;

interface Row {
  key: string;
  name: string;
  rule?: string;
  amount: string;
  unit: Unit;
  total?: boolean;
}

const negative = (value: string): string => (/[1-9]/.test(value) ? `-${value}` : value);

export function rowsOf({ lines, totals, overage }: Estimate): Row[] {
  return [
    ...lines.map(({ charge, amount, explanation, creditType }) => ({
      key: charge.id,
      name: charge.name,
      rule: explanation,
      amount,
      unit: creditType,
    })),
    ...overage.map(({ creditType, fiatCreditType, units, rate, amount }) => ({
      key: `overage ${creditType.id}`,
      name: `Overage of ${creditType.name}`,
      rule: `${number(units)} beyond the credits, at ${price(rate, fiatCreditType)}`,
      amount,
      unit: fiatCreditType,
    })),
    // Units of the vendor's own first, money last: that is the answer.
    ...[...totals].sort((a, b) => Number(Boolean(a.creditType.currency)) - Number(Boolean(b.creditType.currency))).flatMap(({ creditType, creditsApplied, minimumAdjustment, total }) => [
      ...(/[1-9]/.test(creditsApplied)
        ? [{ key: `credits ${creditType.id}`, name: "Credits", amount: negative(creditsApplied), unit: creditType }]
        : []),
      ...(/[1-9]/.test(minimumAdjustment)
        ? [{ key: `minimum ${creditType.id}`, name: "Up to the minimum", amount: minimumAdjustment, unit: creditType }]
        : []),
      { key: `total ${creditType.id}`, name: creditType.currency ? "Total" : "Beyond the credits", amount: total, unit: creditType, total: true },
    ]),
  ];
}

/** A bill that reads from top to bottom: each line with its rule, then what is taken off or added, then the total. */
export function Bill({ estimate, rules = true, pending }: { estimate: Estimate; rules?: boolean; pending: boolean }) {
  const rows = rowsOf(estimate);
  const longest = longestFraction(rows.map(({ amount, unit }) => ({ value: whole(amount, unit), least: decimals(unit) })));
  const several = new Set(rows.map(({ unit }) => unit.name)).size > 1;
  return (
    <table className="bill" aria-label={`Estimate for ${estimate.plan.name}`} aria-busy={pending}>
      <thead>
        <tr>
          <th scope="col">Line</th>
          <th scope="col" className="right">
            {several ? "Amount" : unitName(rows[0]?.unit ?? { name: "", unit: "CUSTOM", currency: null })}
          </th>
          {several && (
            <th scope="col" className="bill-unit">
              Unit
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, rule, amount, unit, total }) => (
          <tr key={key} className={total ? (unit.currency ? "bill-total" : "bill-sum") : undefined}>
            <td>
              {name}
              {rules && rule && <div className="second" lang="en-US">{rule}</div>}
            </td>
            <td className="right">
              <Figure value={whole(amount, unit)} longest={total && unit.currency ? "" : longest} least={decimals(unit)} />
              {several && <span className="bill-unit-under">{unitName(unit)}</span>}
            </td>
            {several && <td className="bill-unit">{unitName(unit)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the answer took for granted, and what the reader should look at. */
export function Notes({ assumptions, warnings }: Pick<Estimate, "assumptions" | "warnings">) {
  if (!assumptions.length && !warnings.length) return null;
  return (
    <ul className="notes">
      {warnings.map(({ code, message, charge }) => (
        <li key={`${code} ${charge?.id}`}>
          <Tag kind="warn">warning</Tag> {message}
        </li>
      ))}
      {assumptions.map(({ code, message, charge }) => (
        <li key={`${code} ${charge?.id}`}>
          <Tag kind="warn">assumed</Tag> {message}
        </li>
      ))}
    </ul>
  );
}
