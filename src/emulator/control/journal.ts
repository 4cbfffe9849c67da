import type { OperationId } from "../../../generated/operations.ts";
import type { Flavour } from "../endpoints/flavour.ts";
import type { FaultKind } from "../faults/fault.ts";

/**
 * What happened to unknown properties.
 *
 * @example
 * const entry = await emulator.journal.waitFor({ operation: "getChatCompletions" });
 * const { members, decision }: Partial<ExtrasDecision> = entry.extraParameters ?? {};
 */
export interface ExtrasDecision {
  policy: string;
  members: readonly string[];
  decision: "refused" | "dropped" | "passed";
}

/**
 * One request and its response, without their bodies, unless `bodies` is set.
 *
 * @example
 * const slow = emulator.journal.entries.filter(({ durationMs }: JournalEntry) => durationMs > 1_000);
 */
export interface JournalEntry {
  /** Number of the entry, from 1, in the order in which responses ended. */
  index: number;
  /** Time of the request, in Unix milliseconds. */
  at: number;
  method: string;
  path: string;
  /** Headers by lower-case name. Values that may contain a secret are `REDACTED`. */
  headers: Readonly<Record<string, string>>;
  flavour: Flavour;
  operation: OperationId | undefined;
  /** Model that handled the request. */
  model: string | undefined;
  /** Id of the rule that matched. */
  rule: string | undefined;
  /** Faults of the response. */
  faults: readonly FaultKind[];
  /** Status; 0 if the connection was closed before the headers. */
  status: number;
  /** Error code. */
  code: string | undefined;
  durationMs: number;
  streamed: boolean;
  /** Number of chunks. */
  chunks: number;
  /** Times at which the first 256 chunks were sent, in milliseconds after the request. */
  chunkTimesMs: readonly number[];
  tokens: number;
  extraParameters: ExtrasDecision | undefined;
  /** JSON pointers to unknown properties below the root of the body, which were ignored. */
  ignoredProperties: readonly string[];
  /** Whether the client disconnected before the end. */
  aborted: boolean;
  /** With `journal: { bodies: true }`. */
  request?: unknown;
  /** With `journal: { bodies: true }`; the chunks of a stream. */
  answer?: unknown;
}

/**
 * Options of the journal.
 *
 * @example
 * await startEmulator({ journal: { bodies: true, onEntry: ({ path, status }) => console.log(path, status) } });
 */
export interface JournalOptions {
  /** Maximum number of entries; the oldest are removed. Default: 1000. */
  limit?: number;
  /** Whether to keep the bodies of requests and responses. Default: false. */
  bodies?: boolean;
  /** Called with each entry when its response has ended. Its errors do not affect the request. */
  onEntry?: (entry: JournalEntry) => void;
}

/**
 * The requests so far, with their responses.
 *
 * @example
 * const entry = await emulator.journal.waitFor({ operation: "getEmbeddings" });
 * console.log(entry.status, emulator.journal.entries.length);
 */
export interface Journal {
  /** Entries, the oldest first. */
  readonly entries: readonly JournalEntry[];
  /** Removes all entries. */
  clear(): void;
  /**
   * Resolves with the first present or future entry whose properties equal the given ones, or for which a function returns true.
   *
   * @param options - `timeoutMs` is the maximum time to wait. Default: 5000.
   * @throws {Error} if there is none in time.
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
