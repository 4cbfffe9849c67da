import type { Rule } from "../rule.ts";
import { control } from "./control.ts";
import { attempt, find, make, say } from "./dom.ts";

type Told = Rule & { id: string; used: number };

/** Sets the rules up. @param reset - called when everything was put back. @returns what takes over how they are now. */
export function setUpRules(reset: () => void): () => Promise<void> {
  const trouble = find("rules-trouble");
  const list = find("rule-list");
  const rows = new Map<string, ReturnType<typeof rowOf>>();
  let writes = 0;

  const refresh = async (): Promise<void> => {
    const before = writes;
    const { rules } = await control<{ rules: readonly Told[] }>("GET", "rules");
    if (before !== writes) return;
    for (const [id, { element }] of rows) {
      if (rules.some((rule) => rule.id === id)) continue;
      element.remove();
      rows.delete(id);
    }
    for (const rule of rules) {
      const row = rows.get(rule.id) ?? rowOf(rule.id, change);
      // Rows only move when their order did: a row that moves loses the focus.
      if (!rows.has(rule.id)) list.append(row.element);
      rows.set(rule.id, row);
      row.update(rule);
    }
  };
  const change = (method: string, path: string, body?: unknown): Promise<boolean> =>
    attempt(trouble, async () => {
      writes += 1;
      try {
        await control(method, path, body);
      } finally {
        await refresh();
      }
    });
  find<HTMLFormElement>("rule-form").addEventListener("submit", (event) => {
    event.preventDefault();
    void change("POST", "rules", find<HTMLTextAreaElement>("rule").value);
  });
  find("reset").addEventListener("click", () => void change("POST", "reset").then(reset));
  return refresh;
}

function rowOf(id: string, change: (method: string, path: string, body?: unknown) => Promise<boolean>) {
  const toggle = make("input", { type: "checkbox", role: "switch", id: `rule-${id}` });
  const about = make("span", { class: "about" });
  const used = make("span");
  const remove = make("button", { type: "button", "aria-label": `Remove ${id}` }, "Remove");
  const label = make("label", { class: "switch" }, toggle, " ", make("code", {}, id));
  toggle.addEventListener("change", () => void change("PATCH", `rules/${id}`, { enabled: toggle.checked }));
  remove.addEventListener("click", () => {
    // The row goes, and the focus with it, unless it has a place to go to.
    void change("DELETE", `rules/${id}`).then((done) => done && find("rule").focus());
  });
  return {
    element: make("li", { class: "row" }, label, about, used, remove),
    update({ id: _, enabled = true, used: times, ...rule }: Told): void {
      toggle.checked = enabled;
      say(about, JSON.stringify(rule));
      say(used, `used ${times} ${times === 1 ? "time" : "times"}`);
    },
  };
}
