import type { IncomingMessage } from "node:http";

/** A request as it came, apart from the socket. */
export interface EmulatedRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Number of `Host` headers, of which `headers` has the first. */
  hosts: number;
  body: string;
}

/** A request without its body. */
export function headOf({ method = "GET", url = "/", headers, headersDistinct }: IncomingMessage): EmulatedRequest {
  // A proxy sends scheme and host too; a path may begin with two slashes, and neither is a host.
  const target = url.replace(/^https?:\/\/[^/?]*/i, "").replace(/^(?!\/)/, "/");
  const mark = target.indexOf("?");
  return {
    method,
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? "" : target.slice(mark)),
    // Only `set-cookie`, which no request has, is a list.
    headers: headers as Readonly<Record<string, string | undefined>>,
    hosts: headersDistinct["host"]?.length ?? 0,
    body: "",
  };
}
