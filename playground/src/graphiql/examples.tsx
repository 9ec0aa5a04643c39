import type { GraphiQLPlugin } from "@graphiql/react";
import { OPERATIONS } from "./operations";
import { useNewTab } from "./tabs";

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" aria-hidden="true">
      <path d="M6 3h9l4 4v14H6z" strokeLinejoin="round" />
      <path d="M9.5 11h6M9.5 14.5h6M9.5 18h3.5" />
    </svg>
  );
}

function Content() {
  const open = useNewTab();
  return (
    <section className="examples" aria-label="Examples">
      <h2>Examples</h2>
      <p>Each opens in a new tab. They are the operations in graphql/operations.</p>
      <ul>
        {OPERATIONS.map((operation) => (
          <li key={operation.name}>
            <button type="button" onClick={() => open(operation)}>
              <span className="examples-name">{operation.name}</span>
              {operation.about && <span className="examples-about">{operation.about}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const EXAMPLES: GraphiQLPlugin = { title: "Examples", icon: Icon, content: Content };
