import type { Emulator, JournalEntry } from "../../emulator/index.ts";
import { paint, withoutControls } from "../output/output.ts";

/** How to use an emulator: its page, and the variables that programs read. */
export function startText({ url, certificate }: Emulator, isMade: boolean, credential: string): string {
  const lines = [
    `The emulator is at ${paint("bold", url)}. Open it in a browser, or set:`,
    "",
    `  export AZURE_INFERENCE_ENDPOINT=${url}`,
    `  export AZURE_INFERENCE_CREDENTIAL=${credential}`,
    "",
  ];
  if (isMade && certificate !== undefined)
    lines.push("Its certificate, for NODE_EXTRA_CA_CERTS and curl --cacert:", "", certificate);
  return `${[...lines, paint("dim", "Press Ctrl-C to stop.")].join("\n")}\n\n`;
}

/** `12:30:01 POST /chat/completions 200 emulated-all 3 ms`, then what is unusual. No text of a request is in it. */
export function logLine(entry: JournalEntry): string {
  const { at, method, path, status, code, model, rule, faults, durationMs, streamed, chunks, aborted } = entry;
  const parts = [
    paint("dim", new Date(at).toTimeString().slice(0, 8)),
    method,
    withoutControls(path),
    paint(status >= 200 && status < 400 ? "green" : "red", status === 0 ? "no response" : String(status)),
    status >= 400 && code !== undefined && code !== String(status) ? code : "",
    withoutControls(model ?? ""),
    `${Math.round(durationMs)} ms`,
    streamed ? `${chunks} chunks` : "",
    rule === undefined ? "" : `rule ${rule}`,
    faults.length === 0 ? "" : `faults ${faults.join(", ")}`,
    aborted ? "aborted" : "",
  ];
  return `${parts.filter((part) => part !== "").join(" ")}\n`;
}

/** An entry of the journal as a line of JSON, without bodies. */
export const jsonLine = ({ request: _request, answer: _answer, ...entry }: JournalEntry): string =>
  `${JSON.stringify({ event: "request", ...entry })}\n`;
