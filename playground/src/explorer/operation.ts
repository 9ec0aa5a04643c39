/** One of the files in graphql/operations, with what it takes and answers. */
export interface Operation<Data, Variables> {
  name: string;
  /** As the file has it, comments too: what is sent is what "Open in GraphiQL" shows. */
  text: string;
  /** Never there; carries the types. */
  types?: (variables: Variables) => Data;
}
