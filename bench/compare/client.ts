/** What the comparison needs of a client: an adapter that follows the client's own documentation. */

/** Where a client is pointed, the same for all. */
export interface Target {
  endpoint: string;
  key: string;
  model: string;
}

export interface Ask {
  prompt: string;
  seed: number;
}

/** Options beyond the defaults, for the rows that try them: a time limit for a response or a stream, or checked responses. */
export type Remedy = "answerLimit" | "streamLimit";

/** The time limit that a remedy sets. */
export const limitMs = 1_000;

export interface ClientUnderTest {
  /** As the page calls it. */
  title: string;
  /** Its package on npm. */
  name: string;
  /** Packages that its samples use with it. */
  helpers: readonly string[];
  /** Options besides endpoint, key and model, and why they are set. */
  beyondDefaults: string;
  /** What ends a silent response or stream when nothing is set, by its documentation. */
  ownLimits: { answer: string; stream: string };
  /** The option of each remedy, as its documentation writes it; absent where it has none. */
  remedies: { readonly [name in Remedy]?: string };
  /** A client with its defaults, or with one remedy. */
  connect(target: Target, remedy?: Remedy): Connection;
  /** What a caller finds in a failure. */
  tell(error: unknown): Told;
}

export interface Connection {
  /** One response, read as the docs read it. */
  chat(ask: Ask): Promise<string>;
  /** A streamed response, read as the docs read it; it returns the finish reason that the caller was given. */
  stream(ask: Ask): AsyncGenerator<string, string | undefined>;
}

/** A failure as a caller sees it. All but `name`, `message` and `rest` are read from properties that the client documents. */
export interface Told {
  /** The class, or what is used instead. */
  name: string;
  message: string;
  status?: number | undefined;
  code?: string | undefined;
  /** The parameter that was refused. */
  parameter?: string | undefined;
  /** What the content filter stopped the prompt for. */
  categories?: readonly string[] | undefined;
  /** What else is within the caller's reach: headers, the body parsed or as text. */
  rest: unknown;
}

/** The caller's code, as the docs show it, failed on what the client had handed out as a success. */
export class ReadingError extends Error {
  override readonly name = "ReadingError";
}

/** Runs the caller's part, so that its failures are distinguished from the client's. */
export function reading<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (cause) {
    const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
    throw new ReadingError(`${name}: ${message}`, { cause });
  }
}

export const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

export function nameOf(error: unknown): Pick<Told, "name" | "message"> {
  if (!(error instanceof Error)) return { name: "no Error", message: JSON.stringify(error) };
  // An error class shows in `name`, or in the name of its constructor.
  return { name: error.name === "Error" ? error.constructor.name : error.name, message: error.message };
}
