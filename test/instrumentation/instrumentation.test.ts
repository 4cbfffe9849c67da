import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Places, type RawHeader, startPlaces } from "./server.ts";
import { tools } from "./tools.ts";

const programs = inject("programs");
const key = "a-key-of-this-test";
let places: Places;
beforeAll(async () => {
  places = await startPlaces();
});
afterAll(() => places.close());

interface Result {
  texts: string[];
  attempts: number;
  seen?: number;
}

let runs = 0;

/** Runs the program in a process of its own: what it printed, and what reached the server. */
async function runProgram(program: string, flags: readonly string[], transport = "node", sees = 0) {
  runs += 1;
  const path = `/run-${runs}`;
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, join(programs, program)], {
    cwd: programs,
    env: {
      ...{ PATH: process.env["PATH"], HOME: process.env["HOME"], NODE_NO_WARNINGS: "1" },
      ...{
        ENDPOINT: places.api + path,
        KEY: key,
        TRANSPORT: transport,
        SEES: String(sees),
        COLLECTOR: places.collector,
        PROXY: places.proxy,
      },
      ...quiet,
      // dd-trace reads it too, and would trace nothing.
      ...(!flags.some((flag) => flag.includes("dd-trace")) && {
        OTEL_TRACES_EXPORTER: "none",
        OTEL_METRICS_EXPORTER: "none",
        OTEL_LOGS_EXPORTER: "none",
      }),
    },
  });
  const result = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Result;
  return { result, received: places.received(path) };
}

/** Tools send nothing to anyone but the collector on loopback. */
const quiet = {
  APPLICATION_INSIGHTS_NO_STATSBEAT: "1",
  APPLICATIONINSIGHTS_STATSBEAT_DISABLED_ALL: "true",
  DD_INSTRUMENTATION_TELEMETRY_ENABLED: "false",
  DD_REMOTE_CONFIGURATION_ENABLED: "false",
  DD_TRACE_STARTUP_LOGS: "false",
  NEW_RELIC_NO_CONFIG_FILE: "true",
  NEW_RELIC_APP_NAME: "calls",
  NEW_RELIC_LOG_ENABLED: "false",
  NEW_RELIC_SERVERLESS_MODE_ENABLED: "true",
  NEW_RELIC_DISTRIBUTED_TRACING_ENABLED: "true",
  NEW_RELIC_ACCOUNT_ID: "1",
  NEW_RELIC_TRUSTED_ACCOUNT_KEY: "1",
  NEW_RELIC_PRIMARY_APPLICATION_ID: "1",
};

/** Headers as they came, save for those that differ from run to run and those of a tool. */
const comparable = (requests: readonly (readonly RawHeader[])[], adds = /^$/): RawHeader[][] =>
  requests.map((headers) =>
    headers
      .filter(([name]) => !adds.test(name.toLowerCase()))
      .map(([name, value]) => [name, name.toLowerCase() === "x-ms-client-request-id" ? "an id" : value]),
  );

describe.each([
  ["import", "program.mjs"],
  ["require", "program.cjs"],
])("with %s", (how, program) => {
  for (const { name, esmFlags, preload, transport, adds, sees } of tools) {
    // An agent is of no use to `fetch`.
    for (const asked of name === "proxy-agent" ? (["node"] as const) : (["node", "fetch"] as const)) {
      test(`audit C-1: ${name}, over ${asked === "node" ? "the default transport" : "fetch"}`, async () => {
        const plain = await runProgram(program, [], asked === "fetch" ? "fetch" : transport);
        const flags = [...(how === "import" ? esmFlags : []), `--${preload}=./tools/${name}.cjs`];
        const { result, received } = await runProgram(program, flags, asked, sees[asked]);
        expect(result).toMatchObject({ texts: ["Hello", "Hello", "Hello"], attempts: 2 });
        expect(result.seen).toBeGreaterThanOrEqual(sees[asked]);
        expect(received).toHaveLength(4);
        expect(comparable(received, adds)).toEqual(comparable(plain.received, adds));
        for (const headers of received) {
          const names = headers.map(([name]) => name.toLowerCase());
          const traced = names.filter((name) => name === "traceparent").length;
          if (name === "genai") expect(traced).toBe(1);
          else expect(traced).toBeLessThanOrEqual(1);
          expect(new Set(names).size).toBe(names.length);
          expect(headers).toContainEqual(["api-key", key]);
        }
      });
    }
  }
});
