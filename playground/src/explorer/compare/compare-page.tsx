import { useAddress } from "../address";
import { useOperation } from "../data/use-operation";
import { PlanPicker } from "../estimate/plan-picker";
import { roundAbove } from "../estimate/quantity";
import { QuantityField } from "../estimate/quantity-field";
import { isMetered, startsOf, usePlanCharges, useQuantities } from "../estimate/usage";
import { Compare } from "../operations.gen";
import { Copy } from "../parts/copy";
import { CsvButton, JsonButton, OpenInGraphiql } from "../parts/files";
import { Page } from "../parts/page";
import { Section } from "../parts/section";
import { Empty, Failure, Shown } from "../parts/states";
import { planPath } from "../paths";
import { Scrubber } from "../plan/scrubber";
import { periodIn } from "../values/period";
import { counted, periodName } from "../values/format";
import { comparisonColumns, type ComparisonLine, linesOf } from "./columns";
import { Curves } from "./curves";
import { Table } from "../parts/table";
import "./compare.css";

const PLACES = ["a", "b", "c", "d", "e"] as const;

export function ComparePage() {
  const { get, set } = useAddress();
  const { of, set: setQuantity } = useQuantities();
  const keys = PLACES.flatMap((place) => get(place) ?? []);
  const period = periodIn(get("period"));
  const charges = usePlanCharges(keys);
  const plans = keys.flatMap((key) => charges.plans?.find((plan) => plan.key === key) ?? []);
  const names = [...new Set(plans.flatMap((plan) => plan.charges.nodes.filter(isMetered).map(({ name }) => name)))].sort();
  const vary = names.find((name) => name === get("vary")) ?? names.find((name) => of(name) !== "0") ?? names[0];
  const variables = {
    input: {
      plans: plans.map(({ key }) => ({ key })),
      period,
      usage: names.filter((name) => of(name) !== "0").map((charge) => ({ charge, quantity: of(charge) })),
      vary: vary ? { charge: vary, upTo: roundAbove(of(vary)) } : null,
    },
  };
  const kind = plans[0]?.annotations.period ?? "MONTH";
  const ready = plans.length > 1 && plans.length === keys.length;
  const answer = useOperation(Compare, variables, { pause: !ready });
  const comparison = ready ? answer.data?.comparePlans.comparison : undefined;
  const lines = comparison ? linesOf(comparison) : [];
  const all = get("all") !== null;
  const shown = all ? lines : lines.filter(({ differs, total }) => differs || total);
  const columns = comparison ? comparisonColumns(comparison) : [];
  const replace = (next: readonly string[]) => set(Object.fromEntries(PLACES.map((place, index) => [place, next[index] ?? null])), "step");
  const add = (key: string) => !keys.includes(key) && replace([...keys, key]);

  return (
    <Page
      title="Compare"
      lead={plans.length ? plans.map(({ name }) => name).join(", ") : "The same usage on several plans."}
      actions={
        ready && (
          <>
            <OpenInGraphiql operation={Compare} variables={variables} />
            <Copy name="Copy link" text={() => location.href} />
            <CsvButton name="comparison" columns={columns} rows={lines} />
            <JsonButton name="comparison" data={answer.data} />
            <button type="button" className="link" onClick={() => print()}>
              Print
            </button>
          </>
        )
      }
    >
      <Failure answer={charges} />
      {ready && (
        <Scrubber
          kind={kind}
          period={period}
          changes={startsOf(plans.flatMap(({ charges: { nodes } }) => nodes))}
          onChange={(next) => set({ period: next ? String(next) : null })}
        />
      )}
      <div className="columns">
        <div>
          {keys.length < 2 ? (
            <Section title="Comparison">
              <Empty>Choose two to five plans: their prices for the same usage stand here side by side.</Empty>
              <PlanPicker label="Add a plan by name or key" open onPick={add} />
            </Section>
          ) : (
            <Section
              title={`${periodName(kind, period)}, side by side`}
              note={comparison && counted(lines.filter(({ differs }) => differs).length, "line differs", "lines differ")}
              tools={
                <label className="choice">
                  <input type="checkbox" checked={all} onChange={(event) => set({ all: event.target.checked ? "1" : null })} /> all lines
                </label>
              }
            >
              {ready && (
                <Shown answer={answer}>
                  {({ comparePlans: { userErrors } }) =>
                    comparison ? (
                      <Table<ComparisonLine> lined label="Comparison" columns={columns} rows={shown} id={({ key }) => key} strong={({ total }) => total} pending={answer.pending} />
                    ) : (
                      <p className="refused">{userErrors.map(({ message }) => message).join(" ")}</p>
                    )
                  }
                </Shown>
              )}
              {charges.plans && !charges.pending && plans.length < keys.length && (
                <p className="refused">
                  No plan has the key {keys.filter((key) => !plans.some((plan) => plan.key === key)).join(", ")}.
                </p>
              )}
            </Section>
          )}
          {comparison && vary && (
            <Curves comparison={comparison} vary={vary} names={names} onVary={(next) => set({ vary: next })} />
          )}
        </div>
        <aside aria-label="What is compared" className="inputs">
          <Section title="Plans" note={`${keys.length} of 5`}>
            <ul className="plain chosen">
              {keys.map((key) => (
                <li key={key}>
                  <a href={planPath({ key })}>{plans.find((plan) => plan.key === key)?.name ?? key}</a>
                  <button type="button" className="link" onClick={() => replace(keys.filter((one) => one !== key))}>
                    remove<span className="unseen"> {key}</span>
                  </button>
                </li>
              ))}
            </ul>
            {keys.length > 1 && keys.length < PLACES.length && <PlanPicker label="Add a plan by name or key" onPick={add} />}
            {!keys.length && <Empty>None yet.</Empty>}
          </Section>
          {names.length > 0 && (
            <Section title="Usage" note="of every plan">
              {names.map((name) => (
                <QuantityField key={name} name={name} value={of(name)} onChange={(quantity) => setQuantity(name, quantity)} />
              ))}
            </Section>
          )}
        </aside>
      </div>
    </Page>
  );
}
