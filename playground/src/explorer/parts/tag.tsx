import type { ReactNode } from "react";

export function Tag({ kind = "plain", children }: { kind?: "plain" | "accent" | "warn"; children: ReactNode }) {
  return <span className={`tag tag-${kind}`}>{children}</span>;
}

export type Status = "ACTIVE" | "ENDED" | "UPCOMING";

export function StatusTag({ status }: { status: Status }) {
  return <Tag kind={status === "ACTIVE" ? "accent" : "plain"}>{status.toLowerCase()}</Tag>;
}
