import { Section } from "../parts/section";
import { Empty } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { Tag } from "../parts/tag";
import { featurePath } from "../paths";
import { date } from "../values/format";
import type { Account } from "./account-page";

type Row = Account["featureOverrides"][number];

const say = (value: unknown): string => JSON.stringify(value);

/** An account's overrides beside what it would have without them: what its plans grant, else the feature's default. */
export function Features({ account }: { account: Account }) {
  const without = ({ featureKey, feature }: Row): { text: string; from: string } | null => {
    for (const plan of account.plans) {
      const granted = plan.entitlements.find((one) => one.feature.key === featureKey);
      if (granted) return { text: say(granted.variant.value), from: plan.name };
    }
    return feature && { text: say(feature.defaultVariant.value), from: "its default" };
  };
  const columns: Column<Row>[] = [
    {
      name: "Feature",
      text: ({ featureKey }) => featureKey,
      show: ({ featureKey, feature }) =>
        feature ? <a href={featurePath(feature)}>{feature.name}</a> : <><code>{featureKey}</code> <Tag kind="warn">unknown</Tag></>,
    },
    {
      name: "Override",
     
      first: true,
      text: ({ variant, variantKey, override }) => (variant ? say(variant.value) : (variantKey ?? override)),
      show: ({ variant, variantKey, override, expired }) => (
        <>
          <code>{variant ? say(variant.value) : (variantKey ?? override.toLowerCase().replaceAll("_", " "))}</code>{" "}
          {expired && <Tag kind="warn">expired</Tag>}
        </>
      ),
    },
    {
      name: "Without it",
      text: (row) => without(row)?.text ?? null,
      show: (row) => {
        const found = without(row);
        return found ? <><code>{found.text}</code> <span className="second">from {found.from}</span></> : <span className="none">–</span>;
      },
    },
    {
      name: "Until",
      right: true,
      text: ({ expiresAt }) => expiresAt,
      show: ({ expiresAt }) => (expiresAt ? date(expiresAt) : <span className="none">open</span>),
    },
  ];
  return (
    <Section title="Overrides" note={account.featureOverrides.length}>
      {account.featureOverrides.length ? (
        <Table label="Feature overrides" columns={columns} rows={account.featureOverrides} id={(row) => row.featureKey} />
      ) : (
        <Empty>Nothing is overridden: the account has what its plans grant.</Empty>
      )}
    </Section>
  );
}
