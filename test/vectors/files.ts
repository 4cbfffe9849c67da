import { readFileSync } from "node:fs";
import type {
  BodyRequestOptions,
  ClientOptions,
  EndpointKind,
  KeyHeader,
  Problem,
  StreamOptions,
} from "../../src/client/index.ts";

/** The UTF-8 of a text, or base64. */
export type Bytes = { text: string } | { base64: string };

/** An HTTP answer; where it is `cut` the connection breaks after the body. */
export interface Response {
  status: number;
  headers: Record<string, string>;
  body: Bytes;
  cut?: true;
}

export type StreamCall = "streamChatCompletions" | "streamCompletions";
export type WholeCall =
  | "getModelInfo"
  | "getChatCompletions"
  | "getCompletions"
  | "getEmbeddings"
  | "getImageEmbeddings";

interface Vector {
  id: string;
  /** What it shows; the title of its test. */
  name: string;
}

export interface RequestVector extends Vector {
  operation: WholeCall | StreamCall;
  client: Partial<ClientOptions> & {
    keyHeader?: KeyHeader;
    path: string;
    credential: { key: string } | { token: string };
  };
  input?: object;
  call?: BodyRequestOptions & { model?: string };
  request: { method: string; target: string; headers: Record<string, string | null>; body: Bytes };
}

export interface AnswerVector extends Vector {
  operation: WholeCall;
  response: Response;
  value?: object;
  decoded?: number[][];
  failure?: string;
}

export interface StreamVector extends Vector {
  operation: StreamCall;
  client?: StreamOptions;
  response: Response;
  chunks: object[];
  collected?: object;
  missingDone?: boolean;
  failure?: { reason: string; problem?: Problem; partial?: object };
}

export interface EventVector extends Vector {
  body: Bytes;
  events: { type: string; data: string }[];
}

export interface ErrorVector extends Vector {
  response: Response;
  problem: Omit<Problem, "message"> & { message?: string };
}

export interface RetryVector extends Vector {
  now: string;
  response: Omit<Response, "body">;
  retried: boolean;
  delayMs: number | null;
}

export interface EndpointVector extends Vector {
  url: string;
  options?: { kind?: EndpointKind; allowInsecureConnection?: boolean };
  endpoint?: object;
  refused?: string;
}

export interface VectorOf {
  requests: RequestVector;
  answers: AnswerVector;
  streams: StreamVector;
  events: EventVector;
  errors: ErrorVector;
  retries: RetryVector;
  endpoints: EndpointVector;
}

export type VectorKind = keyof VectorOf;

export const fileOf = (kind: VectorKind): string => `vectors/${kind}.json`;

/** The vectors as they are published; that each fits the schema is a test of its own. */
export const vectorsOf = <Kind extends VectorKind>(kind: Kind): VectorOf[Kind][] =>
  (JSON.parse(readFileSync(fileOf(kind), "utf8")) as { vectors: VectorOf[Kind][] }).vectors;

export const decode = (bytes: Bytes): Buffer =>
  "text" in bytes ? Buffer.from(bytes.text) : Buffer.from(bytes.base64, "base64");

/** Bytes as the vectors write them. */
export function encode(bytes: Buffer): Bytes {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) && !/[\0\uFEFF]/.test(text) ? { text } : { base64: bytes.toString("base64") };
}
