import { useAddress } from "../address";
import { useOperation } from "../data/use-operation";
import { AccountDetails } from "../operations.gen";
import { Facts } from "../parts/facts";
import { JsonButton, OpenInGraphiql } from "../parts/files";
import { Page } from "../parts/page";
import { Section } from "../parts/section";
import { Empty, Shown } from "../parts/states";
import { customerPath, planPath } from "../paths";
import { dateTime } from "../values/format";
import type { Account } from "./account";
import { Features } from "./features";
import { Metrics } from "./metrics";
import { Options } from "./options";
import "./account.css";

export function AccountPage({ account: key }: { account: string }) {
  const variables = { key };
  const answer = useOperation(AccountDetails, variables);
  return (
    <Shown answer={answer} lines={12} title={key}>
      {({ account }) =>
        account ? (
          <Page
            title={account.name ?? account.key}
            about={<code>{account.key}</code>}
            actions={
              <>
                <OpenInGraphiql operation={AccountDetails} variables={variables} />
                <JsonButton name={account.key} data={account} />
              </>
            }
          >
            <Known account={account} />
          </Page>
        ) : (
          <Page title="No such account">
            <p>
              No account has the key <code>{key}</code>. <a href="/accounts">All accounts</a>
            </p>
          </Page>
        )
      }
    </Shown>
  );
}

function Known({ account }: { account: Account }) {
  const { get } = useAddress();
  const { customer, plans } = account;
  return (
    <div className="columns">
      <div>
        <Metrics account={account} chosen={get("metric")} />
        <Features account={account} />
        {plans.length > 0 && <Options account={account.key} />}
      </div>
      <aside aria-label="About the account">
        <Section title="Plans" note={plans.length}>
          {plans.length ? (
            <ol className="plain">
              {plans.map((plan) => (
                <li key={plan.id}>
                  <a href={planPath(plan)}>{plan.name}</a> <code>{plan.key}</code>
                </li>
              ))}
            </ol>
          ) : (
            <Empty>This account names no plan.</Empty>
          )}
        </Section>
        <Section title="Customer">
          {customer ? <a href={customerPath(customer)}>{customer.name}</a> : <Empty>No customer has this key as an alias.</Empty>}
        </Section>
        <Facts
          facts={[
            ["Made", dateTime(account.insertedAt)],
            ["Written", dateTime(account.updatedAt)],
            ...account.customFields.map((field) => [field.key, field.value] as const),
          ]}
        />
      </aside>
    </div>
  );
}
