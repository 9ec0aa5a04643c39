import { CsvButton } from "../parts/files";
import { Section } from "../parts/section";
import { Empty } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { Tag } from "../parts/tag";
import { featurePath, planPath } from "../paths";
import { date } from "../values/format";
import type { Account } from "./account";

type Resolution = Account["features"][number];
type Override = Account["featureOverrides"][number];

const say = (value: unknown): string => JSON.stringify(value);

const RESOLVED: readonly Column<Resolution>[] = [
  {
    name: "Feature",
    text: ({ key }) => key,
    show: ({ key, feature }) => (feature ? <a href={featurePath({ key })}>{feature.name}</a> : <code>{key}</code>),
  },
  { name: "Value", first: true, text: ({ value }) => say(value), show: ({ value }) => <code>{say(value)}</code> },
  { name: "Variant", minor: true, text: ({ variant }) => variant },
  {
    name: "Because of",
    text: ({ reason, plan }) => (plan ? `${reason}: ${plan.key}` : reason),
    show: ({ reason, plan, errorCode }) => (
      <>
        {reason === "OVERRIDE" && <Tag kind="accent">its override</Tag>}
        {reason === "PLAN" && (plan ? <a href={planPath(plan)}>{plan.name}</a> : "its plan")}
        {reason === "DEFAULT" && <span className="second">the feature’s default</span>}
        {reason === "UNKNOWN_FEATURE" && <Tag kind="warn">unknown feature</Tag>}
        {errorCode && <Tag kind="warn">{errorCode.toLowerCase()}</Tag>}
      </>
    ),
  },
];

/** What the account has of each feature, and why. */
export function Features({ account }: { account: Account }) {
  return (
    <>
      <Section
        title="Features"
        note={account.features.length}
        tools={<CsvButton name={`${account.key}-features`} columns={RESOLVED} rows={account.features} />}
      >
        {account.features.length ? (
          <Table label="Features of this account" columns={RESOLVED} rows={account.features} id={({ key }) => key} />
        ) : (
          <Empty>There are no features yet. They come with a catalogue, or through the mutation featureUpsert.</Empty>
        )}
      </Section>
      {account.featureOverrides.length > 0 && <Overrides account={account} />}
    </>
  );
}

/** Overrides beside what the account would have without them: what its plans grant, else the feature's default. */
function Overrides({ account }: { account: Account }) {
  const without = ({ featureKey, feature }: Override): { text: string; from: string } | null => {
    for (const plan of account.plans) {
      const granted = plan.entitlements.find((one) => one.feature.key === featureKey);
      if (granted) return { text: say(granted.variant.value), from: plan.name };
    }
    return feature && { text: say(feature.defaultVariant.value), from: "its default" };
  };
  const columns: Column<Override>[] = [
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
    <Section
      title="Overrides"
      note={account.featureOverrides.length}
      tools={<CsvButton name={`${account.key}-overrides`} columns={columns} rows={account.featureOverrides} />}
    >
      <Table label="Feature overrides" columns={columns} rows={account.featureOverrides} id={(row) => row.featureKey} />
    </Section>
  );
}
