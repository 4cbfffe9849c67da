import { fromBase64 } from "#platform";
import { ValidationError } from "./errors/validation-error.ts";

/**
 * Decodes the vector of an embedding, in any encoding.
 *
 * | `encoding_format` | returns |
 * | --- | --- |
 * | `float`, `base64` | `Float32Array`, one number per dimension |
 * | `int8` | `Int8Array`, one number a dimension |
 * | `uint8` | `Uint8Array`, one number a dimension |
 * | `binary`, `ubinary` | `Uint8Array`, one bit (0 or 1) a dimension, rounded up to whole bytes |
 *
 * @param embedding - `data[i].embedding` of a response.
 * @param format - the `encoding_format` of the request. Default: `base64` for a string, `float` for numbers.
 * @throws {ValidationError} if it is not a vector in this encoding. The error does not contain the vector.
 */
export function decodeEmbedding(embedding: string | readonly number[], format?: "float" | "base64"): Float32Array;
export function decodeEmbedding(embedding: string | readonly number[], format: "int8"): Int8Array;
export function decodeEmbedding(
  embedding: string | readonly number[],
  format: "uint8" | "binary" | "ubinary",
): Uint8Array;
export function decodeEmbedding(
  embedding: string | readonly number[],
  format: "float" | "base64" | "int8" | "uint8" | "binary" | "ubinary" = typeof embedding === "string"
    ? "base64"
    : "float",
): Float32Array | Int8Array | Uint8Array {
  if (typeof embedding === "string") {
    if (format !== "base64") throw unfit(`is a text, which ${format} never is`);
    return floatsOf(embedding);
  }
  switch (format) {
    case "int8":
      return Int8Array.from(embedding);
    case "uint8":
      return Uint8Array.from(embedding);
    case "binary":
      return bitsOf(embedding, 128);
    case "ubinary":
      return bitsOf(embedding, 0);
    default:
      return Float32Array.from(embedding);
  }
}

function floatsOf(text: string): Float32Array {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = fromBase64(text);
  } catch {
    throw unfit("is not base64");
  }
  if (bytes.length % 4 !== 0) throw unfit("is not base64 of 32-bit floats");
  if (littleEndian()) return new Float32Array(bytes.buffer);
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(index * 4, true));
}

/** One bit a dimension, the first in the highest bit of its byte; `binary` bytes are shifted to be signed. */
function bitsOf(packed: readonly number[], shift: number): Uint8Array {
  const bits = new Uint8Array(packed.length * 8);
  for (const [index, byte] of packed.entries()) {
    for (let place = 0; place < 8; place += 1) bits[index * 8 + place] = ((byte + shift) >> (7 - place)) & 1;
  }
  return bits;
}

const littleEndian = (): boolean => new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

const unfit = (message: string): ValidationError =>
  new ValidationError("response", "decodeEmbedding", [{ pointer: "", message }]);
