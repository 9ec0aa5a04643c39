import type { AccountDetailsQuery } from "../operations.gen";

export type Account = NonNullable<AccountDetailsQuery["account"]>;
