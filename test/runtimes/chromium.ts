import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = [
  process.env["CHROMIUM_PATH"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].filter((place): place is string => place !== undefined && place !== "");

/** Where the browser is; `undefined` when none of the known places has one. */
export const executablePath = places.find((place) => existsSync(place));

/** A test that needs the browser is skipped without one, save where nothing may be skipped. */
export const isSkipped = executablePath === undefined && !process.env["CI"];

/** For the title of what is skipped or fails. */
export const why = executablePath === undefined ? ` (no Chromium at ${places.join(", ")}: set CHROMIUM_PATH)` : "";

/** Starts the browser, which calls no one of its own accord. @throws {Error} when there is none. */
export function launch(): Promise<Browser> {
  if (executablePath === undefined) throw new Error(`This needs a browser${why}`);
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet] });
}
