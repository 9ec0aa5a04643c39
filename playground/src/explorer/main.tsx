import "../shared/base.css";
import "./explorer.css";
import { createRoot } from "react-dom/client";
import { Provider } from "urql";
import { App } from "./app";
import { createClient } from "./data/client";

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <Provider value={createClient()}>
      <App />
    </Provider>,
  );
}
