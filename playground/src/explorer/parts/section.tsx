import { type ReactNode, useId } from "react";

interface Props {
  title: string;
  /** Beside the title, in second ink: a count, a unit. */
  note?: ReactNode;
  tools?: ReactNode;
  children: ReactNode;
  className?: string;
}

export function Section({ title, note, tools, children, className = "" }: Props) {
  const id = useId();
  return (
    <section className={`section ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className="section-note">{note}</span>}
        {tools && <span className="section-tools">{tools}</span>}
      </header>
      {children}
    </section>
  );
}
