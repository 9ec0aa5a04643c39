import { useOperation } from "../data/use-operation";
import { FeatureDetails, type FeatureDetailsQuery } from "../operations.gen";
import { JsonButton, OpenInGraphiql } from "../parts/files";
import { Page } from "../parts/page";
import { Section } from "../parts/section";
import { Empty, Shown } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { Tag } from "../parts/tag";
import { planPath } from "../paths";

type Feature = NonNullable<FeatureDetailsQuery["feature"]>;
type Variant = Feature["variants"][number];
type Grant = Feature["plans"][number];

const GRANTS: readonly Column<Grant>[] = [
  { name: "Plan", text: ({ plan }) => plan.name, show: ({ plan }) => <a href={planPath(plan)}>{plan.name}</a> },
  { name: "Variant", first: true, text: ({ variant }) => variant.key, show: ({ variant }) => <code>{variant.key}</code> },
];

export function FeaturePage({ feature: key }: { feature: string }) {
  const answer = useOperation(FeatureDetails, { key });
  return (
    <Shown answer={answer} title={key}>
      {({ feature }) =>
        feature ? (
          <Page
            title={feature.name}
            about={
              <>
                <code>{feature.key}</code> <span className="second">{feature.type.toLowerCase()}</span>
              </>
            }
            actions={
              <>
                <OpenInGraphiql operation={FeatureDetails} variables={{ key }} />
                <JsonButton name={key} data={feature} />
              </>
            }
          >
            <Known feature={feature} />
          </Page>
        ) : (
          <Page title="No such feature">
            <p>
              No feature has the key <code>{key}</code>.
            </p>
          </Page>
        )
      }
    </Shown>
  );
}

function Known({ feature }: { feature: Feature }) {
  const columns: Column<Variant>[] = [
    {
      name: "Variant",
      text: ({ key }) => key,
      show: ({ key }) => (
        <>
          <code>{key}</code> {key === feature.defaultVariant.key && <Tag kind="accent">default</Tag>}{" "}
          {key === feature.onVariant?.key && <Tag>on</Tag>} {key === feature.offVariant?.key && <Tag>off</Tag>}
        </>
      ),
    },
    { name: "Value", text: ({ value }) => JSON.stringify(value), show: ({ value }) => <code>{JSON.stringify(value)}</code> },
  ];
  return (
    <>
      <Section title="Variants" note={feature.variants.length}>
        <Table label="Variants" short columns={columns} rows={feature.variants} id={({ key }) => key} />
      </Section>
      <Section title="Granted by" note={feature.plans.length}>
        {feature.plans.length ? (
          <Table label="Plans that grant it" short columns={GRANTS} rows={feature.plans} id={({ plan }) => plan.id} />
        ) : (
          <Empty>No plan grants it: every account has the default unless it overrides it.</Empty>
        )}
      </Section>
    </>
  );
}
