import { randomUUID } from "node:crypto";
import { access, readFile, rename, rm, writeFile } from "node:fs/promises";
import { idOf } from "../api/answer.ts";
import { isObject } from "../check.ts";
import type { EmulatedResponse } from "../http/call.ts";
import { BrokenOff, type Events } from "../http/events.ts";
import { checkModels } from "../models/model-file.ts";
import { type ModelProfile, sameName } from "../models/models.ts";
import type { ResolvedEmulatorOptions } from "../options.ts";
import type { Rule, RuleCondition, RuleRequest } from "./rule.ts";
import { checkRules } from "./rule-check.ts";
import { splits, withoutSecrets } from "./secrets.ts";

/** The responses to requests that are alike: what was said last goes on being said. */
interface Replies {
  last: Rule;
  /** The rules as text, each on a line. */
  lines: string[];
}

/** Responses of an upstream, kept as rules in a file that `readRules` and `readModels` read. */
export class Recording {
  readonly #file: string;
  readonly #secrets: readonly string[];
  readonly #recorded = new Map<string, Replies>();
  #models: readonly ModelProfile[];
  #before: readonly Rule[] = [];
  #isDirty = true;
  #writing: Promise<void> | undefined;
  #failure: unknown;

  private constructor(file: string, options: ResolvedEmulatorOptions) {
    const { models, model: usual, upstream, keys = [] } = options;
    const [first] = models;
    this.#file = file;
    this.#secrets = [upstream?.key ?? [], keys.map(({ key }) => key)].flat(2);
    const named = models.find(({ name }) => usual !== undefined && sameName(name, usual));
    const ahead = named ?? (usual !== undefined && first ? { ...first, name: usual } : undefined);
    // A replay has no default but the first.
    this.#models = ahead ? [ahead, ...models.filter((model) => model !== ahead)] : models;
  }

  /**
   * Goes on with the file where there is one: a repeated request replaces its earlier recording.
   *
   * @throws {Error} when it holds something else, or cannot be written.
   */
  static async open(file: string, options: ResolvedEmulatorOptions): Promise<Recording> {
    const recording = new Recording(file, options);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) await recording.#read();
    await recording.flush();
    return recording;
  }

  /** Takes note of a response; that of a stream when it has ended. */
  take(
    asked: RuleRequest,
    response: EmulatedResponse,
    profile: ModelProfile,
    sent: readonly string[],
  ): EmulatedResponse {
    const keep = (said: Partial<Rule>): void => this.#keep(asked, said, profile, sent);
    if ("events" in response) {
      const kept = (script: (object | string)[], whole: boolean): void =>
        keep({ script: script.map(asData), ...(!whole && { faults: [{ kind: "no-done" }] }) });
      return { ...response, events: listened(response.events, kept) };
    }
    const { status, headers, body } = response;
    if (status === 200 && typeof body === "object") keep({ body });
    else {
      const told = Object.entries(headers).filter(([name]) => ofFailures.test(name));
      keep({
        error: { status, code: headers["x-ms-error-code"] ?? String(status), body, headers: Object.fromEntries(told) },
      });
    }
    return response;
  }

  /** Resolves when all that was taken is in the file. @throws {Error} when it cannot be written. */
  async flush(): Promise<void> {
    this.#write();
    await this.#writing;
    if (this.#failure === undefined) return;
    const { message } = this.#failure as Error;
    throw new Error(`record: ${this.#file} cannot be written: ${message}`, { cause: this.#failure });
  }

  #keep(asked: RuleRequest, said: Partial<Rule>, profile: ModelProfile, sent: readonly string[]): void {
    const secrets = [...this.#secrets, ...sent];
    if (said.script !== undefined && splits(said.script, secrets)) return;
    const { operation, model, flavour, bodySha256 } = asked;
    // Only failures differ from flavour to flavour.
    const when: RuleCondition = { operation, model, ...(said.error && { flavour }), bodySha256 };
    const key = keyOf({ when, ...said });
    const { lines = [], last }: Partial<Replies> = this.#recorded.get(key) ?? {};
    // Each response is for its own request, the last for all further ones.
    if (last !== undefined) lines.push(JSON.stringify({ ...last, when: { ...last.when, nth: lines.length + 1 } }));
    const id = idOf(operation, key, lines.length);
    const rule = withoutSecrets({ id, when, ...said }, secrets);
    this.#recorded.set(key, { last: rule, lines });
    this.#before = this.#before.filter((before) => keyOf(before) !== key);
    if (!this.#models.some(({ name }) => sameName(name, model))) this.#models = [...this.#models, profile];
    this.#isDirty = true;
    this.#write();
  }

  async #read(): Promise<void> {
    try {
      const given: unknown = JSON.parse(await readFile(this.#file, "utf8"));
      if (!isObject(given)) throw new RangeError("it is no object of models and rules");
      this.#before = checkRules("rules", given["rules"]);
      const models = checkModels("models", given["models"]);
      const isNew = ({ name }: ModelProfile): boolean => !this.#models.some((model) => sameName(model.name, name));
      this.#models = [...this.#models, ...models.filter(isNew)];
    } catch (error) {
      throw new Error(`record: ${this.#file} is there and is no recording: ${(error as Error).message}`, {
        cause: error,
      });
    }
  }

  /** One write at a time, and one more for all that came meanwhile. */
  #write(): void {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#isDirty) {
      this.#isDirty = false;
      try {
        await replace(this.#file, this.#text());
        this.#failure = undefined;
      } catch (error) {
        this.#failure = error;
      }
    }
  }

  #text(): string {
    const recorded = [...this.#recorded.values()].flatMap(({ lines, last }) => [...lines, JSON.stringify(last)]);
    const rules = [...this.#before.map((rule) => JSON.stringify(rule)), ...recorded];
    return `{"models": [\n${this.#models.map((model) => JSON.stringify(model)).join(",\n")}\n], "rules": [\n${rules.join(",\n")}\n]}\n`;
  }
}

const ofFailures =
  /^(?:retry-after|[\w-]+-retry-after-ms|retry-after-ms|x-ratelimit-[\w-]+|ms-azureml-model-error-[\w-]+)$/;

/** What rules for the same request have in common; rules of other makes have a text of their own. */
const keyOf = ({ when: { nth: _, ...when } = {}, script, error }: Rule): string =>
  JSON.stringify([
    when.operation,
    when.model,
    when.flavour,
    when.bodySha256,
    script !== undefined,
    error !== undefined,
  ]);

/** Whoever reads the file finds all of it, old or new, and no one else reads it. */
async function replace(file: string, text: string): Promise<void> {
  const made = `${file}.${randomUUID()}.tmp`;
  try {
    await writeFile(made, text, { mode: 0o600, flag: "wx" });
    await rename(made, file);
  } catch (error) {
    await rm(made, { force: true });
    throw error;
  }
}

async function* listened(
  events: Events,
  ended: (script: (object | string)[], whole: boolean) => void,
): AsyncGenerator<object | string> {
  const script: (object | string)[] = [];
  try {
    for await (const event of events) {
      script.push(event);
      yield event;
    }
  } catch (error) {
    if (error instanceof BrokenOff && error.how === "end") ended(script, false);
    throw error;
  }
  ended(script, true);
}

/** An event as JSON where that gives the same bytes. */
function asData(event: object | string): object | string {
  if (typeof event !== "string") return event;
  try {
    const value: unknown = JSON.parse(event);
    return isObject(value) && JSON.stringify(value) === event ? value : event;
  } catch {
    return event;
  }
}
