import type { ReactNode } from "react";
import { useAddress } from "../address";
import "./table.css";
import { Figure, type FigureOf, longestFraction } from "./number";

export interface Column<Row> {
  name: string;
  /** What the cell says in a file; for a figure also what the page shows. */
  text: (row: Row) => string | null;
  /** What the page shows instead of the text. */
  show?: (row: Row) => ReactNode;
  /** An exact decimal, right-aligned on its point. */
  figure?: boolean;
  /** Fraction digits at least: those of the currency where the row's unit is money. */
  least?: (row: Row) => number;
  /** Right-aligned though not a decimal: a date, a count in words. */
  right?: boolean;
  /** The address's word for this order. */
  sort?: string;
  /** On a narrow page it stands in the first line, beside the name. */
  first?: boolean;
  /** Left out on a narrow page, where there is room for what matters. */
  minor?: boolean;
  /** On a narrow page it has a line of its own, under the name. */
  wide?: boolean;
  /** In lists whose columns are chosen: shown only when it is. */
  extra?: boolean;
  /** For files alone. */
  hidden?: boolean;
}

interface Props<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  id: (row: Row) => string;
  /** Rows of one group stand under its name. */
  group?: (row: Row) => string;
  /** A handful of short cells: it stays a table on a narrow page, too. */
  short?: boolean;
  /** Columns of like figures: on a narrow page each stands on a line of its own, still in one column. */
  lined?: boolean;
  pending?: boolean;
  chosen?: (row: Row) => boolean;
  strong?: (row: Row) => boolean;
}

export function Table<Row>({ label, columns, rows, id, group, short = false, lined = false, pending = false, chosen, strong }: Props<Row>) {
  const shown = columns.filter((column) => !column.hidden);
  const longest = shown.map((column) =>
    column.figure ? longestFraction(rows.flatMap((row) => figureOf(column, row) ?? [])) : "",
  );
  let last: string | undefined;
  return (
    <table className={["table", !short && "table-rows", lined && "table-lined"].filter(Boolean).join(" ")} aria-label={label} aria-busy={pending}>
      <thead>
        <tr>
          {shown.map((column) => (
            <Head key={column.name} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const name = group?.(row);
          const begins = name !== undefined && name !== last;
          last = name;
          return [
            begins && (
              <tr key={`group ${name}`} className="table-group">
                <th colSpan={shown.length} scope="rowgroup">
                  {name}
                </th>
              </tr>
            ),
            <tr key={id(row)} data-row data-chosen={chosen?.(row) || undefined} data-strong={strong?.(row) || undefined}>
              {shown.map((column, place) => (
                <td key={column.name} className={cellClass(column)} data-name={column.name}>
                  <Cell column={column} row={row} longest={longest[place] ?? ""} />
                </td>
              ))}
            </tr>,
          ];
        })}
      </tbody>
    </table>
  );
}

function Cell<Row>({ column, row, longest }: { column: Column<Row>; row: Row; longest: string }) {
  if (column.show) return column.show(row);
  const text = column.text(row);
  if (text === null) return <span className="none none-at-all">–</span>;
  return column.figure ? <Figure value={text} longest={longest} least={column.least?.(row) ?? 0} /> : text;
}

function figureOf<Row>(column: Column<Row>, row: Row): FigureOf | null {
  const value = column.text(row);
  return value === null ? null : { value, least: column.least?.(row) ?? 0 };
}

const cellClass = <Row,>({ figure, right, first, wide, minor }: Column<Row>) =>
  [(figure || right) && "right", minor && "minor", first && "first", wide && "wide"].filter(Boolean).join(" ");

function Head<Row>({ column }: { column: Column<Row> }) {
  const address = useAddress();
  const { name, sort } = column;
  if (!sort) {
    return (
      <th scope="col" className={cellClass(column)}>
        {name}
      </th>
    );
  }
  const order = address.get("sort");
  const direction = order === sort ? "ascending" : order === `-${sort}` ? "descending" : undefined;
  const next = direction === "ascending" ? `-${sort}` : sort;
  return (
    <th scope="col" className={cellClass(column)} aria-sort={direction ?? "none"}>
      <button type="button" onClick={() => address.set({ sort: next, after: null, before: null, end: null }, "step")}>
        {name}
        <span aria-hidden="true">{direction === "ascending" ? " ↑" : direction === "descending" ? " ↓" : ""}</span>
      </button>
    </th>
  );
}
