import { type ComponentType, lazy } from "react";

/** Lists are what people open first; each other page brings its own code. */
const account = async () => ({ default: (await import("./account/account-page")).AccountPage });
const activity = async () => ({ default: (await import("./activity/activity-page")).ActivityPage });
const compare = async () => ({ default: (await import("./compare/compare-page")).ComparePage });
const customer = async () => ({ default: (await import("./customer/customer-page")).CustomerPage });
const estimate = async () => ({ default: (await import("./estimate/estimate-page")).EstimatePage });
const feature = async () => ({ default: (await import("./feature/feature-page")).FeaturePage });
const plan = async () => ({ default: (await import("./plan/plan-page")).PlanPage });
const reference = async () => ({ default: (await import("./reference/reference-page")).ReferencePage });
const schema = async () => ({ default: (await import("./schema/schema-page")).SchemaPage });

export const AccountPage = lazy(account);
export const ActivityPage = lazy(activity);
export const ComparePage = lazy(compare);
export const CustomerPage = lazy(customer);
export const EstimatePage = lazy(estimate);
export const FeaturePage = lazy(feature);
export const PlanPage = lazy(plan);
export const ReferencePage = lazy(reference);
export const SchemaPage = lazy(schema);

const PATHS: Readonly<Record<string, () => Promise<{ default: ComponentType<never> }>>> = {
  "plans/": plan,
  "customers/": customer,
  "accounts/": account,
  "features/": feature,
  activity,
  compare,
  estimate,
  reference,
  schema,
};

/** The code of the page at a path; asked for again, it is there already. */
export function fetchPage(path: string): Promise<unknown> {
  const [, first = "", second] = path.replace(/[?#].*/, "").split("/");
  return PATHS[second ? `${first}/` : first]?.() ?? Promise.resolve();
}
