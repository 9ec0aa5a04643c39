import { useAddress, withUsage } from "../address";
import { useOperation } from "../data/use-operation";
import { useRest } from "../data/use-rest";
import { PlanChargePage, PlanDetails } from "../operations.gen";
import { Facts } from "../parts/facts";
import { CsvButton, JsonButton, OpenInGraphiql } from "../parts/files";
import { Page } from "../parts/page";
import { Failure, Shown } from "../parts/states";
import { Tag } from "../parts/tag";
import { counted, date, dateTime, number } from "../values/format";
import { periodIn } from "../values/period";
import { SideEstimate } from "../estimate/side-estimate";
import { meteredOf } from "../estimate/usage";
import { ChargePanel } from "./charge-panel";
import { chargeColumns, Charges, linesOf } from "./charges";
import { Findings } from "./findings";
import { Margin } from "./margin";
import { PlanCustomersSection } from "./plan-customers";
import { changes, type Plan } from "./ramps";
import { Scrubber } from "./scrubber";
import { Summary } from "./summary";
import { Timeline } from "./timeline";
import "./plan.css";

export function PlanPage({ plan: key }: { plan: string }) {
  const variables = { key };
  const answer = useOperation(PlanDetails, variables);
  return (
    <Shown answer={answer} lines={14} title={key}>
      {({ plan }) => (plan ? <Known plan={plan} path={key} variables={variables} /> : <Unknown plan={key} />)}
    </Shown>
  );
}

function Known({ plan: read, path, variables }: { plan: Plan; path: string; variables: { key: string } }) {
  const rest = useRest(PlanChargePage, [{ key: path, page: read.charges }], (key, after) => ({ key, after }), (data) => data.plan?.charges);
  const plan = { ...read, charges: { ...read.charges, nodes: [...read.charges.nodes, ...rest.of(path)] } };
  const { get, set } = useAddress();
  const period = periodIn(get("period"));
  const kind = plan.annotations.period;
  const lines = linesOf(plan, period);
  const chosen =
    lines.find(({ ramp }) => ramp.steps.some(({ uuid }) => uuid === get("charge"))) ??
    lines.find(({ charge }) => charge.prices.length > 1) ??
    lines[0];
  const columns = chargeColumns(kind, period, ({ uuid }) => {
    const fields = new URLSearchParams(location.search);
    fields.set("charge", uuid);
    return `?${fields}`;
  });
  const move = (next: number) => set({ period: next ? String(next) : null });
  return (
    <Page
      title={plan.name}
      lead={<Summary text={plan.summary} />}
      about={
        <>
          <code>{plan.key}</code>
          <code title={plan.uuid}>{plan.uuid.slice(0, 8)}</code>
          {plan.description && <span className="second">{plan.description}</span>}
          {plan.removedAt && <Tag kind="warn">removed {date(plan.removedAt)}</Tag>}
        </>
      }
      actions={
        <>
          <OpenInGraphiql operation={PlanDetails} variables={variables} />
          <a href={withUsage("/compare", { a: plan.key })}>Compare…</a>
          <CsvButton name={`${plan.key}-charges`} columns={columns} rows={lines} />
          <JsonButton name={plan.key} data={plan} />
          <button type="button" className="link" onClick={() => print()}>
            Print
          </button>
        </>
      }
    >
      <Scrubber kind={kind} period={period} changes={changes(plan)} onChange={move} />
      <div className="columns">
        <div>
          {lines.length ? (
            <Charges lines={lines} total={plan.charges.totalCount} columns={columns} chosen={chosen?.charge ?? null}>
              {rest.pending && (
                <p className="second" role="status">
                  {number(plan.charges.nodes.length)} of {counted(plan.charges.totalCount, "charge")} and ramp steps; the rest is on its way.
                </p>
              )}
              <Failure answer={rest} />
            </Charges>
          ) : (
            <p className="empty">This plan has no charges: it is known by its key, and grants features.</p>
          )}
          {chosen && <ChargePanel line={chosen} plan={plan} />}
          <Timeline plan={plan} period={period} onChange={move} />
        </div>
        <aside aria-label="Beside the charges">
          {plan.charges.nodes.length > 0 && (
            <SideEstimate plan={plan.key} period={period} metered={meteredOf(plan.charges.nodes)} />
          )}
          <Margin plan={plan} period={period} />
          <Findings findings={plan.findings} />
          <Facts
            facts={[
              ["From", { METRONOME: "Metronome", KICKPLAN: "Kickplan", CATALOGUE: "an imported catalogue" }[plan.vendor]],
              ["Changed", <time key="changed" dateTime={plan.updatedAt} title={dateTime(plan.updatedAt)}>{date(plan.updatedAt)}</time>],
              ["Synced", plan.syncedAt && dateTime(plan.syncedAt)],
              ...plan.customFields.map(({ key, value }) => [key, value] as const),
            ]}
          />
        </aside>
        <div>
          <PlanCustomersSection plan={path} />
        </div>
      </div>
    </Page>
  );
}

function Unknown({ plan }: { plan: string }) {
  return (
    <Page title="No such plan">
      <p>
        No plan has the key or id <code>{plan}</code>. <a href={`/plans?q=${encodeURIComponent(plan)}`}>Search the plans</a>
      </p>
    </Page>
  );
}
