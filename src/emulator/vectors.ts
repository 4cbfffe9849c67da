/** Numbers in a vector when a request does not say. */
export const defaultDimensions = 256;
/** The longest vector that can be asked for. */
export const mostDimensions = 4096;

/** Features of a text: its words, and the three-letter pieces of each, so that like words have like vectors. */
export function textFeatures(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.flatMap((word) => {
    const letters = [...`^${word}$`];
    return [word, ...letters.slice(2).map((_, index) => letters.slice(index, index + 3).join(""))];
  });
}

/** Features of an image: the four-byte pieces of its file. */
export const imageFeatures = (bytes: Uint8Array): string[] =>
  Array.from({ length: Math.max(0, bytes.length - 3) }, (_, index) => `#${bytes.subarray(index, index + 4).join(".")}`);

/** Each feature turns one place of the vector up or down; the sum has length 1. */
export function vectorOf(features: readonly string[], dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const feature of features) {
    const bits = hash(feature);
    const place = (bits >>> 1) % dimensions;
    vector[place] = (vector[place] ?? 0) + (bits & 1 ? 1 : -1);
  }
  const length = Math.hypot(...vector);
  // Features may cancel out, and an empty text has none: any vector of length 1 will do.
  if (length === 0) vector[0] = 1;
  return length === 0 ? vector : vector.map((value) => value / length);
}

/** The ways in which a vector travels, by `encoding_format`. */
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

/** One bit a number, the first in the highest place: whether it is above 0. */
function bits(vector: Float32Array): number[] {
  return Array.from({ length: Math.ceil(vector.length / 8) }, (_, index) =>
    vector.subarray(index * 8, index * 8 + 8).reduce((byte, value, place) => byte | (value > 0 ? 0x80 >> place : 0), 0),
  );
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  // The low bits of short texts are alike without a last stir.
  return Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d) >>> 0;
}
