// Written by `npm run codegen`; change graphql/operations or graphql/schema.graphql instead.
import accountDetails from "../../../graphql/operations/account_details.graphql?raw";
import accountOptions from "../../../graphql/operations/account_options.graphql?raw";
import accountPrices from "../../../graphql/operations/account_prices.graphql?raw";
import accountWalk from "../../../graphql/operations/account_walk.graphql?raw";
import accounts from "../../../graphql/operations/accounts.graphql?raw";
import activity from "../../../graphql/operations/activity.graphql?raw";
import chargeCurve from "../../../graphql/operations/charge_curve.graphql?raw";
import compare from "../../../graphql/operations/compare.graphql?raw";
import customerDetails from "../../../graphql/operations/customer_details.graphql?raw";
import customers from "../../../graphql/operations/customers.graphql?raw";
import customersEndingSoon from "../../../graphql/operations/customers_ending_soon.graphql?raw";
import dashboard from "../../../graphql/operations/dashboard.graphql?raw";
import estimate from "../../../graphql/operations/estimate.graphql?raw";
import featureDetails from "../../../graphql/operations/feature_details.graphql?raw";
import find from "../../../graphql/operations/find.graphql?raw";
import metricEvents from "../../../graphql/operations/metric_events.graphql?raw";
import metricHistory from "../../../graphql/operations/metric_history.graphql?raw";
import metricSeries from "../../../graphql/operations/metric_series.graphql?raw";
import metricSet from "../../../graphql/operations/metric_set.graphql?raw";
import planChargePage from "../../../graphql/operations/plan_charge_page.graphql?raw";
import planCharges from "../../../graphql/operations/plan_charges.graphql?raw";
import planCustomers from "../../../graphql/operations/plan_customers.graphql?raw";
import planDetails from "../../../graphql/operations/plan_details.graphql?raw";
import planPrices from "../../../graphql/operations/plan_prices.graphql?raw";
import plans from "../../../graphql/operations/plans.graphql?raw";
import syncs from "../../../graphql/operations/syncs.graphql?raw";
import type { Operation } from "./operation";

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** How to sort. */
export type AccountOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** What to sort by. */
  field: AccountOrderField;
};

/** What accounts can be sorted by. */
export type AccountOrderField =
  /** By key. */
  | 'KEY'
  /** By name. */
  | 'NAME'
  /** By last write. */
  | 'UPDATED_AT';

/** Something on which the vendor is silent and the answer relied. */
export type AssumptionCode =
  /** The billing period is taken to be a month. */
  | 'BILLING_PERIOD_MONTH'
  /** A fixed charge without an interval is taken to be billed in every period. */
  | 'COLLECTION_INTERVAL'
  /** Price adjustments and trials of one customer are not in the Plans API, so none count. */
  | 'CUSTOMER_ADJUSTMENTS'
  /** Durations and intervals of a credit grant are taken to count billing periods. */
  | 'GRANT_PERIODS'
  /** A grant that recurs without an interval is taken to recur in every period. */
  | 'GRANT_RECURS_EVERY_PERIOD'
  /** Nothing of a credit grant is taken to be spent before this period. */
  | 'GRANT_STARTS_FULL'
  /** The minimum is compared with the bill before credits are taken off. */
  | 'MINIMUM_BEFORE_CREDITS'
  /** A minimum charge is taken to top up its product's other charges in the same unit. */
  | 'MINIMUM_CHARGE_TRUE_UP'
  /** The quantity of a seat charge is taken as the number of seats when the period starts. */
  | 'SEAT_COUNT'
  /** Tiers are taken as graduated: nothing says whether they are that or volume. */
  | 'TIERS_GRADUATED';

/** Whether the vendor bills a customer. */
export type BillableValue =
  /** Invoices are made. */
  | 'BILLABLE'
  /** No invoices are made. */
  | 'UNBILLABLE';

/** How long a billing period is. */
export type BillingPeriod =
  /** A calendar month. */
  | 'MONTH'
  /** Three calendar months. */
  | 'QUARTER'
  /** Seven days. */
  | 'WEEK'
  /** A calendar year. */
  | 'YEAR';

/** How long a step is, by the calendar. */
export type Bucket =
  /** A day. */
  | 'DAY'
  /** An hour. */
  | 'HOUR'
  /** A month. */
  | 'MONTH'
  /** A week, from Monday on. */
  | 'WEEK';

/** Names one charge of a plan; it means every step of its ramp. */
export type ChargeBy =
  {   /** Its global id. */
  id: string; name?: never; uuid?: never; }
  |  { id?: never;   /** Its name; refused when the plan has it in several products. */
  name: string; uuid?: never; }
  |  { id?: never; name?: never;   /** The vendor's id. */
  uuid: string; };

/** How a charge is counted. */
export type ChargeType =
  /** A percentage of what other charges come to; 10 means 10 %. */
  | 'COMPOSITE'
  /** A fixed amount, whatever is used. */
  | 'FIXED'
  /** Tops up what its product's other charges come to. */
  | 'MINIMUM'
  /** By the number of seats, billed at the start of the period. */
  | 'SEAT'
  /** By what was used in the billing period. */
  | 'USAGE';

/** Which plans to compare, and for what. */
export type ComparePlansInput = {
  /** The billing period, counted from 0. */
  period?: number;
  /** From two to five. */
  plans: Array<PlanBy>;
  /** What is used. */
  usage: Array<NamedUsageInput>;
  /** Asks for curves and break-evens over the quantity of one charge. */
  vary?: VaryInput | null | undefined;
};

/** In what unit amounts of a credit type are. */
export type CreditUnit =
  /** Hundredths of the currency. */
  | 'CENTS'
  /** Units of the vendor's own; no currency. */
  | 'CUSTOM'
  /** Whole units of the currency. */
  | 'WHOLE';

/** Names one customer. */
export type CustomerBy =
  {   /** Its global id. */
  id: string; ingestAlias?: never; uuid?: never; }
  |  { id?: never;   /** Any of its ingest aliases. */
  ingestAlias: string; uuid?: never; }
  |  { id?: never; ingestAlias?: never;   /** The vendor's id. */
  uuid: string; };

/** How to sort. */
export type CustomerOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** What to sort by. */
  field: CustomerOrderField;
};

/** What customers can be sorted by. */
export type CustomerOrderField =
  /** By age. */
  | 'CREATED_AT'
  /** By name. */
  | 'NAME';

/** A question about a price. No customer is needed. */
export type EstimateInput = {
  /** Settles what the price list leaves open. */
  options?: EstimateOptionsInput | null | undefined;
  /** The billing period, counted from 0. */
  period?: number;
  /** The plan. */
  plan: PlanBy;
  /** What was used in earlier periods, for tiers counted over several. */
  previousUsage?: Array<PeriodUsageInput>;
  /** What is used; a charge that is not named has quantity 0. */
  usage?: Array<UsageInput>;
};

/** What settles questions on which the price list is silent; it wins over annotations. */
export type EstimateOptionsInput = {
  /** Whether the minimum is compared before or after credits. */
  minimumOrder?: MinimumOrder | null | undefined;
  /** How tiers apply, by charge. */
  tierModes?: Array<TierModeInput> | null | undefined;
};

/** What kind of value a feature has. */
export type FeatureType =
  /** True or false. */
  | 'BOOLEAN'
  /** A whole number. */
  | 'INTEGER'
  /** A JSON object. */
  | 'OBJECT'
  /** A text. */
  | 'STRING';

/** What looks wrong in a price list. */
export type FindingCode =
  /** Every price is zero. */
  | 'ALL_PRICES_ZERO'
  /** An annotation names a charge that the plan lacks. */
  | 'ANNOTATION_WITHOUT_CHARGE'
  /** A charge has no price. */
  | 'CHARGE_WITHOUT_PRICE'
  /** Nothing says of which charges a composite charge is a percentage. */
  | 'COMPOSITE_WITHOUT_PARTS'
  /** A credit grant expires before anything could use it, or nothing ever can. */
  | 'GRANT_EXPIRES_UNUSED'
  /** Fixed charges reach a minimum by themselves. */
  | 'MINIMUM_WITHOUT_EFFECT'
  /** A custom unit has no overage rate, so an estimate beyond the grants is refused. */
  | 'NO_OVERAGE_RATE'
  /** A price changes more than tenfold from one step to the next. */
  | 'RAMP_JUMP'
  /** A step begins so late that it never applies. */
  | 'RAMP_STEP_NEVER_APPLIES'
  /** The plan bills in several currencies, which are never added up. */
  | 'SEVERAL_CURRENCIES'
  /** Nothing says whether tiers are graduated or volume; graduated is assumed. */
  | 'TIER_MODE_ASSUMED'
  /** With volume tiers, a little more costs less. */
  | 'VOLUME_CLIFF';

/** How much a finding matters. */
export type FindingSeverity =
  /** An import refuses it. */
  | 'ERROR'
  /** It is fine, as long as it is known. */
  | 'INFO'
  /** It is probably not meant. */
  | 'WARNING';

/** A value to set. */
export type MetricSetInput = {
  /** The account's key; it need not exist. */
  accountKey: string;
  /** Comes back in the payload. */
  clientMutationId?: string | null | undefined;
  /** A name of your own for this value: sent again with it, nothing is stored twice. */
  idempotencyKey?: string | null | undefined;
  /** The metric's key; it need not exist. */
  key: string;
  /** From when the value counts; now, unless given. */
  time?: string | null | undefined;
  /** The value. */
  value: number | string;
};

/** What became of a value. */
export type MetricSetOutcome =
  /** Stored, and in force now. */
  | 'APPLIED'
  /** The idempotency key was used before with another value: nothing was stored. */
  | 'CONFLICT'
  /** The idempotency key was used before with the same value: nothing was stored again. */
  | 'REPLAYED'
  /** Stored in the history, but a value with a later time is in force. */
  | 'SUPERSEDED';

/** How a metric's values within a window become a quantity. */
export type MetricUsage =
  /** The value at the window's end less that at its start. */
  | 'CHANGE'
  /** The value in force at the window's end. */
  | 'LAST'
  /** The largest value in force within the window. */
  | 'MAX';

/** Whether a plan's minimum is compared before or after credits are taken off. */
export type MinimumOrder =
  /** With what is left after credits. */
  | 'AFTER_CREDITS'
  /** With what charges come to before credits. */
  | 'BEFORE_CREDITS';

/** How much is used of whatever charge has this name in each plan. */
export type NamedUsageInput = {
  /** The charge's name; refused when no plan has it. */
  charge: string;
  /** In metered units. */
  quantity: string;
};

/** Which way a list runs. */
export type OrderDirection =
  /** Smallest, earliest or A first; what has no value comes last. */
  | 'ASC'
  /** Largest, latest or Z first; what has no value comes first. */
  | 'DESC';

/** What a queued write is about. */
export type OutboxKind =
  /** An account, created or updated. */
  | 'ACCOUNT'
  /** A metric's value. */
  | 'METRIC';

/** How far a queued write got. */
export type OutboxState =
  /** It was refused, or failed too often, and waits for a person. */
  | 'DEAD'
  /** The vendor has taken it. */
  | 'DELIVERED'
  /** It waits for its turn or its next attempt. */
  | 'PENDING';

/** How an override picks its variant. */
export type OverrideKind =
  /** The feature's own variant for off. */
  | 'DEFAULT_OFF'
  /** The feature's own variant for on. */
  | 'DEFAULT_ON'
  /** By the variant's key. */
  | 'VARIANT_KEY';

/** What was used of a charge in an earlier period; it counts within the same tier window. */
export type PeriodUsageInput = {
  /** A usage charge. */
  charge: ChargeBy;
  /** The billing period, counted from 0. */
  period: number;
  /** In metered units. */
  quantity: string;
};

/** Names one plan. */
export type PlanBy =
  {   /** Its global id. */
  id: string; key?: never; uuid?: never; }
  |  { id?: never;   /** Its key, which accounts name it by. */
  key: string; uuid?: never; }
  |  { id?: never; key?: never;   /** The vendor's id. */
  uuid: string; };

/** How to sort. */
export type PlanCustomerOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** What to sort by. */
  field: PlanCustomerOrderField;
};

/** What a plan's customers can be sorted by. */
export type PlanCustomerOrderField =
  /** By end; an open end counts as latest. */
  | 'ENDING_BEFORE'
  /** By the customer's name. */
  | 'NAME'
  /** By beginning. */
  | 'STARTING_ON';

/** How to sort. */
export type PlanOrder = {
  /** Which way. */
  direction?: OrderDirection;
  /** What to sort by. */
  field: PlanOrderField;
};

/** What plans can be sorted by. */
export type PlanOrderField =
  /** By key. */
  | 'KEY'
  /** By name. */
  | 'NAME'
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

/** What a ramp changes over time. */
export type RampKind =
  /** The prices of a charge. */
  | 'CHARGE'
  /** A minimum. */
  | 'MINIMUM'
  /** What custom units cost beyond the credits. */
  | 'OVERAGE_RATE';

/** Why a feature has the value that it has. */
export type ResolutionReason =
  /** Nothing grants another: the feature's default. */
  | 'DEFAULT'
  /** The account's own override says so. */
  | 'OVERRIDE'
  /** A plan of the account grants it; of several, the last one named. */
  | 'PLAN'
  /** There is no such feature. */
  | 'UNKNOWN_FEATURE';

/** How a converted quantity becomes a whole number. */
export type RoundingBehavior =
  /** Up to the whole number above. */
  | 'CEILING'
  /** Down to the whole number below. */
  | 'FLOOR';

/** What a key may do. */
export type Scope =
  /** Reads the catalogue and one account with its customer. */
  | 'ACCOUNT'
  /** Everything, annotations, features and keys too. */
  | 'ADMIN'
  /** Reads everything. */
  | 'READ'
  /** Reads everything; writes accounts and metrics. */
  | 'WRITE';

/** Seats that were added inside the period. */
export type SeatAdditionInput = {
  /** How many. */
  quantity: string;
  /** How much of the period was left then, from 0 to 1. */
  remainingShare: string;
};

/** How far a sync got. */
export type SyncState =
  /** Everything was taken, save what is named as skipped. */
  | 'DONE'
  /** Something could not be fetched; the next run tries again. */
  | 'FAILED'
  /** It ended without a word; the next run goes on where it stopped. */
  | 'INTERRUPTED'
  /** It is at work. */
  | 'RUNNING';

/** How tiers apply. */
export type TierMode =
  /** Each unit is priced in its own tier. */
  | 'GRADUATED'
  /** All units are priced at the tier that the total reaches. */
  | 'VOLUME';

/** How the tiers of a charge apply. */
export type TierModeInput = {
  /** The charge. */
  charge: ChargeBy;
  /** How its tiers apply. */
  mode: TierMode;
};

/** How much of a charge is used in the period. */
export type UsageInput = {
  /** For seat charges: seats added later, which are prorated. */
  additions?: Array<SeatAdditionInput> | null | undefined;
  /** A usage or seat charge. */
  charge: ChargeBy;
  /** In metered units, before any conversion; for seats, how many there are when the period starts. */
  quantity: string;
};

/** What is wrong with one field of an input. */
export type UserErrorCode =
  /** The plan has several charges of this name, in different products. */
  | 'AMBIGUOUS_CHARGE'
  /** Which charges a composite charge counts is not told; annotate the plan. */
  | 'COMPOSITE_PARTS_UNKNOWN'
  /** It was used before for something else. */
  | 'CONFLICT'
  /** It is not what it should be. */
  | 'INVALID'
  /** The quantity comes out below zero. */
  | 'NEGATIVE_USAGE'
  /** It is too small, too large or too many. */
  | 'OUT_OF_RANGE'
  /** There are several plans; say which. */
  | 'PLAN_REQUIRED'
  /** It is missing or empty. */
  | 'REQUIRED'
  /** It has too many characters. */
  | 'TOO_LONG'
  /** No account has this key. */
  | 'UNKNOWN_ACCOUNT'
  /** The plan has no such charge. */
  | 'UNKNOWN_CHARGE'
  /** No feature has this key. */
  | 'UNKNOWN_FEATURE'
  /** No plan has this key or id. */
  | 'UNKNOWN_PLAN'
  /** The feature has no such variant. */
  | 'UNKNOWN_VARIANT'
  /** Custom units are left that no overage rate prices. */
  | 'UNPRICED_UNITS'
  /** The plan uses something that cannot be priced here. */
  | 'UNSUPPORTED_PLAN';

/** The charge whose quantity is varied. */
export type VaryInput = {
  /** The charge's name. */
  charge: string;
  /** How far it goes, from 0; above 0. */
  upTo: string;
};

/** Where a plan comes from. */
export type Vendor =
  /** Imported from a catalogue file. */
  | 'CATALOGUE'
  /** Known by its key alone, from Kickplan. */
  | 'KICKPLAN'
  /** Synced from Metronome's Plans API. */
  | 'METRONOME';

/** Something to look at, though nothing is wrong. */
export type WarningCode =
  /** A larger quantity would cost less, since all units would be cheaper. */
  | 'CHEAPER_WITH_MORE'
  /** Usage is given for a charge that begins in a later period. */
  | 'NOT_IN_EFFECT'
  /** Tiers are counted over several periods, but no earlier usage is given. */
  | 'NO_EARLIER_USAGE'
  /** No metric feeds a charge, or it has no value, so its usage counts as nothing. */
  | 'NO_METRIC'
  /** A charge has no price, so it costs nothing. */
  | 'NO_PRICES'
  /** The plan has no charge of that name, so its usage costs nothing in it. */
  | 'PLAN_IGNORES_USAGE';

export type AccountDetailsQueryVariables = Exact<{
  key: string;
}>;


export type AccountDetailsQuery = { account: { id: string, key: string, name: string | null, insertedAt: string, updatedAt: string, customFields: Array<{ key: string, value: string }>, plans: Array<{ id: string, key: string, name: string, entitlements: Array<{ feature: { id: string, key: string }, variant: { key: string, value: unknown } }> }>, featureOverrides: Array<{ featureKey: string, variantKey: string | null, override: OverrideKind, expiresAt: string | null, expired: boolean, feature: { id: string, key: string, name: string, defaultVariant: { key: string, value: unknown } } | null, variant: { key: string, value: unknown } | null }>, features: Array<{ key: string, value: unknown, variant: string | null, reason: ResolutionReason, errorCode: string | null, plan: { id: string, key: string, name: string } | null, feature: { id: string, name: string } | null }>, metrics: Array<{ id: string, key: string, value: number | string, time: string }>, customer: { id: string, uuid: string, externalId: string, name: string } | null } | null };

export type AccountOptionsQueryVariables = Exact<{
  key: string;
}>;


export type AccountOptionsQuery = { account: { id: string, planOptions: Array<{ rank: number, complete: boolean, plan: { id: string, key: string, name: string }, estimate: { totals: Array<{ total: string, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null } }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ message: string, code: UserErrorCode }> }> } | null };

export type AccountPricesQueryVariables = Exact<{
  key: string;
}>;


export type AccountPricesQuery = { account: { key: string, estimate: { estimate: { period: number, plan: { name: string }, lines: Array<{ usage: string, amount: string, explanation: string, charge: { name: string } }>, totals: Array<{ formatted: string }>, assumptions: Array<{ code: AssumptionCode }>, warnings: Array<{ code: WarningCode, message: string }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> }, planOptions: Array<{ rank: number, complete: boolean, plan: { name: string }, estimate: { totals: Array<{ total: string, creditType: { name: string } }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> }>, customer: { plans: { nodes: Array<{ currentPeriod: number | null, plan: { name: string }, effective: { period: number, charges: Array<{ name: string }>, assumptions: Array<{ code: AssumptionCode }> } | null }> } } | null } | null };

export type AccountWalkQueryVariables = Exact<{
  key: string;
}>;


export type AccountWalkQuery = { account: { key: string, name: string | null, customer: { name: string, ingestAliases: Array<string>, plans: { nodes: Array<{ status: PlanStatus, startingOn: string, endingBefore: string | null, plan: { name: string, charges: { nodes: Array<{ name: string, product: { name: string }, prices: Array<{ formatted: string, tier: string }> }> }, minimums: Array<{ name: string, formatted: string }>, overageRates: Array<{ toFiatConversionFactor: string, creditType: { name: string } }>, customers: { totalCount: number, nodes: Array<{ name: string, account: { key: string } | null }> } } }> } } | null } | null };

export type AccountsQueryVariables = Exact<{
  search?: string | null | undefined;
  linked?: boolean | null | undefined;
  orderBy?: AccountOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type AccountsQuery = { accounts: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, key: string, name: string | null, insertedAt: string, updatedAt: string, plans: Array<{ id: string, key: string, name: string }>, customer: { id: string, uuid: string, externalId: string, name: string } | null }> } };

export type ActivityQueryVariables = Exact<{ [key: string]: never; }>;


export type ActivityQuery = { viewer: { scope: Scope, accountKey: string | null, keyPrefix: string, expiresAt: string | null }, plans: { totalCount: number, nodes: Array<{ id: string, key: string, name: string, vendor: Vendor, updatedAt: string, syncedAt: string | null }> }, accounts: { totalCount: number, nodes: Array<{ id: string, key: string, name: string | null, updatedAt: string, metrics: Array<{ id: string, key: string, value: number | string, time: string }> }> } };

export type ChargeCurveQueryVariables = Exact<{
  id: string;
  upTo: string;
  points?: number | null | undefined;
  mode?: TierMode | null | undefined;
}>;


export type ChargeCurveQuery = { node:
    | { id: string, name: string, tierMode: TierMode, priceCurve: Array<{ quantity: string, price: string, cost: string }> }
    | Record<PropertyKey, never>
   | null };

export type CompareQueryVariables = Exact<{
  input: ComparePlansInput;
}>;


export type CompareQuery = { comparePlans: { comparison: { estimates: Array<{ plan: { id: string, key: string, name: string }, totals: Array<{ subtotal: string, creditsApplied: string, overage: string, minimumAdjustment: string, total: string, formatted: string, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null } }>, assumptions: Array<{ code: AssumptionCode, message: string }>, warnings: Array<{ code: WarningCode, message: string }> }>, rows: Array<{ name: string, amounts: Array<string | null>, differs: boolean, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null } }>, breakEvens: Array<{ quantity: string, cheapest: boolean, exact: boolean, cheaperBelow: { id: string, key: string, name: string } | null, cheaperAbove: { id: string, key: string, name: string } | null }>, curves: Array<{ plan: { id: string, key: string, name: string }, points: Array<{ quantity: string, cost: string }> }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type UnitFragment = { id: string, name: string, unit: CreditUnit, currency: string | null };

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


export type CustomersQuery = { customers: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, uuid: string, externalId: string, name: string, createdAt: string, updatedAt: string, plans: { totalCount: number, nodes: Array<{ id: string, plan: { id: string, key: string, name: string } }> }, account: { id: string, key: string } | null }> } };

export type CustomersEndingSoonQueryVariables = Exact<{
  from: string;
  to: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type CustomersEndingSoonQuery = { customers: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, plans: { nodes: Array<{ endingBefore: string | null, plan: { name: string } }> } }> } };

export type DashboardQueryVariables = Exact<{
  plans?: number | null | undefined;
  charges?: number | null | undefined;
  customers?: number | null | undefined;
}>;


export type DashboardQuery = { plans: { nodes: Array<{ id: string, name: string, charges: { nodes: Array<{ name: string, chargeType: ChargeType, startPeriod: number, prices: Array<{ tier: string, value: string }> }> }, minimums: Array<{ name: string, value: string, startPeriod: number }>, overageRates: Array<{ startPeriod: number, toFiatConversionFactor: string }>, customers: { nodes: Array<{ name: string }> } }> } };

export type EstimateQueryVariables = Exact<{
  input: EstimateInput;
}>;


export type EstimateQuery = { estimate: { estimate: { period: number, plan: { id: string, key: string, name: string }, lines: Array<{ usage: string, quantity: string, amount: string, explanation: string, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null }, charge: { id: string, uuid: string, name: string, chargeType: ChargeType, product: { id: string, name: string } }, tiers: Array<{ from: string, to: string | null, quantity: string, price: string, amount: string }> }>, totals: Array<{ subtotal: string, creditsApplied: string, overage: string, minimumAdjustment: string, total: string, formatted: string, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null } }>, creditsApplied: Array<{ amount: string, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null }, grant: { id: string, name: string } }>, overage: Array<{ units: string, rate: string, amount: string, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null }, fiatCreditType: { id: string, name: string, unit: CreditUnit, currency: string | null } }>, assumptions: Array<{ code: AssumptionCode, message: string, charge: { id: string, name: string } | null }>, warnings: Array<{ code: WarningCode, message: string, charge: { id: string, name: string } | null }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type FeatureDetailsQueryVariables = Exact<{
  key: string;
}>;


export type FeatureDetailsQuery = { feature: { id: string, key: string, name: string, type: FeatureType, variants: Array<{ key: string, value: unknown }>, defaultVariant: { key: string, value: unknown }, onVariant: { key: string } | null, offVariant: { key: string } | null, plans: Array<{ plan: { id: string, key: string, name: string }, variant: { key: string, value: unknown } }> } | null };

export type FindQueryVariables = Exact<{
  search: string;
}>;


export type FindQuery = { plans: { nodes: Array<{ id: string, key: string, name: string }> }, customers: { nodes: Array<{ id: string, uuid: string, externalId: string, name: string }> }, accounts: { nodes: Array<{ id: string, key: string, name: string | null }> }, features: { nodes: Array<{ id: string, key: string, name: string }> }, metrics: { nodes: Array<{ id: string, key: string, accountKey: string, account: { id: string, name: string | null } | null }> } };

export type MetricEventsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type MetricEventsQuery = { metricEvents: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, value: number | string, time: string, receivedAt: string, idempotencyKey: string | null, current: boolean, metric: { id: string, key: string, accountKey: string, account: { id: string, key: string, name: string | null } | null } }> } };

export type MetricHistoryQueryVariables = Exact<{
  account: string;
  metric: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MetricHistoryQuery = { account: { id: string, metric: { id: string, key: string, value: number | string, time: string, history: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, value: number | string, time: string, receivedAt: string, idempotencyKey: string | null, current: boolean }> } } | null } | null };

export type MetricSeriesQueryVariables = Exact<{
  account: string;
  metric: string;
  from: string;
  to: string;
  every: Bucket;
}>;


export type MetricSeriesQuery = { account: { id: string, metric: { id: string, series: Array<{ time: string, value: number | string | null }> } | null } | null };

export type MetricSetMutationVariables = Exact<{
  input: MetricSetInput;
}>;


export type MetricSetMutation = { metricSet: { outcome: MetricSetOutcome | null, metric: { id: string, key: string, value: number | string, time: string } | null, event: { id: string, value: number | string, time: string, receivedAt: string, idempotencyKey: string | null, current: boolean } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type PlanChargePageQueryVariables = Exact<{
  key: string;
  after?: string | null | undefined;
  few?: string;
  many?: string;
}>;


export type PlanChargePageQuery = { plan: { id: string, charges: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, uuid: string, name: string, chargeType: ChargeType, startPeriod: number, quantity: string | null, tierResetFrequency: number, tierMode: TierMode, tierModeAssumed: boolean, metricKey: string | null, metricUsage: MetricUsage | null, product: { id: string, name: string }, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null }, unitConversion: { divisionFactor: string, roundingBehavior: RoundingBehavior | null } | null, prices: Array<{ id: string, tier: string, upTo: string | null, value: string, quantity: string | null, collectionSchedule: string | null, collectionInterval: number | null }>, few: Array<{ quantity: string, cost: string }>, many: Array<{ quantity: string, cost: string }>, customFields: Array<{ key: string, value: string }> }> } } | null };

export type ChargeLineFragment = { id: string, uuid: string, name: string, chargeType: ChargeType, startPeriod: number, quantity: string | null, tierResetFrequency: number, tierMode: TierMode, tierModeAssumed: boolean, metricKey: string | null, metricUsage: MetricUsage | null, product: { id: string, name: string }, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null }, unitConversion: { divisionFactor: string, roundingBehavior: RoundingBehavior | null } | null, prices: Array<{ id: string, tier: string, upTo: string | null, value: string, quantity: string | null, collectionSchedule: string | null, collectionInterval: number | null }>, few: Array<{ quantity: string, cost: string }>, many: Array<{ quantity: string, cost: string }>, customFields: Array<{ key: string, value: string }> };

export type PlanChargesQueryVariables = Exact<{
  keys: Array<string> | string;
  after?: string | null | undefined;
}>;


export type PlanChargesQuery = { plans: { nodes: Array<{ id: string, key: string, name: string, annotations: { period: BillingPeriod }, charges: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, uuid: string, name: string, chargeType: ChargeType, startPeriod: number, quantity: string | null, product: { id: string, name: string }, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null } }> } }> } };

export type PlanCustomersQueryVariables = Exact<{
  key: string;
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
  key: string;
  few?: string;
  many?: string;
}>;


export type PlanDetailsQuery = { plan: { id: string, uuid: string, key: string, name: string, description: string | null, summary: string, vendor: Vendor, updatedAt: string, syncedAt: string | null, removedAt: string | null, customFields: Array<{ key: string, value: string }>, annotations: { period: BillingPeriod, minimumOrder: MinimumOrder, composites: Array<{ charge: string, parts: Array<string> }> }, charges: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, uuid: string, name: string, chargeType: ChargeType, startPeriod: number, quantity: string | null, tierResetFrequency: number, tierMode: TierMode, tierModeAssumed: boolean, metricKey: string | null, metricUsage: MetricUsage | null, product: { id: string, name: string }, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null }, unitConversion: { divisionFactor: string, roundingBehavior: RoundingBehavior | null } | null, prices: Array<{ id: string, tier: string, upTo: string | null, value: string, quantity: string | null, collectionSchedule: string | null, collectionInterval: number | null }>, few: Array<{ quantity: string, cost: string }>, many: Array<{ quantity: string, cost: string }>, customFields: Array<{ key: string, value: string }> }> }, minimums: Array<{ id: string, name: string, startPeriod: number, value: string, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null } }>, overageRates: Array<{ id: string, startPeriod: number, toFiatConversionFactor: string, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null }, fiatCreditType: { id: string, name: string, unit: CreditUnit, currency: string | null } }>, creditGrants: Array<{ id: string, name: string, amountGranted: string, amountPaid: string, effectiveDuration: string, priority: string, sendInvoice: boolean, reason: string | null, recurrenceDuration: string | null, recurrenceInterval: string | null, amountGrantedCreditType: { id: string, name: string, unit: CreditUnit, currency: string | null }, amountPaidCreditType: { id: string, name: string, unit: CreditUnit, currency: string | null } }>, ramps: Array<{ name: string, kind: RampKind, charge: { id: string } | null, steps: Array<{ startPeriod: number, words: string }>, creditType: { id: string, name: string, unit: CreditUnit, currency: string | null } }>, findings: Array<{ code: FindingCode, severity: FindingSeverity, message: string, advice: string, charge: { id: string, name: string } | null }>, entitlements: Array<{ feature: { id: string, key: string, name: string }, variant: { key: string, value: unknown } }> } | null };

export type PlanPricesQueryVariables = Exact<{
  key: string;
  period: number;
}>;


export type PlanPricesQuery = { plan: { name: string, summary: string, effective: { period: number, charges: Array<{ name: string, startPeriod: number }>, minimums: Array<{ name: string, formatted: string }>, overageRates: Array<{ toFiatConversionFactor: string, creditType: { name: string } }>, creditGrants: Array<{ name: string }> }, ramps: Array<{ name: string, kind: RampKind, creditType: { name: string }, steps: Array<{ startPeriod: number, words: string, values: Array<string> }> }>, findings: Array<{ code: FindingCode, severity: FindingSeverity, message: string, advice: string, charge: { name: string } | null }>, charges: { nodes: Array<{ name: string, tierMode: TierMode, tierModeAssumed: boolean, metricKey: string | null, metricUsage: MetricUsage | null, priceCurve: Array<{ quantity: string, price: string, cost: string }> }> } } | null };

export type PlansQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  search?: string | null | undefined;
  orderBy?: PlanOrder | null | undefined;
}>;


export type PlansQuery = { plans: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, key: string, name: string, description: string | null, vendor: Vendor, updatedAt: string, annotations: { period: BillingPeriod }, charges: { totalCount: number }, later: { nodes: Array<{ id: string, startPeriod: number, name: string }> }, minimums: Array<{ id: string, startPeriod: number }>, overageRates: Array<{ id: string, startPeriod: number }>, creditTypes: Array<{ id: string, name: string }>, customers: { statusCounts: Array<{ status: PlanStatus, count: number }> } }> } };

export type SyncsQueryVariables = Exact<{ [key: string]: never; }>;


export type SyncsQuery = { syncs: { totalCount: number, nodes: Array<{ uuid: string, vendor: Vendor, state: SyncState, startedAt: string, finishedAt: string | null, plansSeen: number, plansCreated: number, plansChanged: number, plansRemoved: number, error: string | null }> }, outbox: { totalCount: number, nodes: Array<{ uuid: string, accountKey: string, kind: OutboxKind, state: OutboxState, attempts: number, nextAttemptAt: string, lastError: string | null, insertedAt: string }> } };

export const AccountDetails: Operation<AccountDetailsQuery, AccountDetailsQueryVariables> = { name: "AccountDetails", text: accountDetails };
export const AccountOptions: Operation<AccountOptionsQuery, AccountOptionsQueryVariables> = { name: "AccountOptions", text: accountOptions };
export const AccountPrices: Operation<AccountPricesQuery, AccountPricesQueryVariables> = { name: "AccountPrices", text: accountPrices };
export const AccountWalk: Operation<AccountWalkQuery, AccountWalkQueryVariables> = { name: "AccountWalk", text: accountWalk };
export const Accounts: Operation<AccountsQuery, AccountsQueryVariables> = { name: "Accounts", text: accounts };
export const Activity: Operation<ActivityQuery, ActivityQueryVariables> = { name: "Activity", text: activity };
export const ChargeCurve: Operation<ChargeCurveQuery, ChargeCurveQueryVariables> = { name: "ChargeCurve", text: chargeCurve };
export const Compare: Operation<CompareQuery, CompareQueryVariables> = { name: "Compare", text: compare };
export const CustomerDetails: Operation<CustomerDetailsQuery, CustomerDetailsQueryVariables> = { name: "CustomerDetails", text: customerDetails };
export const Customers: Operation<CustomersQuery, CustomersQueryVariables> = { name: "Customers", text: customers };
export const CustomersEndingSoon: Operation<CustomersEndingSoonQuery, CustomersEndingSoonQueryVariables> = { name: "CustomersEndingSoon", text: customersEndingSoon };
export const Dashboard: Operation<DashboardQuery, DashboardQueryVariables> = { name: "Dashboard", text: dashboard };
export const Estimate: Operation<EstimateQuery, EstimateQueryVariables> = { name: "Estimate", text: estimate };
export const FeatureDetails: Operation<FeatureDetailsQuery, FeatureDetailsQueryVariables> = { name: "FeatureDetails", text: featureDetails };
export const Find: Operation<FindQuery, FindQueryVariables> = { name: "Find", text: find };
export const MetricEvents: Operation<MetricEventsQuery, MetricEventsQueryVariables> = { name: "MetricEvents", text: metricEvents };
export const MetricHistory: Operation<MetricHistoryQuery, MetricHistoryQueryVariables> = { name: "MetricHistory", text: metricHistory };
export const MetricSeries: Operation<MetricSeriesQuery, MetricSeriesQueryVariables> = { name: "MetricSeries", text: metricSeries };
export const MetricSet: Operation<MetricSetMutation, MetricSetMutationVariables> = { name: "MetricSet", text: metricSet };
export const PlanChargePage: Operation<PlanChargePageQuery, PlanChargePageQueryVariables> = { name: "PlanChargePage", text: planChargePage };
export const PlanCharges: Operation<PlanChargesQuery, PlanChargesQueryVariables> = { name: "PlanCharges", text: planCharges };
export const PlanCustomers: Operation<PlanCustomersQuery, PlanCustomersQueryVariables> = { name: "PlanCustomers", text: planCustomers };
export const PlanDetails: Operation<PlanDetailsQuery, PlanDetailsQueryVariables> = { name: "PlanDetails", text: planDetails };
export const PlanPrices: Operation<PlanPricesQuery, PlanPricesQueryVariables> = { name: "PlanPrices", text: planPrices };
export const Plans: Operation<PlansQuery, PlansQueryVariables> = { name: "Plans", text: plans };
export const Syncs: Operation<SyncsQuery, SyncsQueryVariables> = { name: "Syncs", text: syncs };
