import { useAddress } from "../address";
import { useOperation } from "../data/use-operation";
import { MetricEvents, type MetricEventsQuery } from "../operations.gen";
import { CsvButton, OpenInGraphiql } from "../parts/files";
import { Pager, pageOf } from "../parts/pager";
import { Section } from "../parts/section";
import { Empty, Shown } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { Tag } from "../parts/tag";
import { metricPath } from "../paths";
import { counted, dateTime } from "../values/format";

type Row = MetricEventsQuery["metricEvents"]["nodes"][number];

const ROWS = 20;

const COLUMNS: readonly Column<Row>[] = [
  { name: "Metric", text: ({ metric }) => metric.key, show: ({ metric }) => <a href={metricPath(metric)}><code>{metric.key}</code></a> },
  { name: "Value", figure: true, first: true, text: ({ value }) => String(value) },
  { name: "Account", text: ({ metric }) => metric.accountKey, show: ({ metric }) => metric.account?.name ?? <code>{metric.accountKey}</code> },
  { name: "In force", wide: true, text: ({ current }) => (current ? "yes" : ""), show: ({ current }) => current && <Tag kind="accent">in force</Tag> },
  { name: "Meant from", right: true, minor: true, text: ({ time }) => time, show: ({ time }) => dateTime(time) },
  { name: "Received", right: true, text: ({ receivedAt }) => receivedAt, show: ({ receivedAt }) => dateTime(receivedAt) },
];

/** What was set last of any metric, in the order in which it arrived. */
export function NewestMetricEvents() {
  const { get } = useAddress();
  const variables = pageOf(get, ROWS);
  const answer = useOperation(MetricEvents, variables);
  const events = answer.data?.metricEvents;
  return (
    <Section
      title="Metric values received last"
      note={events && counted(events.totalCount, "value")}
      tools={
        <>
          <OpenInGraphiql operation={MetricEvents} variables={variables} />
          <CsvButton name="metric-events" columns={COLUMNS} rows={events?.nodes ?? []} />
        </>
      }
    >
      <Shown answer={answer} lines={6}>
        {({ metricEvents }) =>
          metricEvents.totalCount ? (
            <>
              <Table label="Metric values received last" columns={COLUMNS} rows={metricEvents.nodes} id={({ id }) => id} pending={answer.pending} />
              <Pager info={metricEvents.pageInfo} shown={metricEvents.nodes.length} total={metricEvents.totalCount} />
            </>
          ) : (
            <Empty>
              No metric was ever set. It is done on an account’s page, or from your own program through the mutation <code>metricSet</code>.
            </Empty>
          )
        }
      </Shown>
    </Section>
  );
}
