/** A progress line on stderr. */
export interface Progress {
  /** @param told - text of the line; @param done - number of completed inputs; @param part - fraction of all, 0 to 1, if known. */
  show(told: string, done: number, part: number | undefined): void;
  /** Removes the line. */
  end(): void;
}

const everyMs = 100;
const everyLogMs = 30_000;
const width = 24;

/** Redraws one line on a terminal; otherwise prints a line every 30 seconds. */
export function startProgress(isWanted: boolean): Progress {
  const { stderr } = process;
  const isDrawn = stderr.isTTY && process.env["TERM"] !== "dumb";
  const started = performance.now();
  let last = isDrawn ? 0 : started;
  let isShown = false;
  return {
    show: (told, done, part) => {
      const now = performance.now();
      if (!isWanted || now - last < (isDrawn ? everyMs : everyLogMs)) return;
      last = now;
      isShown = true;
      const text = line(told, done, part, (now - started) / 1000, isDrawn);
      stderr.write(isDrawn ? `\r\u001b[K${text}` : `${text}\n`);
    },
    end: () => {
      if (isDrawn && isShown) stderr.write("\r\u001b[K");
    },
  };
}

function line(told: string, done: number, part: number | undefined, seconds: number, isDrawn: boolean): string {
  const text = `${told}, ${Math.round(done / seconds).toLocaleString("en")} a second`;
  if (part === undefined) return text;
  const full = Math.round(width * Math.min(part, 1));
  const left = part > 0 ? `, ${Math.ceil((seconds * (1 - part)) / part)} s left` : "";
  const bar = isDrawn ? `[${"#".repeat(full)}${"-".repeat(width - full)}] ` : "";
  return `${bar}${Math.floor(part * 100)} % ${text}${left}`;
}
