import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { flavours, toFlavour } from "../../codegen/flavours.ts";
import * as steps from "../../codegen/normalise.ts";
import { emitOpenapi } from "../../codegen/openapi.ts";
import { operationRows } from "../../codegen/operations.ts";
import { types } from "../../codegen/types.ts";
import { scratch } from "../scratch.ts";

const {
  normalise,
  additionalProperties,
  discriminatorMappings,
  eventStreams,
  nulls,
  openEnums,
  reachable,
  safeIntegers,
  shareComponents,
} = steps;

/** Small contracts of one feature each: its TypeSpec, and the steps that it needs beside the common ones. */
const contracts: Record<string, [typespec: string, steps: Parameters<typeof normalise>[1]]> = {
  "open-enum": [
    'union Colour { string, red: "red", blue: "blue" } model Thing { colour: Colour; } @get op getThing(): Thing;',
    { openEnums },
  ],
  nullable: [
    "model Part { a: int32; } model Item { b: string; } model Thing { text: string | null; part?: Part | null; list?: Item[] | null; } @post op getThing(): Thing;",
    { nulls },
  ],
  "tagged-union": [
    '@discriminated(#{ envelope: "none", discriminatorPropertyName: "kind" }) union Shape { circle: Circle, square: Square } model Circle { kind: "circle"; r: float32; } model Square { kind: "square"; a: float32; } @post op getThing(@body body: { shapes: Shape[] }): Square;',
    { discriminatorMappings },
  ],
  "additional-members": [
    "model Open { a: string; ...Record<unknown>; } model Closed { a: string; open: Open; } @post op getThing(@body body: Closed): Open;",
    {},
  ],
  "safe-integer": [
    "model Thing { at: safeint; @minValue(0) count: int64; small: int32; } @get op getThing(): Thing;",
    { safeIntegers },
  ],
  "event-stream": [
    'model Chunk { text: string; } @TypeSpec.Events.events union Chunks { @TypeSpec.Events.contentType("application/json") Chunk, @TypeSpec.Events.contentType("text/plain") @TypeSpec.SSE.terminalEvent "[DONE]" } @post op getThing(): { @header contentType: "application/json"; @body body: Chunk } | TypeSpec.SSE.SSEStream<Chunks>;',
    { eventStreams },
  ],
};

async function documentOf(name: string, typespec: string, needed: Parameters<typeof normalise>[1]) {
  const entry = join(await scratch(), "main.tsp");
  const imports = ["http", "versioning", "sse", "events"].map((library) => `import "@typespec/${library}";`).join("\n");
  const head = `using TypeSpec.Http; using TypeSpec.Versioning; @service(#{ title: "${name}" }) @versioned(Versions) namespace T; enum Versions { v1: "1" }`;
  await writeFile(entry, `${imports}\n${head}\n${typespec}\n`);
  const { documents } = await emitOpenapi(entry);
  const [emitted] = documents;
  if (emitted === undefined) throw new Error("nothing was emitted");
  return normalise(emitted, { ...needed, additionalProperties, shareComponents, reachable });
}

describe("E11: small contracts, one feature each, come out as they are kept in golden/", () => {
  test.each(Object.entries(contracts))("%s", async (name, [typespec, needed]) => {
    const document = await documentOf(name, typespec, needed);
    const published = Object.fromEntries(
      flavours.map((flavour) => {
        const { paths, components } = toFlavour(document, flavour);
        return [flavour, { paths, schemas: components.schemas }];
      }),
    );
    const text = JSON.stringify({ ...published, rows: operationRows(toFlavour(document, "3.1")) }, null, 2);
    await expect(`${text}\n`).toMatchFileSnapshot(`golden/${name}.json`);
    await expect(await types(toFlavour(document, "3.1"))).toMatchFileSnapshot(`golden/${name}.ts`);
  });
});

test.each(["typescript-oldest/bin/tsc", "typescript/bin/tsc", "typescript-newest/bin/tsc"])(
  "E11: the types compile strictly with %s",
  async (tsc) => {
    const files = Object.keys(contracts).map((name) => `test/codegen/golden/${name}.ts`);
    const strict = [
      "--strict",
      "--exactOptionalPropertyTypes",
      "--noUncheckedIndexedAccess",
      "--noEmit",
      "--target",
      "es2022",
      "--typeRoots",
      "test/codegen/golden",
      "--ignoreConfig",
    ];
    const known = tsc.includes("newest") ? strict : strict.filter((option) => option !== "--ignoreConfig");
    await promisify(execFile)(process.execPath, [join("node_modules", tsc), ...known, ...files]).catch(
      ({ stdout }: { stdout: string }) => {
        throw new Error(stdout);
      },
    );
  },
);
