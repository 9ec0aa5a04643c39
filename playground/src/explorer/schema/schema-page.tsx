import { useAddress } from "../address";
import { SHAPE } from "../data/shape";
import { Page } from "../parts/page";
import { Section } from "../parts/section";
import { Drawing } from "./drawing";
import { drawnOf, mapOf, type TypeOnMap } from "./map";
import "./schema.css";

const MAP = mapOf(SHAPE);
const DRAWN = drawnOf(MAP);

const path = (name: string): string => `/schema?type=${name}`;

/** The graph as types and the ways between them; connections and edges are left out, as what they lead to is meant. */
export function SchemaPage() {
  const { get } = useAddress();
  const chosen = MAP.find(({ name }) => name === (get("type") ?? "Plan"));
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
      <div className="schema-columns">
        <Section title="Map" note="a dot: queries may begin there">
          <Drawing drawn={DRAWN} chosen={chosen?.name ?? ""} path={path} />
        </Section>
        <aside aria-label="The type chosen">{chosen ? <Chosen type={chosen} /> : <p className="empty">There is no type of this name.</p>}</aside>
      </div>
      <Section title="Every type" note={MAP.length}>
        <ul className="plain schema-list">
          {MAP.map((type) => (
            <li key={type.name}>
              <a href={path(type.name)}>{type.name}</a>
              <Ways type={type} />
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}

function Chosen({ type }: { type: TypeOnMap }) {
  const from = MAP.flatMap(({ name, edges }) => edges.filter(({ to }) => to === type.name).map(({ field }) => ({ name, field })));
  return (
    <Section title={type.name} className="schema-type">
      {type.fields.length > 0 && (
        <>
          <h3>Fields</h3>
          <p>
            <code>{type.fields.join(", ")}</code>
          </p>
        </>
      )}
      {type.edges.length > 0 && (
        <>
          <h3>Leads to</h3>
          <Ways type={type} />
        </>
      )}
      {from.length > 0 && (
        <>
          <h3>Is led to by</h3>
          <ul className="plain">
            {from.map(({ name, field }) => (
              <li key={`${name} ${field}`}>
                <a href={path(name)}>{name}</a> <code>{field}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Ways({ type }: { type: TypeOnMap }) {
  return (
    <ul className="plain ways">
      {type.edges.map(({ field, to, many }) => (
        <li key={field}>
          <code>{field}</code> <span className="second">{many ? "many" : "one"}</span> <a href={path(to)}>{to}</a>
        </li>
      ))}
    </ul>
  );
}
