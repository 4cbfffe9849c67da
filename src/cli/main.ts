#!/usr/bin/env node
import { run } from "./run.ts";

const code = await run(process.argv.slice(2));
// An open stdin or a connection kept for the next call would hold the process: it ends once its output is written.
process.stdout.write("", () => process.exit(code));
