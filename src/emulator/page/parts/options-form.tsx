import { useState } from "preact/hooks";
import type { Setup } from "../state/emulator-state.ts";
import { headerOf, presets } from "../state/presets.ts";
import { choicesOf, choose, settings } from "../state/settings.ts";

/** Where and how the requests of the chat view are sent. */
export function OptionsForm({ setup }: { setup: Setup }) {
  const chosen = settings.value;
  const { endpoint, operation, models, namesModel, isChat } = choicesOf(setup, chosen);
  const { auth, anyKey } = setup.endpoints;
  const needsKey = auth !== "none" && (!anyKey || auth === "token");
  const [isOpen, setOpen] = useState(needsKey);
  const put =
    (name: "flavour" | "operation" | "model" | "version" | "key" | "system" | "tools" | "fault" | "latency") =>
    ({ currentTarget: { value } }: { currentTarget: { value: string } }): void =>
      choose(setup, { [name]: value });
  const select = (label: string, name: "flavour" | "operation" | "model" | "version", values: readonly string[]) => (
    <label>
      {label}
      <select id={name} value={chosen[name]} onChange={put(name)}>
        {values.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
  const header = (label: string, name: "fault" | "latency", placeholder: string) => (
    <label>
      {label}
      <input
        list={`${name}-examples`}
        placeholder={placeholder}
        spellcheck={false}
        value={chosen[name]}
        onInput={put(name)}
      />
    </label>
  );
  const toggle = (label: string, name: "offersTools" | "stream" | "isJson") => (
    <label>
      <input
        type="checkbox"
        role="switch"
        checked={chosen[name]}
        onChange={({ currentTarget }) => choose(setup, { [name]: currentTarget.checked })}
      />
      {label}
    </label>
  );
  return (
    <details class="options" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        Options: {endpoint.flavour}
        {namesModel && `, ${chosen.model}`}
        {isChat ? "" : `, ${operation.path}`}
      </summary>
      <div class="fields">
        {select(
          "Kind of endpoint",
          "flavour",
          setup.endpoints.endpoints.map(({ flavour }) => flavour),
        )}
        {select("Operation", "operation", endpoint.operations)}
        {namesModel &&
          select(
            "Model",
            "model",
            models.map(({ name }) => name),
          )}
        {endpoint.versions.length > 0 && select("api-version", "version", endpoint.versions)}
        {needsKey && (
          <label>
            {auth === "token" ? "Token" : auth === "key" ? "Key" : "Key or token"}
            <input type="password" autocomplete="off" value={chosen.key} onInput={put("key")} />
          </label>
        )}
        {header("Fault of this request", "fault", "the active faults")}
        {header("Latency of this request", "latency", "the active latency")}
      </div>
      <datalist id="fault-examples">
        {["none", ...presets.map(({ faults }) => headerOf(faults, setup.kinds)).filter((text) => text !== "")].map(
          (value) => (
            <option key={value} value={value} />
          ),
        )}
      </datalist>
      <datalist id="latency-examples">
        {["none", "firstTokenMs=200;tokensPerSecond=20", "firstTokenMs=1000;tokensPerSecond=5;jitter=0.3"].map(
          (value) => (
            <option key={value} value={value} />
          ),
        )}
      </datalist>
      {isChat && (
        <>
          <label>
            System message
            <input value={chosen.system} placeholder="none" onInput={put("system")} />
          </label>
          {toggle("Offer tools", "offersTools")}
          {chosen.offersTools && (
            <label>
              Tools
              <textarea rows={6} spellcheck={false} value={chosen.tools} onInput={put("tools")} />
            </label>
          )}
        </>
      )}
      <div class="switches">
        {operation.streams && toggle("Stream", "stream")}
        {isChat && toggle("Edit the request as JSON", "isJson")}
      </div>
    </details>
  );
}
