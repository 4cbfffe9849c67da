import fc from "fast-check";
import * as hooks from "vitest";
import { expect, test } from "vitest";
import { type OperationId, operations } from "../../generated/operations.ts";
import { operationValidators, validateErrorBody } from "../../generated/validators.ts";
import { flavourNames, useEmulator } from "../../src/emulator/index.ts";
import { issuesOf } from "../../src/validation/index.ts";
import { anyBody, bases, versionOf } from "../emulator/api/any-body.ts";
import { eventsOf } from "../emulator/call.ts";

const emulator = useEmulator(hooks, { keys: ["good"] });
const requests = 10_000;
/** `FUZZ_SEED` repeats a run. */
const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);

/** Mostly the first, at times one of the others. */
const mostly = <Value>(usual: Value, ...others: Value[]) =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const anyCall = fc
  .tuple(fc.constantFrom(...flavourNames), fc.constantFrom(...(Object.keys(operations) as OperationId[])))
  .chain(([flavour, operation]) => {
    const { method, path } = operations[operation];
    const sound = anyBody(operation).map((body) => JSON.stringify(body));
    const broken = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.tuple(sound, fc.nat(99)).map(([text, at]) => text.slice(0, at)),
    );
    return fc.record({
      operation: fc.constant(operation),
      flavour: fc.constant(flavour),
      method: mostly<string>(method, "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"),
      path: mostly(
        bases[flavour] + path,
        bases[flavour],
        `${bases[flavour]}${path}/`,
        `${bases[flavour]}//%00%ff`,
        "/nowhere",
      ),
      version: mostly(versionOf(flavour), "2024-04-01-preview", "2024-05-01-preview", "", "1999-01-01", "\u0000"),
      headers: fc.record({
        authorization: mostly("Bearer good", "Bearer bad", "Bearer ", "Basic x", ""),
        "content-type": mostly("application/json", "text/plain", "application/json; charset=utf-16", "no type"),
        "extra-parameters": fc.constantFrom("pass-through", "drop", "error", "ignore"),
        "x-ms-model-mesh-model-name": mostly("emulated-all", "emulated-embed", "no-such", "%"),
      }),
      body: fc.oneof({ weight: 9, arbitrary: sound }, { weight: 1, arbitrary: broken }),
    });
  });
type Call = typeof anyCall extends fc.Arbitrary<infer Value> ? Value : never;

async function send({ method, path, version, headers, body }: Call): Promise<Response> {
  const query = new URLSearchParams({ "api-version": version });
  const bare = method === "GET" || method === "HEAD";
  // Who accepts anything gets the page of the emulator at `/`.
  const all = { accept: "application/json", ...headers };
  return fetch(`${emulator.url}${path}?${query}`, { method, headers: all, ...(!bare && { body }) });
}

/** What is off the contract in an answer. */
async function breaches({ operation, flavour, method }: Call, response: Response): Promise<unknown> {
  const { status } = response;
  const text = await response.text();
  if (text === "") return method === "HEAD" || (flavour === "serverless" && [401, 405].includes(status)) ? [] : "empty";
  const { response: whole, stream } = operationValidators[operation] as {
    response: Validator;
    stream?: Validator;
  };
  if (status !== 200) return issuesOf(validateErrorBody, JSON.parse(text));
  if (response.headers.get("content-type")?.startsWith("text/event-stream") !== true)
    return issuesOf(whole, JSON.parse(text));
  const events = eventsOf(text);
  if (stream === undefined || events.pop() !== "[DONE]") return "a stream without end";
  return events.flatMap((event) => issuesOf(stream, event));
}
type Validator = Parameters<typeof issuesOf>[0];

test(`D08: ${requests} requests of chance are answered by the contract, and none with a 5xx`, async () => {
  console.log(`FUZZ_SEED=${seed}`);
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(anyCall, async (call) => {
      const response = await send(call);
      expect(response.status).toBeLessThan(500);
      expect(await breaches(call, response)).toEqual([]);
      const kind = `${response.status} ${response.headers.get("content-type") ?? "empty"}`;
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }),
    { numRuns: requests, seed },
  );
  console.log(Object.fromEntries([...seen].sort()));
  expect([...seen.values()].reduce((sum, count) => sum + count)).toBe(requests);
  for (const status of [
    "200 application/json",
    "200 text/event-stream",
    "400 ",
    "401 ",
    "404 ",
    "405 ",
    "415 ",
    "422 ",
    "424 ",
  ])
    expect(
      [...seen.keys()].some((kind) => kind.startsWith(status)),
      status,
    ).toBe(true);
});
