/** A loopback server that plays what a scenario says, and keeps what it saw. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export type Headers = Readonly<Record<string, string>>;

/** One response. */
export interface Script {
  /** Default 200. */
  status?: number;
  /** What is known only when it is sent comes from a function. */
  headers?: Headers | ((elsewhere: string) => Headers);
  body: string | object;
  /** `well` as HTTP has it (the default); `silence`: no more comes; `cut`: the connection closes within the body. */
  ends?: "well" | "silence" | "cut";
}

/** One request; times are milliseconds of `performance.now()`. */
export interface Seen {
  at: number;
  answeredAt: number;
  /** The same by the clock that dates in headers go by, in Unix milliseconds. */
  answeredAtDate: number;
  answeredWith: Headers;
  body: string;
  headers: string;
}

export interface Stage {
  url: string;
  seen: readonly Seen[];
  close(): void;
}

/** @param scripts - the responses in their order; the last is given again to every further request. */
export async function play(scripts: readonly Script[], elsewhere = ""): Promise<Stage> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const at = performance.now();
    const script = scripts[Math.min(seen.length, scripts.length - 1)];
    if (script === undefined) throw new Error("a scenario without an answer");
    const headers = headersOf(script, elsewhere);
    const record = {
      at,
      answeredAt: at,
      answeredAtDate: 0,
      answeredWith: headers,
      body: "",
      headers: request.rawHeaders.join("\n"),
    };
    seen.push(record);
    record.body = await text(request);
    record.answeredAt = performance.now();
    record.answeredAtDate = Date.now();
    send(response, script, headers);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function headersOf({ headers = {}, body }: Script, elsewhere: string): Headers {
  const type = typeof body === "string" ? {} : { "content-type": "application/json" };
  return { ...type, ...(typeof headers === "function" ? headers(elsewhere) : headers) };
}

function send(response: ServerResponse, { status = 200, body, ends = "well" }: Script, headers: Headers): void {
  const bytes = typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(status, headers);
  if (ends === "well") response.end(bytes);
  else response.write(bytes, () => ends === "cut" && response.destroy());
}
