// Introspection as two generations of graphql-js ask for it. Arguments: the endpoint, a key and the package's name.
const [url, key, name] = process.argv.slice(2);
const { getIntrospectionQuery, buildClientSchema, printSchema, validateSchema, lexicographicSortSchema } = await import(
  name
);
const options = {
  descriptions: true,
  specifiedByUrl: true,
  directiveIsRepeatable: true,
  schemaDescription: true,
  inputValueDeprecation: true,
  oneOf: true,
};
const answer = await fetch(url, {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
  body: JSON.stringify({ query: getIntrospectionQuery(options) }),
});
const { data, errors } = await answer.json();
const schema = errors ? null : buildClientSchema(data);
console.log(
  JSON.stringify({
    status: answer.status,
    errors: errors ?? [],
    invalid: schema ? validateSchema(schema).map((error) => error.message) : [],
    sdl: schema ? printSchema(lexicographicSortSchema(schema)) : '',
  }),
);
