import { useAddress } from "../address";
import { useOperation } from "../data/use-operation";
import { Customers, type CustomersQuery } from "../operations.gen";
import { Chips } from "../parts/chips";
import { useColumns } from "../parts/columns";
import { AllRows, CsvButton, JsonButton, OpenInGraphiql } from "../parts/files";
import { orderOf } from "../parts/order";
import { Page } from "../parts/page";
import { FIRST_PAGE, Pager, pageOf } from "../parts/pager";
import { Search } from "../parts/search";
import { Empty, Shown } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { accountPath, customerPath, planPath } from "../paths";
import { statusesIn } from "../plan/plan-customers";
import { exportPath } from "../values/export-path";
import { counted, date } from "../values/format";

type Row = CustomersQuery["customers"]["nodes"][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    name: "Customer",
    sort: "name",
    text: ({ name }) => name,
    show: (customer) => <a href={customerPath(customer)}>{customer.name}</a>,
  },
  {
    name: "Active plans",
    text: ({ plans }) => plans.nodes.map(({ plan }) => plan.name).join("; ") || null,
    show: ({ plans }) => <ActivePlans plans={plans} />,
  },
  {
    name: "Account",
    text: ({ account }) => account?.key ?? null,
    show: ({ account }) => (account ? <a href={accountPath(account)}><code>{account.key}</code></a> : <span className="none none-at-all">–</span>),
  },
  { name: "Id for events", extra: true, text: ({ externalId }) => externalId, show: ({ externalId }) => <code>{externalId}</code> },
  { name: "Changed", extra: true, right: true, text: ({ updatedAt }) => updatedAt, show: ({ updatedAt }) => date(updatedAt) },
  { name: "Since", sort: "since", right: true, text: ({ createdAt }) => createdAt, show: ({ createdAt }) => date(createdAt) },
];

function ActivePlans({ plans }: { plans: Row["plans"] }) {
  if (!plans.nodes.length) return <span className="none">none</span>;
  return (
    <>
      {plans.nodes.map(({ id, plan }, place) => (
        <span key={id}>
          {place > 0 && ", "}
          <a href={planPath(plan)}>{plan.name}</a>
        </span>
      ))}
      {plans.totalCount > plans.nodes.length && ` and ${plans.totalCount - plans.nodes.length} more`}
    </>
  );
}

const ORDER = { name: "NAME", since: "CREATED_AT" } as const;

export function CustomerList() {
  const { get, set } = useAddress();
  const statuses = statusesIn(get("status"));
  const linked = get("linked");
  const variables = {
    ...pageOf(get),
    search: get("q"),
    status: statuses.length ? statuses : null,
    linked: linked === "yes" ? true : linked === "no" ? false : null,
    orderBy: orderOf(get("sort"), ORDER),
  };
  const answer = useOperation(Customers, variables);
  const { columns, chooser } = useColumns("customers", COLUMNS);
  const narrowed = Boolean(get("q")) || statuses.length > 0 || linked !== null;
  return (
    <Page
      title="Customers"
      actions={
        <>
          <OpenInGraphiql operation={Customers} variables={variables} />
          <CsvButton name="customers" columns={columns} rows={answer.data?.customers.nodes ?? []} />
          <AllRows
            path={exportPath("customers", { search: variables.search, status: statuses, linked: variables.linked }, variables.orderBy)}
          />
          <JsonButton name="customers" data={answer.data} />
        </>
      }
    >
      <div className="list">
        <div className="list-tools">
          <Search label="Search customers by name" />
          <span role="status">{answer.data && counted(answer.data.customers.totalCount, "customer")}</span>
          <Chips
            label="On a plan that is"
            chosen={statuses}
            chips={(["ACTIVE", "UPCOMING", "ENDED"] as const).map((value) => ({ value, name: value.toLowerCase() }))}
            onChange={(next) => set({ ...FIRST_PAGE, status: next.length ? next.join(",").toLowerCase() : null }, "step")}
          />
          <Chips
            label="Account"
            chosen={linked === "yes" || linked === "no" ? [linked] : []}
            chips={[{ value: "yes", name: "with" }, { value: "no", name: "without" }]}
            onChange={(next) => set({ ...FIRST_PAGE, linked: next.at(-1) ?? null }, "step")}
          />
          {chooser}
        </div>
        <Shown answer={answer}>
          {({ customers }) =>
            customers.totalCount ? (
              <>
                <Table label="Customers" columns={columns} rows={customers.nodes} id={({ id }) => id} pending={answer.pending} />
                <Pager info={customers.pageInfo} shown={customers.nodes.length} total={customers.totalCount} />
              </>
            ) : (
              <Empty>
                {narrowed ? (
                  "No customer matches. Take a word or a choice away."
                ) : (
                  <>
                    Customers would be here. They come with a catalogue: <code>plangraph import FILE</code>.
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
