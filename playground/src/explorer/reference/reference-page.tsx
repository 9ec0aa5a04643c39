import { Fragment, useEffect, useState } from "react";
import type { Problem } from "../data/problem";
import { Page } from "../parts/page";
import { Section } from "../parts/section";
import { Failure, Skeleton } from "../parts/states";
import { type Column, Table } from "../parts/table";
import { kindOf, type OpenApi, type Operation, operationsOf, type Schema, shapeOf } from "./document";
import "./reference.css";

const DOCUMENT = "/openapi.json";

/** The REST surfaces for people: what the OpenAPI document says of each operation and each shape. */
export function ReferencePage() {
  const [read, setRead] = useState<{ document?: OpenApi; problem?: Problem }>({});
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const given = new AbortController();
    fetch(DOCUMENT, { signal: given.signal })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
        setRead({ document: (await answer.json()) as OpenApi });
      })
      .catch((error: Error) => given.signal.aborted || setRead({ problem: { message: `${DOCUMENT}: ${error.message}.`, code: null, correlationId: null } }));
    return () => given.abort();
  }, [turn]);
  const { document: found, problem } = read;
  useEffect(() => {
    // The browser looked for the place before it was there.
    if (found && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [found]);
  return (
    <Page
      title="REST reference"
      {...(found ? { lead: <Words text={found.info.description} /> } : {})}
      actions={<a href={DOCUMENT}>The same as data: openapi.json</a>}
    >
      {problem ? <Failure answer={{ problem, again: () => setTurn(turn + 1) }} /> : found ? <Known document={found} /> : <Skeleton lines={14} />}
    </Page>
  );
}

function Known({ document: { tags, components }, document: whole }: { document: OpenApi }) {
  const operations = operationsOf(whole);
  const shapes = Object.entries(components.schemas).sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <>
      <p>
        Every request needs <code>Authorization: Bearer &lt;key&gt;</code>.
      </p>
      <Section title="Operations" note={operations.length}>
        <ul className="plain reference-list">
          {operations.map((one) => (
            <li key={one.anchor} data-row>
              <a href={`#${one.anchor}`}>
                <Address {...one} />
              </a>
            </li>
          ))}
        </ul>
      </Section>
      {tags.map(({ name, description }) => (
        <Section key={name} title={name} note={<Words text={description} />}>
          {operations.filter(({ tags: [first] }) => first === name).map((one) => (
            <Told key={one.anchor} operation={one} />
          ))}
        </Section>
      ))}
      <Section title="Shapes" note={shapes.length}>
        {shapes.map(([name, schema]) => (
          <Shape key={name} name={name} schema={schema} />
        ))}
      </Section>
    </>
  );
}

const Address = ({ method, path }: Pick<Operation, "method" | "path">) => (
  <code>
    {method} {path}
  </code>
);

type Parameter = NonNullable<Operation["parameters"]>[number];
const PARAMETERS: readonly Column<Parameter>[] = [
  { name: "Parameter", text: ({ name }) => name, show: ({ name }) => <code>{name}</code> },
  { name: "In", text: ({ in: place }) => place },
  { name: "Type", text: ({ schema, explode }) => kindOf(schema, explode) },
  { name: "Meaning", text: ({ description }) => description ?? "", show: ({ description = "" }) => <Words text={description} /> },
];

type Answer = readonly [status: string, told: Operation["responses"][string]];
const ANSWERS: readonly Column<Answer>[] = [
  { name: "Status", text: ([status]) => status, show: ([status]) => <code>{status}</code> },
  { name: "When", text: ([, { description }]) => description, show: ([, { description }]) => <Words text={description} /> },
  { name: "Body", text: () => null, show: ([, { content = {} }]) => <OneOf schemas={Object.values(content).map(({ schema }) => schema)} /> },
];

function Told({ operation }: { operation: Operation }) {
  const { anchor, summary, parameters = [], requestBody, responses } = operation;
  const body = requestBody?.content?.["application/json"]?.schema;
  const called = `${operation.method} ${operation.path}`;
  return (
    <article id={anchor} className="reference-entry">
      <h3>
        <Address {...operation} />
      </h3>
      <p>{summary}.</p>
      {parameters.length > 0 && <Table label={`Parameters of ${called}`} columns={PARAMETERS} rows={parameters} id={({ name }) => name} />}
      {body && (
        <p>
          Body{requestBody.required ? "" : " (may be empty)"}: <OneOf schemas={[body]} />
        </p>
      )}
      <Table label={`Answers of ${called}`} columns={ANSWERS} rows={Object.entries(responses)} id={([status]) => status} />
    </article>
  );
}

type Field = readonly [name: string, schema: Schema];

function Shape({ name, schema: { description = "", properties = {}, required = [] } }: { name: string; schema: Schema }) {
  const fields = Object.entries(properties);
  const columns: readonly Column<Field>[] = [
    { name: "Field", text: ([field]) => field, show: ([field]) => <code>{field}</code> },
    { name: "Type", text: ([, schema]) => kindOf(schema), show: ([, schema]) => <Kind schema={schema} /> },
    { name: "Required", text: ([field]) => (required.includes(field) ? "yes" : "") },
  ];
  return (
    <article id={name} className="reference-entry">
      <h3>{name}</h3>
      {description && (
        <p>
          <Words text={description} />
        </p>
      )}
      {fields.length > 0 && <Table label={`Fields of ${name}`} columns={columns} rows={fields} id={([field]) => field} />}
    </article>
  );
}

/** A type in words, shapes as links. */
function Kind({ schema }: { schema: Schema }) {
  const shape = shapeOf(schema);
  if (shape) return <a href={`#${shape}`}>{shape}</a>;
  if (schema.anyOf) return <OneOf schemas={schema.anyOf} />;
  if (schema.type !== "array") return kindOf(schema);
  return (
    <>
      list of <Kind schema={schema.items ?? {}} />
    </>
  );
}

const OneOf = ({ schemas }: { schemas: readonly Schema[] }) =>
  schemas.map((schema, place) => (
    <Fragment key={place}>
      {place > 0 && " or "}
      <Kind schema={schema} />
    </Fragment>
  ));

/** Backticks become code. */
const Words = ({ text }: { text: string }) => text.split("`").map((part, place) => (place % 2 ? <code key={place}>{part}</code> : part));
