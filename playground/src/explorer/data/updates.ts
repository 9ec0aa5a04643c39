import type { Cache, UpdatesConfig } from "@urql/exchange-graphcache";

/** What a write makes stale besides what its answer brings: everything read of that account and its metrics. */
export const UPDATES: UpdatesConfig = {
  Mutation: {
    metricSet: (_, __, cache) => {
      for (const { fieldKey } of cache.inspectFields("Query")) {
        if (fieldKey.startsWith("account(")) forget(cache, cache.resolve("Query", fieldKey));
      }
    },
  },
};

function forget(cache: Cache, account: unknown): void {
  if (typeof account !== "string") return;
  for (const field of cache.inspectFields(account)) {
    if (!field.fieldName.startsWith("metric")) continue;
    const metrics = cache.resolve(account, field.fieldKey);
    for (const metric of Array.isArray(metrics) ? metrics : [metrics]) {
      if (typeof metric !== "string") continue;
      for (const { fieldName, fieldKey } of cache.inspectFields(metric)) {
        if (fieldName === "history" || fieldName === "series") cache.invalidate(metric, fieldKey);
      }
    }
    cache.invalidate(account, field.fieldKey);
  }
}
