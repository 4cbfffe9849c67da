/** What a measure wants of a contestant. Each follows the samples of its own documentation. */

export type Message = { role: "user"; content: string };

export interface Subject {
  /** One response: its text. */
  chat(messages: Message[]): Promise<string>;
  /** Hands over the text of each chunk; leaves the loop where `false` comes back. */
  stream(onText: (text: string) => boolean): Promise<void>;
  /** Embeds these inputs and gives one list of numbers for each. Absent where the contestant has no such call. */
  embed?: { [Format in VectorFormat]?: (input: string[]) => Promise<ArrayLike<number>[]> };
  /** Makes a call that is refused, and gives the code of the refusal. */
  refusal(): Promise<string>;
  /** Puts a streamed response together: the arguments of its tool call. */
  collect?(): Promise<string>;
}

export type VectorFormat = "float" | "base64";

/** Points a contestant at an endpoint, to which the routes are appended. */
export type Connect = (endpoint: string) => Subject;

export const key = "bench-key";
export const model = "model";
export const ask = (messages: Message[]): { model: string; messages: Message[] } => ({ model, messages });
export const hello: Message[] = [{ role: "user", content: "Why is the sky blue?" }];
export const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
