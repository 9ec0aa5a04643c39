import { useAddress } from "../address";
import { useOperation } from "../data/use-operation";
import { Accounts, type AccountsQuery } from "../operations.gen";
import { useColumns } from "../parts/columns";
import { AllRows, CsvButton, JsonButton, OpenInGraphiql } from "../parts/files";
import { orderOf } from "../parts/order";
import { Page } from "../parts/page";
import { Pager, pageOf } from "../parts/pager";
import { Search } from "../parts/search";
import { Empty, Shown } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { accountPath, customerPath, planPath } from "../paths";
import { exportPath } from "../values/export-path";
import { counted, date } from "../values/format";

type Row = AccountsQuery["accounts"]["nodes"][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    name: "Account",
    sort: "key",
    text: ({ key }) => key,
    show: (account) => (
      <a href={accountPath(account)}>
        <code>{account.key}</code>
      </a>
    ),
  },
  { name: "Name", sort: "name", text: ({ name }) => name },
  {
    name: "Plans",
    text: ({ plans }) => plans.map(({ key }) => key).join("; ") || null,
    show: ({ plans }) =>
      plans.length ? (
        plans.map((plan, place) => (
          <span key={plan.id}>
            {place > 0 && ", "}
            <a href={planPath(plan)}>{plan.name}</a>
          </span>
        ))
      ) : (
        <span className="none">none</span>
      ),
  },
  {
    name: "Customer",
    minor: true,
    text: ({ customer }) => customer?.name ?? null,
    show: ({ customer }) => (customer ? <a href={customerPath(customer)}>{customer.name}</a> : <span className="none none-at-all">–</span>),
  },
  { name: "Made", extra: true, right: true, text: ({ insertedAt }) => insertedAt, show: ({ insertedAt }) => date(insertedAt) },
  { name: "Written", sort: "updated", right: true, minor: true, text: ({ updatedAt }) => updatedAt, show: ({ updatedAt }) => date(updatedAt) },
];

const ORDER = { key: "KEY", name: "NAME", updated: "UPDATED_AT" } as const;

export function AccountList() {
  const { get } = useAddress();
  const variables = { ...pageOf(get), search: get("q"), orderBy: orderOf(get("sort"), ORDER) };
  const answer = useOperation(Accounts, variables);
  const { columns, chooser } = useColumns("accounts", COLUMNS);
  return (
    <Page
      title="Accounts"
      actions={
        <>
          <OpenInGraphiql operation={Accounts} variables={variables} />
          <CsvButton name="accounts" columns={columns} rows={answer.data?.accounts.nodes ?? []} />
          <AllRows path={exportPath("accounts", { search: variables.search }, variables.orderBy)} />
          <JsonButton name="accounts" data={answer.data} />
        </>
      }
    >
      <div className="list">
        <div className="list-tools">
          <Search label="Search accounts by key or name" />
          <span role="status">{answer.data && counted(answer.data.accounts.totalCount, "account")}</span>
          {chooser}
        </div>
        <Shown answer={answer}>
          {({ accounts }) =>
            accounts.totalCount ? (
              <>
                <Table label="Accounts" columns={columns} rows={accounts.nodes} id={({ id }) => id} pending={answer.pending} />
                <Pager info={accounts.pageInfo} shown={accounts.nodes.length} total={accounts.totalCount} />
              </>
            ) : (
              <Empty>
                {get("q") ? (
                  <>No account has a key or name that begins with “{get("q")}”.</>
                ) : (
                  <>
                    Accounts would be here. They come with a catalogue, <code>plangraph import FILE</code>, or from your own
                    program through the mutation <code>accountUpsert</code>.
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
