import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { damages, membersOf } from "./damages.ts";
import { type Bytes, decode, encode, fileOf, type VectorKind, vectorsOf } from "./files.ts";
import { expected, kinds, observed } from "./observe.ts";
import { startPlayer } from "./player.ts";

const fits = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync("vectors/schema.json", "utf8")));

interface VectorFile {
  vectors: { id: string; name: string }[];
}

const read = (kind: VectorKind): VectorFile => JSON.parse(readFileSync(fileOf(kind), "utf8")) as VectorFile;

test("the manifest shows how many vectors each file holds, and its SHA-256", async () => {
  const files = Object.fromEntries(
    kinds.map((kind) => {
      const sha256 = createHash("sha256")
        .update(readFileSync(fileOf(kind)))
        .digest("hex");
      return [`${kind}.json`, { vectors: vectorsOf(kind).length, sha256 }];
    }),
  );
  // `npx vitest run test/vectors --update` writes it anew.
  await expect(`${JSON.stringify({ version: 1, files }, null, 2)}\n`).toMatchFileSnapshot(
    "../../vectors/manifest.json",
  );
});

test("every file of vectors is one that the tests run", () => {
  const others = ["README.md", "check.py", "http_reader.py", "reader.py", "manifest.json", "schema.json"];
  expect(readdirSync("vectors").sort()).toEqual([...others, ...kinds.map((kind) => `${kind}.json`)].sort());
});

test("the README describes each file, and shows a vector as it is", () => {
  const page = readFileSync("vectors/README.md", "utf8");
  for (const kind of kinds) expect(page).toContain(`| \`${kind}.json\` |`);
  const [, shown = ""] = /```json\n(.*?)```/s.exec(page) ?? [];
  expect(vectorsOf("retries")).toContainEqual(JSON.parse(shown));
});

describe.each(kinds)("vectors of %s", (kind) => {
  test("fit the schema", () => {
    fits(read(kind));
    expect(fits.errors).toBeNull();
  });

  test("have an id and a name of their own", () => {
    const { vectors } = read(kind);
    for (const member of ["id", "name"] as const)
      expect(new Set(vectors.map((vector) => vector[member])).size).toBe(vectors.length);
  });

  test("are text wherever their bytes are", () => {
    const bytes = membersOf(read(kind)).map(({ name, value }) => (name === "body" ? value : undefined));
    for (const value of bytes) if (isBytes(value)) expect(encode(decode(value))).toEqual(value);
  });

  test("are no longer what happens when any part of what they expect is damaged or left out", async () => {
    const player = await startPlayer();
    let seen = 0;
    for (const vector of vectorsOf(kind)) {
      const happens = JSON.stringify(sorted(await observed(kind, vector, player)));
      expect(JSON.stringify(sorted(expected(kind, vector))), vector.name).toBe(happens);
      for (const damaged of damages(expected(kind, vector))) {
        expect(JSON.stringify(sorted(damaged)), vector.name).not.toBe(happens);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThanOrEqual(2 * vectorsOf(kind).length);
  });

  test("do not fit the schema without any of their own properties, or with one more", () => {
    const file = read(kind);
    for (const vector of file.vectors) {
      for (const name of ["id", "name"] as const) {
        const { [name]: _, ...rest } = vector;
        expect(fits({ ...file, vectors: [rest] })).toBe(false);
      }
      expect(fits({ ...file, vectors: [{ ...vector, other: 1 }] })).toBe(false);
    }
    for (const damaged of [
      { ...file, version: 2 },
      { ...file, kind: "others" },
      { ...file, more: [] },
    ])
      expect(fits(damaged)).toBe(false);
  });
});

const isBytes = (value: unknown): value is Bytes =>
  typeof value === "object" && value !== null && ("text" in value || "base64" in value);

/** A value whose members stand in the order of their names, so that equal values have equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}
