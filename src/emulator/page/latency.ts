import type { Latency } from "../latency.ts";
import { control } from "./control.ts";
import { attempt, find, say } from "./dom.ts";

const fields: Readonly<Record<string, keyof Latency>> = {
  "first-token": "firstTokenMs",
  "tokens-per-second": "tokensPerSecond",
  jitter: "jitter",
};

/** Sets the form of the latency that holds for all up. @returns what takes over how it is now. */
export function setUpLatency(): () => Promise<void> {
  const form = find<HTMLFormElement>("latency-form");
  const state = find("latency-state");
  const refresh = async (): Promise<void> => {
    const { latency } = await control<{ latency: Latency }>("GET", "latency");
    const members = Object.entries(latency).map(([name, value]) => `${name}=${value}`);
    say(state, members.length === 0 ? "No latency." : `Now: ${members.join(";")}`);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = Object.entries(fields).flatMap(([id, name]) => {
      const { value } = find<HTMLInputElement>(id);
      return value === "" ? [] : [[name, Number(value)]];
    });
    void attempt(state, async () => {
      await control("PUT", "latency", Object.fromEntries(given));
      await refresh();
    });
  });
  find("latency-clear").addEventListener("click", () => {
    form.reset();
    void attempt(state, async () => {
      await control("DELETE", "latency");
      await refresh();
    });
  });
  return refresh;
}
