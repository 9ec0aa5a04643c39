import { ToolbarButton, useGraphiQL } from "@graphiql/react";
import { useEffect, useState } from "react";
import { linkTo } from "./link";

const LABEL = "Copy a link to this operation";

export function ShareButton() {
  const editors = useGraphiQL(({ queryEditor, variableEditor }) => ({ queryEditor, variableEditor }));
  const [done, setDone] = useState("");

  useEffect(() => {
    const timer = setTimeout(() => setDone(""), 2500);
    return () => clearTimeout(timer);
  }, [done]);

  async function share() {
    const link = linkTo({ query: editors.queryEditor?.getValue() ?? "", variables: editors.variableEditor?.getValue() ?? "" });
    try {
      await navigator.clipboard.writeText(link);
      setDone("Link copied");
    } catch {
      // Browsers give the clipboard to https and localhost only.
      history.replaceState(null, "", link);
      setDone("The link is in the address bar");
    }
  }

  return (
    <div className="share">
      <ToolbarButton label={LABEL} onClick={() => void share()}>
        <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" aria-hidden="true">
          <path d="M10 14a4.5 4.5 0 0 0 6.4 0l3-3A4.5 4.5 0 1 0 13 4.6l-1 1" />
          <path d="M14 10a4.5 4.5 0 0 0-6.4 0l-3 3A4.5 4.5 0 1 0 11 19.4l1-1" />
        </svg>
      </ToolbarButton>
      <span className="share-done" role="status">
        {done}
      </span>
    </div>
  );
}
