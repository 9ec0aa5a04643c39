// A client in strict TypeScript over the generated types. Arguments: the endpoint and a key.
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { OnePlanDocument, SomePlansDocument, type SomePlansQuery } from './generated/graph.js';

declare const process: { argv: string[] };
const [, , url = '', key = ''] = process.argv;

async function ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const { data, errors } = (await answer.json()) as { data?: Data; errors?: { message: string }[] };
  if (!data) throw new Error(errors?.map(({ message }) => message).join('\n') ?? `HTTP ${answer.status}`);
  return data;
}

const { plans }: SomePlansQuery = await ask(SomePlansDocument, { first: 2 });
const names: string[] = plans.nodes.map(({ name }) => name);
const details = await ask(OnePlanDocument, { by: { key: plans.nodes[0]?.key ?? 'absent' } });
const uuid: string | undefined = details.plan?.uuid;
// @ts-expect-error a total is a number
const total: string = plans.totalCount;
// @ts-expect-error there is no such variable
await ask(SomePlansDocument, { frist: 2 });
console.log(JSON.stringify({ names, total, uuid: uuid ?? null }));
