import { useEffect, useRef, useState } from "preact/hooks";
import { connectionError, type Setup } from "./state/emulator-state.ts";
import { exchanges, isRunning, stop } from "./state/exchange.ts";
import { Chat } from "./views/chat.tsx";
import { Connect } from "./views/connect.tsx";
import { ActiveFaults, Faults } from "./views/faults.tsx";
import { History } from "./views/history.tsx";
import { Models } from "./views/models.tsx";
import { Rules } from "./views/rules.tsx";

const views = [
  { id: "chat", name: "Chat", View: Chat },
  { id: "history", name: "History", View: History },
  { id: "models", name: "Models", View: Models },
  { id: "faults", name: "Faults", View: Faults },
  { id: "rules", name: "Rules", View: Rules },
  { id: "connect", name: "Connect", View: Connect },
] as const;

const shortcuts = [
  ["1 to 6", "open a view"],
  ["/", "write a message"],
  ["Enter", "send the message"],
  ["Escape", "stop the response"],
  ["t", "change between light and dark"],
  ["?", "show these shortcuts"],
] as const;

const viewOf = (hash: string) => views.find(({ id }) => `#${id}` === hash) ?? views[0];

/** The page: the navigation, the active faults, and one view. */
export function App(setup: Setup) {
  const [view, setView] = useState(viewOf(location.hash));
  const help = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const follow = (): void => setView(viewOf(location.hash));
    const press = (event: KeyboardEvent): void => act(event, () => help.current?.showModal());
    addEventListener("hashchange", follow);
    addEventListener("keydown", press);
    return () => {
      removeEventListener("hashchange", follow);
      removeEventListener("keydown", press);
    };
  }, []);
  const { View } = view;
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        Skip to the view
      </button>
      <header class="top">
        <h1>
          model-inference <small>emulator</small>
        </h1>
        <nav aria-label="Views">
          {views.map(({ id, name }) => (
            <a key={id} href={`#${id}`} {...(id === view.id && { "aria-current": "page" as const })}>
              {name}
            </a>
          ))}
        </nav>
        <nav aria-label="More">
          <a href="/_emulator/reference/">API reference</a>
          <a href="/metrics">Metrics</a>
          <button type="button" class="link" onClick={changeTheme}>
            Theme
          </button>
          <button type="button" class="link" onClick={() => help.current?.showModal()}>
            Shortcuts
          </button>
        </nav>
      </header>
      {connectionError.value !== "" && (
        <p id="trouble" class="problem" role="alert">
          {connectionError.value}
        </p>
      )}
      <ActiveFaults kinds={setup.kinds} />
      <main id="main" tabIndex={-1}>
        <View setup={setup} />
      </main>
      <dialog ref={help} aria-labelledby="shortcuts-name">
        <article>
          <h2 id="shortcuts-name">Keyboard shortcuts</h2>
          <dl class="pairs">
            {shortcuts.map(([keys, what]) => (
              <div key={keys}>
                <dt>
                  <kbd>{keys}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
          <button type="button" onClick={() => help.current?.close()}>
            Close
          </button>
        </article>
      </dialog>
    </>
  );
}

/** Light or dark as the system says, until it is changed here. */
function changeTheme(): void {
  const { dataset } = document.documentElement;
  const isDark = dataset["theme"] ? dataset["theme"] === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  dataset["theme"] = isDark ? "light" : "dark";
}

function act(event: KeyboardEvent, showHelp: () => void): void {
  const { key, target } = event;
  if (key === "Escape") {
    const running = exchanges.value.filter(isRunning).at(-1);
    if (running !== undefined) stop(running.id);
    return;
  }
  const isTyping = target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const view = views[Number(key) - 1];
  if (view !== undefined) location.hash = `#${view.id}`;
  else if (key === "t") changeTheme();
  else if (key === "?") showHelp();
  else if (key === "/") {
    event.preventDefault();
    location.hash = "#chat";
    setTimeout(() => document.getElementById("message")?.focus());
  }
}
