import type { OperationId } from "../../../generated/operations.ts";
import type { Flavour } from "../endpoints/flavour.ts";
import type { FaultKind } from "../faults/fault.ts";

/** What became of the properties that the contract does not know. */
export interface ExtrasDecision {
  policy: string;
  members: readonly string[];
  decision: "refused" | "dropped" | "passed";
}

/** One request and its response. Nothing of prompts and responses is in it, save with `bodies`. */
export interface JournalEntry {
  /** From 1, in the order in which responses ended. */
  index: number;
  /** When it came, in Unix milliseconds. */
  at: number;
  method: string;
  path: string;
  /** By lower-case name; all but harmless values are `REDACTED`. */
  headers: Readonly<Record<string, string>>;
  flavour: Flavour;
  operation: OperationId | undefined;
  /** The profile that handled the request. */
  model: string | undefined;
  /** The id of the rule that matched. */
  rule: string | undefined;
  /** The faults that were done. */
  faults: readonly FaultKind[];
  /** 0 when the connection closed before any header. */
  status: number;
  /** The code of a failure. */
  code: string | undefined;
  durationMs: number;
  streamed: boolean;
  /** Chunks that were made. */
  chunks: number;
  /** When the first 256 chunks of a stream were sent, in ms after the request came. */
  chunkTimesMs: readonly number[];
  tokens: number;
  extraParameters: ExtrasDecision | undefined;
  /** JSON pointers to unknown properties below the root of the body, which were ignored. */
  ignoredProperties: readonly string[];
  /** Whether the caller went away before the end. */
  aborted: boolean;
  /** With `journal: { bodies: true }`. */
  request?: unknown;
  /** With `journal: { bodies: true }`; the chunks of a stream. */
  answer?: unknown;
}

/** Options of the journal. */
export interface JournalOptions {
  /** How many entries are kept; the oldest are forgotten. 0 keeps none. Default 1000. */
  limit?: number;
  /** Whether requests and returns are kept with their texts. Default false. */
  bodies?: boolean;
  /** Called with each entry when its response has ended. What it throws is thrown outside the request. Default: nothing. */
  onEntry?: (entry: JournalEntry) => void;
}

/** What was asked, and what became of it. */
export interface Journal {
  /** The oldest first. */
  readonly entries: readonly JournalEntry[];
  /** Removes all entries. */
  clear(): void;
  /**
   * The first entry, there or to come, that is as asked: whose properties are equal to those given, or that a function
   * accepts.
   *
   * @param options - `timeoutMs` is how long to wait. Default 5000.
   * @throws {Error} when none came in time.
   */
  waitFor(
    wanted: Partial<JournalEntry> | ((entry: JournalEntry) => boolean),
    options?: { timeoutMs?: number },
  ): Promise<JournalEntry>;
}

export class JournalBook implements Journal {
  readonly #limit: number;
  readonly #watchers = new Set<(entry: JournalEntry) => void>();
  #entries: JournalEntry[] = [];
  #count = 0;

  constructor({ limit, onEntry }: Pick<JournalOptions, "onEntry"> & { limit: number }) {
    this.#limit = limit;
    if (onEntry !== undefined) this.#watchers.add((entry) => queueMicrotask(() => onEntry(entry)));
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries.slice(-this.#limit);
  }

  /** The index of the newest entry, kept or not; 0 before the first. */
  get newest(): number {
    return this.#count;
  }

  add(entry: Omit<JournalEntry, "index">): void {
    this.#count += 1;
    const added = { index: this.#count, ...entry };
    if (this.#limit > 0) this.#entries.push(added);
    // Cut seldom, and then by half: a list of a set length would be moved at every request.
    if (this.#entries.length > 2 * this.#limit) this.#entries = this.#entries.slice(-this.#limit);
    for (const watch of this.#watchers) watch(added);
  }

  clear(): void {
    this.#entries = [];
  }

  waitFor(
    wanted: Partial<JournalEntry> | ((entry: JournalEntry) => boolean),
    { timeoutMs = 5_000 }: { timeoutMs?: number } = {},
  ): Promise<JournalEntry> {
    const fits = typeof wanted === "function" ? wanted : (entry: JournalEntry) => hasAll(entry, wanted);
    const there = this.entries.find(fits);
    if (there !== undefined) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(watch);
      };
      const watch = (entry: JournalEntry): void => {
        if (!fits(entry)) return;
        stop();
        resolve(entry);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`the journal has no such entry after ${timeoutMs} ms; it has ${this.#entries.length} others`));
      }, timeoutMs);
      this.#watchers.add(watch);
    });
  }
}

const hasAll = (entry: JournalEntry, wanted: Partial<JournalEntry>): boolean =>
  Object.entries(wanted).every(
    ([name, value]) => JSON.stringify(entry[name as keyof JournalEntry]) === JSON.stringify(value),
  );

const harmless = new Set(
  ["accept", "accept-encoding", "azureml-model-deployment", "connection", "content-length", "content-type"].concat(
    ["extra-parameters", "host", "transfer-encoding", "user-agent", "x-emulator-fault", "x-emulator-latency"],
    ["x-ms-client-request-id", "x-ms-model-mesh-model-name", "x-ms-retry-count", "x-ms-useragent"],
  ),
);

/** Headers as the journal keeps them. */
export function redacted(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const name in headers) kept[name] = harmless.has(name) ? (headers[name] ?? "") : "REDACTED";
  return kept;
}
