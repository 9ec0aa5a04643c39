// Written by `npm run codegen`; change graphql/operations or graphql/schema.graphql instead.
import accountDetails from "../../../graphql/operations/account_details.graphql?raw";
import accounts from "../../../graphql/operations/accounts.graphql?raw";
import customerDetails from "../../../graphql/operations/customer_details.graphql?raw";
import customers from "../../../graphql/operations/customers.graphql?raw";
import featureDetails from "../../../graphql/operations/feature_details.graphql?raw";
import find from "../../../graphql/operations/find.graphql?raw";
import metricHistory from "../../../graphql/operations/metric_history.graphql?raw";
import planCustomers from "../../../graphql/operations/plan_customers.graphql?raw";
import planDetails from "../../../graphql/operations/plan_details.graphql?raw";
import plans from "../../../graphql/operations/plans.graphql?raw";
import viewer from "../../../graphql/operations/viewer.graphql?raw";
import type { Operation } from "./operation";

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** Names one account. */
export type AccountBy =
  {   /** Its global id. */
  id: string; key?: never; }
  |  { id?: never;   /** Its key. */
  key: string; };

/** How to sort. */
export type AccountOrder = {
  /** What to sort by. */
  field: AccountOrderField;
  /** Which way. */
  direction?: OrderDirection;
};

/** What accounts can be sorted by. */
export type AccountOrderField =
  /** By key. */
  | 'KEY'
  /** By name. */
  | 'NAME'
  /** By last write. */
  | 'UPDATED_AT';

/** Whether the vendor bills a customer. */
export type BillableValue =
  /** Invoices are made. */
  | 'BILLABLE'
  /** No invoices are made. */
  | 'UNBILLABLE';

/** How long a billing period is. */
export type BillingPeriod =
  /** Seven days. */
  | 'WEEK'
  /** A calendar month. */
  | 'MONTH'
  /** Three calendar months. */
  | 'QUARTER'
  /** A calendar year. */
  | 'YEAR';

/** How a charge is counted. */
export type ChargeType =
  /** By what was used in the billing period. */
  | 'USAGE'
  /** A fixed amount, whatever is used. */
  | 'FIXED'
  /** A percentage of what other charges come to; 10 means 10 %. */
  | 'COMPOSITE'
  /** Tops up what its product's other charges come to. */
  | 'MINIMUM'
  /** By the number of seats, billed at the start of the period. */
  | 'SEAT';

/** In what unit amounts of a credit type are. */
export type CreditUnit =
  /** Hundredths of the currency. */
  | 'CENTS'
  /** Whole units of the currency. */
  | 'WHOLE'
  /** Units of the vendor's own; no currency. */
  | 'CUSTOM';

/** Names one customer. */
export type CustomerBy =
  {   /** Its global id. */
  id: string; uuid?: never; ingestAlias?: never; }
  |  { id?: never;   /** The vendor's id. */
  uuid: string; ingestAlias?: never; }
  |  { id?: never; uuid?: never;   /** Any of its ingest aliases. */
  ingestAlias: string; };

/** How to sort. */
export type CustomerOrder = {
  /** What to sort by. */
  field: CustomerOrderField;
  /** Which way. */
  direction?: OrderDirection;
};

/** What customers can be sorted by. */
export type CustomerOrderField =
  /** By name. */
  | 'NAME'
  /** By age. */
  | 'CREATED_AT';

/** What kind of value a feature has. */
export type FeatureType =
  /** True or false. */
  | 'BOOLEAN'
  /** A text. */
  | 'STRING'
  /** A whole number. */
  | 'INTEGER'
  /** A JSON object. */
  | 'OBJECT';

/** How a metric's values within a window become a quantity. */
export type MetricUsage =
  /** The value in force at the window's end. */
  | 'LAST'
  /** The largest value in force within the window. */
  | 'MAX'
  /** The value at the window's end less that at its start. */
  | 'CHANGE';

/** Whether a plan's minimum is compared before or after credits are taken off. */
export type MinimumOrder =
  /** With what charges come to before credits. */
  | 'BEFORE_CREDITS'
  /** With what is left after credits. */
  | 'AFTER_CREDITS';

/** Which way a list runs. */
export type OrderDirection =
  /** Smallest, earliest or A first; what has no value comes last. */
  | 'ASC'
  /** Largest, latest or Z first; what has no value comes first. */
  | 'DESC';

/** How an override picks its variant. */
export type OverrideKind =
  /** By the variant's key. */
  | 'VARIANT_KEY'
  /** The feature's own variant for on. */
  | 'DEFAULT_ON'
  /** The feature's own variant for off. */
  | 'DEFAULT_OFF';

/** Names one plan. */
export type PlanBy =
  {   /** Its global id. */
  id: string; uuid?: never; key?: never; }
  |  { id?: never;   /** The vendor's id. */
  uuid: string; key?: never; }
  |  { id?: never; uuid?: never;   /** Its key, which accounts name it by. */
  key: string; };

/** How to sort. */
export type PlanCustomerOrder = {
  /** What to sort by. */
  field: PlanCustomerOrderField;
  /** Which way. */
  direction?: OrderDirection;
};

/** What a plan's customers can be sorted by. */
export type PlanCustomerOrderField =
  /** By beginning. */
  | 'STARTING_ON'
  /** By end; an open end counts as latest. */
  | 'ENDING_BEFORE'
  /** By the customer's name. */
  | 'NAME';

/** How to sort. */
export type PlanOrder = {
  /** What to sort by. */
  field: PlanOrderField;
  /** Which way. */
  direction?: OrderDirection;
};

/** What plans can be sorted by. */
export type PlanOrderField =
  /** By name. */
  | 'NAME'
  /** By key. */
  | 'KEY'
  /** By last change. */
  | 'UPDATED_AT';

/** Where a customer's plan stands at an instant. The three never overlap. */
export type PlanStatus =
  /** It has begun and has not ended. */
  | 'ACTIVE'
  /** Its end has come. */
  | 'ENDED'
  /** It begins later. */
  | 'UPCOMING';

/** How a converted quantity becomes a whole number. */
export type RoundingBehavior =
  /** Down to the whole number below. */
  | 'FLOOR'
  /** Up to the whole number above. */
  | 'CEILING';

/** What a key may do. */
export type Scope =
  /** Reads the catalogue and one account with its customer. */
  | 'ACCOUNT'
  /** Reads everything. */
  | 'READ'
  /** Reads everything; writes accounts and metrics. */
  | 'WRITE'
  /** Everything, annotations, features and keys too. */
  | 'ADMIN';

/** How tiers apply. */
export type TierMode =
  /** Each unit is priced in its own tier. */
  | 'GRADUATED'
  /** All units are priced at the tier that the total reaches. */
  | 'VOLUME';

/** Where a plan comes from. */
export type Vendor =
  /** Synced from Metronome's Plans API. */
  | 'METRONOME'
  /** Known by its key alone, from Kickplan. */
  | 'KICKPLAN'
  /** Imported from a catalogue file. */
  | 'CATALOGUE';

export type AccountDetailsQueryVariables = Exact<{
  by: AccountBy;
}>;


export type AccountDetailsQuery = { account: { id: string, key: string, name: string | null, insertedAt: string, updatedAt: string, customFields: Array<{ key: string, value: string }>, plans: Array<{ id: string, key: string, name: string, entitlements: Array<{ feature: { id: string, key: string }, variant: { key: string, value: unknown } }> }>, featureOverrides: Array<{ featureKey: string, variantKey: string | null, override: OverrideKind, expiresAt: string | null, expired: boolean, feature: { id: string, key: string, name: string, defaultVariant: { key: string, value: unknown } } | null, variant: { key: string, value: unknown } | null }>, metrics: Array<{ id: string, key: string, value: number | string, time: string }>, customer: { id: string, uuid: string, externalId: string, name: string } | null } | null };

export type AccountsQueryVariables = Exact<{
  search?: string | null | undefined;
  linked?: boolean | null | undefined;
  orderBy?: AccountOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type AccountsQuery = { accounts: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, key: string, name: string | null, updatedAt: string, plans: Array<{ id: string, key: string, name: string }>, customer: { id: string, uuid: string, externalId: string, name: string } | null }> } };

export type CustomerDetailsQueryVariables = Exact<{
  by: CustomerBy;
}>;


export type CustomerDetailsQuery = { customer: { id: string, uuid: string, externalId: string, name: string, ingestAliases: Array<string>, salesforceAccountId: string | null, createdAt: string, updatedAt: string, archivedAt: string | null, syncedAt: string | null, customFields: Array<{ key: string, value: string }>, billableStatus: { value: BillableValue, effectiveAt: string | null } | null, plans: { totalCount: number, nodes: Array<{ id: string, customerPlanId: string, status: PlanStatus, startingOn: string, endingBefore: string | null, plan: { id: string, key: string, name: string } }> }, account: { id: string, key: string, name: string | null, metrics: Array<{ id: string, key: string, value: number | string, time: string }> } | null } | null };

export type CustomersQueryVariables = Exact<{
  search?: string | null | undefined;
  status?: Array<PlanStatus> | PlanStatus | null | undefined;
  linked?: boolean | null | undefined;
  orderBy?: CustomerOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type CustomersQuery = { customers: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, uuid: string, externalId: string, name: string, createdAt: string, plans: { totalCount: number, nodes: Array<{ id: string, plan: { id: string, key: string, name: string } }> }, account: { id: string, key: string } | null }> } };

export type FeatureDetailsQueryVariables = Exact<{
  key: string;
}>;


export type FeatureDetailsQuery = { feature: { id: string, key: string, name: string, type: FeatureType, variants: Array<{ key: string, value: unknown }>, defaultVariant: { key: string, value: unknown }, onVariant: { key: string } | null, offVariant: { key: string } | null, plans: Array<{ plan: { id: string, key: string, name: string }, variant: { key: string, value: unknown } }> } | null };

export type FindQueryVariables = Exact<{
  text: string;
}>;


export type FindQuery = { plans: { nodes: Array<{ id: string, key: string, name: string }> }, customers: { nodes: Array<{ id: string, uuid: string, externalId: string, name: string }> }, accounts: { nodes: Array<{ id: string, key: string, name: string | null }> }, features: { nodes: Array<{ id: string, key: string, name: string }> } };

export type MetricHistoryQueryVariables = Exact<{
  account: AccountBy;
  metric: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MetricHistoryQuery = { account: { id: string, metric: { id: string, key: string, value: number | string, time: string, history: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, value: number | string, time: string, receivedAt: string, idempotencyKey: string | null, current: boolean }> } } | null } | null };

export type PlanCustomersQueryVariables = Exact<{
  by: PlanBy;
  status?: Array<PlanStatus> | PlanStatus | null | undefined;
  search?: string | null | undefined;
  orderBy?: PlanCustomerOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type PlanCustomersQuery = { plan: { id: string, customers: { totalCount: number, customerCount: number, statusCounts: Array<{ status: PlanStatus, count: number }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ status: PlanStatus, startingOn: string, endingBefore: string | null, customerPlanId: string, node: { id: string, uuid: string, externalId: string, name: string } }> } } | null };

export type PlanDetailsQueryVariables = Exact<{
  by: PlanBy;
}>;


export type PlanDetailsQuery = { plan: { id: string, uuid: string, key: string, name: string, description: string | null, vendor: Vendor, updatedAt: string, syncedAt: string | null, removedAt: string | null, customFields: Array<{ key: string, value: string }>, annotations: { period: BillingPeriod, minimumOrder: MinimumOrder, tierModes: Array<{ charge: string, mode: TierMode }>, metrics: Array<{ charge: string, metricKey: string, usage: MetricUsage }>, composites: Array<{ charge: string, parts: Array<string> }> }, charges: { totalCount: number, nodes: Array<{ id: string, uuid: string, name: string, chargeType: ChargeType, startPeriod: number, quantity: string | null, tierResetFrequency: number, product: { id: string, name: string }, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null }, unitConversion: { divisionFactor: string, roundingBehavior: RoundingBehavior | null } | null, prices: Array<{ id: string, tier: string, upTo: string | null, value: string, quantity: string | null, collectionSchedule: string | null, collectionInterval: number | null }>, customFields: Array<{ key: string, value: string }> }> }, minimums: Array<{ id: string, name: string, startPeriod: number, value: string, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null } }>, overageRates: Array<{ id: string, startPeriod: number, toFiatConversionFactor: string, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null }, fiatCreditType: { id: string, name: string, unit: CreditUnit, currency: string | null } }>, creditGrants: Array<{ id: string, name: string, amountGranted: string, amountPaid: string, effectiveDuration: string, priority: string, sendInvoice: boolean, reason: string | null, recurrenceDuration: string | null, recurrenceInterval: string | null, amountGrantedCreditType: { id: string, name: string, unit: CreditUnit, currency: string | null }, amountPaidCreditType: { id: string, name: string, unit: CreditUnit, currency: string | null } }>, entitlements: Array<{ feature: { id: string, key: string, name: string }, variant: { key: string, value: unknown } }> } | null };

export type UnitFragment = { id: string, name: string, unit: CreditUnit, currency: string | null };

export type PlansQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  search?: string | null | undefined;
  orderBy?: PlanOrder | null | undefined;
}>;


export type PlansQuery = { plans: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, key: string, name: string, description: string | null, updatedAt: string, charges: { totalCount: number }, customers: { statusCounts: Array<{ status: PlanStatus, count: number }> } }> } };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { viewer: { scope: Scope, accountKey: string | null, keyPrefix: string, expiresAt: string | null } };

export const AccountDetails: Operation<AccountDetailsQuery, AccountDetailsQueryVariables> = { name: "AccountDetails", text: accountDetails };
export const Accounts: Operation<AccountsQuery, AccountsQueryVariables> = { name: "Accounts", text: accounts };
export const CustomerDetails: Operation<CustomerDetailsQuery, CustomerDetailsQueryVariables> = { name: "CustomerDetails", text: customerDetails };
export const Customers: Operation<CustomersQuery, CustomersQueryVariables> = { name: "Customers", text: customers };
export const FeatureDetails: Operation<FeatureDetailsQuery, FeatureDetailsQueryVariables> = { name: "FeatureDetails", text: featureDetails };
export const Find: Operation<FindQuery, FindQueryVariables> = { name: "Find", text: find };
export const MetricHistory: Operation<MetricHistoryQuery, MetricHistoryQueryVariables> = { name: "MetricHistory", text: metricHistory };
export const PlanCustomers: Operation<PlanCustomersQuery, PlanCustomersQueryVariables> = { name: "PlanCustomers", text: planCustomers };
export const PlanDetails: Operation<PlanDetailsQuery, PlanDetailsQueryVariables> = { name: "PlanDetails", text: planDetails };
export const Plans: Operation<PlansQuery, PlansQueryVariables> = { name: "Plans", text: plans };
export const Viewer: Operation<ViewerQuery, ViewerQueryVariables> = { name: "Viewer", text: viewer };
