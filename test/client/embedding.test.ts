import fc from "fast-check";
import { expect, test } from "vitest";
import { createClient, decodeEmbedding, ValidationError } from "../../src/client/index.ts";
import { startEmulator } from "../../src/emulator/index.ts";

test("a vector is the same in every encoding", async () => {
  const emulator = await startEmulator();
  const client = createClient({ endpoint: emulator.url, credential: { key: "k" } });
  const get = async (encoding_format: string) => {
    const { data } = await client.getEmbeddings({ input: "a cat", dimensions: 16, encoding_format });
    return data[0]?.embedding ?? "";
  };
  const floats = decodeEmbedding(await get("float"));
  expect(decodeEmbedding(await get("base64"))).toEqual(floats);
  expect(decodeEmbedding(await get("int8"), "int8")).toEqual(
    Int8Array.from(floats, (value) => Math.round(value * 127)),
  );
  expect(decodeEmbedding(await get("uint8"), "uint8")).toEqual(
    Uint8Array.from(floats, (value) => Math.round((value + 1) * 127.5)),
  );
  const bits = Uint8Array.from(floats, (value) => (value > 0 ? 1 : 0));
  expect(decodeEmbedding(await get("binary"), "binary")).toEqual(bits);
  expect(decodeEmbedding(await get("ubinary"), "ubinary")).toEqual(bits);
  await emulator.stop();
});

test("any floats survive base64", () => {
  fc.assert(
    fc.property(fc.float32Array(), (floats) => {
      const text = Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength).toString("base64");
      expect(decodeEmbedding(text)).toEqual(Float32Array.from(floats));
    }),
  );
});

test.each<[string, "base64" | "int8" | undefined, string]>([
  ["***", undefined, "decodeEmbedding: the response does not fit the contract: the body is not base64"],
  [
    "AAA=",
    undefined,
    "decodeEmbedding: the response does not fit the contract: the body is not base64 of 32-bit floats",
  ],
  ["AAAA", "int8", "decodeEmbedding: the response does not fit the contract: the body is a text, which int8 never is"],
])("what is no vector is refused: %s as %s", (text, format, message) => {
  expect(() => decodeEmbedding(text, format as "base64")).toThrow(ValidationError);
  expect(() => decodeEmbedding(text, format as "base64")).toThrow(message);
});
