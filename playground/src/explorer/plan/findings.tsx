import { Section } from "../parts/section";
import { Tag } from "../parts/tag";
import { number } from "../values/format";
import type { Plan } from "./ramps";

type Finding = Plan["findings"][number];

const MOST_ALIKE = 3;

/** What is allowed in the plan, but probably not meant, with what to do about it; many of one kind are folded. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  if (!findings.length) return null;
  const kinds = Map.groupBy(findings, ({ code }) => code);
  return (
    <Section title="Findings" className="not-on-paper" note={findings.length}>
      {[...kinds].map(([code, alike]) => {
        const shown = alike.length > MOST_ALIKE ? 1 : alike.length;
        return (
          <div key={code} className="findings">
            <List findings={alike.slice(0, shown)} />
            {alike.length > shown && (
              <details>
                <summary>{number(alike.length - shown)} more of this kind</summary>
                <List findings={alike.slice(shown)} />
              </details>
            )}
          </div>
        );
      })}
    </Section>
  );
}

function List({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul className="plain">
      {findings.map(({ code, severity, message, advice, charge }) => (
        <li key={`${code} ${charge?.id} ${message}`}>
          <Tag kind="warn">{{ ERROR: "error", WARNING: "warning", INFO: "notice" }[severity]}</Tag> {message}{" "}
          <span className="second">{advice}</span>
        </li>
      ))}
    </ul>
  );
}
