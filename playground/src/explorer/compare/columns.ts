import type { CompareQuery } from "../operations.gen";
import type { Column } from "../parts/table";
import { decimals, type Unit, unitName, whole } from "../values/format";

export type Comparison = NonNullable<CompareQuery["comparePlans"]["comparison"]>;

export interface ComparisonLine {
  key: string;
  name: string;
  unit: Unit;
  /** In the order of the plans; null where a plan has no such charge. */
  amounts: readonly (string | null)[];
  differs: boolean;
  total: boolean;
}

/** The charges' lines, those that differ first, then the totals of each unit, money last: that is the answer. */
export function linesOf({ rows, estimates }: Comparison): ComparisonLine[] {
  const units = new Map(estimates.flatMap(({ totals }) => totals.map(({ creditType }) => [creditType.id, creditType] as const)));
  const moneyLast = [...units.values()].sort((a, b) => Number(Boolean(a.currency)) - Number(Boolean(b.currency)));
  const totals = moneyLast.map((unit) => {
    const amounts = estimates.map(({ totals: found }) => found.find(({ creditType }) => creditType.id === unit.id)?.total ?? null);
    return { key: `total ${unit.id}`, name: "Total", unit, amounts, differs: new Set(amounts).size > 1, total: true };
  });
  const differingFirst = [...rows].sort((a, b) => Number(b.differs) - Number(a.differs));
  return [
    ...differingFirst.map(({ name, creditType, amounts, differs }) => ({
      key: `${name} ${creditType.id}`,
      name,
      unit: creditType,
      amounts,
      differs,
      total: false,
    })),
    ...totals,
  ];
}

export function comparisonColumns({ estimates, rows }: Comparison): Column<ComparisonLine>[] {
  const several = new Set(rows.map(({ creditType }) => creditType.id)).size > 1;
  return [
    { name: "Line", text: ({ name, unit, total }) => (several || total ? `${name}, ${unitName(unit)}` : name) },
    ...estimates.map(({ plan }, place) => ({
      name: plan.name,
      figure: true,
      least: ({ unit }: ComparisonLine) => decimals(unit),
      text: ({ amounts, unit }: ComparisonLine) => {
        const amount = amounts[place];
        return amount === null || amount === undefined ? null : whole(amount, unit);
      },
    })),
  ];
}
