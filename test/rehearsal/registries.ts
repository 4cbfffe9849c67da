import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

export interface FakeRegistry {
  url: string;
  /** Methods and paths, in order. */
  asked: string[];
}

/**
 * A registry that knows one content of `small` 1.0.0, or none, and takes packages as told.
 *
 * @param content - of the version, at each time it is asked.
 */
export async function fakeRegistry(
  content: () => string | undefined,
  take: (response: ServerResponse) => void,
): Promise<FakeRegistry> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume();
    if (request.method === "PUT") {
      request.on("end", () => take(response));
      return;
    }
    const integrity = content();
    if (integrity === undefined) response.writeHead(404).end('{ "error": "not found" }');
    else {
      const version = { name: "small", version: "1.0.0", dist: { integrity, tarball: "" } };
      const found = { name: "small", "dist-tags": { latest: "1.0.0" }, versions: { "1.0.0": version } };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(found));
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`, asked };
}

export const json = (status: number, body: object) => (response: ServerResponse) =>
  void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
