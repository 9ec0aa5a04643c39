import { useState } from "react";
import { useOperation } from "../data/use-operation";
import { AccountOptions, type AccountOptionsQuery } from "../operations.gen";
import { CsvButton, OpenInGraphiql } from "../parts/files";
import { Section } from "../parts/section";
import { Shown } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { Tag } from "../parts/tag";
import { planPath } from "../paths";
import { isZero } from "../values/decimal";
import { decimals, number, unitName, whole } from "../values/format";

type Option = NonNullable<AccountOptionsQuery["account"]>["planOptions"][number];
type Total = NonNullable<Option["estimate"]>["totals"][number];

/** A row for each unit that a plan comes to anything in; money where it comes to nothing at all. */
interface Row {
  option: Option;
  total: Total | null;
  first: boolean;
}

function rowsOf(options: readonly Option[]): Row[] {
  return options.flatMap((option) => {
    const totals = [...(option.estimate?.totals ?? [])].sort((a, b) => Number(Boolean(b.creditType.currency)) - Number(Boolean(a.creditType.currency)));
    const shown = totals.filter(({ total }, place) => place === 0 || !isZero(total));
    return [shown[0] ?? null, ...shown.slice(1)].map((total, place) => ({ option, total, first: place === 0 }));
  });
}

/** Why an option may not be taken at its word: what is missing, or what was refused. */
const reasons = ({ estimate, userErrors, complete }: Option): string[] =>
  [...userErrors, ...(complete ? [] : (estimate?.warnings ?? []))].map(({ message }) => message);

const COLUMNS: readonly Column<Row>[] = [
  { name: "Plan", text: ({ option: { plan } }) => plan.name, show: ({ option: { plan }, first }) => first && <a href={planPath(plan)}>{plan.name}</a> },
  {
    name: "Total",
    figure: true,
    first: true,
    least: ({ total }) => (total ? decimals(total.creditType) : 0),
    text: ({ total }) => total && whole(total.total, total.creditType),
  },
  { name: "Unit", text: ({ total }) => total && unitName(total.creditType) },
  {
    name: "But",
    wide: true,
    text: ({ option }) => reasons(option).join(" ") || null,
    show: ({ option, first }) => first && <Reasons option={option} />,
  },
];

/** How many there are; each is a click away, so that the list of prices stays one. */
function Reasons({ option }: { option: Option }) {
  const said = reasons(option);
  const kind = <Tag kind="warn">{option.estimate ? "incomplete" : "no price"}</Tag>;
  if (!said.length) return null;
  if (said.length === 1) return <>{kind} <span className="second">{said[0]}</span></>;
  return (
    <details className="reasons">
      <summary>
        {kind} {number(said.length)} reasons
      </summary>
      <ul className="plain second">
        {said.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  );
}

/** What other plans would cost this account; worked out when asked, since it prices every plan there is. */
export function Options({ account }: { account: string }) {
  const [asked, setAsked] = useState(false);
  const variables = { key: account };
  const answer = useOperation(AccountOptions, variables, { pause: !asked });
  const rows = rowsOf(answer.data?.account?.planOptions ?? []);
  return (
    <Section
      title="On other plans"
      note="this period’s usage, from its metrics"
      tools={
        asked && (
          <>
            <OpenInGraphiql operation={AccountOptions} variables={variables} />
            <CsvButton name={`${account}-plans`} columns={COLUMNS} rows={rows} />
          </>
        )
      }
    >
      {asked ? (
        <Shown answer={answer}>{() => <Table label="Cost on other plans" columns={COLUMNS} rows={rows} id={({ option, total }) => `${option.plan.id} ${total?.creditType.id}`} />}</Shown>
      ) : (
        <button type="button" className="button" onClick={() => setAsked(true)}>
          Price every plan
        </button>
      )}
    </Section>
  );
}
