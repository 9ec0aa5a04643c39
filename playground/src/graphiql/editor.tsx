import "./workers";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "@graphiql/plugin-explorer/style.css";
import "graphiql/graphiql.css";
import "./graphiql.css";
import { explorerPlugin } from "@graphiql/plugin-explorer";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { useEffect, useMemo } from "react";
import { storageUnder } from "../shared/storage";
import { useTheme } from "../shared/theme";
import { EDITOR_THEME } from "./editor-theme";
import { EXAMPLES } from "./examples";
import { createFetcher } from "./fetcher";
import { takeShared } from "./link";
import { FIRST_QUERY } from "./operations";
import { ShareButton } from "./share";
import { useNewTab } from "./tabs";

// "Clear storage" in GraphiQL's settings clears this prefix and leaves the other pages' alone.
const STORAGE = storageUnder("plangraph/");
const PLUGINS = [EXAMPLES, explorerPlugin(), HISTORY_PLUGIN];
const SHARED = takeShared();
const ROOMY = innerWidth >= 900;

/** A link followed while the page is already open changes the fragment alone: open what it shares in a new tab. */
function FollowLinks() {
  const open = useNewTab();
  useEffect(() => {
    const follow = () => {
      const shared = takeShared();
      if (shared) open(shared);
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, [open]);
  return null;
}

export default function Editor({ onAnswer }: { onAnswer: (signedOut: boolean) => void }) {
  const theme = useTheme();
  const fetcher = useMemo(() => createFetcher(onAnswer), [onAnswer]);
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={PLUGINS}
      {...(ROOMY && { visiblePlugin: EXAMPLES.title })}
      storage={STORAGE}
      defaultQuery={FIRST_QUERY}
      {...(SHARED && { initialQuery: SHARED.query, initialVariables: SHARED.variables })}
      defaultTheme={theme}
      forcedTheme={theme}
      editorTheme={EDITOR_THEME}
      inputValueDeprecation
      schemaDescription
      showPersistHeadersSettings={false}
    >
      <GraphiQL.Logo>
        <FollowLinks />
      </GraphiQL.Logo>
      <GraphiQL.Toolbar>
        {({ prettify, merge, copy }) => (
          <>
            {prettify}
            {merge}
            {copy}
            <ShareButton />
          </>
        )}
      </GraphiQL.Toolbar>
    </GraphiQL>
  );
}
