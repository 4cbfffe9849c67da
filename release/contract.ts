import { type Bump, bumps } from "../gate/change.ts";
import { run } from "./command.ts";
import { ReleaseError } from "./problem.ts";

/**
 * What the differences of the contract and the public types since the last release ask for, by `npm run gate`.
 *
 * @throws {ReleaseError} when the gate is shut, or Go is missing, with which it is built.
 */
export async function askedBump(folder: string): Promise<Bump> {
  const said = await run("npm", ["run", "--silent", "gate", "--", "--json"], { cwd: folder, env: { CI: "1" } });
  return (JSON.parse(said) as { bump: Bump }).bump;
}

/** @throws {ReleaseError} when what is announced is less than what is asked for. */
export function checkAsked(asked: Bump, announced: Bump, version: string): void {
  // Below 1.0 a minor is what breaks.
  const needed = asked === "major" && version.startsWith("0.") ? "minor" : asked;
  if (bumps.indexOf(announced) >= bumps.indexOf(needed)) return;
  throw new ReleaseError(
    `.changeset/ announces ${announced}, but the contract's changes since ${version} ask for ${needed}: see \`npm run gate\``,
  );
}

/** Keeps the contract and the public types as what a version released, for the gate of the next. */
export const keepContract = (folder: string, version: string): Promise<string> =>
  run("npm", ["run", "--silent", "gate", "--", "--keep", version], { cwd: folder, env: { CI: "1" } });
