import { useAddress } from "../address";
import { useOperation } from "../data/use-operation";
import { PlanCustomers, type PlanCustomersQuery } from "../operations.gen";
import { Chips } from "../parts/chips";
import { AllRows, CsvButton, OpenInGraphiql } from "../parts/files";
import { orderOf } from "../parts/order";
import { FIRST_PAGE, Pager, pageOf } from "../parts/pager";
import { Search } from "../parts/search";
import { Section } from "../parts/section";
import { Empty, Shown } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { type Status, StatusTag } from "../parts/tag";
import { customerPath } from "../paths";
import { exportPath } from "../values/export-path";
import { counted, date, number } from "../values/format";

type Customers = NonNullable<PlanCustomersQuery["plan"]>["customers"];
type Row = Customers["edges"][number];

const STATUSES: readonly Status[] = ["ACTIVE", "UPCOMING", "ENDED"];
const ORDER = { name: "NAME", since: "STARTING_ON", until: "ENDING_BEFORE" } as const;
const ROWS = 25;

const COLUMNS: readonly Column<Row>[] = [
  {
    name: "Customer",
    sort: "name",
    text: ({ node }) => node.name,
    show: ({ node }) => <a href={customerPath(node)}>{node.name}</a>,
  },
  { name: "Status", first: true, text: ({ status }) => status.toLowerCase(), show: ({ status }) => <StatusTag status={status} /> },
  { name: "Since", sort: "since", right: true, text: ({ startingOn }) => startingOn, show: ({ startingOn }) => date(startingOn) },
  {
    name: "Until",
    sort: "until",
    right: true,
    text: ({ endingBefore }) => endingBefore,
    show: ({ endingBefore }) => (endingBefore ? date(endingBefore) : <span className="none">open</span>),
  },
];

/** Somebody may be on a plan more than once, one time after another. */
const standing = ({ customerCount, totalCount }: Customers): string =>
  counted(customerCount, "customer") + (totalCount > customerCount ? `, ${counted(totalCount, "time")} on it` : "");

export function statusesIn(text: string | null): Status[] {
  const words = (text ?? "").toUpperCase().split(",");
  return STATUSES.filter((status) => words.includes(status));
}

export function PlanCustomersSection({ plan }: { plan: string }) {
  const { get, set } = useAddress();
  const chosen = statusesIn(get("status"));
  const variables = {
    key: plan,
    ...pageOf(get, ROWS),
    status: chosen.length ? chosen : null,
    search: get("q"),
    orderBy: orderOf(get("sort"), ORDER),
  };
  const answer = useOperation(PlanCustomers, variables);
  const customers = answer.data?.plan?.customers;
  const count = (status: Status) => customers?.statusCounts.find((one) => one.status === status)?.count;
  return (
    <Section
      title="Customers"
      className="not-on-paper"
      note={customers && standing(customers)}
      tools={
        <>
          <OpenInGraphiql operation={PlanCustomers} variables={variables} />
          <CsvButton name={`${plan}-customers`} columns={COLUMNS} rows={customers?.edges ?? []} />
          <AllRows
            path={exportPath(
              "customers",
              { plan, status: chosen.length ? chosen : "all", search: variables.search },
              variables.orderBy,
            )}
          />
        </>
      }
    >
      <div className="list-tools">
        <Chips
          label="Status"
          chosen={chosen}
          chips={STATUSES.map((value) => {
            const found = count(value);
            return { value, name: value.toLowerCase(), ...(found === undefined ? {} : { count: number(found) }) };
          })}
          onChange={(next) => set({ ...FIRST_PAGE, status: next.length ? next.join(",").toLowerCase() : null }, "step")}
        />
        <Search label="Search its customers by name" />
      </div>
      <Shown answer={answer} lines={5}>
        {() =>
          customers?.totalCount ? (
            <>
              <Table
                label="Customers on this plan"
                columns={COLUMNS}
                rows={customers.edges}
                id={({ customerPlanId }) => customerPlanId}
                pending={answer.pending}
              />
              <Pager info={customers.pageInfo} shown={customers.edges.length} total={customers.totalCount} />
            </>
          ) : (
            <Empty>
              {get("q") || chosen.length
                ? "No customer on this plan matches. Take a word or a status away."
                : "Nobody is, was or will be on this plan. Customers come with the catalogue: plangraph import FILE."}
            </Empty>
          )
        }
      </Shown>
    </Section>
  );
}
