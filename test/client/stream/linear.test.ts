import { expect, test } from "vitest";
import { ConfigurationError, createClient } from "../../../src/client/index.ts";
import { parseFaults } from "../../../src/emulator/index.ts";

/** The ratio of the time of sixteen times the length to that of the length: 16 where it grows in proportion. */
function growth(work: (length: number) => void): number {
  const timeOf = (length: number): number => {
    const runs = Array.from({ length: 3 }, () => {
      const began = performance.now();
      work(length);
      return performance.now() - began;
    });
    return Math.max(Math.min(...runs), 0.05);
  };
  timeOf(1_000);
  return timeOf(160_000) / timeOf(10_000);
}

// Were one quadratic, sixteen times the length would cost 256 times as much.
test.each<[what: string, work: (length: number) => void]>([
  [
    "slashes within an endpoint",
    (length) => createClient({ endpoint: `https://h/${"/".repeat(length)}x`, credential: { key: "k" } }),
  ],
  [
    "blanks around a key",
    (length) => createClient({ endpoint: "https://h", credential: { key: `${" ".repeat(length)}k` } }),
  ],
  [
    "a header of faults",
    (length) => {
      expect(() => parseFaults(`cut;${" ".repeat(length)}x`)).toThrow();
    },
  ],
])("audit C-17: %s take time in proportion to their length", (_, work) => {
  const guarded = (length: number): void => {
    try {
      work(length);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
    }
  };
  expect(growth(guarded)).toBeLessThan(100);
});
