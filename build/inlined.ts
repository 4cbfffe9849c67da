/**
 * Packages whose code is in `dist/`, so that whoever installs this one installs none of them: small ones, of which no type is
 * part of the public surface. Their licences are in `dist/licences.txt`, and they stand in the bill of materials of a release.
 */
export const inlined = [
  "@picocss/pico",
  "@preact/signals",
  "@preact/signals-core",
  "commander",
  "eventsource-parser",
  "jsonc-parser",
  "preact",
  "rapidoc",
] as const;
