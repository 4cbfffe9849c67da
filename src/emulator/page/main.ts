import type { Endpoints } from "../endpoints.ts";
import type { ModelProfile } from "../models.ts";
import { control } from "./control.ts";
import { attempt, find } from "./dom.ts";
import { setUpFaults } from "./faults.ts";
import { setUpJournal } from "./journal.ts";
import { setUpLatency } from "./latency.ts";
import { showModels } from "./models.ts";
import { setUpRules } from "./rules.ts";
import { setUpSend } from "./send.ts";

/** How often it is asked what is new, while the page is looked at. */
const everyMs = 1_000;
const trouble = find("trouble");

async function main(): Promise<void> {
  const [endpoints, { models }] = await Promise.all([
    control<Endpoints>("GET", "endpoints"),
    control<{ models: readonly ModelProfile[] }>("GET", "models"),
  ]);
  showModels(models, endpoints.operations);
  const refreshFaults = await setUpFaults();
  const refreshLatency = setUpLatency();
  const refreshJournal = setUpJournal((action) => void attempt(trouble, action));
  const all = async (): Promise<void> => {
    await Promise.all([refreshFaults(), refreshLatency(), refreshRules(), refreshJournal()]);
  };
  const refresh = (): Promise<boolean> => attempt(trouble, all);
  const refreshRules = setUpRules(() => void refresh());
  setUpSend(endpoints, models, () => void refresh());
  await refresh();
  const watch = async (): Promise<void> => {
    if (!document.hidden) await refresh();
    setTimeout(() => void watch(), everyMs);
  };
  setTimeout(() => void watch(), everyMs);
  document.documentElement.dataset["ready"] = "true";
}

await attempt(trouble, main);
