/** A program that begins with a contestant: `cold <contestant> <url of the server> <import | first-call | files>`. */
import { createRequire } from "node:module";
import type { ContestantId } from "../contestants.ts";
import { hello } from "../subject.ts";
import { load } from "./load.ts";

const [name = "", url = "", what = ""] = process.argv.slice(2);

/** The files of packages that are loaded from here on, modules of both kinds. */
function watchFiles(): Set<string> {
  // Loaded for this alone: it takes time that is not the contestant's.
  const { Session } = createRequire(import.meta.url)("node:inspector") as typeof import("node:inspector");
  const files = new Set<string>();
  const session = new Session();
  session.connect();
  session.on("Debugger.scriptParsed", ({ params: { url } }) => {
    if (url.includes("node_modules")) files.add(url);
  });
  session.post("Debugger.enable");
  return files;
}

const files = what === "files" ? watchFiles() : undefined;
const before = performance.now();
const { connect } = await load[name as ContestantId]();
const ms = performance.now() - before;
if (what === "import") process.stdout.write(String(ms));
else if (files !== undefined) process.stdout.write(String(files.size));
else {
  await connect(`${url}/answer`).chat(hello);
  // Connections that are kept for later would hold the process.
  process.exit();
}
