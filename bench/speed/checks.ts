/** Validators at work on values that `JSON.parse` made. */

import type { Library, Sample, Task } from "./programs/task.ts";
import type { Work } from "./programs/work.ts";
import { values, wrong } from "./samples/values.ts";

type Validator = (value: unknown) => boolean;

async function validatorOf(library: Exclude<Library, "json-parse">, sample: Sample): Promise<Validator> {
  switch (library) {
    case "ours":
      return (await import("./samples/ours.ts")).validatorOf(sample);
    case "ajv":
      return (await import("./samples/ajv.ts")).validatorOf(sample);
    case "zod":
      return (await import("./samples/zod.ts")).validatorOf(sample);
    case "valibot":
      return (await import("./samples/valibot.ts")).validatorOf(sample);
  }
}

/** So many values, so that none is always in the processor's cache line. */
const copies = 64;

export async function prepareChecks({ library, sample }: Extract<Task, { kind: "checks" }>): Promise<Work> {
  const text = JSON.stringify(values[sample]);
  const inputs: unknown[] = Array.from({ length: copies }, () => (library === "json-parse" ? text : JSON.parse(text)));
  const validate: Validator =
    library === "json-parse"
      ? (input) => typeof JSON.parse(input as string) === "object"
      : await validatorOf(library, sample);
  if (library !== "json-parse" && validate(wrong[sample])) throw new Error(`${library} takes a wrong ${sample}`);
  return async (units) => {
    for (let done = 0; done < units; done += 1) {
      if (!validate(inputs[done % copies])) throw new Error(`${library} refuses a good ${sample}`);
    }
    return { units };
  };
}
