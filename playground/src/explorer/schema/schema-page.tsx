import { SHAPE } from "../data/shape";
import { Page } from "../parts/page";
import { Section } from "../parts/section";
import "./schema.css";
import { type Edge, mapOf } from "./map";

const MAP = mapOf(SHAPE);

/** The graph as types and the ways between them; connections and edges are left out, as what they lead to is meant. */
export function SchemaPage() {
  return (
    <Page
      title="Schema"
      lead="Each type, and which field leads from it to which other one."
      actions={
        <>
          <a href="/graphiql">GraphiQL, with every description</a>
          <a href="/reference">REST reference</a>
        </>
      }
    >
      <div className="schema-map">
        {MAP.map(({ name, edges, fields }) => (
          <Section key={name} title={name} note={fields.length ? fields.join(", ") : undefined} className="schema-type">
            <span id={name} className="schema-place" />
            <ul className="plain">
              {edges.map((edge) => (
                <Way key={edge.field} edge={edge} />
              ))}
            </ul>
          </Section>
        ))}
      </div>
    </Page>
  );
}

const Way = ({ edge: { field, to, many } }: { edge: Edge }) => (
  <li>
    <code>{field}</code> <span className="second">{many ? "many" : "one"}</span> <a href={`#${to}`}>{to}</a>
  </li>
);
