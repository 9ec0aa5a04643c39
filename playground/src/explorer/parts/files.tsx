import { linkTo } from "../../graphiql/link";
import type { Operation } from "../operation";
import { csv } from "../values/csv";
import type { Column } from "./table";

function save(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

interface Sheet<Row> {
  name: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}

/** The table of the page as a file, cell by cell as the columns tell, unrounded. */
export function CsvButton<Row>({ name, columns, rows }: Sheet<Row>) {
  const write = () =>
    csv([columns.map((column) => column.name), ...rows.map((row) => columns.map((column) => column.text(row) ?? ""))]);
  return (
    <button type="button" className="link" onClick={() => save(`${name}.csv`, "text/csv;charset=utf-8", write())}>
      CSV
    </button>
  );
}

/** Every row of the list that the page shows a part of, from the server itself. */
export function AllRows({ path }: { path: string }) {
  return (
    <a href={path} title="Every row of this list, as it is now">
      All rows as CSV
    </a>
  );
}

/** What the server answered for this page, as it answered it. */
export function JsonButton({ name, data }: { name: string; data: unknown }) {
  const write = () => `${JSON.stringify(data, (key, value: unknown) => (key === "__typename" ? undefined : value), 2)}\n`;
  return (
    <button type="button" className="link" onClick={() => save(`${name}.json`, "application/json", write())}>
      JSON
    </button>
  );
}

export function OpenInGraphiql<Data, Variables>({ operation, variables }: { operation: Operation<Data, Variables>; variables: Variables }) {
  return <a href={linkTo({ query: operation.text, variables: JSON.stringify(variables, null, 2) })}>Open in GraphiQL</a>;
}
