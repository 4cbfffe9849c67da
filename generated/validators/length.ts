// Generated from spec/ by codegen/: do not edit. Make it again with `npm run generate`.

/** The length of a text in code points, as JSON Schema counts it. */
export function codePoints(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
