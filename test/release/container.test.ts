import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createClient } from "../../src/client/index.ts";

const run = promisify(execFile);

/** One instruction of a Dockerfile, its continued lines put together. */
interface Instruction {
  name: string;
  rest: string;
}

async function instructions(): Promise<Instruction[]> {
  const text = (await readFile("release/container/Dockerfile", "utf8")).replace(/^#.*\n/gm, "").replace(/\\\n\s*/g, "");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [, name = "", rest = ""] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
      return { name, rest };
    });
}

/** The stages, each with the instructions after its `FROM`. */
async function stages(): Promise<Instruction[][]> {
  const found: Instruction[][] = [];
  for (const instruction of await instructions())
    if (instruction.name === "FROM") found.push([instruction]);
    else found.at(-1)?.push(instruction);
  return found;
}

const restOf = (stage: readonly Instruction[] = [], name: string): string =>
  stage.find((instruction) => instruction.name === name)?.rest ?? "";
const argsOf = (text: string): string[] => JSON.parse(text.replace(/^.*?(?=\[)/, "")) as string[];

// No engine runs where the tests do: the file is read, and its own commands are run without one.
describe.skipIf(process.platform === "win32")("D27: the container", () => {
  let folder: string;
  let entry: string[];
  let health: string[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "container-"));
    const [install, final] = await stages();
    const [built, app] = [join(folder, "install"), join(folder, "app")];
    await run("mkdir", [built, app]);
    await run("npm", ["pack", "--ignore-scripts", "--pack-destination", built]);
    for (const name of ["package.json", "package-lock.json"])
      await cp(join("release/container", name), join(built, name));
    await run("sh", ["-ec", restOf(install, "RUN")], {
      cwd: built,
      env: { ...process.env, npm_config_prefer_offline: "true" },
    });
    await cp(join(built, "node_modules"), join(app, "node_modules"), { recursive: true });
    await chmod(folder, 0o755);
    entry = argsOf(restOf(final, "ENTRYPOINT"));
    health = argsOf(restOf(final, "HEALTHCHECK"));
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Only root can be another; anyone else is no root already. */
  const user = process.getuid?.() === 0 ? { uid: 1000, gid: 1000 } : {};
  const settings = () => ({
    cwd: join(folder, "app"),
    env: { PATH: process.env["PATH"] ?? "", NODE_ENV: "production" },
    ...user,
  });

  async function start(...flags: string[]) {
    const [command = "", ...args] = entry;
    const child = spawn(command, [...args, ...flags], { ...settings(), stdio: ["ignore", "pipe", "pipe"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    return { child, port: new URL((JSON.parse(String(line)) as { url: string }).url).port };
  }

  /** The health check's own command; only its port is another. */
  const check = (port: string) =>
    run(
      health[0] ?? "",
      health.slice(1).map((arg) => arg.replace("8080", port)),
      settings(),
    );

  test("locks the dependencies that the package has", async () => {
    const dependenciesOf = async (path: string): Promise<unknown> =>
      (JSON.parse(await readFile(path, "utf8")) as { dependencies: unknown }).dependencies;
    expect(await dependenciesOf("release/container/package.json")).toEqual(await dependenciesOf("package.json"));
  });

  test("is made of two stages, and keeps of the first only what is installed", async () => {
    const [install, final, ...more] = await stages();
    expect(more).toEqual([]);
    expect(restOf(install, "FROM")).toBe(restOf(final, "FROM").concat(" AS install"));
    expect(restOf(install, "COPY")).toBe("package.json package-lock.json model-inference-*.tgz ./");
    expect(final?.filter(({ name }) => name === "COPY").map(({ rest }) => rest)).toEqual([
      "--from=install /app/node_modules ./node_modules",
    ]);
    expect((await instructions()).map(({ name }) => name)).not.toContain("ADD");
    for (const name of ["RUN", "CMD"]) expect(restOf(final, name)).toBe("");
  });

  test("does not run as root, needs no shell, and checks the port that it serves", async () => {
    const [, final] = await stages();
    expect(restOf(final, "USER")).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(entry.slice(-4)).toEqual(["--host", "0.0.0.0", "--port", restOf(final, "EXPOSE")]);
    expect(health.join(" ")).toContain(`127.0.0.1:${restOf(final, "EXPOSE")}/health`);
    expect(restOf(final, "STOPSIGNAL")).toBe("SIGTERM");
  });

  test("its commands install, start as that user, respond, are healthy, and end at SIGTERM with exit code 0", async () => {
    const { child, port } = await start("--port", "0", "--model", "emulated-tools");
    await check(port);
    const client = createClient({ endpoint: `http://127.0.0.1:${port}`, credential: { key: "k" } });
    const { model } = await client.getChatCompletions({ messages: [{ role: "user", content: "Hi" }] });
    expect(model).toBe("emulated-tools");
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
    await expect(check(port)).rejects.toMatchObject({ code: 1 });
  });

  test("SIGTERM within a stream ends it too", async () => {
    const { child, port } = await start("--port", "0", "--latency", "perTokenMs=10000");
    const client = createClient({ endpoint: `http://127.0.0.1:${port}`, credential: { key: "k" } });
    const stream = client.streamChatCompletions({ messages: [{ role: "user", content: "Hi" }] });
    await stream[Symbol.asyncIterator]().next();
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});
