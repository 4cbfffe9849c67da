import { responseInfo } from "../../client/index.ts";
import { exitCodes } from "../exit.ts";
import { notify, paint, withoutControls, write } from "./output.ts";

/** A part of a text response, as it arrives. */
export interface TextPart {
  text: string;
  /** What the model thinks; it is shown on a terminal only. */
  reasoning?: string;
  finishReason?: string | null | undefined;
}

/** What was printed, and how it ended. */
export interface Printed {
  text: string;
  finishReason: string | undefined;
}

/** Prints a response as it comes, and a line feed at its end, even when it breaks off on a terminal. */
export async function print(pieces: AsyncIterable<TextPart> | Iterable<TextPart>): Promise<Printed> {
  const isShown = process.stdout.isTTY === true;
  let text = "";
  let shown = "";
  let finishReason: string | undefined;
  const show = async (part: string, style?: "dim"): Promise<void> => {
    shown = part || shown;
    const words = isShown ? withoutControls(part) : part;
    await write(style === undefined ? words : paint(style, words));
  };
  try {
    for await (const piece of pieces) {
      if (piece.reasoning && isShown) await show(piece.reasoning, "dim");
      if (piece.text !== "" && text === "" && shown !== "") await show("\n\n");
      if (piece.text !== "") await show(piece.text);
      text += piece.text;
      finishReason = piece.finishReason ?? finishReason;
    }
  } catch (error) {
    // Piped, what came is left as it came; on a terminal the error begins a line of its own.
    if (isShown && shown !== "" && !shown.endsWith("\n")) await write("\n");
    throw error;
  }
  if (shown !== "" && !shown.endsWith("\n")) await write("\n");
  return { text, finishReason };
}

/** Says on stderr why a response is shorter than it might be, and what was left out of its request. */
export function remark(finishReason: string | undefined, response: object): number {
  const note = (text: string): void => notify(paint("yellow", text, process.stderr));
  const dropped = responseInfo(response)?.dropped ?? [];
  if (dropped.length > 0) note(`The model does not know ${dropped.join(", ")}: left out.`);
  if (finishReason === "length") note("The answer was cut off: it reached the most tokens allowed.");
  if (finishReason !== "content_filter") return exitCodes.ok;
  note("The answer was stopped by the content filter.");
  return exitCodes.refused;
}
