/** One scenario, one client: what happened. */
import { type ClientUnderTest, type Connection, ReadingError, type Remedy } from "./client.ts";
import type { Observed, Outcome, Scenario } from "./scenario.ts";
import { play } from "./server.ts";

const key = "compare-key-0123456789";
const ask = { prompt: "compare-prompt: why is the sky blue?", seed: 7 };

const hello = {
  object: "chat.completion",
  choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "Hello" } }],
};

export async function observe(
  client: ClientUnderTest,
  scenario: Scenario,
  patienceMs: number,
  remedy?: Remedy,
): Promise<Observed> {
  const elsewhere = await play([{ body: hello }]);
  const stage = await play(scenario.answers, elsewhere.url);
  const connection = client.connect({ endpoint: stage.url, key, model: "model" }, remedy);
  const start = performance.now();
  const outcome = await outcomeOf(client, connection, scenario.call, patienceMs);
  const ms = performance.now() - start;
  const [seen, away] = [[...stage.seen], [...elsewhere.seen]];
  stage.close();
  elsewhere.close();
  const got = {
    requests: away.length,
    key: away.some(({ headers }) => headers.includes(key)),
    prompt: away.some(({ body }) => body.includes(ask.prompt)),
  };
  return { outcome: withoutPorts(outcome, stage.url), ms, seen, elsewhere: got };
}

async function outcomeOf(
  client: ClientUnderTest,
  connection: Connection,
  call: Scenario["call"],
  patienceMs: number,
): Promise<Outcome> {
  let arrived = "";
  const attempt = async (): Promise<Outcome> => {
    if (call === "chat") return { kind: "answer", text: await connection.chat(ask), finish: undefined };
    const stream = connection.stream(ask);
    for (;;) {
      const { done, value } = await stream.next();
      if (done) return { kind: "answer", text: arrived, finish: value };
      arrived += value;
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: "waiting", arrived }), patienceMs);
  });
  const failed = (error: unknown): Outcome => {
    const inCallersCode = error instanceof ReadingError;
    const told = inCallersCode ? { name: "", message: error.message, rest: undefined } : client.tell(error);
    return { kind: "failure", told, inCallersCode, arrived };
  };
  try {
    return await Promise.race([attempt().catch(failed), patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ports change from run to run, and the page should not. */
function withoutPorts(outcome: Outcome, url: string): Outcome {
  if (outcome.kind !== "failure") return outcome;
  const message = outcome.told.message.replaceAll(url, "http://server");
  return { ...outcome, told: { ...outcome.told, message } };
}
