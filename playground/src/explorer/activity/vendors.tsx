import { useOperation } from "../data/use-operation";
import { Syncs, type SyncsQuery } from "../operations.gen";
import { OpenInGraphiql } from "../parts/files";
import { Section } from "../parts/section";
import { Empty, Shown } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { Tag } from "../parts/tag";
import { dateTime } from "../values/format";

type Sync = SyncsQuery["syncs"]["nodes"][number];
type Waiting = SyncsQuery["outbox"]["nodes"][number];

const SYNCS: readonly Column<Sync>[] = [
  { name: "Started", text: ({ startedAt }) => startedAt, show: ({ startedAt }) => dateTime(startedAt) },
  {
    name: "State",
    first: true,
    text: ({ state }) => state.toLowerCase(),
    show: ({ state, error }) => (
      <>
        <Tag kind={state === "DONE" ? "accent" : state === "RUNNING" ? "plain" : "warn"}>{state.toLowerCase()}</Tag> {error}
      </>
    ),
  },
  { name: "Plans seen", figure: true, text: ({ plansSeen }) => String(plansSeen) },
  { name: "New", figure: true, text: ({ plansCreated }) => String(plansCreated) },
  { name: "Changed", figure: true, text: ({ plansChanged }) => String(plansChanged) },
  { name: "Removed", figure: true, text: ({ plansRemoved }) => String(plansRemoved) },
];

const OUTBOX: readonly Column<Waiting>[] = [
  { name: "Written", text: ({ insertedAt }) => insertedAt, show: ({ insertedAt }) => dateTime(insertedAt) },
  { name: "Account", text: ({ accountKey }) => accountKey, show: ({ accountKey }) => <code>{accountKey}</code> },
  { name: "What", text: ({ kind }) => kind.toLowerCase().replaceAll("_", " ") },
  {
    name: "State",
    first: true,
    text: ({ state }) => state.toLowerCase(),
    show: ({ state }) => <Tag kind={state === "DELIVERED" ? "accent" : state === "DEAD" ? "warn" : "plain"}>{state.toLowerCase()}</Tag>,
  },
  { name: "Attempts", figure: true, text: ({ attempts }) => String(attempts) },
  { name: "Last error", minor: true, text: ({ lastError }) => lastError },
];

/** For administrators: what came from the vendors, and what waits to go to them. */
export function Vendors() {
  const answer = useOperation(Syncs, {});
  return (
    <Shown answer={answer} lines={4}>
      {({ syncs, outbox }) => (
        <>
          <Section title="Syncs" note={syncs.totalCount} tools={<OpenInGraphiql operation={Syncs} variables={{}} />}>
            {syncs.nodes.length ? (
              <Table label="Syncs" columns={SYNCS} rows={syncs.nodes} id={({ uuid }) => uuid} />
            ) : (
              <Empty>
                No vendor was synced yet: <code>plangraph sync metronome</code>.
              </Empty>
            )}
          </Section>
          <Section title="Outbox" note={outbox.totalCount}>
            {outbox.nodes.length ? (
              <Table label="Outbox" columns={OUTBOX} rows={outbox.nodes} id={({ uuid }) => uuid} />
            ) : (
              <Empty>Nothing waits to be passed on to a vendor.</Empty>
            )}
          </Section>
        </>
      )}
    </Shown>
  );
}
