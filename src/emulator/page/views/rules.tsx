import { useState } from "preact/hooks";
import { Problem, useAction } from "../parts/problem.tsx";
import { change, type ListedRule, rules } from "../state/emulator-state.ts";

const example = '{ "when": { "lastMessage": "weather" }, "answer": "Sunny." }';

/** Rules that respond instead of the model. */
export function Rules() {
  const [text, setText] = useState(example);
  const [act, problem] = useAction(change);
  return (
    <section aria-labelledby="rules-name">
      <h2 id="rules-name">Rules</h2>
      <p>A rule sets the response of the requests that it matches. The first match counts.</p>
      <Problem text={problem} />
      {rules.value.length === 0 && <p class="empty">No rule yet. Add the example below, and ask about the weather.</p>}
      <ul class="kinds">
        {rules.value.map(({ id, enabled = true, used, ...rule }: ListedRule) => (
          <li key={id} class="row">
            <label>
              <input
                type="checkbox"
                role="switch"
                id={`rule-${id}`}
                checked={enabled}
                onChange={() => void act("PATCH", `rules/${id}`, { enabled: !enabled })}
              />
              <code>{id}</code>
            </label>
            <code class="wide">{JSON.stringify(rule)}</code>
            <small>
              used {used} {used === 1 ? "time" : "times"}
            </small>
            <button
              type="button"
              class="outline small"
              aria-label={`Remove ${id}`}
              onClick={() => void act("DELETE", `rules/${id}`).then(() => document.getElementById("rule")?.focus())}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void act("POST", "rules", text);
        }}
      >
        <label>
          A rule, or a list of rules, as JSON
          <textarea
            id="rule"
            rows={4}
            spellcheck={false}
            class="code"
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <div class="buttons">
          <button type="submit">Add</button>
          <button type="button" class="secondary" onClick={() => void act("POST", "reset")}>
            Reset rules, faults and history
          </button>
        </div>
      </form>
    </section>
  );
}
