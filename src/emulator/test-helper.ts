import { type Emulator, startEmulator } from "./emulator.ts";
import type { EmulatorOptions } from "./options.ts";

type Hook = (work: () => void | Promise<void>) => unknown;

/**
 * The hooks of a test runner: those of Vitest and Jest, or of `node:test`.
 *
 * @example
 * import * as hooks from "node:test";
 *
 * const emulator = useEmulator(hooks satisfies TestHooks);
 */
export type TestHooks = { afterEach: Hook } & ({ beforeAll: Hook; afterAll: Hook } | { before: Hook; after: Hook });

/**
 * Starts one emulator for the tests of a file, resets it after each test, and stops it at the end. Its journal keeps bodies, unless
 * `journal.bodies` is false.
 *
 * @param hooks - hooks of the test runner, such as `import * as hooks from "node:test"`.
 * @returns the emulator; its properties throw before the tests run.
 * @throws {RangeError} from the first hook, for an invalid option.
 */
export function useEmulator(hooks: TestHooks, options: EmulatorOptions = {}): Emulator {
  let emulator: Emulator | undefined;
  const [before, after] = "beforeAll" in hooks ? [hooks.beforeAll, hooks.afterAll] : [hooks.before, hooks.after];
  before(async () => {
    emulator = await startEmulator({ ...options, journal: { bodies: true, ...options.journal } });
  });
  hooks.afterEach(() => running().reset());
  after(async () => {
    await emulator?.stop();
  });
  function running(): Emulator {
    if (emulator === undefined) throw new Error("the emulator is started before the tests, and not earlier");
    return emulator;
  }
  return {
    get url() {
      return running().url;
    },
    get port() {
      return running().port;
    },
    get certificate() {
      return running().certificate;
    },
    get rules() {
      return running().rules;
    },
    get faults() {
      return running().faults;
    },
    get journal() {
      return running().journal;
    },
    urlOf: (flavour: Parameters<Emulator["urlOf"]>[0], model?: string) =>
      running().urlOf(flavour as "serverless", model),
    setLatency: (latency) => running().setLatency(latency),
    metrics: () => running().metrics(),
    reset: () => running().reset(),
    stop: () => running().stop(),
    [Symbol.asyncDispose]: () => running().stop(),
  };
}
