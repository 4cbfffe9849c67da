import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { environment, runScript, scriptEnvironment } from "./python.ts";
import type { Tool } from "./toolchain.ts";

/** What llama-cpp-python is built with: it comes as source. */
export const compilers: Tool = { name: "a C++ compiler", command: ["c++", "--version"] };

/** Without what is not needed here, and without optimisation, which takes most of the time: the model is tiny. */
const building = {
  CMAKE_ARGS: "-DGGML_NATIVE=OFF -DGGML_OPENMP=OFF -DLLAVA_BUILD=OFF -DLLAMA_OPENSSL=OFF",
  CMAKE_BUILD_PARALLEL_LEVEL: "2",
  SKBUILD_CMAKE_BUILD_TYPE: "None",
};

export const llamaEnvironment = (): Promise<string> => environment("llama", building);

export interface LlamaServer {
  /** Its base URL, with `/v1`. */
  url: string;
  stop(): Promise<void>;
}

/** Starts llama-cpp-python's server on a free port of loopback, with a model of random weights made for it. */
export async function startLlama(interpreter: string, key: string): Promise<LlamaServer> {
  const folder = await mkdtemp(join(tmpdir(), "llama-"));
  const model = join(folder, "tiny.gguf");
  await runScript(interpreter, "tiny_gguf.py", [model]);
  const options = { model, model_alias: "tiny", host: "127.0.0.1", port: "0", n_ctx: "512", n_threads: "1" };
  const named = Object.entries({ ...options, embedding: "True", api_key: key });
  const args = named.flatMap(([name, value]) => [`--${name}`, value]);
  const server = spawn(interpreter, ["-m", "llama_cpp.server", ...args], {
    env: scriptEnvironment(),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(server, "exit");
  const stop = async (): Promise<void> => {
    server.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const said: string[] = [];
  const lines = createInterface({ input: server.stderr });
  const limit = setTimeout(() => server.kill(), 60_000);
  for await (const line of lines) {
    said.push(line);
    const url = /Uvicorn running on (http:\S+)/.exec(line)?.[1];
    if (url === undefined) continue;
    clearTimeout(limit);
    // What it goes on to say is let run off, or it would stand still.
    server.stderr.resume();
    return { url: `${url}/v1`, stop };
  }
  await stop();
  throw new Error(`The server ended before it listened:\n${said.slice(-20).join("\n")}`);
}
