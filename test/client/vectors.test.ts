import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decode, vectorsOf } from "../vectors/files.ts";
import { expected, observed } from "../vectors/observe.ts";
import { startPlayer } from "../vectors/player.ts";

for (const kind of ["requests", "answers", "errors", "retries", "endpoints"] as const) {
  describe(`vectors of ${kind}`, () => {
    for (const vector of vectorsOf(kind))
      test(vector.name, async () => {
        expect(await observed(kind, vector, await startPlayer())).toEqual(expected(kind, vector));
      });
  });
}

for (const kind of ["streams", "events"] as const) {
  describe(`vectors of ${kind}, whole, byte by byte and cut anywhere`, () => {
    for (const vector of vectorsOf(kind))
      test(vector.name, async () => {
        const player = await startPlayer();
        const holds = async (cuts: readonly number[]): Promise<void> => {
          expect(await observed(kind, vector, player, cuts)).toEqual(expected(kind, vector));
        };
        const { length } = decode("response" in vector ? vector.response.body : vector.body);
        await holds([]);
        // A first and a last piece without bytes, too.
        await holds(Array.from({ length: length + 1 }, (_, index) => index));
        const cuts = fc.uniqueArray(fc.nat(length), { maxLength: 8 });
        await fc.assert(fc.asyncProperty(cuts, holds), { numRuns: 8 });
      });
  });
}
