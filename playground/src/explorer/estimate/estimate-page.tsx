import { useAddress, withUsage } from "../address";
import { Estimate as Operation } from "../operations.gen";
import { Copy } from "../parts/copy";
import { EnglishNote } from "../parts/english";
import { CsvButton, JsonButton, OpenInGraphiql } from "../parts/files";
import { Page } from "../parts/page";
import { Section } from "../parts/section";
import { Empty, Failure, Shown, Skeleton } from "../parts/states";
import type { Column } from "../parts/table";
import { planPath } from "../paths";
import { type Period, periodName, unitName, whole } from "../values/format";
import { periodIn } from "../values/period";
import { Bill, Notes, rowsOf } from "./bill";
import { Scrubber } from "../plan/scrubber";
import { PlanPicker } from "./plan-picker";
import { QuantityField } from "./quantity-field";
import { type Metered, meteredOf, startsOf, usePlanCharges, useQuantities } from "./usage";
import { useEstimate } from "./use-estimate";

type BillRow = ReturnType<typeof rowsOf>[number];

const COLUMNS: readonly Column<BillRow>[] = [
  { name: "Line", text: ({ name }) => name },
  { name: "Rule", text: ({ rule }) => rule ?? null },
  { name: "Amount", text: ({ amount, unit }) => whole(amount, unit) },
  { name: "Unit", text: ({ unit }) => unitName(unit) },
];

export function EstimatePage() {
  const { get, set } = useAddress();
  const key = get("plan");
  const charges = usePlanCharges(key ? [key] : []);
  const plan = charges.plans?.[0];
  if (!key) {
    return (
      <Page title="Estimate" lead="What a billing period of a plan comes to, for any usage.">
        <PlanPicker label="Choose a plan by name or key" open onPick={(next) => set({ plan: next }, "step")} />
      </Page>
    );
  }
  if (!charges.plans || charges.pending) {
    return charges.problem ? <Failure answer={charges} /> : <Skeleton />;
  }
  if (!plan) {
    return (
      <Page title="No such plan">
        <p>
          No plan has the key <code>{key}</code>.
        </p>
        <PlanPicker label="Choose a plan by name or key" onPick={(next) => set({ plan: next }, "step")} />
      </Page>
    );
  }
  return <Known key={key} plan={plan} kind={plan.annotations.period} metered={meteredOf(plan.charges.nodes)} changes={startsOf(plan.charges.nodes)} />;
}

interface Props {
  plan: { key: string; name: string };
  kind: Period;
  metered: readonly Metered[];
  changes: readonly number[];
}

function Known({ plan, kind, metered, changes }: Props) {
  const { get, set } = useAddress();
  const { of, set: setQuantity } = useQuantities();
  const period = periodIn(get("period"));
  const { answer, variables } = useEstimate(plan.key, period, metered);
  const { estimate, userErrors = [] } = answer.data?.estimate ?? {};
  const test = () =>
    JSON.stringify({ query: Operation.text, variables, expected: { totals: estimate?.totals.map(({ creditType, total }) => ({ creditType: creditType.name, total })) } }, null, 2);
  return (
    <Page
      title={`Estimate: ${plan.name}`}
      about={<a href={planPath(plan)} className="not-on-paper">The plan</a>}
      actions={
        <>
          <OpenInGraphiql operation={Operation} variables={variables} />
          <Copy name="Copy link" text={() => location.href} />
          <Copy name="Copy as test" text={test} />
          <Copy name="Copy variables" text={() => JSON.stringify(variables, null, 2)} />
          <CsvButton name={`estimate-${plan.key}`} columns={COLUMNS} rows={estimate ? rowsOf(estimate) : []} />
          <JsonButton name={`estimate-${plan.key}`} data={answer.data} />
          <button type="button" className="link" onClick={() => print()}>
            Print
          </button>
        </>
      }
    >
      <Scrubber kind={kind} period={period} changes={changes} onChange={(next) => set({ period: next ? String(next) : null })} />
      <div className="columns">
        <div>
          <Section title={`${plan.name}, ${periodName(kind, period).toLowerCase()}`}>
            <Shown answer={answer}>
              {() =>
                estimate ? (
                  <>
                    <Bill estimate={estimate} pending={answer.pending} />
                    <Notes {...estimate} />
                    <EnglishNote />
                  </>
                ) : (
                  <ul className="plain" role="alert">
                    {userErrors.map(({ field, message }) => (
                      <li key={message} className="refused">
                        {field?.join(".")} {message}
                      </li>
                    ))}
                  </ul>
                )
              }
            </Shown>
          </Section>
        </div>
        <aside aria-label="What is used" className="inputs">
          <Section title="Usage">
            {metered.map(({ key, name, product }) => (
              <QuantityField
                key={key}
                name={name}
                {...(key === name ? {} : { note: product })}
                value={of(key)}
                onChange={(quantity) => setQuantity(key, quantity)}
              />
            ))}
            {!metered.length && <Empty>Nothing in this plan depends on usage.</Empty>}
          </Section>
          <Section title="Another plan">
            <PlanPicker label="Choose by name or key" onPick={(next) => set({ plan: next }, "step")} />
            <p className="second">
              Or put both beside each other: <a href={withUsage("/compare", { a: plan.key })}>Compare</a>
            </p>
          </Section>
        </aside>
      </div>
    </Page>
  );
}
