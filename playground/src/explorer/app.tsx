import { Suspense, useEffect, useRef, useState } from "react";
import { Redirect, Route, Switch, useLocation } from "wouter";
import { Header } from "../shared/header";
import { SignedOut } from "../shared/signed-out";
import { AccountList } from "./account/account-list";
import { keyInPath } from "./address";
import { CustomerList } from "./customer/customer-list";
import { useSignedOut } from "./data/signed-out";
import { Help } from "./keys/help";
import { useKeys } from "./keys/keys";
import { useOwnLinks } from "./own-links";
import { Palette } from "./palette/palette";
import { Page } from "./parts/page";
import { AccountPage, ActivityPage, ComparePage, CustomerPage, EstimatePage, FeaturePage, PlanPage, ReferencePage, SchemaPage } from "./pages";
import { PlanList } from "./plan/plan-list";

export function App() {
  const [path] = useLocation();
  const [finding, setFinding] = useState(false);
  const [helping, setHelping] = useState(false);
  const signedOut = useSignedOut();
  useOwnLinks();
  useKeys({ find: () => setFinding(true), help: () => setHelping(true) });
  const main = useReadFromTheTop(path);
  const key = keyInPath();
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <Header current={`/${path.split("/")[1] ?? ""}`}>
        <button type="button" className="find" aria-keyshortcuts="Meta+K Control+K" onClick={() => setFinding(true)}>
          <span>Find anything</span>
          <kbd>{/Mac|iPhone|iPad/.test(navigator.platform) ? "⌘K" : "Ctrl K"}</kbd>
        </button>
      </Header>
      {signedOut && <SignedOut />}
      <main id="main" className="page" ref={main} tabIndex={-1}>
        <Suspense>
        <Switch>
          <Route path="/plans" component={PlanList} />
          <Route path="/plans/:key">
            <PlanPage key={key} plan={key} />
          </Route>
          <Route path="/customers" component={CustomerList} />
          <Route path="/customers/:key">
            <CustomerPage key={key} customer={key} />
          </Route>
          <Route path="/accounts" component={AccountList} />
          <Route path="/accounts/:key">
            <AccountPage key={key} account={key} />
          </Route>
          <Route path="/features/:key">
            <FeaturePage key={key} feature={key} />
          </Route>
          <Route path="/compare" component={ComparePage} />
          <Route path="/estimate" component={EstimatePage} />
          <Route path="/activity" component={ActivityPage} />
          <Route path="/schema" component={SchemaPage} />
          <Route path="/reference" component={ReferencePage} />
          <Route path="/">
            <Redirect to="/plans" replace />
          </Route>
          <Route>
            <NoPage />
          </Route>
        </Switch>
        </Suspense>
      </main>
      {finding && <Palette onClose={() => setFinding(false)} />}
      {helping && <Help onClose={() => setHelping(false)} />}
    </>
  );
}

/** A new page is read from its top, by eye and by screen reader; the first one takes no focus. */
function useReadFromTheTop(path: string) {
  const main = useRef<HTMLElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}

function NoPage() {
  return (
    <Page title="No such page">
      <p>
        There is nothing at this address. <a href="/plans">All plans</a>
      </p>
    </Page>
  );
}
