import { useState } from "react";
import { useOperation } from "../data/use-operation";
import { MetricHistory, type MetricHistoryQuery } from "../operations.gen";
import { AllRows, CsvButton, OpenInGraphiql } from "../parts/files";
import { Section } from "../parts/section";
import { Empty, Shown } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { Tag } from "../parts/tag";
import { metricPath } from "../paths";
import { exportPath } from "../values/export-path";
import { counted, dateTime, number } from "../values/format";
import type { Account } from "./account";
import { MetricChart } from "./metric-chart";
import { SetMetric } from "./set-metric";

type Metric = NonNullable<NonNullable<MetricHistoryQuery["account"]>["metric"]>;
type Row = Metric["history"]["nodes"][number];

const ROWS = 25;

const COLUMNS: readonly Column<Row>[] = [
  { name: "Time", text: ({ time }) => time, show: ({ time }) => <time dateTime={time}>{dateTime(time)}</time> },
  { name: "Value", figure: true, first: true, text: ({ value }) => String(value) },
  { name: "In force", wide: true, text: ({ current }) => (current ? "yes" : ""), show: ({ current }) => current && <Tag kind="accent">in force</Tag> },
  { name: "Received", right: true, minor: true, text: ({ receivedAt }) => receivedAt, show: ({ receivedAt }) => dateTime(receivedAt) },
  {
    name: "Idempotency key",
    text: ({ idempotencyKey }) => idempotencyKey,
    show: ({ idempotencyKey }) => (idempotencyKey ? <code>{idempotencyKey}</code> : <span className="none none-at-all">none</span>),
  },
];

export function Metrics({ account, chosen }: { account: Account; chosen: string | null }) {
  const { metrics } = account;
  const metric = metrics.find(({ key }) => key === chosen) ?? metrics[0];
  return (
    <Section title="Metrics" note={metrics.length}>
      {metric ? (
        <>
          <ul className="metrics">
            {metrics.map(({ id, key, value }) => (
              <li key={id} data-row>
                <a href={metricPath({ accountKey: account.key, key })} aria-current={key === metric.key || undefined}>
                  <code>{key}</code> <b>{number(value)}</b>
                </a>
              </li>
            ))}
          </ul>
          <MetricChart key={`chart ${metric.id}`} account={account.key} metric={metric.key} />
        </>
      ) : (
        <Empty>No metric was ever set for this account.</Empty>
      )}
      <SetMetric key={`set ${metric?.id}`} account={account.key} metric={metric?.key ?? ""} />
      {metric && <History key={metric.id} account={account.key} metric={metric.key} />}
    </Section>
  );
}

function History({ account, metric }: { account: string; metric: string }) {
  const [after, setAfter] = useState<string | null>(null);
  const variables = { account, metric, first: ROWS, after };
  const answer = useOperation(MetricHistory, variables);
  return (
    <Shown answer={answer} lines={6}>
      {({ account: found }) => {
        const history = found?.metric?.history;
        if (!history) return null;
        const { nodes, pageInfo, totalCount } = history;
        return (
          <>
            <div className="list-tools">
              <span role="status">
                {nodes.length < totalCount ? `newest ${number(nodes.length)} of ` : ""}
                {counted(totalCount, "value")}
              </span>
              <span className="section-tools">
                <OpenInGraphiql operation={MetricHistory} variables={variables} />
                <CsvButton name={`${account}-${metric}`} columns={COLUMNS} rows={nodes} />
                <AllRows path={exportPath("metrics", { history: true, account_key: account, key: metric })} />
              </span>
            </div>
            <Table label={`Values of ${metric}`} columns={COLUMNS} rows={nodes} id={({ id }) => id} pending={answer.pending} />
            {pageInfo.hasNextPage && (
              <button type="button" className="button" onClick={() => setAfter(pageInfo.endCursor)}>
                Show {number(Math.min(ROWS, totalCount - nodes.length))} more
              </button>
            )}
          </>
        );
      }}
    </Shown>
  );
}
