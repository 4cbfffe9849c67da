import { resolve } from "node:path";
import { expect, test } from "vitest";
import { published } from "../support/documents.ts";
import { environment, installTimeMs, python, runScript } from "./python.ts";
import { describeWith } from "./toolchain.ts";

describeWith([python], "OpenAPI's own meta-schemas", () => {
  test(
    "every document fits those of its version",
    async () => {
      const documents = published.map(({ version, flavour }) =>
        resolve(`generated/openapi/${version}/openapi-${flavour}.json`),
      );
      const interpreter = await environment("strict");
      expect(await runScript(interpreter, "strict_documents.py", documents)).toEqual(documents);
    },
    installTimeMs,
  );
});
