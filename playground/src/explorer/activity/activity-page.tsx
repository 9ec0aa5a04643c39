import { useEffect, useState } from "react";
import { useOperation } from "../data/use-operation";
import { Activity, type ActivityQuery } from "../operations.gen";
import { Facts } from "../parts/facts";
import { AllRows, JsonButton, OpenInGraphiql } from "../parts/files";
import { Page } from "../parts/page";
import { Section } from "../parts/section";
import { Empty, Shown } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { Tag } from "../parts/tag";
import { accountPath, planPath } from "../paths";
import { exportPath } from "../values/export-path";
import { counted, dateTime, number } from "../values/format";
import { NewestMetricEvents } from "./metric-events";
import { Vendors } from "./vendors";

type Plan = ActivityQuery["plans"]["nodes"][number];
type Account = ActivityQuery["accounts"]["nodes"][number];

const PLANS: readonly Column<Plan>[] = [
  { name: "Plan", text: ({ name }) => name, show: (plan) => <a href={planPath(plan)}>{plan.name}</a> },
  { name: "From", minor: true, text: ({ vendor }) => vendor.toLowerCase() },
  { name: "Changed", right: true, text: ({ updatedAt }) => updatedAt, show: ({ updatedAt }) => dateTime(updatedAt) },
];

const ACCOUNTS: readonly Column<Account>[] = [
  { name: "Account", text: ({ key }) => key, show: (account) => <a href={accountPath(account)}>{account.name ?? account.key}</a> },
  { name: "Metrics", minor: true, text: ({ metrics }) => metrics.map(({ key, value }) => `${key} ${number(value)}`).join(", ") || null },
  { name: "Written", right: true, text: ({ updatedAt }) => updatedAt, show: ({ updatedAt }) => dateTime(updatedAt) },
];

/** What changed last, whether the server is ready, and as whom the reader is here. */
export function ActivityPage() {
  const answer = useOperation(Activity, {});
  const ready = useReady();
  return (
    <Page
      title="Activity"
      actions={
        <>
          <OpenInGraphiql operation={Activity} variables={{}} />
          <AllRows path={exportPath("metrics", { history: true })} />
          <JsonButton name="activity" data={answer.data} />
        </>
      }
    >
      <Shown answer={answer}>
        {({ viewer, plans, accounts }) => (
          <div className="columns">
            <div>
              <NewestMetricEvents />
              <Section title="Accounts written last" note={counted(accounts.totalCount, "account")}>
                {accounts.nodes.length ? (
                  <Table label="Accounts written last" columns={ACCOUNTS} rows={accounts.nodes} id={({ id }) => id} />
                ) : (
                  <Empty>No account was ever written.</Empty>
                )}
              </Section>
              <Section title="Plans changed last" note={counted(plans.totalCount, "plan")}>
                {plans.nodes.length ? (
                  <Table label="Plans changed last" columns={PLANS} rows={plans.nodes} id={({ id }) => id} />
                ) : (
                  <Empty>There are no plans yet.</Empty>
                )}
              </Section>
              {viewer.scope === "ADMIN" && <Vendors />}
            </div>
            <aside aria-label="Server and reader">
              <Section title="Server">
                <Facts facts={[["Ready", ready === null ? "…" : ready ? <Tag kind="accent">yes</Tag> : <Tag kind="warn">no</Tag>]]} />
              </Section>
              <Section title="Data as of">
                <Facts
                  facts={[
                    ["Plans", plans.nodes[0] && dateTime(plans.nodes[0].updatedAt)],
                    ["Accounts", accounts.nodes[0] && dateTime(accounts.nodes[0].updatedAt)],
                    ["Last sync", lastSynced(plans.nodes) ?? "never"],
                  ]}
                />
              </Section>
              <Section title="You">
                <Facts
                  facts={[
                    ["Key", <code key="key">{viewer.keyPrefix}</code>],
                    ["May", { ACCOUNT: "read one account", READ: "read", WRITE: "read and write", ADMIN: "everything" }[viewer.scope]],
                    ["Account", viewer.accountKey],
                    ["Until", viewer.expiresAt && dateTime(viewer.expiresAt)],
                  ]}
                />
              </Section>
            </aside>
          </div>
        )}
      </Shown>
    </Page>
  );
}

/** When any of the plans changed last came from a vendor; times in UTC sort as text. */
function lastSynced(plans: readonly Plan[]): string | null {
  const last = plans.flatMap(({ syncedAt }) => syncedAt ?? []).sort().at(-1);
  return last ? dateTime(last) : null;
}

function useReady(): boolean | null {
  const [ready, setReady] = useState<boolean | null>(null);
  useEffect(() => {
    const given = new AbortController();
    fetch("/readyz", { signal: given.signal })
      .then(async (answer) => {
        await answer.text(); // an answer that nobody reads keeps its connection
        setReady(answer.ok);
      })
      .catch(() => given.signal.aborted || setReady(false));
    return () => given.abort();
  }, []);
  return ready;
}
