/** A line on stderr that tells how far a long work is. */
export interface Progress {
  /** @param done - how many are done; @param part - 0 to 1 of all, where it is known; @param tokens - that were counted. */
  show(done: number, part: number | undefined, tokens?: number): void;
  /** Takes the line away. */
  end(): void;
}

const everyMs = 100;
const width = 24;

/** On a terminal a line that is drawn over and over; anywhere else nothing. @param word - what becomes of each, in a word. */
export function startProgress(isWanted: boolean, word = "embedded"): Progress {
  const { stderr } = process;
  if (!isWanted || !stderr.isTTY || process.env["TERM"] === "dumb")
    return { show: () => undefined, end: () => undefined };
  const started = performance.now();
  let drawn = 0;
  return {
    show: (done, part, tokens = 0) => {
      const now = performance.now();
      if (now - drawn < everyMs) return;
      drawn = now;
      stderr.write(
        `\r\u001b[K${line(`${done.toLocaleString("en")} ${word}${counted(tokens)}`, done, part, (now - started) / 1000)}`,
      );
    },
    end: () => {
      if (drawn > 0) stderr.write("\r\u001b[K");
    },
  };
}

const counted = (tokens: number): string => (tokens === 0 ? "" : ` (${tokens.toLocaleString("en")} tokens)`);

function line(told: string, done: number, part: number | undefined, seconds: number): string {
  const text = `${told}, ${Math.round(done / seconds).toLocaleString("en")} a second`;
  if (part === undefined) return text;
  const full = Math.round(width * Math.min(part, 1));
  const left = part > 0 ? `, ${Math.ceil((seconds * (1 - part)) / part)} s left` : "";
  return `[${"#".repeat(full)}${"-".repeat(width - full)}] ${Math.floor(part * 100)} % ${text}${left}`;
}
