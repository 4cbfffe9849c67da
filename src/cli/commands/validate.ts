import { issuesOf } from "../../validation/index.ts";
import { exitCodes, UsageError } from "../exit.ts";
import { type DocumentKind, type DocumentKindName, documentKinds, guessKind } from "../input/document-kind.ts";
import { parseJson, readText } from "../input/input.ts";
import { checkStream, isEventStream, type Verdict } from "../input/recorded-stream.ts";
import { paint, withoutControls, write, writeJson } from "../output/output.ts";
import type { Signals } from "../signals.ts";

export interface ValidateFlags {
  as?: DocumentKindName;
  json?: true;
}

/** Checks a recorded request, response or stream against the contract. @returns the exit code. */
export async function validate(file: string, flags: ValidateFlags, { signal }: Signals): Promise<number> {
  const name = file === "-" ? "stdin" : file;
  const text = await readText(file, signal);
  const { kind, findings } = verdictOf(text, name, flags.as);
  const fits = findings.length === 0;
  if (flags.json) await writeJson({ file: name, kind, fits, findings });
  else {
    const does = fits ? paint("green", "fits") : paint("red", "does not fit");
    await write(`${name}: ${documentKinds[kind].name}, which ${does} the contract\n`);
    for (const { event, pointer, message } of findings) {
      const where = [event === undefined ? "" : `event ${event}`, pointer].filter((part) => part !== "").join(" ");
      await write(`  ${withoutControls(`${where || "the whole"} ${message}`)}\n`);
    }
  }
  return fits ? exitCodes.ok : exitCodes.refused;
}

function verdictOf(text: string, name: string, as: DocumentKindName | undefined): Verdict {
  const given: DocumentKind | undefined = as && documentKinds[as];
  if (given?.isChunk || (given === undefined && isEventStream(text))) return checkStream(text, as);
  const value = parseJson(text, name);
  const kind = as ?? guessKind(value);
  if (kind === undefined) {
    throw new UsageError(
      `${name}: cannot tell what it is; say so by --as, one of ${Object.keys(documentKinds).join(", ")}.`,
    );
  }
  return { kind, findings: issuesOf(documentKinds[kind].validator, value) };
}
