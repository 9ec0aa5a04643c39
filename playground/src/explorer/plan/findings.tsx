import { Section } from "../parts/section";
import { Tag } from "../parts/tag";
import type { Plan } from "./ramps";

/** What is allowed in the plan, but probably not meant, with what to do about it. */
export function Findings({ findings }: { findings: Plan["findings"] }) {
  if (!findings.length) return null;
  return (
    <Section title="Findings" note={findings.length}>
      <ul className="plain findings">
        {findings.map(({ code, severity, message, advice, charge }) => (
          <li key={`${code} ${charge?.id} ${message}`}>
            <Tag kind="warn">{{ ERROR: "error", WARNING: "warning", INFO: "notice" }[severity]}</Tag> {message}{" "}
            <span className="second">{advice}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
