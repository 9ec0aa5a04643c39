import { withUsage } from "../address";
import { Section } from "../parts/section";
import { Shown } from "../parts/states";
import { Bill, Notes } from "./bill";
import { QuantityField } from "./quantity-field";
import { type Metered, useQuantities } from "./usage";
import { useEstimate } from "./use-estimate";

const MOST = 4;

/** On a plan's page: the answer people came for. The whole of it is a click away. */
export function SideEstimate({ plan, period, metered }: { plan: string; period: number; metered: readonly Metered[] }) {
  const { of, set } = useQuantities();
  const { answer } = useEstimate(plan, period, metered);
  return (
    <Section title="What would it cost?" className="not-on-paper" tools={<a href={withUsage("/estimate", { plan })}>Estimate</a>}>
      <div className="inputs">
        {metered.slice(0, MOST).map(({ key, name }) => (
          <QuantityField key={key} name={name} value={of(key)} onChange={(quantity) => set(key, quantity)} />
        ))}
        {metered.length > MOST && <p className="second">{metered.length - MOST} more on the page of the estimate.</p>}
      </div>
      <Shown answer={answer} lines={4}>
        {({ estimate: { estimate, userErrors } }) =>
          estimate ? (
            <>
              <Bill estimate={estimate} rules={false} pending={answer.pending} />
              <Notes assumptions={estimate.assumptions} warnings={estimate.warnings} />
            </>
          ) : (
            <p className="refused">{userErrors.map(({ message }) => message).join(" ")}</p>
          )
        }
      </Shown>
    </Section>
  );
}
