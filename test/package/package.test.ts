import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeContract } from "../../build/contract.ts";
import { inlined } from "../../build/inlined.ts";
import { codeBlocks } from "../../docs/site/code-blocks.ts";
import { apiVersions } from "../../generated/operations.ts";
import { type Emulator, startEmulator } from "../../src/emulator/index.ts";

const run = promisify(execFile);
const [npm, npx] = process.platform === "win32" ? ["npm.cmd", "npx.cmd"] : ["npm", "npx"];

let folder: string;
let files: string[];
let emulator: Emulator;

/** The package as a stranger gets it: packed, and installed into an empty folder. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "stranger-"));
  const { stdout } = await run(npm, ["pack", "--json", "--ignore-scripts", "--pack-destination", folder]);
  const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
  files = packed.files.map(({ path }) => path);
  await writeFile(join(folder, "package.json"), '{ "type": "module", "private": true }');
  await makeContract(".", join(folder, "contract"));
  const packages = [`./${packed.filename}`, "./contract"];
  await run(npm, ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages], { cwd: folder });
  emulator = await startEmulator();
}, 120_000);

afterAll(async () => {
  await emulator.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What some blocks of the docs use this package with. */
const sdks = ["openai", "ai", "@ai-sdk/openai-compatible", "zod"];
const peers = ["@opentelemetry/api"];

const folderOf = (code: string): string => (sdks.some((sdk) => code.includes(`from "${sdk}"`)) ? "sdks" : "docs");

const node = (...args: string[]) =>
  run(process.execPath, args, {
    cwd: folder,
    env: {
      ...process.env,
      AZURE_INFERENCE_ENDPOINT: emulator.url,
      AZURE_INFERENCE_CREDENTIAL: "k",
      AZURE_INFERENCE_MODEL: "emulated-all",
      AZURE_OPENAI_V1_ENDPOINT: emulator.urlOf("openai-v1"),
      NODE_NO_WARNINGS: "1",
    },
  });

async function compile(name: string, place = "", ...options: string[]): Promise<void> {
  const config = ["-p", join(folder, place), ...options];
  const tsc = run(process.execPath, [resolve(`node_modules/${name}/bin/tsc`), ...config]);
  await tsc.catch(({ stdout }: { stdout: string }) => {
    throw new Error(stdout);
  });
}

test("the package holds what it says and nothing else", () => {
  const allowed =
    /^(?:dist\/(?:src|generated)\/.+\.(?:c?js|d\.c?ts)|dist\/licences\.txt|dist\/openapi\/(?:[^/]+\/(?:openapi-3\.1|json-schema)\.json|(?:openapi|json-schema)\.d\.ts)|dist\/src\/emulator\/(?:page|reference)\/[a-z]+\.(?:js|css)\.br|src\/emulator\/(?:page|reference)\/[a-z]+\.(?:html|css|svg)|spec\/(?:models\/)?[\w-]+\.tsp|(?:README|CHANGELOG)\.md|LICENSE|package\.json)$/;
  expect(files.filter((path) => !allowed.test(path))).toEqual([]);
  // An OpenAPI document and a JSON Schema of each version.
  expect(files.filter((path) => path.startsWith("dist/openapi/") && path.endsWith(".json"))).toHaveLength(
    2 * apiVersions.length,
  );
});

test("C25, C27: it installs one package, and runs nothing at install", async () => {
  const manifest = JSON.parse(await readFile("package.json", "utf8")) as Record<string, Record<string, string>>;
  expect(Object.keys(manifest["dependencies"] ?? {})).toEqual(["openapi-fetch"]);
  expect(
    Object.keys(manifest["scripts"] ?? {}).filter((name) => /^(?:pre|post)?install$|^prepare$/.test(name)),
  ).toEqual([]);
});

test("importing the client loads eight files, all of this package, and the licences of what is in them are there", async () => {
  const { stdout } = await node(
    "--input-type=module",
    "--eval",
    `import { Session } from "node:inspector";
    const loaded = new Set();
    const session = new Session();
    session.connect();
    session.on("Debugger.scriptParsed", ({ params: { url } }) => url.includes("node_modules") && loaded.add(url));
    session.post("Debugger.enable");
    await import("model-inference");
    console.log(JSON.stringify([...loaded]));`,
  );
  const loaded = JSON.parse(stdout) as string[];
  expect(loaded).toHaveLength(8);
  expect(loaded.filter((url) => !url.includes("/node_modules/model-inference/dist/"))).toEqual([]);
  const licences = await readFile(join(folder, "node_modules/model-inference/dist/licences.txt"), "utf8");
  for (const name of [...inlined, "openapi-fetch"]) expect(licences).toContain(`${name}\n`);
});

test("audit D: an emulator that npx started ends when npx is killed", async () => {
  const child = spawn(npx, ["model-inference", "emulate", "--port", "0"], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const { url } = JSON.parse(line.toString()) as { url: string };
  expect((await fetch(`${url}/info?api-version=2024-05-01-preview`, { headers: { "api-key": "k" } })).status).toBe(200);
  child.kill("SIGTERM");
  await expect
    .poll(() => fetch(url).then(String, (error: Error) => error.message), { timeout: 10_000 })
    .toBe("fetch failed");
}, 30_000);

test("the contract's package has every document, in each version and form, and the vectors as their manifest says", async () => {
  const code = `
    import { createHash } from "node:crypto";
    import { readFile } from "node:fs/promises";
    const contract = "model-inference-contract";
    const read = (path) => readFile(new URL(import.meta.resolve(contract + "/" + path)));
    for (const version of ${JSON.stringify(apiVersions)}) {
      for (const form of ["3.0", "3.1", "3.2"]) {
        const path = "openapi/" + version + "/openapi-" + form;
        const { default: document } = await import(contract + "/" + path + ".json", { with: { type: "json" } });
        const yaml = await read(path + ".yaml");
        console.log(document.openapi.startsWith(form), document.info.version === version, yaml.includes("openapi: " + form));
      }
      const { default: schema } = await import(contract + "/openapi/" + version + "/json-schema.json", { with: { type: "json" } });
      console.log("ChatCompletions" in schema.$defs);
    }
    const { default: manifest } = await import(contract + "/vectors/manifest.json", { with: { type: "json" } });
    for (const [name, { vectors, sha256 }] of Object.entries(manifest.files)) {
      const { default: file } = await import(contract + "/vectors/" + name, { with: { type: "json" } });
      const sum = createHash("sha256").update(await read("vectors/" + name)).digest("hex");
      console.log(file.version === manifest.version, file.vectors.length === vectors, sum === sha256);
    }
    for (const name of ["README.md", "check.py", "http_reader.py", "reader.py", "schema.json"])
      console.log((await read("vectors/" + name)).length > 0);`;
  const { stdout } = await node("--input-type=module", "--eval", code);
  const words = stdout.trim().split(/\s/);
  expect(new Set(words)).toEqual(new Set(["true"]));
  expect(words).toHaveLength(apiVersions.length * (3 * 3 + 1) + 7 * 3 + 5);
});

test("the README of the contract's package shows a program that runs", async () => {
  const [, code = ""] = /^```js\n(.*?)^```$/ms.exec(await readFile("build/contract/README.md", "utf8")) ?? [];
  const { stdout } = await node("--input-type=module", "--eval", code);
  expect(stdout).toMatch(/^Azure AI Model Inference \d+\n\d{5,}\n$/);
});

test("C17: every entry point loads where code from text is forbidden, and a call is validated there", async () => {
  const code = `
    import { createClient } from "model-inference";
    import { validation } from "model-inference/validation";
    import { startEmulator } from "model-inference/emulator";
    import ModelClient from "model-inference/azure-rest";
    const emulator = await startEmulator();
    const checks = validation({ request: "error", response: "error", stream: "error" });
    const client = createClient({ endpoint: emulator.url, credential: { key: "k" }, validation: checks });
    const messages = [{ role: "user", content: "Hello" }];
    const answer = await client.getChatCompletions({ messages });
    const streamed = await client.streamChatCompletions({ messages }).collect();
    const { body } = await ModelClient(emulator.url, { key: "k" }).path("/chat/completions").post({ body: { messages } });
    const texts = [answer, streamed, body].map(({ choices }) => choices[0].message.content);
    console.log(new Set(texts).size);
    await emulator.stop();`;
  const { stdout } = await node("--disallow-code-generation-from-strings", "--input-type=module", "--eval", code);
  expect(stdout).toBe("1\n");
});

test("the emulator's page is there, with all that it links to", async () => {
  const code = `
    import { startEmulator } from "model-inference/emulator";
    const emulator = await startEmulator();
    const seen = new Set();
    const follow = async (path) => {
      if (seen.has(path)) return;
      seen.add(path);
      const response = await fetch(new URL(path, emulator.url));
      const text = await response.text();
      if (!response.ok) throw new Error(path + " " + response.status);
      const pattern = path.endsWith(".js") ? /from "(\\.[^"]+)"/g : /(?:href|src)="([^"#]+)"/g;
      const links = /json$/.test(path) ? [] : [...text.matchAll(pattern)].map(([, link]) => link);
      for (const link of links) await follow(new URL(link, response.url).pathname);
    };
    await follow("/");
    for (const version of ${JSON.stringify(apiVersions)})
      await follow("/_emulator/openapi/" + version + "/openapi-3.1.json");
    console.log(JSON.stringify([...seen]));
    await emulator.stop();`;
  const seen = JSON.parse((await node("--input-type=module", "--eval", code)).stdout) as string[];
  expect(seen.filter((path) => /\/page\/.+\.js$/.test(path))).toHaveLength(1);
  expect(seen.filter((path) => /\/reference\/.+\.js$/.test(path))).toHaveLength(1);
  // The script of the reference loads them.
  expect(seen.filter((path) => /\/openapi\/.+\.json$/.test(path))).toHaveLength(apiVersions.length);
});

test("the command runs from where it is installed, as npx finds it", async () => {
  const command = (...args: string[]) =>
    run(npx, ["--no-install", "model-inference", ...args], {
      cwd: folder,
      env: { ...process.env, AZURE_INFERENCE_ENDPOINT: emulator.url, AZURE_INFERENCE_CREDENTIAL: "k" },
    });
  const help = await command("--help");
  for (const name of ["chat", "complete", "embed", "info", "doctor", "validate", "emulate"])
    expect(help.stdout).toMatch(new RegExp(`^ {2}${name} `, "m"));
  expect((await command("chat", "Hello")).stdout).toMatch(/^You said "Hello"/);
  expect((await command("doctor", emulator.url)).stdout).toMatch(/^ok +routes/m);
  expect((await command("embed", "Hello", "--validate", "--format", "base64")).stdout).toMatch(/^[A-Za-z0-9+/=]+\n$/);
  await writeFile(join(folder, "request.json"), '{"messages":[{"role":"user","content":"Hello"}]}');
  expect((await command("validate", "request.json")).stdout).toMatch(/which fits the contract\n$/);
});

test("a CommonJS program can require it", async () => {
  const { stdout } = await node(
    "--input-type=commonjs",
    "--eval",
    `console.log(typeof require("model-inference").createClient);
     console.log(typeof require("model-inference/azure-rest").default);`,
  );
  expect(stdout).toBe("function\nfunction\n");
});

test("E12: tests of the docs for Vitest pass", async () => {
  const blocks = await codeBlocks("ts vitest");
  expect(blocks.length).toBeGreaterThan(0);
  await mkdir(join(folder, "vitest"), { recursive: true });
  for (const { name, code } of blocks) await writeFile(join(folder, "vitest", `${name}.test.ts`), code);
  await symlink(resolve("node_modules/vitest"), join(folder, "node_modules/vitest"));
  const { stdout } = await node(resolve("node_modules/vitest/vitest.mjs"), "run", "--dir", "vitest");
  expect(stdout).toMatch(new RegExp(`Tests .*${blocks.length} passed`));
}, 60_000);

describe("E12: every code block of the docs compiles strictly against the package, and runs", async () => {
  const blocks = await codeBlocks();

  beforeAll(async () => {
    for (const place of ["docs", "sdks", "node_modules/@ai-sdk", "node_modules/@opentelemetry"])
      await mkdir(join(folder, place), { recursive: true });
    for (const { name, code } of blocks) await writeFile(join(folder, folderOf(code), `${name}.ts`), code);
    for (const name of [...sdks, ...peers])
      await symlink(resolve("node_modules", name), join(folder, "node_modules", name));
    const compilerOptions = {
      target: "ES2022",
      lib: ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
      module: "NodeNext",
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noPropertyAccessFromIndexSignature: true,
      verbatimModuleSyntax: true,
      skipLibCheck: false,
      typeRoots: [resolve("node_modules/@types")],
      types: ["node"],
    };
    const write = (name: string, config: object) => writeFile(join(folder, name), JSON.stringify(config));
    await write("tsconfig.json", { compilerOptions, include: ["docs"] });
    // What others declare is theirs to check.
    await write("sdks/tsconfig.json", { compilerOptions: { ...compilerOptions, skipLibCheck: true } });
    await compile("typescript");
    await compile("typescript", "sdks");
  }, 60_000);

  /** The oldest and the newest TypeScript that the types are made for, and the one that makes them. */
  test.each([
    ["typescript-oldest", ["--resolveJsonModule"]],
    ["typescript-newest", []],
  ])("with %s too", (name, options) => compile(name, "", ...options), 60_000);

  test.each(blocks)("$name", async ({ name, code }) => {
    // Blocks that tell of a failure tell it there.
    expect((await node(join(folderOf(code), `${name}.js`))).stderr).toBe("");
  });
});
