import "../shared/base.css";
import "./page.css";
import { lazy, Suspense, useState } from "react";
import { createRoot } from "react-dom/client";
import { Header } from "../shared/header";
import { SignedOut } from "../shared/signed-out";
import { prepareEditors } from "./editor-theme";

// The header stands at once; the editors are the heavy part.
const Editor = lazy(async () => {
  const [editor] = await Promise.all([import("./editor"), prepareEditors()]);
  return editor;
});

function Page() {
  const [signedOut, setSignedOut] = useState(false);
  return (
    <div className="page">
      <Header current="/graphiql" />
      {signedOut && <SignedOut />}
      <main className="page-editor">
        <Suspense fallback={<p className="page-loading">Loading the editor …</p>}>
          <Editor onAnswer={setSignedOut} />
        </Suspense>
      </main>
    </div>
  );
}

const root = document.getElementById("root");
if (root) createRoot(root).render(<Page />);
