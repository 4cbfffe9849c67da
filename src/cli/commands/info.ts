import type { ModelInfo } from "../../client/index.ts";
import { exitCodes } from "../exit.ts";
import type { ConnectionFlags } from "../flags.ts";
import { paint, withoutControls, write, writeJson } from "../output/output.ts";
import { connect, modelOf } from "../settings.ts";
import type { Signals } from "../signals.ts";

export interface InfoFlags extends ConnectionFlags {
  model?: string;
  json?: true;
}

/** Shows information about the deployed model. @returns the exit code. */
export async function info(flags: InfoFlags, { signal }: Signals): Promise<number> {
  const client = await connect(flags, "chat");
  const response = await client.getModelInfo({ ...modelOf(flags), signal });
  if (flags.json) await writeJson(response);
  else await write(table(response));
  return exitCodes.ok;
}

const table = ({ model_name, model_type, model_provider_name }: ModelInfo): string =>
  [
    ["name", model_name],
    ["type", model_type],
    ["provider", model_provider_name],
  ]
    .map(([name = "", value]) => `${paint("bold", name.padEnd(8))}  ${withoutControls(String(value ?? "not told"))}\n`)
    .join("");
