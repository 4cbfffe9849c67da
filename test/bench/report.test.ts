import { describe, expect, test } from "vitest";
import { commandOf, parseOptions } from "../../bench/speed/options.ts";
import { render, targetLines } from "../../bench/speed/report/report.ts";
import { exact } from "../../bench/speed/report/statistics.ts";
import type { Table } from "../../bench/speed/report/table.ts";
import type { Target } from "../../bench/speed/report/targets.ts";
import { judge } from "../../bench/speed/report/verdict.ts";
import { cpu, tableOf } from "../../bench/speed/run/paired.ts";

const table = (figures: { [row: string]: number }): Table => ({
  id: "call",
  title: "One call",
  notes: [],
  columns: [{ id: "cpu-ratio", title: "to raw", ratio: true }],
  rows: Object.entries(figures).map(([name, value]) => ({ name, figures: { "cpu-ratio": exact(value) } })),
});

const target: Target = { what: "a call", table: "call", row: "ours", column: "cpu-ratio", goal: 0.3 };

describe("a target", () => {
  test.each([
    ["below", 0.29, true],
    ["at", 0.3, true],
    ["above, but not as the page writes it", 0.3049, true],
    ["above", 0.306, false],
  ])("%s its goal: %d", (_, value, met) => {
    expect(judge(target, [table({ ours: value })])).toMatchObject({ met });
  });

  test("of which more is better", () => {
    const more = { ...target, goal: 3, atLeast: true };
    expect(judge(more, [table({ ours: 2.9 })])).toMatchObject({ met: false, goal: "at least 3.00" });
    expect(judge(more, [table({ ours: 3.1, openai: 0.6, "AI SDK": 0.3 })])).toMatchObject({
      met: true,
      best: "openai 0.60",
    });
  });

  test("is held against another row", () => {
    const beside = { ...target, goal: { row: "raw" } };
    expect(judge(beside, [table({ ours: 2, raw: 1 })])).toMatchObject({
      met: false,
      goal: "at most 1.00, that of raw",
    });
    expect(judge(beside, [table({ ours: 1, raw: 1 })])).toMatchObject({ met: true });
  });

  test("never is not met, whatever the goal", () => {
    const close = { ...target, goal: 50, unit: "ms" };
    expect(judge(close, [table({ ours: Number.POSITIVE_INFINITY })])).toMatchObject({ met: false, figure: "never ms" });
  });

  test("of more than a thousand is read as it is meant", () => {
    expect(judge({ ...target, goal: 50, unit: "ms" }, [table({ ours: 1_234 })])).toMatchObject({ met: false });
  });

  test("of a measure that was not run has no verdict", () => {
    expect(judge(target, [])).toBeUndefined();
  });

  test("of a row that is not there is a mistake", () => {
    expect(() => judge(target, [table({ raw: 1 })])).toThrow("call has no cpu-ratio of ours");
  });
});

describe("rounds as a table", () => {
  const lanes = ["raw", "raw again", "ours"].map((name) => ({ name, task: { kind: "refusals" } as const }));
  const outcome = (again: number): Table => {
    const visit = (cpuUs: number) => ({ units: 10, cpuUs, wallUs: cpuUs });
    const visits = new Map([
      ["raw", [visit(100), visit(200)]],
      ["raw again", [visit(100 * again), visit(200 * again)]],
      ["ours", [visit(50), visit(100)]],
    ]);
    const busiest = { lane: "raw", share: 0.2 };
    const measure = { id: "call", title: "One call", lanes, readings: [cpu("call")], warmUp: 1, atLeast: 1 };
    return tableOf(measure, { visits, busiest });
  };

  test("has the cost of a unit and its ratio to the first row", () => {
    expect(outcome(1).rows[2]).toEqual({
      name: "ours",
      figures: { cpu: { median: 7.5, low: 5, high: 10 }, "cpu-ratio": exact(0.5) },
    });
  });

  test("says when the same thing twice was not the same", () => {
    expect(outcome(1.05).notes).toEqual(["The server was at work for 20 % of the time at most (raw)."]);
    expect(outcome(1.07).notes.at(-1)).toContain("not quiet");
  });
});

describe("a run's outcome", () => {
  const { rows, ...rest } = table({ raw: 1, ours: 0.43, "ours, platform fetch": 0.9 });
  const called: Table = {
    ...rest,
    rows: rows.map(({ name, figures }) => ({ name, figures: { ...figures, "wall-ratio": exact(0.4) } })),
  };
  const bar = (name: string, cpu: number) => ({
    name,
    figures: { cpu: exact(cpu), "cpu-ratio": exact(2), "wall-ratio": exact(2) },
  });
  const slow = { ...called, rows: called.rows.map(({ name }) => bar(name, 1)) };
  const results = {
    command: "npm run bench",
    date: "2026-01-01",
    machine: "2 cores",
    rounds: 11,
    packages: ["model-inference 1.0.0"],
    runs: [{ node: "v24.9.0", tables: [called] }],
    sizes: [],
  };

  test("has a page with a line for each target, and one with a table for each measure", () => {
    const { "performance.md": page, "performance-data.md": data } = render(results);
    expect(page).toContain("| sequential call, CPU | ours | at most 0.42 | 0.43 | **not met** | - |");
    expect(page).toContain("| sequential call, CPU | ours, platform fetch | at most 1.00 | 0.90 | met | - |");
    expect(data).toContain("### One call\n\n|  | to raw |\n| --- | --- |\n| raw | 1.00 |");
  });

  test("gives each reason once, with the targets that it explains", () => {
    const { "performance.md": page = "" } = render({ ...results, runs: [{ node: "v24.9.0", tables: [slow] }] });
    expect(
      page.match(
        /^- sequential call, CPU \(ours, platform fetch\); sequential call, wall \(ours, platform fetch\): /gm,
      ),
    ).toHaveLength(1);
  });

  test("has a chart for each measure that was run, with a bar for each client and its figure as text", () => {
    const measured = { ...called, rows: [bar("raw", 200), bar("ours", 50), bar("ours, platform fetch", 60)] };
    const files = render({ ...results, runs: [{ node: "v24.9.0", tables: [measured] }] });
    expect(Object.keys(files)).toEqual(["performance.md", "performance-data.md", "performance-call.svg"]);
    expect(files["performance.md"]).toContain("![CPU time of one chat call (less is better)](performance-call.svg)");
    const widths = [...(files["performance-call.svg"] ?? "").matchAll(/<rect [^>]*width="(\d+)" /g)].map(([, width]) =>
      Number(width),
    );
    expect(widths).toEqual([98, 390]);
    expect(files["performance-call.svg"]).toMatch(/aria-label="[^"]*: model-inference 50 µs, fetch by hand 200 µs"/);
  });

  test("on a terminal has a line a target", () => {
    expect(targetLines(results)).toEqual([
      "NOT MET  Node v24.9.0: sequential call, CPU (ours): 0.43, at most 0.42",
      "met      Node v24.9.0: sequential call, CPU (ours, platform fetch): 0.90, at most 1.00",
      "met      Node v24.9.0: sequential call, wall (ours): 0.40, at most 0.48",
      "met      Node v24.9.0: sequential call, wall (ours, platform fetch): 0.40, at most 1.00",
    ]);
  });
});

describe("what npm run bench is asked for", () => {
  const measures = ["call", "bulk"];

  test("some measures, quickly, on several Nodes", () => {
    expect(parseOptions(["--quick", "--only", "call,bulk", "--node", "a", "--node", "b"], measures)).toEqual({
      quick: true,
      only: ["call", "bulk"],
      nodes: ["a", "b"],
      out: undefined,
    });
  });

  test.each([
    [[], "npm run bench"],
    [["--quick", "--node", "/somewhere/node"], "npm run bench -- --quick"],
    [["--only", "call,bulk"], "npm run bench -- --only call,bulk"],
  ])("%j is reported on the page without what is of one machine", (args, command) => {
    expect(commandOf(parseOptions(args, measures))).toBe(command);
  });

  test.each([
    [["--only", "calls"], '--only: must be one of call, bulk, not "calls"'],
    [["--fast"], "--fast"],
    [["call"], "call"],
  ])("%j is refused", (args, message) => {
    expect(() => parseOptions(args, measures)).toThrow(message);
  });
});
