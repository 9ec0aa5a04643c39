import { useAddress } from "../address";
import { useOperation } from "../data/use-operation";
import { Plans, type PlansQuery } from "../operations.gen";
import { AllRows, CsvButton, JsonButton, OpenInGraphiql } from "../parts/files";
import { Page } from "../parts/page";
import { Pager, pageOf } from "../parts/pager";
import { Search } from "../parts/search";
import { Empty, Shown } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { orderOf } from "../parts/order";
import { planPath } from "../paths";
import { exportPath } from "../values/export-path";
import { counted, date } from "../values/format";

type Row = PlansQuery["plans"]["nodes"][number];

const standing = (status: "ACTIVE" | "UPCOMING" | "ENDED") => (plan: Row) =>
  String(plan.customers.statusCounts.find((one) => one.status === status)?.count ?? 0);

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
  { name: "Upcoming", figure: true, text: standing("UPCOMING") },
  { name: "Changed", sort: "updated", right: true, minor: true, text: (plan) => plan.updatedAt, show: (plan) => date(plan.updatedAt) },
];

const ORDER = { name: "NAME", key: "KEY", updated: "UPDATED_AT" } as const;

export function PlanList() {
  const { get } = useAddress();
  const variables = { ...pageOf(get), search: get("q"), orderBy: orderOf(get("sort"), ORDER) };
  const answer = useOperation(Plans, variables);
  const rows = answer.data?.plans.nodes ?? [];
  return (
    <Page
      title="Plans"
      actions={
        <>
          <OpenInGraphiql operation={Plans} variables={variables} />
          <CsvButton name="plans" columns={COLUMNS} rows={rows} />
          <AllRows path={exportPath("plans", { search: variables.search }, variables.orderBy)} />
          <JsonButton name="plans" data={answer.data} />
        </>
      }
    >
      <div className="list">
        <div className="list-tools">
          <Search label="Search plans by name or key" />
          <span role="status">{answer.data && counted(answer.data.plans.totalCount, "plan")}</span>
        </div>
        <Shown answer={answer}>
          {({ plans }) =>
            plans.totalCount ? (
              <>
                <Table label="Plans" columns={COLUMNS} rows={plans.nodes} id={(plan) => plan.id} pending={answer.pending} />
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
