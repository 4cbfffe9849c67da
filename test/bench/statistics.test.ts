import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exact, figure, median, ratios } from "../../bench/speed/report/statistics.ts";
import { order } from "../../bench/speed/run/rounds.ts";

const numbers = fc.array(fc.double({ noNaN: true, min: 1e-9, max: 1e9 }), { minLength: 1 });

describe("what rounds come to", () => {
  test.each([
    [[3], 3],
    [[4, 1], 2.5],
    [[9, 1, 5], 5],
    [[1, 2, 3, 100], 2.5],
    [[Number.POSITIVE_INFINITY, 1, 2], 2],
  ])("the median of %j is %d", (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  test("no rounds have no median", () => {
    expect(() => median([])).toThrow("no rounds");
  });

  test("a median lies within its range, and half of the rounds on each side", () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const { median, low, high } = figure(values);
        expect(low).toBeLessThanOrEqual(median);
        expect(high).toBeGreaterThanOrEqual(median);
        expect(values.filter((value) => value <= median).length * 2).toBeGreaterThanOrEqual(values.length);
        expect(values.filter((value) => value >= median).length * 2).toBeGreaterThanOrEqual(values.length);
      }),
    );
  });

  test("what slows a whole round is not seen in its ratios", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1 }), (slowness) => {
        const all = ratios(
          slowness.map((factor) => 3 * factor),
          slowness.map((factor) => 2 * factor),
        );
        expect(figure(all)).toEqual(exact(1.5));
      }),
    );
  });

  test("who is let off the later rounds is held against the first ones", () => {
    expect(ratios([2, 9], [1, 3, 100])).toEqual([2, 3]);
    expect(() => ratios([1, 2], [1])).toThrow("2 rounds beside 1");
  });
});

describe("the order of a round", () => {
  const items = ["a", "b", "c", "d"];

  test("everyone has one turn in each", () => {
    for (let round = 0; round < 9; round += 1) expect(order(items, round).sort()).toEqual(items);
  });

  test("everyone goes first in some", () => {
    const firsts = Array.from({ length: 8 }, (_, round) => order(items, round)[0]);
    expect(new Set(firsts)).toEqual(new Set(items));
  });
});
