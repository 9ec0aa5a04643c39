import type { Fetcher } from "@graphiql/toolkit";

const ENDPOINT = "/graphql";
const ACCEPT = "application/graphql-response+json, application/json;q=0.9";

/** Sends operations to this server with the page's cookie; `onAnswer` hears whether the server knew the reader. */
export function createFetcher(onAnswer: (signedOut: boolean) => void): Fetcher {
  return async (params, options) => {
    const response = await fetch(ENDPOINT, {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json", accept: ACCEPT, ...options?.headers },
      body: JSON.stringify(params),
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
