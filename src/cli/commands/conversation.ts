import { createInterface } from "node:readline/promises";
import { AbortError, type BodyRequestOptions, type ChatRequestMessage, type Client } from "../../client/index.ts";
import { exitCodes } from "../exit.ts";
import { type ChatSettings, say, userMessage } from "../input/chat-request.ts";
import { explain } from "../output/explain.ts";
import { notify, paint } from "../output/output.ts";
import type { Signals } from "../signals.ts";

/** What a conversation begins with. */
export interface Conversation {
  client: Client;
  settings: ChatSettings;
  options: BodyRequestOptions;
  /** The system message, or nothing. */
  first: ChatRequestMessage[];
  /** URLs of images that go with the first message. */
  images: readonly string[];
}

const help = `/reset   forget what was said
/help    this list
/exit    end, as does Ctrl-D
Ctrl-C stops an answer; at the prompt it ends the conversation. Lines that are pasted together are one message.`;

/** Holds a conversation on a terminal until its end. What failed or was stopped is not part of the history. @returns the exit code. */
export async function converse(conversation: Conversation, signals: Signals): Promise<number> {
  const { client, settings, options, first } = conversation;
  const typed: string[] = [];
  let images = conversation.images;
  let history = [...first];
  notify(paint("dim", "/help lists what else can be typed; Ctrl-D ends.", process.stderr));
  for (;;) {
    const line = await ask(typed, signals.signal);
    if (line === "interrupted") return exitCodes.interrupted;
    if (line === "closed" || line.text === "/exit") return exitCodes.ok;
    if (line.text === "/help") notify(help);
    else if (line.text === "/reset") {
      history = [...first];
      images = conversation.images;
    } else if (/^\/\w+$/.test(line.text)) notify(`There is no ${line.text}; /help lists what there is.`);
    else if (line.text !== "") {
      const messages = [...history, userMessage(line.text, images)];
      const response = await answerTo(messages);
      if (response === undefined) continue;
      history = [...messages, { role: "assistant", content: response }];
      images = [];
    }
  }

  async function answerTo(messages: ChatRequestMessage[]): Promise<string | undefined> {
    const stop = new AbortController();
    const giveBack = signals.takeInterrupts(() => stop.abort());
    try {
      const signal = AbortSignal.any([signals.signal, stop.signal]);
      return (await say(client, messages, settings, { ...options, signal })).text;
    } catch (error) {
      if (signals.signal.aborted) throw error;
      const lines = error instanceof AbortError ? ["Stopped; the message is forgotten."] : explain(error).lines;
      for (const line of lines) notify(paint("yellow", line, process.stderr));
      return undefined;
    } finally {
      giveBack();
    }
  }
}

/**
 * One message. The line editor lives for one prompt only: while a response comes, the terminal itself turns Ctrl-C into a
 * signal.
 */
function ask(typed: string[], signal: AbortSignal): Promise<{ text: string } | "closed" | "interrupted"> {
  const editor = createInterface({ input: process.stdin, output: process.stdout, history: [...typed], terminal: true });
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    const abort = (): void => editor.close();
    const finish = (): void => {
      const text = lines.join("\n").trim();
      if (text !== "") typed.unshift(...lines.filter((line) => line.trim() !== "").reverse());
      settled = { text };
      editor.close();
    };
    let isDue = false;
    let settled: { text: string } | "closed" | "interrupted" = "closed";
    signal.addEventListener("abort", abort, { once: true });
    editor.on("line", (line) => {
      lines.push(line);
      if (isDue) return;
      isDue = true;
      // Lines that come at once were pasted, and the last of them may still be typed on.
      setImmediate(() => {
        isDue = false;
        if (editor.line === "") finish();
      });
    });
    editor.on("SIGINT", () => {
      settled = "interrupted";
      editor.close();
    });
    editor.once("close", () => {
      signal.removeEventListener("abort", abort);
      if (signal.aborted) return reject(signal.reason);
      if (typeof settled === "string") process.stdout.write("\n");
      resolve(settled);
    });
    editor.setPrompt(paint("bold", "> "));
    editor.prompt();
  });
}
