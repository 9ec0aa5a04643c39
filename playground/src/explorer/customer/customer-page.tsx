import { useOperation } from "../data/use-operation";
import { CustomerDetails, type CustomerDetailsQuery } from "../operations.gen";
import { Facts } from "../parts/facts";
import { CsvButton, JsonButton, OpenInGraphiql } from "../parts/files";
import { Page } from "../parts/page";
import { Section } from "../parts/section";
import { Empty, Shown } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { StatusTag, Tag } from "../parts/tag";
import { accountPath, customerBy, planPath } from "../paths";
import { counted, date, dateTime, number } from "../values/format";

type Customer = NonNullable<CustomerDetailsQuery["customer"]>;
type Row = Customer["plans"]["nodes"][number];

const COLUMNS: readonly Column<Row>[] = [
  { name: "Plan", text: ({ plan }) => plan.name, show: ({ plan }) => <a href={planPath(plan)}>{plan.name}</a> },
  { name: "Status", first: true, text: ({ status }) => status.toLowerCase(), show: ({ status }) => <StatusTag status={status} /> },
  { name: "Since", right: true, text: ({ startingOn }) => startingOn, show: ({ startingOn }) => date(startingOn) },
  {
    name: "Until",
    right: true,
    text: ({ endingBefore }) => endingBefore,
    show: ({ endingBefore }) => (endingBefore ? date(endingBefore) : <span className="none">open</span>),
  },
];

export function CustomerPage({ customer: key }: { customer: string }) {
  const variables = { by: customerBy(key) };
  const answer = useOperation(CustomerDetails, variables);
  return (
    <Shown answer={answer} lines={10} title={key}>
      {({ customer }) =>
        customer ? (
          <Page
            title={customer.name}
            about={
              <>
                <code>{customer.externalId}</code>
                {customer.archivedAt && <Tag kind="warn">archived {date(customer.archivedAt)}</Tag>}
              </>
            }
            actions={
              <>
                <OpenInGraphiql operation={CustomerDetails} variables={variables} />
                <CsvButton name={`${key}-plans`} columns={COLUMNS} rows={customer.plans.nodes} />
                <JsonButton name={key} data={customer} />
              </>
            }
          >
            <Known customer={customer} />
          </Page>
        ) : (
          <Page title="No such customer">
            <p>
              No customer has the id or alias <code>{key}</code>. <a href="/customers">All customers</a>
            </p>
          </Page>
        )
      }
    </Shown>
  );
}

function Known({ customer }: { customer: Customer }) {
  const { account, plans } = customer;
  return (
    <div className="columns">
      <div>
        <Section title="Plans" note={counted(plans.totalCount, "time on a plan", "times on a plan")}>
          {plans.nodes.length ? (
            <Table label="Plans of this customer" columns={COLUMNS} rows={plans.nodes} id={({ id }) => id} />
          ) : (
            <Empty>This customer is, was and will be on no plan.</Empty>
          )}
          {plans.totalCount > plans.nodes.length && <p className="second">The newest {plans.nodes.length}.</p>}
        </Section>
        <Section title="Account">
          {account ? (
            <>
              <p>
                <a href={accountPath(account)}>{account.name ?? account.key}</a> <code>{account.key}</code>
              </p>
              <Facts facts={account.metrics.map((metric) => [metric.key, number(metric.value)] as const)} />
            </>
          ) : (
            <Empty>No account has one of this customer’s aliases as its key.</Empty>
          )}
        </Section>
      </div>
      <aside aria-label="About the customer">
        <Section title="Ids for events" note={customer.ingestAliases.length + 1}>
          <ul className="plain">
            {[...customer.ingestAliases, customer.uuid].map((id) => (
              <li key={id}>
                <code>{id}</code>
              </li>
            ))}
          </ul>
        </Section>
        <Facts
          facts={[
            ["Billing", customer.billableStatus && customer.billableStatus.value.toLowerCase()],
            ["Since", customer.billableStatus?.effectiveAt && date(customer.billableStatus.effectiveAt)],
            ["Salesforce", customer.salesforceAccountId],
            ["Made", date(customer.createdAt)],
            ["Changed", date(customer.updatedAt)],
            ["Synced", customer.syncedAt && dateTime(customer.syncedAt)],
            ...customer.customFields.map((field) => [field.key, field.value] as const),
          ]}
        />
      </aside>
    </div>
  );
}
