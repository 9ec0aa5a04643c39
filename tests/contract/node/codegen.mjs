// graphql-codegen's TypeScript for a folder of operations. Arguments: the schema, the operations' folder, the output.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import * as documents from '@graphql-codegen/typed-document-node';
import { parse } from 'graphql';

const [schema, folder, output] = process.argv.slice(2);
const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
const scalars = { BigInt: 'string | number', DateTime: 'string', Decimal: 'string', JSON: 'unknown', UUID: 'string' };
const content = await codegen({
  filename: output,
  schema: parse(readFileSync(schema, 'utf8')),
  documents: names.map((name) => ({ location: name, document: parse(readFileSync(join(folder, name), 'utf8')) })),
  config: { scalars, strictScalars: true, useTypeImports: true, enumsAsTypes: true },
  plugins: [{ operations: {} }, { documents: {} }],
  pluginMap: { operations, documents },
});
writeFileSync(output, content);
console.log(JSON.stringify({ operations: names.length, bytes: content.length }));
