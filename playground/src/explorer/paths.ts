/** Where things have their page; and the other way, which thing an address means. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const planPath = ({ key }: { key: string }): string => `/plans/${encodeURIComponent(key)}`;
export const accountPath = ({ key }: { key: string }): string => `/accounts/${encodeURIComponent(key)}`;
export const metricPath = ({ accountKey, key }: { accountKey: string; key: string }): string =>
  `${accountPath({ key: accountKey })}?metric=${encodeURIComponent(key)}`;
export const featurePath = ({ key }: { key: string }): string => `/features/${encodeURIComponent(key)}`;

/** By the id that events name it by; that a customer could be named like another's UUID is no use of an address. */
export function customerPath({ externalId, uuid }: { externalId: string; uuid: string }): string {
  return `/customers/${encodeURIComponent(UUID.test(externalId) ? uuid : externalId)}`;
}

export function customerBy(text: string): { id: string } | { uuid: string } | { ingestAlias: string } {
  if (/^customer_[0-9a-f]+$/.test(text)) return { id: text };
  return UUID.test(text) ? { uuid: text } : { ingestAlias: text };
}
