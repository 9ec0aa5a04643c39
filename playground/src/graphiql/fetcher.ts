import type { Fetcher, FetcherParams } from "@graphiql/toolkit";
import { Kind, parse } from "graphql";

const ENDPOINT = "/graphql";
const ACCEPT = "application/graphql-response+json, application/json;q=0.9";

/** GraphiQL learns a changed operation's name a tenth of a second late; who pastes and runs at once sends the old one. */
function withOwnName({ operationName, ...params }: FetcherParams): FetcherParams {
  if (!operationName) return params;
  try {
    const known = parse(params.query).definitions.some(
      (one) => one.kind === Kind.OPERATION_DEFINITION && one.name?.value === operationName,
    );
    return known ? { ...params, operationName } : params;
  } catch {
    return params; // the server says what is wrong with it
  }
}

/** Sends operations to this server with the page's cookie; `onAnswer` hears whether the server knew the reader. */
export function createFetcher(onAnswer: (signedOut: boolean) => void): Fetcher {
  return async (params, options) => {
    const response = await fetch(ENDPOINT, {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json", accept: ACCEPT, ...options?.headers },
      body: JSON.stringify(withOwnName(params)),
    });
    onAnswer(response.status === 401);
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch {
      const message = `The server answered ${response.status} ${response.statusText} with something other than JSON.`;
      return { errors: [{ message, extensions: { status: response.status, body: text.slice(0, 500) } }] };
    }
  };
}
