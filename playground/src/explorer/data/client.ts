import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { Client, fetchExchange } from "urql";
import { embeddedTypes, SHAPE } from "./shape";
import { noteAnswer } from "./signed-out";
import { UPDATES } from "./updates";

const TIMEOUT = 20_000;

async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const waited = AbortSignal.timeout(TIMEOUT);
  const signal = init?.signal ? AbortSignal.any([init.signal, waited]) : waited;
  const response = await fetch(input, { ...init, signal });
  noteAnswer(response.status);
  return response;
}

/** One client for the life of the page: what was read once is shown at once and read anew behind it. */
export function createClient(): Client {
  return new Client({
    url: "/graphql",
    preferGetMethod: false,
    requestPolicy: "cache-and-network",
    fetch: send,
    fetchOptions: { credentials: "same-origin" },
    exchanges: [
      cacheExchange({
        schema: SHAPE,
        keys: embeddedTypes(),
        // The raw values of a metric grow downwards; every other list shows the one page that the address names.
        resolvers: { Metric: { history: relayPagination() } },
        updates: UPDATES,
      }),
      fetchExchange,
    ],
  });
}
