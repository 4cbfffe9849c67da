import { useState } from "preact/hooks";
import type { NumberRange } from "../../check.ts";
import type { Fault, FaultKind } from "../../faults/fault.ts";
import type { Latency } from "../../faults/latency.ts";
import { Problem, useAction } from "../parts/problem.tsx";
import { change, type FaultKinds, faults, latency, type Setup } from "../state/emulator-state.ts";
import { aboutKinds, defaultOf, headerOf, latencyText, type Preset, presets } from "../state/presets.ts";

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
const isActive = ({ faults: wanted, latency: wait }: Preset): boolean =>
  wanted.every((fault) => faults.value.some((one) => isSame(one, fault))) &&
  (wait === undefined || isSame(latency.value, wait));

async function clearFaults(): Promise<void> {
  await change("DELETE", "faults");
  await change("DELETE", "latency");
}

async function toggle(preset: Preset): Promise<void> {
  const others = faults.value.filter((fault) => !preset.faults.some((one) => one.kind === fault.kind));
  const isOff = isActive(preset);
  await change("PUT", "faults", isOff ? others : [...others, ...preset.faults]);
  if (preset.latency !== undefined)
    await (isOff ? change("DELETE", "latency") : change("PUT", "latency", preset.latency));
}

/** Faults and latency of all responses. */
export function Faults({ setup: { kinds } }: { setup: Setup }) {
  const [toggled, problem] = useAction(toggle);
  return (
    <section aria-labelledby="faults-name">
      <h2 id="faults-name">Faults</h2>
      <p>An active fault changes every response, unless a rule or the request itself sets other faults.</p>
      <Problem text={problem} />
      <div class="cards">
        {presets.map((preset) => (
          <article key={preset.name}>
            <label>
              <input type="checkbox" role="switch" checked={isActive(preset)} onChange={() => void toggled(preset)} />
              {preset.name}
            </label>
            <p>{preset.about}</p>
          </article>
        ))}
      </div>
      <LatencyForm />
      <details>
        <summary>All kinds of faults</summary>
        <ul class="kinds">
          {(Object.keys(kinds) as FaultKind[]).map((kind) => (
            <Kind key={kind} kind={kind} kinds={kinds} />
          ))}
        </ul>
      </details>
    </section>
  );
}

function Kind({ kind, kinds }: { kind: FaultKind; kinds: FaultKinds }) {
  const active = faults.value.find((fault) => fault.kind === kind);
  const [draft, setDraft] = useState<Fault>(defaultOf(kind));
  const fault: Readonly<Record<string, unknown>> = { ...(active ?? draft) };
  const [put, problem] = useAction((next: Fault | undefined) => {
    const others = faults.value.filter((one) => one.kind !== kind);
    return change("PUT", "faults", next === undefined ? others : [...others, next]);
  });
  const edit = (name: string, text: string, isNumber: boolean): void => {
    const { [name]: _, ...rest } = fault;
    const next = (text === "" ? rest : { ...rest, [name]: isNumber ? Number(text) : text }) as unknown as Fault;
    setDraft(next);
    if (active !== undefined) void put(next);
  };
  const properties = { ...kinds[kind].members, probability: { least: 0, most: 1, whole: false } };
  return (
    <li>
      <label>
        <input
          type="checkbox"
          role="switch"
          id={`fault-${kind}`}
          checked={active !== undefined}
          onChange={() => void put(active === undefined ? draft : undefined)}
        />
        <code>{kind}</code> {aboutKinds[kind]}
      </label>
      <Problem text={problem} />
      <details>
        <summary>
          Properties of {kind} <code>{headerOf([fault as unknown as Fault], kinds)}</code>
        </summary>
        <div class="fields">
          {Object.entries(properties).map(([name, check]) => (
            <Property key={name} name={name} check={check} value={String(fault[name] ?? "")} edit={edit} />
          ))}
        </div>
      </details>
    </li>
  );
}

interface PropertyProps {
  name: string;
  check: unknown;
  value: string;
  edit: (name: string, text: string, isNumber: boolean) => void;
}

/** A field for what a property may be: one of a list, a number of a range, or a text. */
function Property({ name, check, value, edit }: PropertyProps) {
  if (Array.isArray(check))
    return (
      <label>
        {name}
        <select value={value} onChange={({ currentTarget }) => edit(name, currentTarget.value, false)}>
          {["", ...(check as string[])].map((choice) => (
            <option key={choice} value={choice}>
              {choice || "default"}
            </option>
          ))}
        </select>
      </label>
    );
  const range = typeof check === "string" ? undefined : (check as NumberRange);
  const change = ({ currentTarget }: { currentTarget: HTMLInputElement }): void =>
    edit(name, currentTarget.value, range !== undefined);
  if (range === undefined)
    return (
      <label>
        {name}
        <input type="text" value={value} onChange={change} />
      </label>
    );
  const { least, most, whole = true } = range;
  return (
    <label>
      {name}
      <input type="number" min={least} max={most} step={whole ? 1 : "any"} value={value} onChange={change} />
    </label>
  );
}

function LatencyForm() {
  const [draft, setDraft] = useState<Record<string, string>>({});
  const [put, problem] = useAction((wanted: Latency | undefined) =>
    wanted === undefined ? change("DELETE", "latency") : change("PUT", "latency", wanted),
  );
  const field = (name: string, label: string) => (
    <label>
      {label}
      <input
        type="number"
        min="0"
        step="any"
        value={draft[name] ?? ""}
        onInput={({ currentTarget }) => setDraft({ ...draft, [name]: currentTarget.value })}
      />
    </label>
  );
  return (
    <form
      aria-label="Latency"
      onSubmit={(event) => {
        event.preventDefault();
        const given = Object.entries(draft).filter(([, value]) => value !== "");
        void put(Object.fromEntries(given.map(([name, value]) => [name, Number(value)])));
      }}
    >
      <h3>Latency</h3>
      <div class="fields">
        {field("firstTokenMs", "First token, ms")}
        {field("tokensPerSecond", "Tokens per second")}
        {field("jitter", "Jitter, 0 to 1")}
      </div>
      <p role="status" id="latency-state">
        {Object.keys(latency.value).length === 0 ? "No latency." : `Active: ${latencyText(latency.value)}`}
      </p>
      <Problem text={problem} />
      <div class="buttons">
        <button type="submit">Set latency</button>
        <button
          type="button"
          class="secondary"
          onClick={() => {
            setDraft({});
            void put(undefined);
          }}
        >
          Clear latency
        </button>
      </div>
    </form>
  );
}

/** The bar with the active faults and latency; nothing when there are none. */
export function ActiveFaults({ kinds }: { kinds: FaultKinds }) {
  const [clear, problem] = useAction(clearFaults);
  const texts = [headerOf(faults.value, kinds), latencyText(latency.value)].filter((text) => text !== "");
  if (texts.length === 0) return null;
  return (
    <div class="active-faults" role="status">
      <p>
        <strong>Active faults:</strong> <code>{texts.join(", ")}</code>
      </p>
      <button type="button" class="small" onClick={() => void clear()}>
        Clear faults
      </button>
      <Problem text={problem} />
    </div>
  );
}
