import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import type { Document } from "../../codegen/document.ts";
import { emitOpenapi } from "../../codegen/openapi/compile.ts";
import { flavours, toFlavour } from "../../codegen/openapi/flavours.ts";
import {
  additionalProperties,
  discriminatorMappings,
  eventStreams,
  normalise,
  nulls,
  openEnums,
  reachable,
  safeIntegers,
  shareComponents,
} from "../../codegen/openapi/normalise.ts";
import { operationRows } from "../../codegen/typescript/operations.ts";
import { types } from "../../codegen/typescript/types.ts";
import { scratch } from "../support/scratch.ts";

/** The contracts in golden/, and the steps that each needs beside the common ones. */
const contracts: Record<string, Parameters<typeof normalise>[1]> = {
  "additional-members": {},
  "event-stream": { eventStreams },
  nullable: { nulls },
  "open-enum": { openEnums, nulls },
  "optional-default": {},
  "safe-integer": { safeIntegers },
  "tagged-union": { discriminatorMappings },
  versions: {},
};

describe("E11: small contracts, one feature each, come out as they are kept in golden/", () => {
  test.each(Object.entries(contracts))("%s", async (name, needed) => {
    const emission = await emitOpenapi(`test/codegen/golden/${name}.tsp`);
    const documents = emission.documents.map((document) =>
      normalise(document, { ...needed, additionalProperties, shareComponents, reachable }),
    );
    const published = documents.map((document) => {
      const written = flavours.map((flavour) => {
        const { paths, components } = toFlavour(document, flavour);
        return [flavour, { paths, schemas: components.schemas }];
      });
      return { ...Object.fromEntries(written), rows: operationRows(toFlavour(document, "3.1")) };
    });
    const text = JSON.stringify(published.length === 1 ? published[0] : published, null, 2);
    await expect(`${text}\n`).toMatchFileSnapshot(`golden/${name}.json`);
    await expect(await types(toFlavour(documents.at(-1) as Document, "3.1"))).toMatchFileSnapshot(`golden/${name}.ts`);
  });
});

/** Compiles files strictly with one of the installed compilers; rejects with what it says. */
async function compile(compiler: string, files: readonly string[]): Promise<void> {
  const strict = ["--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess", "--noEmit"];
  const here = ["--target", "es2022", "--typeRoots", "test/codegen/golden"];
  // The newest compiler refuses files beside a tsconfig.json unless told to ignore it; the others do not know the word.
  const alone = compiler === "typescript-newest" ? ["--ignoreConfig"] : [];
  const tsc = join("node_modules", compiler, "bin", "tsc");
  await promisify(execFile)(process.execPath, [tsc, ...strict, ...here, ...alone, ...files]).catch(
    ({ stdout }: { stdout: string }) => {
      throw new Error(stdout);
    },
  );
}

describe.each(["typescript-oldest", "typescript", "typescript-newest"])(
  "E11: compiled strictly with %s",
  (compiler) => {
    test("the types of the small contracts and of the contract have no mistake", async () => {
      const golden = Object.keys(contracts).map((name) => `test/codegen/golden/${name}.ts`);
      await compile(compiler, [...golden, "generated/types.ts"]);
    });

    test("a value that a type does not take is a mistake", async () => {
      const file = join(await scratch(), "wrong.ts");
      const types = join(relative(dirname(file), "test/codegen/golden"), "tagged-union.js").replaceAll("\\", "/");
      await writeFile(
        file,
        `import type { Shape } from "${types}";\nexport const shape: Shape = { kind: "circle", a: 1 };\n`,
      );
      await expect(compile(compiler, [file])).rejects.toThrow("wrong.ts(2,");
    });
  },
);
