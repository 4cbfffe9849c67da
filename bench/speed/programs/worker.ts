/** A contestant at work, a program of its own: `worker <contestant, or none> <url of the server>`. */
import type { ContestantId } from "../contestants.ts";
import type { Connect, Subject } from "../subject.ts";
import { load } from "./load.ts";
import type { Question, Reply } from "./task.ts";
import { prepare } from "./tasks.ts";
import type { Work } from "./work.ts";

const [name = "", url = ""] = process.argv.slice(2);
let connect: Connect | undefined;
let doing: { task: string; work: Work } | undefined;

async function subjectOf(scenario: string): Promise<Subject> {
  connect ??= (await load[name as ContestantId]()).connect;
  return connect(`${url}/${scenario}`);
}

async function answer({ task, units }: Question): Promise<Reply> {
  const id = JSON.stringify(task);
  if (doing?.task !== id) doing = { task: id, work: await prepare(task, subjectOf) };
  const cpu = process.cpuUsage();
  const wall = performance.now();
  const { wallMs, ...done } = await doing.work(units);
  const wallUs = (wallMs ?? performance.now() - wall) * 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { visit: { ...done, cpuUs: user + system, wallUs } };
}

process.on("message", (question) => {
  answer(question as Question).then(
    (reply) => process.send?.(reply),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error) }),
  );
});
process.once("disconnect", () => process.exit());
