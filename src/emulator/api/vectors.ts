/** Numbers in a vector when a request does not say. */
export const defaultDimensions = 256;
/** The longest vector that can be asked for. */
export const mostDimensions = 4096;

/** A part of a text or an image, as a number that is the same for the same part. */
export type Features = Iterable<number>;

/** Features of a text: its words, and the three-letter parts of each, so that similar words have similar vectors. */
export function* textFeatures(text: string): Generator<number> {
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    yield hash(word);
    const letters = [...`^${word}$`];
    for (let index = 0; index + 2 < letters.length; index += 1) yield hash(letters.slice(index, index + 3).join(""));
  }
}

/** Features of an image: the four-byte parts of its file. */
export function* imageFeatures(bytes: Uint8Array): Generator<number> {
  for (let index = 0; index + 3 < bytes.length; index += 1) {
    let bits = start;
    for (let place = 0; place < 4; place += 1) bits = stir(bits, bytes[index + place] as number);
    yield finish(bits);
  }
}

/**
 * Each feature changes one number of the vector up or down; the sum has length 1. No number is 0, as in the vectors of real
 * models: all features contribute a little to all numbers.
 */
export function vectorOf(features: Features, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  let all = start;
  for (const bits of features) {
    const place = (bits >>> 1) % dimensions;
    vector[place] = (vector[place] ?? 0) + (bits & 1 ? 1 : -1);
    all = (all + bits) >>> 0;
  }
  for (let place = 0; place < dimensions; place += 1)
    vector[place] = (vector[place] ?? 0) + little(finish(stir(all, place + 1)));
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** Up to a twentieth of what a feature turns, and never 0. */
const little = (bits: number): number => (((bits >>> 16) + 0.5) / 0x10000 - 0.5) / 10;

/** Encodings of a vector, by `encoding_format`. */
export const encodings: Readonly<Record<string, (vector: Float32Array) => string | number[]>> = {
  float: (vector) => [...vector],
  base64: (vector) => {
    const bytes = Buffer.alloc(vector.length * 4);
    for (const [index, value] of vector.entries()) bytes.writeFloatLE(value, index * 4);
    return bytes.toString("base64");
  },
  int8: (vector) => Array.from(vector, (value) => Math.round(value * 127)),
  uint8: (vector) => Array.from(vector, (value) => Math.round((value + 1) * 127.5)),
  binary: (vector) => bits(vector).map((byte) => byte - 128),
  ubinary: (vector) => bits(vector),
};

/** One bit a number, the first in the highest bit: whether it is above 0. */
function bits(vector: Float32Array): number[] {
  return Array.from({ length: Math.ceil(vector.length / 8) }, (_, index) =>
    vector.subarray(index * 8, index * 8 + 8).reduce((byte, value, place) => byte | (value > 0 ? 0x80 >> place : 0), 0),
  );
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let bits = start;
  for (let index = 0; index < text.length; index += 1) bits = stir(bits, text.charCodeAt(index));
  return finish(bits);
}

const start = 0x811c9dc5;
const stir = (bits: number, unit: number): number => Math.imul(bits ^ unit, 0x01000193);
// The low bits of short texts are alike without a last stir.
const finish = (bits: number): number => Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d) >>> 0;
