import { Section } from "../parts/section";
import { Facts } from "../parts/facts";
import { featurePath } from "../paths";
import { number, type Period, periodName, price } from "../values/format";
import { minimumRamps, type Plan, rateRamps, stepAt } from "./ramps";

type Grant = Plan["creditGrants"][number];

/** Beside the charges: what else decides what an invoice comes to. */
export function Margin({ plan, period }: { plan: Plan; period: number }) {
  const kind = plan.annotations.period;
  const from = (start: number) => (start ? `from ${periodName(kind, start).toLowerCase()}` : "");
  const minimums = minimumRamps(plan).flatMap((ramp) => {
    const now = stepAt(ramp, period);
    const step = now ?? ramp.steps[0];
    return step ? [{ key: ramp.key, step, waiting: !now }] : [];
  });
  const rates = rateRamps(plan).flatMap((ramp) => {
    const now = stepAt(ramp, period);
    const step = now ?? ramp.steps[0];
    return step ? [{ key: ramp.key, step, waiting: !now }] : [];
  });
  if (!minimums.length && !rates.length && !plan.creditGrants.length && !plan.entitlements.length) return null;
  return (
    <>
      {(minimums.length > 0 || rates.length > 0) && (
        <Section title="Minimums and overage">
          <ul className="amounts">
            {minimums.map(({ key, step, waiting }) => (
              <li key={key}>
                <span>
                  {step.name} {waiting && <span className="second">{from(step.startPeriod)}</span>}
                </span>
                <span>{price(step.value, step.creditType)}</span>
              </li>
            ))}
            {rates.map(({ key, step, waiting }) => (
              <li key={key}>
                <span>
                  Overage of {step.creditType.name}, each {waiting && <span className="second">{from(step.startPeriod)}</span>}
                </span>
                <span>{price(step.toFiatConversionFactor, step.fiatCreditType)}</span>
              </li>
            ))}
          </ul>
          {minimums.length > 0 && (
            <p className="second">
              Compared {plan.annotations.minimumOrder === "AFTER_CREDITS" ? "after" : "before"} credits are taken off.
            </p>
          )}
        </Section>
      )}
      {plan.creditGrants.length > 0 && (
        <Section title="Credits" note="in the order they are used">
          {plan.creditGrants.map((grant) => (
            <CreditGrant key={grant.id} grant={grant} kind={kind} />
          ))}
        </Section>
      )}
      {plan.entitlements.length > 0 && (
        <Section title="Features" note={plan.entitlements.length}>
          <ul className="amounts">
            {plan.entitlements.map(({ feature, variant }) => (
              <li key={feature.id}>
                <a href={featurePath(feature)}>{feature.name}</a>
                <code title={`variant ${variant.key}`}>{JSON.stringify(variant.value)}</code>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function CreditGrant({ grant, kind }: { grant: Grant; kind: Period }) {
  return (
    <div className="grant">
      <div className="grant-head">
        <span>{grant.name}</span>
        <span>{price(grant.amountGranted, grant.amountGrantedCreditType)}</span>
      </div>
      <Recurrence grant={grant} kind={kind} />
      <Facts
        facts={[
          ["Paid", price(grant.amountPaid, grant.amountPaidCreditType) + (grant.sendInvoice ? ", invoiced" : "")],
          ["Lasts", counted(grant.effectiveDuration, kind)],
          ["Priority", grant.priority],
          ["Reason", grant.reason],
        ]}
      />
    </div>
  );
}

const counted = (periods: string, kind: Period): string => `${number(periods)} ${kind.toLowerCase()}${periods === "1" ? "" : "s"}`;

const SHOWN = 12;

/** A tick in each of the first twelve periods in which the grant is issued. */
function Recurrence({ grant, kind }: { grant: Grant; kind: Period }) {
  const interval = grant.recurrenceInterval === null ? null : Number(grant.recurrenceInterval);
  const until = grant.recurrenceDuration === null ? Number.POSITIVE_INFINITY : Number(grant.recurrenceDuration);
  const issued = (period: number) => (interval ? period % interval === 0 && period < Math.max(until, 1) : period === 0);
  const words = grant.recurrenceInterval
    ? `every ${grant.recurrenceInterval === "1" ? kind.toLowerCase() : counted(grant.recurrenceInterval, kind)}` +
      (grant.recurrenceDuration ? ` for ${counted(grant.recurrenceDuration, kind)}` : "")
    : `once, in ${periodName(kind, 0).toLowerCase()}`;
  return (
    <div className="grant-when">
      <svg viewBox="0 0 144 10" width="144" height="10" aria-hidden="true">
        <line x1="0" x2="144" y1="9.5" y2="9.5" className="chart-rule" />
        {Array.from({ length: SHOWN }, (_, period) => period)
          .filter(issued)
          .map((period) => (
            <rect key={period} x={period * 12} y="0" width="2" height="10" className="grant-tick" />
          ))}
      </svg>
      <span className="second">{words}</span>
    </div>
  );
}
