import { useState } from "react";
import { useOperation } from "../data/use-operation";
import { AccountOptions, type AccountOptionsQuery } from "../operations.gen";
import { OpenInGraphiql } from "../parts/files";
import { Section } from "../parts/section";
import { Shown } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { Tag } from "../parts/tag";
import { planPath } from "../paths";
import { price } from "../values/format";

type Option = NonNullable<AccountOptionsQuery["account"]>["planOptions"][number];

const total = ({ estimate }: Option): string | null =>
  estimate?.totals.map(({ total: amount, creditType }) => price(amount, creditType)).join(" and ") ?? null;

/** Why an option may not be taken at its word: what is missing, or what was refused. */
const reasons = ({ estimate, userErrors, complete }: Option): string | null => {
  const said = [...userErrors, ...(complete ? [] : (estimate?.warnings ?? []))].map(({ message }) => message);
  return said.length ? said.join(" ") : null;
};

const COLUMNS: readonly Column<Option>[] = [
  { name: "Plan", text: ({ plan }) => plan.name, show: ({ plan }) => <a href={planPath(plan)}>{plan.name}</a> },
  { name: "Total", right: true, first: true, text: total },
  {
    name: "But",
    text: reasons,
    show: (option) => {
      const said = reasons(option);
      return said ? <><Tag kind="warn">{option.estimate ? "incomplete" : "no price"}</Tag> <span className="second">{said}</span></> : <span className="none">–</span>;
    },
  },
];

/** What other plans would cost this account; worked out when asked, since it prices every plan there is. */
export function Options({ account }: { account: string }) {
  const [asked, setAsked] = useState(false);
  const variables = { key: account };
  const answer = useOperation(AccountOptions, variables, { pause: !asked });
  return (
    <Section
      title="On other plans"
      note="this period’s usage, from its metrics"
      tools={asked && <OpenInGraphiql operation={AccountOptions} variables={variables} />}
    >
      {asked ? (
        <Shown answer={answer}>
          {({ account: found }) => (
            <Table label="Cost on other plans" columns={COLUMNS} rows={found?.planOptions ?? []} id={({ plan }) => plan.id} />
          )}
        </Shown>
      ) : (
        <button type="button" className="button" onClick={() => setAsked(true)}>
          Price every plan
        </button>
      )}
    </Section>
  );
}
