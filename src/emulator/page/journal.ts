import type { JournalEntry } from "../journal.ts";
import { control } from "./control.ts";
import { find, make, say } from "./dom.ts";

interface Told {
  entries: readonly JournalEntry[];
  /** The index of the oldest entry that is kept. */
  oldest: number;
  /** The index of the newest entry, kept or not. */
  newest: number;
}

/** How many are shown; the emulator keeps more. */
const mostShown = 100;

/** Sets the journal up, the newest entry first. @returns what takes over what is new. */
export function setUpJournal(trouble: (action: () => Promise<void>) => void): () => Promise<void> {
  const list = find("entries");
  const rows: { index: number; element: HTMLLIElement }[] = [];
  let seen = 0;
  let asking: Promise<void> | undefined;

  const ask = async (): Promise<void> => {
    const { entries, oldest, newest } = await control<Told>("GET", `journal?after=${seen}`);
    if (newest < seen) {
      // Another emulator has taken the place.
      seen = 0;
      drop(() => true);
      return ask();
    }
    seen = newest;
    drop(({ index }) => index < oldest);
    for (const entry of entries.slice(-mostShown)) {
      const element = rowOf(entry);
      rows.push({ index: entry.index, element });
      list.prepend(element);
    }
    for (const { element } of rows.splice(0, Math.max(0, rows.length - mostShown))) element.remove();
    const shown = rows.length < newest - oldest + 1 ? ` The newest ${rows.length} are shown.` : "";
    say(
      find("journal-count"),
      newest === 0 ? "No request yet." : `${newest} ${newest === 1 ? "request" : "requests"} since the start.${shown}`,
    );
  };
  const drop = (isGone: (row: { index: number }) => boolean): void => {
    const gone = rows.filter(isGone);
    for (const { element } of gone) element.remove();
    rows.splice(0, rows.length, ...rows.filter((row) => !gone.includes(row)));
  };
  /** Two at a time would take over the same entries. */
  const refresh = (): Promise<void> => {
    asking = (asking ?? Promise.resolve()).catch(() => {}).then(ask);
    return asking;
  };
  find("journal-clear").addEventListener("click", () =>
    trouble(async () => {
      await control("DELETE", "journal");
      await refresh();
    }),
  );
  return refresh;
}

function rowOf(entry: JournalEntry): HTMLLIElement {
  const { index, method, path, status, model, rule, faults, chunks, durationMs, streamed, code, aborted } = entry;
  const told = [
    model,
    code,
    rule === undefined ? undefined : `rule ${rule}`,
    faults.length === 0 ? undefined : `faults: ${faults.join(", ")}`,
    streamed ? `${chunks} chunks` : undefined,
    `${Math.round(durationMs)} ms`,
    aborted ? "caller went away" : undefined,
  ].filter((text) => text !== undefined);
  const mark = make(
    "span",
    { class: status >= 200 && status < 300 ? "good" : "bad" },
    status === 0 ? "cut" : `${status}`,
  );
  const summary = make("summary", {}, `#${index} `, mark, " ", make("code", {}, `${method} ${path}`));
  summary.append(" ", make("span", { class: "open" }, told.join(" · ")));
  const details = make("details", {}, summary);
  // Most are never opened.
  details.addEventListener("toggle", () => details.append(make("pre", {}, JSON.stringify(entry, null, 2))), {
    once: true,
  });
  return make("li", {}, details);
}
