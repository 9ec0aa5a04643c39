import { type ReactNode, useEffect } from "react";
import { date } from "../values/format";

interface Props {
  title: string;
  lead?: ReactNode;
  /** Under the title: ids in mono, then what can be done. */
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of a page: its name in the window's title and as the one heading of the first rank. */
export function Page({ title, lead, about, actions, children }: Props) {
  useTitle(title);
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        <p className="on-paper second">
          {date(new Date().toISOString())}, {location.href}
        </p>
        {lead && <div className="page-lead">{lead}</div>}
        {(about || actions) && (
          <div className="page-about">
            {about}
            {actions && <span className="page-actions">{actions}</span>}
          </div>
        )}
      </div>
      {children}
    </>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · PlanGraph`;
  }, [title]);
}
