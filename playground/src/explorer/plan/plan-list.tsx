import { useAddress } from "../address";
import { useOperation } from "../data/use-operation";
import { Plans, type PlansQuery } from "../operations.gen";
import { useColumns } from "../parts/columns";
import { AllRows, CsvButton, JsonButton, OpenInGraphiql } from "../parts/files";
import { Page } from "../parts/page";
import { Pager, pageOf } from "../parts/pager";
import { Search } from "../parts/search";
import { Empty, Shown } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { orderOf } from "../parts/order";
import { planPath } from "../paths";
import { exportPath } from "../values/export-path";
import { counted, date, periodName } from "../values/format";

type Row = PlansQuery["plans"]["nodes"][number];

const standing = (status: "ACTIVE" | "UPCOMING" | "ENDED") => (plan: Row) =>
  String(plan.customers.statusCounts.find((one) => one.status === status)?.count ?? 0);

/** When prices change for the first time, counted in billing periods from a customer's start. */
function nextRamp({ later, minimums, overageRates, annotations }: Row): string | null {
  const starts = [...later.nodes, ...minimums, ...overageRates].map(({ startPeriod }) => startPeriod).filter((start) => start > 0);
  return starts.length ? periodName(annotations.period, Math.min(...starts)).toLowerCase() : null;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    name: "Plan",
    sort: "name",
    text: (plan) => plan.name,
    show: (plan) => <a href={planPath(plan)}>{plan.name}</a>,
  },
  { name: "Key", sort: "key", minor: true, text: (plan) => plan.key, show: (plan) => <code>{plan.key}</code> },
  { name: "Charges", figure: true, text: (plan) => String(plan.charges.totalCount) },
  { name: "Active customers", figure: true, text: standing("ACTIVE") },
  { name: "Upcoming", figure: true, minor: true, text: standing("UPCOMING") },
  { name: "Ended", figure: true, extra: true, text: standing("ENDED") },
  { name: "Next ramp", right: true, text: nextRamp },
  { name: "Units", extra: true, text: (plan) => plan.creditTypes.map(({ name }) => name).join(", ") || null },
  { name: "Description", extra: true, text: (plan) => plan.description },
  { name: "From", extra: true, text: (plan) => plan.vendor.toLowerCase() },
  { name: "Changed", sort: "updated", right: true, minor: true, text: (plan) => plan.updatedAt, show: (plan) => date(plan.updatedAt) },
];

const ORDER = { name: "NAME", key: "KEY", updated: "UPDATED_AT" } as const;

export function PlanList() {
  const { get } = useAddress();
  const variables = { ...pageOf(get), search: get("q"), orderBy: orderOf(get("sort"), ORDER) };
  const answer = useOperation(Plans, variables);
  const rows = answer.data?.plans.nodes ?? [];
  const { columns, chooser } = useColumns("plans", COLUMNS);
  return (
    <Page
      title="Plans"
      actions={
        <>
          <OpenInGraphiql operation={Plans} variables={variables} />
          <CsvButton name="plans" columns={columns} rows={rows} />
          <AllRows path={exportPath("plans", { search: variables.search }, variables.orderBy)} />
          <JsonButton name="plans" data={answer.data} />
        </>
      }
    >
      <div className="list">
        <div className="list-tools">
          <Search label="Search plans by name or key" />
          <span role="status">{answer.data && counted(answer.data.plans.totalCount, "plan")}</span>
          {chooser}
        </div>
        <Shown answer={answer}>
          {({ plans }) =>
            plans.totalCount ? (
              <>
                <Table label="Plans" columns={columns} rows={plans.nodes} id={(plan) => plan.id} pending={answer.pending} />
                <Pager info={plans.pageInfo} shown={plans.nodes.length} total={plans.totalCount} />
              </>
            ) : (
              <Empty>
                {get("q") ? (
                  <>No plan has a name or key that begins with “{get("q")}”.</>
                ) : (
                  <>
                    Plans would be here. Bring some in with <code>plangraph import FILE</code>, or look at the demo with{" "}
                    <code>plangraph serve --demo</code>.
                  </>
                )}
              </Empty>
            )
          }
        </Shown>
      </div>
    </Page>
  );
}
