import { render } from "preact";
import { App } from "./app.tsx";
import { load, refresh } from "./state/emulator-state.ts";
import { choose } from "./state/settings.ts";

/** How often the page asks what is new, while it is visible. */
const everyMs = 1_000;

function watch(): void {
  setTimeout(() => void (document.hidden ? Promise.resolve() : refresh()).then(watch), everyMs);
}

const root = document.getElementById("app");
if (root === null) throw new Error("the page has no #app");
const setup = await load();
// Replaces the empty settings by the first choices that this emulator offers.
choose(setup, {});
render(<App {...setup} />, root);
await refresh();
watch();
document.documentElement.dataset["ready"] = "true";
