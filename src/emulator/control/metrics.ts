import type { JournalEntry } from "./journal.ts";

/** Counts of all responses since the start, in Prometheus' text format. A reset of the emulator leaves them. */
export class Metrics {
  inFlight = 0;
  readonly #requests = new Map<string, number>();
  readonly #faults = new Map<string, number>();
  #chunks = 0;
  #tokens = 0;
  #aborted = 0;
  #seconds = 0;
  #count = 0;

  add(entry: Omit<JournalEntry, "index">): void {
    const { operation = "none", status, faults, chunks, tokens, aborted, durationMs, flavour } = entry;
    count(this.#requests, `operation="${operation}",status="${status}",flavour="${flavour}"`);
    for (const kind of faults) count(this.#faults, `kind="${kind}"`);
    this.#chunks += chunks;
    this.#tokens += tokens;
    this.#aborted += aborted ? 1 : 0;
    this.#seconds += durationMs / 1000;
    this.#count += 1;
  }

  toString(): string {
    const name = "model_inference_emulator";
    const labelled = (counts: Map<string, number>): [string, number][] =>
      [...counts].sort().map(([labels, value]) => [`{${labels}}`, value]);
    const families: [name: string, type: string, help: string, samples: [suffix: string, value: number][]][] = [
      ["requests_total", "counter", "Requests answered.", labelled(this.#requests)],
      ["faults_total", "counter", "Faults done.", labelled(this.#faults)],
      ["chunks_total", "counter", "Chunks of streams sent.", [["", this.#chunks]]],
      ["tokens_total", "counter", "Tokens of prompts and answers.", [["", this.#tokens]]],
      ["aborted_total", "counter", "Requests whose callers went away.", [["", this.#aborted]]],
      ["in_flight", "gauge", "Requests being answered.", [["", this.inFlight]]],
      [
        "request_duration_seconds",
        "summary",
        "Time from a request to the end of its answer.",
        [
          ["_sum", this.#seconds],
          ["_count", this.#count],
        ],
      ],
    ];
    const lines = families.flatMap(([family, type, help, samples]) => [
      `# HELP ${name}_${family} ${help}`,
      `# TYPE ${name}_${family} ${type}`,
      ...samples.map(([suffix, value]) => `${name}_${family}${suffix} ${value}`),
    ]);
    return `${lines.join("\n")}\n`;
  }
}

function count(counts: Map<string, number>, labels: string): void {
  counts.set(labels, (counts.get(labels) ?? 0) + 1);
}
