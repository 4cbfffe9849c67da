import { expect, test } from "vitest";
import { checkAsked } from "../../release/version.ts";

test.each([
  ["none", "none", "0.1.0"],
  ["patch", "patch", "0.1.0"],
  ["minor", "minor", "0.1.0"],
  ["major", "minor", "0.1.0"],
  ["minor", "major", "1.2.3"],
  ["major", "major", "1.2.3"],
] as const)("E07: what asks for %s may be announced as %s after %s", (asked, announced, version) => {
  expect(() => checkAsked(asked, announced, version)).not.toThrow();
});

test.each([
  ["patch", "none", "0.1.0", "patch"],
  ["minor", "patch", "0.1.0", "minor"],
  ["major", "patch", "0.1.0", "minor"],
  ["major", "minor", "1.2.3", "major"],
] as const)("E07: what asks for %s may not be announced as %s after %s", (asked, announced, version, needed) => {
  const said = `.changeset/ announces ${announced}, but the contract's changes since ${version} ask for ${needed}`;
  expect(() => checkAsked(asked, announced, version)).toThrow(said);
});

test("a major may not be announced of a version 0.x", () => {
  expect(() => checkAsked("major", "major", "0.1.0")).toThrow("a breaking change is a minor");
});
