import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { errorForms } from "../../src/emulator/endpoints/error-body.ts";
import { faultKinds } from "../../src/emulator/faults/fault.ts";
import { defaultModels, type EmulatorOptions, flavourNames, startEmulator } from "../../src/emulator/index.ts";

const page = (name: string) => readFile(`docs/${name}.md`, "utf8");
/** What stands in code in the first column of a page's tables. */
const rowsOf = (text: string): string[] =>
  [...text.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map((m) => m[1] ?? ""),
  );

describe("D28: the pages say what there is, and what there is not", () => {
  test("every option, flavour and model", async () => {
    const refused = await startEmulator({ prot: 1 } as EmulatorOptions).catch((error: Error) => error.message);
    const options = /known are (.*)$/.exec(String(refused))?.[1]?.split(", ") ?? [];
    expect(options).toContain("limits");
    const rows = rowsOf(await page("emulator"));
    for (const name of [...options, ...flavourNames, ...defaultModels.map((model) => model.name)])
      expect(rows).toContain(name);
  });

  test("every fault with its properties, and every form of a failure", async () => {
    const text = await page("emulator-faults");
    const rows = rowsOf(text);
    for (const form of errorForms) expect(rows).toContain(form);
    for (const [kind, { members, short }] of Object.entries(faultKinds)) {
      const row = text.split("\n").find((line) => line.startsWith(`| \`${kind}\` |`)) ?? "";
      for (const member of Object.keys(members))
        expect([kind, row]).toEqual([kind, expect.stringContaining(`\`${member}\``)]);
      if (short !== undefined) expect([kind, row]).toEqual([kind, expect.stringContaining(`**\`${short}\`**`)]);
    }
  });

  test.each(["emulator", "emulator-faults", "emulator-rules", "emulator-upstream"])(
    "%s ends with what it does not do",
    async (name) => {
      expect((await page(name)).split(/^## /m).at(-1)).toMatch(/^Limitations\n\n- /);
    },
  );
});
